using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Reads sentences on what was tried: 'She failed azathioprine from January 2024 to June 2024 and was intolerant to mesalamine because of rash.'</summary>
internal static class TreatmentClauses
{
    internal static IEnumerable<ListEntry> OfPage(RequestContext context, ClinicalPage page)
    {
        foreach (var sentence in page.Sentences)
        {
            if (page.KindAt(sentence.Start) is "plan" or "family" or "allergies" or "medications" or "stopped" or "other" or "imaging" or "labs" || page.IsCopied(sentence)) continue;
            var clauses = Clauses(page, sentence).ToList();
            bool carried = false;
            for (int i = 0; i < clauses.Count; i++)
            {
                var behind = i + 1 < clauses.Count ? clauses[i + 1] : default;
                foreach (var entry in OfClause(context, page, clauses[i], sentence, carried, behind)) yield return entry;
                // '… was treated with A, which was not enough; with B, which stopped working; and with C': what began the list is said of all.
                carried = Began().IsMatch(clauses[i].In(page.Text)) || (carried && GoesOn().IsMatch(clauses[i].In(page.Text)));
            }
        }
    }

    private static IEnumerable<TextSpan> Clauses(ClinicalPage page, TextSpan sentence)
    {
        string words = sentence.In(page.Text);
        int start = 0;
        foreach (Match cut in Joint().Matches(words))
        {
            if (InBrackets(words, cut.Index)) continue;
            if (cut.Index > start) yield return new(sentence.Start + start, sentence.Start + cut.Index);
            start = cut.Index;
        }

        yield return new(sentence.Start + start, sentence.End);
    }

    /// <summary>Whether a place stands in brackets that close: 'valproate (2022; stopped for thrombocytopenia)' is one clause.</summary>
    private static bool InBrackets(string words, int at)
    {
        int open = words.LastIndexOf('(', at), closed = words.LastIndexOf(')', at);
        return open > closed && words.IndexOf(')', at) is > 0 and var end && end - open < LongestRemark;
    }

