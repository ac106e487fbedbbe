using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>The payer at the head of its own form, and the one that a letter is addressed to, where no label tells it.</summary>
internal static class PayerHead
{
    // What is read without a label and without the words of an insurer.
    private const double Score = 0.52;

    private static readonly Lazy<Regex> HeadPattern = Pattern.Of(@"^\W*(?<p>(?:\p{Lu}[\p{L}'’&]+ ){1,4}(?:Health(?:care)?|Care|Plan|Trust|Select|Preferred|Alliance|Cooperative|Fund|Choice|Complete|Assurance|Mutual|Advantage|Partners|Medicaid|Medicare|Bronze|Silver|Gold|HMO|PPO))\W*$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> AddressedPattern = Pattern.Of(@"^\W*(?<p>\p{Lu}[\p{L}'’&]+(?: (?:of|and|&|\p{Lu}[\p{L}'’&]+)){1,5})\W*(?:,|$)", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> SentPattern = Pattern.Of(@"^\W*(?:[Ss]en[td] |[Ss]ubmit(?:ted)? )?[Tt][Oo]:\s+(?<p>\p{Lu}[\p{L}'’&]+(?: (?!Prior|Utili|UM\b|Precert|Medical|Clinical|Appeals|Intake|Authori)\p{Lu}[\p{L}'’&]+){1,4})\s*(?:,|[-–]|(?:Prior|Utili[sz]ation|UM|Precert\w*|Medical|Clinical|Appeals|Intake|Authori[sz]ations?)\b|$)", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> OtherPattern = Pattern.Of(@"\b(?:clinic|hospital|cent(?:er|re)|associates|surgery|surgical|imaging|spine|therapy|home|recovery|genetics|laboratory|pharmacy|physicians|medical group|request|form|authori[sz]ation|worksheet|certification|sheet|approval|review|program|street|avenue|suite|department|office|director|dear|street|road|md|do|order|order set|infusion|mobility|equipment|hyperbaric|institute|note|report)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> ReferencePattern = Pattern.Of(@"^\W*(?:re|in re|concerning|regarding|dear|to whom|subject|patient|member)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("coverage.payer", 0.4)) return;
        if (page.Kind == PageKind.Form) Head(context, page);
        else if (page.Kind == PageKind.Letter && PageKinds.ReadsAsLetter(page.PageText)) Addressee(context, page);
    }

    private static void Head(RequestContext context, RequestPage page)
    {
        foreach (var line in page.Page.Lines.Take(5))
        {
            if (Add(context, page, SentPattern.Value, line.Cells[0].Span)) return;
            foreach (var cell in line.Cells)
            {
                if (Add(context, page, HeadPattern.Value, cell.Span)) return;
            }
        }
    }

    /// <summary>Between the date of a letter and its reference line or salutation stands whom it is addressed to.</summary>
    private static void Addressee(RequestContext context, RequestPage page)
    {
        bool dated = false;
        foreach (var line in page.Page.Lines.Take(14))
        {
            string words = line.Span.In(page.Text);
            if (dated && ReferencePattern.Value.IsMatch(words)) return;
            if (dated && line.Cells.Any(c => Add(context, page, AddressedPattern.Value, c.Span))) return;
            dated |= words.Length <= 40 && DateReadings.Dates(words, context.Dates).Count == 1 && !words.Contains(':', StringComparison.Ordinal);
        }
    }

    private static bool Add(RequestContext context, RequestPage page, Regex pattern, TextSpan cell)
    {
        string words = cell.In(page.Text);
        if (words.Length > 70) return false;
        var match = pattern.Match(words);
        if (!match.Success || OtherPattern.Value.IsMatch(pattern == SentPattern.Value ? match.Groups["p"].Value : words)) return false;
        var group = match.Groups["p"];
        context.AddSpans("coverage.payer", page, TextForm.OneLine(group.Value), Score, "payer-in-head", false, Doubt.None, new TextSpan(cell.Start + group.Index, cell.Start + group.Index + group.Length));
        return true;
    }
}
