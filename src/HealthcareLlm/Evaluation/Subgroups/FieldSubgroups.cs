using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.Subgroups;

/// <summary>Every rate of every field by tag: a group may fare well on the whole and ill in one field.</summary>
internal static class FieldSubgroups
{
    /// <summary>Name of the share of values that stand and are wrong or invented: told in place of precision, which is the rest to 1. Every other rate has its own name.</summary>
    internal const string Wrong = "wrong";

    private sealed record Asked(string Field, RateKind Kind, IReadOnlyList<(int At, int Count, int Of)> Counts)
    {
        internal bool IsWrong => Kind == RateKind.Precision;

        internal string Name => IsWrong ? Wrong : Names.Of(Kind);
    }

    /// <summary>Every figure, not yet corrected: tags and values in ordinal order, fields in that of the contract. Where a tag has two values, each is compared with the other, which is one comparison.</summary>
    /// <param name="cases">Judged cases.</param>
    /// <param name="at">Places among them of those that were scored.</param>
    /// <param name="scored">Those that were scored.</param>
    /// <param name="counts">What was counted of fields.</param>
    /// <param name="bootstrap">Draws over those that were scored.</param>
    internal static ImmutableArray<SubgroupFigure> Of(ImmutableArray<CaseScore> cases, int[] at, ImmutableArray<CaseScore> scored, FieldCounts counts, DocumentBootstrap bootstrap)
    {
        if (counts.Places.IsEmpty) return [];
        // Packets are counted by their place among those with leaves, and drawn by that among the scored.
        int[] ofCase = new int[cases.Length];
        Array.Fill(ofCase, -1);
        for (int i = 0; i < at.Length; i++) ofCase[at[i]] = i;
        int[] places = [.. counts.Places.Select(i => ofCase[i])];
        // Recall and wrong values first: what a reader looks for.
        RateKind[] kinds = [RateKind.Recall, RateKind.Precision, .. FieldCounts.Kinds.Except([RateKind.Recall, RateKind.Precision])];
        var asked = RecordFields.All.Where(f => counts.Filled.Contains(f.Path)).SelectMany(f => kinds.Select(k => new Asked(f.Path, k, counts.Of(f.Path, k)))).Where(a => a.Counts.Count > 0).ToList();
        var figures = ImmutableArray.CreateBuilder<SubgroupFigure>();
        foreach (string tag in scored.SelectMany(c => c.Tags.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            // Packets alone: a summary has no fields.
            var values = places.Where(p => p >= 0 && scored[p].Tags.ContainsKey(tag)).GroupBy(p => scored[p].Tags[tag], StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            var told = values.Where(v => v.Count() >= SubgroupReport.LeastListed).ToList();
            if (values.Count < 2 || told.Count == 0) continue;
            // Groups that exclude each other and make up the whole: what is told, and the rest together.
            int[] group = new int[scored.Length];
            Array.Fill(group, -1);
            foreach (int packet in values.SelectMany(v => v)) group[packet] = told.Count;
            for (int i = 0; i < told.Count; i++)
            {
                foreach (int packet in told[i]) group[packet] = i;
            }

            // How often each draw has a packet of each group: most packets have one value of a field, and only the others are drawn anew for it.
            var members = Enumerable.Range(0, told.Count + 1).Select(g => values.SelectMany(v => v).Where(p => group[p] == g).Select(p => (p, 0, 1)).ToArray()).ToArray();
            var drawnPackets = members.Select(m => bootstrap.Sums(m)).ToArray();
            var byField = asked.AsParallel().AsOrdered().Select(a => One(tag, told.ConvertAll(v => v.Key), a, places, group, members, drawnPackets, bootstrap)).ToList();
            for (int i = 0; i < told.Count; i++) figures.AddRange(byField.Select(f => f[i]).OfType<SubgroupFigure>());
        }

        return figures.ToImmutable();
    }

    /// <summary>One rate of one field in each group beside all others; null where a group has nothing to count.</summary>
    private static SubgroupFigure?[] One(string tag, List<string> told, Asked asked, int[] places, int[] group, (int At, int None, int One)[][] members, (long Count, long Of)[][] packets, DocumentBootstrap bootstrap)
    {
        var parts = new List<(int Count, int Of)>[told.Count + 1];
        for (int i = 0; i < parts.Length; i++) parts[i] = [];
        var found = new (int Bad, int Of)[group.Length];
        foreach (var (at, count, of) in asked.Counts)
        {
            if (places[at] is >= 0 and var place && group[place] is >= 0 and var own)
            {
                parts[own].Add((asked.IsWrong ? of - count : count, of));
                found[place] = (of - count, of);
            }
        }

        // Where no packet has a fault no draw has one.
        bool varies = Array.Exists(found, f => f.Bad > 0);
        (long Count, long Of)[][] drawn = varies ? [.. members.Select((m, g) => Drawn(m, packets[g], found, asked.IsWrong, bootstrap))] : [];
        var whole = new (long Count, long Of)[varies ? drawn[0].Length : 0];
        foreach (var sums in drawn)
        {
            for (int draw = 0; draw < whole.Length; draw++) whole[draw] = (whole[draw].Count + sums[draw].Count, whole[draw].Of + sums[draw].Of);
        }

        PacketSums[] ofParts = [.. parts.Select(p => PacketSums.Over(p))];
        var all = ofParts.Aggregate(default(PacketSums), (sum, p) => sum.Less(default(PacketSums).Less(p)));
        return [.. told.Select((value, i) =>
        {
            var inside = ofParts[i];
            if (inside.Of == 0) return null;
            var rest = all.Less(inside);
            var (p, error) = SubgroupReport.Test(inside, rest);
            return new SubgroupFigure(
                tag, value, asked.Name, (int)inside.Packets, (int)inside.Count, (int)inside.Of, (int)rest.Packets, (int)rest.Count, (int)rest.Of,
                inside.Packets > 1 && rest.Packets > 1 ? (varies ? DocumentBootstrap.AgainstRest(drawn[i], whole) : (0, 0)) : null, p, error)
            {
                Field = asked.Field,
            };
        })];
    }

    /// <summary>The sums of every draw over one group: so many values as most of its packets have for every packet drawn, and what other packets have more or less.</summary>
    private static (long Count, long Of)[] Drawn((int At, int None, int One)[] members, (long Count, long Of)[] packets, (int Bad, int Of)[] found, bool isWrong, DocumentBootstrap bootstrap)
    {
        int[] frequency = new int[8];
        foreach (var (at, _, _) in members) frequency[Math.Min(found[at].Of, 7)]++;
        // The last stands for all greater ones, which are not alike.
        int usual = Array.IndexOf(frequency, frequency[..7].Max());
        var other = new List<(int At, int Count, int Of)>();
        foreach (var (at, _, _) in members)
        {
            var (bad, of) = found[at];
            if (bad != 0 || of != usual) other.Add((at, bad, of - usual));
        }

        var drawn = bootstrap.Sums(other);
        for (int i = 0; i < drawn.Length; i++)
        {
            long of = drawn[i].Of + (usual * packets[i].Of);
            drawn[i] = (isWrong ? drawn[i].Count : of - drawn[i].Count, of);
        }

        return drawn;
    }
}
