using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Names of drugs, whatever they are part of ('heparin level'), and names that no lexicon knows where a dose follows them.</summary>
internal static class SpokenDrugs
{
    private static readonly Lazy<SievedPattern> BeforeDose = Pattern.Sieved(@"\b(?<name>[A-Za-z][A-Za-z-]{3,40})(?: (?:IV|PO|XL|XR|ER|SR|CR|HCl|HCT))?,? \d[\d,.]{0,9} ?(?:mg|mcg|units?|mEq|g|gm|grams?)\b", RegexOptions.CultureInvariant);

    /// <summary>The first name of the statement that the quotes have under no name of it; null where there is none.</summary>
    internal static (string Token, int At)? FirstMissing(string statement, string quotes)
    {
        HashSet<string>? cited = null;
        foreach (var (span, drug) in DrugLexicon.Find(statement, new(0, statement.Length)))
        {
            if (quotes.Contains(span.In(statement), StringComparison.OrdinalIgnoreCase)) continue;
            cited ??= [.. DrugLexicon.Find(quotes, new(0, quotes.Length)).Select(static d => d.Drug.Generic)];
            if (!cited.Contains(drug.Generic) && !IsShortened(drug.Generic, quotes)) return (span.In(statement), span.Start);
        }

        foreach (Match match in BeforeDose.Value.Matches(statement))
        {
            string name = match.Groups["name"].Value;
            if (quotes.Contains(name, StringComparison.OrdinalIgnoreCase)) continue;
            // A known name that passed above stands there under another of its names.
            if (!DrugLexicon.Find(name, new(0, name.Length)).Any() && char.IsUpper(name[0])) return (name, match.Index);
        }

        return null;
    }

    /// <summary>Whether a written word is one of the drugs that a statement names, by any name of it.</summary>
    internal static bool IsDrug(string written, string statement)
    {
        var drugs = DrugLexicon.Find(statement, new(0, statement.Length)).Select(static d => d.Drug.Generic).ToList();
        return DrugLexicon.Find(written, new(0, written.Length)).Any(d => drugs.Contains(d.Drug.Generic)) || drugs.Exists(d => IsShortened(d, written));
    }

    /// <summary>Whether the quotes have a beginning of the name that no other drug begins with: 'gent' is gentamicin, 'norepi' norepinephrine; 'levo' is none.</summary>
    internal static bool IsShortened(string generic, string quotes)
    {
        if (s_short.Value.TryGetValue(generic, out var written) && written.Value.IsMatch(quotes)) return true;
        if (generic.Contains('-', StringComparison.Ordinal) && IsCombinedShort(generic.Split('-'), quotes)) return true;
        foreach (Match word in s_word.Value.Matches(quotes))
        {
            if (Begins(word.ValueSpan, generic)) return true;
        }

        return false;
    }

    private static bool Begins(ReadOnlySpan<char> start, string generic) =>
        start.Length < generic.Length && generic.AsSpan().StartsWith(start, StringComparison.OrdinalIgnoreCase) && start.ToString() is var word && !s_everyday.Contains(word) && DrugLexicon.BeginsOnly(word, generic);

    /// <summary>Whether the quotes have the beginnings of the parts of a combination as one word: 'amp-sulb', 'pip/tazo'.</summary>
    private static bool IsCombinedShort(string[] parts, string quotes)
    {
        foreach (Match word in s_combined.Value.Matches(quotes))
        {
            string[] written = word.Value.Split('-', '/');
            if (written.Length == parts.Length && written.Zip(parts).All(static p => p.Second.StartsWith(p.First, StringComparison.OrdinalIgnoreCase))) return true;
        }

        return false;
    }

    private static readonly Lazy<SievedPattern> s_combined = Pattern.Sieved(@"(?<![A-Za-z-])[A-Za-z]{3,}(?:[-/][A-Za-z]{3,})+(?![A-Za-z-])", RegexOptions.CultureInvariant);

    /// <summary>Short forms of <c>rules/spoken-drugs.tsv</c>, by generic name. What begins with a small letter is read in any case.</summary>
    private static readonly Lazy<Dictionary<string, Lazy<Regex>>> s_short = new(static () => RuleFiles.Read("spoken-drugs.tsv", 5).ToDictionary(
        static r => r[0],
        static r => Pattern.Of(@"(?<![A-Za-z])(?:" + string.Join('|', Alternatives(r[1]).Select(static a => a.Any(char.IsAsciiLetterUpper) ? a : "(?i:" + a + ")")) + @")(?![A-Za-z])", RegexOptions.CultureInvariant),
        StringComparer.OrdinalIgnoreCase));

    /// <summary>The alternatives of a pattern that stand outside its brackets.</summary>
    private static IEnumerable<string> Alternatives(string pattern)
    {
        int depth = 0, start = 0;
        for (int i = 0; i <= pattern.Length; i++)
        {
            if (i == pattern.Length || (pattern[i] == '|' && depth == 0))
            {
                yield return pattern[start..i];
                start = i + 1;
            }
            else
            {
                depth += pattern[i] switch { '(' => 1, ')' => -1, _ => 0 };
            }
        }
    }

    /// <summary>Which of some drugs a text names by their beginnings.</summary>
    internal static IEnumerable<(TextSpan Span, string Generic)> FindShortened(string text, HashSet<string> generics)
    {
        foreach (string generic in generics)
        {
            if (!s_short.Value.TryGetValue(generic, out var written)) continue;
            foreach (Match match in written.Value.Matches(text)) yield return (new(match.Index, match.Index + match.Length), generic);
        }

        foreach (Match word in s_word.Value.Matches(text))
        {
            foreach (string generic in generics)
            {
                if (Begins(word.ValueSpan, generic)) yield return (new(word.Index, word.Index + word.Length), generic);
            }
        }
    }

    private static readonly Lazy<SievedPattern> s_word = Pattern.Sieved(@"(?<![A-Za-z-])[A-Za-z]{4,}(?![A-Za-z-])", RegexOptions.CultureInvariant);

    /// <summary>Words of any text with which a name begins too.</summary>
    private static readonly HashSet<string> s_everyday = new("test form trim mini trap plan alter hydro inter calc form acet iron sole meth bone band rest fibr asc vita zinc oxygen gluc dose cort".Split(' '), StringComparer.OrdinalIgnoreCase);
}
