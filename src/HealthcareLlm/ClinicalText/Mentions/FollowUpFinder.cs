using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds appointments and requests for them. Parts: <c>with</c>, <c>when</c>, <c>for</c>.</summary>
internal sealed class FollowUpFinder : IMentionFinder
{
    private const int Reach = 240;

    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        int taken = 0;
        foreach (Match match in Cue().Matches(content))
        {
            if (match.Index < taken) continue;
            if (Read(text, new(match.Index, match.Index + match.Length)) is not { } mention) continue;
            taken = mention.Span.End;
            yield return mention;
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

    private static readonly Lazy<SievedPattern> CuePattern = Pattern.Sieved(@"\b(?:PCP(?= (?:in )?\d)|follow(?:ing)?[ \-]?up(?: appointments?| visits?)?|f/u|return(?: to (?:the )?(?:clinic|office|our office|see))|(?:should|will|to|please|must) see\b|be seen (?:by|in|at)|appointment(?: is)?(?: scheduled)?|(?:RTC|recheck|re-check)|scheduled (?:to see|with|for follow-?up)|call (?:to schedule|for an appointment))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Cue() => CuePattern.Value;

    private static readonly Lazy<SievedPattern> WithPattern = Pattern.Sieved(@"(?:\b(?:with|by|to see|see)|^) ?(?<v>(?:(?:the|his|her|their|your|my|our|an?) )?(?:(?:primary care|family) (?:physician|doctor|provider|clinic)(?: \(?PCP\)?)?|PCP|(?-i:Dr\.? [A-Z][A-Za-z.'\-]*(?: [A-Z][A-Za-z'\-]+){0,2}(?:,? (?:in|of|from|at) (?!one|two|three|four|his|her|the|about|approx)[A-Za-z]{3,20}(?: [A-Z][a-z]+)?)?)|(?:orthop(?:a)?edic|general|vascular|plastic|cardiac|cardiothoracic|pain|wound|infectious|interventional)(?: [a-z]+){1,2}|(?:cardi|neur|ur|onc|hemat|gastroenter|nephr|pulmon|endocrin|rheumat|dermat|ophthalm|psych|gynec|radi|p(?:a)?ediatric|surg|orthop)[a-z]*(?: (?:clinic|surgery|oncology))?|primary care|surgeon|GI|OB/GYN|ENT|podiatry|coumadin clinic|anticoagulation clinic|physical therapy|clinic|me\b|us\b))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern With() => WithPattern.Value;

    private static readonly Lazy<SievedPattern> WhenPattern = Pattern.Sieved(@"\b(?<v>(?:in|within|after|at) (?:about |approximately |the next |around )?(?:\d{1,2}(?: ?(?:-|to|\u2013) ?\d{1,2})?|one|two|three|four|five|six|eight|a|one to two|two to three|several|a few)[ \-](?:days?|weeks?|wks?|months?|mos?|years?|hours?)(?: (?:time|after discharge))?|(?:\d{1,2}(?: ?(?:-|to|\u2013) ?\d{1,2})?) (?:days?|weeks?|wks?|months?)|(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? ?)?(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?)(?:,? (?:at )?\d{1,2}(?::\d{2})? ?(?:[ap]\.?m\.?)?)?|next (?:week|month|Monday|Tuesday|Wednesday|Thursday|Friday|year)|tomorrow|(?:as needed|p\.?r\.?n\.?)(?= |\.|$)|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri)day)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern When() => WhenPattern.Value;

    private static readonly Lazy<SievedPattern> ForPattern = Pattern.Sieved(@"\bfor (?<v>(?!follow|an? appointment|further questions|the next|\d|one|two)(?:an? |the |his |her |repeat )?[A-Za-z][A-Za-z'\-/]{1,24}(?: (?!in\b|on\b|with\b|at\b|within\b|and then\b)[A-Za-z'\-/]{1,24}){0,5})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern For() => ForPattern.Value;

    private static readonly Lazy<SievedPattern> ListLinePattern = Pattern.Sieved(@"(?:^|\n)[ \t]{0,8}(?:[-*\u2022] ?|\d{1,2}[.)] {0,2})?(?<w>PCP|Dr\. [A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]+)?|[A-Z][a-z]{4,16}ology(?: clinic)?|[A-Z][a-z]+ (?:clinic|surgery|Clinic|Surgery)|Primary care|Orthopedics|Surgery)\b", RegexOptions.CultureInvariant);

    private static SievedPattern ListLine() => ListLinePattern.Value;
}
