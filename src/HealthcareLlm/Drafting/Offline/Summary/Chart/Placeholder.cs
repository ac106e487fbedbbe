using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Words that stand where a fact should and give none: 'see nursing assessment', 'same', 'pending', 'unable to obtain', '***'.</summary>
internal static class Placeholder
{
    /// <summary>Whether a text gives no fact.</summary>
    internal static bool Is(string text) => Nothing().IsMatch(text.Trim(' ', '.', ':', ';', '-', '*', '_'));

    private static SievedPattern Nothing() => NothingPattern.Value;

    private static readonly Lazy<SievedPattern> NothingPattern = Pattern.Sieved(@"^(?:please )?(?:see|refer to|as (?:per|above|below|listed|noted|documented|in)|per|listed (?:above|below|elsewhere|in))\b.{0,60}$|^(?:same|as above|see above|see below|ditto|unchanged|reviewed|verified|confirmed|on file|on chart|in chart|unable to (?:obtain|assess|verify|determine)|not (?:obtained|recorded|documented|available|on file|assessed|known|specified|entered|yet known)|unknown|deferred|tbd|to be (?:determined|entered|completed|dictated)|pending|n/?a|not applicable|blank|none (?:recorded|entered|documented))(?:[,;:(]? ?(?:pending|as above|per|see|at this time|by|in|until|with).{0,50})?$|^$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
