using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Finds what stands in two cases: the same bytes, nearly the same text, nearly the same page, the same person. In one part it counts twice; in two parts what was
/// learned on the one is known in the other, and the figures of the test part are false.
/// </summary>
internal sealed class LeakCheck
{
    private readonly List<(CaseFile File, string Case)> _cases = [];
    private readonly List<FoundDocument> _documents = [];
    private readonly List<SetFault> _faults = [];

    internal void Add(CaseFile file, string folder, IEnumerable<FoundDocument> documents)
    {
        _cases.Add((file, folder));
        _documents.AddRange(documents);
    }

    internal List<SetFault> Faults(SetTally tally)
    {
        SameBytes();
        People(tally);
        var told = new HashSet<(string, string)>();
        Texts(told, tally);
        Pictures(told, tally);
        return _faults;
    }

    private void SameBytes()
    {
        foreach (var same in _documents.GroupBy(d => d.Sha256, StringComparer.Ordinal).Where(g => g.Select(d => d.Case).Distinct(StringComparer.Ordinal).Count() > 1))
        {
            var first = same.First();
            foreach (var other in same.Skip(1).Where(d => d.Case != first.Case)) Tell(first, other, "is the same file as");
        }
    }

    private void Texts(HashSet<(string, string)> told, SetTally tally)
    {
        var texts = _documents.Where(d => d.Facts is not null)
            .Select(d => (Document: d, Text: d.Facts!.Text ?? string.Join(' ', d.Facts.Pages.Select(p => p.Text).OfType<string>()))).Where(t => t.Text.Length > 0).ToList();
        foreach (var _ in texts) tally.Checked("texts compared with each other");
        foreach (var pair in TextShingles.Pairs([.. texts.Select(t => t.Text)]))
        {
            var (first, second) = (texts[pair.First].Document, texts[pair.Second].Document);
            if (first.Case == second.Case || first.Sha256 == second.Sha256) continue;
            told.Add((first.CaseFile + first.File, second.CaseFile + second.File));
            Tell(first, second, string.Create(CultureInfo.InvariantCulture, $"shares {100 * pair.Share:0} % of the shorter text's runs of five words with"));
        }
    }

    private void Pictures(HashSet<(string, string)> told, SetTally tally)
    {
        var pages = _documents.Where(d => d.Facts is not null)
            .SelectMany(d => d.Facts!.Pages.Select((p, i) => (Document: d, Number: i + 1, Print: p.Picture))).Where(p => !p.Print.IsEmpty).ToArray();
        foreach (var _ in pages) tally.Checked("pictures of pages compared with each other");
        var found = pages.AsParallel().AsOrdered().SelectMany((page, i) => pages.Skip(i + 1)
            .Where(o => o.Document.Case != page.Document.Case && o.Document.Sha256 != page.Document.Sha256 && PicturePrint.Likeness(page.Print.AsSpan(), o.Print.AsSpan()) >= PicturePrint.Same)
            .Select(o => (page, o))).ToList();
        foreach (var (page, other) in found)
        {
            if (!told.Add((page.Document.CaseFile + page.Document.File, other.Document.CaseFile + other.Document.File))) continue;
            Tell(page.Document, other.Document, string.Create(CultureInfo.InvariantCulture, $"looks on page {other.Number} like page {page.Number} of"));
        }
    }

    private void People(SetTally tally)
    {
        var people = new Dictionary<string, (CaseFile File, string Case)>(StringComparer.Ordinal);
        foreach (var (file, folder) in _cases)
        {
            var keys = Keys(file.Root).ToImmutableArray();
            if (!keys.IsEmpty) tally.Checked("people compared with each other");
            foreach (var (at, key) in keys)
            {
                if (!people.TryAdd(key, (file, folder)) && people[key].Case != folder)
                {
                    Tell(people[key].File, file, at, at.EndsWith("memberId", StringComparison.Ordinal) ? "is the member id of a person who is also in" : "is, by name and birth date, a person who is also in");
                }
            }
        }
    }

    private static IEnumerable<(string At, string Key)> Keys(JsonElement root)
    {
        if (!root.TryGetProperty("record", out var record) || record.ValueKind != JsonValueKind.Object || !record.TryGetProperty("patient", out var patient)) yield break;
        string? Value(string name) => patient.ValueKind == JsonValueKind.Object && patient.TryGetProperty(name, out var leaf) ? leaf.Text("value") : null;
        if (Value("memberId") is { Length: > 0 } member) yield return ("record.patient.memberId", "id " + member.ToUpperInvariant());
        if (Value("name") is { } name && Value("birthDate") is { } birth) yield return ("record.patient.name", "person " + string.Join(' ', NormalForm.Words(name)) + " " + birth);
    }

    private void Tell(FoundDocument first, FoundDocument other, string how)
    {
        bool leak = first.Part != other.Part;
        _faults.Add(new(other.CaseFile, other.Line, string.Empty, leak ? FaultWeight.Error : FaultWeight.Warning, leak ? SetRules.Leaks : SetRules.Twice,
            $"{other.File} {how} {first.File} of {Path.GetFileName(first.Case)}" + (leak ? $": {other.Part} and {first.Part} must not share it" : ", and counts twice")));
    }

    private void Tell(CaseFile first, CaseFile other, string at, string how)
    {
        string one = first.Root.Text("part") ?? string.Empty, two = other.Root.Text("part") ?? string.Empty;
        bool leak = one != two;
        _faults.Add(new(other.Path, other.LineOf(at), at, leak ? FaultWeight.Error : FaultWeight.Warning, leak ? SetRules.Leaks : SetRules.Twice,
            $"{how} {first.Root.Text("id")}" + (leak ? $": {two} and {one} must not share a person" : string.Empty)));
    }
}
