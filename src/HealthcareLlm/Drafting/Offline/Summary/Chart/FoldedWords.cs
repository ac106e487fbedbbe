namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>A text that is held against many corrections: folded once, its words found once.</summary>
internal sealed class FoldedWords
{
    private readonly Lazy<HashSet<string>> _words;

    /// <summary>Folds a text as it is written.</summary>
    internal FoldedWords(string text)
    {
        Folded = Wording.Fold(text).ToLowerInvariant();
        _words = new(() => Fingerprint.Of(Folded).Words);
    }

    /// <summary>The text in lower case, every run of white space as one space.</summary>
    internal string Folded { get; }

    /// <summary>Its words that carry meaning.</summary>
    internal HashSet<string> Words => _words.Value;

    /// <summary>Every word by which a correction may be about this text.</summary>
    internal IEnumerable<string> Topics() => Words.Concat(Split(Folded).Select(Fingerprint.Stem)).Distinct(StringComparer.Ordinal);

    /// <summary>Words between marks and spaces, as they are written.</summary>
    internal static string[] Split(string text) => text.Split([' ', ',', '.', ';', ':', '(', ')', '/', '-', '"'], StringSplitOptions.RemoveEmptyEntries);
}
