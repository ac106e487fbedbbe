using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>'Replaces our form 4711 of 02/10/2026': what a paper takes the place of.</summary>
/// <param name="Noun">What it is called, lower case.</param>
/// <param name="Number">Its number; empty where none is given.</param>
/// <param name="Date">Its date as written; empty where none is given.</param>
internal sealed record PaperReference(string Noun, string Number, string Date)
{
    private static readonly Lazy<Regex> Old = Pattern.Of(@"\b(?:our|my|your|earlier|previous(?:ly)?|prior|first|original|old|older|former|last|faxed|sent|submitted)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Dated = Pattern.Of(@"(?<![0-9])[0-9]{1,2}\s?[/.\-]\s?[0-9]{1,2}\s?[/.\-]\s?(?:[0-9]{4}|[0-9]{2})(?![0-9])|\b[A-Z][a-z]{2,8}\.? [0-9]{1,2}(?:, ?[0-9]{4})?\b", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Numbered = Pattern.Of(@"^\W{0,3}(?:(?:no|number|id|ref|reference|case)\b\W{0,3})*(?<n>[A-Za-z]{0,5}-?[0-9][A-Za-z0-9\-]{2,24})(?![/0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The reference; null where nothing shows that an earlier paper is meant: 'void this form' speaks of itself.</summary>
    internal static PaperReference? Of(Match match)
    {
        string rest = match.Groups["rest"].Value;
        string date = Dated.Value.Match(rest) is { Success: true } d ? d.Value : string.Empty;
        string number = Numbered.Value.Match(rest) is { Success: true } n && n.Groups["n"].Value.Count(char.IsAsciiDigit) >= 3 ? n.Groups["n"].Value : string.Empty;
        bool old = Old.Value.IsMatch(match.Groups["det"].Value);
        return old || date.Length > 0 || number.Length > 0 ? new(match.Groups["noun"].Value.ToLowerInvariant(), number, date) : null;
    }
}
