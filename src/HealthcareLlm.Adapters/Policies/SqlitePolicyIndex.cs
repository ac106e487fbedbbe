using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;
using HealthcareLlm.Policies.Sheets;
using Microsoft.Data.Sqlite;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// Searches the store by BM25 among passages that passed the filters of payer, day, line of business and state. Status is read with every question and in its transaction: what a withdrawal commits is gone from the next
/// answer. With vectors, ranks by words and by nearness are fused (<see cref="RankFusion"/>), on the same passages; whether there is an answer at all is decided by words. The words of a version are read from the store when a question first needs them, and kept: what was added never changes.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">When a question is unanswered.</param>
/// <param name="vectors">Ranks by nearness as well; null for words alone.</param>
public sealed class SqlitePolicyIndex(SqlitePolicyStore store, PolicyOptions options, PolicyVectors? vectors = null) : IPolicyIndex
{
    private const string Filter = """
        m.status IN ('approved', 'superseded') AND m.effective_from <= $day AND (m.effective_to IS NULL OR m.effective_to >= $day)
        AND (m.superseded_from IS NULL OR m.superseded_from > $day)
        AND ($line IS NULL OR m.lines = '|' OR instr(m.lines, '|' || $line || '|') > 0)
        AND ($state IS NULL OR m.states = '|' OR instr(m.states, '|' || $state || '|') > 0)
        """;

    // What was added never changes, so that it is read once; status and approvals are read anew with every question.
    private readonly Dictionary<long, Content> _content = [];

    /// <inheritdoc />
    public SearchAnswer Search(PolicyQuery query)
    {
        var terms = QueryTerms.Of(query.Text);
        // Before the transaction: nobody else waits while a model is asked.
        var (asked, why) = vectors is null || terms.IsEmpty || Eligible(query) is not { Count: > 0 } before ? (null, null) : vectors.Prepare(store, Passages(before), query.Text);
        using var view = store.Connection.BeginTransaction(deferred: true);
        var eligible = Eligible(query);
        List<Content> contents = [.. eligible.Select(e => ContentOf(e.Id, e.Hash))];
        PolicyWords[] words = [.. contents.Select(static c => c.Words.Value)];
        if (Spelling.Mend(query.Text, words) is var mended && mended != query.Text) terms = QueryTerms.Of(mended);
        var searched = new SearchedLibrary(query, eligible.Count, [.. terms.Where(static t => !t.IsKind).Select(static t => string.Join(" | ", t.Alternatives))]);
        if (eligible.Count == 0) return new([], searched, "No approved policy found: none is approved for this payer, day, line of business and state.");
        if (searched.Terms.IsEmpty) return new([], searched, "No approved policy found: the question has no word to search for.");
        string ranking = why ?? (asked is null ? "words" : vectors!.Name);
        var (best, evidence) = PassageRanker.Rank(words, terms, asked is null ? query.Count : int.MaxValue);
        double? coverage = evidence?.Probability;
        if (best.IsEmpty) return new([], searched, "No approved policy found: no passage of the searched policies has a word of the question.") { Ranking = ranking };
        if (coverage < options.MinimumCoverage) return new([], searched, "No approved policy found: too little of the question stands in any passage of the searched policies.") { Coverage = coverage, Ranking = ranking };
        if (asked is not null) best = RankFusion.Fuse([best, vectors!.Rank(store, Passages(eligible), asked)], query.Count);
        var standing = best.Select(static b => b.Version).Distinct().ToDictionary(static v => v, v => Standing(eligible[v].Id, query.Day));
        return new([.. best.Select(b => standing[b.Version] is { } policy ? PassageHit.On(query.Day, policy, contents[b.Version].Passages[b.Passage], b.Score) : null).OfType<PassageHit>()], searched, null) { Coverage = coverage, Ranking = ranking };
    }

    /// <summary>The versions that pass the filters of a question, now.</summary>
    private List<(long Id, string Hash)> Eligible(PolicyQuery query) => Rows.Read(
        store.Connection,
        $"SELECT m.id, m.content_hash FROM policy m JOIN payer y ON y.id = m.payer WHERE ($slug IS NULL OR y.slug = $slug) AND {Filter} ORDER BY m.id",
        static r => (Id: r.GetInt64(0), Hash: r.GetString(1)),
        ("$day", Rows.Day(query.Day)), ("$line", query.LineOfBusiness), ("$state", query.State?.ToUpperInvariant()), ("$slug", query.Payer is null ? null : PolicyKey.Slug(query.Payer)));

    private List<(long Policy, ImmutableArray<PolicyPassage> Passages)> Passages(List<(long Id, string Hash)> versions) => [.. versions.Select(e => (e.Id, ContentOf(e.Id, e.Hash).Passages))];

    /// <inheritdoc />
    public IReadOnlyList<ApprovedPolicy> InForce(DateOnly day)
    {
        using var view = store.Connection.BeginTransaction(deferred: true);
        return [.. Rows.Read(
            store.Connection,
            $"SELECT {Rows.PolicyColumns} FROM policy m WHERE {Filter} ORDER BY m.policy_id, m.version",
            r =>
            {
                var policy = Current(r);
                var content = _content[r.GetInt64(0)];
                return ApprovedPolicy.On(day, policy, content.Passages, content.Sheet.Criteria);
            },
            ("$day", Rows.Day(day)), ("$line", null), ("$state", null)).OfType<ApprovedPolicy>()];
    }

    /// <summary>A version as it stands now, with the filters proven once more; null where it does not pass them.</summary>
    private MedicalPolicy? Standing(long id, DateOnly day) =>
        Rows.Read(store.Connection, $"SELECT {Rows.PolicyColumns} FROM policy m WHERE m.id = $id AND {Filter}", Current, ("$id", id), ("$day", Rows.Day(day)), ("$line", null), ("$state", null)).FirstOrDefault();

    /// <summary>The version of a row as it stands now: content from memory, standing from the row.</summary>
    private MedicalPolicy Current(SqliteDataReader row) => ContentOf(row.GetInt64(0), row.GetString(5)).Policy with
    {
        Status = Enum.GetValues<PolicyStatus>().Single(s => Names.Of(s) == row.GetString(6)),
        SupersededFrom = Rows.DayOf(row, 7),
        Approvals = Rows.Approvals(store.Connection, row.GetInt64(0)),
    };

    /// <summary>What was added under a row's number. Row numbers of drafts that were taken out may come again: the hash tells.</summary>
    private Content ContentOf(long id, string hash)
    {
        if (_content.TryGetValue(id, out var known) && known.Policy.ContentHash == hash) return known;
        return _content[id] = Rows.Read(
            store.Connection,
            $"SELECT {Rows.PolicyColumns} FROM policy m WHERE m.id = $id",
            r =>
            {
                var document = DocumentId.Parse(r.GetString(3)) ?? throw new PolicyStoreException("The store is damaged: the hash of a document is none.");
                var passages = Rows.Passages(store.Connection, id, document);
                var (policy, sheet) = Rows.Policy(store.Connection, r, document, passages);
                return new Content(policy, sheet, passages);
            },
            ("$id", id))[0];
    }

    /// <summary>A version as it was added, and its words, read when they are first searched.</summary>
    private sealed record Content(MedicalPolicy Policy, PolicySheet Sheet, ImmutableArray<PolicyPassage> Passages)
    {
        internal Lazy<PolicyWords> Words { get; } = new(() => new(Passages, Policy.Title));
    }
}
