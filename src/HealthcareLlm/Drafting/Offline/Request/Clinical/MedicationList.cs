using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Proposes what the patient takes now: rows of medication tables, drugs of lists, drugs that a sentence says are taken.
/// A drug that is stopped, held, planned, asked for or a relative's is not among them.
/// </summary>
internal static class MedicationList
{
    private const int MaximumEntries = 40;
    private const int LongestList = 6000;

    internal static void Draft(RequestContext context, ImmutableArray<ClinicalPage> pages)
    {
        var entries = new List<ListEntry>();
        var asked = RequestedDrugs.Of(context);
        foreach (var page in pages)
        {
            var tableLines = ClinicalTables.Extents(page, TableKind.Medications);
            tableLines.AddRange(ClinicalTables.Extents(page, TableKind.Treatments));
            // A chart's table of drugs without codes, 'Medicine | Amount | How | When', may look like one of services.
            tableLines.AddRange(page.Page.Tables.Where(t => TableKinds.Of(t) == TableKind.Services && (page.Page.Kind == PageKind.Form || t.Has(ColumnRole.Code) || t.Has(ColumnRole.Ndc))).Select(t => t.Extent));
            foreach (var entry in ClinicalTables.Medications(page).Concat(Rows(page, tableLines)).Concat(Mentioned(page, tableLines).Where(e => !IsAsked(context, e))).Concat(Unknown(page)))
            {
                if (entry.Value("name") is not { } name || entry.IsStruck || asked.Names(entry.Leaves.First(l => l.Leaf == "name"))) continue;
                var same = entries.Find(e => e.Value("name")!.Equals(name, StringComparison.OrdinalIgnoreCase) || MedicationNames.AreOne(e.Value("name")!, name) || Overlap(e, entry));
                if (same is null) entries.Add(entry);
                else same.Absorb(entry);
            }
        }

        for (int i = 0; i < entries.Count && i < MaximumEntries; i++) entries[i].Write(context, string.Create(CultureInfo.InvariantCulture, $"clinical.currentMedications[{i}]."));
    }

    /// <summary>Whether the dose or schedule of a drug was read as that of a service asked for.</summary>
    private static bool IsAsked(RequestContext context, ListEntry entry) => Enumerable.Range(0, 12).Any(i => ((string[])["dose", "frequency"]).Any(leaf =>
        context.Book.Of(string.Create(CultureInfo.InvariantCulture, $"request.services[{i}].{leaf}")).Any(c => c.Evidence.Any(e => e.Location is { } at && entry.Leaves.Exists(l => l.Leaf == leaf && l.Page.Document.Source.Id == e.DocumentId && l.Spans.Any(s => s.Overlaps(at)))))));

    private static bool Overlap(ListEntry a, ListEntry b)
    {
        var x = a.Leaves.First(l => l.Leaf == "name");
        var y = b.Leaves.First(l => l.Leaf == "name");
        return x.Page.Document == y.Page.Document && x.Spans.Any(s => y.Spans.Any(t => s.Overlaps(t)));
    }

    private static IEnumerable<ListEntry> Rows(ClinicalPage page, List<TextSpan> lines)
    {
        var rows = page.Page.Values.Where(v => v.Row >= 0 && v.Target.StartsWith("medication.", StringComparison.Ordinal)).GroupBy(v => v.Row).OrderBy(g => g.Key).ToList();
        // Rows share a table where they share its headings.
        var ended = rows.GroupBy(r => r.First().LabelSpan).Where(t => t.Count(HasEnded) * 2 > t.Count() - 1 && t.Any(HasEnded)).SelectMany(t => t).Select(r => r.Key).ToHashSet();
        foreach (var row in rows)
        {
            var whole = row.Select(v => v.ValueSpan).Aggregate((a, b) => a.Union(b));
            if (lines.Exists(l => l.Contains(whole) || row.Any(v => l.Contains(v.LabelSpan)))) continue;
            lines.Add(whole);
            // A table that says of most of its drugs when they ended lists what was tried, not what is taken.
            if (ended.Contains(row.Key) || HasEnded(row)) continue;
            var entry = new ListEntry();
            if (Stopped().IsMatch(whole.In(page.Text)) || row.Any(v => v.Target == "medication.status" && Stopped().IsMatch(v.ValueSpan.In(page.Text)))) continue;
            foreach (var value in row) CellOf(page, value, entry);
            if (entry.Has("name")) yield return entry;
        }
    }

