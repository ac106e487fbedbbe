using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Results that the chart itself takes back: hemolyzed, drawn above a running drip, cancelled, amended. A sentence that gives such a number without saying so is not used.</summary>
internal static class VoidResults
{
    /// <summary>Whether a text takes a result back.</summary>
    internal static bool Voids(string text) => Void().IsMatch(text);

    /// <summary>Where the words begin that give the result in its place; the length of the text where none do.</summary>
    internal static int Replacement(string text)
    {
        var match = Instead().Match(text);
        return match.Success ? match.Index : text.Length;
    }

    /// <summary>Whether the number at an offset is one that was reported before and is no more.</summary>
    internal static bool IsFormer(string text, int at) => Former().IsMatch(text[..at]);

    internal static void Mark(List<Passage> passages)
    {
        for (int i = 0; i + 1 < passages.Count; i++)
        {
            var (passage, next) = (passages[i], passages[i + 1]);
            // 'Potassium 6.8. The sample was hemolyzed.': the first sentence alone would state it.
            bool goesOn = ReferenceEquals(passage.Note, next.Note) && next.Index == passage.Index + 1 && SampleStarts().IsMatch(next.Text) && Voids(next.Text);
            if (goesOn && !Voids(passage.Text) && passage.Fingerprint.Numbers.Length > 0) passage.IsCorrected = true;
        }
    }

    private static SievedPattern Void() => VoidPattern.Value;

    private static readonly Lazy<SievedPattern> VoidPattern = Pattern.Sieved(@"\b(?:ha?emoly[sz]\w*|contaminat(?:ed|ion)|cancel+ed|erroneous(?:ly)?|spurious(?:ly)?|(?:sample|specimen) (?:was )?(?:clotted|diluted|mislabell?ed)|drawn (?:above|from|upstream|proximal)|diluted (?:sample|specimen|with)|lab(?:oratory)? error|mislabell?ed|transpos\w+|previously reported|(?:corrected|amended) (?:report|result|value)|\*?amended\b|(?:pseudo|factitious)\w*|not (?:a )?true (?:value|result)|disregard)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Instead() => InsteadPattern.Value;

    private static readonly Lazy<SievedPattern> InsteadPattern = Pattern.Sieved(@"\b(?:repeat(?:ed)?|re-?draw[ns]?|re-?drew|re-?collect\w*|re-?check(?:ed)?|re-?run|corrected (?:to|value)|true value|actual(?:ly)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Former() => FormerPattern.Value;

    private static readonly Lazy<SievedPattern> FormerPattern = Pattern.Sieved(@"\b(?:previously|formerly|originally|first|initially|wrongly|erroneously)? ?(?:reported|resulted|called|phoned|read|entered|released)\s*(?:as|out as|:)?\s*[\w %/-]{0,12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern SampleStarts() => SampleStartsPattern.Value;

    private static readonly Lazy<SievedPattern> SampleStartsPattern = Pattern.Sieved(@"^\W*(?:the |this |that )?(?:sample|specimen|result|value|tube|it|lab|drawn|h[ae])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
