using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Modifiers that stand beside the printed code of a service whoever found the code: hung on by a hyphen, behind a blank, in the next cells of its line or behind
/// the word for them; and the side that RT and LT tell.
/// </summary>
internal static class CodeModifiers
{
    private const int Most = 4, HeadingReach = 16;

    // How sure a modifier is beside its code: hung on or announced, or by its place alone.
    private const double Told = 0.97, Placed = 0.92, OfSide = 0.8;

    private const string Rule = "modifier-beside-code";

    private static readonly Lazy<Dictionary<string, Regex>> Rules = new(static () => RuleFiles.Read("code-modifiers.tsv", 6).ToDictionary(
        static r => r[0],
        static r => Pattern.Make(r[2], (r[1] == "i" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.CultureInvariant),
        StringComparer.Ordinal));

    private static readonly Lazy<Regex> Hung = Pattern.Of(@"^[-\u2013](?<m>[0-9A-Z]{2})(?:(?:\s?[-\u2013,/]\s?|\s)(?<m>[0-9A-Z]{2}))*(?![A-Za-z0-9]|[./][0-9])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Behind = Pattern.Of(@"^\s+(?:[-\u2013]\s+)?(?<m>[0-9A-Z]{2})(?:[ ,/]{1,2}(?<m>[0-9A-Z]{2}))*(?![A-Za-z0-9/\-]|\.[0-9])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Alone = Pattern.Of(@"^[\s_|.\-]*(?<m>[0-9A-Z]{2})(?:[ ,/]{1,3}(?<m>[0-9A-Z]{2}))*[\s_|.\-]*$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Several = Pattern.Of(@"^(?<m>[0-9A-Z]{2})(?:(?:\s?[,/&]\s?(?:and\s)?|\s(?:and\s)?)(?<m>[0-9A-Z]{2}))*(?![A-Za-z0-9])", RegexOptions.CultureInvariant);

    /// <summary>Adds them to services that have none.</summary>
    internal static void Draft(RequestContext context)
    {
        var entries = Roles.CodeArbiter.Entries(context, "request.services[").ConvertAll(p => (Prefix: p, Code: context.Book.Of(p + "code").MaxBy(static c => c.Score)));
        foreach (var (prefix, code) in entries)
        {
            if (code is not { Doubt: Doubt.None }) continue;
            // One entry of two lines that ask for one code with other modifiers: nobody can tell whose they are.
            bool mixed = entries.Count(e => e.Code?.Value == code.Value) == 1 && Differ(context, code);
            if (!mixed && context.Book.Of(prefix + "modifiers[0]").Count == 0) Add(context, prefix, code);
            AddSide(context, prefix);
        }
    }

    private static void Add(RequestContext context, string prefix, Candidate code)
    {
        foreach (var (page, at) in Places(context, code))
        {
            var found = Find(page, at, code.Value);
            for (int i = 0; i < found.Count && i < Most; i++)
            {
                context.AddSpans(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}modifiers[{i}]"), page, found[i].Span.In(page.Text), code.Score * found[i].Share, Rule, false, Doubt.None, found[i].Span);
            }

            if (found.Count > 0) return;
        }
    }

    /// <summary>Whether the page of a code writes it several times, with modifiers that are not the same.</summary>
    private static bool Differ(RequestContext context, Candidate code)
    {
        foreach (var page in Places(context, code).Select(static p => p.Page).Distinct())
        {
            var written = CodeReadings.Services(page.PageText).Where(c => c.Code.Value == code.Value && !IsTakenBack(page, c.Code.At(page.Page.Span)))
                .Select(c => string.Join(' ', Find(page, c.Code.At(page.Page.Span), code.Value).Select(m => m.Span.In(page.Text)))).Where(static m => m.Length > 0);
            if (written.Distinct(StringComparer.Ordinal).Skip(1).Any()) return true;
        }

        return false;
    }

    private static bool IsTakenBack(RequestPage page, TextSpan at) =>
        page.Page.Lines.FirstOrDefault(l => l.Span.Contains(at)) is { } line && (ClauseSense.IsNotAsked(line.Span.In(page.Text)) || ClauseSense.IsPast(line.Span.In(page.Text)));

    private static IEnumerable<(RequestPage Page, TextSpan At)> Places(RequestContext context, Candidate code)
    {
        foreach (var evidence in code.Evidence)
        {
            if (evidence.Location is not { } span || context.Pages.FirstOrDefault(p => p.Document.Source.Id == evidence.DocumentId && p.Page.Span.Contains(span)) is not { } page) continue;
            foreach (var (reading, _, _) in CodeReadings.Services(span.In(page.Text)).Where(c => c.Code.Value == code.Value).Take(1)) yield return (page, reading.At(span));
        }
    }

    /// <summary>The modifiers behind a code in its line, up to the next code.</summary>
    internal static List<(TextSpan Span, double Share)> Find(RequestPage page, TextSpan code, string value)
    {
        int index = Array.FindIndex([.. page.Page.Lines], l => l.Span.Contains(code));
        if (index < 0) return [];
        var line = page.Page.Lines[index];
        string rest = page.Text[code.End..line.Span.End];
        bool trip = Rules.Value["transport"].IsMatch(value);
        bool Bare(string m) => (Rules.Value["bare"].IsMatch(m) && Fits(m, value, "therapy") && Fits(m, value, "equipment")) || (trip && Rules.Value["trip"].IsMatch(m));
        bool Known(string m) => Rules.Value["known"].IsMatch(m);
        if (Read(Hung.Value.Match(rest), code.End, Told, Known) is { Count: > 0 } hung) return hung;
        if (CodeReadings.Services(rest).FirstOrDefault() is { Code: { } next } && next.Start > 0) rest = rest[..next.Start];
        foreach (Match word in Rules.Value["announced"].Matches(rest))
        {
            int from = word.Index + word.Length;
            if (Read(Several.Value.Match(rest[from..]), code.End + from, Told, Known) is { Count: > 0 } announced) return announced;
        }

        if (Read(Behind.Value.Match(rest), code.End, Placed, Bare) is { Count: > 0 } behind) return behind;
        foreach (var cell in line.Cells.Where(c => c.Span.Start >= code.End && c.Span.End <= code.End + rest.Length))
        {
            string words = cell.Span.In(page.Text);
            if (words.Length > 14 || Alone.Value.Match(words) is not { Success: true } own) continue;
            if (Read(own, cell.Span.Start, Placed, Bare) is { Count: > 0 } alone) return alone;
            if (IsUnderHeading(page, index, cell.Span) && Read(own, cell.Span.Start, Placed, Known) is { Count: > 0 } headed) return headed;
        }

        return [];
    }

    /// <summary>Whether a modifier of therapy or of equipment stands behind a code of its kind.</summary>
    private static bool Fits(string modifier, string code, string kind) => !Rules.Value[kind].IsMatch(modifier) || Rules.Value[kind + "-code"].IsMatch(code);

    private static List<(TextSpan Span, double Share)> Read(Match match, int offset, double share, Func<string, bool> may)
    {
        if (!match.Success) return [];
        var read = match.Groups["m"].Captures.TakeWhile(m => may(m.Value)).Select(m => (new TextSpan(offset + m.Index, offset + m.Index + m.Length), share)).ToList();
        return read.DistinctBy(r => match.Value.Substring(r.Item1.Start - offset - match.Index, r.Item1.Length)).ToList();
    }

    /// <summary>Whether the head of the column over a cell says that it holds modifiers.</summary>
    private static bool IsUnderHeading(RequestPage page, int index, TextSpan cell)
    {
        if (EvidenceOf.WordsIn(page.Document, cell).FirstOrDefault() is not { } word) return false;
        for (int l = index - 1; l >= Math.Max(0, index - HeadingReach); l--)
        {
            foreach (var over in page.Page.Lines[l].Cells)
            {
                if (!Rules.Value["heading"].IsMatch(over.Span.In(page.Text))) continue;
                var words = EvidenceOf.WordsIn(page.Document, over.Span).ToList();
                double slack = word.LayoutBox.Height;
                if (words.Count > 0 && words[0].LayoutBox.X - slack <= word.LayoutBox.Right && word.LayoutBox.X <= words[^1].LayoutBox.Right + slack) return true;
            }
        }

        return false;
    }

    /// <summary>The side of a service of which the words say none: that of its only modifier RT or LT.</summary>
    private static void AddSide(RequestContext context, string prefix)
    {
        string path = prefix + "laterality";
        if (context.Book.Of(path).Count > 0) return;
        var sides = Enumerable.Range(0, Most).SelectMany(i => context.Book.Of(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}modifiers[{i}]")).Take(1)).Where(static c => c is { Doubt: Doubt.None, Value: "RT" or "LT" }).ToList();
        if (sides.Count == 0) SideOfName(context, prefix);
        if (sides.Count != 1 || sides[0].Evidence.FirstOrDefault() is not { Location: { } at } evidence) return;
        if (context.Pages.FirstOrDefault(p => p.Document.Source.Id == evidence.DocumentId && p.Page.Span.Contains(at)) is not { } page) return;
        if (ChoiceRules.Map("request.services[].laterality", at.In(page.Text)) is { } match) context.AddChoice(path, page, match, new TextSpan(at.Start + match.Span.Start, at.Start + match.Span.End), sides[0].Score * OfSide);
    }

    /// <summary>The side that the name of a service tells: 'Arthroscopy of the right hip'.</summary>
    private static void SideOfName(RequestContext context, string prefix)
    {
        if (context.Book.Of(prefix + "description").MaxBy(static c => c.Score) is not { Doubt: Doubt.None, Evidence: [{ Location: { } at } evidence, ..] } name) return;
        if (context.Pages.FirstOrDefault(p => p.Document.Source.Id == evidence.DocumentId && p.Page.Span.Contains(at)) is not { } page) return;
        var entry = new ListEntry();
        ServiceLeaves.Side(page, at, name.Score * OfSide, entry, wordsOnly: true);
        foreach (var side in entry.Leaves) context.Book.Add(prefix + side.Leaf, new Candidate(side.Value, side.Score, EvidenceOf.Spans(page.Document, side.Spans), side.Rule) { Mapped = true });
    }
}
