using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>Tells where a signature block starts and goes on.</summary>
internal static class SignatureLines
{
    private const int LongestLine = 120, LongestAfterGreeting = 60;

    private static readonly string[] s_starts =
    [
        "electronically signed", "e-signed", "esigned", "digitally signed", "signed by", "signed electronically", "signed:", "/s/", "dictated by", "dictated:", "dictated but", "transcribed by", "transcribed:", "cosigned", "co-signed",
        "authenticated by", "respectfully submitted", "sincerely", "respectfully,", "best regards", "kind regards", "warm regards", "yours truly", "physician signature", "physician's signature", "prescriber signature", "prescriber's signature",
        "provider signature", "signature:", "signature of", "signature ", "md signature", "attending signature", "patient signature", "authorized signature", "electronic signature", "x____", "completed by:", "job #", "job id",
    ];

    private static readonly string[] s_goOn =
        ["md", "m.d.", "do", "d.o.", "np", "aprn", "pa-c", "rn", "pharmd", "fnp", "dnp", "phd", "mbbs", "dpm", "dds", "pager", "phone", "fax", "npi", "license", "signed", "dictated", "transcribed", "signature", "cc", "date", "time", "dd", "dt", "attending", "resident", "physician", "department"];

    /// <summary>Whether a signature block starts with this line.</summary>
    internal static bool Starts(string text, Line line)
    {
        if (line.Span.Length > LongestLine * 2) return false;
        var words = text.AsSpan(line.Span.Start, line.Span.Length).TrimStart("*_ -[(");
        foreach (string start in s_starts)
        {
            if (words.StartsWith(start, StringComparison.OrdinalIgnoreCase) && char.IsUpper(FirstLetter(words))) return true;
        }

        return words.StartsWith("_____") && HasCredential(words);
    }

    /// <summary>Whether a block that has started goes on with this line.</summary>
    internal static bool GoesOn(string text, Line line, int linesSoFar, bool greeting)
    {
        var words = text.AsSpan(line.Span.Start, line.Span.Length);
        if (words.Length > LongestLine) return false;
        if (greeting && linesSoFar <= 6 && words.Length <= LongestAfterGreeting) return true;
        return HasCredential(words) || words.ContainsAny("_/") || (linesSoFar == 1 && words.Length <= LongestAfterGreeting && !words.EndsWith("."));
    }

    /// <summary>Whether the line is the closing of a letter.</summary>
    internal static bool IsGreeting(string text, Line line)
    {
        var words = text.AsSpan(line.Span.Start, line.Span.Length).Trim();
        return words.Length < 30 && words.EndsWith(",");
    }

    private static char FirstLetter(ReadOnlySpan<char> words)
    {
        foreach (char c in words)
        {
            if (char.IsLetter(c) && c is not ('s' or 'x' or 'e')) return c;
        }

        return 'A';
    }

    private static bool HasCredential(ReadOnlySpan<char> words)
    {
        foreach (var range in words.SplitAny(" ,:\t"))
        {
            var word = words[range].Trim("()[]");
            if (word.Length is < 2 or > 11) continue;
            foreach (string known in s_goOn)
            {
                if (word.Equals(known, StringComparison.OrdinalIgnoreCase) && char.IsUpper(word[0])) return true;
            }
        }

        return false;
    }
}