    private static bool HasEnded(IEnumerable<LabelledValue> row) => row.Any(v => v.Target == "medication.end" && !v.IsBlank);

    private static void CellOf(ClinicalPage page, LabelledValue value, ListEntry entry)
    {
        string words = TextForm.OneLine(value.ValueSpan.In(page.Text));
        if (TextForm.SaysNothing(words)) return;
        double score = 0.9 * page.Page.Weight;
        string leaf = value.Target["medication.".Length..];
        if (leaf is "name" or "list" && !entry.Has("name"))
        {
            var known = page.MentionsIn(value.ValueSpan).FirstOrDefault(m => m.Type == MentionType.Medication);
            if (known is not null) entry.Absorb(Of(page, known, score));
            else if (ItemOf(page, value.ValueSpan, score, value.Rule, alone: true) is { } item) entry.Absorb(item);
        }
        else if (leaf is "doseFrequency")
        {
            AddDirections(page, value.ValueSpan, score, entry, value.Rule);
        }
        else if (leaf is "dose" or "route" or "frequency")
        {
            entry.Leaves.RemoveAll(l => l.Leaf == leaf);
            entry.Add(new(page.Page, leaf, words, score, value.Rule, [value.ValueSpan]));
        }
    }

    private static IEnumerable<ListEntry> Mentioned(ClinicalPage page, List<TextSpan> tableLines)
    {
        foreach (var mention in page.Mentions)
        {
            if (mention.Type != MentionType.Medication || !mention.Assertion.IsCurrentFact || page.IsCopied(mention.Span) || tableLines.Exists(l => l.Overlaps(mention.NameSpan))) continue;
            if (IsEnded(page, mention) || ClinicalCues.IsNeverHad(page, mention.NameSpan) || ClinicalCues.IsEnded(page, mention.NameSpan) || DiagnosisProse.IsDoubtedAfter(page.Text, mention.NameSpan.End)) continue;
            double score = Strength(page, mention);
            if (score > 0) yield return Of(page, mention, score * page.Page.Weight);
        }
    }

    /// <summary>How sure the place says that a drug is taken: in a list of current drugs, in a labelled value, or in a sentence that says so; 0 where it does not.</summary>
    private static double Strength(ClinicalPage page, Mention mention)
    {
        if (page.Page.Values.Any(v => v.Row < 0 && v.Target is "medication.list" or "medication.name" && !v.IsBlank && IsOf(page, v, mention.NameSpan))) return 0.85;
        string kind = page.KindAt(mention.NameSpan.Start);
        if (kind == "medications" && IsListed(page, mention)) return 0.8;
        if (kind is "medications" or "treatment" && Takes(page, mention)) return 0.72;
        // 'She takes …' under a plan's title tells of now, where a plan's own words do not.
        if (kind == "plan" && SheTakes().IsMatch(page.SentenceAt(mention.NameSpan.Start).In(page.Text)) && Takes(page, mention) && IsDirected(page, mention)) return 0.7;
        if (kind is "stopped" or "plan" or "medications") return 0;
        // A list without a heading of its own hangs under the last one that was known: there a drug must begin its line, or be said to be taken now.
        if (kind is "allergies" or "family") return BeginsLine(page, mention) && IsDirected(page, mention) ? 0.62 : 0;
        if (kind == "treatment") return StillNow().IsMatch(page.SentenceAt(mention.NameSpan.Start).In(page.Text)) && IsDirected(page, mention) ? 0.62 : 0;
        if (Takes(page, mention)) return 0.7;
        return kind is not ("labs" or "imaging" or "tests") && IsDirected(page, mention) ? 0.66 : 0;
    }

