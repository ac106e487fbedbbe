using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what recognition made of a check box that it did not know as one: '[XJ', '(KX', 'C', '(0'.</summary>
internal static class BoxMarks
{
    /// <summary>The state of a box from the scrap before an option; null where the scrap is no box.</summary>
    internal static WordMarks? Of(string scrap)
    {
        string text = new([.. scrap.Where(c => !char.IsWhiteSpace(c))]);
        if (text.Length is 0 or > 4) return null;
        if (text is "[x]" or "[X]" or "\u2612" or "\u2611") return WordMarks.CheckBoxMarked;
        if (text is "[]" or "[ ]" or "\u2610") return WordMarks.CheckBoxEmpty;
        if (!Scrap().IsMatch(text)) return null;
        if (text.AsSpan().ContainsAny("xX\u2713\u2714%")) return WordMarks.CheckBoxMarked;
        return text.AsSpan().ContainsAny("[(0O") || text is "C" or "CC" or "D" or "o" or "c" or "G" or "CO" ? WordMarks.CheckBoxEmpty : WordMarks.CheckBoxUnclear;
    }

    private static readonly Lazy<Regex> ScrapPattern = Pattern.Of(@"^[\[({|]?[0OoCcDGKXxZJIl1%&Bk\u2713\u2714]{0,3}[\])}|J]?$", RegexOptions.CultureInvariant);

    private static Regex Scrap() => ScrapPattern.Value;
}
