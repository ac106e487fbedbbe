using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>What the quotes only plan, advise or make conditional, and the statement tells as done: 'a statin was begun' of 'consider a statin once LFTs normalize'.</summary>
internal static class SpokenModality
{
    /// <summary>The word that tells as done; null where the statement leaves it open too, or the quotes tell of anything done.</summary>
    internal static (string Token, int At)? FirstDone(string statement, string quotes)
    {
        if (!s_plans.Value.IsMatch(quotes) || s_open.Value.IsMatch(statement) || s_done.Value.Match(statement) is not { Success: true } done) return null;
        foreach (string clause in quotes.Split(['.', ';', '\n', '|']))
        {
            if (clause.AsSpan().Trim().Length > ShortestClause && (!s_plans.Value.IsMatch(clause) || s_was.Value.IsMatch(clause))) return null;
        }

        return (done.Value, done.Index);
    }

    private const int ShortestClause = 3;

    /// <summary>Of notes: what is planned, advised, weighed or made conditional.</summary>
    private static readonly Lazy<SievedPattern> s_plans = Pattern.Sieved(
        @"\b(?:will|would|plan(?:s|ning)?(?! of care)|to be \w+|consider(?:ing)?|recommend(?:s|ed|ing)?|recs?|advis(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|may(?: need)?|might|could|if|unless|should|think about|threshold|offer(?:ed|ing)?|candidate for|discuss(?:ed|ing)?|eventual(?:ly)?|in (?:the )?future|needs?|hopes?|aim(?:ing)?|tomorrow)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Of notes: what was done or is so.</summary>
    private static readonly Lazy<SievedPattern> s_was = Pattern.Sieved(
        @"\b(?:was|were|had|has|given|done|started|begun|s/p|received|completed|placed|performed|underwent|POD|today|yesterday|this (?:am|pm|morning|evening)|improved|resolved|stopped|switched|increased|decreased|changed|showed?|grew|found|noted|seen|stable|on \w+ \d|\d{1,2}/\d{1,2}(?:/\d{2,4})?|now)\b|->|→",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>Of sentences: what is left open, wanted or to come.</summary>
    private static readonly Lazy<SievedPattern> s_open = Pattern.Sieved(
        @"\b(?:will|would|plan\w*|to be|is to|are to|consider\w*|recommend\w*|advis\w+|advice|suggest\w*|may|might|could|can|if|unless|should|ought|must|offer\w*|discuss\w*|talked|propos\w*|future|needs?|hop\w+|aim\w*|goal|tomorrow|due|expect\w*|arrang\w*|schedul\w*|set for|until|wait\w*|await\w*|pending|ready|agree\w*|want\w*|ask\w*|call|return|not|no|never|possib\w*|likely|probabl\w*|suspect\w*|thought|intend\w*|later|next|before|booked|referr\w*|follow\w*|option\w*|prefer\w*|candidate|whether|in case|when|threshold|eligib\w*|needed|warrant\w*|request\w*|told|instruct\w*|remind\w*|urged|counsel\w*|order\w*|prescri\w*|designed|favou?r\w*|felt|stays?|takes?|goes|comes|gets|has to|have to)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_done = Pattern.Sieved(@"\b(?:(?:was|were|has been|have been|had been) \w+(?:ed|en|un|ne|de|ut|pt|ne)\b|underwent|(?:has|have) had|received|had (?:a|an|the|his|her)\b|began|started|w[ea]s (?:begun|done|given|put))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