    private static IEnumerable<ListEntry> OfClause(RequestContext context, ClinicalPage page, TextSpan clause, TextSpan sentence, bool carried, TextSpan behind)
    {
        string words = clause.In(page.Text);
        string lead = page.Text[sentence.Start..clause.Start];
        var cue = Tried().Match(words);
        // 'Selenium from November to May changed nothing': how it went tells that it was had.
        bool byOutcome = !cue.Success && Outcomes.Of(words) is { Rule.Value: "failed" or "inadequate" or "intolerant" } told && told.Span.Start > 0 && Had().IsMatch(words);
        bool goesOn = !cue.Success && carried && GoesOn().IsMatch(words);
        if ((!cue.Success && !byOutcome && !goesOn) || (cue.Groups["t"].Success && Asks().IsMatch(words)) || Unreal().IsMatch(words) || Unreal().IsMatch(lead) || Question().IsMatch(words) || IsAnsweredNo(page, clause) || IsAsked(page, clause)) yield break;
        var names = Names(page, clause, cue).Where(n => !TreatmentNouns.AreVague(TextForm.OneLine(n.In(page.Text)))).ToList();
        // Days alone, and that something goes on or was finished, tell of a treatment only where its name stands before them.
        if (cue.Groups["t"].Success) names.RemoveAll(n => n.Start >= clause.Start + cue.Index || clause.Start + cue.Index - n.End > Nearby);
        if (byOutcome && !goesOn) names.RemoveAll(n => n.Start >= clause.Start + (Outcomes.Of(words)?.Span.Start ?? 0));
        for (int i = 0; i < names.Count; i++)
        {
            var name = names[i];
            string treatment = TextForm.OneLine(name.In(page.Text));
            if (page.KindAt(name.Start) is "medications" or "family" or "allergies" or "plan") continue;
            var entry = new ListEntry();
            double score = 0.68 * page.Page.Weight;
            entry.Add(new(page.Page, "treatment", treatment, score, "treatment-prose", [name]));
            // What stands up to the next name is said of this one; what closes the list is said of all.
            var own = new TextSpan(name.End, i + 1 < names.Count ? names[i + 1].Start : clause.End);
            // 'cannot take NSAIDs (stage 4 CKD) and has an allergy to …': what forbids it goes before what follows.
            if (cue.Groups["k"].Success && Outcomes.Of(cue.Value) is { Rule.Value: "contraindicated" }) Outcomes.Add(page.Page, new(clause.Start + cue.Index, clause.Start + cue.Index + cue.Length), score * 0.93, entry);
            Outcomes.Add(page.Page, own, score * 0.93, entry);
            if (!entry.Has("outcome") && IsShared(page, names, i)) Outcomes.Add(page.Page, new(names[^1].End, clause.End), score * 0.9, entry);
            if (!entry.Has("outcome")) Outcomes.Add(page.Page, new(clause.Start, names[0].Start), score * 0.9, entry);
            TreatmentItems.Dates(context, page.Page, own, score * 0.9, entry);
            if (!entry.Has("startDate") && !entry.Has("endDate") && names.Count == 1 && name.Start - clause.Start > 6) TreatmentItems.Dates(context, page.Page, new(clause.Start, name.Start), score * 0.85, entry);
            // 'In February 2025 she began a supervised exercise program, finishing in May'.
            if (!entry.Has("startDate") && entry.Has("endDate") && names.Count == 1 && DayLeads().IsMatch(page.Text[clause.Start..name.Start]) && DateReadings.PartialDates(page.Text[clause.Start..name.Start], context.Dates).Count == 1) TreatmentItems.Day(context, page.Page, new(clause.Start, name.Start), "startDate", score * 0.85, entry);
            // '… was used May-August 2025, but diarrhea forced her to stop'; '…; neither opened the nose'.
            if (!entry.Has("outcome") && IsShared(page, names, i) | i == names.Count - 1 | AboutAll().IsMatch(behind.In(page.Text)) && IsRemark(page, behind)) Outcomes.Add(page.Page, behind, score * 0.9, entry);
            // 'She was set up with a CPAP … . She gave it up in June because of claustrophobia.'
            if (!entry.Has("outcome") && i == names.Count - 1 && clause.End == sentence.End && Sequel(page, sentence) is { IsEmpty: false } sequel)
            {
                Outcomes.Add(page.Page, sequel, score * 0.9, entry);
                if (entry.Has("outcome") && entry.Has("startDate") && !entry.Has("endDate")) TreatmentItems.Dates(context, page.Page, sequel, score * 0.85, entry);
            }

            // A test is done on one day: the day that it was completed is its own.
            if (IsTest().IsMatch(treatment) && !entry.Has("startDate") && entry.Leaves.FindIndex(l => l.Leaf == "endDate") is >= 0 and var done) entry.Leaves[done] = entry.Leaves[done] with { Leaf = "startDate" };
            // A drug that was only taken or stopped, with no word on how it went, is told by the list of medications.
            if (byOutcome && !goesOn && (!entry.Has("outcome") || IsTest().IsMatch(treatment))) continue;
            if (!entry.Has("outcome") && (goesOn ? !(entry.Has("startDate") && entry.Has("endDate")) : cue.Groups["t"].Success || cue.Groups["k"].Success ? !IsTold(page, name, entry) : !Trial().IsMatch(cue.Value))) continue;
            if (IsTest().IsMatch(treatment) && entry.Value("outcome") is null or "completed" or "ongoing") continue;
            yield return entry;
        }
    }

    /// <summary>Whether a clause names no treatment of its own and supposes nothing: it says how the ones before it went.</summary>
    private static bool IsRemark(ClinicalPage page, TextSpan clause) =>
        !clause.IsEmpty && clause.Length <= LongestRemark && !Unreal().IsMatch(clause.In(page.Text)) && !page.MentionsIn(clause).Any(m => m.Type is MentionType.Medication or MentionType.Procedure) && !TreatmentNouns.In(page.Text, clause).Any();

    /// <summary>The sentence behind, where it speaks of the same by a pronoun and names nothing of its own; empty otherwise.</summary>
    private static TextSpan Sequel(ClinicalPage page, TextSpan sentence)
    {
        int at = page.Sentences.IndexOf(sentence);
        if (at < 0 || at + 1 >= page.Sentences.Length) return default;
        var next = page.Sentences[at + 1];
        string words = next.In(page.Text);
        return page.Text[sentence.End..next.Start].Count(c => c == '\n') <= 1 && Pronoun().IsMatch(words) && !Unreal().IsMatch(words)
            && !page.MentionsIn(next).Any(m => m.Type is MentionType.Medication or MentionType.Procedure) && !TreatmentNouns.In(page.Text, next).Any() ? next : default;
    }

