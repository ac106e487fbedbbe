using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// The whole name of a treatment and nothing beside it: 'carboplatin with pemetrexed' is one regimen, 'left lumpectomy' tells its side, 'nystatin powder clears the rash'
/// says more than the name.
/// </summary>
internal static class TreatmentNames
{
    /// <summary>The leaf of a treatment with the words of its name; as it was where nothing is to be mended.</summary>
    internal static EntryLeaf Mended(ClinicalPage page, EntryLeaf leaf)
    {
        if (leaf.Spans is not [{ IsEmpty: false } span]) return leaf;
        var mended = Widened(page, Narrowed(page, span));
        return mended == span ? leaf : leaf with { Value = TextForm.OneLine(mended.In(page.Text)), Spans = [mended] };
    }

    /// <summary>A name without the sentence before it, what a verb says of it, the day of a date that follows, and words that end no name.</summary>
    private static TextSpan Narrowed(ClinicalPage page, TextSpan name)
    {
        var span = name;
        if (SentenceBefore().Match(span.In(page.Text)) is { Success: true } before && Names(page, new(span.Start + before.Length, span.End))) span = new(span.Start + before.Length, span.End);
        if (DayBefore().Match(span.In(page.Text)) is { Success: true } lead) span = new(span.Start + lead.Length, span.End);
        foreach (var pattern in (Lazy<Regex>[])[Verb, Trial])
        {
            if (pattern.Value.Match(span.In(page.Text)) is { Success: true } said && Names(page, new(span.Start, span.Start + said.Index))) span = new(span.Start, span.Start + said.Index);
        }

        // 'Weighted vest | tried at home', 'Fluoxetine | as a teenager', 'rifaximin | N' of the next column.
        if (Used().Match(span.In(page.Text)) is { Success: true, Index: > 4 } used) span = new(span.Start, span.Start + used.Index);
        if (page.Mentions.Any(m => m.Type == MentionType.Medication && m.NameSpan.Start == span.Start) && Purpose().Match(span.In(page.Text)) is { Success: true } purpose) span = new(span.Start, span.Start + purpose.Index);
        // 'lumpectomy 14 | Jul 2026', 'debridement 11-12 | -2026'
        if (DayOf().Match(span.In(page.Text)) is { Success: true } day && RestOfDay().IsMatch(page.Text[span.End..Math.Min(page.Page.Page.Span.End, span.End + 14)])) span = new(span.Start, span.Start + day.Index);
        if (End.Value.Match(span.In(page.Text)) is { Success: true } end && end.Index > 2 && (Names(page, new(span.Start, span.Start + end.Index)) || span.In(page.Text)[..end.Index].Contains(' ', StringComparison.Ordinal))) span = new(span.Start, span.Start + end.Index);
        // 'Anti-inflammatory drug meloxicam': the drug names it, the class asks for it.
        if (Kind.Value.Match(span.In(page.Text)) is { Success: true } kind && page.Mentions.Any(m => m.Type == MentionType.Medication && m.NameSpan.Start == span.Start + kind.Length && m.NameSpan.End <= span.End)) span = new(span.Start + kind.Length, span.End);
        return span;
    }

    /// <summary>Whether words name what treats: a drug, procedure or device, or a noun of care.</summary>
    private static bool Names(ClinicalPage page, TextSpan span) =>
        page.MentionsIn(span).Any(m => m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Device) || TreatmentNouns.In(page.Text, span).Any();

    private static TextSpan Widened(ClinicalPage page, TextSpan name)
    {
        int from = page.Page.Page.Span.Start, until = page.Page.Page.Span.End;
        int start = name.Start, end = name.End;
        string before = page.Text[Math.Max(from, start - Reach)..start];
        // 'Tecfidera (dimethyl fumarate)' read from inside of its brackets.
        if (OpensBracket().Match(before) is { Success: true } bracket && page.Text.IndexOf(')', start, Math.Min(Reach, until - start)) is >= 0 and var closes && closes <= end + 1
            && page.Mentions.FirstOrDefault(m => m.Type is MentionType.Medication or MentionType.Procedure && m.NameSpan.End == start - bracket.Length) is { } outer)
        {
            return new(outer.NameSpan.Start, closes + 1);
        }

        if (!page.MentionsIn(name).Any(m => m.Type == MentionType.Medication && m.NameSpan.Start == start) && Side().Match(before) is { Success: true } side) start -= side.Groups["s"].Length;
        if (start == name.Start && CountBefore().Match(before) is { Success: true } count) start -= count.Length;
        for (int i = 0; i < MostParts; i++)
        {
            string after = page.Text[end..Math.Min(until, end + Reach)];
            if (Both().Match(after) is { Success: true } both) end += both.Length;
            else if (CountBehind().Match(after) is { Success: true } times) end += times.Length;
            else if (Slash().Match(after) is { Success: true } slash && IsCare(page, new(start, end)) && TreatmentNouns.In(page.Text, new(end + slash.Length, Math.Min(until, end + Reach))).FirstOrDefault(n => n.Start == end + slash.Length) is { IsEmpty: false } second) end = second.End;
            else if (Aside().Match(after) is { Success: true } aside && IsName(page, new(end + aside.Groups["a"].Index, end + aside.Groups["a"].Index + aside.Groups["a"].Length))) end += aside.Length;
            else if (With().Match(after) is { Success: true } with && Companion(page, end + with.Length) is > 0 and var companion) end = companion;
            else break;
        }

        return new(start, end);
    }

