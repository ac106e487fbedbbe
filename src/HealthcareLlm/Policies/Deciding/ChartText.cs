using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A phrase that was found in the chart.</summary>
/// <param name="Place">The sentence that bears it.</param>
/// <param name="Assertion">What the chart says of it.</param>
/// <param name="Date">The day of the statement: written in its sentence, else the day of its note; null where neither is known.</param>
public sealed record ChartStatement(Place Place, Assertion Assertion, PartialDate? Date)
{
    /// <summary>False where a family history that begins on an earlier page may, or may not, reach to this one.</summary>
    public bool IsSure { get; init; } = true;

    /// <summary>The words themselves, inside the sentence.</summary>
    public TextSpan Words { get; init; }

    /// <summary>False where what stands around the words makes a plan, a wish, a question or an advice of them.</summary>
    public bool IsReal { get; init; } = true;
}

/// <summary>Searches the chart's sentences. Pages about other patients and passages that speak to the program are left out beforehand.</summary>
/// <param name="documents">The documents.</param>
/// <param name="isUsable">Whether a place may be used at all.</param>
public sealed class ChartText(ImmutableArray<AnnotatedDocument> documents, Func<AnnotatedDocument, TextSpan, bool> isUsable)
{
    // A heading is a short line; the date of a note stands in its first lines or beside a word for it.
    private const int LongestHeading = 100, HeadingLines = 3;

    // Characters before a phrase that may turn it round.
    private const int Reach = 200;

    private static readonly Lazy<Regex> NoteDayWords = Pattern.OfWords(@"\b(date|visit|note|report|seen|service|exam|examination|study|progress|letter|consult|consultation|clinic|encounter|performed|collected|evaluation|session|dated)\b");
    private static readonly Lazy<Regex> ReportWords = Pattern.OfWords(@"\b(reports?|results?|laborator(?:y|ies)|labs?|collected|drawn|specimen|study|studies|polysomnogra\w+|psg|hst|sleep test|blood gas|abg|spirometry|pft|download|echocardiogram|titration)\b");
    private static readonly Lazy<Regex> Denial = Pattern.OfWords(@"\b(no|not|never|none|without|denie[sd]|denying|negative|cannot|unable|unchanged|unstable|unmet|declined?|refused|absence|absent|ruled out|free of|non-?smoker)\b");
    private static readonly Lazy<Regex> DenialBefore = Pattern.OfWords(@"\b(?:no|not|never|without|denie[sd]|denying|negative for|free of|absence of)\W+(?:\w+\W+){0,4}$");
    private static readonly Lazy<Regex> FamilyBefore = Pattern.OfWords(@"\bfamil(?:y|ial)(?: (?:cancer|medical|health))?(?: (?:history|hx|h/o)\b(?: (?!patient|pt|she|he|personal|own)[\w/,]+){0,8})? $");
    private static readonly Lazy<Regex> PersonBefore = Pattern.OfWords(@"\b(?:wife|husband|spouse|partner|girlfriend|boyfriend|fianc[eé]e?|roommate|friend|neighbo[u]?r|coworker|sons?|daughters?|mother|father|mom|dad|brothers?|sisters?|aunts?|uncles?|cousins?|siblings?|niece|nephew|grand(?:mother|father|ma|pa|parents?)|MGM|PGM|MGF|PGF|maternal (?:side|relatives?)|paternal (?:side|relatives?))(?:-in-law)?(?:'s)?(?: (?!reports?|says?|states?|notes?|noticed|confirms?|describes?|that|who|and|he|she|but)[\w]+){0,4} $");
    private static readonly Lazy<Regex> SleepStudy = Pattern.OfWords(@"\b(?:polysomnogra\w+|PSG|HSAT|HST|sleep (?:study|test|apnea test)|home sleep)\b");
    private static readonly Lazy<Regex> NoWarnings = Pattern.OfWords(@"\b(?:no|denies|without|negative for)(?: (?:any|other|clinical|spinal|back|pain))* red[ -]flags?\b(?![^:]*\bif\b)");
    private static readonly Lazy<Regex> DenialFirst = Pattern.OfWords(@"^(?:no|not|never|without|denie[sd]|denying|none|free of|absence of|negative)\b");
    private static readonly Lazy<Regex> NotBefore = Pattern.OfWords(@"(?:\bnot|\bnever|n't)(?: (?:yet|been|ever|fully|really|currently|be|to|previously)){0,2} $");
    private static readonly Lazy<Regex> OtherDay = Pattern.OfWords(@"\b(dob|birth|born|start|starts|service|request|requested|end|through|until|due|next|effective|appointment|scheduled|fax|received|since)\b");

