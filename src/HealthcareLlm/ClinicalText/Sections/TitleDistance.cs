namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>
/// How far a title as read is from a title as written: a letter taken for one that looks like it, or two letters for one ('rn' for 'm'), counts half of any other error.
/// In halves, so that they add up exactly. The longer a title is, the more errors it bears; short ones bear look-alikes alone, or they would be other words.
/// </summary>
internal static class TitleDistance
{
    /// <summary>Titles with fewer letters must be read without error.</summary>
    internal const int Shortest = 4;

    private const int LookAlike = 1, Error = 2;

    private static readonly HashSet<(char, char)> s_alike = Both("o0 oq od oc 0d cg c6 g6 il i1 l1 it ij tl ty s5 s8 b8 be br ef el fp pr rk kx hn hk nm hm uv vy vw a4 ar z2 xk g9 q9 dp td ec");

    private static readonly HashSet<(char, char, char)> s_pairs = [('r', 'n', 'm'), ('n', 'n', 'm'), ('i', 'n', 'm'), ('i', 'i', 'n'), ('i', 'i', 'h'), ('i', 'i', 'u'), ('l', 'i', 'u'), ('l', 'i', 'h'), ('l', 'l', 'u'), ('v', 'v', 'w'), ('c', 'l', 'd'), ('c', 'i', 'a'), ('i', 'o', 'p'), ('i', 'c', 'k')];

    /// <summary>The greatest distance at which a title of so many letters still counts; 0 for none.</summary>
    internal static int Allowed(int length) => length switch { < Shortest => 0, <= 5 => LookAlike, <= 7 => Error, <= 10 => Error + LookAlike, _ => 2 * Error };

    /// <summary>The distance, given up once it must exceed the limit.</summary>
    internal static int Between(string read, string written, int limit)
    {
        int columns = written.Length + 1;
        Span<int> before = stackalloc int[columns], above = stackalloc int[columns], row = stackalloc int[columns];
        for (int j = 0; j < columns; j++) row[j] = j * Error;
        for (int i = 1; i <= read.Length; i++)
        {
            var spare = before;
            before = above;
            above = row;
            row = spare;
            int least = row[0] = i * Error;
            for (int j = 1; j < columns; j++)
            {
                char a = read[i - 1], b = written[j - 1];
                int cost = Math.Min(Math.Min(above[j], row[j - 1]) + Error, above[j - 1] + (a == b ? 0 : AreAlike(a, b) ? LookAlike : Error));
                if (i > 1 && IsPair(read[i - 2], a, b)) cost = Math.Min(cost, before[j - 1] + LookAlike);
                if (j > 1 && IsPair(written[j - 2], b, a)) cost = Math.Min(cost, above[j - 2] + LookAlike);
                row[j] = cost;
                least = Math.Min(least, cost);
            }

            // Two letters for one may still reach over one row.
            if (least > limit + LookAlike) return least;
        }

        return row[columns - 1];
    }

    // Tables: each is asked for every letter of every title that may be meant.
    private static readonly bool[] s_areAlike = Table(s_alike), s_beginPair = Table(s_pairs.Select(static p => (p.Item1, p.Item2)));

    private static bool[] Table(IEnumerable<(char First, char Second)> pairs)
    {
        var table = new bool[128 * 128];
        foreach (var (first, second) in pairs) table[(first << 7) + second] = true;
        return table;
    }

    private static bool AreAlike(char a, char b) => (a | b) < 128 && s_areAlike[(a << 7) + b];

    private static bool IsPair(char first, char second, char one) => (first | second) < 128 && s_beginPair[(first << 7) + second] && s_pairs.Contains((first, second, one));

    private static HashSet<(char, char)> Both(string pairs) => [.. pairs.Split(' ').SelectMany(static p => new[] { (p[0], p[1]), (p[1], p[0]) })];
}
