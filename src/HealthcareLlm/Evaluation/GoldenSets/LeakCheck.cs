using System.Collections.Concurrent;
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
    private readonly List<(CaseFile File, ImmutableArray<FoundDocument> Documents)> _cases = [];
    private readonly List<FoundDocument> _documents = [];
    private readonly List<SetFault> _faults = [];

    internal void Add(CaseFile file, IEnumerable<FoundDocument> documents)
    {
        ImmutableArray<FoundDocument> found = [.. documents];
        _cases.Add((file, found));
        _documents.AddRange(found);
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
        ImmutableArray<string> all = [.. texts.Select(t => t.Text)];
        foreach (var pair in TextShingles.Pairs(all).Concat(ShortTexts.Pairs(all)).DistinctBy(p => (p.First, p.Second)))
        {
            var (first, second) = (texts[pair.First].Document, texts[pair.Second].Document);
            if (first.Case == second.Case || first.Sha256 == second.Sha256) continue;
            told.Add((first.CaseFile + first.File, second.CaseFile + second.File));
            Tell(first, second, string.Create(CultureInfo.InvariantCulture, $"shares {100 * pair.Share:0} % of {(pair.IsShort ? "its words, in one order," : "the shorter text's runs of five words")} with"));
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
        var pairs = copies.Concat(same).DistinctBy(p => (p.First, p.Other)).GroupBy(p => (First: p.First.Document, Other: p.Other.Document))
            .Where(p => !told.Contains((p.Key.First.CaseFile + p.Key.First.File, p.Key.Other.CaseFile + p.Key.Other.File))).ToList();
        var texts = await TextsAsync(pairs.SelectMany(static p => p.SelectMany(static c => new[] { c.First, c.Other })), cancellation).ConfigureAwait(false);
        foreach (var pair in pairs)
        {
            var (first, other) = pair.Key;
            var looks = new List<string>();
            foreach (var (page, copy, how) in pair.OrderBy(p => p.Other.Number).ThenBy(p => p.First.Number))
            {
                if (OtherEntries.Are(Text(page, texts), Text(copy, texts))) tally.Checked("pages of one print with other entries, told apart by what was recognized");
                else looks.Add(string.Create(CultureInfo.InvariantCulture, $"on page {copy.Number} like page {page.Number}{how}"));
            }

            if (looks.Count > 0) Tell(first, other, "looks " + string.Join(", ", looks) + " of");
        }
    }

    /// <summary>The pages' texts of the documents that have no layer, each recognized once, documents on every core.</summary>
    private async Task<ConcurrentDictionary<string, string[]>> TextsAsync(IEnumerable<SeenPage> pages, CancellationToken cancellation)
    {
        var texts = new ConcurrentDictionary<string, string[]>(StringComparer.Ordinal);
        var paths = pages.Where(static p => p.Facts.Text is null).Select(static p => p.Document.Path).Distinct(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (path, stop) => texts[path] = (await read(path, stop).ConfigureAwait(false) ?? string.Empty).Split('\f')).ConfigureAwait(false);
        return texts;
    }

    /// <summary>The text of a page: its layer, or what was recognized; empty where nothing was.</summary>
    private static string Text(SeenPage page, ConcurrentDictionary<string, string[]> texts) =>
        page.Facts.Text ?? (texts.GetValueOrDefault(page.Document.Path) is { } pages && page.Number <= pages.Length ? pages[page.Number - 1] : string.Empty);

    private static bool AreOfTwo(SeenPage page, SeenPage other) => page.Document.Case != other.Document.Case && page.Document.Sha256 != other.Document.Sha256;

    private static string How(CopiedPage copy) => string.Create(CultureInfo.InvariantCulture, $" ({(copy.Turned > 0 ? $"turned by {90 * (4 - copy.Turned)}°, " : string.Empty)}{100 * copy.Likeness:0} % alike)");

    private sealed record SeenPage(FoundDocument Document, int Number, PageFacts Facts);

    private void People(SetTally tally)
    {
        var members = new Dictionary<string, CaseFile>(StringComparer.Ordinal);
        var numbers = new Dictionary<string, CaseFile>(StringComparer.Ordinal);
        var born = new Dictionary<string, List<(CaseFile File, string Name)>>(StringComparer.Ordinal);
        foreach (var (file, documents) in _cases)
        {
            var (member, names, dates) = Person(file.Root);
            if (file.Root.TryGetProperty("record", out _))
            {
                if (member is not null || (!names.IsEmpty && !dates.IsEmpty)) tally.Checked("people compared with each other");
                if (member is not null && !members.TryAdd(member, file)) Tell(members[member], file, "record.patient.memberId", "is the member id of a person who is also in");
                Born(born, file, names, dates, "record.patient.name", "is, by name and birth date, a person who is also in");
                continue;
            }

            // An encounter's gold names no person: its documents do.
            ImmutableArray<FoundDocument> own = [.. documents.Where(d => d.Facts?.Text is not null && !IsOfAnother(file.Root, d.File))];
            var stated = HeaderPerson.Read(own.Select(d => d.Facts!.Text!));
            if (!stated.IsKnown)
            {
                tally.NotChecked("encounters whose plain-text documents state neither a medical record number nor a name with a birth date, as people of others");
                continue;
            }

            tally.Checked("people compared with each other");
            string at = string.Create(CultureInfo.InvariantCulture, $"documents[{IndexOf(file.Root, own.First(d => HeaderPerson.Read([d.Facts!.Text!]) is { Numbers.IsEmpty: false } or { Names.IsEmpty: false }).File)}]");
            if (stated.Numbers.FirstOrDefault(numbers.ContainsKey) is { } number) Tell(numbers[number], file, at, "the headers state the medical record number of a person who is also in");
            foreach (string one in stated.Numbers) numbers.TryAdd(one, file);
            Born(born, file, stated.Names, stated.Dates, at, "the headers state, by name and birth date, a person who is also in");
        }
    }

    private void Born(Dictionary<string, List<(CaseFile File, string Name)>> born, CaseFile file, ImmutableArray<string> names, ImmutableArray<string> dates, string at, string how)
    {
        List<(CaseFile File, string Name)> met = [.. dates.SelectMany(d => born.GetValueOrDefault(d, [])).Where(o => names.Any(n => SamePerson.AreOne(n, o.Name)))];
        // One in another part weighs more than one in the same.
        if (met.Count > 0) Tell(met.OrderBy(o => o.File.Root.Text("part") == file.Root.Text("part")).First().File, file, at, how);
        foreach (string date in dates)
        {
            if (!born.TryGetValue(date, out var of)) born[date] = of = [];
            of.AddRange(names.Select(n => (file, n)));
        }
    }

    /// <summary>Whether the gold sets the document's first page aside as a stranger's.</summary>
    private static bool IsOfAnother(JsonElement root, string file) => root.Array("setAside").Any(p => p.Text("file") == file && p.Text("reason") == "other-patient" && p.Whole("page") is null or 1);

    private static int IndexOf(JsonElement root, string file) => root.Array("documents").Select((d, i) => (File: d.Text("file"), At: i)).First(d => d.File == file).At;

    /// <summary>The patient's member id, and every writing of name and birth date that the gold knows.</summary>
    private static (string? Member, ImmutableArray<string> Names, ImmutableArray<string> Dates) Person(JsonElement root)
    {
        if (!root.TryGetProperty("record", out var record) || record.ValueKind != JsonValueKind.Object || !record.TryGetProperty("patient", out var patient) || patient.ValueKind != JsonValueKind.Object) return (null, [], []);
        ImmutableArray<string> Writings(string name) => patient.TryGetProperty(name, out var leaf)
            ? [.. new[] { leaf.Text("value") }.OfType<string>().Concat(leaf.Texts("anyOf")).Concat(leaf.Texts("sides")).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)] : [];
        return (patient.TryGetProperty("memberId", out var id) && id.Text("value") is { Length: > 0 } member ? NormalForm.Of(Drafting.FieldKind.Identifier, member) : null, Writings("name"), Writings("birthDate"));
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
