using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.ClinicalText.Sections;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Benchmarks;

/// <summary>What is understood of one note, stage by stage; each method answers with how much it found.</summary>
[MemoryDiagnoser]
public class NoteBenchmarks
{
    private SourceDocument _note = null!;
    private ImmutableArray<Section> _sections;
    private SectionedText _text = null!;
    private ImmutableArray<Mention> _mentions;

    /// <summary>Reads the note and fills the lexicons.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        Pattern.Compiles = true;
        _note = BenchmarkInputs.Note();
        _sections = SectionFinder.Find(_note);
        _text = ClinicalTextAnnotator.Structure(_note);
        _mentions = MentionFinder.Find(_text);
    }

    /// <summary>Titles and sections.</summary>
    [Benchmark]
    public int Sections() => SectionFinder.Find(_note).Length;

    /// <summary>Sentences of known sections.</summary>
    [Benchmark]
    public int Sentences() => SentenceSplitter.Split(_note, _sections).Length;

    /// <summary>Tokens, and every term of problems, procedures and devices by one pass of the automaton.</summary>
    [Benchmark]
    public int Automaton() => TermLexicon.Terms.Find(TermTokenizer.Tokenize(_text.Text, new(0, _text.Text.Length))).Count();

    /// <summary>All finders of mentions.</summary>
    [Benchmark]
    public int Mentions() => MentionFinder.Find(_text).Length;

    /// <summary>Negation, time, certainty and person of every mention.</summary>
    [Benchmark]
    public int Assertions() => AssertionJudge.Judge(_text, _mentions).Length;

    /// <summary>All of it, as the pipeline calls it.</summary>
    [Benchmark(Baseline = true)]
    public int Annotate() => ClinicalTextAnnotator.Annotate(_note).Mentions.Length;
}
