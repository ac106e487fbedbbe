using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Makes the draft of a request out of the model's fields and the offline engine's second opinion. A value that both give is drafted with what the offline engine knows of it; one that only
/// the model gives stays below the threshold of critical leaves; one that only the offline engine gives is shown and never given (<see cref="Doubt.SecondOpinion"/>).
/// </summary>
internal static class RequestAssembly
{
    /// <summary>Score of a value that the model alone gives: above the default threshold of ordinary leaves (0.45), below that of critical ones (0.6).</summary>
    internal const double ModelAlone = 0.55;

    /// <summary>What agreement of the two engines adds to the offline engine's score.</summary>
    private const double Agreement = 0.05;

    private static readonly ImmutableHashSet<string> Keys = ["code", "ndc", "description", "treatment", "name", ""];

    internal static PriorAuthorizationDraft Assemble(IEnumerable<AnsweredField> answered, PriorAuthorizationDraft second)
    {
        var fields = second.Fields.ToDictionary(f => f.Path, f => f.Candidates, StringComparer.Ordinal);
        var aligned = Align([.. answered], fields);
        var drafted = ImmutableArray.CreateBuilder<FieldDraft>();
        foreach (var group in aligned.GroupBy(a => a.Path, StringComparer.Ordinal))
        {
            var offline = fields.GetValueOrDefault(group.Key, []);
            fields.Remove(group.Key);
            drafted.Add(new(group.Key, Candidates(RecordFields.Find(group.Key)!, group.Key, [.. group.DistinctBy(a => (a.Value, a.Evidence))], offline)));
        }

        foreach (var (path, candidates) in fields)
        {
            if (!IsCovered(path, candidates, aligned)) drafted.Add(new(path, [.. candidates.Select(Doubted)]));
        }

        return new(drafted.ToImmutable()) { Superseded = second.Superseded };
    }

    /// <summary>Share of the leaves outside of lists that the offline engine would give and for which the model has an entry; 1 where there are none.</summary>
    internal static double Completeness(IEnumerable<AnsweredField> answered, PriorAuthorizationDraft second)
    {
        // What cites nothing that stands in the packet fills nothing.
        var paths = answered.Where(a => a.Evidence.Location is not null).Select(a => a.Path).ToHashSet(StringComparer.Ordinal);
        var expected = second.Fields.Where(f => !f.Path.Contains('[', StringComparison.Ordinal) && f.Candidates.Any(c => c.Doubt == Doubt.None && c.Score >= 0.6)).ToList();
        return expected.Count == 0 ? 1 : (double)expected.Count(f => paths.Contains(f.Path)) / expected.Count;
    }

    private static ImmutableArray<Candidate> Candidates(RecordField field, string path, ImmutableArray<AnsweredField> answered, ImmutableArray<Candidate> offline)
    {
        bool agrees = answered.Any(a => offline.Any(o => Same(a.Value, o.Value)));
        var candidates = ImmutableArray.CreateBuilder<Candidate>();
        foreach (var answer in answered)
        {
            var twin = offline.FirstOrDefault(o => Same(answer.Value, o.Value));
            double score = twin is null ? ModelAlone : Math.Min(0.97, Math.Max(twin.Score + Agreement, ModelAlone));
            if (answer.Probability is { } probability) score *= Math.Min(1, 0.5 + probability);
            score *= SampleAgreement.Weight(answer.Agreement);
            candidates.Add(Candidate(field, path, answer, score, twin));
        }

        // What both read is drafted with everything that the offline engine knows of the leaf, its doubts and other sides; else its values are only shown.
        candidates.AddRange(agrees ? offline : offline.Select(Doubted));
        return candidates.ToImmutable();
    }

    private static Candidate Candidate(RecordField field, string path, AnsweredField answer, double score, Candidate? twin)
    {
        var (rule, evidence) = Mapping(field, path, answer);
        return new(answer.Value, score, [evidence], rule ?? "language-model")
        {
            // A choice that no rule finds in the quote is mapped by a rule that there is not, and grounding says so.
            Mapped = rule is not null || field.Kind == FieldKind.Choice,
            Doubt = twin?.Doubt ?? Doubt.None,
        };
    }

