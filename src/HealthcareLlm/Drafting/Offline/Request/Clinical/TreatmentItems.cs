using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Reads what was tried from lists: a title or label, and under it or after it one treatment an item, with dates and outcome.</summary>
internal static class TreatmentItems
{
    private const int MaximumLines = 24;
    private const int LongestItem = 2000;
    private const int LongestRemark = 80;

    internal static IEnumerable<ListEntry> OfBlock(RequestContext context, ClinicalPage page, ClinicalBlock block)
    {
        // 'Earlier drug lines: none for this cancer   Markers …'
        if (block.IsInline && IsNoneAtAll(page.Text[block.Body.Start..Math.Min(block.Body.End, block.Body.Start + LongestRemark)])) yield break;
        foreach (var item in Items(page, block))
        {
            if (NotBegun().IsMatch(item.In(page.Text)) || Read(context, page, item, 0.82 * page.Page.Weight) is not { } entry) continue;
            // Under a title stand other lines too: a known treatment, an outcome or a span of time tells an item.
            bool known = page.MentionsIn(item).Any(m => m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Device);
            // The run of a title ends with its sentence; what stands behind it needs a word on how it went, or days.
            bool days = entry.Has("startDate") || entry.Has("endDate");
            if (block.IsInline && item.Start > Bounded(page, block).End && !(known ? entry.Has("outcome") || days : entry.Has("outcome") && (days || Unknown().Match(item.In(page.Text)).Value.EndsWith(':')))) continue;
            if (block.IsInline || known || entry.Has("outcome") || (entry.Has("startDate") && entry.Has("endDate"))) yield return entry;
        }
    }

    /// <summary>Whether an answer says that nothing was tried: 'none for this cancer'; not 'none of them helped'.</summary>
    internal static bool IsNoneAtAll(string answer) => NoneAtAll().IsMatch(answer);