    private static bool BeginsLine(ClinicalPage page, Mention mention) => page.LineAt(mention.NameSpan.Start) is var line && page.Text[line.Start..mention.NameSpan.Start].All(c => !char.IsLetter(c));

    /// <summary>A drug with its dose and how often it is taken speaks for itself, unless its clause tells of another time, another person, or what was asked for, planned or given once.</summary>
    private static bool IsDirected(ClinicalPage page, Mention mention)
    {
        if (page.Page.Kind is PageKind.PayerNotice or PageKind.FaxCover) return false;
        var read = Directions.Read(new TextSpan(mention.NameSpan.End, Math.Max(mention.NameSpan.End, Math.Max(mention.Span.End, OwnEnd(page, mention)))).In(page.Text));
        if ((mention.Part("dose") ?? mention.Part("strength")) is null && read.Dose is null) return false;
        if (mention.Part("frequency") is null && read.Frequency is null) return false;
        var sentence = page.SentenceAt(mention.NameSpan.Start);
        string before = page.Text[Math.Max(sentence.Start, mention.NameSpan.Start - 160)..Math.Max(sentence.Start, mention.NameSpan.Start)];
        string after = page.Text[mention.NameSpan.End..Math.Max(mention.NameSpan.End, Math.Min(sentence.End, mention.NameSpan.End + 160))];
        // Rows of a list that no full stop parts are apart.
        if (RowEnd().Match(after) is { Success: true } row) after = after[..row.Index];
        if (before.LastIndexOf('\n') is >= 0 and var line && before[line..].All(c => !char.IsLetter(c))) before = before[line..];
        int cut = before.LastIndexOf(';') + 1, stop = after.IndexOf(';', StringComparison.Ordinal);
        string clause = before[cut..] + "# " + (stop < 0 ? after : after[..stop]);
        return !OtherTime().IsMatch(clause);
    }

    private static bool IsOf(ClinicalPage page, LabelledValue value, TextSpan name)
    {
        if (!value.ValueSpan.Contains(name) && !value.MoreSpans.Any(s => s.Contains(name))) return false;
        return page.KindAt(name.Start) is "medications" or "text" or "history" or "other";
    }

    /// <summary>Items of a list are no sentences: they hold no subject with a verb before the drug, and stand near the title or have directions of their own.</summary>
    private static bool IsListed(ClinicalPage page, Mention mention)
    {
        var sentence = page.SentenceAt(mention.NameSpan.Start);
        string before = page.Text[sentence.Start..Math.Max(sentence.Start, mention.NameSpan.Start)];
        return !Prose().IsMatch(before) || mention.Part("frequency") is not null || Takes(page, mention);
    }

    private static bool Takes(ClinicalPage page, Mention mention)
    {
        var sentence = page.SentenceAt(mention.NameSpan.Start);
        string before = page.Text[sentence.Start..Math.Max(sentence.Start, mention.NameSpan.Start)];
        var cue = TakesNow().Match(before);
        return cue.Success && !Breaks().IsMatch(before.AsSpan(cue.Index + cue.Length)) && !Past().IsMatch(before.AsSpan(0, cue.Index + cue.Length));
    }

    /// <summary>Whether the words beside the drug, or the label of its run, say that it is not taken any more, or not yet.</summary>
    private static bool IsEnded(ClinicalPage page, Mention mention)
    {
        if (mention.Part("status")?.Value is "stopped" or "held" or "new" or "given") return true;
        var block = page.BlockAt(mention.NameSpan.Start);
        if (block?.Kind == "stopped") return true;
        int from = Math.Max(block?.Body.Start ?? page.Page.Page.Span.Start, mention.NameSpan.Start - 80);
        if (EndedBefore().IsMatch(page.Text[from..mention.NameSpan.Start])) return true;
        int until = Math.Min(page.Page.Page.Span.End, mention.Span.End + 40);
        // 'BID.  Discontinued: …': behind a full stop another thing is told.
        if (mention.Span.End > 0 && page.Text[Math.Max(mention.NameSpan.End, mention.Span.End) - 1] == '.') return false;
        return EndedAfter().IsMatch(page.Text[Math.Max(mention.NameSpan.End, mention.Span.End)..until]);
    }

