using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads options with a box each that name a drug and its code: '[x] somapacitan 10 mg/1.5 mL pen NDC 00169-2035-11'.</summary>
internal static class DrugOptions
{
    // Characters of an option before its code.
    private const int Longest = 90;

    /// <summary>The box of the option that a code stands in; null where the code is in none.</summary>
    internal static Word? BoxOf(RequestPage page, LabelledValue value)
    {
        if (page.Page.Lines.FirstOrDefault(l => l.Span.Contains(value.ValueSpan)) is not { } line) return null;
        var box = EvidenceOf.WordsIn(page.Document, line.Span).LastOrDefault(w => w.IsCheckBox && w.Span.End <= value.ValueSpan.Start);
        return box is not null && NameOf(page, value, box) is not null ? box : null;
    }

    /// <summary>The entry of a marked option.</summary>
    internal static ListEntry Read(RequestPage page, LabelledValue value, Word box)
    {
        var entry = new ListEntry();
        double weight = 0.92 * page.AskingWeight;
        string words = value.ValueSpan.In(page.Text);
        if (value.Target == "service.ndc")
        {
            foreach (var ndc in CodeReadings.DrugCodes(words).Take(1)) entry.Add(new(page, "ndc", ndc.Value, weight, "marked-option", [ndc.At(value.ValueSpan)]) { Repaired = ndc.Repaired, Doubt = ndc.Doubt });
        }
        else
        {
            foreach (var code in CodeReadings.Services(words).Take(1)) AskedPhrase.Code(page, value.ValueSpan, code, weight, "marked-option", entry);
        }

        if (entry.Leaves.Count > 0 && NameOf(page, value, box) is { } name) entry.Add(new(page, "description", TextForm.OneLine(name.In(page.Text)), weight, "marked-option", [name]));
        return entry;
    }

    /// <summary>The words between the box and the code where they name a drug with its strength.</summary>
    private static TextSpan? NameOf(RequestPage page, LabelledValue value, Word box)
    {
        int end = value.LabelSpan.IsEmpty || value.LabelSpan.Start < box.Span.End ? value.ValueSpan.Start : value.LabelSpan.Start, start = box.Span.End;
        while (start < end && !char.IsLetterOrDigit(page.Text[start])) start++;
        while (end > start && !char.IsLetterOrDigit(page.Text[end - 1]) && page.Text[end - 1] != ')') end--;
        if (end - start is < 6 or > Longest) return null;
        var span = new TextSpan(start, end);
        return Strength.Value.IsMatch(span.In(page.Text)) || DrugLexicon.Find(page.Text, span).Any() ? span : null;
    }

    private static readonly Lazy<Regex> Strength = Pattern.Of(@"[0-9]\s*(?:mg|mcg|g|ml|units?|iu|%)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
