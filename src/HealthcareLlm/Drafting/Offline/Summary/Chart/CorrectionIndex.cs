using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>The corrections of a chart by the words that they are about: one without a word in common with a text does not contradict it.</summary>
internal sealed class CorrectionIndex
{
    private readonly Dictionary<string, List<Correction>> _about = new(StringComparer.Ordinal);

    /// <summary>Files the corrections of a chart.</summary>
    internal CorrectionIndex(IEnumerable<Correction> corrections)
    {
        foreach (var correction in corrections)
        {
            foreach (string word in correction.Topic)
            {
                if (!_about.TryGetValue(word, out var list)) _about[word] = list = [];
                list.Add(correction);
            }
        }
    }

    /// <summary>Whether a correction says that a text was wrong.</summary>
    internal bool Contradicts(Note note, TextSpan span, string text)
    {
        if (_about.Count == 0) return false;
        var words = new FoldedWords(text);
        return words.Topics().Any(t => _about.TryGetValue(t, out var list) && list.Exists(c => c.Contradicts(note, span, words)));
    }
}