    // 'RE: Jane Roe, 05/21/1962': what stands behind a patient's name is the day of birth.
    private static readonly Lazy<Regex> OfPatient = Pattern.OfWords(@"^\W*(?:re|regarding|patient|pt|name|member)\b");

    private readonly Dictionary<DocumentId, DocumentScopes> _scopes = [];
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    /// <summary>The documents.</summary>
    public ImmutableArray<AnnotatedDocument> Documents => documents;

    /// <summary>Every statement that bears one of the phrases, in the order of the documents.</summary>
    public IEnumerable<ChartStatement> Find(ImmutableArray<string> phrases)
    {
        foreach (var document in documents)
        {
            var found = new FoundSpans(document.Text.Length);
            foreach (string phrase in phrases)
            {
                ImmutableHashSet<string> flags = Unreal.AsksForAPlan(phrase) ? [ChartIdeas.MayBePlanned] : [];
                foreach (Match match in PatternOf(phrase).Matches(document.Text)) Add(found, document, new(match.Index, match.Index + match.Length), flags);
            }

            foreach (var statement in Stated(document, found)) yield return statement;
        }
    }

    /// <summary>Every statement that says an idea in one of the ways, in the order of the documents.</summary>
    internal IEnumerable<ChartStatement> Find(IEnumerable<ChartRule> rules)
    {
        ChartRule[] ways = [.. rules];
        foreach (var document in documents)
        {
            var found = new FoundSpans(document.Text.Length);
            // What counts whoever it is said of is more particular, and goes before.
            foreach (var rule in ways.OrderByDescending(static r => r.Flags.Contains(ChartIdeas.OfAnyone)))
            {
                foreach (var span in rule.In(document.Text))
                {
                    if (rule.Under is null || document.Source.PageAt(span.Start).Lines.Take(HeadingLines).Any(l => rule.Under.IsMatch(l.Span.In(document.Text)))) Add(found, document, span, rule.Flags);
                }
            }

            foreach (var statement in Stated(document, found)) yield return statement;
        }
    }

    /// <summary>Every statement whose words a pattern finds.</summary>
    internal IEnumerable<ChartStatement> Find(Regex pattern)
    {
        foreach (var document in documents)
        {
            foreach (Match match in pattern.Matches(document.Text))
            {
                var span = new TextSpan(match.Index, match.Index + match.Length);
                var sentence = SentenceAt(document, span);
                if (sentence.Contains(span) && isUsable(document, span)) yield return Judged(document, span, sentence);
            }
        }
    }

    /// <summary>What tables of a measure over time say of an idea: whether it went the way that shows it, and where. One that stayed as it was beside one that went so says nothing; one that went the other way stands against it.</summary>
    internal IEnumerable<(bool Shows, ChartStatement Statement)> Measured(ImmutableArray<string> phrases)
    {
        var measures = ChartIdeas.MeasuresOf(phrases).ToList();
        foreach (var document in measures.Count == 0 ? [] : documents)
        {
            var read = measures.SelectMany(m => MeasureTables.In(document, m.Measure).Select(s => (Shows: m.Rises ? s.Last > s.First : s.Last < s.First, Stays: s.Last == s.First, Series: s))).Where(r => isUsable(document, r.Series.Line)).ToList();
            foreach (var (shows, _, series) in read.Where(r => !r.Stays || !read.Exists(static o => o.Shows)))
            {
                var statement = Judged(document, series.Line, series.Line);
                if (statement.Assertion.Experiencer == Experiencer.Patient) yield return (shows, statement with { Date = series.Day ?? statement.Date, Assertion = statement.Assertion with { Polarity = Polarity.Affirmed, Temporality = Temporality.Recent } });
            }
        }
    }

    /// <summary>Statements that bear a phrase, also with one word more in it. Only for what stands against a request: a person then looks.</summary>
    internal IEnumerable<ChartStatement> FindLoosely(ImmutableArray<string> phrases) => phrases.SelectMany(p => Find(ChartWords.LoosePatternOf(p)));

    private void Add(FoundSpans found, AnnotatedDocument document, TextSpan span, ImmutableHashSet<string> flags)
    {
        if (!found.Overlap(span) && isUsable(document, span)) found.Add(span, flags);
    }

