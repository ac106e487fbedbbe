using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Plain words of denial, beside the scopes of mentions: for what no lexicon names.</summary>
internal static class Negation
{
    private const int Reach = 28;

    /// <summary>Whether a text denies something in any way.</summary>
    internal static bool StandsIn(string text) => Any().IsMatch(text);

    /// <summary>A word of denial in the statement where nothing in the quotes denies; null where there is none.</summary>
    internal static string? AddedTo(string statement, string quotes) => Strict().Match(statement) is { Success: true } word && !Any().IsMatch(quotes) ? word.Value : null;

    /// <summary>Whether a denial stands right before a place, in its own clause.</summary>
    internal static bool StandsBefore(string text, int start)
    {
        int from = Math.Max(0, start - Reach);
        string before = text[from..start];
        int clause = before.LastIndexOfAny(['.', ';', '\n', ':', '\f', '|', '(']);
        if (clause >= 0) before = before[(clause + 1)..];
        return Before().IsMatch(before);
    }

    private static readonly Lazy<SievedPattern> StrictPattern = Pattern.Sieved(@"\b(?:no|not|denies|denied|without|never|none)\b(?! (?:longer|more than|less than|fewer than|later than|sooner than|higher than|above|over|exceed\w*|beyond|only))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Strict() => StrictPattern.Value;

    private static readonly Lazy<SievedPattern> AnyPattern = Pattern.Sieved(@"\b(?:no|non|not|nor|denies|denied|deny|denying|without|w/o|never|none|nil|negative|neg|absent|absence|free of|ruled out|r/o|cannot|stop\w*|discontinu\w*|d/c\w*|hold|held|avoid\w*|declin\w*|refus\w*|nk\w?a|dn[ri]|npo|pending|normal|clear|afebrile|asymptomatic|nontender|resolved?|unable|unchanged|unlikely|unremarkable|unaided|off|against|resistant|incubating|awaited|outstanding|to be (?:arranged|scheduled|determined)|ran out|room air|ra|unresponsive|unknown|still|despite|slowly|gently|anuri\w*|tolerat\w*|silent|asx|uneventful\w*|painless|stable|preserved|intact|independent\w*|alone|empty|dry|closed|only|minimal\w*|low risk|failed|missed|lost|removed|wo)\b|\(-\)|\b\w+n['’]t\b|\bnon-?\w{3,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Any() => AnyPattern.Value;

    private static readonly Lazy<SievedPattern> BeforePattern = Pattern.Sieved(@"\b(?:no|not(?! only)|denies|denied|without(?! contrast)|never|negative for)\b(?! longer)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Before() => BeforePattern.Value;
}