    private static ListEntry Of(ClinicalPage page, Mention mention, double score)
    {
        var entry = new ListEntry();
        var name = MedicationNames.Whole(page, mention.NameSpan);
        entry.Add(new(page.Page, "name", TextForm.OneLine(name.In(page.Text)), score, "medication-mention", [name]));
        foreach (string leaf in (string[])["dose", "route", "frequency"])
        {
            // '40 mg tablet, take 1 tablet': the strength is the dose.
            var said = leaf == "dose" && mention.Part("strength") is { Span.IsEmpty: false } strength && mention.Part("dose") is { } count && Counted().IsMatch(count.Value) ? strength : mention.Part(leaf);
            if (said is not { Span.IsEmpty: false } part) continue;
            var span = leaf == "frequency" && AsNeeded().Match(page.Text, part.Span.End) is { Success: true } prn ? new TextSpan(part.Span.Start, prn.Index + prn.Length) : part.Span;
            // 'sodium chloride 7 % 4 mL': the strength of the solution stands before the dose.
            if (leaf == "dose" && Volume().Match(page.Text, span.End) is { Success: true } volume && span.In(page.Text).Contains('%', StringComparison.Ordinal)) span = new(volume.Groups["v"].Index, volume.Index + volume.Length);
            entry.Add(new(page.Page, leaf, TextForm.OneLine(span.In(page.Text)), score * 0.96, "medication-mention", [span]));
        }

        var own = new TextSpan(mention.NameSpan.End, OwnEnd(page, mention));
        AddByHand(page, own, score, entry);
        if (!own.IsEmpty) AddDirections(page, own, score * 0.92, entry, "medication-directions");
        return entry;
    }

    /// <summary>What is written by hand or struck behind a drug is its dose, changed by somebody: it stands before what print says of it.</summary>
    private static void AddByHand(ClinicalPage page, TextSpan own, double score, ListEntry entry)
    {
        if (own.IsEmpty || !page.Page.Page.HasPicture) return;
        var marked = EvidenceOf.WordsIn(page.Page.Document, own).Where(w => (w.Marks & (WordMarks.Struck | WordMarks.Handwritten)) != 0).ToList();
        if (marked.Count == 0 || entry.Leaves.Exists(l => l.Leaf != "name" && l.Spans.Any(s => s.Overlaps(marked[0].Span)))) return;
        var span = new TextSpan(Math.Max(own.Start, marked[0].Span.Start), Math.Min(own.End, marked[^1].Span.End));
        string words = TextForm.OneLine(span.In(page.Text));
        if (words.Length is > 0 and <= 30) entry.Add(new(page.Page, "dose", words, score, "dose-by-hand", [span]) { Doubt = EvidenceOf.DoubtOf(page.Page.Document, span), IsUnread = true });
    }

    /// <summary>Where what is said of a drug ends: its line break before the next item, the next drug, a semicolon or full stop.</summary>
    private static int OwnEnd(ClinicalPage page, Mention mention)
    {
        int end = Math.Min(page.Page.Page.Span.End, Math.Max(mention.Span.End, mention.NameSpan.End) + 80);
        foreach (var other in page.Mentions)
        {
            if (other.Type == MentionType.Medication && other.NameSpan.Start > mention.NameSpan.End) end = Math.Min(end, other.NameSpan.Start);
        }

        if (end <= mention.NameSpan.End) return mention.NameSpan.End;
        var stop = ItemEnd().Match(page.Text[mention.NameSpan.End..end]);
        return stop.Success ? mention.NameSpan.End + stop.Index : end;
    }

