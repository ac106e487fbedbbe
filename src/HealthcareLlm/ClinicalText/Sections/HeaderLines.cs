using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Tells lines that say who and when ('Patient: …  DOB: …') by the labels of rules/header-labels.tsv.</summary>
internal static class HeaderLines
{
    private static readonly Lazy<Dictionary<string, bool>> s_labels = new(Load);

    /// <summary>How many labels stand on the line, and how many of them name the patient.</summary>
    internal static (int Labels, int Identity) Count(string text, Line line)
    {
        int labels = 0, identity = 0;
        foreach (var cell in line.Cells)
        {
            int from = cell.Span.Start;
            bool first = true;
            while (from < cell.Span.End)
            {
                int colon = text.IndexOf(':', from, cell.Span.End - from);
                if (colon < 0) break;
                if (LabelBefore(text, from, colon, first) is { } isIdentity)
                {
                    labels++;
                    if (isIdentity) identity++;
                }
                else if (first)
                {
                    break;
                }

                first = false;
                from = colon + 1;
            }

            // A label in a cell of its own, its value in the next one.
            if (first && cell.Span.Length <= 40 && line.Cells.Length > 1 && s_labels.Value.TryGetValue(TitleLexicon.KeyOf(text.AsSpan(cell.Span.Start, cell.Span.Length)), out bool beside))
            {
                labels++;
                if (beside) identity++;
            }
        }

        return (labels, identity);
    }

    private static bool? LabelBefore(string text, int from, int colon, bool whole)
    {
        var words = text.AsSpan(from, colon - from).Trim(" *_|-\t");
        if (words.Length > 200) words = words[^200..];
        if (words.Length <= 40 && s_labels.Value.TryGetValue(TitleLexicon.KeyOf(words), out bool identity)) return identity;
        if (whole) return null;
        // Further labels on the line stand after the value of the one before.
        for (int count = 0; count < 3; count++)
        {
            int space = words.IndexOf(' ');
            if (space < 0) return null;
            int start = words.Length;
            for (int i = 0; i <= count && start > 0; i++) start = words[..start].TrimEnd().LastIndexOf(' ') + 1;
            if (s_labels.Value.TryGetValue(TitleLexicon.KeyOf(words[start..]), out identity) && char.IsUpper(words[start])) return identity;
        }

        return null;
    }

    private static Dictionary<string, bool> Load()
    {
        var labels = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var row in RuleFiles.Read("header-labels.tsv", 6))
        {
            foreach (string label in row[2].Split('|')) labels.TryAdd(TitleLexicon.KeyOf(label), row[1] == "identity");
        }

        return labels;
    }
}
