using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads the stay that a form asks for: 'Stay: Inpatient med/surg bed   Days asked for 4', 'Admission to acute rehabilitation, 14 days, beginning 08/20/2026'.</summary>
internal static class StayFields
{
    // Gap to a value below its label, in heights of a line.
    private const double Below = 1.6;

    /// <summary>Adds the stay where no service counts days yet and the forms name one stay with one number of days.</summary>
    internal static void Add(RequestContext context, List<ListEntry> services)
    {
        if (services.Exists(s => s.Value("unit") is "days" or "day" or "nights" or "night" || AskedInProse.IsNamed(s))) return;
        var found = new List<ListEntry>();
        foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Form)) found.AddRange(OfPage(page));
        var named = found.FindAll(e => e.Has("description"));
        if (named.Count == 0 || found.Exists(e => e.Value("quantity") != named[0].Value("quantity"))) return;
        var only = services.Count == 1 && !services[0].Has("code") && !services[0].Has("ndc") && !services[0].Has("description") ? services[0] : null;
        if (only is null) services.Add(named[0]);
        else only.Absorb(named[0]);
    }

    private static IEnumerable<ListEntry> OfPage(RequestPage page)
    {
        var lines = FormTokenizer.Tokenize(page.Document.Source, page.Page);
        var name = Enumerable.Range(0, lines.Count).Select(i => NameIn(page, lines[i])).FirstOrDefault(n => n is not null);
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Line.Span.In(page.Text);
            if (line.Length > 200 || page.IsLeftOut(lines[i].Line.Span) || ClauseSense.IsNotAsked(line) || ClauseSense.IsPast(line)) continue;
            if (Whole.Value.Match(line) is { Success: true } whole)
            {
                yield return Entry(page, Place(lines[i].Line.Span, whole.Groups["d"]), Place(lines[i].Line.Span, whole.Groups["n"]), Place(lines[i].Line.Span, whole.Groups["u"]));
                continue;
            }

            for (int c = 0; c < lines[i].CellCount; c++)
            {
                var cell = lines[i].CellSpan(c);
                if (Days.Value.Match(cell.In(page.Text)) is not { Success: true } label) continue;
                var behind = new TextSpan(cell.Start + label.Index + label.Length, cell.End);
                var places = behind.In(page.Text).Any(char.IsLetterOrDigit) ? [behind] : new[] { c + 1 < lines[i].CellCount ? lines[i].CellSpan(c + 1) : default, UnderOf(lines, i, c) };
                foreach (var place in places.Where(p => !p.IsEmpty))
                {
                    if (Number.Value.Match(place.In(page.Text)) is not { Success: true } number) continue;
                    yield return Entry(page, name, Place(place, number.Groups["n"]), number.Groups["u"].Success ? Place(place, number.Groups["u"]) : Place(cell, Word.Value.Match(cell.In(page.Text)).Groups["u"]));
                    break;
                }
            }
        }
    }

    private static ListEntry Entry(RequestPage page, TextSpan? name, TextSpan number, TextSpan unit)
    {
        var entry = new ListEntry();
        double weight = 0.88 * page.AskingWeight;
        if (name is { } span) entry.Add(new(page, "description", TextForm.OneLine(span.In(page.Text)), weight, "stay", [span]));
        entry.Add(new(page, "quantity", number.In(page.Text), weight, "stay", [number]));
        if (!unit.IsEmpty) entry.Add(new(page, "unit", "days", weight, "stay", [unit]));
        return entry;
    }

    /// <summary>What a cell that tells the kind of stay says behind its label, where it names one.</summary>
    private static TextSpan? NameIn(RequestPage page, FormLine line)
    {
        for (int c = 0; c < line.CellCount; c++)
        {
            var cell = line.CellSpan(c);
            string words = cell.In(page.Text);
            if (Kind.Value.Match(words) is not { Success: true } label || line.Tokens[line.CellStarts[c]..line.CellStarts[c + 1]].Any(t => t.Kind == FormTokenKind.CheckBox)) continue;
            var rest = new TextSpan(cell.Start + label.Length, cell.End);
            if (Bed.Value.IsMatch(rest.In(page.Text)) && !Instructions.Are(rest.In(page.Text))) return rest;
        }

        return null;
    }

    private static TextSpan UnderOf(List<FormLine> lines, int index, int cell)
    {
        var line = lines[index];
        double left = line.Tokens[line.CellStarts[cell]].Left, right = line.Tokens[line.CellStarts[cell + 1] - 1].Right;
        for (int i = index + 1; i < Math.Min(lines.Count, index + 3); i++)
        {
            double gap = lines[i].Line.Box.Y - line.Line.Box.Bottom;
            if (gap > line.Height * Below || gap < -line.Height / 2) continue;
            for (int c = 0; c < lines[i].CellCount; c++)
            {
                if (Math.Min(right, lines[i].Tokens[lines[i].CellStarts[c + 1] - 1].Right) - Math.Max(left, lines[i].Tokens[lines[i].CellStarts[c]].Left) > 0) return lines[i].CellSpan(c);
            }
        }

        return default;
    }

    private static TextSpan Place(TextSpan within, Group group) => new(within.Start + group.Index, within.Start + group.Index + group.Length);

    private const string Beds = @"inpatient|skilled nursing|\bSNF\b|rehab\w*|med(?:ical)?/surg\w*|\bICU\b|intensive care|residential|detox\w*|hospice|long-term acute|\bLTAC\w*|telemetry|psychiatric unit|nursing facility|monitoring unit";

    private static readonly Lazy<Regex> Days = Pattern.Of(@"\b(?<!\w )(?:inpatient )?days (?:asked(?: for)?|requested|needed|wanted)(?: now)?\b\W*|\b(?:number|no\.?|#) of (?:inpatient )?days(?: requested| asked for)?\b\W*|\b(?:requested )?length of stay(?: requested)?\b\W*|\bLOS\b\W*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Word = Pattern.Of(@"\b(?<u>days?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Number = Pattern.Of(@"^\W*(?<n>[0-9]{1,3})(?:\s*(?<u>days?))?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Kind = Pattern.Of(@"^\W*(?:stay|(?:kind|type) of (?:stay|bed|admission)|bed(?: type| requested)?|accommodation|level of care(?: (?:asked for|requested|needed))?|service requested|requested stay)\b\s*[:.\-]?\s+(?=[A-Z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Bed = Pattern.Of(Beds, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Whole = Pattern.Of(@"^\W*(?<d>[A-Z][^,;:]{0,60}(?:" + Beds + @"|admission|stay)[^,;:]{0,60}),\s+(?<n>[0-9]{1,3})\s+(?<u>days)\b(?=\s*(?:,|$|\.|from|beginning|starting))", RegexOptions.CultureInvariant);
}
