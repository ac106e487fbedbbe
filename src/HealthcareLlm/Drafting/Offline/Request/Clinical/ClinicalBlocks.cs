using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>A part of a page under one title.</summary>
/// <param name="Kind">Kind of <c>rules/clinical-blocks.tsv</c>, such as <c>treatment</c>; <c>text</c> for words without a title that tells.</param>
/// <param name="Title">The title; empty where there is none.</param>
/// <param name="Body">What stands under it or after it.</param>
/// <param name="IsInline">Whether the body begins on the title's own line, after a colon.</param>
internal sealed record ClinicalBlock(string Kind, TextSpan Title, TextSpan Body, bool IsInline);

/// <summary>A rule of <c>rules/clinical-blocks.tsv</c>.</summary>
/// <param name="Kind">The kind that the title gives.</param>
/// <param name="Pattern">What the whole title must match.</param>
/// <param name="Reason">Why.</param>
/// <param name="Example">A title that matches.</param>
/// <param name="CounterExample">A title that looks like it and must not match.</param>
internal sealed record ClinicalBlockRule(string Kind, Regex Pattern, string Reason, string Example, string CounterExample);

/// <summary>Divides a page into blocks: by titles on lines of their own, by titles before a colon at the start of a line or sentence, and by the sections found before.</summary>
internal static class ClinicalBlocks
{
    private const int LongestTitle = 60;
    private const int LongestQuestion = 120;

    private static readonly Lazy<ImmutableArray<ClinicalBlockRule>> Loaded = new(Load);

    /// <summary>All rules, in the order of the file.</summary>
    internal static ImmutableArray<ClinicalBlockRule> Rules => Loaded.Value;

    /// <summary>The kind of a title; null where no rule knows it.</summary>
    internal static string? KindOf(string title, int longest = LongestTitle)
    {
        if (title.Length == 0 || title.Length > longest) return null;
        string plain = Dated().Replace(Ordinal().Replace(TextForm.OneLine(title).TrimEnd(':', ' ', '-', '\u2013'), string.Empty), string.Empty);
        return KindOfPlain(plain) ?? (TitleSense.Mended(plain) is { } mended ? KindOfPlain(mended) : null);
    }

    private static string? KindOfPlain(string plain)
    {
        foreach (var rule in Rules)
        {
            if (rule.Pattern.IsMatch(plain)) return rule.Kind;
        }

        return char.IsLetter(plain.FirstOrDefault()) && (char.IsUpper(plain[0]) || plain.Length < 30) ? TitleSense.KindOf(plain) : null;
    }

    internal static ImmutableArray<ClinicalBlock> Of(RequestPage page)
    {
        var starts = new SortedDictionary<int, (string Kind, TextSpan Title, bool Inline)>();
        foreach (var section in page.Document.Sections)
        {
            if (section.Span.Start < page.Page.Span.Start || section.Span.Start >= page.Page.Span.End) continue;
            // A signature ends what stands above it.
            if (section.Category == SectionCategory.Signature) starts[section.Span.Start] = ("line", new(section.Span.Start, section.Span.Start), true);
            if (section.TitleSpan.IsEmpty) continue;
            starts[section.TitleSpan.Start] = (KindOf(section.Title) ?? KindOf(section.Category), section.TitleSpan, IsInline(page, section.TitleSpan.End));
        }

        foreach (var line in page.Page.Lines) OfLine(page, line, starts);
        foreach (var line in ClinicalPage.ShortLines(page))
        {
            foreach (Match match in InSentence().Matches(line.In(page.Text)))
            {
                var group = match.Groups["t"];
                var behind = match.Groups["e"];
                bool runsIn = behind.Value is "." or ";" or "," or "";
                Add(page, new(line.Start + group.Index, line.Start + group.Index + group.Length), starts, IsInline(page, line.Start + behind.Index + behind.Length) || runsIn, runsIn);
            }
        }

        Asked(page, starts);
        return [.. Cut(page, starts)];
    }