    private IEnumerable<ChartStatement> Stated(AnnotatedDocument document, FoundSpans found)
    {
        foreach (var (span, flags) in found.All.OrderBy(static f => f.Span))
        {
            var sentence = SentenceAt(document, span);
            // A phrase with a gap must not join two sentences.
            if (!sentence.Contains(span)) continue;
            var statement = Judged(document, span, sentence) with { Words = span, IsReal = !Unreal.IsOffered(document.Text, sentence, span) && (flags.Contains(ChartIdeas.MayBePlanned) || !Unreal.Is(document.Text, sentence, span)) };
            if (flags.Contains(ChartIdeas.WithResult) && statement.Assertion.Polarity != Polarity.Negated) statement = statement with { Assertion = statement.Assertion with { Polarity = Polarity.Affirmed, Temporality = Temporality.Recent } };
            if (flags.Contains(ChartIdeas.OfToday)) statement = statement with { Assertion = statement.Assertion with { Temporality = Temporality.Recent } };
            bool patients = flags.Contains(ChartIdeas.OfAnyone) || (flags.Contains(ChartIdeas.OfPatient) && !statement.Assertion.Rules.Any(static r => r.StartsWith("other", StringComparison.Ordinal)));
            yield return patients ? statement with { Assertion = statement.Assertion with { Experiencer = Experiencer.Patient }, IsSure = true } : statement;
        }
    }

    private ChartStatement Judged(AnnotatedDocument document, TextSpan span, TextSpan sentence)
    {
        var assertion = OfWhole(document, span);
        string before = document.Text[Math.Max(sentence.Start, span.Start - Reach)..Math.Max(sentence.Start, span.Start)];
        // 'Family' may stand before a phrase that begins with 'history', or behind the denial of all of it; 'his wife' before what is said of her.
        if (IsOfAnother(before)) assertion = assertion with { Experiencer = Experiencer.Other, Rules = assertion.Rules.Add("other-before") };
        // 'Red flags:' is a warning to come back for them; 'no red flags:' denies them.
        if (assertion.Temporality == Temporality.Hypothetical && NoWarnings.Value.IsMatch(before)) assertion = assertion with { Temporality = Temporality.Recent };
        // In a list of denials ('no weakness, no history of cancer') one does not turn the next round.
        if (assertion.Polarity == Polarity.Negated && DenialFirst.Value.IsMatch(span.In(document.Text))) assertion = assertion with { Polarity = Polarity.Affirmed };
        if (assertion.Polarity == Polarity.Affirmed && NotBefore.Value.IsMatch(before)) assertion = assertion with { Polarity = Polarity.Negated, Rules = assertion.Rules.Add("negated-before") };
        var statement = new ChartStatement(new(document.Source.Id, sentence), assertion, DayOf(document, span)) { Words = span };
        if (assertion.Experiencer != Experiencer.Other || assertion.Rules.Any(static r => r.StartsWith("other", StringComparison.Ordinal))) return statement;
        // The section goes on in pieces without a title; the last title before the place is where it began.
        var titled = document.Sections.LastOrDefault(s => !s.TitleSpan.IsEmpty && s.Category == SectionCategory.FamilyHistory && s.Span.Start <= span.Start);
        bool spills = titled is not null && document.Source.PageAt(titled.TitleSpan.Start).Number != document.Source.PageAt(span.Start).Number;
        return spills ? statement with { Assertion = assertion with { Experiencer = Experiencer.Patient }, IsSure = false } : statement;
    }

    /// <summary>
    /// What is said of a phrase. A denial may reach into it ('No history of cancer' around 'history of cancer') and then covers its last word alone; a phrase that denies by itself ('no prior MRI') is taken as it stands.
    /// </summary>
    private Assertion OfWhole(AnnotatedDocument document, TextSpan span)
    {
        var scopes = Scopes(document);
        var whole = scopes.Judge(span, null);
        if (whole.Polarity != Polarity.Affirmed || Denial.Value.IsMatch(span.In(document.Text))) return whole;
        // A denial that follows ('prior testing showed no change') is of what follows.
        var sentence = SentenceAt(document, span);
        if (!DenialBefore.Value.IsMatch(document.Text[sentence.Start..Math.Max(sentence.Start, span.Start)])) return whole;
        int last = span.End;
        while (last > span.Start && char.IsLetterOrDigit(document.Text[last - 1])) last--;
        return last == span.Start || last == span.End || scopes.Judge(new(last, span.End), null) is not { Polarity: not Polarity.Affirmed } head ? whole : whole with { Polarity = head.Polarity, Rules = head.Rules };
    }

    /// <summary>Whether the words before something in its sentence make it another person's: 'his wife', 'family history of'.</summary>
    internal static bool IsOfAnother(string before) => FamilyBefore.Value.IsMatch(before) || PersonBefore.Value.IsMatch(before);

    /// <summary>The day of the note that a page belongs to, up to a place; null where none is known.</summary>
    internal static PartialDate? DayOfNote(AnnotatedDocument document, TextSpan span) => NoteDayOf(document, span);

    /// <summary>Whether the page of a place is headed as the report of a sleep study: its day is the day of the study.</summary>
    internal static bool IsSleepStudy(AnnotatedDocument document, TextSpan span) => document.Source.PageAt(span.Start).Lines.Take(HeadingLines).Any(l => SleepStudy.Value.IsMatch(l.Span.In(document.Text)));

