using System.Numerics;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>A horizontal run of black pixels: columns <c>[Start, End)</c> of a row.</summary>
internal readonly record struct InkRun(int Row, int Start, int End)
{
    internal int Length => End - Start;
}

/// <summary>The black pixels of a page as runs, in row order. Pixels can be asked for one by one.</summary>
internal sealed class InkMap
{
    private readonly uint[] _bits;
    private readonly int _words;
    private readonly int[] _rowStart;

    private InkMap(int width, int height, uint[] bits, int words)
    {
        (Width, Height, _bits, _words) = (width, height, bits, words);
        _rowStart = new int[height + 1];
        Runs = FindRuns();
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>All runs, by row and then by column.</summary>
    internal List<InkRun> Runs { get; }

    /// <summary>The ink of a bilevel picture.</summary>
    internal static InkMap Of(Pix bilevel)
    {
        int words = bilevel.WordsPerRow, height = bilevel.Height;
        var bits = new uint[(long)words * height];
        for (int y = 0; y < height; y++) bilevel.Row(y).CopyTo(bits.AsSpan(y * words, words));
        return new(bilevel.Width, height, bits, words);
    }

    internal bool IsBlack(int x, int y) =>
        (uint)x < (uint)Width && (uint)y < (uint)Height && (_bits[(y * _words) + (x >> 5)] & (0x80000000u >> (x & 31))) != 0;

    /// <summary>Index range of a row's runs.</summary>
    internal (int First, int End) RowRuns(int y) => (_rowStart[y], _rowStart[y + 1]);

    /// <summary>Black pixels inside a rectangle; parts outside the page are white.</summary>
    internal int CountInk(int x0, int y0, int x1, int y1)
    {
        int count = 0;
        (x0, y0, x1, y1) = (Math.Max(0, x0), Math.Max(0, y0), Math.Min(Width, x1), Math.Min(Height, y1));
        for (int y = y0; y < y1; y++)
        {
            for (int i = FirstRunEndingAfter(y, x0); i < _rowStart[y + 1] && Runs[i].Start < x1; i++)
            {
                count += Math.Min(Runs[i].End, x1) - Math.Max(Runs[i].Start, x0);
            }
        }

        return count;
    }

    /// <summary>Runs inside a rectangle, cut at its edges, by row and then by column.</summary>
    internal IEnumerable<InkRun> RunsIn(int x0, int y0, int x1, int y1)
    {
        for (int y = Math.Max(0, y0); y < Math.Min(Height, y1); y++)
        {
            for (int i = FirstRunEndingAfter(y, x0); i < _rowStart[y + 1] && Runs[i].Start < x1; i++)
            {
                yield return new(y, Math.Max(x0, Runs[i].Start), Math.Min(x1, Runs[i].End));
            }
        }
    }

    internal int CountInk(BoundingBox box) => CountInk((int)box.X, (int)box.Y, (int)Math.Ceiling(box.Right), (int)Math.Ceiling(box.Bottom));

    private int FirstRunEndingAfter(int y, int x)
    {
        int low = _rowStart[y], high = _rowStart[y + 1];
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Runs[middle].End > x) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private List<InkRun> FindRuns()
    {
        var runs = new List<InkRun>(Height * 8);
        for (int y = 0; y < Height; y++)
        {
            _rowStart[y] = runs.Count;
            int start = -1;
            for (int w = 0; w < _words; w++)
            {
                uint bits = _bits[(y * _words) + w];
                if (bits == 0 && start < 0) continue;
                if (bits == uint.MaxValue && start >= 0) continue;
                start = ScanWord(runs, y, w * 32, bits, start);
            }

            if (start >= 0) Add(runs, y, start, Width);
        }

        _rowStart[Height] = runs.Count;
        return runs;
    }

    private int ScanWord(List<InkRun> runs, int y, int left, uint bits, int start)
    {
        int at = 0;
        while (at < 32)
        {
            uint rest = start < 0 ? bits << at : ~bits << at;
            int skip = rest == 0 ? 32 - at : BitOperations.LeadingZeroCount(rest);
            at += skip;
            if (at >= 32) break;
            if (start < 0)
            {
                start = left + at;
            }
            else
            {
                Add(runs, y, start, left + at);
                start = -1;
            }
        }

        return start;
    }

    private void Add(List<InkRun> runs, int y, int start, int end)
    {
        end = Math.Min(end, Width);
        if (start < end) runs.Add(new(y, start, end));
    }
}
