using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>The name of a problem at the head of an item of an assessment: '1. AKI on CKD:', '# Sepsis -', 'Anemia.'.</summary>
internal static class ProblemHeading
{
    private const int MostWords = 10;

    /// <summary>The heading with which a passage of an assessment begins; empty where it begins with none.</summary>
    internal static TextSpan Of(Passage passage)
    {
        var line = ChartLines.At(passage.Note, passage.Span.Start);
        string lead = line.IsEmpty ? string.Empty : passage.Note.Text[Math.Min(line.Start, passage.Span.Start)..passage.Span.Start];
        if (lead.Any(char.IsLetter)) return default;
        string text = passage.Text;
        string whole = lead + text;
        bool numbered = Numbered().IsMatch(whole);
        int skip = Lead().Match(text).Length;
        int end = EndOfHeading(text, skip);
        bool alone = end >= text.TrimEnd('.', ':', ' ').Length;
        if (!numbered && text.Length > skip && (end >= text.Length || text[end] != ':')) return LeadingProblem(passage, skip);
        if (!numbered && alone && !text.TrimEnd().EndsWith(':')) return default;
        if (!numbered && end >= text.Length) return default;
        if (!numbered && text[end] != ':') return default;
        var span = Trim(passage.Note.Text, new(passage.Span.Start + skip, passage.Span.Start + end));
        if (span.IsEmpty || Wording.CountWords(span.In(passage.Note.Text)) > MostWords) return default;
        return NoProblem().IsMatch(span.In(passage.Note.Text)) ? default : span;
    }

    // '- Type 2 MI - demand', 'L UVJ stone s/p stent': a problem that begins the item is its heading.
    private static TextSpan LeadingProblem(Passage passage, int skip)
    {
        var first = passage.Mentions.FirstOrDefault(m => m.Type == MentionType.Problem);
        return first is not null && first.Span.Start - passage.Span.Start - skip <= 18 && !passage.Text[..(first.Span.Start - passage.Span.Start)].Contains(',') && !Verb().IsMatch(passage.Text[..(first.Span.Start - passage.Span.Start)]) && first.Assertion.Experiencer == Experiencer.Patient
            ? Trim(passage.Note.Text, new(passage.Span.Start + skip, first.Span.End)) : default;
    }

    private static int EndOfHeading(string text, int from)
    {
        for (int i = from; i < text.Length; i++)
        {
            char c = text[i];
            if (c is ':' or '\n' or ';') return i;
            if (c == '.' && (i + 1 == text.Length || text[i + 1] == ' ')) return i;
            if (c is '-' or '–' or '—' && i > 0 && text[i - 1] == ' ') return i;
            if (c == ',' && i - from > 2) return i;
        }

        return text.Length;
    }

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '#' or '*' or '-')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ':' or '-' or '.' or ',')) end--;
        return new(start, end);
    }

    private static SievedPattern Numbered() => NumberedPattern.Value;

    private static readonly Lazy<SievedPattern> NumberedPattern = Pattern.Sieved(@"^\s*(?:\(?\d{1,2}[.)](?!\d)|#\s*\d{0,2}[.:)]?|\d\s(?=[A-Z]))\s*\S", RegexOptions.CultureInvariant);

    private static SievedPattern Lead() => LeadPattern.Value;

    private static readonly Lazy<SievedPattern> LeadPattern = Pattern.Sieved(@"^\s*(?:\(?\d{1,2}[.)](?!\d)|\d\s(?=[A-Z])|[#*•-]\s*(?:\d{1,2}[.:)])?)?\s*", RegexOptions.CultureInvariant);

    private static SievedPattern NoProblem() => NoProblemPattern.Value;

    private static readonly Lazy<SievedPattern> NoProblemPattern = Pattern.Sieved(@"^(?:>?\s*update|continue|cont|start|stop|hold|monitor|check|consult|plan|assessment|a/p|dispo\w*|discharge|fen\w*|code\w*|ppx|prophylaxis|dvt\b.*|diet|activity|follow.?up|f/u|access|lines|family|time|labs|vitals|meds|medications|full code|s|o|a|p|subjective|objective|note|impression|recommend\w*|return|increase|decrease|give|repeat|wean|will|addendum|correction|neuro|cv|cards?|resp|pulm|renal|gi|heme|heme/onc|id|endo|gu|psych|msk|events|overnight|lines|skin|\d)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Verb() => VerbPattern.Value;

    private static readonly Lazy<SievedPattern> VerbPattern = Pattern.Sieved(@"\b(?:no|not|for|with|of|given|due|to|is|was|has|on|in|and|from|s/p|home|per|if|monitor|stop|start|hold|continue|cont|treat)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