    /// <summary>The sentence around a span; the line where no sentence is known there.</summary>
    public static TextSpan SentenceAt(AnnotatedDocument document, TextSpan span)
    {
        foreach (var sentence in document.Sentences)
        {
            if (sentence.Span.Contains(span)) return sentence.Span;
            if (sentence.Span.Start > span.End) break;
        }

        foreach (var line in document.Source.PageAt(span.Start).Lines)
        {
            if (line.Span.Contains(span)) return line.Span;
        }

        return span;
    }

    /// <summary>The only date that a sentence writes, else the day of the note that the page belongs to; null where neither is known.</summary>
    public static PartialDate? DayOf(AnnotatedDocument document, TextSpan span) => OwnDay(document, SentenceAt(document, span)) ?? NoteDayOf(document, span);

    /// <summary>The only date that a range writes; null where it writes none or several different ones.</summary>
    public static PartialDate? OwnDay(AnnotatedDocument document, TextSpan range)
    {
        string[] days = [.. document.Mentions.Where(m => m.Type == MentionType.Date && range.Contains(m.Span)).Select(static m => m.Part("date")?.Value).OfType<string>().Distinct(StringComparer.Ordinal)];
        return days.Length == 1 ? PartialDate.Parse(days[0]) : null;
    }

    /// <summary>The document with this id; null where the chart has none.</summary>
    public AnnotatedDocument? Document(DocumentId id) => documents.FirstOrDefault(d => d.Source.Id == id);

    /// <summary>Whether a place may be used.</summary>
    public bool IsUsable(AnnotatedDocument document, TextSpan span) => isUsable(document, span);

    /// <summary>What the document says of a span.</summary>
    internal DocumentScopes Scopes(AnnotatedDocument document)
    {
        if (_scopes.TryGetValue(document.Source.Id, out var scopes)) return scopes;
        return _scopes[document.Source.Id] = new(new(document.Source, document.Sections, document.Sentences));
    }

    /// <summary>The line of heading whose day is that of a place, on its own page; null where the page has none before it.</summary>
    internal static TextSpan? HeadingOf(AnnotatedDocument document, TextSpan span) => NoteDay(document, span)?.Line;

    /// <summary>The day of the report of results that a place stands in: its heading, or the line above that, says that results are reported. Null for a visit's note.</summary>
    internal static PartialDate? ReportDayOf(AnnotatedDocument document, TextSpan span)
    {
        if (NoteDay(document, span) is not { } head) return null;
        var lines = document.Source.PageAt(span.Start).Lines;
        int at = 0;
        while (lines[at].Span != head.Line) at++;
        return lines[Math.Max(0, at - 1)..(at + 1)].Any(l => l.Span.Length <= LongestHeading && ReportWords.Value.IsMatch(l.Span.In(document.Text))) ? head.Day : null;
    }

    private static PartialDate? NoteDayOf(AnnotatedDocument document, TextSpan span) => NoteDay(document, span)?.Day;

    /// <summary>
    /// The last day that a line of heading writes before the span on its own page. A page without one has none: in a faxed packet the page before may be another document's.
    /// </summary>
    private static (PartialDate Day, TextSpan Line)? NoteDay(AnnotatedDocument document, TextSpan span)
    {
        (PartialDate, TextSpan)? day = null;
        var page = document.Source.PageAt(span.Start);
        int before = page.Span.Start;
        foreach (var mention in document.Mentions)
        {
            if (mention.Span.Start >= span.Start) break;
            if (mention.Span.Start < page.Span.Start || mention.Type != MentionType.Date || mention.Part("date")?.Value is not { } value || PartialDate.Parse(value) is not { IsDay: true } read) continue;
            int at = 0;
            while (at < page.Lines.Length && !page.Lines[at].Span.Contains(mention.Span)) at++;
            if (at == page.Lines.Length || page.Lines[at].Span.Length > LongestHeading) continue;
            var line = page.Lines[at].Span;
            // 'DOB: 09/09/1956   Night of 03/10/2026': what stands before another date is that one's.
            int from = Math.Max(line.Start, before);
            before = mention.Span.End;
            if (document.Text[from..mention.Span.Start] is var label && (OtherDay.Value.IsMatch(label) || (OfPatient.Value.IsMatch(label) && !NoteDayWords.Value.IsMatch(label)))) continue;
            if (at < HeadingLines || NoteDayWords.Value.IsMatch(line.In(document.Text))) day = (read, line);
        }

        return day;
    }

    private Regex PatternOf(string phrase)
    {
        if (_patterns.TryGetValue(phrase, out var known)) return known;
        return _patterns[phrase] = ChartWords.PatternOf(phrase);
    }
}
