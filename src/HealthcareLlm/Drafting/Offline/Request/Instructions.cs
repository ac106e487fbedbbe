using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Tells what a form says to whoever fills it in from what was filled in: examples, rules, requests to write.</summary>
internal static class Instructions
{
    private const int Reach = 240;

    /// <summary>Whether the words of a place tell somebody what to write or what the payer does, rather than telling of a patient or a service.</summary>
    internal static bool Are(string words) => Told().IsMatch(words) || Office().Count(words) >= 2;

    /// <summary>Whether a code stands as an example, or as one that a rule of the form speaks of.</summary>
    internal static bool Name(string text, int start, int end)
    {
        int from = Math.Max(0, start - Reach), to = Math.Min(text.Length, end + Reach);
        string before = text[from..start], after = text[end..to];
        int begin = 0;
        foreach (Match stop in Stop().Matches(before)) begin = stop.Index + stop.Length;
        string lead = before[begin..];
        // Brackets that closed again say nothing of what stands behind them.
        lead = Closed().Replace(lead, " ");
        if (Example().IsMatch(lead)) return true;
        var close = Stop().Match(after);
        string rest = close.Success ? after[..close.Index] : after;
        return Rule().IsMatch(lead) || RuleAfter().IsMatch(rest) || Labelled().IsMatch(rest);
    }

    private static readonly Lazy<Regex> ToldPattern = Pattern.Of(@"^\W*(?:list|enter|attach|mark|write|give|tell us|choose|select|fill in|complete|state|include|print|type(?! (?:[0-9A-Z]\b|I{1,3}\b|one|two))|sign|tick|circle|check (?:all|one|the|each|if)|answer|describe|explain|specify|provide|see (?:page|part|section|reverse|instructions)|one line|each line|use (?:a|one|the|form|black)|please|if (?:you|more|none|the)|do not)\b|\b(?:(?:most|least) (?:important|recent|likely) first|by letter|one line (?:an|per|each)|attach(?:ed)? (?:records|sheet|notes)|additional sheets?|in (?:block|capital) letters|type or print|print in|must be (?:completed|signed|attached|filled)|will be (?:returned|denied if)|required fields?|use this form|this (?:form|sheet|page) (?:holds|is|must|may)|\bmark (?:all|one|and)|that (?:do not )?apply|(?:endanger|jeopardi[sz]e)\w*|regain (?:full|maximum))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Told() => ToldPattern.Value;

    // Words of an office that reviews; two of them in a sentence tell of its ways.
    private static readonly Lazy<Regex> OfficePattern = Pattern.Of(@"\b(?:forms?|reviews?|reviewed|reviewers?|prescribers?|practitioner's|plan's|payment|payable|eligibility|benefits?|enrollees?|members?|authori[sz]ations?|determinations?|submi(?:t|ts|tted|ssion)|business days|calendar days|chart notes|audit\w*|attest\w*|federal|privacy|confidential|protected health|time frames?|within [0-9]+ (?:hours|days)|covered|coverage|claims?|appeal|policy|policies)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Office() => OfficePattern.Value;

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"(?<!\b(?:e\.? ?g|i\.e|No|Dr|vs))[.;]\s+(?=[A-Z(""\u201c])|\n\s*\n|[:]\s*\n|(?<![,;\-\u2013(])\n(?=\s*[A-Z0-9\[(""\u201c])|\n(?=\s*(?:[0-9]{1,2}[A-Z]?[.)]|[A-Z][.)]|[\u2022*\-])\s)", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    private static readonly Lazy<Regex> ClosedPattern = Pattern.Of(@"\([^()]*\)", RegexOptions.CultureInvariant);

    private static Regex Closed() => ClosedPattern.Value;

    private static readonly Lazy<Regex> ExamplePattern = Pattern.Of(@"\be\.? ?g\b\.?|\b(?:for example|for instance|examples?|sample|specimen|such as|correctly (?:filled|completed))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Example() => ExamplePattern.Value;

    // 'K0848 (sample)'
    private static readonly Lazy<Regex> LabelledPattern = Pattern.Of(@"^\W{0,3}(?:sample|example|specimen)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Labelled() => LabelledPattern.Value;

    private static readonly Lazy<Regex> RulePattern = Pattern.Of(@"\b(?:codes? (?:we|that we|not|accepted|covered|in the range)|items? (?:reviewed|of group)|reviewed under|do(?:es)? not (?:list|report|use|bill|require|need)|preferred (?:products?|drugs?|agents?)|plan limit|criteria (?:for|apply)|covered (?:codes?|for)|only for|not for use (?:with|for)|instead of code)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Rule() => RulePattern.Value;

    private static readonly Lazy<Regex> RuleAfterPattern = Pattern.Of(@"^[^.;\n]{0,80}\b(?:needs? no\b|do(?:es)? not (?:need|require)|requires? (?:form|a form|no\b|review|prior)|must be (?:requested|submitted|sent) (?:on|with)|(?:is|are) not (?:reviewed|covered|accepted)|will be reported|(?:goes?|go) by (?:its|their) own|(?:go|belong)s? (?:on|to) form\b|form [A-Z0-9\-]+ instead)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex RuleAfter() => RuleAfterPattern.Value;
}
