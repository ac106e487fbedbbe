using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;
using HealthcareLlm.ModelServer;

namespace HealthcareLlm.ModelTrial;

/// <summary>A statement that a person wrote as a good model would (evalsets/model-answers-v1 and -v2).</summary>
/// <param name="Section">Section.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Quotes">File and words of each quote.</param>
/// <param name="Parts">Named values.</param>
internal sealed record WrittenStatement(string Section, string Text, ImmutableArray<(string File, string Quote)> Quotes, ImmutableArray<(string Name, string Value)> Parts)
{
    private static readonly HashSet<string> s_function = new(
        "a an the any of to for in on at by with from as and or but nor neither is was are were be been being has have had having do does did done not no he him his she her hers they them it its this that these those there then than so such which who whom whose what when while where because since until if we you i me my our your can could may might must shall should will would up down out off over under again also only".Split(' '), StringComparer.Ordinal);

    /// <summary>Share of its content words that stand in its quotes; 1 where it has none.</summary>
    internal double Borrowed()
    {
        var cited = Quotes.SelectMany(static q => Words(q.Quote)).ToHashSet(StringComparer.Ordinal);
        var said = Words(Text).Distinct(StringComparer.Ordinal).ToList();
        return said.Count == 0 ? 1 : (double)said.Count(cited.Contains) / said.Count;
    }

    private static IEnumerable<string> Words(string text)
    {
        foreach (string word in string.Concat(text.Select(static c => char.IsLetter(c) ? char.ToLowerInvariant(c) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length > 1 && !s_function.Contains(word)) yield return word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;
        }
    }
}

/// <summary>A golden encounter with the hand-written answer to it.</summary>
/// <param name="Case">Id of the golden case.</param>
/// <param name="Files">Its documents.</param>
/// <param name="Statements">The answer.</param>
internal sealed record WrittenAnswer(string Case, ImmutableArray<SourceFile> Files, ImmutableArray<WrittenStatement> Statements)
{
    private const string HeldOut = "held-out-";

    /// <summary>Whether no verdict on its sentences is ever looked at one by one.</summary>
    internal bool IsHeldOut { get; private init; }

    /// <summary>The set that it belongs to: <c>model-answers-v1</c>, <c>model-answers-v2</c>.</summary>
    internal string Set { get; private init; } = string.Empty;

    /// <summary>What the author wrote when told that a statement would be withheld, by its first text; those that he left as they were are not among them (<c>again/</c> beside the answers).</summary>
    private ILookup<string, WrittenStatement> Again { get; init; } = Array.Empty<WrittenStatement>().ToLookup(static _ => string.Empty);

    /// <summary>The same when he was told a second time (<c>again/CASE.2.tsv</c>).</summary>
    private ILookup<string, WrittenStatement> Third { get; init; } = Array.Empty<WrittenStatement>().ToLookup(static _ => string.Empty);

    internal static ImmutableArray<WrittenAnswer> Load(string root) =>
        [.. Directory.GetDirectories(Path.Combine(root, "evalsets"), "model-answers-v*").Order(StringComparer.Ordinal).SelectMany(static f => Directory.GetFiles(f, "*.tsv").Order(StringComparer.Ordinal)).Select(f => Read(root, f))];

    /// <summary>The answer as a model would send it to a call: the whole of it, or the second wordings of the statements that the call says would be withheld.</summary>
    internal string Answer(ChatCall call)
    {
        string last = call.Messages[^1].Text;
        IEnumerable<WrittenStatement> told = Statements.Where(s => last.Contains(Told(s.Text), StringComparison.Ordinal));
        return Json([.. call.Sources.Select(static s => (s.Name, s.Text))], call.Repairs > 0 && told.Any() ? told.SelectMany(s => call.Repairs > 1 && Third.Contains(s.Text) ? Third[s.Text] : Again[s.Text]) : Statements);
    }

    /// <summary>The wordings of a statement that its author gave when told, each time; none where there are none.</summary>
    internal IEnumerable<List<WrittenStatement>> WordingsOf(WrittenStatement first) => ((IEnumerable<List<WrittenStatement>>)[[.. Again[first.Text]], [.. Third[first.Text]]]).Where(static w => w.Count > 0);

    /// <summary>How a call names a statement that would be withheld.</summary>
    internal static string Told(string text) => "- \"" + text + "\": ";

    private static string Json(IReadOnlyList<(string Name, string Text)> sources, IEnumerable<WrittenStatement> statements) => JsonSerializer.Serialize(new
    {
        statements = statements.Select(s => new
        {
            section = s.Section,
            text = s.Text,
            quotes = s.Quotes.Select(q => new { source = sources.FirstOrDefault(b => QuoteAligner.Align(b.Text, q.Quote, null).Alignment != Alignment.NotFound).Name ?? "none", quote = q.Quote }),
            parts = s.Parts.Select(static p => new { name = p.Name, value = p.Value }),
        }),
    });

    private static WrittenAnswer Read(string root, string file)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        bool heldOut = name.StartsWith(HeldOut, StringComparison.Ordinal);
        string id = heldOut ? name[HeldOut.Length..] : name;
        string set = Path.GetDirectoryName(file)!;
        string folder = Directory.GetDirectories(Path.Combine(root, "evalsets"), "encounters-v*").Select(static f => Path.Combine(f, "cases")).Append(Path.Combine(set, "notes")).Select(f => Path.Combine(f, id, "documents")).Single(Directory.Exists);
        return new(id, [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(static f => new SourceFile(Path.GetFileName(f), File.ReadAllBytes(f)))], [.. File.ReadAllLines(file, Encoding.UTF8).Select(static l => Statement(l.Split('\t')))])
        {
            IsHeldOut = heldOut,
            Set = Path.GetFileName(set),
            Again = Wordings(Path.Combine(set, "again", id + ".tsv")),
            Third = Wordings(Path.Combine(set, "again", id + ".2.tsv")),
        };
    }

    private static ILookup<string, WrittenStatement> Wordings(string file) =>
        (File.Exists(file) ? File.ReadAllLines(file, Encoding.UTF8) : []).Select(static l => l.Split('\t')).ToLookup(static c => c[0], static c => Statement(c[1..]), StringComparer.Ordinal);

    private static WrittenStatement Statement(string[] cells)
    {
        return new(
            cells[0], cells[1],
            [.. cells[2].Split(" ¦ ").Select(static q => (q[..q.IndexOf('#', StringComparison.Ordinal)], q[(q.IndexOf('#', StringComparison.Ordinal) + 1)..]))],
            [.. cells[3].Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(static p => (p[..p.IndexOf('=', StringComparison.Ordinal)], p[(p.IndexOf('=', StringComparison.Ordinal) + 1)..]))]);
    }
}
