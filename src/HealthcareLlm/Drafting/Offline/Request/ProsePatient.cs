using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What running text tells of the patient without a label: name, birth date, sex, member id, where he lives and what he weighs, through whom he is insured.</summary>
internal static class ProsePatient
{
    // How far before a fact the person whom it is about may be named, characters of the same sentence.
    private const int Before = 90;

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            Sex(context, page);
            if (page.Kind is PageKind.PayerNotice) continue;
            Related(context, page);
            BornByAge(context, page);
            if (page.Kind != PageKind.FaxCover) Name(context, page);
            bool prose = page.Kind is PageKind.Letter or PageKind.Other || page.Page.Reading == PageReading.Text;
            // A questionnaire may ask for the number in words of its own.
            if (prose || (page.Kind == PageKind.Form && !page.With("memberId").Any())) MemberId(context, page);
            if (!prose) continue;
            Birth(context, page);
            if (page.Kind is PageKind.FaxCover or PageKind.Note) continue;
            Home(context, page);
            Weight(context, page);
            Height(context, page);
            Insured(context, page);
        }
    }

    /// <summary>Whether a place of running text is about a relative, the subscriber or a namesake: 'his mother, Janelle Roe (born …'.</summary>
    internal static bool IsAnothers(RequestPage page, int at)
    {
        int from = Math.Max(page.Page.Span.Start, at - Before);
        // What a question about the subscriber is answered with.
        if (page.Values.Any(v => (v.Topic == FormTopic.Subscriber || v.Target.StartsWith("subscriber.", StringComparison.Ordinal)) && v.ValueSpan.Contains(new TextSpan(at, at + 1)))) return true;
        return from < at && (ClinicalText.Identity.Kin.IsBorn(page.Text, at) || Anothers().IsMatch(page.Text[from..at]));
    }

    /// <summary>Whether words greet somebody rather than name him.</summary>
    internal static bool IsGreeting(string words) => Greeting().IsMatch(words);

    private static void Name(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.name", 0.75)) return;
        string text = page.PageText;
        foreach (var (pattern, score) in (ReadOnlySpan<(Regex, double)>)[(Named(), 0.74), (Introduced(), 0.68)])
        {
            foreach (Match match in pattern.Matches(text))
            {
                var group = match.Groups["n"];
                int at = page.Page.Span.Start + group.Index;
                if (NameReadings.IsOrganization(group.Value) || NameReadings.Person(group.Value) is not { } name || !name.Value.Contains(' ', StringComparison.Ordinal)) continue;
                if (!name.Value.Any(char.IsLower) && !group.Value.Contains(',', StringComparison.Ordinal)) continue;
                if (NoPerson().IsMatch(group.Value) || IsAnothers(page, at) || Clinician().IsMatch(text[..group.Index]) || Credential().IsMatch(text[(group.Index + group.Length)..Math.Min(text.Length, group.Index + group.Length + 12)])) continue;
                context.AddSpans("patient.name", page, name.Value, score * page.Weight, "patient-in-prose", false, Doubt.None, name.At(new(at, 0)));
                return;
            }
        }
    }

    private static void Birth(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.birthDate", 0.6)) return;
        foreach (Match match in Born().Matches(page.PageText))
        {
            var group = match.Groups["d"];
            int at = page.Page.Span.Start + group.Index;
            if (IsAnothers(page, page.Page.Span.Start + match.Index)) continue;
            foreach (var date in DateReadings.Dates(group.Value, context.Dates, isBirth: true).Take(1))
            {
                // A day of the packet's own year is one of a visit.
                if (context.Dates.LatestYear > 0 && date.Value.StartsWith(context.Dates.LatestYear.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) && !match.Groups["l"].Success) continue;
                context.AddSpans("patient.birthDate", page, date.Value, (match.Groups["l"].Success ? 0.85 : 0.74) * page.Weight, "born-in-prose", date.Repaired, date.Doubt, date.At(new(at, 0)));
                return;
            }
        }
    }

    /// <summary>'F, 67 y, 12/14/1958' at the head of a page: a day that makes the age beside it is a birth date without a label.</summary>
    private static void BornByAge(RequestContext context, RequestPage page)
    {
        if (context.Dates.LatestYear <= 0 || context.Book.Has("patient.birthDate", 0.6)) return;
        string head = page.PageText[..(page.Page.Lines.Take(HeadLines).LastOrDefault() is { } last ? Math.Min(page.PageText.Length, last.Span.End - page.Page.Span.Start) : 0)];
        foreach (Match match in AgeAndDay.Value.Matches(head))
        {
            var group = match.Groups["d"];
            int at = page.Page.Span.Start + group.Index, age = int.Parse(match.Groups["a"].Value, System.Globalization.CultureInfo.InvariantCulture);
            if (IsAnothers(page, page.Page.Span.Start + match.Index)) continue;
            foreach (var date in DateReadings.Dates(group.Value, context.Dates, isBirth: true).Take(1))
            {
                if (context.Dates.LatestYear - int.Parse(date.Value[..4], System.Globalization.CultureInfo.InvariantCulture) is var years && (years == age || years == age + 1)) context.AddSpans("patient.birthDate", page, date.Value, 0.72 * page.Weight, "born-by-age", date.Repaired, date.Doubt, date.At(new(at, 0)));
            }
        }
    }

    private const int HeadLines = 10;

    private static readonly Lazy<Regex> AgeAndDay = Pattern.Of(@"(?<![0-9.])(?<a>[0-9]{1,3})\s?(?:y(?:/?o|rs?|ears?)?|Y(?:/?O|RS?)?)\b[^0-9\n]{1,8}(?<d>[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})|(?<d>[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})[\s(,]{1,4}(?:age\s)?(?<a>[0-9]{1,3})\s?(?:y(?:/?o|rs?|ears?)?\b|Y\b|\))", RegexOptions.CultureInvariant);

    private static void Sex(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.sex", 0.7)) return;
        foreach (Match match in Aged().Matches(page.PageText))
        {
            int sentence = page.PageText.LastIndexOfAny(['.', ';', '\n'], match.Index) + 1;
            if (Relative().IsMatch(page.PageText[sentence..match.Index])) continue;
            var group = match.Groups["s"];
            // A note's 'woman of 68' tells of a person; what is asked for is the sex on record.
            if (page.Kind == PageKind.Note && group.Value is "man" or "woman" or "boy" or "girl") continue;
            if (ChoiceRules.Map("patient.sex", group.Value) is not { } choice) continue;
            int start = page.Page.Span.Start + group.Index;
            context.AddChoice("patient.sex", page, choice, new(start, start + group.Length), 0.74 * page.Weight);
            return;
        }
    }

    private static void MemberId(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.memberId", 0.6)) return;
        foreach (Match match in Member().Matches(page.PageText))
        {
            var group = match.Groups["v"];
            if (group.Value.Count(char.IsAsciiDigit) < 3 || IdentifierReadings.MemberId(group.Value) is not { } id || id.End < group.Length || DateReadings.Dates(group.Value, context.Dates).Count > 0) continue;
            // A bare 'ID' may be anybody's: it is the member's where it has the length of one, and nobody else is named before it.
            if (match.Groups["b"].Success && (id.Value.Length < 8 || id.Value.Count(char.IsAsciiDigit) < 6 || NoMember().IsMatch(page.PageText[Math.Max(0, match.Index - 40)..match.Index]))) continue;
            int start = page.Page.Span.Start + match.Index;
            if (IsAnothers(page, start)) continue;
            context.AddSpans("patient.memberId", page, id.Value, (match.Groups["b"].Success ? 0.7 : 0.76) * page.Weight, "member-in-prose", false, Doubt.None, new TextSpan(start, start + match.Length));
            return;
        }
    }

    /// <summary>'He lives at 12 Elm Street, Oakton, VT 05999, telephone 555-…'.</summary>
    private static void Home(RequestContext context, RequestPage page)
    {
        foreach (Match match in Lives().Matches(page.PageText))
        {
            int end = Math.Min(page.PageText.Length, match.Index + 260);
            string words = page.PageText[match.Index..end];
            if (SentenceEnd().Match(words) is { Success: true } stop) words = words[..stop.Index];
            if (Address().Match(words) is { Success: true } address)
            {
                var span = new TextSpan(page.Page.Span.Start + match.Index + address.Index, page.Page.Span.Start + match.Index + address.Index + address.Length);
                context.AddSpans("patient.address", page, TextForm.OneLine(address.Value.Replace('>', ' ')), 0.7 * page.Weight, "lives-at", false, Doubt.None, span);
            }

            if (Phone().Match(words) is { Success: true } phone)
            {
                foreach (var reading in IdentifierReadings.Phones(phone.Groups["v"].Value).Take(1))
                {
                    int at = page.Page.Span.Start + match.Index;
                    context.AddSpans("patient.phone", page, reading.Value, 0.7 * page.Weight, "lives-at", reading.Repaired, reading.Doubt, new TextSpan(at + phone.Index, at + phone.Index + phone.Length));
                }
            }
        }
    }

    /// <summary>Whether a number stands in a sentence on where the patient lives.</summary>
    internal static bool IsHome(RequestPage page, int at)
    {
        int from = Math.Max(page.Page.Span.Start, at - 200);
        string before = page.Text[from..Math.Max(from, at)];
        if (SentenceEnd().Matches(before).LastOrDefault() is { } stop) before = before[(stop.Index + stop.Length)..];
        return Lives().IsMatch(before);
    }

    private static void Weight(RequestContext context, RequestPage page)
    {
        foreach (Match match in Weighs().Matches(page.PageText))
        {
            if (IsAnothers(page, page.Page.Span.Start + match.Index)) continue;
            var group = match.Groups["v"];
            int at = page.Page.Span.Start + group.Index;
            context.AddSpans("patient.weight", page, TextForm.OneLine(group.Value), 0.66 * page.Weight, "weight-in-prose", false, Doubt.None, new TextSpan(at, at + group.Length));
            return;
        }
    }

    private static void Height(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("patient.height", 0.45)) return;
        foreach (Match match in Tall.Value.Matches(page.PageText))
        {
            if (IsAnothers(page, page.Page.Span.Start + match.Index)) continue;
            var group = match.Groups["v"];
            int at = page.Page.Span.Start + group.Index;
            context.AddSpans("patient.height", page, TextForm.OneLine(group.Value), 0.66 * page.Weight, "height-in-prose", false, Doubt.None, new TextSpan(at, at + group.Length));
            return;
        }
    }

    private static readonly Lazy<Regex> Tall = Pattern.OfWords(@"\b(?:height(?: is| of| was)?|stands|(?:he|she|patient) is) (?<v>[0-9]{2,3}(?:\.[0-9])? ?cm|[3-7] ?(?:ft|feet|foot|['’])[., ]{0,2}[0-9]{1,2} ?(?:in(?:ches)?\b|[""”])|[0-9]{2} (?:in|inches))(?= tall\b|\W)");

    /// <summary>'Insured through her father, Marek Roe', 'a dependent (child) of Peter Roe', 'her own policy'.</summary>
    private static void Insured(RequestContext context, RequestPage page)
    {
        foreach (Match match in Through().Matches(page.PageText))
        {
            var (name, relation) = (match.Groups["n"], match.Groups["r"]);
            if (name.Success && NameReadings.Person(name.Value) is { } person && person.Value.Contains(' ', StringComparison.Ordinal))
            {
                context.AddSpans("coverage.subscriberName", page, person.Value, 0.74 * page.Weight, "insured-through", false, Doubt.None, person.At(new(page.Page.Span.Start + name.Index, 0)));
            }

            // 'Her father' makes the patient a child; 'his wife' a spouse, whosever.
            int skip = relation.Success && Possessive().Match(relation.Value) is { Success: true } own && ChoiceRules.Map("coverage.relationship", relation.Value) is null ? own.Length : 0;
            if (relation.Success && ChoiceRules.Map("coverage.relationship", relation.Value[skip..]) is { } choice)
            {
                int start = page.Page.Span.Start + relation.Index;
                context.AddChoice("coverage.relationship", page, choice, new(start + skip, start + relation.Length), 0.74 * page.Weight);
            }

            return;
        }
    }

    /// <summary>'Pt is his child', 'she is the subscriber'.</summary>
    private static void Related(RequestContext context, RequestPage page)
    {
        if (context.Book.Has("coverage.relationship", 0.6)) return;
        foreach (Match match in IsRelated.Value.Matches(page.PageText))
        {
            var group = match.Groups["r"];
            if (ChoiceRules.Map("coverage.relationship", group.Value) is not { } choice) continue;
            int start = page.Page.Span.Start + group.Index;
            context.AddChoice("coverage.relationship", page, choice, new(start, start + group.Length), 0.74 * page.Weight);
            return;
        }
    }

    private static readonly Lazy<Regex> IsRelated = Pattern.OfWords(@"(?<!\b(?:if|when|where|unless|whether|that|is) (?:the )?)\b(?:pt|patient|member|enrollee|beneficiary|he|she)\.? is (?:(?:the )?(?:his|her|their|subscriber['’]?s?|policy ?holder['’]?s?|card ?holder['’]?s?|insured['’]?s?) (?<r>child|son|daughter|spouse|wife|husband|dependent)|(?:the|also the) (?<r>subscriber|policy ?holder|card ?holder|insured))\b(?!['’?]| [x\[(])");

    private const string PersonName = @"\p{Lu}[\p{L}'’\-]+(?:[ ]\p{Lu}\.?(?!\p{L}))?(?:(?:[ ]|[ ]?\n[ >]{0,3})\p{Lu}[\p{L}'’\-]+){1,2}";
    private const string Relatives = @"(?:(?:maternal|paternal|step|foster)[\s\-]*)?(?:mother|father|mom|dad|sister|brother|aunt|uncle|cousin|son|daughter|wife|husband|spouse|parents?|guardian|grand\w+|siblings?|twin|partner)";
    private const string Day = @"(?:[0-9]{1,2}[/\-.][0-9]{1,2}[/\-.][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?:the[\s>]+)?[0-9]{1,2}(?:st|nd|rd|th)?[\s>\-]+(?:of[\s>]+)?\p{Lu}\p{L}{2,8}\.?,?[\s>\-]+[0-9]{4}|\p{Lu}\p{L}{2,8}\.?[\s>]+[0-9]{1,2}(?:st|nd|rd|th)?,?[\s>]+[0-9]{4})";

    // A relative, the subscriber or another plan's person, with at most a name between.
    private static readonly Lazy<Regex> AnothersPattern = Pattern.Of($@"\b(?:{Relatives}|subscriber|cardholder|policyholder|policy[\s>]+holder|insured|guarantor|(?:dependent|child|spouse)[)\s>]+of)\b(?:['’]s)?(?:,?[ ](?:if|when)[ ](?:not|other|different)\b[^\n]{{0,30}})?(?:[\s>,:(]+(?:named|called|is|Mr\.?|Mrs\.?|Ms\.?))?(?:[\s>,:(]+\p{{Lu}}[\p{{L}}'’.\-]*){{0,4}}(?:['’]s)?[\s>,;(]*(?:(?:his|her|its|their|whose)[\s>]+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Anothers() => AnothersPattern.Value;

    private static readonly Lazy<Regex> NamedPattern = Pattern.Of($@"(?m:^)\W*(?:RE|Re|Concerning|Regarding|In re|About)\b\W+(?<n>\p{{Lu}}[\p{{L}}'’\-]+(?: \p{{Lu}}\.?)?(?: \p{{Lu}}[\p{{L}}'’\-]+){{1,2}})|\b(?<n>{PersonName})[\s>]*[,(;|\-]?[\s>]*\(?(?:born|DOB|D\.O\.B|date of birth|b\.[ ]|{Day},?[\s>]+(?:[MF]|male|female)\b)|(?m:^)\W*(?<n>\p{{Lu}}[\p{{L}}'’\-]+, \p{{Lu}}[\p{{L}}'’\-]+(?: \p{{Lu}}\.?)?)\s{{1,3}}[\-–(]?\s?(?:born|DOB|D\.O\.B)?\W{{0,2}}[0-9]{{1,2}}[/\-]", RegexOptions.CultureInvariant);

    private static Regex Named() => NamedPattern.Value;

    private static readonly Lazy<Regex> IntroducedPattern = Pattern.Of($@"\b(?:(?:[Mm]y|[Oo]ur|[Tt]he|[Tt]his)[\s>]+patient,?|[Pp]atient(?:,|[\s>]+named)?|[Oo]n[\s>]+behalf[\s>]+of(?:[\s>]+(?:my|our)[\s>]+patient,?)?|[Mm]ember,?|(?:writ(?:e|ing)|letter|request|appeal|refer(?:ral|ring))[\s>]+(?:about|regarding|concerning|for|on[\s>]+behalf[\s>]+of))[\s>]+(?:(?:Mr|Mrs|Ms|Miss|Mx)\.?[\s>]+)?(?<n>{PersonName})|\bfor[\s>]+(?:(?:Mr|Mrs|Ms|Miss|Mx)\.?[\s>]+)?(?<n>{PersonName})(?=,?[\s>]*\(?(?:,[\s>]*)?(?:an?[\s>]+[0-9]|aged?[\s>]|[0-9]{{1,3}}[,\s]|member|ID\b|who[\s>]))|(?m:^)[^\n]{{0,60}}?\bfor[ ]+(?<n>{PersonName})[ ]*(?m:$)", RegexOptions.CultureInvariant);

    private static Regex Introduced() => IntroducedPattern.Value;

    private static readonly Lazy<Regex> GreetingPattern = Pattern.OfWords(@"^\W*(?:hi|hello|dear|greetings|good (?:morning|afternoon|day))\b");

    private static Regex Greeting() => GreetingPattern.Value;

    private static readonly Lazy<Regex> NoPersonPattern = Pattern.OfWords(@"\b(?:hi|hello|dear|team|prior|medical|review|request|health|plan|january|february|march|april|may|june|july|august|september|october|november|december|director|reviewer|letter|necessity)\b");

    private static Regex NoPerson() => NoPersonPattern.Value;

    private static readonly Lazy<Regex> ClinicianPattern = Pattern.OfWords(@"\b(?:Dr\.?|Doctor|Prof\.?)[\s>]+$", RegexOptions.RightToLeft);

    private static Regex Clinician() => ClinicianPattern.Value;

    private static readonly Lazy<Regex> CredentialPattern = Pattern.Of(@"^,?\s*(?:M\.?D|D\.?O|NP|PA|DPM|APRN|RN|PhD)\b", RegexOptions.CultureInvariant);

    private static Regex Credential() => CredentialPattern.Value;

    private static readonly Lazy<Regex> BornPattern = Pattern.Of($@"\b(?<l>[Bb]orn(?:[\s>]+on)?|DOB|D\.O\.B\.?|[Dd]ate[\s>]+of[\s>]+birth|[Bb]irth[\s\-]?(?:date|day)|b\.)[\s>:,\-]{{0,4}}(?:is[\s>]+|was[\s>]+)?(?<d>{Day})|\([\s>]*(?<d>{Day})(?=,?[\s>]+(?:[MF]|male|female)\b)", RegexOptions.CultureInvariant);

    private static Regex Born() => BornPattern.Value;

    private static readonly Lazy<Regex> AgedPattern = Pattern.Of($@"(?<![\p{{L}}/])(?<s>[MF]|[Mm]ale|[Ff]emale)[,\s]{{1,3}}[0-9]{{1,3}}\s?(?:y|yo|y/o|yrs?|years?)\b|\b\p{{L}}+(?:-\p{{L}}+)?[\s\-]year[\s\-]old[\s\-]+(?:[\p{{Ll}}\-]+\s+)?(?<s>man|woman|male|female|boy|girl)\b|\b[0-9]{{1,3}}[\s\-]?(?:years?|yrs?|months?|mos?|[ym]\.?/?o\.?|y)?[\s\-]*(?:old)?[\s\-]+(?:[\p{{Ll}}\-]+\s+)?(?<s>man|woman|male|female|boy|girl)\b|\b[0-9]{{1,3}}\s?y?\)?\s?(?<s>[MF])\b|\b(?i:sex|gender)\W{{0,3}}(?<s>male|female|Male|Female|MALE|FEMALE|M|F)\b|\b{Day}\)?[\s,;|/]+(?<s>male|female|Male|Female|MALE|FEMALE|M|F|boy|girl)\b|(?<=[\p{{L}}0-9],\s)(?<s>female|male)(?=\s*[.,;\n])|(?<=\p{{Lu}}[\p{{L}}'’\-]+,[\s>]+(?:is[\s>]+)?an?[\s>]+(?:\p{{Ll}}+[\s>]+)?)(?<s>boy|girl|man|woman)\b", RegexOptions.CultureInvariant);

    private static Regex Aged() => AgedPattern.Value;

    private static readonly Lazy<Regex> RelativePattern = Pattern.Of(@"\b(?:mother|father|sister|brother|aunt|uncle|cousin|son|daughter|wife|husband|parent|grand\w+|family|fh|sibling|twin|donor)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Relative() => RelativePattern.Value;

    private static readonly Lazy<Regex> MemberPattern = Pattern.Of(@"\b(?:(?i:member|subscriber|identification|beneficiary|enrollee|recipient|policy|insurance|medicaid|medicare|cardholder)(?i:[\s>]+(?:id|identifier|identification|number|no\.?|card))*|(?<b>(?:ID|Id)(?:[\s>]+(?:number|no\.?))?))(?i:[\s>]+(?:is|as))?[\s>:#.=]{1,6}(?<v>[A-Z]{1,5}[\- ]?[A-Z0-9]{2,9}(?:-[A-Z0-9]{1,6}|[ ][A-Z0-9]{2,6}){0,3}|[0-9]{6,14}|[0-9]{3}[ \-][0-9]{3}[ \-][0-9]{4})(?!-?[A-Za-z0-9/])", RegexOptions.CultureInvariant);

    private static Regex Member() => MemberPattern.Value;

    private static readonly Lazy<Regex> NoMemberPattern = Pattern.Of(@"\b(?:tax|provider|employee|facility|user|case|document|order|device|message|batch|group|sender|practice|license|dea|npi|chart|record|claim|ticket|tracking|form|old|previous|former|prior)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoMember() => NoMemberPattern.Value;

    private static readonly Lazy<Regex> LivesPattern = Pattern.OfWords(@"\b(?:lives?|living|resid(?:es?|ing)|home address|(?:his|her|their|patient's) (?:home|address|cell|mobile)|at home at)\b");

    private static Regex Lives() => LivesPattern.Value;

    private static readonly Lazy<Regex> SentenceEndPattern = Pattern.Of(@"(?<!\b(?:St|Rd|Ave|Dr|Mr|Mrs|Ms|Apt|No|Ln|Ct|Blvd|[Tt]el|[Pp]h|\p{Lu}))\.\s+(?=\p{Lu})|\n\s*\n", RegexOptions.CultureInvariant);

    private static Regex SentenceEnd() => SentenceEndPattern.Value;

    private static readonly Lazy<Regex> AddressPattern = Pattern.Of(@"\b[0-9]{1,6}[\s>]+(?:[NSEW]\.?[\s>]+)?\p{Lu}[\p{L}0-9'’.\-]*(?:[\s>]+[\p{L}0-9'’.#\-]+){0,5}(?:,[\s>]*(?:Apt|Suite|Unit|#)\.?[\s>]*[0-9A-Za-z\-]{1,8})?,[\s>]+\p{Lu}[\p{L}.'’\-]+(?:[\s>]+\p{Lu}[\p{L}.'’\-]+){0,3},?[\s>]+[A-Z]{2},?[\s>]+[0-9]{5}(?:-[0-9]{4})?\b", RegexOptions.CultureInvariant);

    private static Regex Address() => AddressPattern.Value;

    private static readonly Lazy<Regex> PhonePattern = Pattern.Of(@"\b(?:phone|telephone|tel|cell|mobile|number|reached)\W{0,6}(?:at\s+|is\s+)?(?<v>\(?[0-9]{3}\)?[\s.\-]{0,2}[0-9]{3}[\s.\-]?[0-9]{4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Phone() => PhonePattern.Value;

    private static readonly Lazy<Regex> WeighsPattern = Pattern.OfWords(@"\b(?:(?:his|her|their|the patient's|current|body|today's) (?:\p{L}+ )?weight\b|weighs|weighed|weighing)(?! (?:loss|gain))[^.;0-9]{0,40}?(?<v>[0-9]{1,3}(?:\.[0-9])?\s?(?:kg|kilograms?|lbs?|pounds)\b)");

    private static Regex Weighs() => WeighsPattern.Value;

    private static readonly Lazy<Regex> PossessivePattern = Pattern.Of(@"^(?:his|her|their)\s+(?:own\s+)?", RegexOptions.CultureInvariant);

    private static Regex Possessive() => PossessivePattern.Value;

    private static readonly Lazy<Regex> ThroughPattern = Pattern.Of($@"\b(?:insured|covered|coverage|insurance|policy)[\s>]+(?:is[\s>]+)?(?:through|under|by|of|from)[\s>]+(?<r>(?:his|her|their)[\s>]+(?:own[\s>]+)?{Relatives})['’]?s?,?(?:[\s>]+(?:policy|plan))?[\s>,(]*(?<n>{PersonName})?|\b(?<r>dependent|child|spouse|wife|husband|son|daughter)[\s>]*(?:\([^)]{{1,12}}\))?[\s>]+of[\s>]+(?:the[\s>]+subscriber,?[\s>]+)?(?<n>{PersonName})", RegexOptions.CultureInvariant);

    private static Regex Through() => ThroughPattern.Value;
}
