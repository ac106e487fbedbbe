using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>A word or name of a question with the other words for it.</summary>
/// <param name="Alternatives">As asked first; small letters.</param>
public sealed record QueryTerm(ImmutableArray<string> Alternatives)
{
    /// <summary>As asked.</summary>
    public string Asked => Alternatives[0];
}

/// <summary>Takes the words of a question that say something and adds abbreviations, synonyms, brand and generic names of drugs.</summary>
public static class QueryTerms
{
    private const int MostTerms = 40;

    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal)
    {
        "a", "an", "and", "any", "are", "as", "at", "be", "been", "before", "by", "can", "cover", "covered", "coverage", "criteria", "criterion", "do", "does", "for", "from", "get", "had", "has", "have", "how", "if", "in", "is", "it",
        "its", "long", "many", "may", "me", "member", "must", "my", "need", "needed", "needs", "no", "not", "of", "on", "or", "our", "patient", "patients", "payer", "plan", "policy", "policies", "required", "requirement", "requirements", "say", "says",
        "should", "so", "some", "that", "the", "their", "them", "there", "they", "this", "to", "under", "was", "we", "what", "when", "where", "which", "who", "why", "will", "with", "without", "would", "you", "cpt", "hcpcs", "icd", "ndc", "code", "codes",
    };

    private static readonly Lazy<Dictionary<string, ImmutableArray<string>>> Rules = new(() =>
        RuleFiles.Read("policy-expansions.tsv", 3).ToDictionary(static r => r[0], static r => (ImmutableArray<string>)[.. r[1].Split('|')], StringComparer.Ordinal));

    private static readonly Lazy<ILookup<string, string>> Brands = new(() => RuleFiles.Read("drugs.tsv", 3)
        .Where(static r => r[1] != "-").SelectMany(static r => r[1].Split('|').Select(b => (Generic: r[0].ToLowerInvariant(), Brand: b.ToLowerInvariant())))
        .ToLookup(static p => p.Generic, static p => p.Brand));

    /// <summary>Other words for a term in small letters, 'nonsteroidal anti-inflammatory' for 'nsaid'; empty where none are known.</summary>
    internal static ImmutableArray<string> OtherWords(string term) => Rules.Value.GetValueOrDefault(term, []);

    /// <summary>The terms of a question; empty where it says nothing.</summary>
    public static ImmutableArray<QueryTerm> Of(string question)
    {
        var terms = ImmutableArray.CreateBuilder<QueryTerm>();
        var taken = new HashSet<int>();
        foreach (var (span, drug) in DrugLexicon.Find(question, new(0, question.Length)))
        {
            for (int i = span.Start; i < span.End; i++) taken.Add(i);
            terms.Add(new([.. new[] { span.In(question).ToLowerInvariant(), drug.Generic }.Concat(Brands.Value[drug.Generic]).Distinct().Take(8)]));
        }

        string lower = question.ToLowerInvariant();
        foreach (var (phrase, others) in Rules.Value.Where(static r => r.Key.Contains(' ', StringComparison.Ordinal)))
        {
            int at = lower.IndexOf(phrase, StringComparison.Ordinal);
            if (at < 0 || Enumerable.Range(at, phrase.Length).Any(taken.Contains)) continue;
            for (int i = at; i < at + phrase.Length; i++) taken.Add(i);
            terms.Add(new([phrase, .. others]));
        }

        foreach (var span in NameLexicon<string>.Words(question, new(0, question.Length)))
        {
            string word = span.In(question).ToLowerInvariant();
            if (taken.Contains(span.Start) || Empty.Contains(word) || (word.Length == 1 && !char.IsDigit(word[0])) || terms.Any(t => t.Asked == word)) continue;
            terms.Add(new(Rules.Value.TryGetValue(word, out var others) ? [word, .. others] : [word]));
        }

        return [.. terms.Take(MostTerms)];
    }
}
