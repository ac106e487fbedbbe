using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>Where the names of mentions begin and end, so that those of a place are found by halves: a summary asks for as many places as there are sentences.</summary>
internal sealed class MentionOrder
{
    private readonly ImmutableArray<int> _latestStart, _latestEnd, _earliestStart;

    /// <summary>The order of mentions, whose names need not be in order themselves.</summary>
    internal MentionOrder(ImmutableArray<Mention> mentions)
    {
        int[] latestStart = new int[mentions.Length], latestEnd = new int[mentions.Length], earliestStart = new int[mentions.Length];
        for (int i = 0; i < mentions.Length; i++)
        {
            latestStart[i] = Math.Max(mentions[i].NameSpan.Start, i > 0 ? latestStart[i - 1] : 0);
            latestEnd[i] = Math.Max(mentions[i].NameSpan.End, i > 0 ? latestEnd[i - 1] : 0);
        }

        for (int i = mentions.Length - 1; i >= 0; i--) earliestStart[i] = Math.Min(mentions[i].NameSpan.Start, i + 1 < mentions.Length ? earliestStart[i + 1] : int.MaxValue);
        (_latestStart, _latestEnd, _earliestStart) = ([.. latestStart], [.. latestEnd], [.. earliestStart]);
    }

    /// <summary>Index before which every name ends before an offset.</summary>
    internal int First(int offset) => Sorted.FirstFrom(_latestEnd, offset, static e => e);

    /// <summary>Whether at an index or behind it a name may begin at an end or before it.</summary>
    internal bool Goes(int index, int end) => _earliestStart[index] <= end;

    /// <summary>Index of the first name that begins at an offset or behind it.</summary>
    internal int FirstFrom(int offset) => Sorted.FirstFrom(_latestStart, offset, static s => s);
}
