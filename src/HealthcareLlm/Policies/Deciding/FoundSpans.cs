using System.Collections;
using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Places of a text that were found, none over another; told in the time of a place's length, however many there are.</summary>
/// <param name="length">Length of the text.</param>
internal sealed class FoundSpans(int length)
{
    private readonly BitArray _covered = new(length);

    /// <summary>The places, and how the words there are judged: flags of <see cref="ChartIdeas"/>.</summary>
    internal List<(TextSpan Span, ImmutableHashSet<string> Flags)> All { get; } = [];

    /// <summary>Whether a place lies over one that was found.</summary>
    internal bool Overlap(TextSpan span)
    {
        for (int i = span.Start; i < span.End; i++)
        {
            if (_covered[i]) return true;
        }

        return false;
    }

    /// <summary>Adds a place.</summary>
    internal void Add(TextSpan span, ImmutableHashSet<string> flags)
    {
        for (int i = span.Start; i < span.End; i++) _covered[i] = true;
        All.Add((span, flags));
    }
}
