using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>Text that a note itself marks as brought over from an earlier day: '[copied from 2/10]', '&lt;- carried fwd 07JAN', '(text brought forward from April 12)'. It holds for that day, not for the note's.</summary>
internal static class CarriedForward
{
    private const int LongestMark = 9;

    internal static void Mark(List<Passage> passages)
    {
        for (int i = 0; i < passages.Count; i++)
        {
            var mark = Marker().Match(passages[i].Text);
            if (!mark.Success) continue;
            passages[i].IsCopy = true;
            if (!IsOnlyMark(passages[i].Text)) continue;
            // A mark of its own belongs to what stands before it on its line, or else to the sentence before it.
            var line = ChartLines.At(passages[i].Note, passages[i].Span.Start);
            for (int k = i - 1; k >= 0 && ReferenceEquals(passages[k].Note, passages[i].Note); k--)
            {
                bool sameLine = passages[k].Span.End > line.Start;
                if (!sameLine && k < i - 1) break;
                if (ReferenceEquals(passages[k].Section, passages[i].Section) || sameLine) passages[k].IsCopy = true;
            }
        }
    }

    private static bool IsOnlyMark(string text) => Wording.CountWords(text) <= LongestMark && text.TrimStart() is ['[' or '(' or '<' or '*' or '-', ..];

    private static SievedPattern Marker() => MarkerPattern.Value;

    private static readonly Lazy<SievedPattern> MarkerPattern = Pattern.Sieved(@"\b(?:(?:copied|carried|brought|pulled|moved)(?: ?(?:forward|fwd|over)| from)|copy[- ]?forward(?:ed)?|c/f'?d?|pasted from|imported from|(?:text|note) from (?:prior|previous|yesterday))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
