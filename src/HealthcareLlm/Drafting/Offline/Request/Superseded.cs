using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Tells pages that were voided, cancelled or replaced: what they ask for is not requested.</summary>
internal static partial class Superseded
{
    private const int TimeLimit = 1000;

    /// <summary>Whether a stamp or heading of its own line voids the page.</summary>
    internal static bool IsStamped(AnnotatedDocument document, Page page)
    {
        foreach (var line in page.Lines)
        {
            foreach (var cell in line.Cells)
            {
                // A stamp stands alone; a sentence on a voided cheque does not void the page.
                if (cell.Span.Length <= 90 && Stamp().IsMatch(cell.Span.In(document.Text)) && !Negated().IsMatch(cell.Span.In(document.Text))) return true;
            }
        }

        return false;
    }

    /// <summary>Whether a page begins a document of its own.</summary>
    internal static bool BeginsAnew(AnnotatedDocument document, Page page)
    {
        string text = page.Span.In(document.Text);
        return FirstPage().IsMatch(text.Length > 600 ? text[..600] : text) || Corrected().IsMatch(text.Length > 600 ? text[..600] : text);
    }

    /// <summary>The pages without voided ones, and without forms that a form marked as corrected replaces.</summary>
    internal static ImmutableArray<RequestPage> Without(ImmutableArray<RequestPage> pages, List<bool> voided)
    {
        // An old form that is stamped 'superseded, see corrected form' is not the corrected one.
        bool[] corrected = [.. pages.Select((p, i) => !voided[i] && (p.Kind is PageKind.Form or PageKind.Other) && IsCorrected(p))];
        bool anyCorrected = corrected.Any(c => c);
        // The pages that follow a corrected form's first page in the same document belong to it.
        var belongs = new bool[pages.Length];
        for (int i = 0; i < pages.Length; i++)
        {
            belongs[i] = corrected[i] || (i > 0 && belongs[i - 1] && pages[i].Kind == PageKind.Form && !StartsForm(pages[i]) && pages[i - 1].Document == pages[i].Document);
        }

        var replaced = pages.Where((_, i) => corrected[i]).SelectMany(ReplacedNumbers).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. pages.Where((p, i) => !voided[i] && (belongs[i] || !((anyCorrected && p.Kind == PageKind.Form) || Bears(p, replaced))))];
    }

    /// <summary>'Replaces order 4711 of 02/10': numbers of what a corrected page takes the place of.</summary>
    private static IEnumerable<string> ReplacedNumbers(RequestPage page) =>
        Replaced().Matches(page.PageText).Select(m => m.Groups["n"].Value).Where(n => n.Count(char.IsAsciiDigit) >= 3);

    // The number stands in the page's head: a note that mentions an order further down is not that order.
    private static bool Bears(RequestPage page, HashSet<string> numbers)
    {
        if (numbers.Count == 0 || page.Kind is PageKind.Note or PageKind.PayerNotice) return false;
        string head = page.PageText.Length > 300 ? page.PageText[..300] : page.PageText;
        return Number().Matches(head).Any(m => numbers.Contains(m.Value));
    }

    private static bool IsCorrected(RequestPage page)
    {
        string text = page.PageText;
        return Corrected().IsMatch(text.Length > 900 ? text[..900] : text);
    }

    private static bool StartsForm(RequestPage page) => page.Values.Any(v => v.Target == "birthDate" && !v.IsBlank) && page.Values.Any(v => v.Target == "memberId" && !v.IsBlank);

    [GeneratedRegex(@"^\W*(((this )?(form|request|page|document|order|version|referral)\s+(is\s+|has been\s+|was\s+)?)?(void(ed)?|super[sc]eded|cancell?ed|withdrawn|obsolete|replaced)\b(\W*(by|on|see|per|-|–|do not|with|and)\b.*)?|(void|superseded|cancelled|canceled|old (form|request|version)|prior version|previous (version|submission|request))\s*[-–—:*]?\s*(do not (process|use)|see (corrected|new|revised|attached).*|replaced.*|for reference only|superseded.*|void.*)?|do not (process|use)( this (form|page|request|order))?(\W*(void|superseded|see|replaced).*)?)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Stamp();

    [GeneratedRegex(@"\b(not|if|unless|replaces|any|or)\b\s+(void|superseded|cancel)|^\W*cancel", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Negated();

    [GeneratedRegex(@"\b(correct(ed|ion to)|amended|revised|updated|replacement)\s+(prior\s+auth\w*\s+)?(request|form|authori[sz]ation|submission|order|copy|version|referral|prior)|\b(this (form|request) (replaces|supersedes)|replaces (the )?(request|form|prior|previous|earlier)|supersedes (the )?(request|form|prior|previous|earlier))|^\s*\W*(corrected|amended)\W*$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Corrected();

    [GeneratedRegex(@"\b(?:replac(?:es|ing|ement (?:for|of))|supersed(?:es|ing)|correct(?:s|ing|ion (?:to|of))|in place of|instead of|void(?:s|ing)?|cancel(?:s|ling)?|withdraws?)\s+(?:(?:the|our|my|this|earlier|previous|prior|original)\s+){0,2}(?:order|request|form|referral|authori[sz]ation|submission|reference|ref|case|tracking)\W{0,3}(?:(?:no|number|id|ref)\b\W{0,3})?(?<n>[A-Za-z0-9][A-Za-z0-9\-]{3,24})(?![/0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Replaced();

    [GeneratedRegex(@"(?<![A-Za-z0-9\-/])[A-Za-z0-9][A-Za-z0-9\-]{3,24}(?![A-Za-z0-9/])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Number();

    [GeneratedRegex(@"\bpage\s*1\s*(of|/)\s*[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex FirstPage();
}
