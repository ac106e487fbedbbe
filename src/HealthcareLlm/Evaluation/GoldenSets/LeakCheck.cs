using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Evaluation.Copies;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Finds what stands in two cases: the same bytes, nearly the same text, nearly the same page, the same person. In one part it counts twice; in two parts what was
/// learned on the one is known in the other, and the figures of the test part are false.
/// </summary>
/// <param name="read">Gives a document's text as the program reads it, pages joined by form feeds; asked only for pages that look like copies.</param>
internal sealed class LeakCheck(ReadDocumentText read)
{
    private readonly List<(CaseFile File, string Case)> _cases = [];
    private readonly List<FoundDocument> _documents = [];
    private readonly List<SetFault> _faults = [];

    internal void Add(CaseFile file, string folder, IEnumerable<FoundDocument> documents)
    {
        _cases.Add((file, folder));
        _documents.AddRange(documents);
    }

    internal async Task<List<SetFault>> FaultsAsync(SetTally tally, CancellationToken cancellation)
    {
        SameBytes();
        People(tally);
        var told = new HashSet<(string, string)>();
        Texts(told, tally);
        await PicturesAsync(told, tally, cancellation).ConfigureAwait(false);
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

    private async Task PicturesAsync(HashSet<(string, string)> told, SetTally tally, CancellationToken cancellation)
    {
        var pages = _documents.Where(d => d.Facts is not null).SelectMany(d => d.Facts!.Pages.Select((p, i) => new SeenPage(d, i + 1, p))).ToArray();
        foreach (var page in pages.Where(p => p.Facts.Ink is null && p.Document.Facts!.Text is null)) tally.NotChecked("pages with hardly any ink, or of no page's size, as copies of others");
        var prints = pages.Where(p => !p.Facts.Picture.IsEmpty).ToArray();
        foreach (var _ in prints) tally.Checked("pictures of pages compared with each other");
        var same = prints.AsParallel().AsOrdered().SelectMany((page, i) => prints.Skip(i + 1)
            .Where(o => AreOfTwo(page, o) && PicturePrint.Likeness(page.Facts.Picture.AsSpan(), o.Facts.Picture.AsSpan()) >= PicturePrint.Same)
            .Select(o => (First: page, Other: o, How: string.Empty))).ToList();
        var inked = pages.Where(p => p.Facts.Ink is not null).ToArray();
        var copies = PageCopies.Pairs([.. inked.Select(p => p.Facts.Ink!)], (one, two) => AreOfTwo(inked[one], inked[two])).Select(c => (First: inked[c.First], Other: inked[c.Second], How: How(c)));
        var texts = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var pair in copies.Concat(same).DistinctBy(p => (p.First, p.Other)).GroupBy(p => (First: p.First.Document, Other: p.Other.Document)).ToList())
        {
            var (first, other) = pair.Key;
            if (told.Contains((first.CaseFile + first.File, other.CaseFile + other.File))) continue;
            var looks = new List<string>();
            foreach (var (page, copy, how) in pair.OrderBy(p => p.Other.Number).ThenBy(p => p.First.Number))
            {
                if (OtherEntries.Are(await TextAsync(page, texts, cancellation).ConfigureAwait(false), await TextAsync(copy, texts, cancellation).ConfigureAwait(false))) tally.Checked("pages of one print with other entries, told apart by what was recognized");
                else looks.Add(string.Create(CultureInfo.InvariantCulture, $"on page {copy.Number} like page {page.Number}{how}"));
            }

            if (looks.Count > 0) Tell(first, other, "looks " + string.Join(", ", looks) + " of");
        }
    }

    /// <summary>The text of a page: its layer, or what is recognized, once a document.</summary>
    private async Task<string> TextAsync(SeenPage page, Dictionary<string, string[]> texts, CancellationToken cancellation)
    {
        if (page.Facts.Text is { } layer) return layer;
        if (!texts.TryGetValue(page.Document.Path, out string[]? pages)) texts[page.Document.Path] = pages = (await read(page.Document.Path, cancellation).ConfigureAwait(false) ?? string.Empty).Split('\f');
        return page.Number <= pages.Length ? pages[page.Number - 1] : string.Empty;
    }

    private static bool AreOfTwo(SeenPage page, SeenPage other) => page.Document.Case != other.Document.Case && page.Document.Sha256 != other.Document.Sha256;

    private static string How(CopiedPage copy) => string.Create(CultureInfo.InvariantCulture, $" ({(copy.Turned > 0 ? $"turned by {90 * (4 - copy.Turned)}°, " : string.Empty)}{100 * copy.Likeness:0} % alike)");

    private sealed record SeenPage(FoundDocument Document, int Number, PageFacts Facts);

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
