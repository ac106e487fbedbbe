using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>The name of a laboratory test without what stands behind it in its row: its unit, its range of reference, its day. Ratings of a person and measures of a night's study are no laboratory results.</summary>
internal static class LabNames
{
    /// <summary>The entries that are laboratory results, their names brought to the test alone.</summary>
    internal static void Tidy(List<ListEntry> entries)
    {
        entries.RemoveAll(static e => e.Value("name") is { } name && IsNone(name));
        foreach (var entry in entries)
        {
            int at = entry.Leaves.FindIndex(static l => l.Leaf == "name");
            if (at >= 0) entry.Leaves[at] = Alone(entry.Leaves[at]);
        }
    }

    /// <summary>Whether a name is of a rating of a person, a measure of a night's study or a solution.</summary>
    internal static bool IsNone(string name) => Rating.Value.IsMatch(name) || NoTest.Value.IsMatch(name);

    private static EntryLeaf Alone(EntryLeaf leaf)
    {
        string name = Behind.Value.Replace(leaf.Value, string.Empty);
        // 'Halvard's sweat chloride'
        if (Owner.Value.Match(name) is { Success: true } owner && owner.Length < name.Length - 2) name = name[owner.Length..];
        return name.Length == leaf.Value.Length || name.Length < 2 || !name.Any(char.IsLetter) ? leaf : leaf.Narrowed(name);
    }

    // A unit with its range, a range, a day; how the value went.
    private static readonly Lazy<Regex> Behind = new(static () => Pattern.Make(
        @"(?:\s+(?:[A-Za-z\u00b5%][A-Za-z0-9\u00b5%^]{0,7}/[A-Za-z0-9.^]{1,9}|%)(?:\s+\(?[<>]?[0-9][0-9.,]*(?:\s?[\-\u2013]\s?[0-9][0-9.,]*)?\)?)?|\s+\(?[0-9][0-9.,]*\s?[\-\u2013]\s?[0-9]*\.[0-9]+\)?|\s+\(?(?:on\s+)?[0-9]{1,2}[/\-][0-9]{1,2}[/\-](?:[0-9]{4}|[0-9]{2})\)?|\s+\(?[0-9]{4}-[0-9]{2}-[0-9]{2}\)?|\s+(?:" + NameEdges.Alternatives("lab-course") + @")(?:\s+(?:at|to))?)+\s*$",
        RegexOptions.CultureInvariant));

    // The lowest saturation of a night's study, and what drips into a vein, are none of a laboratory.
    private static readonly Lazy<Regex> NoTest = ClinicalCues.Of("no-test");

    private static readonly Lazy<Regex> Owner = Pattern.Of(@"^(?:[A-Z][a-z]+['\u2019]s|[Hh]is|[Hh]er|[Tt]heir|[Pp]atient['\u2019]s)\s+", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Rating = NameEdges.Of("lab-rating");
}
