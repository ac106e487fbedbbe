using System.Buffers;
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

    /// <summary>Whether a scrap in a column of boxes bears a mark: true where a cross or tick stands in it, false for the remains of an empty box, null for what is none.</summary>
    internal static bool? IsMarked(string scrap)
    {
        string text = new([.. scrap.Where(c => !char.IsWhiteSpace(c))]);
        if (text.Length is 0 or > 6 || text.Count(char.IsAsciiDigit) > 2 || Letters().IsMatch(text)) return null;
        return text.AsSpan().ContainsAny(Crosses);
    }

    private static readonly SearchValues<char> Crosses = SearchValues.Create("xX\u2713\u2714\u2612\u2611");

    private static readonly Lazy<Regex> LettersPattern = Pattern.Of("[A-Za-z]{4}", RegexOptions.CultureInvariant);

    private static Regex Letters() => LettersPattern.Value;

    private static readonly Lazy<Regex> ScrapPattern = Pattern.Of(@"^[\[({|]?[0OoCcDGKXxZJIl1%&Bk\u2713\u2714]{0,3}[\])}|J]?$", RegexOptions.CultureInvariant);

    private static Regex Scrap() => ScrapPattern.Value;
}
