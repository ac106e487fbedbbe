using System.Globalization;
using System.Text;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Guards;

namespace HealthcareLlm.Export;

/// <summary>Writes a guarded summary as Markdown: what is supported, with numbered citations; what is held back at the end, marked so.</summary>
public static class MarkdownWriter
{
    /// <summary>The document, lines ended by a line feed.</summary>
    public static string Write(GuardedSummary summary)
    {
        var text = new StringBuilder("# Discharge summary (draft for review)\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Outcome: {Names.Of(summary.Outcome)}. {summary.OutcomeReason}\n");
        var places = new List<Citation>();
        foreach (var section in SummarySections.All)
        {
            var statements = summary.Statements.Where(s => s.Section == section.Name && s.Status != StatementStatus.Refused).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Title}\n\n");
            if (statements.Count == 0) text.Append("Not documented.\n");
            foreach (var statement in statements)
            {
                string numbers = string.Concat(statement.Citations.Select(c => Number(places, c)));
                text.Append(CultureInfo.InvariantCulture, $"- {Escape(statement.Text)} {numbers}\n");
            }
        }

        WriteList(text, "Missing", summary.Missing.Select(m => m.Request));
        WriteList(text, "Stated in the notes and not in this summary", summary.Omissions.Select(o => o.Text));
        WriteList(text, "Held back (not part of the document)",
            summary.Statements.Where(s => s.Status == StatementStatus.Refused).Select(s => $"{s.Text} ({s.Reason})"));
        WriteSources(text, summary, places);
        return text.ToString();
    }

    private static string Number(List<Citation> places, Citation citation)
    {
        int at = places.FindIndex(p => p.DocumentId == citation.DocumentId && p.Span == citation.Span);
        if (at < 0)
        {
            at = places.Count;
            places.Add(citation);
        }

        return string.Create(CultureInfo.InvariantCulture, $"[{at + 1}]");
    }

    private static void WriteList(StringBuilder text, string title, IEnumerable<string> items)
    {
        var all = items.ToList();
        if (all.Count == 0) return;
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");
        foreach (string item in all) text.Append(CultureInfo.InvariantCulture, $"- {Escape(item)}\n");
    }

    private static void WriteSources(StringBuilder text, GuardedSummary summary, List<Citation> places)
    {
        text.Append("\n## Sources\n\n");
        var names = summary.Documents.ToDictionary(d => d.Id, d => d.FileName);
        for (int i = 0; i < places.Count; i++)
        {
            var place = places[i];
            text.Append(CultureInfo.InvariantCulture, $"{i + 1}. {Escape(names[place.DocumentId])}, page {place.Page}, {place.Span.Start}–{place.Span.End}: “{Escape(place.Quote)}”\n");
        }
    }

    private static string Escape(string words)
    {
        var escaped = new StringBuilder(words.Length);
        foreach (char c in words)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|') escaped.Append('\\');
            escaped.Append(c is '\n' or '\r' ? ' ' : c);
        }

        return escaped.ToString();
    }
}
