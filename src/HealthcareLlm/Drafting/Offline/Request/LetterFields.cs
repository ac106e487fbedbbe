using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what letters and covers say without labels: the patient in running text, the signature block, the addressee.</summary>
internal static partial class LetterFields
{
    private const int TimeLimit = 10_000;

    private static readonly Lazy<Regex> SentTo = Pattern.Of(@"^\W*(?:sen[td] |submit(?:ted)? |fax(?:ed)? |mail(?:ed)? )?to\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            if (page.Kind is PageKind.Letter or PageKind.Form or PageKind.FaxCover) PayerName(context, page);
            PayerHead.Draft(context, page);
        }
    }

    private static void PayerName(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("coverage.payer", 0.7)) return;
        foreach (var line in page.Page.Lines.Take(page.Kind == PageKind.Letter ? 16 : 8))
        {
            foreach (var cell in line.Cells)
            {
                string words = cell.Span.In(page.Text);
                if (words.Length > 90 || InsurerNames.IsKindOnly(words) || words.Contains(':', StringComparison.Ordinal) && !SentTo.Value.IsMatch(words)) continue;
                var match = Payer().Match(words);
                if (!match.Success || NotPayer().IsMatch(match.Groups["p"].Value)) match = Desk().Match(words);
                if (!match.Success || NotPayer().IsMatch(match.Groups["p"].Value) || Practice().IsMatch(match.Groups["p"].Value)) continue;
                var group = match.Groups["p"];
                // 'Salt Creek Medicaid Plan' does not end with Medicaid.
                int length = InsurerNames.AtHeadOf(words[group.Index..]) is { Name.Start: 0 } whole && whole.Name.End > group.Length ? whole.Name.End : group.Length;
                context.AddSpans("coverage.payer", page, TextForm.OneLine(words.Substring(group.Index, length)), 0.55, "payer-in-head", false, Doubt.None, new TextSpan(cell.Span.Start + group.Index, cell.Span.Start + group.Index + length));
                PartyFields.LineOfBusiness(context, page, cell.Span);
                return;
            }
        }
    }

    [GeneratedRegex(@"^\W*(?:(?:sen[td] |submit(?:ted)? |fax(?:ed)? |mail(?:ed)? )?to:?\s+)?(?<p>[A-Z][\p{L}&'.\- ]{1,40}?\b(?:Health Plans?|Health Insurance|Insurance(?: Company)?|HMO|PPO|Medicaid|Medicare(?: Advantage)?|Health ?Care Plan|Assurance|Benefit(?:s)? Plan|Mutual|Advantage|Health Partners|Community Plan|Choice Plan|Managed Care|Benefits)(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Payer();

    // 'Crestline Health, Prior Authorization': who has a desk for such requests is the payer.
    [GeneratedRegex(@"^\W*(?:(?:sen[td] |submit(?:ted)? |fax(?:ed)? |mail(?:ed)? )?to:?\s+)?(?<p>[A-Z][\p{L}&'’. ]{3,45}?)\s*(?:,|\s[-–·|]+\s)\s*[^\n]*\b(?:utilization|prior auth\w*|authori[sz]ation|UM|appeals|precert\w*|pre-?certification|advanced imaging|medical director|(?:review|request) desk|(?:clinical|medical) review|claims|member services|care management|request|pharmacy (?:department|services|review))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Desk();

    [GeneratedRegex(@"\b(clinic|associates|hospital|cent(?:er|re)|pediatrics|genetics|rheumatology|spine|bariatrics?|recovery|imaging|radiology|laboratory|surgery|orthop\w+|oncology|neurology|medical group|physicians|pharmacy|therapy|rehab\w*|md|form|dear|attn|from|durable|equipment|infusion|injection|drugs?|medication|services?|treatment|behavioral|procedure|inpatient|outpatient|admission|home)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Practice();

    [GeneratedRegex(@"\b(name|id|number|information|authorization|form|type|request|card|copy|verification|fax|please|section|secondary)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NotPayer();
}
