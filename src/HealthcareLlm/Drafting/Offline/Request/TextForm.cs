using System.Text.RegularExpressions;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Free text as written, on one line.</summary>
internal static partial class TextForm
{
    internal static string OneLine(string words) => Spaces().Replace(words, " ").Trim(' ', '_', ';', ',', '|');

    /// <summary>Whether words say that there is nothing: 'N/A', 'none', 'see attached', or no letter and digit at all.</summary>
    internal static bool SaysNothing(string words) => Nothing().IsMatch(words);

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^\W*(n\W?/?\W?a|none|nil|tbd|to be determined|unknown|see (attached|above|below|notes?|chart|letter).{0,40}|not (applicable|available|provided)|pending|same as above|same|-+)?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Nothing();
}
