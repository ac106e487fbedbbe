namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>The edges of an automaton in one table: from a state by a word to a state. Open addressing, at most two thirds full; 12 bytes a place.</summary>
internal sealed class TermTransitions
{
    private const int None = -1;

    private ulong[] _edges = new ulong[64];
    private int[] _targets = new int[64];
    private int _count;

    /// <summary>The state that a word leads to; -1 where none does.</summary>
    internal int Of(int state, int word)
    {
        ulong edge = Edge(state, word);
        for (int at = Place(edge, _edges.Length); ; at = (at + 1) & (_edges.Length - 1))
        {
            if (_edges[at] == edge) return _targets[at];
            if (_edges[at] == 0) return None;
        }
    }

    /// <summary>Adds an edge that is not there.</summary>
    internal void Add(int state, int word, int target)
    {
        if (++_count * 3 > _edges.Length * 2) Grow();
        Put(_edges, _targets, Edge(state, word), target);
    }

    // One is added so that no edge is 0, which marks an empty place.
    private static ulong Edge(int state, int word) => ((ulong)(uint)state << 32 | (uint)word) + 1;

    private static int Place(ulong edge, int length)
    {
        ulong mixed = (edge ^ (edge >> 29)) * 0x9E3779B97F4A7C15UL;
        return (int)(mixed >> 33) & (length - 1);
    }

    private static void Put(ulong[] edges, int[] targets, ulong edge, int target)
    {
        int at = Place(edge, edges.Length);
        while (edges[at] != 0) at = (at + 1) & (edges.Length - 1);
        (edges[at], targets[at]) = (edge, target);
    }

    private void Grow()
    {
        var edges = new ulong[_edges.Length * 2];
        int[] targets = new int[edges.Length];
        for (int i = 0; i < _edges.Length; i++)
        {
            if (_edges[i] != 0) Put(edges, targets, _edges[i], _targets[i]);
        }

        (_edges, _targets) = (edges, targets);
    }
}
