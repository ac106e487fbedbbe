namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>
/// Finds, of many texts, those that may say the same as a given one. What has nearly all words of a text has at least one of any few of them: so where there are many texts, only
/// those are looked at that have one of its rarest words. None that is alike is missed; which of them is, the caller judges.
/// </summary>
internal sealed class FingerprintIndex
{
    /// <summary>As many are looked at one by one sooner than their words are filed.</summary>
    private const int Few = 32;

    private readonly List<Fingerprint> _prints = [];
    private readonly Dictionary<string, List<int>> _bearers = new(StringComparer.Ordinal);
    private readonly List<int> _sizes = [];
    private readonly List<bool> _isPlain = [];
    private int _filed;

    /// <summary>How many were added.</summary>
    internal int Count => _prints.Count;

    /// <summary>Adds a text; its number is how many were added before it.</summary>
    internal void Add(Fingerprint print)
    {
        _prints.Add(print);
        _sizes.Add(print.Words.Count + print.Numbers.Length);
        _isPlain.Add(print.Numbers.Distinct(StringComparer.Ordinal).Count() == print.Numbers.Length);
    }

    /// <summary>Numbers, in no order and some of them twice, of the texts that may have at least a similarity (<see cref="Fingerprint.Similarity"/>, above 0) to a text, or hold more than that share of it.</summary>
    internal IEnumerable<int> Alike(Fingerprint print, double similarity) => Alike(print, similarity, held: true);

    /// <summary>As <see cref="Alike(Fingerprint, double)"/>, without those that only hold the share and are too long to be similar.</summary>
    internal IEnumerable<int> Similar(Fingerprint print, double similarity) => Alike(print, similarity, held: false);

    private IEnumerable<int> Alike(Fingerprint print, double similarity, bool held)
    {
        if (_prints.Count <= Few) return Enumerable.Range(0, _prints.Count);
        File();
        var bearers = Tokens(print).Distinct(StringComparer.Ordinal).Select(t => _bearers.TryGetValue(t, out var list) ? list : []).OrderBy(static l => l.Count).ToList();
        int size = print.Words.Count + print.Numbers.Length;
        // A number that stands twice counts twice, so that more of the others may be missing.
        double missing = bearers.Count == size ? 1 - similarity : 1 / (1 + similarity);
        var few = bearers.Take((int)Math.Ceiling((missing * size) + 0.001));
        if (held || bearers.Count != size) return few.SelectMany(static l => l);
        // Who has the second of the rarest words and not the first lacks one of them: with so many words of its own it cannot be similar. Who has the first was named for it.
        double share = similarity / (1 + similarity);
        return few.SelectMany((list, lacking) => list.Where(i => !_isPlain[i] || size - lacking + 0.001 >= share * (size + _sizes[i])));
    }

    /// <summary>Numbers of the texts that hold a number as written.</summary>
    internal IEnumerable<int> WithNumber(string number)
    {
        File();
        return _bearers.TryGetValue(Key(number), out var list) ? list : [];
    }

    private void File()
    {
        for (; _filed < _prints.Count; _filed++)
        {
            foreach (string token in Tokens(_prints[_filed]))
            {
                if (!_bearers.TryGetValue(token, out var list)) _bearers[token] = list = [];
                if (list.Count == 0 || list[^1] != _filed) list.Add(_filed);
            }
        }
    }

    private static IEnumerable<string> Tokens(Fingerprint print) => print.Words.Concat(print.Numbers.Select(Key));

    // A number is told from a word of the same letters.
    private static string Key(string number) => "#" + number;
}