    private static void AddDirections(ClinicalPage page, TextSpan span, double score, ListEntry entry, string rule)
    {
        var read = Directions.Read(span.In(page.Text));
        if (read.Dose is { } dose && !entry.Has("dose")) entry.Add(new(page.Page, "dose", dose.Value, score, rule, [dose.At(span)]));
        if (read.Route is { } route && !entry.Has("route")) entry.Add(new(page.Page, "route", route.Value, score, rule, [route.At(span)]));
        if (read.Frequency is { } frequency && !entry.Has("frequency")) entry.Add(new(page.Page, "frequency", frequency.Value, score, rule, [frequency.At(span)]));
    }

    /// <summary>Items of lists whose drug no lexicon knows: a name with directions.</summary>
    private static IEnumerable<ListEntry> Unknown(ClinicalPage page)
    {
        foreach (var block in page.Blocks.Where(b => b.Kind == "medications"))
        {
            foreach (var (item, at) in ListItems.Split(new TextSpan(block.Body.Start, Math.Min(block.Body.End, block.Body.Start + LongestList)).In(page.Text)))
            {
                var span = new TextSpan(block.Body.Start + at, block.Body.Start + at + item.Length);
                // What a full stop ends is told apart.
                if (ItemStop().Match(item) is { Success: true } stop) span = new(span.Start, span.Start + stop.Index);
                if (span.Length > 90 || Stopped().IsMatch(item) || page.MentionsIn(span).Any(m => m.Type is MentionType.Medication) || page.IsCopied(span) || page.Document().Mentions.Any(m => m.Type == MentionType.Medication && m.Span.Overlaps(span))) continue;
                if (ItemOf(page, span, 0.7 * page.Page.Weight, "medication-list", alone: false) is { } entry) yield return entry;
            }
        }
    }

    private static ListEntry? ItemOf(ClinicalPage page, TextSpan span, double score, string rule, bool alone)
    {
        string words = span.In(page.Text);
        var name = DrugName().Match(words);
        if (!name.Success || Stopped().IsMatch(words) || TextForm.SaysNothing(words)) return null;
        var group = name.Groups["n"];
        string text = TextForm.OneLine(group.Value).TrimEnd('-', '\u2013', ':', '.', ',');
        if (text.Length < 3 || NoDrug().IsMatch(text) || MedicationNames.IsNone(text) || text.Split(' ').Length > 4 || Heading().IsMatch(text)) return null;
        var entry = new ListEntry();
        entry.Add(new(page.Page, "name", text, score, rule, [new(span.Start + group.Index, span.Start + group.Index + group.Length)]));
        AddDirections(page, span, score * 0.95, entry, rule);
        return alone || (entry.Has("dose") && entry.Has("frequency")) ? entry : null;
    }

    private static AnnotatedDocument Document(this ClinicalPage page) => page.Page.Document;

    private static readonly Lazy<Regex> SheTakesPattern = Pattern.OfWords(@"^\W*(?:s?he|they|the (?:patient|member|child)|patient)(?: also| now| currently)? (?:takes|receives|uses)\b");

    private static Regex SheTakes() => SheTakesPattern.Value;

    private static readonly Lazy<Regex> RowEndPattern = Pattern.Of(@"\n[ \t]*(?=[A-Z*\u2022])", RegexOptions.CultureInvariant);

    private static Regex RowEnd() => RowEndPattern.Value;

    private static readonly Lazy<Regex> StillNowPattern = Pattern.OfWords(@"\b(?:now|currently|at present|today|still)\b");

    private static Regex StillNow() => StillNowPattern.Value;

