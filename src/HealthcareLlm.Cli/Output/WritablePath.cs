namespace HealthcareLlm.Cli.Output;

/// <summary>Tries before the work begins whether a path can be written, and leaves nothing behind: minutes of work are not lost to a wrong path.</summary>
internal static class WritablePath
{
    /// <summary>Tries a folder; it may be absent.</summary>
    /// <param name="option">Name of the option, for the message.</param>
    /// <param name="path">The folder as a person named it.</param>
    /// <exception cref="ConfigurationException">Nothing can be written there.</exception>
    internal static void TryFolder(string option, string path) => Try(option, path, static whole => (whole, Path.Combine(whole, "try-" + Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture) + ".part")));

    /// <summary>Tries a file; it may be there, and its bytes stay.</summary>
    /// <param name="option">Name of the option, for the message.</param>
    /// <param name="path">The file as a person named it.</param>
    /// <exception cref="ConfigurationException">It is a folder, or cannot be written there.</exception>
    internal static void TryFile(string option, string path) => Try(option, path, static whole => (Path.GetDirectoryName(whole) ?? whole, whole));

    private static void Try(string option, string path, Func<string, (string Folder, string File)> parted)
    {
        string? made = null;
        try
        {
            var (folder, file) = parted(Path.GetFullPath(path));
            if (Directory.Exists(file)) throw new ConfigurationException($"{option}: {path} is a folder; name a file.");
            // A device or a pipe is no place to try: what is written there is read by somebody.
            if (file.StartsWith("/dev/", StringComparison.Ordinal)) return;
            made = Absent(folder);
            Directory.CreateDirectory(folder);
            bool isThere = File.Exists(file);
            using (new FileStream(file, isThere ? FileMode.Open : FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1, isThere ? FileOptions.None : FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException($"{option}: {path} cannot be written: {e.GetType().Name}.", e);
        }
        finally
        {
            if (made is not null) Leave(made);
        }
    }

    /// <summary>The uppermost folder on the way that is absent; null where all are there.</summary>
    private static string? Absent(string folder)
    {
        string? absent = null;
        for (string? at = folder; at is not null && !Directory.Exists(at); at = Path.GetDirectoryName(at)) absent = at;
        return absent;
    }

    /// <summary>Takes the folders away that were made to try, as far as nobody else has put something there since.</summary>
    private static void Leave(string made)
    {
        if (!Directory.Exists(made)) return;
        try
        {
            foreach (string inner in Directory.GetDirectories(made)) Leave(inner);
            Directory.Delete(made);
        }
        catch (IOException)
        {
            // What is in use or filled by now is not ours to take away.
        }
    }
}
