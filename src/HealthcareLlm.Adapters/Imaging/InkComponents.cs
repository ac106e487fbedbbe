using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A connected piece of ink (8-connected).</summary>
/// <param name="X0">Left edge.</param>
/// <param name="Y0">Top edge.</param>
/// <param name="X1">Right edge, exclusive.</param>
/// <param name="Y1">Bottom edge, exclusive.</param>
/// <param name="Area">Black pixels.</param>
/// <param name="Runs">Number of its runs.</param>
internal readonly record struct InkComponent(int X0, int Y0, int X1, int Y1, int Area, int Runs)
{
    internal int Width => X1 - X0;

    internal int Height => Y1 - Y0;

    internal BoundingBox Box => new(X0, Y0, Width, Height);

    internal double CenterX => (X0 + X1) / 2.0;

    internal double CenterY => (Y0 + Y1) / 2.0;

    /// <summary>Mean thickness of its strokes: black pixels a run.</summary>
    internal double StrokeWidth => (double)Area / Runs;
}

/// <summary>Connected components of an ink map, found by joining runs of neighbouring rows.</summary>
internal sealed class InkComponents
{
    private readonly int[] _parent;

    private InkComponents(InkMap map)
    {
        Map = map;
        _parent = new int[map.Runs.Count];
        for (int i = 0; i < _parent.Length; i++) _parent[i] = i;
        for (int y = 1; y < map.Height; y++) Join(y);
        LabelOfRun = new int[_parent.Length];
        All = Collect();
    }

    internal InkMap Map { get; }

    /// <summary>Components, by their first run.</summary>
    internal List<InkComponent> All { get; }

    /// <summary>Index into <see cref="All"/> for each run of the map.</summary>
    internal int[] LabelOfRun { get; }

    internal static InkComponents Of(InkMap map) => new(map);

    private void Join(int y)
    {
        var (a, aEnd) = Map.RowRuns(y - 1);
        var (b, bEnd) = Map.RowRuns(y);
        while (a < aEnd && b < bEnd)
        {
            var above = Map.Runs[a];
            var below = Map.Runs[b];
            if (above.Start <= below.End && below.Start <= above.End) Unite(a, b);
            if (above.End < below.End) a++;
            else b++;
        }
    }

    private int Root(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    private void Unite(int a, int b)
    {
        int x = Root(a), y = Root(b);
        if (x < y) _parent[y] = x;
        else _parent[x] = y;
    }

    private List<InkComponent> Collect()
    {
        var all = new List<InkComponent>();
        for (int i = 0; i < _parent.Length; i++)
        {
            var run = Map.Runs[i];
            int root = Root(i);
            if (root == i)
            {
                LabelOfRun[i] = all.Count;
                all.Add(new(run.Start, run.Row, run.End, run.Row + 1, run.Length, 1));
                continue;
            }

            int label = LabelOfRun[i] = LabelOfRun[root];
            var c = all[label];
            all[label] = new(Math.Min(c.X0, run.Start), c.Y0, Math.Max(c.X1, run.End), run.Row + 1, c.Area + run.Length, c.Runs + 1);
        }

        return all;
    }
}
