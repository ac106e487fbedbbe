using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>The name of a laboratory test without what stands behind it in its row: its unit, its range of reference, its day. Ratings of a person are no laboratory results.</summary>
internal static class LabNames
{
    /// <summary>The entries that are laboratory results, their names brought to the test alone.</summary>
    internal static void Tidy(List<ListEntry> entries)
    {
        entries.RemoveAll(static e => e.Value("name") is { } name && Rating().IsMatch(name));
        foreach (var entry in entries)
        {
            int at = entry.Leaves.FindIndex(static l => l.Leaf == "name");
            if (at >= 0) entry.Leaves[at] = Alone(entry.Leaves[at]);
        }
    }

    private static EntryLeaf Alone(EntryLeaf leaf)
    {
        string name = Behind().Replace(leaf.Value, string.Empty);
        if (name.Length == leaf.Value.Length || name.Length < 2 || !name.Any(char.IsLetter)) return leaf;
        if (leaf.Spans.Length != 1 || leaf.Spans[0].In(leaf.Page.Text).IndexOf(name, StringComparison.Ordinal) is not (>= 0 and var from)) return leaf with { Value = name };
        return leaf with { Value = name, Spans = [new(leaf.Spans[0].Start + from, leaf.Spans[0].Start + from + name.Length)] };
    }

    private static readonly Lazy<Regex> BehindPattern = Pattern.Of(
        @"(?:\s+(?:[A-Za-z\u00b5%][A-Za-z0-9\u00b5%^]{0,7}/[A-Za-z0-9.^]{1,9}|%)(?:\s+\(?[<>]?[0-9][0-9.,]*(?:\s?[\-\u2013]\s?[0-9][0-9.,]*)?\)?)?|\s+\(?[0-9][0-9.,]*\s?[\-\u2013]\s?[0-9]*\.[0-9]+\)?|\s+\(?(?:on\s+)?[0-9]{1,2}[/\-][0-9]{1,2}[/\-](?:[0-9]{4}|[0-9]{2})\)?|\s+\(?[0-9]{4}-[0-9]{2}-[0-9]{2}\)?|\s+(?:peaked|rose|fell|dropped|less than|greater than|above|below|under|over)(?:\s+(?:at|to))?)+\s*$",
        RegexOptions.CultureInvariant);

    private static Regex Behind() => BehindPattern.Value;

    // Questionnaires, grades of disability, and what pictures and catheters of the heart measure.
    private static readonly Lazy<Regex> RatingPattern = Pattern.Of(
        @"\b(?:PHQ-?[0-9]|GAD-?7|MADRS|HAM-?D|C-?SSRS|EDSS|ECOG|Karnofsky|KPS|MMSE|MoCA|NIHSS|BASDAI|ASDAS|HAQ(?:-DI)?|DAS-?28|CDAI|Oswestry|ODI|WOMAC|KOOS|Epworth|NYHA|(?:mean|peak) gradient|ejection fraction|LVEF|LV EF|volume index|wedge|opening pressure)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Rating() => RatingPattern.Value;
}