    /// <summary>Answers to 'Has the member tried …? [x] Yes  Which: … Dates: … Outcome: …'.</summary>
    internal static IEnumerable<ListEntry> OfQuestions(RequestContext context, ClinicalPage page)
    {
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Span.Length > LongestItem) continue;
            string words = line.Span.In(page.Text);
            if (TriedQuestion().Match(words) is not { Success: true } asked) continue;
            var answer = new TextSpan(line.Span.Start + asked.Index + asked.Length, line.Span.End);
            foreach (var mention in page.MentionsIn(answer).Where(m => m.Type is MentionType.Medication or MentionType.Procedure).Take(1))
            {
                if (Read(context, page, new(mention.NameSpan.Start, answer.End), 0.8 * page.Page.Weight) is { } entry) yield return entry;
            }
        }
    }

    /// <summary>Items of an answer to one label: where it tells days or how it went, a comma parts only what begins another treatment.</summary>
    internal static IEnumerable<TextSpan> OfAnswer(ClinicalPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        if (words.Any(char.IsAsciiDigit) || Outcomes.Of(words) is not null) return TreatmentRuns.Sentences(page, span).SelectMany(s => TreatmentRuns.Items(page, s)).Where(i => !NotBegun().IsMatch(i.In(page.Text)));
        return ListItems.Split(words).Select(i => new TextSpan(span.Start + i.At, span.Start + i.At + i.Item.Length));
    }

    /// <summary>One item: the name first, then what is said of it.</summary>
    internal static ListEntry? Read(RequestContext context, ClinicalPage page, TextSpan span, double score)
    {
        string words = span.In(page.Text);
        if (Name(page, span) is not { IsEmpty: false } name) return null;
        string treatment = TextForm.OneLine(name.In(page.Text));
        if (treatment.Length is < 2 or > 90 || page.IsCopied(span) || TextForm.SaysNothing(treatment) || IsNone(treatment) || !treatment.Any(char.IsLetter)) return null;
        var entry = new ListEntry();
        entry.Add(new(page.Page, "treatment", treatment, score, "treatment-list", [name]));
        var rest = new TextSpan(name.End, span.End);
        Outcomes.Add(page.Page, rest, score * 0.95, entry);
        if (!entry.Has("outcome")) Outcomes.Add(page.Page, new(span.Start, name.Start), score * 0.9, entry);
        Dates(context, page.Page, rest, score * 0.92, entry);
        return entry;
    }

    /// <summary>Adds the dates of a treatment: first begin, then end; a lone one after 'until' is the end.</summary>
    internal static void Dates(RequestContext context, RequestPage page, TextSpan span, double score, ListEntry entry)
    {
        if (span.IsEmpty) return;
        string words = span.In(page.Text);
        var dates = DateReadings.PartialDates(words, context.Dates);
        // '2019-2020', '2022-23' are spans of years.
        if (Years().Match(words) is { Success: true } years && !dates.Exists(d => d.Start < years.Index + years.Length && years.Index < d.End))
        {
            foreach (var (leaf, group) in (ReadOnlySpan<(string, Group)>)[("startDate", years.Groups["a"]), ("endDate", years.Groups["b"])])
            {
                string year = group.Length == 2 ? string.Concat(years.Groups["a"].Value.AsSpan(0, 2), group.Value) : group.Value;
                if (!entry.Has(leaf)) entry.Add(new(page, leaf, year, score, "treatment-years", group.Length == 2 ? [new(span.Start + years.Index, span.Start + years.Index + years.Length)] : [new(span.Start + group.Index, span.Start + group.Index + group.Length)]));
            }

            return;
        }

        for (int i = 0; i < dates.Count && i < 2; i++)
        {
            // Of two days of a range the first begins it; a lone one behind 'until' or 'finished' ends it.
            bool range = i == 0 && dates.Count > 1 && (dates[1].Start < dates[0].End || Range().IsMatch(words.AsSpan(dates[0].End, dates[1].Start - dates[0].End)));
            bool isEnd = i == 1 || (!range && UntilBefore().IsMatch(words.AsSpan(0, dates[i].Start)));
            string leaf = isEnd ? "endDate" : "startDate";
            if (i == 1 && dates[1].Start >= dates[0].End && !Range().IsMatch(words.AsSpan(dates[0].End, dates[1].Start - dates[0].End))) break;
            if (!entry.Has(leaf)) entry.Add(new(page, leaf, dates[i].Value, score, "treatment-dates", [dates[i].At(span)]) { Repaired = dates[i].Repaired, Doubt = dates[i].Doubt });
            if (isEnd) break;
        }
    }

    /// <summary>Adds the first day of words as one end of a treatment, where that is not told yet.</summary>
    internal static void Day(RequestContext context, RequestPage page, TextSpan span, string leaf, double score, ListEntry entry)
    {
        if (!span.IsEmpty && !entry.Has(leaf) && DateReadings.PartialDates(span.In(page.Text), context.Dates) is [var date, ..]) entry.Add(new(page, leaf, date.Value, score, "treatment-dates", [date.At(span)]) { Repaired = date.Repaired, Doubt = date.Doubt });
    }

    /// <summary>Whether words tell that something was only planned, offered or declined.</summary>
    internal static bool IsNotBegun(string words) => NotBegun().IsMatch(words);

    /// <summary>Sentences of a run behind its first that begin with what treats: 'Treatment. Phenobarbital …. Speech therapy weekly since 02/2025, ongoing.'</summary>
    private static IEnumerable<TextSpan> Further(ClinicalPage page, ClinicalBlock block, int from)
    {
        string words = new TextSpan(from, Math.Min(block.Body.End, from + LongestItem)).In(page.Text);
        int gap = words.IndexOf("\n\n", StringComparison.Ordinal);
        if (gap == 0) yield break;
        if (gap > 0) words = words[..gap];
        int start = 0;
        foreach (Match stop in SentenceEnd().Matches(words + "."))
        {
            int end = Math.Min(stop.Index, words.Length);
            while (start < end && !char.IsLetterOrDigit(words[start])) start++;
            if (end - start > 3)
            {
                var sentence = new TextSpan(from + start, from + end);
                bool begins = page.MentionsIn(sentence).Any(m => m.Type is MentionType.Medication or MentionType.Procedure && m.NameSpan.Start <= sentence.Start + 14) || TreatmentNouns.In(page.Text, sentence).Any(n => n.Start <= sentence.Start + 2) || Unknown().IsMatch(sentence.In(page.Text));
                if (begins && Subject().Match(sentence.In(page.Text)) is not { Success: true })
                {
                    foreach (var part in TreatmentRuns.Items(page, sentence)) yield return part;
                }
            }

            start = Math.Min(words.Length, stop.Index + stop.Length);
        }
    }

    private static IEnumerable<TextSpan> Items(ClinicalPage page, ClinicalBlock block)
    {
        if (page.Page.Values.Any(v => v.Rule == "asked" && v.LabelSpan.Start == block.Title.Start)) return Answered(page, block.Body);
        var body = Bounded(page, block);
        if (!block.IsInline) return UnderTitle(page, body);
        return Boxes().IsMatch(body.In(page.Text)) ? Marked(page, body) : TreatmentRuns.Items(page, body).Concat(Further(page, block, body.End));
    }

    /// <summary>Items of an answer: its sentences, and lines that begin with a name of their own; one that was not begun is none.</summary>
    private static IEnumerable<TextSpan> Answered(ClinicalPage page, TextSpan body)
    {
        string words = new TextSpan(body.Start, Math.Min(body.End, body.Start + LongestItem)).In(page.Text);
        if (TreatmentRuns.Counted().Matches(words) is { Count: > 1 } counts && TreatmentRuns.IsLeadIn(page, new(body.Start, body.Start + counts[0].Index)))
        {
            foreach (var item in TreatmentRuns.Items(page, new(body.Start, body.Start + words.Length)).Where(i => !NotBegun().IsMatch(i.In(page.Text)))) yield return item;
            yield break;
        }

        int start = 0;
        for (int i = 0; i <= words.Length; i++)
        {
            bool end = i == words.Length;
            if (!end && words[i] is not (';' or '\n' or '.')) continue;
            // '…; begun 03/2023; ended 04/13/2026': what is said of an item begins none, nor does a line behind a word that cannot end one.
            if (!end && i + 1 < words.Length && TreatmentRuns.NotBegin().IsMatch(words[(i + 1)..]) && words[i] == ';') continue;
            if (!end && words[i] == '\n' && RunsOver().IsMatch(words[start..i])) continue;
            if (!end && words[i] == '.' && !(i + 1 < words.Length && char.IsWhiteSpace(words[i + 1]))) continue;
            if (!end && words[i] == '\n' && !(i + 1 < words.Length && !TreatmentRuns.NotBegin().IsMatch(words[(i + 1)..]) && (char.IsUpper(words[i + 1]) || page.Mentions.Any(m => m.NameSpan.Start == body.Start + i + 1)))) continue;
            string item = words[start..i];
            if (item.Trim().Length > 3 && !NotBegun().IsMatch(item)) yield return new(body.Start + start, body.Start + i);
            start = i + 1;
        }
    }

    /// <summary>The block up to the first line or sentence that is no item any more.</summary>
    private static TextSpan Bounded(ClinicalPage page, ClinicalBlock block)
    {
        if (!block.IsInline) return block.Body;
        // A run after a colon ends with its sentence or paragraph, unless list items follow.
        string words = new TextSpan(block.Body.Start, Math.Min(block.Body.End, block.Body.Start + LongestItem)).In(page.Text);
        int end = words.Length;
        if (SentenceEnd().Match(words) is { Success: true } stop) end = stop.Index;
        int gap = words.IndexOf("\n\n", StringComparison.Ordinal);
        if (gap >= 0) end = Math.Min(end, gap);
        return new(block.Body.Start, block.Body.Start + end);
    }

    private static IEnumerable<TextSpan> UnderTitle(ClinicalPage page, TextSpan body)
    {
        int count = 0;
        TextSpan? open = null;
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Span.Start < body.Start || line.Span.Start >= body.End || line.Span.Length > LongestItem) continue;
            if (++count > MaximumLines) break;
            string words = line.Span.In(page.Text);
            if (IsHeading(page, line)) continue;
            if (Boxes().IsMatch(words) && !Question().IsMatch(words))
            {
                foreach (var marked in Marked(page, line.Span)) yield return marked;
                continue;
            }

            // A question of the form ends the list above it.
            if (Question().IsMatch(words)) break;
            // A line that begins small, or with an outcome, goes on with the one above.
            bool continues = open is not null && line.Cells.Length == 1 && !Dashed().IsMatch(words) && (char.IsLower(words[0]) && !page.MentionsIn(line.Span).Any(m => m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Device && m.NameSpan.Start == line.Span.Start) || (words[0] is '(' && !TreatmentRuns.Counted().IsMatch(words)) || Continues(open.Value.In(page.Text), words));
            if (continues)
            {
                open = new(open!.Value.Start, line.Span.End);
                continue;
            }

            if (open is { } item)
            {
                foreach (var part in Parts(page, item)) yield return part;
            }

            open = IsProse(page, line) ? null : line.Span;
        }

        if (open is { } last)
        {
            foreach (var part in Parts(page, last)) yield return part;
        }
    }

    /// <summary>Whether a line goes on with the one before it: that one ends in a word that cannot end an item, or without a stop before a day.</summary>
    private static bool Continues(string before, string line) =>
        RunsOver().IsMatch(before) || (char.IsAsciiDigit(line[0]) && before.TrimEnd() is { Length: > 0 } had && char.IsLetter(had[^1]) && DayFirst().IsMatch(line));

    private static bool IsHeading(ClinicalPage page, Line line) =>
        line.Cells.Length > 1 && HeadingCell().IsMatch(line.Cells[0].Span.In(page.Text)) && !line.Span.In(page.Text).Any(char.IsAsciiDigit);

    /// <summary>A full sentence under a title is read as prose, not as an item.</summary>
    private static bool IsProse(ClinicalPage page, Line line) => line.Cells.Length == 1 && Subject().IsMatch(line.Span.In(page.Text));

    private static IEnumerable<TextSpan> Parts(ClinicalPage page, TextSpan item)
    {
        int start = item.Start;
        if (TreatmentRuns.Counted().Count(item.In(page.Text)) > 1)
        {
            foreach (var part in TreatmentRuns.Items(page, item)) yield return part;
            yield break;
        }

        string all = item.In(page.Text);
        foreach (Match stop in SentenceEnd().Matches(all))
        {
            // '… through June 2024. Flared in the end.': what only says how it went belongs to the item before it.
            if (GoesOn(page, new(Math.Min(item.End, item.Start + stop.Index + stop.Length), item.End))) continue;
            int end = item.Start + stop.Index;
            foreach (var part in Of(page, new(start, end))) yield return part;
            start = Math.Min(item.End, item.Start + stop.Index + stop.Length);
        }

        if (start < item.End)
        {
            foreach (var part in Of(page, new(start, item.End))) yield return part;
        }

        static IEnumerable<TextSpan> Of(ClinicalPage page, TextSpan item) => item.In(page.Text).Contains(';', StringComparison.Ordinal) ? TreatmentRuns.Items(page, item) : [item];
    }

    /// <summary>Whether the first sentence of what follows names no treatment and tells how one went.</summary>
    private static bool GoesOn(ClinicalPage page, TextSpan following)
    {
        string words = following.In(page.Text).TrimStart();
        if (words.Length == 0) return false;
        var sentence = new TextSpan(following.End - words.Length, following.End - words.Length + (SentenceEnd().Match(words) is { Success: true } stop ? stop.Index : words.Length));
        return sentence.Length <= LongestRemark && !ClinicalCues.TellsNever(sentence.In(page.Text)) && Outcomes.Of(sentence.In(page.Text)) is not null
            && !page.MentionsIn(sentence).Any(m => m.Type is MentionType.Medication or MentionType.Procedure) && !TreatmentNouns.In(page.Text, sentence).Any() && !Unknown().IsMatch(sentence.In(page.Text));
    }

    /// <summary>Options with a mark in their box.</summary>
    private static List<TextSpan> Marked(ClinicalPage page, TextSpan body)
    {
        string words = body.In(page.Text);
        var marked = new List<TextSpan>();
        foreach (Match box in Boxes().Matches(words))
        {
            if (!box.Groups["on"].Success) continue;
            int start = box.Index + box.Length;
            int end = Boxes().Match(words, start) is { Success: true } next ? next.Index : words.Length;
            int line = words.IndexOf('\n', start, end - start);
            if (line > 0) end = line;
            marked.Add(new(body.Start + start, body.Start + end));
        }

        return marked;
    }

    /// <summary>Whether words of a table or list are no treatment: headings, questions, pronouns.</summary>
    internal static bool IsNone(string words) => NoTreatment().IsMatch(words) || Question().IsMatch(words);

    private static TextSpan Name(ClinicalPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        var match = ItemName().Match(words);
        if (!match.Success) return default;
        var group = match.Groups["n"];
        var name = new TextSpan(span.Start + group.Index, span.Start + group.Index + group.Length);
        // '1  sertraline 200 mg', 'Doxycycline 21 d': a count before the name and the dose or days behind it are none of it.
        if (Count().Match(name.In(page.Text)) is { Success: true } count && page.Mentions.Any(m => m.Type is MentionType.Medication && m.NameSpan.Start == name.Start + count.Length)) name = new(name.Start + count.Length, name.End);
        if (Amount().Match(name.In(page.Text)) is { Success: true } amount && page.MentionsIn(name).Any(m => m.Type is MentionType.Medication or MentionType.Procedure && m.NameSpan.Start == name.Start)) name = new(name.Start, name.Start + amount.Index);
        if (Often().Match(name.In(page.Text)) is { Success: true } often) name = new(name.Start, name.Start + often.Index);
        // A known drug or procedure at the head of the item names it best.
        foreach (var mention in page.Mentions)
        {
            if (mention.Type is not (MentionType.Medication or MentionType.Procedure) || !span.Contains(mention.NameSpan)) continue;
            if (mention.NameSpan.Start <= name.Start + 2 && mention.NameSpan.End > name.End) return mention.NameSpan;
        }

        return new(name.Start, name.Start + name.In(page.Text).TrimEnd(' ', ',', '-', '\u2013', ':', '.').Length);
    }

    private static readonly Lazy<Regex> ItemNamePattern = Pattern.Of(@"^[\s*\u2022\u00a2\u00b0\u00b7\u00bb\u00a7>|~\-\u2013,]*(?:(?:[0-9]{1,2}[.)]|\(?[A-Ha-h]\)|\([0-9]{1,2}\))\s+)?(?:and\s+)?(?:(?:failed|tried|trial of|intolerant (?:to|of)|s/p|completed|prior|previous|yes,?)\s+)?(?:an?\s+(?=[a-z]{3}))?(?:[0-9]+\s+(?:weeks?|months?|visits?|sessions?)\s+(?:of\s+)?)?(?<n>[A-Za-z0-9](?:[^(\n:;,]|\n(?=\s*[a-z])){1,88}?(?:,\s+(?:[0-9]{1,3}\s+(?:visits|sessions|injections|treatments|weeks)|supervised|weekly [a-z ]{3,40}|[a-z]+ (?:dose|course))(?=\s*(?:[,:;(]|$)))?)(?=\s*(?:[(;:,]|[-\u2013]\s|\s[-\u2013]|  |\n(?!\s*[a-z])|\.$|\bfrom\b|\bfailed\b|\bstopped\b|\bcaused\b|\bgave\b|\bx\s*[0-9]|\b(?:19|20)[0-9]{2}\b|\b[0-9]{1,2}/[0-9]|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? [0-9]{4}|$|\bfor (?:[0-9]|an? |about |over |one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many)|\bwith(?:out)?\b|\bsince\b|\bin [0-9]|\b(?:was|were|is|did|could|has|had)\b|\b(?:completed|ongoing|currently|contraindicated|ineffective)\b|\bnot tolerated\b|\bno\b|\buntil\b|\bthrough\b|\b(?:given|taken|worn|begun|tried) (?:from|in|since|on|[0-9])|\bcontinues?\b|\bgoes on\b|\bstill\b|\bhelped\b|\bdue to\b|\bbecause\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ItemName() => ItemNamePattern.Value;

    // 'Saline irrigation since 07/2025, inadequate': a name that no lexicon holds, and days or a colon behind it.
    private static readonly Lazy<Regex> UnknownPattern = Pattern.Of(@"^[A-Z][A-Za-z\-]{3,}(?:[ \n][a-z0-9\-]{2,}){0,4}(?::|,?[ \n](?:once|twice|[0-9]|from|in [0-9JFMASOND]|since|until|by mask|(?:given|taken|used|worn|begun|started|tried)[ \n](?:from|in|since|on|[0-9])))", RegexOptions.CultureInvariant);

    private static Regex Unknown() => UnknownPattern.Value;

    private static readonly Lazy<Regex> DayFirstPattern = Pattern.Of(@"^[0-9]{1,2}/(?:[0-9]{1,2}/)?[0-9]{2,4}\b", RegexOptions.CultureInvariant);

    private static Regex DayFirst() => DayFirstPattern.Value;

    private static readonly Lazy<Regex> RunsOverPattern = Pattern.OfWords(@"\((?:[0-9]{1,2}|[a-h])\)\s*$|\b(?:has|had|have|and|or|of|the|to|with|an?|for|by|in|on|under|over|at|than|his|her|was|were|is|but|not|that|which|from|until|since|after|because)\s*$");

    private static Regex RunsOver() => RunsOverPattern.Value;

    private static readonly Lazy<Regex> CountPattern = Pattern.Of(@"^[0-9]{1,2}\s+", RegexOptions.CultureInvariant);

    private static Regex Count() => CountPattern.Value;

    private static readonly Lazy<Regex> AmountPattern = Pattern.Of(@"\s+[0-9][0-9.,]*\s?(?:d|days?|wks?|weeks?|mos?|months?|visits|sessions|treatments)\b.*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static Regex Amount() => AmountPattern.Value;

    private static readonly Lazy<Regex> OftenPattern = Pattern.Of(@"(?<=[A-Za-z]{3}.*)\s+(?:(?:once|twice|three times) (?:a )?)?(?:daily|nightly|weekly|monthly|BID|TID|QID|PRN|day|week)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static Regex Often() => OftenPattern.Value;

    // 'opioids - never used': a name and what is said of it.
    private static readonly Lazy<Regex> DashedPattern = Pattern.Of(@"^[a-z][a-z\- ]{2,30}\s[-\u2013]\s", RegexOptions.CultureInvariant);

    private static Regex Dashed() => DashedPattern.Value;

    private static readonly Lazy<Regex> NotBegunPattern = Pattern.OfWords(@"\b(?:not (?:yet )?(?:been )?(?:started|begun|tried|used|taken|given)|never (?:started|tried|used|given)|only discussed|declin(?:ed|es)|refused|consider(?:ed|ing)|contemplated|planned|proposed|offered|weighed|thought (?:about|of)|thinking (?:about|of)|talked over|would be (?:the )?next|(?:was|were) discussed|not (?:needed|wished|wanted|approved)|not asked for|left aside)\b");

    private static Regex NotBegun() => NotBegunPattern.Value;

    private static readonly Lazy<Regex> NoTreatmentPattern = Pattern.Of(@"^(?:none|no\b|not\b|n/?a|completed|finished|so far|explain|describe|specify|if (?:no|yes)|see\b|drug|medication|treatment|therapy|name|dates?|from|to|outcome|result|response|reason|yes|please|list|the\b|he\b|she\b|patient\b|stopped|since|ongoing|page\b|form\b|all\b|other\b)(?:\b.{0,12})?$|.*\bsignature\b|^for\b|^(?:see|none|no|please|if|he|she|the patient|patient)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoTreatment() => NoTreatmentPattern.Value;

    private static readonly Lazy<Regex> NoneAtAllPattern = Pattern.Of(@"^\W*(?:none|nil|n/a)(?! of\b)(?![^.;\n]{0,30}(?:[:(]|\bbut\b|\bexcept))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoneAtAll() => NoneAtAllPattern.Value;

    private static readonly Lazy<Regex> QuestionPattern = Pattern.Of(@"\?|^\W*(?:is|are|does|do|did|has|have|was|were|will|can) (?:the|this|your|there) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Question() => QuestionPattern.Value;

    private static readonly Lazy<Regex> TriedQuestionPattern = Pattern.Of(@"\b(?:tried|failed|trial|taken|used|had|received|completed)\b[^?\n]{0,120}\?\s*(?:\[ \]\s*no\b\W*)?\[x\]\s*yes\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex TriedQuestion() => TriedQuestionPattern.Value;

    private static readonly Lazy<Regex> HeadingCellPattern = Pattern.Of(@"^\W*(?:drug|drugs|medication|medications|medicine|treatment|treatments|therapy|agent|name|drug name|medication name|name of (?:drug|medication|treatment)|treatment tried|drug tried|medication tried|type)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex HeadingCell() => HeadingCellPattern.Value;

    private static readonly Lazy<Regex> SubjectPattern = Pattern.Of(@"^\W*(?:s?he|they|the (?:patient|member)|patient|member|mr|mrs|ms|this|we|i)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Subject() => SubjectPattern.Value;

    private static readonly Lazy<Regex> BoxesPattern = Pattern.Of(@"\[(?<on>[xX])\]|\[ \]|[\u2610](?=\s)|(?<on>[\u2611\u2612])(?=\s)", RegexOptions.CultureInvariant);

    private static Regex Boxes() => BoxesPattern.Value;

    private static readonly Lazy<Regex> SentenceEndPattern = Pattern.Of(@"\.(?=\s+[A-Z(\[])|\.\s*$", RegexOptions.CultureInvariant);

    private static Regex SentenceEnd() => SentenceEndPattern.Value;

    private static readonly Lazy<Regex> UntilBeforePattern = Pattern.Of(@"\b(?:until|till|through|ended|ending|stopped|to|last)\s*:?\s*(?:in\s+|on\s+)?$|\b(?:finishing|completing|ending|stopping|stopped|discontinued|ended|finished|completed|quit|abandoned|withdrawn|(?:gave|given) (?:it |this |them )?up|d/c'?d|last (?:dose|visit|one))\b[^.;]{0,40}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex UntilBefore() => UntilBeforePattern.Value;

    private static readonly Lazy<Regex> YearsPattern = Pattern.Of(@"(?<![0-9/\-.])(?<a>(?:19|20)[0-9]{2})\s?(?:[-\u2013]|to|until|through)\s?(?<b>(?:19|20)[0-9]{2}|(?<=-)(?:1[3-9]|2[0-9]))(?![0-9/\-])", RegexOptions.CultureInvariant);

    private static Regex Years() => YearsPattern.Value;

    private static readonly Lazy<Regex> RangePattern = Pattern.Of(@"^(?:[^.;,]{0,24}|[^.]{0,4}(?:end|stop|to|until|through|last)[^.;]{0,16})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Range() => RangePattern.Value;
}
