using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds the date that stands with a procedure: 'colonoscopy on 3/4/2026', 'appendectomy (2019)', '3/4: CT chest'.</summary>
internal static class ProcedureDates
{
    private const int Window = 48;

    private const string Date = @"(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{4}-\d{2}-\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?:\d{1,2},?\s+)?\d{4}|\d{1,2}/\d{4}|(?:19|20)\d{2})";

    /// <summary>The date behind the span, or at the start of its sentence before it; null where there is none.</summary>
    internal static MentionPart? Find(string text, TextSpan span, TextSpan sentence)
    {
        int end = Math.Min(sentence.End, span.End + Window);
        if (end > span.End && Behind().Match(text[span.End..end]) is { Success: true } behind) return Part(behind, span.End);
        if (span.Start > sentence.Start && span.Start - sentence.Start <= 24 && Ahead().Match(text[sentence.Start..span.Start]) is { Success: true } ahead) return Part(ahead, sentence.Start);
        return null;
    }

    private static MentionPart Part(Match match, int offset)
    {
        var date = match.Groups["date"];
        return new("date", date.Value, new(offset + date.Index, offset + date.Index + date.Length));
    }

    private static readonly Lazy<SievedPattern> BehindPattern = Pattern.Sieved(@"^\s*(?:[,(:\-–]\s*)?(?:(?:was|were|done|performed|obtained|dated|completed|took place|from|of|on|in|date)[\s:]+){0,4}\(?(?<date>" + Date + @")(?!\d|\s*(?:mg|ml|%|/\d))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Behind() => BehindPattern.Value;

    private static readonly Lazy<SievedPattern> AheadPattern = Pattern.Sieved(@"^\W*(?:on\s+)?(?<date>" + Date + @")\s*[:\-–,]?\s*(?:s/p\s+|underwent\s+|status post\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Ahead() => AheadPattern.Value;
}
