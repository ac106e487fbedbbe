using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads a labelled run of several services with a code each: 'CPAP device (E0601), heated humidifier (E0562), filters A7038 x 6'.</summary>
internal static class ServiceLists
{
    /// <summary>The services of the run, one a code; null where the value holds no such run.</summary>
    internal static List<ListEntry>? Read(RequestPage page, LabelledValue value)
    {
        if (value.Target != "service.description" || value.Row >= 0 || value.IsBlank || value.MoreSpans.Length > 0) return null;
        string words = value.ValueSpan.In(page.Text);
        var codes = CodeReadings.Services(words).Where(c => !c.Code.Repaired).ToList();
        if (codes.Count < 2 || codes.DistinctBy(c => c.Code.Value).Count() != codes.Count) return null;
        double weight = value.Score * page.AskingWeight;
        var entries = new List<ListEntry>();
        bool codesFirst = codes[0].Code.Start <= 2;
        for (int i = 0; i < codes.Count; i++)
        {
            var (code, system, modifiers) = codes[i];
            if (Instructions.Name(page.Text, value.ValueSpan.Start + code.Start, value.ValueSpan.Start + code.End)) continue;
            int next = i + 1 < codes.Count ? codes[i + 1].Code.Start : words.Length;
            // What qualifies a code runs up to the comma before the next.
            int end = codesFirst || i + 1 == codes.Count ? next : Comma(words, code.End, next);
            int begin = i == 0 ? 0 : codesFirst ? code.Start : Comma(words, codes[i - 1].Code.End, code.Start);
            var entry = new ListEntry();
            entry.Add(new(page, "code", code.Value, weight, "service-run", [code.At(value.ValueSpan)]));
            entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(value.ValueSpan)]) { Mapped = true });
            foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, "service-run", [modifier.At(value.ValueSpan)]));
            var (from, to) = codesFirst ? (modifiers.Length > 0 ? modifiers[^1].End : code.End, end) : (begin, code.Start);
            Name(page, value.ValueSpan, words, from, to, weight, entry);
            if (Times().Match(words[code.End..end]) is { Success: true } times && QuantityReadings.Read(words[(code.End + times.Index + times.Length)..end]) is { } quantity)
            {
                var at = new TextSpan(value.ValueSpan.Start + code.End + times.Index + times.Length, value.ValueSpan.End);
                entry.Add(new(page, "quantity", quantity.Number.Value, weight * 0.95, "service-run", [quantity.Number.At(at)]));
                if (quantity.Unit is { } unit) entry.Add(new(page, "unit", unit.Value, weight * 0.95, "service-run", [unit.At(at)]));
            }

            entries.Add(entry);
        }

        return entries;
    }

    private static int Comma(string words, int start, int end)
    {
        int comma = words.LastIndexOfAny([',', ';'], Math.Max(start, end - 1), Math.Max(0, end - start));
        return comma < 0 ? start : comma + 1;
    }

    private static void Name(RequestPage page, TextSpan span, string words, int from, int to, double weight, ListEntry entry)
    {
        string text = words[from..Math.Max(from, to)];
        int lead = Lead().Match(text).Length;
        string name = Trail().Replace(text[lead..], string.Empty);
        if (name.Count(char.IsLetter) < 3 || name.Length > 140) return;
        entry.Add(new(page, "description", TextForm.OneLine(name), weight * 0.95, "service-run", [new(span.Start + from + lead, span.Start + from + lead + name.Length)]));
    }

    private static readonly Lazy<Regex> LeadPattern = Pattern.Of(@"^(?:[\s),;:.\-\u2013]+|(?:and|with|plus|x\s*[0-9]+)\b)+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Lead() => LeadPattern.Value;

    private static readonly Lazy<Regex> TrailPattern = Pattern.Of(@"(?:\s*\b(?:CPT|HCPCS|codes?)\b\W*)*[\s,;:(\[\-\u2013]*(?:\b(?:x|\u00d7|qty)\s*[0-9]+\W*)?(?:\band)?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Trail() => TrailPattern.Value;

    private static readonly Lazy<Regex> TimesPattern = Pattern.Of(@"^\W{0,3}(?:x|\u00d7|qty:?|quantity:?|#)\s*(?=[0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Times() => TimesPattern.Value;
}
