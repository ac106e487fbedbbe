using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What running text says of the request as a whole: whether it is urgent and why, whether it is a first one, where the service is given.</summary>
internal static class ProseChoices
{
    // A passage of no more words than this is a remark of its own: 'Routine.', 'First request', 'URGENT'.
    private const int RemarkWords = 4;

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            if (page.Kind is PageKind.PayerNotice or PageKind.Note) continue;
            // A form's titles and small print speak of urgency and type too; there only a person who writes counts.
            if (page.Kind == PageKind.Form && page.Page.Reading != PageReading.Text) continue;
            var passages = Passages.Of(page);
            for (int i = 0; i < passages.Count; i++)
            {
                string words = passages[i].Span.In(page.Text);
                if (words.Length > 900 || Boxes().IsMatch(words) || page.Values.Any(v => v.Row >= 0 && v.ValueSpan.Overlaps(passages[i].Span))) continue;
                Urgency(context, page, passages, i, words);
                Kind(context, page, passages[i].Span, words);
                if (page.Kind != PageKind.FaxCover) Setting(context, page, passages[i].Span, words);
            }
        }
    }

    private static void Urgency(RequestContext context, RequestPage page, List<Passage> passages, int index, string words)
    {
        var span = passages[index].Span;
        // What changes an earlier letter has the last word.
        double score = page.Kind == PageKind.FaxCover ? 0.62 : Amendments.Amends(page) ? 0.93 : 0.76;
        bool remark = IsRemark(words);
        foreach (Match match in Calm().Matches(words))
        {
            // 'Waiting the usual time puts his life at risk' asks for the opposite.
            if (Waits.Value.IsMatch(words[..match.Index]) || !Choose(context, "request.urgency", "standard", page, span, match, score)) continue;
            return;
        }

        if ((remark || Request().IsMatch(words)) && CalmRemark().Match(words) is { Success: true } calm && Choose(context, "request.urgency", "standard", page, span, calm, score)) return;
        foreach (Match match in (remark ? Hurried() : Hurry()).Matches(words))
        {
            if (Supposed().IsMatch(words[..match.Index]) || Unhurried().IsMatch(words[Math.Max(0, match.Index - 45)..match.Index]) || NoHurry().IsMatch(words[(match.Index + match.Length)..]) || ClauseSense.At(words, match.Index, string.Empty) == Sense.Past) continue;
            if (!Choose(context, "request.urgency", "expedited", page, span, match, score)) continue;
            Reason(context, page, passages, index, words, match.Index + match.Length);
            return;
        }
    }

    /// <summary>Why it is urgent: behind 'because' or a colon in the same sentence, or what a delay would do in the next.</summary>
    private static void Reason(RequestContext context, RequestPage page, List<Passage> passages, int index, string words, int from)
    {
        var span = passages[index].Span;
        if (Because().Match(words, from) is { Success: true } because && because.Groups["why"].Value.Count(char.IsLetter) >= 8)
        {
            Add(because.Groups["why"], span.Start);
            return;
        }

        for (int i = Math.Max(0, index - 1); i <= Math.Min(passages.Count - 1, index + 2); i++)
        {
            string other = passages[i].Span.In(page.Text);
            if (Delay().Match(other) is not { Success: true } delay) continue;
            Add(delay.Groups["why"], passages[i].Span.Start);
            return;
        }

        void Add(Group why, int offset) => context.AddSpans("request.urgencyReason", page, TextForm.OneLine(why.Value).TrimEnd('.', '!'), Amendments.Amends(page) ? 0.8 : 0.72, "urgency-in-prose", false, Doubt.None, new TextSpan(offset + why.Index, offset + why.Index + why.Value.TrimEnd('.', '!', ' ', '\n').Length));
    }

    private static void Kind(RequestContext context, RequestPage page, TextSpan span, string words)
    {
        bool remark = IsRemark(words) || Subject().IsMatch(words);
        foreach (Match match in Kinds().Matches(words))
        {
            var sense = ClauseSense.At(words, match.Index, string.Empty);
            if (sense is Sense.Past or Sense.NotAsked) continue;
            if (sense != Sense.Asked && !remark && !Presents().IsMatch(words[Math.Max(0, match.Index - 60)..match.Index])) continue;
            if (ChoiceRules.Map("request.type", match.Value) is not { } choice) continue;
            context.AddChoice("request.type", page, choice, new(span.Start + match.Index, span.Start + match.Index + match.Length), page.Kind == PageKind.FaxCover ? 0.66 : 0.7);
            return;
        }
    }

    private static void Setting(RequestContext context, RequestPage page, TextSpan span, string words)
    {
        if (context.Book.Has("request.setting", 0.5)) return;
        foreach (Match match in Settings().Matches(words))
        {
            if (ClauseSense.At(words, match.Index, string.Empty) is Sense.Past or Sense.NotAsked) continue;
            if (!IsRemark(words) && !ClauseSense.Asks(words) && !Delivered().IsMatch(words)) continue;
            if (ChoiceRules.Map("request.setting", match.Value) is not { } choice) continue;
            context.AddChoice("request.setting", page, choice, new(span.Start + match.Index, span.Start + match.Index + match.Length), 0.7);
            return;
        }
    }

    private static bool Choose(RequestContext context, string path, string value, RequestPage page, TextSpan span, Match match, double score)
    {
        if (ChoiceRules.Map(path, match.Value) is not { } choice || choice.Rule.Value != value) return false;
        context.AddChoice(path, page, choice, new(span.Start + match.Index, span.Start + match.Index + match.Length), score);
        return true;
    }

    private static bool IsRemark(string words) => words.Length <= 60 && words.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length <= RemarkWords;

    private const string Quick = @"(?:expedit(?:ed?|ing|ion)|urgent(?:ly)?|rush(?:ed)?|stat|emergent|fast[- ]track(?:ed)?)";
    private const string Matter = @"(?:requests?|reviews?|time(?:[- ]?(?:frame|line))?|turn-?around|handling|processing|priority|decisions?|determinations?|basis|case|process|authori[sz]ation|consideration|attention)";
    private const string Slow = @"(?:standard|routine|regular|normal|usual|ordinary|non-?urgent|non-?expedited)";

    // 'Standard review', 'usual review time', 'not urgent', 'no need for expedited handling', 'priority is routine'.
    private static readonly Lazy<Regex> CalmPattern = Pattern.OfWords($@"\b{Slow}\b(?:,? (?:and |or )?(?:{Slow}|(?:prior |pre-?)?authori[sz]ation|review|payer|plan's)){{0,3}} {Matter}\b|\b(?:request|review|handling|priority|case|this)\b(?: is| are| should be|:)? (?:as )?(?:an? )?{Slow}\b(?! (?:care|labs?|exam|screen|follow|dose|use|treat))|\b(?:not|isn['’]t|no need (?:for|to)|no reason (?:for|to)|does not need|need not be)(?: an?| be| any)? {Quick}(?: {Matter})?|\bno (?:rush|hurry|urgency)\b|\b(?:request|review)(?: is|:)? (?:not urgent|non-?urgent)\b");

    private static readonly Lazy<Regex> Waits = Pattern.OfWords(@"\bwait\w*(?: for)?(?: the| an?)?\s*$|\b(?:longer|more|sooner|faster|less) than (?:the |an? )?$");

    private static Regex Calm() => CalmPattern.Value;

    private static readonly Lazy<Regex> CalmRemarkPattern = Pattern.OfWords(@"\b(?:routine|standard|non-?urgent|not urgent|no rush|non-?expedited)\b");

    private static Regex CalmRemark() => CalmRemarkPattern.Value;

    // 'Expedited review', 'please expedite', 'on an expedited basis', 'run it as urgent', 'this is urgent', 'URGENT: …', '(EXPEDITED please)'.
    // 'Request kind = initial, routine'
    private static readonly Lazy<Regex> RequestPattern = Pattern.OfWords(@"^\W*(?:request|review|priority|handling|urgency|type)\b[^.]{0,60}$");

    private static Regex Request() => RequestPattern.Value;

    private static readonly Lazy<Regex> HurryPattern = Pattern.OfWords($@"\b{Quick}(?:,? (?:prior |pre-?)?(?:authori[sz]ation|medical|clinical))? {Matter}\b|\b(?:please|kindly|to|we ask you to) (?:\p{{L}}+ )?(?:expedite|rush)\b|\b(?:as|this is|it is|is an?|makes (?:this|it)) (?:an? )?{Quick}\b(?! (?:care|room|department|visit|surgery))|\b(?:needs?|request(?:s|ed|ing)?|ask(?:s|ing)? for|seek(?:s|ing)?) (?:an? |to be )?{Quick}\b|^\W*(?:(?:re|subject|fwd?)\W+){{0,3}}{Quick}\b\s*(?:[-–:!]|$)|\({Quick}(?: please)?\)|\bdecision (?:is needed )?(?:within|in) (?:72|24|48) hours\b", RegexOptions.Multiline);

    private static Regex Hurry() => HurryPattern.Value;

    private static readonly Lazy<Regex> HurriedPattern = Pattern.OfWords($@"\b{Quick}\b(?: (?:please|{Matter}))?");

    private static Regex Hurried() => HurriedPattern.Value;

    private static readonly Lazy<Regex> UnhurriedPattern = Pattern.OfWords(@"\b(?:not|no|non|never|nobody|none|without|isn['’]t|if|unless|neither|nor|or|rather than|instead of|earlier|previous(?:ly)?|whether)\b(?:[\s\-]+\p{L}+){0,5}[\s\-]*$");

    private static Regex Unhurried() => UnhurriedPattern.Value;

    private static readonly Lazy<Regex> SupposedPattern = Pattern.OfWords(@"^\W*(?:if|should|in case|unless|when)\b(?:[^,;]*$|[^;]*\b(?:will|would|may|might|could|shall)\b[^;]*$)");

    private static Regex Supposed() => SupposedPattern.Value;

    private static readonly Lazy<Regex> NoHurryPattern = Pattern.OfWords(@"^[^.;]{0,30}?\b(?:is|are|was) not\b|^\s*\?");

    private static Regex NoHurry() => NoHurryPattern.Value;

    private static readonly Lazy<Regex> BecausePattern = Pattern.OfWords(@"(?:\b(?:because(?: of)?|since|due to|owing to|reason(?: is)?:?|given(?: that)?)\s+|\s?[:–—]\s+|\s-{1,2}\s+|,\s+as\s+)(?<why>.{8,220}?)(?=[.!](?:\s|$)|$)", RegexOptions.Singleline);

    private static Regex Because() => BecausePattern.Value;

    private static readonly Lazy<Regex> DelayPattern = Pattern.OfWords(@"(?<why>\b(?:an?y? )?(?:further )?(?:delays?|waiting)\b[^.;]{6,200}|\bwithout (?:prompt|timely) [^.;]{6,200})", RegexOptions.Singleline);

    private static Regex Delay() => DelayPattern.Value;

    private static readonly Lazy<Regex> KindsPattern = Pattern.OfWords(@"\b(?:first[- ]time (?:approval|authori[sz]ation|request|coverage)|(?:initial|first|new) (?:prior )?(?:request|authori[sz]ation|approval|submission|start|referral|prescription|course of|coverage)|new start|renew(?:al|ed|ing)?|re-?authori[sz](?:ation|e|ing)|re-?certif\w+|continu(?:ation|e|ed|ing) (?:of|on|therapy|treatment|coverage|authori[sz]ation|approval|with)|continued (?:\p{L}+ ){0,2}(?:therapy|treatment|use|coverage|authori[sz]ation|approval)|exten(?:d|sion)(?! set| tub)|additional (?:visits|sessions|units|days)|appeal(?:ing)?|reconsider(?:ation)?|redetermination|retro(?:spective|active)?(?: (?:review|authori[sz]ation|request))?)\b");

    private static Regex Kinds() => KindsPattern.Value;

    private static readonly Lazy<Regex> PresentsPattern = Pattern.OfWords(@"\b(?:this|it|request|letter|message|submission) (?:is|serves as|represents)(?: for)?(?: an?| the| our| my)?\s*(?:\p{L}+\s+)?$|\bto\s+$");

    private static Regex Presents() => PresentsPattern.Value;

    private static readonly Lazy<Regex> SubjectPattern = Pattern.OfWords(@"^\W*(?:re|subject|regarding|concerning|type|request)\b");

    private static Regex Subject() => SubjectPattern.Value;

    private static readonly Lazy<Regex> SettingsPattern = Pattern.OfWords(@"\b(?:out-?patient|in-?patient|ambulatory surg(?:ery|ical) cent(?:er|re)|surgery cent(?:er|re)|(?:in|at) (?:my|our|the|this|his|her) (?:\p{L}+ )?(?:office|clinic|practice)|office[- ]based|(?:at|in) (?:the |his |her |their |the patient's )?(?:own )?home|to (?:his|her|their) home|home (?:health|infusion|use))\b");

    private static Regex Settings() => SettingsPattern.Value;

    private static readonly Lazy<Regex> DeliveredPattern = Pattern.OfWords(@"\b(?:(?:is|are|will be|to be|would be) (?:given|done|performed|made|administered|infused|delivered|provided|carried out|used|dispensed)|given|perform(?:ed)? at|place|site|location|where|setting|facility|scheduled|planned|set for|begins?|starts?|takes? place|treatment)\b");

    private static Regex Delivered() => DeliveredPattern.Value;

    private static readonly Lazy<Regex> BoxesPattern = Pattern.Of(@"[\[(]\s?[xX✓✔]?\s?[\])]|[☐☒☑]", RegexOptions.CultureInvariant);

    private static Regex Boxes() => BoxesPattern.Value;
}
