using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads weight and height as written, with their unit, which may stand in the label.</summary>
internal static partial class BodyMeasures
{
    internal static void Add(RequestContext context, RequestPage page, LabelledValue value)
    {
        string words = value.ValueSpan.In(page.Text);
        if (value.Target == "height" && FeetAndInches.Value.Match(words) is { Success: true } feet)
        {
            string written = feet.Groups["t"] is { Success: true } twice ? feet.Value.Remove(twice.Index - feet.Index, twice.Length) : feet.Value;
            context.AddRead("patient.height", page, new(TextForm.OneLine(written), 0, 0), value.Score * page.Weight, value.Rule, [At(value, feet)], [EvidenceOf.WithLabel(page.Document, value.LabelSpan, At(value, feet))]);
            return;
        }

        var match = Measure().Match(words);
        if (!match.Success) return;
        // A unit may have gone to the next line: 'Ht 180' over 'cm'.
        if (!match.Groups["u"].Success && match.Index + match.Length == words.Length && WrappedUnit.Value.Match(page.Text, value.ValueSpan.End, Math.Min(12, page.Text.Length - value.ValueSpan.End)) is { Success: true } wrapped)
        {
            var place = new TextSpan(value.ValueSpan.Start + match.Index, wrapped.Index + wrapped.Length);
            context.AddSpans("patient." + value.Target, page, TextForm.OneLine(place.In(page.Text)), value.Score * page.Weight, value.Rule, false, Doubt.None, place);
            return;
        }

        string text = TextForm.OneLine(match.Value);
        bool united = match.Groups["u"].Success;
        // Recognition reads 'lb' as 'Ib'.
        string unitRead = match.Groups["u"].Value;
        bool mended = unitRead.Length > 1 && unitRead[0] is 'I' or '1' or '|' && unitRead[1] is 'b' or 'B';
        if (mended) text = text.Replace(unitRead, "l" + unitRead[1..], StringComparison.Ordinal);
        var units = value.Target == "weight" ? WeightUnit() : HeightUnit();
        var unit = united ? null : units.Match(value.Label) is { Success: true } u && !units.IsMatch(value.Label[(u.Index + u.Length)..]) ? u : null;
        if (unit is not null) text += " " + unit.Value.ToLowerInvariant();
        var span = new Reading(text, match.Index, match.Index + match.Length).At(value.ValueSpan);
        var evidence = unit is null ? EvidenceOf.WithLabel(page.Document, value.LabelSpan, span) : span;
        double score = value.Score * page.Weight * (united || unit is not null ? 1 : 0.8);
        // '5' is no height: what stood behind it was not read.
        // On a scan, '5\ vy)' is handwriting of which one digit was read.
        bool scraps = page.Page.Reading is not (PageReading.Text or PageReading.TextLayer) && words.AsSpan(match.Index + match.Length).ContainsAny(s_scraps);
        if (!united && unit is null && (scraps || !IsPlausible(value.Target, match.Value)))
        {
            context.AddSpans("patient." + value.Target, page, TextForm.OneLine(words), score, value.Rule, false, Doubt.Unreadable, value.ValueSpan);
            return;
        }

        if (unit is null) context.AddSpans("patient." + value.Target, page, text, score, value.Rule, mended, Doubt.None, evidence);
        else context.AddSpans("patient." + value.Target, page, text, score, value.Rule, false, Doubt.None, value.LabelSpan, evidence);
    }

    private static readonly System.Buffers.SearchValues<char> s_scraps = System.Buffers.SearchValues.Create("\\/|{}[]<>~^_=");

    private static TextSpan At(LabelledValue value, Match match) => new(value.ValueSpan.Start + match.Index, value.ValueSpan.Start + match.Index + match.Length);

    // Inches or centimetres, pounds or kilograms of a person.
    private static bool IsPlausible(string target, string number) => double.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out double n) && (target == "height" ? n is >= 18 and <= 230 : n is >= 1 and <= 700);

    // '5 ft 6 in', and '5 ft 6 6 in' as recognition stutters.
    private static readonly Lazy<Regex> FeetAndInches = Pattern.Of(@"(?<![0-9])[1-7]\s?(?:ft|feet|foot|'|’|′)\.?[,\s]{0,2}(?<i>[0-9]{1,2}(?:\.[0-9])?)(?<t>\s\k<i>(?=\s))?\s?(?:in(?:ches)?\b\.?|[""”″]|''|’’)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> WrappedUnit = Pattern.Of(@"\G[ ]?\n[ ]{0,4}(?:cm|in|kg|lbs?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Height and weight in one box, in the order of the label: '5 ft 10 in / 244 lb'.</summary>
    internal static void AddBoth(RequestContext context, RequestPage page, LabelledValue value)
    {
        string words = value.ValueSpan.In(page.Text);
        foreach (Match match in Measure().Matches(words).Where(m => m.Groups["u"].Success).Take(2))
        {
            bool weight = match.Value.Contains("kg", StringComparison.OrdinalIgnoreCase) || match.Value.Contains("lb", StringComparison.OrdinalIgnoreCase) || match.Value.Contains("pound", StringComparison.OrdinalIgnoreCase);
            var span = new Reading(string.Empty, match.Index, match.Index + match.Length).At(value.ValueSpan);
            context.AddSpans(weight ? "patient.weight" : "patient.height", page, TextForm.OneLine(match.Value), value.Score * page.Weight, value.Rule, false, Doubt.None, span);
        }
    }

    [GeneratedRegex(@"(?<![0-9.,/\p{Sc}@#&%*§])[0-9]{1,3}(?:\.[0-9]{1,2})?\s*(?<u>(?:kg|kgs|kilograms|lbs?|[I1|]bs?\b|pounds|cm|centimeters|inches|in\b|m\b|meters|'|’|ft|feet|""|”)\.?(?:\s*[0-9]{1,2}(?:\.[0-9])?\s*(?:in(?:ches)?|""|”|''|’’|oz)?)?)?(?:\s*\([0-9.]{1,6}\s*(?:kg|lbs?|cm|in)\.?\))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Measure();

    [GeneratedRegex(@"\b(?:kgs?|kilograms?|lbs?|pounds?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex WeightUnit();

    // 'In' before a word is none: 'height in centimeters'.
    [GeneratedRegex(@"\b(?:cm|centimet(?:er|re)s?|inches|in(?!\W*\p{L}))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex HeightUnit();
}
