using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.Terminology;

namespace HealthcareLlm.Adapters.Terminology;

/// <summary>
/// The folder of a site's code sets, one text file an edition, <c>&lt;system&gt;-&lt;version&gt;.codes</c>: a first line that says what it is, a line a code, and a last line
/// without which the file counts as damaged. A file is written beside and then moved, so that none is ever half there.
/// </summary>
/// <param name="folder">The folder; made by the first <see cref="Add"/>.</param>
public sealed class TerminologyStore(string folder)
{
    private const string Mark = "#codeset", Last = "#end", Form = "yyyy-MM-dd";

    /// <summary>Where it is.</summary>
    public string Folder => folder;

    /// <summary>Whether the folder is there.</summary>
    public bool Exists => Directory.Exists(folder);

    /// <summary>The editions that it holds, by system and first day.</summary>
    /// <exception cref="TerminologyStoreException">A file of it is damaged; the message names it.</exception>
    public ImmutableArray<CodeSetEdition> Editions() => [.. Files().Select(EditionOf).OrderBy(static e => e.System).ThenBy(static e => e.ValidFrom).ThenBy(static e => e.Version, StringComparer.Ordinal)];

    /// <summary>All editions as a book, whose codes are read when they are first asked for.</summary>
    /// <exception cref="TerminologyStoreException">As <see cref="Editions"/>.</exception>
    public CodeBook Book() => new(Files().Select(f => (EditionOf(f), (Func<CodeSet>)(() => Read(f)))));

    /// <summary>The labels of all codes of all editions.</summary>
    /// <exception cref="TerminologyStoreException">As <see cref="Editions"/>.</exception>
    public IEnumerable<string> Labels() => Files().SelectMany(static f => Read(f).Entries).Select(static e => e.Label);

    /// <summary>Puts a set into the folder.</summary>
    /// <exception cref="TerminologyStoreException">The folder cannot be written.</exception>
    public void Add(CodeSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        string path = PathOf(set.Edition), beside = path + ".part";
        try
        {
            Directory.CreateDirectory(folder);
            using (var writer = new StreamWriter(beside, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
            {
                var edition = set.Edition;
                writer.WriteLine(string.Join('\t', Mark, "1", edition.System.Name(), edition.Version, Text(edition.ValidFrom), Text(edition.ValidUntil), edition.SourceHash, set.Entries.Length.ToString(CultureInfo.InvariantCulture)));
                foreach (var entry in set.Entries) writer.WriteLine(string.Join('\t', entry.Code, entry.IsHeading ? "heading" : "code", Text(entry.ValidFrom), Text(entry.ValidUntil), entry.Label.Replace('\t', ' ')));
                writer.WriteLine(Last);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TerminologyStoreException($"The folder {folder} cannot be written: {e.GetType().Name}.", e);
        }
    }

    private string PathOf(CodeSetEdition edition) => Path.Combine(folder, edition.System.Name().ToLowerInvariant() + "-" + edition.Version + ".codes");

    private IEnumerable<string> Files() => Exists ? Directory.EnumerateFiles(folder, "*.codes").Order(StringComparer.Ordinal) : [];

    private static CodeSetEdition EditionOf(string path)
    {
        using var reader = Open(path);
        string[] cells = (reader.ReadLine() ?? string.Empty).Split('\t');
        if (cells.Length == 8 && cells[0] == Mark && cells[1] == "1" && CodeSystems.Parse(cells[2]) is { } system && Day(cells[4]) is { } from
            && (cells[5].Length == 0 || Day(cells[5]) is not null) && int.TryParse(cells[7], NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return new(system, cells[3], from, Day(cells[5]), cells[6], count);
        }

        throw Damaged(path);
    }

    private static CodeSet Read(string path)
    {
        var edition = EditionOf(path);
        using var reader = Open(path);
        reader.ReadLine();
        var entries = ImmutableArray.CreateBuilder<CodeEntry>(edition.Count);
        string? line;
        for (line = reader.ReadLine(); line is not null && line != Last; line = reader.ReadLine())
        {
            string[] cells = line.Split('\t');
            if (cells.Length != 5) throw Damaged(path);
            entries.Add(new(cells[0], cells[4], cells[1] == "heading", Day(cells[2]), Day(cells[3])));
        }

        return line == Last && entries.Count == edition.Count ? new(edition, entries.ToImmutable()) : throw Damaged(path);
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return new(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TerminologyStoreException($"The code set {path} cannot be read: {e.GetType().Name}.", e);
        }
    }

    private static TerminologyStoreException Damaged(string path) => new($"The code set {path} is damaged; import it again, or take the file away.");

    private static string Text(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture) ?? string.Empty;

    private static DateOnly? Day(string cell) => DateOnly.TryParseExact(cell, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>The folder of code sets cannot be used; the message says why and names the file.</summary>
public sealed class TerminologyStoreException : Exception
{
    /// <summary>With what is wrong.</summary>
    public TerminologyStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Without a message.</summary>
    public TerminologyStoreException()
    {
    }

    /// <summary>With what is wrong and why.</summary>
    public TerminologyStoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
