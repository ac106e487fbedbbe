using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// How the only drug that is asked for is taken and dispensed, where no box told it: the one dose with its route that a form announces, the one number of days and
/// of refills that it writes. Where a form writes two of a kind, nobody can tell which is meant, and nothing is given.
/// </summary>
internal static class DispensedDrug
{
    private const double Score = 0.6, Held = 0.4, Given = 0.45;

    // The share that a second value of a page keeps (RequestContext): what is told in so many words is second to no strength.
    private const double Later = 0.75;

    // Characters between a dose and its route.
    private const int Gap = 24;

    private static readonly Lazy<Dictionary<string, Regex>> Rules = new(static () => RuleFiles.Read("dispensing-words.tsv", 5).ToDictionary(static r => r[0], static r => Pattern.OfWords(r[1]).Value, StringComparer.Ordinal));

    private static readonly Lazy<Regex> Drug = Pattern.OfWords(@"\b(?:mg|mcg|m[lL]|tablets?|capsules?|pens?|vials?|syringes?|auto-?injectors?|kit|inhaler|patch(?:es)?|oral solution|injection)\b");

    /// <summary>Adds what is missing of the only drug.</summary>
    internal static void Draft(RequestContext context)
    {
        if (Only(context) is not { } prefix) return;
        var lines = context.Pages.Where(static p => p.Kind == PageKind.Form).SelectMany(static p => Lines(p)).ToList();
        if (context.Book.Of(prefix + "daysSupply").Count == 0) Number(context, prefix + "daysSupply", lines, static n => n is > 0 and <= 365, "days", "days-each-fill", "days-behind-amount", "days-before-refills", "days-of-amount");
        if (context.Book.Of(prefix + "refills").Count == 0) Number(context, prefix + "refills", lines, static n => n <= 24, "refills", "refills-behind", "refills-before-days");
        Directed(context, prefix, lines);
    }

    /// <summary>The only entry that is a drug; null where none or several are.</summary>
    private static string? Only(RequestContext context)
    {
        var drugs = CodeArbiter.Entries(context, "request.services[").FindAll(p => IsDrug(context, p));
        return drugs.Count == 1 ? drugs[0] : null;
    }

    private static bool IsDrug(RequestContext context, string prefix)
    {
        bool Stands(Candidate? c) => c is { Score: >= Given };
        var code = CodeArbiter.CodeOf(context, prefix);
        var name = context.Book.Of(prefix + "description").MaxBy(static c => c.Score);
        if (!Stands(code) && !Stands(name)) return false;
        if (code is { Value.Length: 11 } || (code is not null && code.Value[0] is 'J' or 'Q')) return true;
        return code is null && name is not null && (DrugLexicon.Find(name.Value, new(0, name.Value.Length)).Any() || Drug.Value.IsMatch(name.Value));
    }

    /// <summary>Lines that tell of what is asked for: none of another table, of an open option, of a rule or of what was.</summary>
    private static IEnumerable<(RequestPage Page, int Index, TextSpan Span)> Lines(RequestPage page)
    {
        for (int l = 0; l < page.Page.Lines.Length; l++)
        {
            var span = page.Page.Lines[l].Span;
            string words = span.In(page.Text);
            if (span.Length is < 6 or > 260 || page.IsLeftOut(span) || Rules.Value["not-these"].IsMatch(words) || Instructions.Are(words)) continue;
            if (page.Tables.Any(t => TableKinds.Of(t) is not (TableKind.Services or TableKind.None) && t.Extent.Overlaps(span))) continue;
            if (page.Values.Any(v => v.Topic is FormTopic.Treatment or FormTopic.CurrentMedication or FormTopic.PayerUse && v.ValueSpan.Overlaps(span))) continue;
            var box = EvidenceOf.WordsIn(page.Document, span).FirstOrDefault(static w => w.IsCheckBox);
            if (box is not null && !box.Marks.HasFlag(WordMarks.CheckBoxMarked)) continue;
            yield return (page, l, span);
        }
    }

    private static void Number(RequestContext context, string path, List<(RequestPage Page, int Index, TextSpan Span)> lines, Func<int, bool> may, params string[] rules)
    {
        var found = new List<(RequestPage Page, string Value, TextSpan Span)>();
        foreach (var (page, _, span) in lines)
        {
            string words = span.In(page.Text);
            foreach (string rule in rules)
            {
                foreach (Match match in Rules.Value[rule].Matches(words))
                {
                    var n = match.Groups["n"];
                    string value = n.Value.TrimStart('0') is { Length: > 0 } plain ? plain : "0";
                    if (may(int.Parse(value, System.Globalization.CultureInfo.InvariantCulture))) found.Add((page, value, new(span.Start + match.Index, span.Start + match.Index + match.Length)));
                }
            }
        }

        if (found.DistinctBy(static f => f.Value).Count() == 1) context.AddSpans(path, found[0].Page, found[0].Value, Score, "dispensed", false, Doubt.None, found[0].Span);
    }