    /// <summary>Where what was had together with a treatment ends, by what begins behind 'with'; 0 where no treatment begins there: 'with good relief'.</summary>
    private static int Companion(ClinicalPage page, int at)
    {
        var known = page.Mentions.Where(m => m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Device).Select(m => m.NameSpan).Concat(TreatmentNouns.In(page.Text, new(at, Math.Min(page.Page.Page.Span.End, at + Reach))));
        var first = known.Where(s => s.Start >= at && s.Start <= at + LongestAdjective && Adjectives().IsMatch(page.Text[at..s.Start])).OrderBy(s => s.Start).ThenByDescending(s => s.Length).FirstOrDefault();
        if (!first.IsEmpty)
        {
            // '… with etoposide and radiation 60 Gy, 10/2024': the regimen's days stand behind its last part.
            if (AndPart().Match(page.Text, first.End, Math.Min(Reach, page.Page.Page.Span.End - first.End)) is { Success: true } and && IsName(page, Place(and.Groups["p"]))) return and.Groups["e"].Index;
            return first.End;
        }

        // 'bus with ramp, 9/2024', where days or the end of the item follow at once.
        var plain = PlainCompanion().Match(page.Text, at, Math.Min(Reach, page.Page.Page.Span.End - at));
        return plain.Success && Outcomes.Of(plain.Value) is null && !Effect().IsMatch(plain.Value) ? plain.Index + plain.Length : 0;
    }

    /// <summary>Whether a span is a noun of care and no drug: 'home exercise'.</summary>
    private static bool IsCare(ClinicalPage page, TextSpan span) =>
        TreatmentNouns.In(page.Text, span).Any() && !page.MentionsIn(span).Any(m => m.Type == MentionType.Medication);

    private static TextSpan Place(Group group) => new(group.Index, group.Index + group.Length);

    /// <summary>Whether a span is wholly the name of a drug, procedure or noun of care, or an abbreviation.</summary>
    private static bool IsName(ClinicalPage page, TextSpan span) =>
        Abbreviation().IsMatch(span.In(page.Text)) || page.MentionsIn(span).Any(m => m.Type is MentionType.Medication or MentionType.Procedure && m.NameSpan.Length * 4 >= span.Length * 3) || TreatmentNouns.In(page.Text, span).Any(n => n.Length * 4 >= span.Length * 3);

    private const int Reach = 80, LongestAdjective = 24, MostParts = 3;

    private static readonly Lazy<Regex> Verb = ClinicalCues.Of("name-verb"), End = ClinicalCues.Of("name-end"), Kind = ClinicalCues.Of("name-kind");

    // 'pyridoxine trial on May 27'
    private static readonly Lazy<Regex> Trial = Pattern.OfWords(@"(?: trial)? (?:on|in|from|since|until|of) (?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|[0-9]).*$", RegexOptions.Singleline);

    private static readonly Lazy<Regex> SentenceBeforePattern = Pattern.Of(@"^[^.]{4,40}[a-z]{3}\.\s+(?=[A-Z])", RegexOptions.CultureInvariant);

    private static Regex SentenceBefore() => SentenceBeforePattern.Value;

    private static readonly Lazy<Regex> DayBeforePattern = Pattern.Of(@"^[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?[:\s]\s*(?=[A-Za-z]{3})", RegexOptions.CultureInvariant);

    private static Regex DayBefore() => DayBeforePattern.Value;

    private static readonly Lazy<Regex> UsedPattern = Pattern.OfWords(@" (?:tried|worn|used|taken) (?:at|in|from|for|since|on|by|with|daily|nightly|as)\b.*$|(?<=[a-z])\n[A-Z]{1,2}$", RegexOptions.Singleline);

    private static Regex Used() => UsedPattern.Value;

    private static readonly Lazy<Regex> PurposePattern = Pattern.OfWords(@" (?:as an? |for |by mouth\b|po\b|during |when ).*$", RegexOptions.Singleline);

    private static Regex Purpose() => PurposePattern.Value;

    private static readonly Lazy<Regex> DayOfPattern = Pattern.Of(@"\s+[0-9]{1,2}(?:[-/][0-9]{1,2})?$", RegexOptions.CultureInvariant);

    private static Regex DayOf() => DayOfPattern.Value;