    private static readonly Lazy<Regex> OtherTimePattern = Pattern.OfWords(@"\b(?:was|were|had|did|been|gave|given|give|tried|trial|failed|stopped|discontinued|ended|finished|completed|held|off|previous(?:ly)?|prior|past|earlier|formerly|until|till|without|improvement|benefit|relief|inadequate|intoleran\w*|tolerate[ds]?|started|begun|start|begin|add(?:ed)?|increase[ds]?|request\w*|ask\w*|appl(?:y|ied) for|authoriz\w*|approv\w*|order\w*|propos\w*|consider\w*|discuss\w*|recommend\w*|plan\w*|will|would|should|could|may|might|if|before each|pre-?med\w*|infus\w*|dispens\w*|quantity|refills?|mother|father|sister|brother|allerg\w*|reaction|instead|versus|limit|maximum|per policy|criteria|not|never|no longer|denies|switch\w*|chang\w*|replac\w*)\b|\bfrom [a-z]+ (?:19|20)[0-9]{2} (?:to|until|till|through)\b|\b(?:0?[1-9]|1[0-2])/(?:[0-9]{1,2}/)?[0-9]{4}\s*(?:to|-|\u2013|until|through)|\bonce\b(?!\s+(?:a|per|each|every|daily|weekly|monthly|nightly|in)\b)|[?\u2610\u2611\u2612]|\[[xX ]?\]");

    private static Regex OtherTime() => OtherTimePattern.Value;

    private static readonly Lazy<Regex> ItemStopPattern = Pattern.Of(@"\.\s+(?=[A-Z(])", RegexOptions.CultureInvariant);

    private static Regex ItemStop() => ItemStopPattern.Value;

