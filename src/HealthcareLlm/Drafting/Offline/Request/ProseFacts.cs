using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Facts of patient and request that running text states without any label: sex, name in a reference line, setting, urgency.</summary>
internal static class ProseFacts
{
    private static readonly Lazy<Regex> AgedPattern = Pattern.Of(@"\b\p{L}+(?:-\p{L}+)?[\s\-]year[\s\-]old[\s\-]+(?:[\p{Ll}\-]+\s+)?(?<s>man|woman|male|female|boy|girl)\b|\b[0-9]{1,3}[\s\-]?(?:years?|yrs?|months?|mos?|[ym]\.?/?o\.?|y)?[\s\-]*(?:old)?[\s\-]+(?:[\p{Ll}\-]+\s+)?(?<s>man|woman|male|female|boy|girl)\b|\b[0-9]{1,3}\s?y?\)?\s?(?<s>[MF])\b|\b(?i:sex|gender)\W{0,3}(?<s>male|female|Male|Female|MALE|FEMALE|M|F)\b|\b[0-9]{1,2}[/-](?:[0-9]{1,2}|[A-Za-z]{3})[/-][0-9]{2,4}[\s,;|/]+(?<s>male|female|Male|Female|MALE|FEMALE|M|F)\b|(?<=[\p{L}0-9],\s)(?<s>female|male)(?=\s*[.,;])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> RelativePattern = Pattern.Of(@"\b(?:mother|father|sister|brother|aunt|uncle|cousin|son|daughter|wife|husband|parent|grand\w+|family|fh|sibling|twin|donor)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> SettingPattern = Pattern.Of(@"\b(?:as an?|in (?:the|an|our|my)|on an|at (?:the|an|our|my)?)\s*(?<s>outpatient|inpatient|ambulatory surgery center|surgery center|office|home)\b|\b(?<s>at home|in the home)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> AskedPattern = Pattern.Of(@"\b(?:request\w*|approv\w*|authori[sz]\w*|ask\w*|support\w*|coverage|set for|scheduled|planned)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> UrgentPattern = Pattern.Of(@"\b(?:review|process|handle|treat)\b[^.\n]{0,20}\bas (?:an? )?(?<u>expedited|urgent)\b|\b(?:this|makes (?:this|it)|is|as) an? (?<u>(?:expedited|urgent) (?:request|review|case))\b(?:\s*:\s*(?<why>[^.\n]{4,90}))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> NamedPattern = Pattern.Of(@"(?m:^)\W*(?:RE|Re|Concerning|Regarding|In re|About)\b\W+(?<n>\p{Lu}[\p{L}'’\-]+(?: \p{Lu}\.?)?(?: \p{Lu}[\p{L}'’\-]+){1,2})|\b(?<n>\p{Lu}[\p{L}'’\-]+(?: \p{Lu}\.?)?(?: \p{Lu}[\p{L}'’\-]+){1,2})\s*[,(;|\-]?\s*\(?(?:born|DOB|D\.O\.B|date of birth)\b|(?m:^)\W*(?<n>\p{Lu}[\p{L}'’\-]+, \p{Lu}[\p{L}'’\-]+(?: \p{Lu}\.?)?)\s{1,3}[\-–(]?\s?(?:born|DOB|D\.O\.B)?\W{0,2}[0-9]{1,2}[/\-]", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> MemberPattern = Pattern.Of(@"\b(?i:member|subscriber|identification|beneficiary|enrollee)(?i:[\s>]+(?:id|identifier|identification|number|no\.?))?[\s>:#]{1,4}(?<v>[A-Z]{1,5}[\- ]?[A-Z0-9]{2,9}(?:[\- ][A-Z0-9]{2,6}){0,3}|[0-9]{6,12})(?![A-Za-z0-9/])", RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            Sex(context, page);
            if (page.Kind is PageKind.PayerNotice or PageKind.FaxCover) continue;
            Name(context, page);
            bool prose = page.Kind is PageKind.Letter or PageKind.Other || page.Page.Reading == PageReading.Text;
            // A questionnaire may ask for the number in words of its own.
            if (prose || (page.Kind == PageKind.Form && !page.With("memberId").Any())) MemberId(context, page);
            if (!prose) continue;
            Setting(context, page);
            Urgency(context, page);
        }
    }

    private static void Sex(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.sex", 0.7)) return;
        foreach (Match match in AgedPattern.Value.Matches(page.PageText))
        {
            int sentence = page.PageText.LastIndexOfAny(['.', ';', '\n'], match.Index) + 1;
            if (RelativePattern.Value.IsMatch(page.PageText[sentence..match.Index])) continue;
            var group = match.Groups["s"];
            // A note's 'woman of 68' tells of a person; what is asked for is the sex on record.
            if (page.Kind == PageKind.Note && group.Value is "man" or "woman" or "boy" or "girl") continue;
            if (ChoiceRules.Map("patient.sex", group.Value) is not { } choice) continue;
            int start = page.Page.Span.Start + group.Index;
            context.AddChoice("patient.sex", page, choice, new(start, start + group.Length), 0.74 * page.Weight);
            return;
        }
    }

    private static void Name(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.name", 0.75)) return;
        foreach (Match match in NamedPattern.Value.Matches(page.PageText))
        {
            var group = match.Groups["n"];
            if (Kin.IsNamed(page.PageText, group.Index, group.Index + group.Length) || NameReadings.IsOrganization(group.Value) || NameReadings.Person(group.Value) is not { } name || !name.Value.Contains(' ', StringComparison.Ordinal)) continue;
            if (!name.Value.Any(char.IsLower) && !group.Value.Contains(',', StringComparison.Ordinal)) continue;
            context.AddSpans("patient.name", page, name.Value, 0.74 * page.Weight, "patient-in-prose", false, Doubt.None, name.At(new(page.Page.Span.Start + group.Index, 0)));
            return;
        }
    }

    private static void MemberId(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.memberId", 0.6)) return;
        foreach (Match match in MemberPattern.Value.Matches(page.PageText))
        {
            var group = match.Groups["v"];
            if (group.Value.Count(char.IsAsciiDigit) < 3 || IdentifierReadings.MemberId(group.Value) is not { } id || id.End < group.Length || DateReadings.Dates(group.Value, context.Dates).Count > 0) continue;
            int start = page.Page.Span.Start + match.Index;
            context.AddSpans("patient.memberId", page, id.Value, 0.76 * page.Weight, "member-in-prose", false, Doubt.None, new TextSpan(start, start + match.Length));
            return;
        }
    }

    private static void Setting(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("request.setting", 0.5)) return;
        foreach (Match match in SettingPattern.Value.Matches(page.PageText))
        {
            int sentence = SentenceStart(page.PageText, match.Index);
            if (!AskedPattern.Value.IsMatch(page.PageText[sentence..match.Index])) continue;
            var group = match.Groups["s"];
            if (ChoiceRules.Map("request.setting", group.Value) is not { } choice) continue;
            int start = page.Page.Span.Start + group.Index;
            context.AddChoice("request.setting", page, choice, new(start, start + group.Length), 0.7);
            return;
        }
    }

    /// <summary>Where the sentence of a place begins; the full stop of a title ends none.</summary>
    private static int SentenceStart(string text, int at)
    {
        int stop = at;
        while (stop > 0 && (stop = text.LastIndexOf('.', stop - 1)) > 0)
        {
            int word = stop;
            while (word > 0 && char.IsLetter(text[word - 1])) word--;
            bool ends = stop + 1 < text.Length && char.IsWhiteSpace(text[stop + 1]);
            if (ends && text[word..stop] is not ("Mr" or "Mrs" or "Ms" or "Dr" or "St" or "No")) return stop + 1;
        }

        return 0;
    }

    private static void Urgency(RequestContext context, RequestPage page)
    {
        if (UrgentPattern.Value.Match(page.PageText) is not { Success: true } match || ChoiceRules.Map("request.urgency", match.Groups["u"].Value) is not { } choice || choice.Rule.Value != "expedited") return;
        int start = page.Page.Span.Start + match.Groups["u"].Index;
        context.AddChoice("request.urgency", page, choice, new(start, start + match.Groups["u"].Length), 0.76);
        if (match.Groups["why"] is not { Success: true } why) return;
        int at = page.Page.Span.Start + why.Index;
        context.AddSpans("request.urgencyReason", page, TextForm.OneLine(why.Value), 0.7, "urgency-in-prose", false, Doubt.None, new TextSpan(at, at + why.Value.TrimEnd().Length));
    }
}
