using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds results that are still out. Parts: <c>test</c>, <c>responsible</c>.</summary>
internal sealed class PendingResultFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        foreach (Match match in TestPending().Matches(content)) yield return Make(text, match, "pending-after");
        foreach (Match match in PendingTest().Matches(content))
        {
            foreach (Capture test in match.Groups["t"].Captures) yield return Make(text, match, "pending-before", test);
        }
    }

    private static Mention Make(SectionedText text, Match match, string rule, Capture? capture = null)
    {
        string content = text.Text;
        capture ??= match.Groups["t"];
        var test = new TextSpan(capture.Index, capture.Index + capture.ValueSpan.TrimEnd(" ,.;:-\u2013").Length);
        int end = match.Index + match.Length;
        var sentence = Mentions.Find.SentenceAt(text, match.Index);
        var part = Mentions.Find.Part("test", content, test);
        var who = Responsible().Match(content[Math.Min(end, content.Length)..Math.Max(end, Math.Min(sentence.End, end + 100))]);
        if (!who.Success) return Mentions.Find.Mention(MentionType.PendingResult, new(Math.Min(match.Index, test.Start), Math.Max(end, test.End)), test, rule, part);
        var group = who.Groups["v"];
        var span = new TextSpan(end + group.Index, end + group.Index + group.Length);
        return Mentions.Find.Mention(MentionType.PendingResult, new(Math.Min(match.Index, test.Start), span.End), test, rule, part, Mentions.Find.Part("responsible", content, span));
    }

    private const string Test = @"(?:(?:final|repeat|surgical|blood|urine|sputum|wound|stool|CSF|throat|tissue|bone marrow|skin|viral|fungal|AFB|acid[ \-]fast|genetic|liver|renal|thyroid|serum|send-out|outpatient|culture and|frozen section|(?-i:[A-Z][A-Za-z0-9\-]{1,12})) ){0,3}(?:cultures?|path(?:ology)?(?: report| results?)?|biops(?:y|ies)(?: results?)?|cytology(?: results?)?|sensitivit(?:y|ies)|susceptibilit(?:y|ies)|results?|PCR|serolog(?:y|ies)|titers?|panel|levels?|tests?|testing|labs?|studies|study|read|report|electrophoresis|SPEP|UPEP|TSH|ANA|A1c|antibod(?:y|ies)|assay|stain|smear|echocardiogram|echo|MRI|CT|ultrasound|x-?ray|gram stain|ova and parasites|troponins?|urinalysis|UA)";

    private static readonly Lazy<SievedPattern> TestPendingPattern = Pattern.Sieved(@"\b(?<t>" + Test + @")(?: (?:from|of|on|at|drawn|sent|taken) [A-Za-z0-9/ ]{2,24})?(?: ?[:\-\u2013] ?| (?:(?:is|are|was|were|remains?|still|currently|also|all|which|that) ){0,3})(?:pending|outstanding|not (?:yet )?(?:back|available|resulted|final(?:ized)?)|in process|awaited)\b(?: at (?:the )?(?:time of )?(?:discharge|dictation|this time))?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern TestPending() => TestPendingPattern.Value;

    private static readonly Lazy<SievedPattern> PendingTestPattern = Pattern.Sieved(@"\b(?:(?:pending|awaiting|outstanding)(?: (?:at (?:the )?(?:time of )?discharge|results?(?: of)?|final|the|labs?|tests?))*:? ?)(?<t>" + Test + @")(?:,? (?:and )?(?<t>" + Test + @")){0,4}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern PendingTest() => PendingTestPattern.Value;

    private static readonly Lazy<SievedPattern> ResponsiblePattern = Pattern.Sieved(@"(?:[-\u2013:,;(]|\band\b|\bto be\b|\bwill be\b)? ?(?<v>Dr\.? [A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]+)?|PCP|primary care(?: physician)?|[a-z]{4,14}ology|surgery|the (?:hospitalist|surgeon|oncologist))(?= (?:to follow|will follow|to check|will call|will review|to review|is responsible|responsible|following|office))", RegexOptions.CultureInvariant);

    private static SievedPattern Responsible() => ResponsiblePattern.Value;
}
