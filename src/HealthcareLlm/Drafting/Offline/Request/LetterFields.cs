using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what letters and covers say without labels: the patient in running text, the signature block, the addressee, urgency.</summary>
internal static partial class LetterFields
{
    private const int TimeLimit = 1000;

    private static readonly Lazy<Regex> SentTo = Pattern.Of(@"^\W*(?:sen[td] |submit(?:ted)? |fax(?:ed)? |mail(?:ed)? )?to\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> SubjectKind = Pattern.Of(@"(?m:^)\W*(?:re|subject|regarding)\b[^\n]{0,60}?\b(?<k>(?:initial|first|renewal|re-?authori[sz]ation|continuation|extension|appeal|retrospective)(?: (?:request|review))?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            if (page.Kind is PageKind.Letter or PageKind.Other or PageKind.Note) PatientInProse(context, page);
            if (page.Kind is PageKind.Letter or PageKind.Form) SignatureBlock(context, page);
            if (page.Kind is PageKind.Letter)
            {
                Asked(context, page);
                Performer(context, page);
            }

            if (page.Kind is PageKind.Letter or PageKind.Form or PageKind.FaxCover) PayerName(context, page);
            PayerHead.Draft(context, page);
            if (page.Kind == PageKind.FaxCover) Subject(context, page);
        }
    }

    private static void PatientInProse(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.name", 0.75)) return;
        foreach (Match match in MyPatient().Matches(page.PageText))
        {
            var group = match.Groups["n"];
            if (NameReadings.IsOrganization(group.Value) || NameReadings.Person(group.Value) is not { } name || !name.Value.Contains(' ', StringComparison.Ordinal)) continue;
            context.AddSpans("patient.name", page, name.Value, 0.66 * page.Weight, "patient-in-prose", false, Doubt.None, name.At(new(page.Page.Span.Start + group.Index, 0)));
            return;
        }
    }

    private static void SignatureBlock(RequestContext context, RequestPage page)
    {
        string text = page.PageText;
        var close = Close().Match(text);
        if (!close.Success) return;
        int from = close.Index + close.Length;
        foreach (Match match in Signed().Matches(text, from))
        {
            if (match.Index - from > 400) return;
            if (NameReadings.Person(match.Value) is not { } name || !name.Value.Contains(' ', StringComparison.Ordinal) || NameReadings.IsOrganization(match.Value)) continue;
            var span = name.At(new(page.Page.Span.Start + match.Index, 0));
            context.AddSpans("requestingProvider.name", page, name.Value, 0.8 * PartyFields.Asking(page), "signature-block", false, Doubt.None, span);
            Specialty(context, page, match);
            return;
        }
    }

    private static void Specialty(RequestContext context, RequestPage page, Match signed)
    {
        if (SpecialtyWords().Match(page.PageText, signed.Index, Math.Min(page.PageText.Length - signed.Index, signed.Length + 160)) is { Success: true } specialty)
        {
            context.AddSpans("requestingProvider.specialty", page, TextForm.OneLine(specialty.Value), 0.55, "signature-block", false, Doubt.None, new TextSpan(page.Page.Span.Start + specialty.Index, page.Page.Span.Start + specialty.Index + specialty.Length));
        }
    }

    internal static (string Path, double Factor)? NpiBefore(string before) =>
        Mine().IsMatch(before) ? ("requestingProvider.npi", 0.98)
        : PerformedBy().IsMatch(before) ? ("servicingProvider.npi", 0.9)
        : CopyTo().IsMatch(before[(before.LastIndexOf('\n') + 1)..]) ? (string.Empty, 0)
        : null;