    /// <summary>A question of a questionnaire is the title of its answer, whatever the answer's own words look like.</summary>
    private static void Asked(RequestPage page, SortedDictionary<int, (string Kind, TextSpan Title, bool Inline)> starts)
    {
        foreach (var question in page.Values.Where(v => v.Rule == "asked" && !v.LabelSpan.IsEmpty).GroupBy(v => v.LabelSpan))
        {
            // 'Prior preventives: A) Topiramate 100 mg/day | 3 mo. | …': what names a treatment in the answer above it asks nothing.
            if (!question.Key.In(page.Text).Contains('?', StringComparison.Ordinal) && starts.LastOrDefault(s => s.Key < question.Key.Start).Value.Kind == "treatment" && page.Document.Mentions.Any(m => m.Type == MentionType.Medication && m.NameSpan.Start >= question.Key.Start && m.NameSpan.Start <= question.Key.Start + 3))
            {
                starts.Remove(question.Key.Start);
                continue;
            }

            var kinds = question.Select(v => KindOfAnswer(v.Target)).Distinct().ToList();
            // 'Check all conservative measures completed in the past 6 months:'
            if (kinds is ["other"] && question.All(v => v.Target.Length == 0) && KindOf(question.Key.In(page.Text), LongestQuestion) == "treatment") kinds[0] = "treatment";
            var end = question.Max(v => Math.Max(v.ValueSpan.End, v.MoreSpans.IsEmpty ? 0 : v.MoreSpans[^1].End));
            foreach (int title in starts.Keys.Where(k => k >= question.Key.Start && k < Math.Max(end, question.Key.End)).ToList()) starts.Remove(title);
            // A question for several lists leaves it to its words which is which.
            bool states = question.All(v => v.Target.Length == 0 && !v.IsBlank && !AnswerParts.IsNoAnswer(v.ValueSpan.In(page.Text)));
            starts[question.Key.Start] = (kinds[0] != "treatment" && (states || kinds.Count > 1) ? "text" : kinds[0], question.Key, IsInline(page, question.Key.End));
        }
    }

    private static string KindOfAnswer(string target) => target switch
    {
        "treatment.list" => "treatment",
        "medication.list" => "medications",
        "allergy" => "allergies",
        "lab" => "labs",
        "finding" => "exam",
        "family" => "family",
        "plan" => "plan",
        _ => "other",
    };

    private static void OfLine(RequestPage page, Line line, SortedDictionary<int, (string Kind, TextSpan Title, bool Inline)> starts)
    {
        foreach (var cell in line.Cells)
        {
            string words = cell.Span.In(page.Text);
            int colon = words.IndexOf(':', StringComparison.Ordinal);
            // '9. Drugs that were tried for this condition, and what came of them:' is a title though it is long.
            if (colon is > LongestTitle and <= LongestQuestion && NumberedItem().IsMatch(words))
            {
                if (KindOf(words[..colon], LongestQuestion) is { } asked) starts[cell.Span.Start] = (asked, new(cell.Span.Start, cell.Span.Start + colon), IsInline(page, cell.Span.Start + colon));
            }
            else if (colon is > 0 and <= LongestTitle)
            {
                // '… in March. Allergies: none': the title begins behind the full stop.
                int stop = words.LastIndexOf(". ", colon, StringComparison.Ordinal);
                int from = cell.Span.Start + (stop < 3 ? 0 : stop + 2);
                // 'Office removal under | nitrous oxide tried 02/11/2025: failed': a clause that runs over the line is no title.
                if (char.IsLower(page.Text[from]) && page.Text.AsSpan(from, cell.Span.Start + colon - from).IndexOfAnyInRange('0', '9') >= 0) continue;
                Add(page, new(from, cell.Span.Start + colon), starts, IsInline(page, cell.Span.Start + colon));
            }
            // 'Drugs used before or along with this one for the same condition' stands alone on its line.
            else if (cell.Span.Length is > LongestTitle and <= LongestQuestion && line.Cells.Length == 1 && char.IsUpper(words[0]) && words[^1] is not ('.' or ',' or ';') && KindOf(words, LongestQuestion) == "treatment")
            {
                starts[cell.Span.Start] = ("treatment", cell.Span, false);
            }
            else if (cell.Span.Length <= LongestTitle && cell == line.Cells[0])
            {
                Add(page, cell.Span, starts, line.Cells.Length > 1);
                // The next numbered part of a form ends the one before it, whatever it is called.
                if (line.Cells.Length == 1 && (Numbered().IsMatch(words) || IsUnknownTitle(page, cell.Span, words))) starts.TryAdd(cell.Span.Start, ("text", cell.Span, false));
            }
        }
    }

