using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Codes of five digits of which recognition was unsure, among codes that begin with a letter: the first digit may be that letter. It is mended where a
/// neighbour begins with the letter that it looks like, else it is for a person to read; it is never given as a CPT code.
/// </summary>
internal static class CodeLetters
{
    internal static void Settle(List<ListEntry> services)
    {
        foreach (var service in services)
        {
            int at = service.Leaves.FindIndex(l => l is { Leaf: "code", IsUnread: false, Doubt: Doubt.None, Value: [>= '0' and <= '9', _, _, _, >= '0' and <= '9'] });
            if (at < 0 || service.Leaves.Count(l => l.Leaf == "code") > 1) continue;
            var leaf = service.Leaves[at];
            bool unsure = leaf.Spans.SelectMany(s => EvidenceOf.WordsIn(leaf.Page.Document, s)).Any(w => w.Marks.HasFlag(WordMarks.Doubtful) && w.Text.Contains(leaf.Value, StringComparison.Ordinal));
            // Codes of drugs begin with a J: '30178  Aflibercept' as recognition reads it is no CPT code.
            bool drug = leaf.Value[0] is '3' or '1' && leaf.Page.Page.Reading is not (PageReading.Text or PageReading.TextLayer)
                && service.Leaves.Exists(static l => l.Leaf == "description" && DrugLexicon.Find(l.Value, new(0, l.Value.Length)).Any());
            if (!(unsure || drug) || Letter(leaf.Value[0]) is not { } letter) continue;
            var others = services.Where(s => s != service).SelectMany(s => s.Leaves).Where(l => l.Leaf == "code" && l.Page.Document == leaf.Page.Document).ToList();
            string heading = string.Join(' ', leaf.Spans.Select(s => s.In(leaf.Page.Text)));
            if (!drug && !others.Exists(l => char.IsAsciiLetterUpper(l.Value[0])) && !heading.Contains("HCPC", StringComparison.OrdinalIgnoreCase)) continue;
            bool borneOut = letter is 'G' or 'S' or 'B' && others.Exists(l => l.Value[0] == letter);
            string value = letter + leaf.Value[1..];
            service.Leaves[at] = leaf with { Value = value, Repaired = true, Doubt = borneOut ? Doubt.None : Doubt.Unreadable };
            int system = service.Leaves.FindIndex(l => l.Leaf == "codeSystem");
            if (system < 0) continue;
            if (borneOut) service.Leaves[system] = service.Leaves[system] with { Value = "HCPCS", Rule = "system-hcpcs" };
            else service.Leaves.RemoveAt(system);
        }
    }

    private static char? Letter(char digit) => digit switch
    {
        '7' => 'T',
        '6' => 'G',
        '5' => 'S',
        '8' => 'B',
        '4' => 'A',
        '0' => 'Q',
        '1' or '3' => 'J',
        _ => null,
    };
}
