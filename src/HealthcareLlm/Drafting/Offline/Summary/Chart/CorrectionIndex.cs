using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>
/// The corrections of a chart by the values that were wrong and by the words that they are about: one whose value does not stand in a text, or that has no word in common with it, does not contradict it.
/// It finds what a look at all of them finds (<see cref="Correction.Contradicts"/>).
/// </summary>
internal sealed class CorrectionIndex
{
    // As many are looked at one by one sooner than the words of a text are found.
    private const int Few = 16;

    private readonly Dictionary<string, List<Correction>> _about = new(StringComparer.Ordinal), _wrong = new(StringComparer.Ordinal);

    /// <summary>Files the corrections of a chart.</summary>
    internal CorrectionIndex(IEnumerable<Correction> corrections)
    {
        foreach (var correction in corrections)
        {
            foreach (string word in correction.Topic) File(_about, word, correction);
            // As Corrections.HoldsValue looks for it: as it is written, and without its spaces.
            string start = Start(correction.Wrong), close = Start(correction.Wrong.Replace(" ", string.Empty, StringComparison.Ordinal));
            File(_wrong, start, correction);
            if (close != start) File(_wrong, close, correction);
        }
    }

    /// <summary>Whether a correction says that a text was wrong.</summary>
    internal bool Contradicts(Note note, TextSpan span, string text)
    {
        if (_about.Count == 0) return false;
        var words = new FoldedWords(text);
        var byValue = Of(_wrong, Runs(words.Folded).Append(string.Empty).Distinct(StringComparer.Ordinal));
        int count = byValue.Sum(static l => l.Count);
        if (count == 0) return false;
        if (count > Few && Of(_about, words.Topics()) is var byTopic && byTopic.Sum(static l => l.Count) < count) byValue = byTopic;
        return byValue.Exists(l => l.Exists(c => c.Contradicts(note, span, words)));
    }

    private static List<List<Correction>> Of(Dictionary<string, List<Correction>> filed, IEnumerable<string> keys)
    {
        var found = new List<List<Correction>>();
        foreach (string key in keys)
        {
            if (filed.TryGetValue(key, out var list)) found.Add(list);
        }

        return found;
    }

    private static void File(Dictionary<string, List<Correction>> filed, string key, Correction correction)
    {
        if (!filed.TryGetValue(key, out var list)) filed[key] = list = [];
        list.Add(correction);
    }

    /// <summary>The letters and digits with which a value begins; as it stands in a text as whole words, they stand there between marks. Empty where it begins with a mark.</summary>
    private static string Start(string value) => value[..Length(value, 0)];

    /// <summary>Runs of letters and digits of a text.</summary>
    private static IEnumerable<string> Runs(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int length = Length(text, i);
            if (length == 0) continue;
            yield return text.Substring(i, length);
            i += length;
        }
    }

    private static int Length(string text, int from)
    {
        int end = from;
        while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
        return end - from;
    }
}