    private static readonly Lazy<Regex> DrugNamePattern = Pattern.Of(@"^\W*(?:[0-9]+[.)]\s+)?(?<n>[A-Za-z][A-Za-z0-9\-'/\s]*?(?:\([A-Za-z][A-Za-z\- ]+\))?)(?=\s*(?:[0-9]|,|;|$|\bpo\b|\bby mouth\b|\bdaily\b|\bbid\b|\btid\b|\bqhs\b|\bprn\b|\bas needed\b|\bweekly\b|\btablets?\b|\bcapsules?\b|[-\u2013:(]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DrugName() => DrugNamePattern.Value;

    // 'PRESCRIBER'S STATEMENT', 'ANYTHING ELSE THE REVIEWER'.
    private static readonly Lazy<Regex> HeadingPattern = Pattern.Of(@"\b(?:(?i:statement|prescriber|reviewer|anything|signature|section|form|should|know|page|date|question|answer))\b", RegexOptions.CultureInvariant);

    private static Regex Heading() => HeadingPattern.Value;

    private static readonly Lazy<Regex> StoppedPattern = Pattern.Of(@"\b(?:discontinued|stopped|d/c'?d|held|on hold|not taking|no longer|inactive|completed|expired|planned|to start|will start|proposed|requested)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Stopped() => StoppedPattern.Value;

    private static readonly Lazy<Regex> NoDrugPattern = Pattern.Of(@"^(?:none|no|see|and|the|with|medication|drug|dose|name|list|attached|n/?a|page|tab|he|she|patient|allerg)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoDrug() => NoDrugPattern.Value;

    private static readonly Lazy<Regex> ProsePattern = Pattern.Of(@"\b(?:s?he|they|patient|member|mother|father|brother|sister|was|were|has|had|will|would|tried|failed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Prose() => ProsePattern.Value;

    private static readonly Lazy<Regex> TakesNowPattern = Pattern.Of(@"\b(?:takes|now receives|(?:is |are )?(?:currently|now|presently) (?:taking|on|takes|using|receiving|treated with|managed (?:with|on))|is (?:still )?(?:taking|on|using)|(?:went|sent|discharged) home (?:with|on)|in addition to (?:his|her|their)|in spite of (?:taking )?(?=[a-z]+ [0-9])|despite (?:taking )?(?=[a-z]+ [0-9])|are taking|(?:is |has been )?maintained on|remains on|continues (?:on|to take|with|taking)|stable on|uses|current(?:ly)? (?:medications?|meds|medicines?|drugs?|treatment|regimen|therapy)(?: (?:includes?|is|are|with|consists of))?:?|(?:his|her|their|the (?:patient|member|enrollee|child)'s|(?:daily|home|other|regular)) (?:(?:daily|home|other|regular) )?(?:medications?|meds|medicines?|drugs?)(?: now)? (?:are|is|includes?|consists? of))\b:?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex TakesNow() => TakesNowPattern.Value;

    private static readonly Lazy<Regex> BreaksPattern = Pattern.Of(@"[;?]|\b(?:after|but|stopped|discontinued|failed|tried|previously|formerly|instead of|started|request\w*|recommend\w*|plan\w*|denies|no longer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Breaks() => BreaksPattern.Value;

    private static readonly Lazy<Regex> PastPattern = Pattern.Of(@"\b(?:mother|father|brother|sister|uncle|aunt|cousin|spouse|wife|husband|if|when s?he was|not)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Past() => PastPattern.Value;

    private static readonly Lazy<Regex> EndedBeforePattern = Pattern.Of(@"\b(?:stopped|completed|finished|discontinued|d/c'?d|held|past|previous(?:ly)?|former(?:ly)?|no longer (?:taking|on)|not taking|off|failed|tried)\s*(?:medications?|meds|drugs?|medicines?)?(?:\s+(?:in |on |since )?[0-9/]{4,10})?\s*:\s*(?:[A-Za-z0-9\-/ ]{2,30}(?:,|\sand\s)\s*){0,6}$|\b(?:stopped|discontinued|no longer (?:taking|on|takes|uses)|not (?:taking|on|using)|(?:does|did|do) not (?:take|use)|(?:came|taken|weaned|now) off|quit)\s+(?:the |her |his |any )?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex EndedBefore() => EndedBeforePattern.Value;

    private static readonly Lazy<Regex> EndedAfterPattern = Pattern.Of(@"^[ ,\u2013\-]{0,3}\(?\s*(?:to (?:start|begin|be started)|will (?:start|begin)|pending\b|awaiting|not (?:yet )?started|requested|planned)|^(?:\s+and\s+[A-Za-z\-]{3,25}|(?:,\s+[A-Za-z\-]{3,25}){1,4},?\s+and\s+[A-Za-z\-]{3,25})\s+(?:are|were|have been)\s+(?:now |both |all )?(?:stopped|discontinued|held|on hold|off\b|no longer|finished|removed)|^\s{0,3}(?:is|are|was|were|has been|have been)\s+(?:now\s+|both\s+)?(?:off\b|removed|finished|stopped|discontinued|held)|^(?:[ ,:(]{0,4}|\s?[\-\u2013]\s{0,3})(?:was |is |has been |have been )?(?:stopped|discontinued|d/c'?d|held|on hold|inactive|no longer|not taking|never (?:taken|used|started|tried)|off since|off\b|self-discontinued|ended|finished|completed|offered|brought up|suggested|proposed|mentioned|considered|discussed|recommended|declined|refused|failed|tried)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex EndedAfter() => EndedAfterPattern.Value;

    private static readonly Lazy<Regex> CountedPattern = Pattern.Of(@"^\s*(?:[0-9.]+|one|two|a)?\s*(?:tab|cap|pill)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Counted() => CountedPattern.Value;

    private static readonly Lazy<Regex> AsNeededPattern = Pattern.Of(@"\G(?:\s+(?:a|per|each|every)\s+(?:day|week|month|night)\b)?(?:,? ?(?:prn|p\.r\.n\.|as needed)\b)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex AsNeeded() => AsNeededPattern.Value;

    private static readonly Lazy<Regex> VolumePattern = Pattern.Of(@"\G\s+(?<v>[0-9.]{1,5}\s?mL)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Volume() => VolumePattern.Value;

    private static readonly Lazy<Regex> ItemEndPattern = Pattern.Of(@"[;]|(?<!\.)\.(?=\s|$)|\n\s*(?=\n)|\n(?!\s*(?:PO|IV|SC|SQ|IM|SL|PR|BID|TID|QID|QHS|QD|Q[0-9]|PRN)\b)(?=\s*(?:[A-Z*\u2022]|[0-9]{1,2}[.)]\s))|,(?=\s+[a-z\-]{5,}\s+[0-9])|:", RegexOptions.CultureInvariant);

    private static Regex ItemEnd() => ItemEndPattern.Value;
}