    private static readonly Lazy<Regex> RestOfDayPattern = Pattern.Of(@"^(?:\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|\s?[-/]\s?[0-9]{1,4}\b)", RegexOptions.CultureInvariant);

    private static Regex RestOfDay() => RestOfDayPattern.Value;

    private static readonly Lazy<Regex> OpensBracketPattern = Pattern.Of(@"\s?\($", RegexOptions.CultureInvariant);

    private static Regex OpensBracket() => OpensBracketPattern.Value;

    // 'arthroscopic right | rotator cuff repair'; 'she left | physical therapy' tells no side.
    private static readonly Lazy<Regex> SidePattern = Pattern.Of(@"(?<!\b(?:he|she|they|who|patient|member|has|had|[Tt]he)\s{1,2})(?<![\w\-])(?<s>(?:[A-Za-z]+scopic\s+|[Rr]obotic\s+|[Oo]pen\s+)?(?:[Ll]eft|[Rr]ight|LEFT|RIGHT|[Bb]ilateral)(?:[\-\s][A-Za-z]+scopic)?\s+)$", RegexOptions.CultureInvariant);

    private static Regex Side() => SidePattern.Value;

    private static readonly Lazy<Regex> BothPattern = Pattern.OfWords(@"^,? (?:(?:to|in|into|of|for) )?(?:the )?both (?:[a-z]{2,10}s|feet)(?![a-z])");

    private static Regex Both() => BothPattern.Value;

    private const string Count = @"(?:[0-9]{1,3}|two|three|four|five|six|eight|ten|twelve) (?:sessions|visits|cycles|treatments)";

    // How often it was had, which no other leaf tells: 'TMS, | 36 sessions', '16 visits of | PT'.
    private static readonly Lazy<Regex> CountBehindPattern = Pattern.OfWords(@"^,? " + Count + @"\b(?! of\b)");

    private static Regex CountBehind() => CountBehindPattern.Value;

    private static readonly Lazy<Regex> CountBeforePattern = Pattern.OfWords(@"(?<![\w/\-])" + Count + @" of $");

    private static Regex CountBefore() => CountBeforePattern.Value;

    private static readonly Lazy<Regex> AsidePattern = Pattern.Of(@"^\s?\((?<a>[A-Za-z][A-Za-z0-9 \-/]{1,40})\)", RegexOptions.CultureInvariant);

    private static Regex Aside() => AsidePattern.Value;

    private static readonly Lazy<Regex> SlashPattern = Pattern.Of(@"^ ?/ ?", RegexOptions.CultureInvariant);

    private static Regex Slash() => SlashPattern.Value;

    private static readonly Lazy<Regex> AbbreviationPattern = Pattern.Of(@"^[A-Z]{2,5}$", RegexOptions.CultureInvariant);

    private static Regex Abbreviation() => AbbreviationPattern.Value;

    private static readonly Lazy<Regex> WithPattern = Pattern.Of(@"^\s+with\s+", RegexOptions.CultureInvariant);

    private static Regex With() => WithPattern.Value;

    private static readonly Lazy<Regex> AdjectivesPattern = Pattern.Of(@"^(?:an?\s+|his\s+|her\s+|the\s+)?(?!(?:no|little|good|some|any|poor|only|less|more|prior|previous)\b)(?:[a-z\-]+\s+)?$", RegexOptions.CultureInvariant);

    private static Regex Adjectives() => AdjectivesPattern.Value;

    // ' and radiation 60 Gy', before a comma, a bracket or a day.
    private static readonly Lazy<Regex> AndPartPattern = Pattern.Of(@"\G\s+and\s+(?<p>[A-Za-z][A-Za-z\-]{3,24}(?:\s[a-z]{4,16})?)(?:\s+[0-9][0-9.]{0,5}\s?(?:Gy|mg|mcg|g|units))?(?<e>)(?=\s*(?:[,(:]|\s[0-9]))", RegexOptions.CultureInvariant);

    private static Regex AndPart() => AndPartPattern.Value;

    private static readonly Lazy<Regex> PlainCompanionPattern = Pattern.Of(@"\G(?:an?\s+)?[a-z][a-z\-]{2,16}(?:\s[a-z][a-z\-]{2,16})?(?=\s*,\s*(?:[0-9]{1,2}/|(?:19|20)[0-9]{2}|from\b|since\b))", RegexOptions.CultureInvariant);

    private static Regex PlainCompanion() => PlainCompanionPattern.Value;

    // What a treatment brought, and was not had with it.
    private static readonly Lazy<Regex> EffectPattern = Pattern.OfWords(@"\b(?:no|little|some|good|great|full|partial|minimal|limited|mild|brief|poor|temporary|steady|transient|relief|benefit|effects?|improvement|results?|response|gains?|loss|trouble|success|return|rash|nausea|vomiting|pain|failure|reactions?|help|control|change)\b");

    private static Regex Effect() => EffectPattern.Value;
}
