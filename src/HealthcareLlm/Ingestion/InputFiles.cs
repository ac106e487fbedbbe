using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>A path that gave no bytes. The path is for the terminal alone; the issue holds none of it.</summary>
/// <param name="Path">As it was given or found.</param>
/// <param name="Issue">Why it was not loaded.</param>
public sealed record UnreadPath(string Path, Issue Issue);

/// <summary>The files of one case, loaded in order, and what could not be loaded.</summary>
/// <param name="Files">Contents, in the order of the paths as given and ordinal order within folders.</param>
/// <param name="Unread">Paths that gave no bytes: not there, not allowed, too large, skipped by rule.</param>
public sealed record InputFiles(ImmutableArray<SourceFile> Files, ImmutableArray<UnreadPath> Unread)
{
    /// <summary>Issues of the paths that gave no bytes.</summary>
    public IEnumerable<Issue> Issues => Unread.Select(static u => u.Issue);

    /// <summary>
    /// Loads files and folders (with their sub-folders, ordinal order, hidden files skipped and named). A link inside a folder is skipped: it may lead out of it.
    /// A file that was named is read whatever its name. Never throws for what it finds.
    /// </summary>
    public static InputFiles Load(IEnumerable<string> paths, IngestionLimits limits)
    {
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        var unread = ImmutableArray.CreateBuilder<UnreadPath>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path)) AddFolder(path, limits, files, unread);
            else AddFile(path, limits, files, unread);
        }

        return new(files.ToImmutable(), unread.ToImmutable());
    }

    private static void AddFolder(string folder, IngestionLimits limits, ImmutableArray<SourceFile>.Builder files, ImmutableArray<UnreadPath>.Builder unread)
    {
        string[] entries;
        try
        {
            entries = Directory.GetFileSystemEntries(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unread.Add(new(folder, NotAccessible("A folder could not be opened.")));
            return;
        }

        // Names, not paths, are compared: a folder stands where its name stands among the files beside it.
        Array.Sort(entries, static (a, b) => string.CompareOrdinal(Path.GetFileName(a), Path.GetFileName(b)));
        foreach (string entry in entries)
        {
            var attributes = AttributesOf(entry);
            if (Path.GetFileName(entry).StartsWith('.') || attributes.HasFlag(FileAttributes.Hidden))
            {
                unread.Add(new(entry, new(IssueCode.FileSkipped, IssueSeverity.Information, "A hidden file or folder was skipped.")));
            }
            else if (attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                unread.Add(new(entry, new(IssueCode.FileSkipped, IssueSeverity.Warning, "A link inside a folder was not followed.")));
            }
            else if (attributes.HasFlag(FileAttributes.Directory))
            {
                AddFolder(entry, limits, files, unread);
            }
            else
            {
                AddFile(entry, limits, files, unread);
            }
        }
    }

    private static FileAttributes AttributesOf(string path)
    {
        try
        {
            return File.GetAttributes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileAttributes.Normal; // reading it will say what is wrong
        }
    }

    private static void AddFile(string path, IngestionLimits limits, ImmutableArray<SourceFile>.Builder files, ImmutableArray<UnreadPath>.Builder unread)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
            {
                unread.Add(new(path, NotAccessible("A file or folder that was named could not be found.")));
                return;
            }

            if (file.Length > limits.MaximumBytes)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"A file of {file.Length} bytes is larger than the limit of {limits.MaximumBytes} bytes and was not read.");
                unread.Add(new(path, new(IssueCode.FileTooLarge, IssueSeverity.Error, message)));
                return;
            }

            if (IsSpecial(file))
            {
                unread.Add(new(path, NotAccessible("A path names a device, a pipe or a socket, not a file.")));
                return;
            }

            files.Add(new(file.Name, File.ReadAllBytes(path)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            unread.Add(new(path, NotAccessible("A file could not be opened.")));
        }
    }

    // A pipe would block for ever and a device never ends; both have no type bits of a regular file on Unix.
    private static bool IsSpecial(FileInfo file) => file.Attributes.HasFlag(FileAttributes.Device)
        || (!OperatingSystem.IsWindows() && file.Length == 0 && file.LinkTarget is null && IsPipe(file));

    private static bool IsPipe(FileInfo file)
    {
        using var handle = File.OpenHandle(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.Asynchronous);
        using var stream = new FileStream(handle, FileAccess.Read);
        return !stream.CanSeek;
    }

    private static Issue NotAccessible(string message) => new(IssueCode.FileNotAccessible, IssueSeverity.Error, message);
}
