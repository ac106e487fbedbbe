using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds appointments and requests for them, and care that is planned without a day (<see cref="PlannedCareReader"/>). Parts: <c>with</c>, <c>when</c>, <c>for</c>.</summary>
internal sealed class FollowUpFinder : IMentionFinder
{
    private const int Reach = 240, WordsBefore = 4;

    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        var found = Dated(text).ToList();
        int dated = found.Count;
        foreach (var planned in PlannedCareReader.Find(text))
        {
            bool known = false;
            for (int i = 0; i < dated && !known; i++) known = found[i].Span.Overlaps(planned.Name);
            if (!known) found.Add(Planned(text, planned));
        }

        return found;
    }

    /// <summary>Whether a time to come is told: 'in ten days', 'next week', 'at his next visit', 'as an outpatient'; a date tells none, it may be over.</summary>
    internal static bool HasTimeToCome(string text)
    {
        foreach (Match match in When().Matches(text))
        {
            if (!match.ValueSpan.ContainsAny('/', '\\') && !OnDay().IsMatch(match.Value)) return true;
        }

        return false;
    }

    /// <summary>Whether a text begins with one whom a visit may be with.</summary>
    internal static bool Names(string tail) => With().Match(tail) is { Success: true, Index: < 6 };

    /// <summary>The same, of one who is neither the writer nor the reader.</summary>
    internal static bool NamesOther(string tail) => With().Match(tail) is { Success: true, Index: < 7 } match && match.Groups["v"].Value.ToLowerInvariant() is not ("me" or "us" or "you");

    private static IEnumerable<Mention> Dated(SectionedText text)
    {
        string content = text.Text;
        int taken = 0;
        foreach (Match match in Cue().Matches(content))
        {
            if (match.Index < taken) continue;
            if (Read(text, new(match.Index, match.Index + match.Length)) is not { } mention || IsOver(text, match) || IsDenied(content, mention.Span.End)) continue;
            taken = mention.Span.End;
            yield return mention;
            if (Further(text, taken) is not { } further) continue;
            taken = further.Span.End;
            yield return further;
        }

        foreach (var section in text.Sections)
        {
            if (section.Category != SectionCategory.FollowUp) continue;
            foreach (Match match in ListLine().Matches(section.Body.In(content)))
            {
                var name = new TextSpan(section.Body.Start + match.Groups["w"].Index, section.Body.Start + match.Groups["w"].Index + match.Groups["w"].Length);
                if (Read(text, new(name.Start, name.Start)) is { } mention && mention.Span.Length > name.Length)
                    yield return mention with { NameSpan = name, Rule = "follow-up-line", Parts = mention.Part("with") is null ? mention.Parts.Insert(0, Mentions.Find.Part("with", content, name)) : mention.Parts };
            }
        }
    }

    // 'Follow up with Dr. X in 2 weeks, and Dr. Y in 2-3 weeks': the second is another visit.
    private static Mention? Further(SectionedText text, int at)
    {
        string content = text.Text;
        int end = Math.Min(Mentions.Find.SentenceAt(text, Math.Max(0, at - 1)).End, at + Reach);
        if (end <= at) return null;
        var and = And().Match(content, at, end - at);
        return and.Success ? Read(text, new(and.Index + and.Length, and.Index + and.Length)) : null;
    }

    private static Mention Planned(SectionedText text, PlannedCareReader.Planned planned)
    {
        string content = text.Text, tail = content[planned.Name.End..Math.Max(planned.Name.End, planned.Span.End)];
        var parts = ImmutableArray.CreateBuilder<MentionPart>();
        if (When().Match(tail) is { Success: true } when)
        {
            var group = when.Groups["v"];
            parts.Add(Mentions.Find.Part("when", content, new(planned.Name.End + group.Index, planned.Name.End + group.Index + group.ValueSpan.TrimEnd(" ,.;").Length)));
        }

        if (!planned.Object.IsEmpty) parts.Add(Mentions.Find.Part("for", content, planned.Object));
        return Mentions.Find.Mention(MentionType.FollowUp, planned.Span, planned.Name, PlannedCareReader.Rule, parts.ToImmutable());
    }

    // 'Follow-up with Dr. X is not needed', 'comes back to see me today'.
    private static bool IsDenied(string content, int end) => content.AsSpan(end, Math.Min(7, content.Length - end)).StartsWith(" today", StringComparison.OrdinalIgnoreCase) || NotNeeded().IsMatch(content.AsSpan(end, Math.Min(40, content.Length - end)));

    // 'Has been to see', 'decided to see', 'his last appointment was', 'no follow-up with': no visit to come.
    private static bool IsOver(SectionedText text, Match cue)
    {
        string content = text.Text;
        int start = Math.Max(Mentions.Find.SentenceAt(text, cue.Index).Start, cue.Index - 60);
        if (start > cue.Index) return false;
        // 'In follow-up, he was found to'.
        if (EndsWithIn(content.AsSpan(start, cue.Index - start).TrimEnd()) && cue.Index + cue.Length < content.Length && content[cue.Index + cue.Length] == ',') return true;
        if (Happened().IsMatch(content.AsSpan(cue.Index + cue.Length, Math.Min(24, content.Length - cue.Index - cue.Length)))) return true;
        var before = FollowUpLexicon.Read(content, new(start, cue.Index));
        for (int i = before.Count - 1; i >= Math.Max(0, before.Count - WordsBefore); i--)
        {
            if (before[i].Is(PlanWord.Deny | PlanWord.Over) || (i == before.Count - 1 && before[i].Is(PlanWord.Past))) return true;
            if (before[i].Stop || before[i].Comma || before[i].Is(PlanWord.Modal | PlanWord.Need | PlanWord.Due)) return false;
        }

        return false;
    }

    // The word, not the end of 'obtain'.
    private static bool EndsWithIn(ReadOnlySpan<char> head) => head.EndsWith("in", StringComparison.OrdinalIgnoreCase) && (head.Length == 2 || !char.IsLetter(head[^3]));

    private static Mention? Read(SectionedText text, TextSpan cue)
    {
        string content = text.Text;
        var sentence = Mentions.Find.SentenceAt(text, cue.Start);
        int end = Math.Min(Math.Max(sentence.End, cue.End), cue.Start + Reach);
        string tail = content[cue.End..end];
        var parts = ImmutableArray.CreateBuilder<MentionPart>();
        int last = cue.End;
        Add("with", With().Match(tail));
        Add("when", When().Match(tail));
        Add("for", For().Match(tail));
        if (!parts.Any(p => p.Name is "with" or "when")) return null;
        return Mentions.Find.Mention(MentionType.FollowUp, new(cue.Start, last), cue.Length > 0 ? cue : new(cue.Start, last), "follow-up", parts.ToImmutable());

        void Add(string name, Match match)
        {
            if (!match.Success) return;
            var group = match.Groups["v"];
            int length = group.ValueSpan.TrimEnd(" ,.;").Length;
            var span = new TextSpan(cue.End + group.Index, cue.End + group.Index + length);
            parts.Add(Mentions.Find.Part(name, content, span));
            last = Math.Max(last, span.End);
        }
    }

    private static readonly Lazy<SievedPattern> CuePattern = Pattern.Sieved(@"\b(?:PCP(?= (?:in )?\d)|follow(?:ing)?[ \-]?up(?: appointments?| visits?)?|f/u|return(?: to (?:the )?(?:clinic|office|our office|see))|(?:should|will|to|please|must) see\b|be seen (?:by|in|at)|(?:will|to|should) be seeing|(?:comes?|coming|get|follow) back|will come (?:in|to)\b|report to me|(?:will|should|may|must|is to|to) (?:be )?return(?:ing)?(?! to (?:work|school|duty|sport|driv|full|normal|baseline|activit|his |her |their |the (?:ED|ER|emergency|floor|unit)|bed))|appointment(?: is)?(?: scheduled)?|(?:RTC|recheck|re-check)|scheduled (?:to see|with|for follow-?up)|call (?:to schedule|for an appointment))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Cue() => CuePattern.Value;

    private static readonly Lazy<SievedPattern> WithPattern = Pattern.Sieved(@"(?:\b(?:with|by|see|seeing|back into see|(?:to|in|at)(?= (?:(?:the|his|her|our|your) )?(?:[A-Za-z]+ ){0,2}[Cc]linic))|^(?: to)?) ?(?<v>(?:(?:the|his|her|their|your|my|our|an?) )?(?:(?:primary care|family) (?:physician|doctor|provider|clinic)(?: \(?PCP\)?)?|PCP|(?-i:Dr\.? [A-Z][A-Za-z.'\-]*(?: [A-Z][A-Za-z'\-]+){0,2}(?:,? (?:in|of|from|at) (?!one|two|three|four|his|her|the|about|approx)[A-Za-z]{3,20}(?: [A-Z][a-z]+)?)?)|(?:orthop(?:a)?edic|general|vascular|plastic|cardiac|cardiothoracic|pain|wound|infectious|interventional)(?: [a-z]+){1,2}|(?:cardi|neur|ur|onc|hemat|gastroenter|nephr|pulmon|endocrin|rheumat|dermat|ophthalm|psych|gynec|radi|p(?:a)?ediatric|surg|orthop)[a-z]*(?: (?:clinic|surgery|oncology))?|primary care|surgeon|GI|OB/GYN|ENT|podiatry|dietitian|dietician|nutritionist|psychologist|therapist|counselor|(?:[a-z]{3,14} )?specialist|doctor|physician|provider|pediatrician|coumadin clinic|anticoagulation clinic|(?:the |our )?(?:(?!from|this|that|last|same)[A-Za-z]{3,16} ){1,2}clinic|physical therapy|clinic|me\b|us\b|you\b))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern With() => WithPattern.Value;

    private static readonly Lazy<SievedPattern> WhenPattern = Pattern.Sieved(@"\b(?<v>(?:in|within|after|at) (?:about |approximately |the next |around )?(?:\d{1,2}(?: ?(?:-|to|\u2013) ?\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a|one to two|two to three|several|a few|a couple of|the next few|the next couple of?)[ \-](?:days?|weeks?|wks?|months?|mos?|years?|hours?)(?: (?:time|after discharge))?|(?:\d{1,2}(?: ?(?:-|to|\u2013) ?\d{1,2})?) (?:days?|weeks?|wks?|months?)|(?:one|two|three|four|six|eight) (?:weeks?|months?) (?:after|from|later)|(?:at|before|prior to) (?:(?:his|her|the|your|their|our) )?next (?:visit|appointment|clinic)|(?:in|this|next) (?:the )?(?:fall|spring|summer|winter|morning|near future)|as scheduled|(?:as|in) (?:an? |the )?out-?patient|(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?)?(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)(?:,? (?:at )?\d{1,2}(?::\d{2})? ?(?:[ap]\.?m\.?)?)?|next (?:week|month|Monday|Tuesday|Wednesday|Thursday|Friday|year)|tomorrow|(?:as needed|p\.?r\.?n\.?)(?= |\.|$)|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri)day)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern When() => WhenPattern.Value;

    private static readonly Lazy<SievedPattern> AndPattern = Pattern.Sieved(@"\G(?: Dr\.? [A-Z][A-Za-z'\-]{0,24})?,?(?: and| as well as|,)(?: also)?(?: follow(?:ing)?[ \-]?up)?(?: with| see)?(?= (?:(?:the|his|her|their|your|my|our|an?) )?(?:primary care|PCP|Dr\b|[a-z]{3,16}olog(?:y|ist)|surgeon|orthop))", RegexOptions.CultureInvariant);

    private static SievedPattern And() => AndPattern.Value;

    private static readonly Lazy<SievedPattern> HappenedPattern = Pattern.Sieved(@"^s?,? ?(?:(?:that |which )?(?:was|were|has been|had)\b(?! (?:made|scheduled|arranged|given|set|booked))|(?:is |are |was )?(?:not|none|unnecessary|deferred|declined)\b|: ?none\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Happened() => HappenedPattern.Value;

    private static readonly Lazy<SievedPattern> NotNeededPattern = Pattern.Sieved(@"^,? (?:is|are|was|were) (?:not|no longer|un)(?: currently)? ?(?:needed|necessary|required|indicated|recommended)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern NotNeeded() => NotNeededPattern.Value;

    private static readonly Lazy<SievedPattern> OnDayPattern = Pattern.Sieved(@"\d(?:st|nd|rd|th)?\b.{0,4}$|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|p\.?r\.?n|as needed", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern OnDay() => OnDayPattern.Value;

    private static readonly Lazy<SievedPattern> ForPattern = Pattern.Sieved(@"\bfor (?<v>(?!follow|an? appointment|further questions|the next|\d|one|two)(?:an? |the |his |her |repeat )?[A-Za-z][A-Za-z'\-/]{1,24}(?: (?!in\b|on\b|with\b|at\b|within\b|and then\b)[A-Za-z'\-/]{1,24}){0,5})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern For() => ForPattern.Value;

    private static readonly Lazy<SievedPattern> ListLinePattern = Pattern.Sieved(@"(?:^|\n)[ \t]{0,8}(?:[-*\u2022] ?|\d{1,2}[.)] {0,2})?(?<w>PCP|Dr\. [A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]+)?|[A-Z][a-z]{4,16}ology(?: clinic)?|[A-Z][a-z]+ (?:clinic|surgery|Clinic|Surgery)|Primary care|Orthopedics|Surgery)\b", RegexOptions.CultureInvariant);

    private static SievedPattern ListLine() => ListLinePattern.Value;
}
