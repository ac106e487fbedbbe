using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>A statement that bears on the request.</summary>
/// <param name="Page">Its page.</param>
/// <param name="Spans">Where it stands.</param>
/// <param name="Text">Its words on one line.</param>
/// <param name="Weight">How much it bears, in points; 1.5 and more are worth keeping.</param>
/// <param name="Rule">Id of the rule.</param>
internal sealed record Finding(ClinicalPage Page, TextSpan[] Spans, string Text, double Weight, string Rule);

/// <summary>Cuts sentences into statements and weighs them.</summary>
internal static class FindingStatements
{
    private const int Shortest = 5;
    private const int Longest = 260;

    internal static IEnumerable<Finding> OfPage(ClinicalPage page)
    {
        bool isImaging = ImagingTitle().IsMatch(page.Page.PageText.AsSpan(0, Math.Min(260, page.Page.PageText.Length)));
        var all = new List<Finding>();
        {
            foreach (var sentence in page.Sentences)
            {
                if (page.Page.Kind == PageKind.Form && IsFormLine(page, sentence)) continue;
                foreach (var span in Statements(page, sentence))
                {
                    if (Weigh(page, span, isImaging) is { } finding) all.Add(finding);
                }
            }
        }

        all.AddRange(Graded(page));
        foreach (var mention in page.Mentions)
        {
            if (IsSeverity(page, mention) && !all.Exists(f => f.Weight >= 1.5 && f.Spans[0].Overlaps(mention.Span))) all.Add(OfScore(page, mention));
        }

        return all;
    }