    /// <summary>A few words that stand alone behind an empty line, with lines below them: a title, whatever it is called, unless it names a treatment or test itself.</summary>
    private static bool IsUnknownTitle(RequestPage page, TextSpan span, string words)
    {
        if (!Titular().IsMatch(words) || span.Start < page.Page.Span.Start + 2 || span.End + 2 >= page.Page.Span.End) return false;
        bool apart = page.Text[span.Start - 1] == '\n' && page.Text[span.Start - 2] is '\n' or '-' or '=' or '_';
        return apart && page.Text[span.End] == '\n' && !page.Document.Mentions.Any(m => span.Contains(m.NameSpan) && m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Problem or MentionType.Finding or MentionType.Lab) && !TreatmentNouns.In(page.Text, span).Any();
    }

    private static void Add(RequestPage page, TextSpan title, SortedDictionary<int, (string Kind, TextSpan Title, bool Inline)> starts, bool inline, bool runsIn = false)
    {
        string words = title.In(page.Text);
        // 'Treatment. Phenobarbital …': one word before a full stop is a title in a note, where before a colon it is a form's label.
        if ((KindOf(words) ?? (runsIn ? TitleSense.KindOfRunIn(words) : null)) is { } kind && !(runsIn && kind == "line")) starts[title.Start] = (kind, title, inline);
    }

    private static bool IsInline(RequestPage page, int end)
    {
        int at = end;
        while (at < page.Page.Span.End && page.Text[at] is ' ' or ':' or '\t') at++;
        return at < page.Page.Span.End && page.Text[at] is not ('\n' or '\f');
    }

    private static IEnumerable<ClinicalBlock> Cut(RequestPage page, SortedDictionary<int, (string Kind, TextSpan Title, bool Inline)> starts)
    {
        int at = page.Page.Span.Start;
        (string Kind, TextSpan Title, bool Inline) current = ("text", default, false);
        foreach (var (offset, next) in starts)
        {
            if (offset < at) continue;
            foreach (var block in Until(page, current, at, offset)) yield return block;
            current = next;
            at = Math.Min(page.Page.Span.End, next.Title.End);
            while (at < page.Page.Span.End && page.Text[at] is ':' or ' ' or '.') at++;
        }

        foreach (var block in Until(page, current, at, page.Page.Span.End)) yield return block;
    }

    /// <summary>What stands under a title; one that speaks of its own line alone ends with it, and so do the mother's diseases told in one line.</summary>
    private static IEnumerable<ClinicalBlock> Until(RequestPage page, (string Kind, TextSpan Title, bool Inline) title, int from, int until)
    {
        if (from >= until) yield break;
        // 'What was tried: …' in running text is told to the end of its paragraph.
        int gap = title.Kind == "treatment" && title.Inline ? page.Text.IndexOf("\n\n", from, until - from, StringComparison.Ordinal) : -1;
        if (gap > from && gap + 2 < until)
        {
            yield return new(title.Kind, title.Title, new(from, gap), title.Inline);
            yield return new("text", default, new(gap + 2, until), false);
            yield break;
        }

        int line = title.Kind == "line" ? page.Text.IndexOf('\n', from, until - from) : -1;
        if (line < 0)
        {
            yield return new(title.Kind == "line" ? "other" : title.Kind, title.Title, new(from, until), title.Inline);
            yield break;
        }

        if (line > from) yield return new("other", title.Title, new(from, line), title.Inline);
        if (line + 1 < until) yield return new("text", default, new(line + 1, until), false);
    }

    private static string KindOf(SectionCategory category) => category switch
    {
        SectionCategory.Medications => "medications",
        SectionCategory.Allergies => "allergies",
        SectionCategory.Labs => "labs",
        SectionCategory.Imaging => "imaging",
        SectionCategory.OtherResults => "tests",
        SectionCategory.Exam => "exam",
        SectionCategory.Hpi or SectionCategory.ChiefComplaint => "history",
        SectionCategory.Assessment or SectionCategory.AssessmentAndPlan => "assessment",
        SectionCategory.Plan or SectionCategory.FollowUp or SectionCategory.Instructions or SectionCategory.Disposition => "plan",
        SectionCategory.FamilyHistory => "family",
        SectionCategory.SocialHistory => "social",
        SectionCategory.PastHistory or SectionCategory.SurgicalHistory or SectionCategory.ObstetricHistory => "past",
        SectionCategory.Header or SectionCategory.Signature or SectionCategory.ReviewOfSystems or SectionCategory.Vitals or SectionCategory.Immunizations => "other",
        _ => "text",
    };