    private static void Performer(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("servicingProvider.name", 0.6)) return;
        foreach (Match match in PerformedBy().Matches(page.PageText))
        {
            var name = match.Groups["n"];
            string words = TextForm.OneLine(name.Value).TrimEnd('.', '(', ' ');
            if (words.Length < 4) continue;
            int start = page.Page.Span.Start + name.Index;
            context.AddSpans("servicingProvider.name", page, words, 0.66 * page.Weight, "performed-by", false, Doubt.None, new TextSpan(start, start + name.Length));
            return;
        }
    }

    private static void Asked(RequestContext context, RequestPage page)
    {
        if (Expedite().Match(page.PageText) is { Success: true } urgent && ChoiceRules.Map("request.urgency", urgent.Value) is { } match && match.Rule.Value == "expedited")
        {
            int start = page.Page.Span.Start + urgent.Index;
            context.AddChoice("request.urgency", page, match, new(start, start + urgent.Length), 0.72);
        }

        if (Routine().Match(page.PageText) is { Success: true } routine && ChoiceRules.Map("request.urgency", routine.Value) is { } calm && calm.Rule.Value == "standard")
        {
            int start = page.Page.Span.Start + routine.Index;
            context.AddChoice("request.urgency", page, calm, new(start, start + routine.Length), 0.72);
        }

        if (TypeAsked().Match(page.PageText) is { Success: true } type && ChoiceRules.Map("request.type", type.Value) is { } kind)
        {
            int start = page.Page.Span.Start + type.Index;
            context.AddChoice("request.type", page, kind, new(start, start + type.Length), 0.6);
        }
    }

    /// <summary>'Re: C.D., initial request': the subject of a cover says what kind of request it is.</summary>
    private static void Subject(RequestContext context, RequestPage page)
    {
        if (SubjectKind.Value.Match(page.PageText) is not { Success: true } subject || ChoiceRules.Map("request.type", subject.Groups["k"].Value) is not { } kind) return;
        int start = page.Page.Span.Start + subject.Groups["k"].Index;
        context.AddChoice("request.type", page, kind, new(start, start + subject.Groups["k"].Length), 0.66);
    }

    private static void PayerName(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("coverage.payer", 0.7)) return;
        foreach (var line in page.Page.Lines.Take(page.Kind == PageKind.Letter ? 16 : 8))
        {
            foreach (var cell in line.Cells)
            {
                string words = cell.Span.In(page.Text);
                if (words.Length > 90 || words.Contains(':', StringComparison.Ordinal) && !SentTo.Value.IsMatch(words)) continue;
                var match = Payer().Match(words);
                if (!match.Success || NotPayer().IsMatch(match.Groups["p"].Value)) match = Desk().Match(words);
                if (!match.Success || NotPayer().IsMatch(match.Groups["p"].Value) || Practice().IsMatch(match.Groups["p"].Value)) continue;
                var group = match.Groups["p"];
                context.AddSpans("coverage.payer", page, TextForm.OneLine(group.Value), 0.55, "payer-in-head", false, Doubt.None, new TextSpan(cell.Span.Start + group.Index, cell.Span.Start + group.Index + group.Length));
                PartyFields.LineOfBusiness(context, page, cell.Span);
                return;
            }
        }
    }

    [GeneratedRegex(@"\b(?:my|our) patient,?\s+(?<n>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+)?[A-Z][\p{L}'’\-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][\p{L}'’\-]+){1,2})|\b(?:on behalf of|for (?:the )?patient|[Pp]atient,)\s+(?:my patient,?\s+)?(?<n>(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?[A-Z][\p{L}'’\-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][\p{L}'’\-]+){1,2})", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex MyPatient();

    [GeneratedRegex(@"\brequest is (?:an? )?(?:standard|routine|non-?urgent|not urgent)\b|\b(?:standard|routine|non-?urgent|non-?expedited)(?:,? ?(?:non-?urgent|and|or|standard|routine)){0,2}\s+(?:prior authori[sz]ation\s+)?(?:request|review|processing|determination)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Routine();

    [GeneratedRegex(@"\bmy (?:individual )?$|\bmy\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Mine();

    [GeneratedRegex(@"\b(?:done|performed|provided|administered|delivered|given|carried out|completed|infused) (?:by|at)\s+(?:the\s+)?(?<n>[A-Z][\p{L}&'’\-]+(?:\s+(?:of|and|[A-Z&][\p{L}&'’\-]*)){0,5})", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex PerformedBy();

    [GeneratedRegex(@"\b(?:cc|copy to|enclosures?|referred by|primary care)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex CopyTo();

    [GeneratedRegex(@"\b(?:sincerely|respectfully(?: submitted)?|(?:best |kind |warm )?regards|yours truly|thank you,)\b[^\n]{0,20}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Close();

    [GeneratedRegex(@"(?:Dr\.?\s+)?[A-Z][\p{L}'’\-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][\p{L}'’\-]+){1,2},?\s*(?:M\.?D\.?|D\.?O\.?|NP|PA-?C?|FNP(?:-?B?C)?|DPM|ARNP|APRN|DNP|Ph\.?D\.?|PT|DPT|DC|OD)\b|Dr\.?\s+[A-Z][\p{L}'’\-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][\p{L}'’\-]+){1,2}", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Signed();

    [GeneratedRegex(@"\b(?:(?:Pediatric|Interventional|Medical|Orthopa?edic|General|Physical|Pain|Internal|Family|Sports|Colorectal|Vascular|Plastic|Reproductive)\s+)*(?:Orthopa?edics|Orthopa?edic Surgery|Rheumatology|Gastroenterology|Oncology|Hematology|Neurology|Neurosurgery|Dermatology|Cardiology|Endocrinology|Pulmonology|Urology|Nephrology|Ophthalmology|Otolaryngology|Psychiatry|Pediatrics|Immunology|Surgery|Medicine|Management|Radiology|Gynecology)(?:\s+(?:and|&)\s+[A-Z][a-z]+)?", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex SpecialtyWords();

    [GeneratedRegex(@"\b(?:request(?:ing)?|ask(?:ing)?(?: for)?|seek(?:ing)?|require[sd]?|need)\b[^.\n]{0,40}\b(?:expedited|urgent)\s+(?:review|decision|determination|request|processing|authori[sz]ation|consideration)|\b(?:expedited|urgent) (?:review|request|determination) is (?:requested|needed|required)|^\W*(?:urgent|expedited)(?: request| review)?\W*$", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Expedite();

    [GeneratedRegex(@"\b(?:writing|letter|request(?:ing)?)\b[^.\n]{0,30}\b(?:to appeal|an? (?:formal )?appeal|reconsideration|renewal|re-?authori[sz]ation|continuation of|extension of|retrospective)\b|^\W*(?:appeal|request for reconsideration|letter of appeal)\b", RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex TypeAsked();

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
