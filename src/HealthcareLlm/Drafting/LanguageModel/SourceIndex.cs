using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>Finds the model's quotes in what it was shown, and turns them into evidence in the documents.</summary>
/// <param name="blocks">What was shown in the call.</param>
/// <param name="prompt">The prompt, whose examples may leak.</param>
/// <param name="restore">Puts what surrogates stand for back into a text of the model.</param>
internal sealed class SourceIndex(ImmutableArray<SourceBlock> blocks, Prompt prompt, Func<string, string> restore)
{
    /// <summary>Longest quote, characters. A whole page as a quote would hold every number and prove nothing. The prompt says 300: a model does not count exactly.</summary>
    internal const int LongestQuote = 400;

    /// <summary>Text of the model with what its surrogates stand for.</summary>
    internal string Restore(string text) => restore(text);

    /// <summary>The evidence for a quote, and which rule it breaks; no evidence where it must not be used at all.</summary>
    internal (Evidence? Evidence, AnswerFault? Fault) Find(string source, string quote, string place)
    {
        if (string.IsNullOrWhiteSpace(quote)) return (null, AnswerFault.Empty(place));
        if (quote.Length > LongestQuote) return (null, AnswerFault.TooLong(place));
        var named = blocks.FirstOrDefault(b => b.Name == source);
        foreach (var block in named is null ? blocks : blocks.Remove(named).Insert(0, named))
        {
            var aligned = QuoteAligner.Align(block.Shown, quote, null);
            if (aligned.Alignment == Alignment.NotFound) continue;
            var span = block.ToDocument(aligned.Span);
            // Where surrogates were shown, the document's own words are the quote.
            return (new(block.DocumentId, block.Replacements.IsEmpty ? quote : Original(block, span) ?? restore(quote), span), null);
        }

        var fault = IsFromExample(quote) ? AnswerFault.FromExample(place) : named is null ? AnswerFault.NoSource(place) : AnswerFault.NotVerbatim(place);
        return (new((named ?? blocks[0]).DocumentId, restore(quote), null), fault);
    }

    private readonly Dictionary<DocumentId, string> _texts = [];

    /// <summary>Gives the documents' own texts, from which restored quotes are taken.</summary>
    internal SourceIndex With(IEnumerable<SourceDocument> documents)
    {
        foreach (var document in documents) _texts[document.Id] = document.Text;
        return this;
    }

    private string? Original(SourceBlock block, TextSpan span) => _texts.TryGetValue(block.DocumentId, out string? text) && span.End <= text.Length ? span.In(text) : null;

    private bool IsFromExample(string quote) => prompt.Examples.Any(e => e.Sources.Any(s => QuoteAligner.Align(s.Value, quote, null).Alignment != Alignment.NotFound));
}
