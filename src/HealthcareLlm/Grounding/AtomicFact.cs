using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>What the cited places say of one fact of a statement.</summary>
public enum FactVerdict
{
    /// <summary>Everything in it that can be checked stands there.</summary>
    Supported,

    /// <summary>They say otherwise: another number, date, side or drug for the same thing, or the reverse.</summary>
    Contradicted,

    /// <summary>They do not speak of it.</summary>
    NotAddressed,
}

/// <summary>One fact of a statement.</summary>
/// <param name="Span">Its place in the statement's text.</param>
/// <param name="Verdict">What the cited places say of it.</param>
/// <param name="Token">The word or number on which it fails; null where it does not.</param>
public sealed record AtomicFact(TextSpan Span, FactVerdict Verdict, string? Token)
{
    // A clause of its own, as far as marks and joining words show it; a list is one fact for each thing only where marks divide it.
    private static readonly Lazy<SievedPattern> s_joint = Pattern.Sieved(
        @"[;]\s*|(?<!\b(?:Dr|Mr|Mrs|Ms|St|No|vs))\.\s+(?=[A-Z])|,\s+(?=(?:and|but|so|which|who|whose|because|since|although|until|when|while|as|for which|with|after|before)\b)|\s+(?=(?:but|because|although|whereas|so that|which)\b)|\s+and\s+(?=(?:was|were|is|are|has|had|will|did|she|he|they|it|the)\b)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>The facts of a statement with the faults that fall on them, in order; there is at least one.</summary>
    internal static ImmutableArray<AtomicFact> Of(string statement, IReadOnlyCollection<StatementFault> faults)
    {
        var facts = ImmutableArray.CreateBuilder<AtomicFact>();
        int start = 0;
        foreach (Match joint in s_joint.Value.Matches(statement))
        {
            if (joint.Index - start < 8) continue;
            Add(start, joint.Index);
            start = joint.Index + joint.Length;
        }

        Add(start, statement.Length);
        // A fault at no place is the whole statement's: its first fact bears it.
        return facts.ToImmutable();

        void Add(int from, int to)
        {
            if (from >= to) return;
            int next = to == statement.Length ? int.MaxValue : to;
            StatementFault? worst = null;
            foreach (var fault in faults)
            {
                int at = Math.Max(0, fault.At);
                if (at >= from && at < next && (worst is null || (fault.IsContradiction && !worst.Value.IsContradiction))) worst = fault;
            }

            facts.Add(new(new(from, to), worst is not { } found ? FactVerdict.Supported : found.IsContradiction ? FactVerdict.Contradicted : FactVerdict.NotAddressed, worst?.Token));
        }
    }
}

/// <summary>Something of a statement that its citations do not bear out.</summary>
/// <param name="Verdict">How.</param>
/// <param name="Token">The word or number.</param>
/// <param name="At">Its place in the statement; -1 where it has none.</param>
public readonly record struct StatementFault(Verdict Verdict, string Token, int At)
{
    /// <summary>Whether the citations say otherwise, and do not merely lack it.</summary>
    internal bool IsContradiction => Verdict is Verdict.AssertionContradicts or Verdict.BelongsElsewhere;
}
