using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// What is needed, found by nobody, and yet seems to stand somewhere: a value of the right form beside a word of its kind, which no other leaf has claimed.
/// It scores below every threshold, so that the leaf is refused with the place shown and not reported missing: "missing" sends a clinic to write again what
/// the packet already says.
/// </summary>
internal static class Unclaimed
{
    // Below GuardOptions.OtherScore: shown, never given.
    private const double Score = 0.3;
    private const int MaximumShown = 3, LongestCell = 90;

    private static readonly Lazy<Dictionary<string, Regex>> Rules = new(static () => RuleFiles.Read("unclaimed.tsv", 6).ToDictionary(
        static r => r[0],
        static r => Pattern.Make(r[2], (r[1] == "i" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.CultureInvariant),
        StringComparer.Ordinal));

    private static readonly Lazy<Regex> IdPattern = Pattern.Of(@"(?<![A-Za-z0-9/\-.])(?=(?:[A-Za-z \-]*[0-9]){5})(?:[A-Z]{0,5}[ \-]?[A-Z0-9]{2,}(?:[ \-][A-Z0-9]{1,6}){0,5})(?![A-Za-z0-9/])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> ProperName = Pattern.Of(@"(?<![\p{L}\-])\p{Lu}[\p{L}'’\-]+,? \p{Lu}[\p{L}'’.\-]*(?: \p{Lu}[\p{L}'’\-]+)?(?![\p{L}])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> ServicePath = Pattern.Of(@"^request\.services\[(?<i>[0-9]+)\]\.(?:code|description)$", RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        var taken = Claimed(context);
        string requester = Best(context, "requestingProvider.name"), asked = Best(context, "request.date");
        Offer(context, "requestingProvider.npi", taken, static _ => true, (page, cell, around) => Npis(page, cell, around, requester));
        Offer(context, "patient.memberId", taken, static p => p.Kind != PageKind.Note, MemberIds);
        Offer(context, "patient.birthDate", taken, static _ => true, (page, cell, around) => Dates(context, page, cell, around, Rules.Value["birth-cue"], Rules.Value["other-person-cue"], isBirth: true));
        Offer(context, "patient.name", taken, static _ => true, PatientNames);
        Offer(context, "requestingProvider.name", taken, static _ => true, ProviderNames);
        Offer(context, "coverage.payer", taken, static p => p.Kind is not PageKind.Note, Payers);
        Starts(context, taken, asked);
    }

    /// <summary>The day on which services begin, for those that have none.</summary>
    private static void Starts(RequestContext context, HashSet<(string, int)> taken, string asked)
    {
        var services = context.Book.Paths.Select(static p => ServicePath.Value.Match(p)).Where(static m => m.Success).Select(static m => string.Create(CultureInfo.InvariantCulture, $"request.services[{m.Groups["i"].Value}].startDate")).Distinct().ToList();
        var open = services.FindAll(p => context.Book.Of(p).Count == 0);
        if (open.Count == 0) return;
        var found = FutureStarts(context, taken, asked);
        foreach (string path in open) Add(context, path, found, Score);
    }

    /// <summary>The only day after that of the request which stands beside a word of beginning on the pages that ask; empty where there are several or none.</summary>
    internal static string OnlyStart(RequestContext context)
    {
        string asked = Best(context, "request.date");
        var found = FutureStarts(context, Claimed(context), asked);
        return asked.Length > 0 && found.Count == 1 ? found[0].Reading.Value : string.Empty;
    }

    private static List<(RequestPage Page, Reading Reading, TextSpan Span)> FutureStarts(RequestContext context, HashSet<(string, int)> taken, string asked) =>
        Seek(context, "request.services[].startDate", taken, static p => p.Kind is PageKind.Form or PageKind.Letter or PageKind.Other, (page, cell, around) =>
            Dates(context, page, cell, around, Rules.Value["start-cue"], Rules.Value["other-date-cue"], isBirth: false).Where(r => string.CompareOrdinal(r.Value, asked) > 0));

    private static string Best(RequestContext context, string path) => context.Book.Of(path).MaxBy(static c => c.Score)?.Value ?? string.Empty;

    private delegate IEnumerable<Reading> Finder(RequestPage page, TextSpan cell, string around);

    private static void Offer(RequestContext context, string path, HashSet<(string, int)> taken, Func<RequestPage, bool> eligible, Finder find)
    {
        if (context.Book.Of(path).Count == 0) Add(context, path, Seek(context, path, taken, eligible, find), Score);
    }

    private static void Add(RequestContext context, string path, List<(RequestPage Page, Reading Reading, TextSpan Span)> found, double score)
    {
        foreach (var (page, reading, span) in found.Take(MaximumShown)) context.AddSpans(path, page, reading.Value, score, "unclaimed", reading.Repaired, reading.Doubt, span);
    }

    private static List<(RequestPage Page, Reading Reading, TextSpan Span)> Seek(RequestContext context, string path, HashSet<(string, int)> taken, Func<RequestPage, bool> eligible, Finder find)
    {
        var found = new List<(RequestPage, Reading, TextSpan)>();
        var values = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in context.Pages.Where(p => p.Kind != PageKind.PayerNotice && eligible(p)).OrderByDescending(static p => p.AskingWeight).ThenBy(static p => p.Order))
        {
            var lines = page.Page.Lines;
            for (int l = 0; l < lines.Length; l++)
            {
                bool told = path != "coverage.payer" && Instructions.Are(lines[l].Span.In(page.Text));
                for (int c = 0; c < lines[l].Cells.Length && !told; c++)
                {
                    var cell = lines[l].Cells[c].Span;
                    if (page.IsLeftOut(cell)) continue;
                    foreach (var reading in find(page, cell, Around(page, l, c)))
                    {
                        var span = reading.At(cell);
                        if (!Enumerable.Range(span.Start, span.Length).Any(i => taken.Contains((page.Document.Source.Id.Hex, i))) && values.Add(reading.Value)) found.Add((page, reading, span));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The cell, the one before it in its line, and the cells above and below it, where labels stand.</summary>
    private static string Around(RequestPage page, int line, int cell)
    {
        var lines = page.Page.Lines;
        string text = lines[line].Cells[cell].Span.In(page.Text);
        if (cell > 0) text = lines[line].Cells[cell - 1].Span.In(page.Text) + " \n" + text;
        foreach (int other in (int[])[line - 1, line + 1])
        {
            // In lines of as many cells, a cell of the same number stands over or under it.
            if (other < 0 || other >= lines.Length || lines[other].Cells.Length != lines[line].Cells.Length || lines[line].Cells.Length == 1) continue;
            text += " \n" + lines[other].Cells[cell].Span.In(page.Text);
        }

        return text;
    }

    /// <summary>Places that some leaf has taken, and those that a label gives to somebody or something else.</summary>
    private static HashSet<(string Document, int At)> Claimed(RequestContext context)
    {
        var taken = new HashSet<(string, int)>();
        foreach (var evidence in context.Book.Paths.SelectMany(p => context.Book.Of(p)).SelectMany(static c => c.Evidence))
        {
            if (evidence.Location is not { } span) continue;
            for (int i = span.Start; i < span.End; i++) taken.Add((evidence.DocumentId.Hex, i));
        }

        foreach (var page in context.Pages)
        {
            foreach (var value in page.Values.Where(static v => !v.IsBlank && v.Target.Length > 0 && v.Topic is FormTopic.Other or FormTopic.Pharmacy or FormTopic.Contact or FormTopic.PayerUse or FormTopic.Lab or FormTopic.Servicing))
            {
                for (int i = value.ValueSpan.Start; i < value.ValueSpan.End; i++) taken.Add((page.Document.Source.Id.Hex, i));
            }
        }

        return taken;
    }

    private static IEnumerable<Reading> Npis(RequestPage page, TextSpan cell, string around, string requester)
    {
        string words = cell.In(page.Text);
        // Beside another name it is that person's.
        var named = Rules.Value["credentialed"].Match(words);
        bool another = named.Success && requester.Length > 0 && !named.Value.Contains(requester[(requester.LastIndexOf(' ') + 1)..], StringComparison.OrdinalIgnoreCase);
        return another || Rules.Value["other-provider-cue"].IsMatch(around) ? [] : IdentifierReadings.Npis(words).Where(static r => r.Doubt == Doubt.None);
    }

    private static IEnumerable<Reading> MemberIds(RequestPage page, TextSpan cell, string around)
    {
        string words = cell.In(page.Text);
        if (!Rules.Value["member-id-cue"].IsMatch(around) || Rules.Value["other-number-cue"].IsMatch(around) || words.Length > LongestCell) yield break;
        foreach (Match match in IdPattern.Value.Matches(words))
        {
            string value = LookAlikeRepair.Compact(match.Value);
            if (value.Length is < 6 or > 20 || ValueShape.IsPhone(match.Value) || IdentifierReadings.IsNpi(value) || DateReadings.Dates(match.Value, new(true, false, 0, 0)).Count > 0) continue;
            yield return new(value, match.Index, match.Index + match.Length);
        }
    }

    private static List<Reading> Dates(RequestContext context, RequestPage page, TextSpan cell, string around, Regex cue, Regex unless, bool isBirth) =>
        cue.IsMatch(around) && !unless.IsMatch(around) ? DateReadings.Dates(cell.In(page.Text), context.Dates, isBirth) : [];

    private static IEnumerable<Reading> PatientNames(RequestPage page, TextSpan cell, string around)
    {
        string words = cell.In(page.Text);
        if (Rules.Value["other-person-cue"].IsMatch(around) || words.Length > LongestCell || NameReadings.IsOrganization(words)) yield break;
        foreach (Match match in ProperName.Value.Matches(words))
        {
            // A label before it in its cell, or a cell beside, over or under it that is a label and nothing else.
            string before = words[..match.Index];
            bool labelled = before.Any(char.IsLetter) ? Rules.Value["patient-before"].IsMatch(before) : around.Split('\n').Any(c => !c.Contains(words, StringComparison.Ordinal) && c.Length < 40 && Rules.Value["patient-before"].IsMatch(c));
            if (!labelled || Rules.Value["credentialed"].IsMatch(words[match.Index..]) || NameReadings.Person(match.Value) is not { } name || !name.Value.Contains(' ', StringComparison.Ordinal)) continue;
            yield return name with { Start = match.Index + name.Start, End = match.Index + name.End };
        }
    }

    private static IEnumerable<Reading> ProviderNames(RequestPage page, TextSpan cell, string around)
    {
        if (Rules.Value["other-provider-cue"].IsMatch(around)) yield break;
        foreach (Match match in Rules.Value["credentialed"].Matches(cell.In(page.Text)))
        {
            if (NameReadings.Person(match.Groups["n"].Value) is { } name) yield return name with { Start = match.Groups["n"].Index + name.Start, End = match.Groups["n"].Index + name.End };
        }
    }

    private static IEnumerable<Reading> Payers(RequestPage page, TextSpan cell, string around)
    {
        string words = cell.In(page.Text);

        foreach (Match match in Rules.Value["payer-name"].Matches(words))
        {
            var group = match.Groups["p"];
            if (Rules.Value["no-payer"].IsMatch(group.Value)) continue;
            int label = Rules.Value["payer-label"].Match(group.Value).Length;
            yield return new(TextForm.OneLine(group.Value[label..]), group.Index + label, group.Index + group.Length);
        }
    }
}
