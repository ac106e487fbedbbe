using System.Text;

namespace HealthcareLlm.Evaluation;

/// <summary>Whether two words may be one that recognition misread: only letters that look alike are taken for each other, so that another word is not passed for it.</summary>
internal static class Misreading
{
    /// <summary>Letters of a word from which on one of them may be a stroke taken for another, or be doubled.</summary>
    private const int Long = 7;

    // British spellings, then what looks alike, brought to one writing, longest first: rn and m, ri and n, cl and d, vv and w; letters of one shape.
    private static readonly (string From, string To)[] Alike =
        [("ae", "e"), ("oe", "e"), ("our", "or"), ("iii", "m"), ("rn", "m"), ("ni", "m"), ("in", "m"), ("ri", "n"), ("il", "u"), ("ii", "u"), ("cl", "d"), ("vv", "w"), ("li", "h")];

    /// <summary>Whether the one may be the other, misread, or the other in the plural.</summary>
    internal static bool Is(string first, string second)
    {
        if (first == second) return true;
        if (Math.Min(first.Length, second.Length) < 4 || Math.Abs(first.Length - second.Length) > 2) return false;
        // One and several.
        if (first + "s" == second || second + "s" == first || first + "es" == second || second + "es" == first) return true;
        // A capital B is no H.
        if (first[0] != second[0] && first[0] is 'b' or 'h' && second[0] is 'b' or 'h') return false;
        string one = Shape(first), other = Shape(second);
        if (one == other) return true;
        return OneStroke(one, other) || Doubled(first, second) || Doubled(second, first);
    }

    /// <summary>Whether two long words differ by one upright stroke: i, l, t and f are taken for each other.</summary>
    private static bool OneStroke(string one, string other)
    {
        if (one.Length != other.Length || one.Length < Long) return false;
        int differ = -1;
        for (int i = 0; i < one.Length; i++)
        {
            if (one[i] == other[i]) continue;
            if (differ >= 0) return false;
            differ = i;
        }

        return one[differ] is 'i' or 't' or 'f' && other[differ] is 'i' or 't' or 'f';
    }

    /// <summary>Whether the longer has one letter twice that the shorter has once.</summary>
    private static bool Doubled(string longer, string shorter)
    {
        if (longer.Length != shorter.Length + 1 || shorter.Length < Long) return false;
        for (int i = 1; i < longer.Length; i++)
        {
            if (longer[i] == longer[i - 1] && string.Concat(longer.AsSpan(0, i), longer.AsSpan(i + 1)) == shorter) return true;
        }

        return false;
    }

    private static string Shape(string word)
    {
        var shape = new StringBuilder(word);
        foreach (var (from, to) in Alike) shape.Replace(from, to);
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = shape[i] switch
            {
                '0' or 'e' or 'c' => 'o',
                '1' or 'l' or 'j' => 'i',
                '5' => 's',
                '8' or 'h' => 'b',
                'v' or 'y' => 'u',
                '9' or 'q' => 'g',
                _ => shape[i],
            };
        }

        return shape.ToString();
    }
}
