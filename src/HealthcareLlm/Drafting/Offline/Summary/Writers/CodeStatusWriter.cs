using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>Writes the section <c>codeStatus</c>: the latest that is documented.</summary>
internal static class CodeStatusWriter
{
    private const int LongestSentence = 25;

    internal static IEnumerable<StatementDraft> Write(EncounterChart chart)
    {
        if (Latest(chart) is not { } found) yield break;
        var (passage, span) = found;
        yield return Cite.Statement("codeStatus", Wording.Sentence(span.In(passage.Note.Text)), 0.85, [Cite.Span(passage.Note, span)]);
    }

    /// <summary>The latest sentence that gives the status, and the words that do; null where none does. A copied one does not make an old status new.</summary>
    internal static (Passage Passage, TextSpan Span)? Latest(EncounterChart chart)
    {
        (Passage, TextSpan)? latest = null;
        foreach (var passage in chart.Passages)
        {
            if (passage.IsCorrected || passage.Category == SectionCategory.FamilyHistory) continue;
            var whole = Recent.WithTitle(passage, sameLine: false);
            string text = whole.In(passage.Note.Text);
            if (CueRules.Weigh("codeStatus", text) <= 0) continue;
            var status = Status().Match(text);
            if (!status.Success) continue;
            if (passage.IsCopy && latest is { } earlier && SaysOther(earlier.Item1, status.Value) && IsLongCopy(passage)) continue;
            latest = (passage, Wording.CountWords(text) <= LongestSentence && !text.TrimEnd('.', ' ').Contains(". ", StringComparison.Ordinal) ? whole : new(whole.Start + status.Index, whole.Start + status.Index + status.Length));
        }

        return latest;
    }

    private static bool SaysOther(Passage passage, string status) => !passage.Text.Contains(status, StringComparison.OrdinalIgnoreCase);

    // 'Full code.' alone is written anew each day; a longer sentence word for word is copied.
    private static bool IsLongCopy(Passage passage) => Wording.CountWords(passage.Text) > 4;

    private static SievedPattern Status() => StatusPattern.Value;

    private static readonly Lazy<SievedPattern> StatusPattern = Pattern.Sieved(@"(?:\bcode(?: status)?\b\s*[:\-–]?\s*(?:is |remains |confirmed )?)?(?:\bfull(?: code)?\b|\bDNR\b(?:\s*[/,&+]\s*(?:and )?DNI\b|\s+and\s+DNI\b|\s+(?:but )?ok to intubate)?|\bDNI\b|\bdo not (?:resuscitate|intubate)(?:[,/ ]+(?:and )?do not intubate)?|\bcomfort (?:care|measures)(?: only)?|\bCMO\b|\ballow natural death\b|\bno code\b)(?: \(confirmed[^)]*\))?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