    /// <summary>Whether days alone make a treatment of a name: both of them, or the first of what is no drug; under a title of what was tried any.</summary>
    private static bool IsTold(ClinicalPage page, TextSpan name, ListEntry entry) =>
        page.KindAt(name.Start) == "treatment" || (entry.Has("startDate") && (entry.Has("endDate") || !page.MentionsIn(name).Any(m => m.Type is MentionType.Medication or MentionType.Device)));

    /// <summary>'Contraindication to cyclosporine: [ ] Yes [x] No', or a question without any mark, says nothing of the kind.</summary>
    private static bool IsAnsweredNo(ClinicalPage page, TextSpan clause)
    {
        var line = page.LineAt(clause.End - 1);
        string words = page.Text[clause.Start..Math.Max(clause.End, line.End)];
        return Box().IsMatch(words) && (!MarkedBox().IsMatch(words) || MarkedNo().IsMatch(words));
    }

    /// <summary>'Physical therapy or home exercise taught by a professional   Yes – completed 03/27/2026': a question of a form, whose answer names nothing.</summary>
    private static bool IsAsked(ClinicalPage page, TextSpan clause)
    {
        foreach (var line in page.Page.Page.Lines)
        {
            if (line.Span.Start > clause.Start || clause.Start >= line.Span.End || line.Cells.Length < 2) continue;
            var answer = line.Cells[^1].Span;
            return clause.Start < answer.Start && Answer().IsMatch(answer.In(page.Text));
        }

        return false;
    }

    /// <summary>Whether nothing but commas, 'and' and doses stands between a name and the last one: 'A 5 mg, B and C failed'.</summary>
    private static bool IsShared(ClinicalPage page, List<TextSpan> names, int index)
    {
        for (int i = index; i + 1 < names.Count; i++)
        {
            if (!Between().IsMatch(page.Text[names[i].End..Math.Max(names[i].End, names[i + 1].Start)])) return false;
        }

        return true;
    }

    private static IEnumerable<TextSpan> Names(ClinicalPage page, TextSpan clause, Match cue)
    {
        var known = page.MentionsIn(clause)
            .Where(m => m.Type is MentionType.Medication or MentionType.Procedure or MentionType.Device && m.Assertion.Temporality != Temporality.Hypothetical && !m.NameSpan.In(page.Text).Equals("surgery", StringComparison.OrdinalIgnoreCase))
            .Select(m => m.NameSpan).Where((s, i) => true).ToList();
        known.RemoveAll(s => known.Exists(o => o != s && o.Contains(s)));
        // 'Home physical therapy' for 'physical therapy'; a drug keeps its own name.
        foreach (var noun in TreatmentNouns.In(page.Text, clause))
        {
            if (page.MentionsIn(noun).Any(m => m.Type == MentionType.Medication)) continue;
            // 'at Weaverville Rehab', 'by Mesa Physical Therapy': who gave it is named, not what was given.
            if (char.IsUpper(page.Text[noun.Start]) && Place().IsMatch(page.Text.AsSpan(Math.Max(clause.Start, noun.Start - 8), noun.Start - Math.Max(clause.Start, noun.Start - 8)))) continue;
            known.RemoveAll(k => noun.Contains(k));
            if (!known.Exists(k => k.Overlaps(noun))) known.Add(noun);
        }

        var group = cue.Groups["w"];
        var named = group.Success ? Split(group.Value).Select(n => new TextSpan(clause.Start + group.Index + n.At, clause.Start + group.Index + n.At + n.Item.Length)) : [];
        if (known.Count == 0) return named;
        // One word beside known drugs ('clobetasol and zembutrol') is a drug that the lexicon lacks.
        return known.Distinct().Concat(named.Where(n => n.Length >= 6 && !n.In(page.Text).Any(char.IsWhiteSpace) && known.Exists(k => k.Start < n.End + 40 && n.Start < k.End + 40) && !known.Exists(k => k.Overlaps(n)))).Order();
    }

    private static IEnumerable<(string Item, int At)> Split(string words)
    {
        int start = 0;
        foreach (Match cut in Coordination().Matches(words))
        {
            if (Clean(words, start, cut.Index) is { } item) yield return item;
            start = cut.Index + cut.Length;
        }

        if (Clean(words, start, words.Length) is { } last) yield return last;
    }

    private static (string Item, int At)? Clean(string words, int start, int end)
    {
        var match = Thing().Match(words[start..end]);
        if (!match.Success) return null;
        var group = match.Groups["n"];
        string name = group.Value.TrimEnd(' ', ',');
        return name.Length is < 4 or > 60 || Vague().IsMatch(name) ? null : (name, start + group.Index);
    }