    /// <summary>The dose with its route, and how often, that a line announces or that stands behind the drug's name.</summary>
    private static void Directed(RequestContext context, string prefix, List<(RequestPage Page, int Index, TextSpan Span)> lines)
    {
        string name = context.Book.Of(prefix + "description").MaxBy(static c => c.Score)?.Value.Split(' ', '-', '(', ',')[0] ?? string.Empty;
        // The line of its code tells of it as well as its name does.
        string code = context.Book.Of(prefix + "code").MaxBy(static c => c.Score)?.Value ?? string.Empty;
        var found = new List<(RequestPage Page, TextSpan Span, DirectionReading Read)>();
        foreach (var (page, index, span) in lines)
        {
            string words = span.In(page.Text);
            if (DoseOf(words) is not { Dose: { } dose } read) continue;
            string before = words[..dose.Start], above = index > 0 ? page.Page.Lines[index - 1].Span.In(page.Text) : string.Empty;
            bool announced = Rules.Value["directions"].IsMatch(before) || (dose.Start <= 10 && above.Length < 90 && !Numbered.Value.Replace(above, string.Empty).Any(char.IsAsciiDigit) && Rules.Value["directions"].IsMatch(above));
            bool named = (name.Length > 4 && before.Contains(name, StringComparison.OrdinalIgnoreCase)) || (code.Length > 4 && before.Contains(code, StringComparison.Ordinal));
            if (announced || named) found.Add((page, span, read));
        }

        if (found.Count == 0 || found.DistinctBy(static f => f.Read.Dose!.Value.Value.Replace(" ", string.Empty, StringComparison.Ordinal).ToLowerInvariant()).Count() != 1) return;
        var (source, at, told) = found[0];
        // A strength in the drug's name is no dose beside one that is told.
        context.Book.Weigh(prefix + "dose", static c => c.Rule == "dose-in-description" ? Math.Min(c.Score, Held) : c.Score);
        foreach (var (leaf, reading) in (ReadOnlySpan<(string, Reading?)>)[("dose", told.Dose), ("route", told.Route), ("frequency", told.Frequency)])
        {
            if (reading is { } r && !context.Book.Of(prefix + leaf).Any(static c => c.Score >= Given)) context.AddSpans(prefix + leaf, source, r.Value, context.Book.Of(prefix + leaf).Count == 0 ? Score : Score / Later, "dispensed", false, Doubt.None, r.At(at));
        }
    }

    /// <summary>The dose right before a route, with what stands behind that; a strength per millilitre and the form of a product ('oral solution') are none.</summary>
    private static DirectionReading? DoseOf(string words)
    {
        Reading? last = null;
        for (int from = 0; Directions.Read(words[from..]).Dose is { } first;)
        {
            var dose = first with { Start = from + first.Start, End = from + first.End };
            // '5 mg/kg = 410 mg' is one dose.
            if (last is { } l && words[l.End..dose.Start].Trim() == "=") dose = new(TextForm.OneLine(words[l.Start..dose.End]), l.Start, dose.End);
            last = dose;
            string behind = words[dose.End..];
            from = dose.End;
            if (Strength.Value.IsMatch(dose.Value) || Directions.Read(behind) is not { Route: { } route } read || route.Start > Gap || read.Dose is { } next && next.Start < route.Start || Form.Value.IsMatch(behind[route.End..])) continue;
            // 'continuous' and 'daily' may stand on either side of the route; the next dose ends what is said of this one.
            int end = read.Dose is { } other ? other.Start : behind.Length;
            var often = Directions.Read(behind[..end]).Frequency;
            return new(dose, Moved(route), often is { } f ? Moved(f) : null);
            Reading Moved(Reading r) => r with { Start = dose.End + r.Start, End = dose.End + r.End };
        }

        return null;
    }

    private static readonly Lazy<Regex> Numbered = Pattern.Of(@"^\W*[0-9]{1,2}[.)]|\([^()]{1,10}\)", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Strength = Pattern.OfWords(@"/\s?[0-9.]*\s?m[lL]\b|%");

    private static readonly Lazy<Regex> Form = Pattern.OfWords(@"^\s?(?:solution|suspension|syrup|tablets?|capsules?|spray|film|powder|injection|pen|patch)\b");
}
