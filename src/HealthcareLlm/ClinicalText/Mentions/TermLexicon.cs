using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A term of a lexicon.</summary>
/// <param name="Type">What it names; null for words that only look like a term ('body mass index').</param>
/// <param name="Concept">Preferred name, lower case.</param>
/// <param name="Rule">Id of its lexicon or rule.</param>
/// <param name="Ambiguity">What decides whether it is meant; null where nothing has to.</param>
internal sealed record TermEntry(MentionType? Type, string Concept, string Rule, TermAmbiguity? Ambiguity = null);

/// <summary>The company that decides about an abbreviation with several meanings.</summary>
/// <param name="Needs">Keys of tokens of which one must stand near.</param>
/// <param name="Refuses">Keys of tokens of which none may stand beside it.</param>
internal sealed record TermAmbiguity(HashSet<string> Needs, HashSet<string> Refuses);

/// <summary>Problems, findings, procedures and devices of rules/*.tsv as one automaton, read on first use.</summary>
internal static class TermLexicon
{
    private static readonly Lazy<TermAutomaton<TermEntry>> s_terms = new(Load);

    internal static TermAutomaton<TermEntry> Terms => s_terms.Value;

    private static TermAutomaton<TermEntry> Load()
    {
        var terms = new TermAutomaton<TermEntry>();
        foreach (string file in (ReadOnlySpan<string>)["problems", "procedures", "devices"])
        {
            foreach (var row in RuleFiles.Read(file + ".tsv", 4))
            {
                MentionType? type = row[0] == "ignore" ? null : Enum.Parse<MentionType>(row[0], ignoreCase: true);
                var entry = new TermEntry(type, row[1].ToLowerInvariant(), "lexicon-" + file);
                terms.Add(row[1], entry);
                if (row[2] == "-") continue;
                foreach (string synonym in row[2].Split('|')) terms.Add(synonym, entry);
            }
        }

        foreach (var row in RuleFiles.Read("ambiguous-terms.tsv", 9))
        {
            var ambiguity = new TermAmbiguity(Keys(row[4]), Keys(row[5]));
            terms.Add(row[1], new(Enum.Parse<MentionType>(row[2], ignoreCase: true), row[3], row[0], ambiguity));
        }

        return terms;
    }

    private static HashSet<string> Keys(string words)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (string word in words.Split('|'))
        {
            var tokens = TermTokenizer.Tokenize(word, new(0, word.Length));
            if (tokens.Count == 1) keys.Add(tokens[0].Key);
            else if (tokens.Count > 1) keys.Add(tokens[0].Key + tokens[1].Key + (tokens.Count > 2 ? tokens[2].Key : string.Empty));
        }

        return keys;
    }
}