    /// <summary>The rule by which the quote, or what stands in it behind a label, means the choice, and that part of the quote; no rule where none gives this very choice.</summary>
    internal static (string? Rule, Evidence Evidence) Mapping(RecordField field, string path, AnsweredField answer)
    {
        string quote = answer.Evidence.Quote;
        if (field.Path == "clinical.allergies[]" && answer.Value.Equals("none", StringComparison.OrdinalIgnoreCase)) return ("allergies-none", answer.Evidence);
        if (field.Kind != FieldKind.Choice) return (null, answer.Evidence);
        foreach (int start in Starts(quote))
        {
            if (ChoiceRules.Map(path, quote[start..])?.Rule is not { } rule) continue;
            if (rule.Value != answer.Value) return (null, answer.Evidence);
            return (rule.Id, start == 0 ? answer.Evidence : answer.Evidence with { Quote = quote[start..], Location = answer.Evidence.Location is { } at && at.Length == quote.Length ? new(at.Start + start, at.End) : null });
        }

        return (null, answer.Evidence);
    }

    private static IEnumerable<int> Starts(string quote)
    {
        yield return 0;
        for (int i = 0; i < quote.Length - 1; i++)
        {
            if (quote[i] is not (':' or '?' or '=')) continue;
            int start = i + 1;
            while (start < quote.Length && quote[start] == ' ') start++;
            if (start < quote.Length) yield return start;
        }
    }

    private static Candidate Doubted(Candidate candidate) => candidate.Doubt == Doubt.None ? candidate with { Doubt = Doubt.SecondOpinion } : candidate;

    private static bool Same(string a, string b) => LookAlikes.Compact(a) == LookAlikes.Compact(b);

    /// <summary>Whether what the offline engine found in a list is already said by the model of the same list, in other words, from the same place.</summary>
    private static bool IsCovered(string path, ImmutableArray<Candidate> candidates, List<AnsweredField> answered)
    {
        if (!path.Contains('[', StringComparison.Ordinal)) return false;
        string leaf = RecordFields.WithoutIndexes(path);
        return answered.Any(a => RecordFields.WithoutIndexes(a.Path) == leaf && candidates.Any(c => Same(a.Value, c.Value)
            || (RecordFields.Find(path)!.Kind == FieldKind.Text && c.Evidence.Any(e => e.DocumentId == a.Evidence.DocumentId && e.Location is { } there && a.Evidence.Location is { } here && there.Overlaps(here)))));
    }

    /// <summary>Gives the model's list entries the offline engine's numbers where a value that names the entry is the same, and free numbers where not.</summary>
    private static List<AnsweredField> Align(ImmutableArray<AnsweredField> answered, Dictionary<string, ImmutableArray<Candidate>> offline)
    {
        var result = answered.Where(a => !a.Path.Contains('[', StringComparison.Ordinal)).ToList();
        foreach (var list in answered.Where(a => a.Path.Contains('[', StringComparison.Ordinal)).GroupBy(a => a.Path[..a.Path.IndexOf('[', StringComparison.Ordinal)], StringComparer.Ordinal))
        {
            var entries = list.GroupBy(a => Index(a.Path)).OrderBy(g => g.Key).ToList();
            var known = offline.Where(f => f.Key.StartsWith(list.Key + "[", StringComparison.Ordinal)).ToList();
            int free = known.Select(f => Index(f.Key) + 1).DefaultIfEmpty(0).Max();
            var taken = new HashSet<int>();
            foreach (var entry in entries)
            {
                int number = known.Where(f => Keys.Contains(Leaf(f.Key)) && f.Value.Any(c => entry.Any(a => Leaf(a.Path) == Leaf(f.Key) && Same(a.Value, c.Value)))).Select(f => Index(f.Key)).Where(n => !taken.Contains(n)).DefaultIfEmpty(-1).First();
                if (number < 0) number = free++;
                taken.Add(number);
                result.AddRange(entry.Select(a => a with { Path = string.Create(CultureInfo.InvariantCulture, $"{list.Key}[{number}]{a.Path[(a.Path.IndexOf(']', StringComparison.Ordinal) + 1)..]}") }));
            }
        }

        return result;
    }

    private static int Index(string path)
    {
        int open = path.IndexOf('[', StringComparison.Ordinal);
        return int.Parse(path.AsSpan(open + 1, path.IndexOf(']', StringComparison.Ordinal) - open - 1), CultureInfo.InvariantCulture);
    }

    private static string Leaf(string path)
    {
        string rest = path[(path.IndexOf(']', StringComparison.Ordinal) + 1)..];
        return rest.TrimStart('.');
    }
}