    private static ImmutableArray<ClinicalBlockRule> Load() =>
        [.. RuleFiles.Read("clinical-blocks.tsv", 5).Select(r => new ClinicalBlockRule(r[0], new Regex("^(?:" + r[1] + ")$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), r[2], r[3], r[4]))];

    private static readonly Lazy<Regex> OrdinalPattern = Pattern.Of(@"^\W*(?:(?i:section|part)\s+)?(?:(?:[0-9]{1,2}|[A-Z])[.):]|[0-9]{1,2};|[0-9]{1,2}[A-Z]?(?=\s+[A-Z]))\s+|^[*\u2022\-\s]+", RegexOptions.CultureInvariant);

    private static Regex Ordinal() => OrdinalPattern.Value;

    private static readonly Lazy<Regex> NumberedPattern = Pattern.Of(@"^(?:[0-9]{1,2}[A-Z]?\s+|(?i:section|part)\s+[0-9A-Z]{1,2}[.:)]?\s+)[A-Z][a-z]+(?:\s[A-Za-z'/\-]+){0,7}$", RegexOptions.CultureInvariant);

    private static Regex Numbered() => NumberedPattern.Value;

    private static readonly Lazy<Regex> NumberedItemPattern = Pattern.Of(@"^(?:[0-9]{1,2}|[A-Z])[.)]\s+[A-Z][a-z]", RegexOptions.CultureInvariant);

    private static Regex NumberedItem() => NumberedItemPattern.Value;

    private static readonly Lazy<Regex> TitularPattern = Pattern.Of(@"^[A-Z][A-Za-z'/&\-]*(?:\s[A-Za-z'/&\-]+){0,6}:?$", RegexOptions.CultureInvariant);

    private static Regex Titular() => TitularPattern.Value;

    private static readonly Lazy<Regex> DatedPattern = Pattern.Of(@"\s*[(,\-\u2013]?\s*(?:on |from |of |dated )?(?:[0-9]{1,2}[/\-][0-9]{1,2}[/\-][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\)?$|\s*\([^)]*\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Dated() => DatedPattern.Value;

    // 'Allergies: none', 'Meds now, Gabapentin …' where recognition took the full stop for a comma, 'Medication. Levothyroxine …', '38. Treatment already given (drug, length, result). …', 'MEDICINES NOW amlodipine …'.
    private static readonly Lazy<Regex> InSentencePattern = Pattern.Of(@"(?:(?<=[.;)]\s{1,3})|^(?:[0-9]{1,2}[A-Z]?[.)]?\s+)?|^\[[xX ]\]\s+)(?:(?<t>[A-Z][A-Za-z/&'\- ]{1,40})(?<e>:)|(?<t>[A-Z][A-Za-z/&'\-]{1,16}(?: [A-Za-z/&'\-]{1,14}){0,2})(?:\s\([^()\n]{3,50}\))?(?<e>\.)(?=\s+\S)|(?<t>(?:Medicines|Medications|Meds|Drugs) (?:to|for|at|on|after)(?: [a-z]+){1,4})(?<e>\.)(?=\s+[A-Z])|(?<t>(?:What|Which|Has|Have)\b[A-Za-z/&'\- ]{6,60})(?<e>\?)(?=\s+[A-Za-z]))|^(?<t>(?:[A-Z][a-z]+ )?(?:[Mm]eds|[Mm]edications?|[Mm]edicines?|[Aa]llerg(?:y|ies))(?: now)?)(?<e>,)(?=\s+[A-Z0-9])|^(?<t>[A-Z][A-Za-z]{5,14})(?<e>;)(?=\s+[a-z])|^(?<t>[A-Z]{4,14}(?: [A-Z/&]{2,12}){0,3})(?<e>)(?=\s+[A-Z]?[a-z])", RegexOptions.CultureInvariant);

    private static Regex InSentence() => InSentencePattern.Value;
}
