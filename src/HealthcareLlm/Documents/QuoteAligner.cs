using System.Text;

namespace HealthcareLlm.Documents;

/// <summary>A quote's place in a document, and on which rung it was found.</summary>
/// <param name="Span">Its place; empty where it was not found.</param>
/// <param name="Alignment">The rung.</param>
public readonly record struct AlignedQuote(TextSpan Span, Alignment Alignment);

/// <summary>
/// Finds a quote in a document's text: first character by character, then after folding case, white space, hyphens and typographic quotes,
/// then after folding look-alikes. An approximate match is never taken: what is not found on these rungs is not found.
/// </summary>
public static class QuoteAligner
{
    /// <summary>Aligns a quote. A location that an engine gives is only a hint: it counts where the text there is the quote, exactly.</summary>
    public static AlignedQuote Align(string text, string quote, TextSpan? location)
    {
        if (quote.Length == 0) return new(default, Alignment.NotFound);
        if (location is { } at && at.Start >= 0 && at.End <= text.Length && at.Start <= at.End && text.AsSpan(at.Start, at.Length).SequenceEqual(quote))
        {
            return new(at, Alignment.Exact);
        }

        int exact = text.IndexOf(quote, StringComparison.Ordinal);
        if (exact >= 0) return new(new(exact, exact + quote.Length), Alignment.Exact);
        var folded = FoldedText.Of(text, static c => char.ToLowerInvariant(c));
        var span = folded.Find(FoldedText.Of(quote, static c => char.ToLowerInvariant(c)).Folded);
        if (!span.IsEmpty) return new(span, Alignment.Normalized);
        var alike = FoldedText.Of(text, static c => LookAlikes.Fold(c));
        span = alike.Find(FoldedText.Of(quote, static c => LookAlikes.Fold(c)).Folded);
        return span.IsEmpty ? new(default, Alignment.NotFound) : new(span, Alignment.Normalized);
    }

    /// <summary>A text without white space and hyphens, with the way back to the original offsets.</summary>
    private sealed record FoldedText(string Folded, int[] Offsets)
    {
        internal static FoldedText Of(string text, Func<char, char> fold)
        {
            var folded = new StringBuilder(text.Length);
            var offsets = new List<int>(text.Length);
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i] switch { '‘' or '’' => '\'', '“' or '”' => '"', var other => other };
                if (char.IsWhiteSpace(c) || c is '-' or '‐' or '‑' or '–' or '—' or '\u00AD') continue;
                folded.Append(fold(c));
                offsets.Add(i);
            }

            return new(folded.ToString(), [.. offsets]);
        }

        internal TextSpan Find(string quote)
        {
            if (quote.Length == 0) return default;
            int at = Folded.IndexOf(quote, StringComparison.Ordinal);
            return at < 0 ? default : new(Offsets[at], Offsets[at + quote.Length - 1] + 1);
        }
    }
}
