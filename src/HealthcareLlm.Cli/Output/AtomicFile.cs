using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Output;

/// <summary>Writes a file whole or not at all: beside it first, then moved.</summary>
public static class AtomicFile
{
    /// <summary>Whether folders that are made go unsaid (<c>--quiet</c>).</summary>
    public static bool IsQuiet { get; set; }

    /// <summary>Writes all bytes; folders on the way are made, and said.</summary>
    /// <exception cref="ConfigurationException">The place cannot be written.</exception>
    /// <exception cref="NotWrittenException">No room is left on the disk.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string whole = Path.GetFullPath(path);
        string beside = whole + ".part";
        try
        {
            if (Directory.Exists(whole)) throw new ConfigurationException($"The output {path} is a folder; name a file.");
            string folder = Path.GetDirectoryName(whole)!;
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                if (!IsQuiet) Console.Error.WriteLine($"made the folder {Path.GetDirectoryName(path)}");
            }

            File.WriteAllBytes(beside, bytes);
            File.Move(beside, whole, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside)) File.Delete(beside);
            if (NotWrittenException.IsDiskFull(e)) throw new NotWrittenException(path, e);
            throw new ConfigurationException($"The output {path} cannot be written: {e.GetType().Name}.", e);
        }
    }
}
