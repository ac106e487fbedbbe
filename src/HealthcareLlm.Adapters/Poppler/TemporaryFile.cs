namespace HealthcareLlm.Adapters.Poppler;

/// <summary>A document's bytes in a file of no telling name, in a folder that only this user may open; gone when disposed.</summary>
internal sealed class TemporaryFile : IDisposable
{
    private readonly DirectoryInfo _folder;

    internal TemporaryFile(ReadOnlyMemory<byte> bytes)
    {
        _folder = Directory.CreateTempSubdirectory("hllm-");
        Path = System.IO.Path.Combine(_folder.FullName, "document.pdf");
        try
        {
            using var stream = new FileStream(Path, FileMode.CreateNew, FileAccess.Write);
            stream.Write(bytes.Span);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal string Path { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Disposed twice.
        }
    }
}
