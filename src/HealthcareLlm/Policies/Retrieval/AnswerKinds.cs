using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>Which kind of answer a question asks for (a length of time, an age, a count …) and which kinds a passage has: 'how old may the order be' is answered where a length of time stands.</summary>
internal static class AnswerKinds
{
    /// <summary>How many words behind a number its unit may stand.</summary>
    private const int UnitWithin = 2;

    private static readonly Lazy<HashSet<string>> NumberWords = new(() => [.. Rows("number").SelectMany(static r => r.Phrases).Select(static p => p[0])]);
    private static readonly Lazy<(string Kind, string[][] Phrases)[]> AskedBy = new(() => Rows("asked"));
    private static readonly Lazy<(string Kind, string[][] Phrases)[]> Units = new(() => Rows("unit"));
    private static readonly Lazy<(string Kind, string[][] Phrases)[]> Has = new(() => Rows("has"));

    /// <summary>The kinds that a question asks for, each once; a name such as <c>#time</c>, which is no word of a text.</summary>
    /// <param name="stems">Stems of its words, in order.</param>
    internal static IEnumerable<string> Asked(string[] stems) => AskedBy.Value.Where(r => r.Phrases.Any(p => At(stems, p))).Select(static r => r.Kind).Distinct();

    /// <summary>The kinds of answers that a passage has, each once.</summary>
    /// <param name="stems">Stems of its words, in order.</param>
    internal static IEnumerable<string> Of(string[] stems)
    {
        var kinds = new HashSet<string>(Has.Value.Where(r => r.Phrases.Any(p => At(stems, p))).Select(static r => r.Kind), StringComparer.Ordinal);
        for (int i = 0; i < stems.Length; i++)
        {
            if (!IsNumber(stems[i])) continue;
            kinds.Add("#count");
            foreach (var (kind, phrases) in Units.Value)
            {
                if (phrases.Any(p => Enumerable.Range(i + 1, UnitWithin).Any(k => StandsAt(stems, p, k)))) kinds.Add(kind);
            }
        }

        return kinds.Order(StringComparer.Ordinal);
    }

    /// <summary>Whether a word is a number, in digits or in words.</summary>
    internal static bool IsNumber(string stem) => char.IsAsciiDigit(stem[0]) ? stem.All(static c => char.IsAsciiDigit(c) || c == '.') : NumberWords.Value.Contains(stem);

    private static bool At(string[] stems, string[] phrase)
    {
        for (int i = 0; i + phrase.Length <= stems.Length; i++)
        {
            if (StandsAt(stems, phrase, i)) return true;
        }

        return false;
    }

    private static bool StandsAt(string[] stems, string[] phrase, int at) => at + phrase.Length <= stems.Length && stems.AsSpan(at, phrase.Length).SequenceEqual(phrase);

    private static (string Kind, string[][] Phrases)[] Rows(string use) =>
        [.. RuleFiles.Read("policy-answers.tsv", 5).Where(r => r[1] == use).Select(static r => ("#" + r[0], r[2].Split('|').Select(static p => PolicyWords.Stems(p).ToArray()).ToArray()))];
}