    /// <summary>A line whose label is a measure of severity: 'T-score: -3.1 at femoral neck', 'Seizure frequency  4 per month'.</summary>
    private static IEnumerable<Finding> Graded(ClinicalPage page)
    {
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Cells.Length > 2 || line.Span.Length > Longest || page.KindAt(line.Span.Start) is "family" or "plan" or "medications" or "allergies" || page.IsCopied(line.Span)) continue;
            var match = GradedLabel().Match(line.Span.In(page.Text));
            if (!match.Success || !match.Groups["v"].Value.Any(char.IsDigit) || page.MentionsIn(line.Span).Any(m => IsSeverity(page, m) || m.Type == MentionType.Medication)) continue;
            var span = new TextSpan(line.Span.Start + match.Groups["l"].Index, line.Span.Start + match.Index + match.Length);
            yield return new(page, [span], TextForm.OneLine(span.In(page.Text)), 2, "finding-graded");
        }
    }

    /// <summary>Lines of a form hold labels and boxes; prose on its later pages does not.</summary>
    private static bool IsFormLine(ClinicalPage page, TextSpan sentence) =>
        Apart().IsMatch(sentence.In(page.Text)) || page.Page.Values.Any(v => v.Target.Length > 0 && v.Target != "finding" && (v.LabelSpan.Overlaps(sentence) || v.ValueSpan.Overlaps(sentence)));

    /// <summary>A score on a form or in a table, with what completes it: '15 of 24', '52%', 'kg/m2'.</summary>
    private static Finding OfScore(ClinicalPage page, Mention mention)
    {
        var tail = ScoreTail().Match(page.Text, mention.Span.End, Math.Min(24, page.Text.Length - mention.Span.End));
        var span = new TextSpan(mention.NameSpan.Start, mention.Span.End + (tail.Success ? tail.Length : 0));
        return new(page, [span], TextForm.OneLine(span.In(page.Text)), 3, "finding-score");
    }

    private static bool IsSeverity(ClinicalPage page, Mention mention)
    {
        if (mention.Part("value") is null || mention.Assertion.Temporality == Temporality.Hypothetical || page.IsCopied(mention.Span)) return false;
        bool score = mention.Type == MentionType.Lab && LabList.IsScore(mention) && !LabList.IsTableRow(page, mention.NameSpan.Start);
        return score || (mention.Type == MentionType.Vital && mention.Concept == "body mass index" && mention.Part("value")!.Value.Count(char.IsAsciiDigit) >= 2);
    }

    /// <summary>Whether words suppose, plan or ask, or tell of somebody else: no statement about the patient now.</summary>
    internal static bool IsExcluded(string text) => Excluded().IsMatch(text) || Instructions.Are(text) || Bare().IsMatch(text);

    private static IEnumerable<TextSpan> Statements(ClinicalPage page, TextSpan sentence)
    {
        var start = sentence;
        // Without the title that begins it, unless it names the study, or denies what it stands over.
        if (page.Blocks.FirstOrDefault(b => b.Title.Start >= sentence.Start && b.Title.Start <= sentence.Start + 3 && b.Body.Start < sentence.End) is { } block && block.Title.In(page.Text) is var title && !Modality().IsMatch(title) && !Denies().IsMatch(title)) start = new(block.Body.Start, sentence.End);
        int from = start.Start;
        string words = start.In(page.Text);
        foreach (Match cut in Joint().Matches(words))
        {
            foreach (var span in Listed(page, new(from, start.Start + cut.Index))) yield return span;
            from = start.Start + cut.Index + cut.Length;
        }

        foreach (var span in Listed(page, new(from, start.End))) yield return span;
    }

    /// <summary>Parts between commas that each hold a measure and a finding are statements of their own.</summary>
    private static List<TextSpan> Listed(ClinicalPage page, TextSpan span)
    {
        var whole = Relative(page, Trimmed(page, span));
        string words = whole.In(page.Text);
        var cuts = new List<int>();
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] == ',' && i + 1 < words.Length && char.IsWhiteSpace(words[i + 1])) cuts.Add(i);
        }

        var parts = new List<TextSpan>();
        int from = whole.Start;
        foreach (int cut in cuts)
        {
            parts.Add(Trimmed(page, new(from, whole.Start + cut)));
            from = whole.Start + cut + 1;
        }

        parts.Add(Trimmed(page, new(from, whole.End)));
        return parts.Count > 1 && parts.TrueForAll(p => IsOwn(page, p)) ? parts : [whole];
    }

    private static bool IsOwn(ClinicalPage page, TextSpan part) =>
        part.In(page.Text).Any(char.IsDigit) && page.MentionsIn(part).Any(m => m.Type is MentionType.Finding or MentionType.Problem or MentionType.Lab or MentionType.Vital && m.Assertion.IsPatientFact);

    /// <summary>Of a sentence that asks for something, the clause that tells of the patient: '… for Ms. Doe, who cannot climb stairs'.</summary>
    private static TextSpan Relative(ClinicalPage page, TextSpan span)
    {
        string words = span.In(page.Text);
        if (!Asks().IsMatch(words)) return span;
        var who = Who().Match(words);
        return who.Success ? Trimmed(page, new(span.Start + who.Index + who.Length, span.End)) : span;
    }

    private static TextSpan Trimmed(ClinicalPage page, TextSpan span)
    {
        int start = span.Start, end = Math.Max(span.Start, span.End);
        if (Number().Match(page.Text, start, Math.Min(5, end - start)) is { Success: true } number) start += number.Length;
        while (start < end && (char.IsWhiteSpace(page.Text[start]) || page.Text[start] is ',' or ';' or ':' or '-' or '*' or '\u2022')) start++;
        while (end > start && (char.IsWhiteSpace(page.Text[end - 1]) || page.Text[end - 1] is ',' or ';' or '.')) end--;
        return new(start, end);
    }

    private static Finding? Weigh(ClinicalPage page, TextSpan span, bool isImaging)
    {
        string text = TextForm.OneLine(span.In(page.Text));
        if (text.Length is < Shortest or > Longest || page.IsCopied(span) || Excluded().IsMatch(text) || Instructions.Are(text) || Bare().IsMatch(text) || Coded().IsMatch(text)) return null;
        // Capitals alone are titles and the lines that machines print at the edge of a page.
        if ((!Words().IsMatch(text) && !OfWhole().IsMatch(text)) || TitleSense.KindOf(text) is not null || IsResult(page, span, text) || IsTreatment(page, span, text)) return null;
        string kind = page.KindAt(Math.Max(span.Start, span.End - 1));
        if (kind is "plan" or "family" or "medications" or "stopped" or "allergies" or "treatment" or "labs" or "other" or "past") return null;
        if (kind == "social") return Habits().IsMatch(text) && !StartsDenied().IsMatch(text) ? new(page, [span], text, 1.6, "finding-habits") : null;
        var mentions = page.MentionsIn(span).Where(m => m.Type is MentionType.Problem or MentionType.Finding).ToList();
        bool affirmed = mentions.Exists(m => m.Assertion.IsPatientFact);
        bool denied = mentions.Count > 0 && !affirmed;
        bool tells = kind is "imaging" or "tests" || (isImaging && kind is "text" or "assessment" or "history");
        // What was not seen is worth saying where a picture or test says nothing else.
        if ((denied || (StartsDenied().IsMatch(text) && !affirmed)) && !Study().IsMatch(text) && !Cannot().IsMatch(text)) return tells && FirstDenied(page, span) ? new(page, [span], text, 1.5, "finding-negative-study") : null;
        double weight = Points(page, span, text, kind, tells, affirmed);
        return new(page, [span], text, weight, "finding-statement");
    }

    /// <summary>Whether a statement is no more than a result of a test, which has its own list.</summary>
    private static bool IsResult(ClinicalPage page, TextSpan span, string text)
    {
        var mentions = page.MentionsIn(span).ToList();
        if (Study().IsMatch(text)) return false;
        if (mentions.Exists(m => m.Type is MentionType.Problem or MentionType.Finding && m.Assertion.IsPatientFact) || mentions.Exists(m => IsSeverity(page, m)) || Function().IsMatch(text)) return false;
        return (LabList.IsTableRow(page, span.Start) && text.Length < 70 && text.Any(char.IsAsciiDigit)) || mentions.Exists(m => m.Type == MentionType.Lab && !LabList.IsScore(m)) || Measured().IsMatch(text);
    }

    /// <summary>Whether a statement tells how a treatment went, which has its own list: it begins with the treatment.</summary>
    private static bool IsTreatment(ClinicalPage page, TextSpan span, string text)
    {
        if (!Went().IsMatch(text)) return false;
        int reach = span.Start + 24;
        return page.MentionsIn(span).Any(m => m.NameSpan.Start < reach && m.Type == MentionType.Medication) || TreatmentNouns.In(page.Text, span).Any(n => n.Start < reach);
    }

    private static double Points(ClinicalPage page, TextSpan span, string text, string kind, bool tells, bool affirmed)
    {
        double weight = 0;
        var mentions = page.MentionsIn(span).ToList();
        bool drugs = mentions.Exists(m => m.Type == MentionType.Medication);
        bool score = mentions.Exists(m => IsSeverity(page, m));
        if (score) weight += 3;
        else if (OutOf().IsMatch(text)) weight += 1.6;
        if (affirmed) weight += 0.8;
        if (tells && (affirmed || Size().IsMatch(text) || Shown().IsMatch(text))) weight += 1.6;
        if (Shown().IsMatch(text) && mentions.Exists(m => m.Type == MentionType.Procedure)) weight += 1.8;
        if (kind == "exam" && (affirmed || Sign().IsMatch(text) || Size().IsMatch(text))) weight += 1.4;
        if (Sign().IsMatch(text)) weight += Verdict().IsMatch(text) ? 1.6 : 1.2;
        if (Function().IsMatch(text)) weight += 1.8;
        if (Rate().IsMatch(text)) weight += 1.0;
        if (affirmed && (Severe().IsMatch(text) || Size().IsMatch(text))) weight += 0.8;
        if (Milestone().IsMatch(text)) weight += 1.6;
        if (Study().IsMatch(text)) weight += 1.6;
        if (Change().IsMatch(text) && text.Any(char.IsDigit)) weight += 1.4;
        if (Measure().IsMatch(text)) weight += 1.4;
        if (Resists().IsMatch(text) && (affirmed || drugs)) weight += 1.6;
        if (Lasting().IsMatch(text) && Complaint().IsMatch(text)) weight += 1.0;
        if (Inherited().IsMatch(text)) weight += 1.4;
        if (kind == "imaging" && !affirmed && weight < 1 && IsFirst(page, span)) weight += 1.5;
        if (Unremarkable().IsMatch(text) && kind != "imaging") weight -= 1.5;
        if (drugs && !score) weight -= Function().IsMatch(text) || Rate().IsMatch(text) ? 0.4 : 1.2;
        if (text.Any(char.IsDigit) is false && text.Split(' ').Length < 3 && kind is "text") weight -= 1;
        return weight;
    }

    private static bool IsFirst(ClinicalPage page, TextSpan span) =>
        page.BlockAt(span.End - 1) is { } block && !page.Sentences.Any(s => s.Start >= block.Body.Start && s.End <= span.Start && s.Length > 4);

    /// <summary>Whether it is the first statement of its study, and the study says nothing affirmative after it.</summary>
    private static bool FirstDenied(ClinicalPage page, TextSpan span)
    {
        if (page.BlockAt(span.End - 1) is not { } block) return false;
        foreach (var mention in page.Mentions)
        {
            if (block.Body.Contains(mention.NameSpan) && mention.Type is MentionType.Problem or MentionType.Finding && mention.Assertion.IsPatientFact && !span.Contains(mention.NameSpan)) return false;
        }

        // The head of the page names the study and the patient.
        int head = page.Page.Page.Lines.Length > 1 ? page.Page.Page.Lines[1].Span.Start : page.Page.Page.Span.Start;
        return !page.Sentences.Any(s => s.Start >= block.Body.Start && s.Start >= head && s.End <= span.Start && s.Length > 4);
    }

    // Cells of a form stand apart; a wide space behind a comma or stop is a typewriter's.
    private static readonly Lazy<Regex> ApartPattern = Pattern.Of(@"[^,.;:\s]\s*  +\S", RegexOptions.CultureInvariant);

    private static Regex Apart() => ApartPattern.Value;

    // A vital sign alone is no finding of the request; neither is the head of a page.
    private static readonly Lazy<Regex> BarePattern = Pattern.Of(@"^(?:BP|blood pressure|pulse|HR|temp\w*|weight|wt|height|ht|vitals?)\b[^A-Za-z]*[0-9/., ]+(?:[a-z]{1,8}\W*){0,3}$|\b(?:born|name|accession|claims?|group no|id no|exam of|po box|sheet [0-9]|rev\.|(?:subscriber|member|patient) (?:number|id))\b|^form\b|^(?:(?:his|her|the|child's|patient's|current)\s+)?weight\b(?!\s+(?:loss|gain))|\b(?:MD|DO|NP|PA-C|RN|DATE)\b.{0,12}[0-9]{1,2}/[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Bare() => BarePattern.Value;

    // 'Other chronic pain [G89.29]' is a line of a list of diagnoses.
    private static readonly Lazy<Regex> CodedPattern = Pattern.Of(@"^(?:\W*[A-TV-Z][0-9][0-9AB]\.[0-9A-Z]{1,4}\b[^.;]{0,80}|[^.;:0-9]{0,70}[\[(][A-TV-Z][0-9][0-9AB](?:\.[0-9A-Z]{1,4})?[\])]?)$", RegexOptions.CultureInvariant);

    private static Regex Coded() => CodedPattern.Value;

    private static readonly Lazy<Regex> DeniesPattern = Pattern.Of(@"\b(?:not|no|never|absent|negatives?|den(?:y|ies|ied)|excluded|ruled out|without|free of)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Denies() => DeniesPattern.Value;

    private static readonly Lazy<Regex> StudyPattern = Pattern.Of(@"^(?:(?:an?|the|his|her|routine|recent|outside|home|prior|punch|core|[0-9]+-day)\s+)*(?:mri|mra|ct|cta|egd|colonoscopy|endoscopy|echo(?:cardiogram)?|eeg|emg|ekg|ecg|x-?rays?|radiographs?|ultrasound|mammogra\w+|dxa|dexa|pet(?:-ct)?|biops\w+|chest film|angiogra\w+|audiogra\w+|spirometry|pfts?|polysomnogra\w+|sleep study|monitor|holter|[a-z]+ (?:scan|sampling|biopsy|film|monitor|imaging|test)|nerve conduction\w*|capsule|swallow study|(?:[a-z]+ )?films?|stress test|treadmill\w*)\b.{0,60}?(?::|\b(?:show(?:s|ed)?|reveal(?:s|ed)|was|is|were|demonstrat\w+|found|confirm\w+|negative|positive|normal|clear)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Study() => StudyPattern.Value;

    private static readonly Lazy<Regex> CannotPattern = Pattern.Of(@"\b(?:cannot|can ?not|can't|unable|not able|does not (?:feel|walk|speak|sleep|stand|tolerate|respond)|never smoked|no contraindication)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Cannot() => CannotPattern.Value;

    private static readonly Lazy<Regex> WordsPattern = Pattern.Of(@"[a-z]{3,}", RegexOptions.CultureInvariant);

    private static Regex Words() => WordsPattern.Value;

    private static readonly Lazy<Regex> WholePattern = Pattern.Of(@"[0-9]\s(?:out )?of\s[0-9]|[0-9]\s?%", RegexOptions.CultureInvariant);

    private static Regex OfWhole() => WholePattern.Value;

    private static readonly Lazy<Regex> MeasuredPattern = Pattern.Of(@"[0-9]\s?" + LabUnits.Telling + @"(?![A-Za-z])", RegexOptions.CultureInvariant);

    private static Regex Measured() => MeasuredPattern.Value;

    private static readonly Lazy<Regex> WentPattern = Pattern.Of(@"\b(?:stopped|failed|not tolerated|intoleran\w+|completed|ongoing|continues|until|from (?:[0-9]|[A-Z])|since|inadequate|partial relief|no (?:relief|benefit|improvement)|not enough)\b", RegexOptions.CultureInvariant);

    private static Regex Went() => WentPattern.Value;

    private static readonly Lazy<Regex> ChangePattern = Pattern.Of(@"\b(?:went from|up from|down from|rose|fell|falls to|dropped|increased (?:from|to)|decreased (?:from|to)|improved (?:from|to)|now [0-9]|was [0-9]+|remain(?:s|ed)? (?:at|over|above|under|below)|stayed (?:at|over|above|under|below))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Change() => ChangePattern.Value;

    private static readonly Lazy<Regex> MeasurePattern = Pattern.Of(@"\b(?:scores?|index|quotient|percentile|bi-?rads|stage|grade|class|scale|threshold|average|velocity|bone age|risk)\b[^.;]{0,40}[0-9]|\b[A-Z][A-Za-z0-9\-]*[A-Z0-9][A-Za-z0-9\-]*\s(?:score\s)?(?:of\s|was\s|is\s|=\s?)?[0-9]{1,3}(?:\.[0-9])?\b(?!\s?(?:mg|mcg|units|ml|tab))|\bc?T[0-4][a-d]?\s?N[0-3]|(?<![0-9/.])[0-9]{1,2}\s(?:of|out of)\s[0-9]{1,3}\b|(?<![0-9/.])[0-9]{1,2}/(?:5|10|24|28|30|40|42|100)\b(?![/0-9])|\b[0-9]+(?:\.[0-9]+)? SD\b", RegexOptions.CultureInvariant);

    private static Regex Measure() => MeasurePattern.Value;

    private static readonly Lazy<Regex> ResistsPattern = Pattern.Of(@"\b(?:refractory|uncontrolled|not (?:well |adequately )?controlled|in spite of|despite|failed|ha(?:s|ve|d) not (?:helped|improved|corrected|relieved|controlled|resolved)|not enough|resistant|inadequate|no longer (?:meets|sufficient))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Resists() => ResistsPattern.Value;

    private static readonly Lazy<Regex> LastingPattern = Pattern.Of(@"\b(?:for|since|over)\s+(?:the\s+(?:last|past)\s+)?(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|several|many|fall|spring|summer|winter|last|age|birth|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|\bthis (?:winter|year|month|fall|spring|summer)\b|\bon and off\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Lasting() => LastingPattern.Value;

    private static readonly Lazy<Regex> ComplaintPattern = Pattern.Of(@"\b(?:pain|cough|infections?|stools?|bleed\w*|headaches?|seizures?|migraine|fatigue|dyspnea|short(?:ness)? of breath|weakness|numbness|blockage|loss|hives|wheals|itch\w*|vomiting|nausea|diarrhea|swelling|stiffness|secretions|falls?|diabetes|disease|transfusions?|episodes?|attacks?|spasms?|sweats|fever|symptoms?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Complaint() => ComplaintPattern.Value;

    private static readonly Lazy<Regex> InheritedPattern = Pattern.Of(@"\b(?:pathogenic|mutation|carrier of|variant found|homozygous|heterozygous|triple negative|receptor|PD-L1)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Inherited() => InheritedPattern.Value;

    private static readonly Lazy<Regex> JointPattern = Pattern.Of(@";|\.\s+(?=[0-9][.)]\s+[A-Z])|,?\s+(?:and|but)\s+(?=(?:s?he|they|the patient|patient)\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Joint() => JointPattern.Value;

    private static readonly Lazy<Regex> AsksPattern = Pattern.Of(@"\b(?:i|we)\s+(?:ask|request|write|am writing|are writing|support|recommend|am requesting|are requesting|seek)\b|\brequest(?:s|ing)?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Asks() => AsksPattern.Value;

    private static readonly Lazy<Regex> WhoPattern = Pattern.Of(@"\bwho\s+|\bfor (?:my patient|this patient|our patient|m(?:r|s|rs)\. \w+),?\s+(?=an? )", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Who() => WhoPattern.Value;

    private static readonly Lazy<Regex> ExcludedPattern = Pattern.Of(@"\[[xX ]\]|\?|\b(?:i|we) (?:ask|request|write|support|recommend|seek|am|are|will|would|believe)\b|\b(?:request(?:ed|ing|s)?|considered|ruled out|rule out|r/o|suspect(?:ed)?|possible|possibly|cannot be excluded|if (?:the|it|he|she|symptoms)|would be|will be|may be needed|planned|denies|denied|mother|father|brother|sister|aunt|uncle|cousin|npi|dob|phone|fax|dear|sincerely|regards|policy|insurance|thank you|cpt|hcpcs|this (?:is|letter|form|page)|page [0-9]|dr\.|enclos\w+|example|sample|ignore (?:all |any )?(?:earlier|previous|prior))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Excluded() => ExcludedPattern.Value;

    private static readonly Lazy<Regex> StartsDeniedPattern = Pattern.Of(@"^(?:no|not|without|negative for|denies|never|none|there (?:is|are|was|were) no|(?:s?he|patient|the patient) (?:does not|has no|is not|denies|did not))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex StartsDenied() => StartsDeniedPattern.Value;

    private static readonly Lazy<Regex> OutOfPattern = Pattern.Of(@"\b[A-Z][A-Za-z\-]{1,20}(?: (?:score|scale|index))?:? (?:is |was |of )?[0-9]{1,3}(?:\.[0-9])? ?(?:/|of|out of) ?[0-9]{2,3}\b(?!/)", RegexOptions.CultureInvariant);

    private static Regex OutOf() => OutOfPattern.Value;

    private static readonly Lazy<Regex> UnremarkablePattern = Pattern.Of(@"\b(?:symmetric|intact|unremarkable|within normal limits|nontender|non-tender|full strength|normal)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Unremarkable() => UnremarkablePattern.Value;

    private static readonly Lazy<Regex> GradedLabelPattern = Pattern.Of(@"^\W*(?<l>[A-Za-z][A-Za-z0-9\-/ ]{0,40}?\b(?:score|index|scale|stage|grade|class|severity|frequency|classification|percent predicted))(?:\s*:\s*|\s{2,})(?<v>[^\n?\[]{1,80})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex GradedLabel() => GradedLabelPattern.Value;

    private static readonly Lazy<Regex> ModalityPattern = Pattern.Of(@"^\W*(?:mri|mra|ct|cta|x-?rays?|ultrasound|echo(?:cardiogram)?|dxa|dexa|pet|radiographs?|emg|eeg|ekg|ecg|pfts?|spirometry|colonoscopy|endoscopy)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Modality() => ModalityPattern.Value;

    private static readonly Lazy<Regex> NumberPattern = Pattern.Of(@"\G\s*[0-9]{1,2}[.)]\s", RegexOptions.CultureInvariant);

    private static Regex Number() => NumberPattern.Value;

    private static readonly Lazy<Regex> HabitsPattern = Pattern.Of(@"\b(?:non-?smoker|smok\w+|tobacco|nicotine|packs?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Habits() => HabitsPattern.Value;

    private static readonly Lazy<Regex> ImagingTitlePattern = Pattern.Of(@"\b(?:mri|mra|ct|x-?rays?|radiograph\w*|ultrasound|imaging|upper gi|barium|echo(?:cardiogram)?|pet|dexa|mammogra\w+|angiogra\w+|scan|series|radiology)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ImagingTitle() => ImagingTitlePattern.Value;

    private static readonly Lazy<Regex> ShownPattern = Pattern.Of(@"\b(?:show(?:s|ed|n|ing)?|reveal(?:s|ed)|demonstrat(?:es|ed|ing)|confirm(?:s|ed)|consistent with|found|measur(?:es|ed|ing)|preserved|narrowing|thickening|enhancement|lesion|mass)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Shown() => ShownPattern.Value;

    private static readonly Lazy<Regex> SizePattern = Pattern.Of(@"\b[0-9]+(?:\.[0-9]+)?\s*(?:x\s*[0-9.]+\s*)?(?:mm|cm|%|percent|degrees|deg|\u00b0|kg|lb|meters|feet|blocks?|/5|/10|ml|stools?)(?![A-Za-z])|\b(?:grade|stage|class|gold)\s+(?:[0-9]|[IV]{1,3})\b|[0-9]\+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Size() => SizePattern.Value;

    private static readonly Lazy<Regex> SignPattern = Pattern.Of(@"\b(?:(?:test|sign) (?:is |was )?(?:positive|negative)|positive (?:\w+ ){0,3}(?:test|sign)|rom\b|range of motion|(?:strength|power) [0-9]|[0-5][+\-]?/5|reflex(?:es)?|gait|tender(?:ness)?|swollen|swelling|effusion|weakness|numbness|atrophy|deformity|instability|synovitis|lesions|plaques|ulceration|edema|crackles|wheez\w+|antalgic|limited|decreased|reduced|abnormal|tear|drainage|granulation|slough|necrotic)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Sign() => SignPattern.Value;

    private static readonly Lazy<Regex> VerdictPattern = Pattern.Of(@"\b(?:positive|negative|limited|decreased|diminished|reduced|absent|abnormal|weakness|swollen|antalgic)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Verdict() => VerdictPattern.Value;

    private static readonly Lazy<Regex> FunctionPattern = Pattern.Of(@"\b(?:cannot|can ?not|can't|unable to|not able to|difficulty|struggles?|limited (?:to|in|by)|limits|limitation|requires? (?:(?:\w+ ){0,3}(?:assist\w*|help|aid|supervision|oxygen|support)|head|frequent|continuous)|needs? (?:\w+ ){0,2}(?:assist\w*|help)|dependent (?:for|on|in)|wheelchair|walker|bed-?bound|house-?bound|home-?bound|max(?:imal)? assist|mod(?:erate)? assist|min(?:imal)? assist|walks? (?:only|with|less)|stairs|squat|climb|(?:fell|falls|falling) asleep|naps?|falls?\b|fell\b|driving|missed (?:work|school|[0-9]+)|(?:off|out of|unfit for) (?:work|school)|on (?:sick|medical|disability) leave|miss(?:es|ed)? (?:days|work|school)|interfer\w+|wakes?|awakens?|sleeps? (?:only|badly|poorly|[0-9]|two|three|four|five)|walks? [0-9]|speaks? (?:in|[0-9]|only)|follows (?:one|two)|has (?:[0-9]+|\w+) words|standing limited|does not feel|never smoked|has needed|stool guaiac|disab\w+|cleared for|clearance|hospitali[sz]\w+|inpatient stay|emergency (?:department|room|visits?)|er visits?|ed visits?|exacerbations?|relaps\w+|flares?|suicid\w+|self-harm|lows|hypoglyc\w+|after (?:one|two|three|[0-9]+) (?:blocks?|steps?|minutes?|flights?)|weight loss|lost [0-9]+|regain\w*|checks? (?:\w+ )?(?:glucose|sugar\w*)|progress(?:ed|ion|ive)|worsen\w*|deteriorat\w+)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Function() => FunctionPattern.Value;

    private static readonly Lazy<Regex> RatePattern = Pattern.Of(@"\b(?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|multiple)(?: (?:to|or|-) (?:[0-9]+|\w+))? (?:\w+ ){0,4}(?:a|per|each|every|in|over|within) (?:the (?:past|last) )?(?:\w+ ){0,2}(?:day|night|week|month|year|hour)s?\b|\b(?:twice|once|three times|[0-9]+ times) (?:a|per|each|daily|weekly)|\b(?:weekly|daily|nightly|every (?:day|night|week))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Rate() => RatePattern.Value;

    private static readonly Lazy<Regex> SeverePattern = Pattern.Of(@"\b(?:severe(?:ly)?|moderate(?:ly)?|marked(?:ly)?|significant(?:ly)?|advanced|end-stage|active|uncontrolled|refractory|persistent|chronic|progressive|worsening|disabling|unstable|high-grade|critical|recurrent)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Severe() => SeverePattern.Value;

    private static readonly Lazy<Regex> MilestonePattern = Pattern.Of(@"\b(?:walk(?:ed|s)|sat|spoke|speaks|crawled|talk(?:ed|s)|has|developed) (?:\w+ ){0,3}(?:at|by) (?:age )?[0-9]+|\b(?:began|started|onset) at (?:age )?[0-9]+|\bhas [0-9]+ words\b|\bage of onset\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Milestone() => MilestonePattern.Value;

    private static readonly Lazy<Regex> ScoreTailPattern = Pattern.Of(@"\G(?:\s*(?:%|percent)(?:\s*predicted)?|\s*(?:out )?of [0-9]{1,3}|/[0-9]{1,3}|/m2|/m\u00b2)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex ScoreTail() => ScoreTailPattern.Value;
}
