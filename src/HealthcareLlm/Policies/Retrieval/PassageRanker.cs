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
    private const double K = 0.8, B = 0.4, SectionWeight = 0.8, TitleWeight = 0.2, OtherWords = 1, OfIdea = 0.45, Apart = 0.5, OfShare = 0.3;

    // For the evidence no word is rarer than this.
    private const double MostRareness = 4.5;

    /// <summary>Of how many of the best passages the evidence is weighed: the strongest counts.</summary>
    private const int Weighed = 3;

    /// <summary>The best passages, best first, and how likely (0 to 1) they answer (<see cref="AnswerEvidence"/>); null where no passage has a word of the question.</summary>
    public static (ImmutableArray<RankedPassage> Best, AnswerEvidence? Evidence) Rank(IReadOnlyList<PolicyWords> versions, ImmutableArray<QueryTerm> terms, int count)
    {
        int passages = versions.Sum(static v => v.Count);
        double average = Math.Max(1.0, versions.Sum(static v => v.TotalLength) / (double)Math.Max(1, passages));
        var scores = versions.Select(static v => new double[v.Count]).ToArray();
        var weights = new double[terms.Length];
        var shares = versions.Select(static v => new double[v.Count]).ToArray();
        var all = new Dictionary<int, double>[terms.Length][];
        for (int t = 0; t < terms.Length; t++)
        {
            var found = all[t] = [.. versions.Select(v => Frequencies(v, terms[t]))];
            int having = found.Sum(static f => f.Count);
            double rareness = Math.Log(1 + ((passages - having + 0.5) / (having + 0.5)));
            weights[t] = rareness * terms[t].Weight;
            for (int v = 0; v < versions.Count; v++)
            {
                foreach (var (passage, frequency) in found[v])
                {
                    double length = 1 - B + (B * versions[v].LengthOf(passage) / average);
                    scores[v][passage] += weights[t] * frequency * (K + 1) / (frequency + (K * length));
                    shares[v][passage] += weights[t];
                }

                if (TitleHas(versions[v], terms[t]))
                {
                    for (int p = 0; p < scores[v].Length; p++) scores[v][p] += scores[v][p] > 0 ? TitleWeight * weights[t] : 0;
                }
            }
        }

        double whole = Math.Max(double.Epsilon, weights.Sum());
        var best = ImmutableArray.CreateBuilder<RankedPassage>();
        for (int v = 0; v < versions.Count; v++)
        {
            for (int p = 0; p < scores[v].Length; p++)
            {
                if (scores[v][p] > 0) best.Add(new(v, p, scores[v][p] * (1 - OfShare + (OfShare * shares[v][p] / whole))));
            }
        }

        best.Sort(static (a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Version != b.Version ? a.Version.CompareTo(b.Version) : a.Passage.CompareTo(b.Passage));
        ImmutableArray<RankedPassage> first = [.. best.Take(count)];
        if (first.IsEmpty) return (first, null);
        var same = first.Take(Weighed).Select(static b => b.Version).Distinct().ToDictionary(static v => v, v => terms.Select(t => Frequencies(versions[v], t, sameOnly: true)).ToArray());
        return (first, first.Take(Weighed).Select(b => Evidence(versions[b.Version], terms, weights, b.Passage, same[b.Version], [.. all.Select(a => a[b.Version])])).MaxBy(static e => e.Probability));
    }

    /// <summary>What a passage, and its policy elsewhere, bear of the question.</summary>
    private static AnswerEvidence Evidence(PolicyWords words, ImmutableArray<QueryTerm> terms, double[] weights, int passage, Dictionary<int, double>[] same, Dictionary<int, double>[] all)
    {
        HashSet<string> names = [.. terms.Where((t, i) => t.IsWhole && (all[i].ContainsKey(passage) || TitleHas(words, t))).Select(static t => t.Asked)];
        var borne = new List<BorneTerm>();
        for (int t = 0; t < terms.Length; t++)
        {
            if (terms[t].Within is { } within && names.Contains(within)) continue;
            var stems = terms[t].Stems;
            var where = same[t].ContainsKey(passage) ? Borne.InPassage
                : stems.Take(terms[t].Same).Any(words.InTitle) ? Borne.InTitle
                : all[t].ContainsKey(passage) ? Borne.AsIdea
                : same[t].Count > 0 ? Borne.Elsewhere
                : all[t].Count > 0 || stems.Skip(terms[t].Same).Any(words.InTitle) ? Borne.AsIdeaElsewhere
                : Borne.Not;
            borne.Add(new(terms[t], where, Math.Min(weights[t], MostRareness * terms[t].Weight)));
        }

        return AnswerEvidence.Of(borne);
    }

    private static bool TitleHas(PolicyWords words, QueryTerm term) => term.Stems.Any(words.InTitle);

    /// <summary>How often each passage has a term, by whichever of its words counts most.</summary>
    private static Dictionary<int, double> Frequencies(PolicyWords words, QueryTerm term, bool sameOnly = false)
    {
        var frequencies = new Dictionary<int, double>();
        for (int i = 0; i < (sameOnly ? term.Same : term.Stems.Length); i++)
        {
            double weight = i == 0 ? 1 : i < term.Same ? OtherWords : OfIdea;
            foreach (var posting in words.Find(term.Stems[i])) Set(posting, weight);
            foreach (var posting in words.FindApart(term.Stems[i])) Set(posting, Apart * Math.Min(1, weight / OtherWords));
        }

        return frequencies;

        void Set(PolicyWords.Posting posting, double weight)
        {
            double frequency = (posting.InText + (SectionWeight * Math.Min(1, posting.InSection))) * weight;
            if (frequencies.GetValueOrDefault(posting.Passage) < frequency) frequencies[posting.Passage] = frequency;
        }
    }
}