    private const string Phrase = @"(?<w>[a-z0-9][^.;:(]{2,80}?)";
    private const string PhraseEnd = @"(?=\s*(?:[(.;:]|,? (?:from|for|with|without|because|due|but|which|since|in [0-9A-Z]|on [0-9]|between|despite|after|until|was|were|that|as|while|starting|beginning|over|during|at|has|have|had)\b|, |$))";

    private const int Nearby = 60;

    // Characters of a remark in brackets.
    private const int LongestRemark = 160;

    private static readonly Lazy<Regex> AsksPattern = Pattern.Of(@"\b(?:request(?:s|ing)?|ask(?:ing|s)?|authori[sz]e|authori[sz]ation (?:of|for)|approve|approval|planned|propos\w*|to be (?:given|done)|will|schedul\w*)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Asks() => AsksPattern.Value;

    private static readonly Lazy<Regex> TestPattern = Pattern.Of(@"\b(?:tests?|testing|stud(?:y|ies)|scans?|mri|ct|x-?rays?|radiographs?|biops\w+|echo\w*|eeg|emg|ultrasound|colonoscop\w+|endoscop\w+|mammogra\w+|films?|angiogra\w+|polysomn\w+|screen\w*|evaluation|audiogram|panel|labs?|duplex|doppler)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static Regex IsTest() => TestPattern.Value;

    private const string Day = @"(?:(?:0?[1-9]|1[0-2])/(?:[0-9]{1,2}/)?(?:[0-9]{4}|[0-9]{2})|(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?(?: [0-9]{1,2},)? (?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2})";

    // What says of a name before it that it was had: days, an end, or that it goes on.
    private const string Told = @"(?<t>(?:\b(?:from|since|until)\s+" + Day + @"|" + Day + @"\s*(?:to|-|\u2013|through|until)\s*(?:" + Day + @"|present|now)|(?<![0-9/\-])(?:19|20)[0-9]{2}\s?[-\u2013]\s?(?:1[3-9]|2[0-9])(?![0-9/\-])|\b(?:was|were|has been|have been)\s+(?:[a-z]+ly\s+)?(?:used|given|taken|prescribed|added|begun|started|trialed|trialled|performed|placed|issued|fitted|abandoned)\b|\b(?:was|were|is|are|had to be|has been|have been)\s+(?:stopped|discontinued|ended|given up|withdrawn|completed|finished|worn)\b|\b(?:completed|finished|stopped|discontinued|ended)\b|\b(?:under way|still going on|in progress|ongoing)\b|\bcontinues\b))";

    private static readonly Lazy<Regex> TriedPattern = Pattern.Of(@"\b(?:(?:past|previous|prior|failed|earlier) (?:therap(?:y|ies)|treatments?|medications?|trials?)(?: have| has)? includ(?:e|es|ed|ing)|(?:failed|failure of)(?: (?:a |an )?(?:trials? of|treatment with|therapy with|to respond to))?|(?:previously |already )?(?:tried and failed|tried|treated with|took|trialed|attempted|underwent|received|(?:was|were|been) (?:set up|fitted|started|begun|put|placed|managed|treated|maintained|tried|trialed) (?:with|on))|(?:adequate |prior |previous )?trials? of|did not respond to|no response to|(?:an )?inadequate response to|intolerant (?:to|of)|intolerance (?:to|of)|(?:could|did|does|can) ?not tolerate|contraindicat(?:ed|ion) (?:to|for)|completed(?: a course of)?|not (?:been )?(?:controlled|relieved|helped) (?:by|on|with)|despite|refractory to|unresponsive to|not controlled (?:on|with)|uncontrolled on)\s+" + Phrase + PhraseEnd + @"|(?:\b(?:an? |the )?(?<w>(?!the |he |she |it |this |that |they |patient )[a-z][a-z\-]+(?: [a-z\-]+){0,3}) (?:was|were|has been|have been) (?:tried|trialed|trialled|attempted|completed|unsuccessful|ineffective))\b|\b(?:failed|did not (?:help|respond|improve)|without (?:\w+ )?(?:improvement|relief|benefit)|no (?:\w+ )?(?:improvement|relief|benefit)|contraindicated|(?:stopped|discontinued) (?:\w+ [0-9]{4} |last (?:year|month|week|spring|summer|fall|winter) |in [0-9]{4} |on [0-9/]+ )?(?:because|due|for|after|secondary)|not tolerated|unable to tolerate|was ineffective|non-?diagnostic|(?:gave|provided|offered|brought|had)(?: only)? (?:an? )?(?:\w+ )?(?:relief|benefit|improvement|response)|not (?:been )?(?:enough|adequate|sufficient)|in spite of|could not (?:tolerate|hold|stand|bear)|(?:have|has|had) not helped|(?:cannot|can not|could not|must not) be (?:used|given|taken|tried)|not (?:an? (?:good |safe )?option|appropriate|suitable)|(?:of no|no) (?:use|help|avail|better)|(?:no|never|not) (?:better|helped|helpful|worked)|(?:gave|given) (?:it|this|them) up|(?:made|left) (?:it|things|him|her|them|the pain) worse|wore off|stopped working|lost (?:its )?effect)\b|(?<k>\b(?:cannot|can not|can't|may not|must not) (?:safely )?(?:take|use|receive)\b|\b(?:began|started|used|wore|attended|undertook|enrolled in|participated in|(?:been|gone|cycled|went) through)\b)|" + Told, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Tried() => TriedPattern.Value;

    // Days, or a verb of the past: 'cleared her for one week and then all came back'.
    private static readonly Lazy<Regex> HadPattern = Pattern.OfWords(@"\b(?:19|20)[0-9]{2}\b|\b(?:was|were|had|has|have|gave|helped|cleared|changed|made|did|took|caused|brought|eased|kept|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|from (?:january|february|march|april|may|june|july|august|september|october|november|december)|since)\b");

    private static Regex Had() => HadPattern.Value;

    private static readonly Lazy<Regex> TrialPattern = Pattern.Of(@"\b(?:includ\w*|failed|failure|tried|trial\w*|completed|despite|refractory|inadequate|attempted|not respond|no response|stopped|discontinued|ended|finished|from|since|until|to|through|worn|way|going|progress|ongoing|continues|enough|adequate|spite)\b|[0-9]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Trial() => TrialPattern.Value;

    private static readonly Lazy<Regex> UnrealPattern = Pattern.Of(@"\b(?:if|unless|will|would|should|(?-i:may)|might|plans? to|planned|planning|consider\w*|to be (?:tried|started)|has not (?:yet )?(?:tried|received|failed|had)|ha(?:ve|s) not (?!(?:been |yet )*(?:\w+ )?(?:controlled|relieved|helped|improved|enough|adequate|sufficient|responded|healed|cleared))|never (?:been )?(?:tried|used|had|took|taken|started|received|given|begun|on|offered|needed|required|treated|filled)|denies|no (?:prior|previous|history of) \w+|(?:mother|father|brother|sister|aunt|uncle|cousin|daughter|son|wife|husband)\b(?!\s+(?:reports?|reported|states?|stated|says|said|notes?|noted|describes?|described|tells|told|feels|confirms?|confirmed|keeps?)\b)|(?:heart|renal|kidney|respiratory|liver|hepatic|treatment-related) failure|(?:cannot|can not|could not|unable to|must not) (?:take|use|tolerate|have|receive) (?:it|them|this)|before (?:trying|starting)|not (?:yet )?(?:been )?(?:tried|requested))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Unreal() => UnrealPattern.Value;

    private static readonly Lazy<Regex> PronounPattern = Pattern.Of(@"^\W*(?:it|this|that|these|they|both|neither)\b|\b(?:gave|given|stopped|quit|left|took|take|tolerate|wear|use|keep|had|bear|hold|stand) (?:it|them|this|these)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Pronoun() => PronounPattern.Value;

    private static readonly Lazy<Regex> QuestionPattern = Pattern.Of(@"\?\s*$", RegexOptions.CultureInvariant);

    private static Regex Question() => QuestionPattern.Value;

    private static readonly Lazy<Regex> JointPattern = Pattern.Of(@";|,?\s+(?:but|whereas|while)\s|(?<!\btried),?\s+(?:and|then)\s+(?=(?:then |she |he |they |also |later |has |had )*(?:took|tried|failed|was (?:intolerant|treated|unable)|did not|could not|completed|received|underwent|remains?|continues?|takes|is\b(?!\s+(?:ongoing|continuing|still|well|going|now))))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Joint() => JointPattern.Value;

    // What begins a list of treatments that were had.
    private static readonly Lazy<Regex> BeganPattern = Pattern.OfWords(@"\b(?:treated (?:first |initially )?with|tried|failed|trial(?:ed|led)|received|took|was (?:given|put on|started on)|cycled through|been through|not (?:been )?(?:controlled|relieved|helped) (?:by|on|with)|consisted of|(?:previous|prior|earlier|past) (?:treatments?|therap(?:y|ies)|medications?) (?:have |has )?(?:includ\w+|were|was))\b");

    private static Regex Began() => BeganPattern.Value;

    // '; and with azathioprine', '; then leflunomide'.
    private static readonly Lazy<Regex> GoesOnPattern = Pattern.Of(@"^[;,\s]*(?:(?:and|then|next|later|after that|finally|lastly|most recently|followed by|subsequently|as well as)[\s,]+)*(?:(?:with|by|on|to|of)\s+)?(?!(?:we|i|he|she|they|it|this|which|who|is|was|the (?:patient|plan|request))\b)[A-Za-z]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex GoesOn() => GoesOnPattern.Value;

    private static readonly Lazy<Regex> AboutAllPattern = Pattern.Of(@"^[;,\s]*(?:but\s+)?(?:neither|none|both|all|each)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex AboutAll() => AboutAllPattern.Value;

    private static readonly Lazy<Regex> DayLeadsPattern = Pattern.OfWords(@"\b(?:began|started|begun|since|from|beginning|starting)\b");

    private static Regex DayLeads() => DayLeadsPattern.Value;

    private static readonly Lazy<Regex> PlacePattern = Pattern.Of(@"\b(?:at|by|from|with)\s+(?:the\s+)?$", RegexOptions.CultureInvariant);

    private static Regex Place() => PlacePattern.Value;

    private static readonly Lazy<Regex> AnswerPattern = Pattern.Of(@"^\W*(?:yes|no)\b(?!\s+(?:relief|benefit|improvement|response|effect|change|help))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Answer() => AnswerPattern.Value;

    private static readonly Lazy<Regex> BetweenPattern = Pattern.Of(@"^\s*(?:[0-9.,]+\s*(?:mg|mcg|g|units|ml|%)?\s*(?:daily|weekly|bid|tid)?)?\s*(?:,|/|and|or|plus|as well as|both|topical|oral|,\s*and|\s)*\s*(?:\w+\s)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Between() => BetweenPattern.Value;

    private static readonly Lazy<Regex> BoxPattern = Pattern.Of(@"\[[xX ]\]", RegexOptions.CultureInvariant);

    private static Regex Box() => BoxPattern.Value;

    private static readonly Lazy<Regex> MarkedBoxPattern = Pattern.Of(@"\[[xX]\]", RegexOptions.CultureInvariant);

    private static Regex MarkedBox() => MarkedBoxPattern.Value;

    private static readonly Lazy<Regex> MarkedNoPattern = Pattern.Of(@"\[[xX]\]\s*no\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex MarkedNo() => MarkedNoPattern.Value;

    private static readonly Lazy<Regex> CoordinationPattern = Pattern.Of(@",?\s+and\s+|\s*,\s*(?:and\s+)?|\s+as well as\s+|\s+or\s+|\s+plus\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Coordination() => CoordinationPattern.Value;

    private static readonly Lazy<Regex> ThingPattern = Pattern.Of(@"^\W*(?:(?:both|either|a\s+course\s+of|courses?\s+of|the|an?|multiple(?=\s+(?:courses|trials))|prior|previous|(?:[0-9]+|two|three|four|five|six|eight|ten|twelve)[ -](?:weeks?|months?|visits?|sessions?)(?:\s+of)?|conservative\s+(?:treatment|management|therapy|care)\s+(?:with|including))\s+)*(?<n>[A-Za-z][A-Za-z0-9\-'/ ]{2,60})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Thing() => ThingPattern.Value;

    private static readonly Lazy<Regex> VaguePattern = Pattern.Of(@"^(?:for|in|with|by|on|at|to|of|from|and|or|failed|what|explain|describe|specify|list|name|reason|dates?|yes|which|who|completed|finished|stopped|ongoing|so far|this|that|these|those|it|all|other|several|conservative|medications?|treatments?|therapy|therapies|drugs?|everything|at least|two|three|maximum|maximal|standard|first|me|her|him|his|them|which|both|well|us|you|multiple (?:medications?|drugs?|agents?)|nothing|questions|commands|high school|college|testing|forms?|evaluation|good|poor|full|excellent|adherence|compliance|weight|pain|symptoms?|efforts?|best|this|time|maximum)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Vague() => VaguePattern.Value;
}
