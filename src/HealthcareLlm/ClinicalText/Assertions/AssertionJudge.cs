using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>Judges what a document says of its mentions, in the tradition of ConText.</summary>
public static class AssertionJudge
{
    /// <summary>The mentions, in order of their start, each with its assertion.</summary>
    public static ImmutableArray<Mention> Judge(SectionedText text, ImmutableArray<Mention> mentions)
    {
        var document = new DocumentScopes(text);
        return [.. mentions.OrderBy(static m => m.Span).Select(m => m with { Assertion = document.Judge(m.NameSpan, m.Type) })];
    }

    /// <summary>What the document says of one span, which need not be a mention.</summary>
    public static Assertion Judge(SectionedText text, TextSpan span) => new DocumentScopes(text).Judge(span, null);
}
