using BenchmarkDotNet.Attributes;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Benchmarks;

/// <summary>One quote brought to its place in the text of a whole note, rung by rung; each method answers with where it stands.</summary>
[MemoryDiagnoser]
public class AlignerBenchmarks
{
    private string _text = null!, _quote = null!, _respaced = null!, _absent = null!;
    private TextSpan _place;

    /// <summary>Takes the quote from the end of the note, so that all of it is looked through.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _text = BenchmarkInputs.Note().Text;
        _place = new(_text.Length - 120, _text.Length - 20);
        _quote = _place.In(_text);
        _respaced = string.Join("  ", _quote.Split(' ')).ToUpperInvariant();
        _absent = _quote + " which nobody wrote";
    }

    /// <summary>The place is known: offline engines give it.</summary>
    [Benchmark(Baseline = true)]
    public int Located() => QuoteAligner.Align(_text, _quote, _place).Span.Start;

    /// <summary>The words alone, as a language model gives them.</summary>
    [Benchmark]
    public int Exact() => QuoteAligner.Align(_text, _quote, null).Span.Start;

    /// <summary>Other white space and capitals.</summary>
    [Benchmark]
    public int Normalized() => QuoteAligner.Align(_text, _respaced, null).Span.Start;

    /// <summary>Words that stand nowhere: all rungs.</summary>
    [Benchmark]
    public Alignment Absent() => QuoteAligner.Align(_text, _absent, null).Alignment;
}
