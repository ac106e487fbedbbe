using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;
using HealthcareLlm.Policies.Sheets;
using Microsoft.Data.Sqlite;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// Searches the store by BM25 (SQLite FTS5; Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009) among passages that passed the filters of payer, day, line of business and state, in one statement: what a
/// withdrawal commits is gone from the next answer.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="options">When a question is unanswered.</param>
public sealed class SqlitePolicyIndex(SqlitePolicyStore store, PolicyOptions options) : IPolicyIndex
{
    private const string Filter = """
        m.status IN ('approved', 'superseded') AND m.effective_from <= $day AND (m.effective_to IS NULL OR m.effective_to >= $day)
        AND (m.superseded_from IS NULL OR m.superseded_from > $day)
        AND ($line IS NULL OR m.lines = '|' OR instr(m.lines, '|' || $line || '|') > 0)
        AND ($state IS NULL OR m.states = '|' OR instr(m.states, '|' || $state || '|') > 0)
        """;

    private const int MostRanges = 500;

    // What was added never changes, so that it is read once; status and approvals are read anew with every question.
    private readonly Dictionary<long, (MedicalPolicy Policy, PolicySheet Sheet, ImmutableArray<PolicyPassage> Passages)> _content = [];

    /// <inheritdoc />
    public SearchAnswer Search(PolicyQuery query)
    {
        var terms = QueryTerms.Of(query.Text);
        using var view = store.Connection.BeginTransaction(deferred: true);
        string? slug = query.Payer is null ? null : PolicyKey.Slug(query.Payer);
        (string Name, object? Value)[] filter = [("$day", Rows.Day(query.Day)), ("$line", query.LineOfBusiness), ("$state", query.State?.ToUpperInvariant()), ("$slug", slug)];
        // The passages of a version were added in one stroke, so that their numbers run on: what passes the filters is a few ranges, and ranking looks at nothing else.
        var eligible = Rows.Read(
            store.Connection,
            $"SELECT (SELECT min(id) FROM passage WHERE policy = m.id), (SELECT max(id) FROM passage WHERE policy = m.id) FROM policy m JOIN payer y ON y.id = m.payer WHERE ($slug IS NULL OR y.slug = $slug) AND {Filter} ORDER BY 1",
            static r => (First: r.GetInt64(0), Last: r.GetInt64(1)),
            filter);
        var searched = new SearchedLibrary(query, eligible.Count, [.. terms.Select(static t => string.Join(" | ", t.Alternatives))]);
        if (eligible.Count == 0) return new([], searched, "No approved policy found: none is approved for this payer, day, line of business and state.");
        if (terms.IsEmpty) return new([], searched, "No approved policy found: the question has no word to search for.");
        var found = new List<(long Passage, double Rank, PassageHit Hit)>();
        var payers = SearchTables.Payers(store.Connection, slug);
        foreach (long payer in payers) found.AddRange(Ranked(SearchTables.Name(payer), Ranges(eligible), terms, query, filter));
        var best = found.OrderBy(static f => f.Rank).ThenBy(static f => f.Passage).Take(query.Count).ToList();
        if (best.Count == 0) return new([], searched, "No approved policy found: no passage of the searched policies has a word of the question.");
        double coverage = new Coverage(store.Connection, payers).Of(terms, best[0].Passage, [.. best.Select(static b => b.Passage)]);
        return coverage < options.MinimumCoverage
            ? new([], searched, "No approved policy found: no passage of the searched policies has enough of the question's words.") { Coverage = coverage }
            : new([.. best.Select(static b => b.Hit)], searched, null) { Coverage = coverage };
    }

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
                var (_, sheet, passages) = _content[r.GetInt64(0)];
                return ApprovedPolicy.On(day, policy, passages, sheet.Criteria);
            },
            ("$day", Rows.Day(day)), ("$line", null), ("$state", null)).OfType<ApprovedPolicy>()];
    }

    internal static string Match(QueryTerm term) => string.Join(" OR ", term.Alternatives.Select(static a => "\"" + a.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""));

    /// <summary>Ranges of passages as a condition, those that touch as one.</summary>
    private static string Ranges(List<(long First, long Last)> eligible)
    {
        var joined = new List<(long First, long Last)>();
        foreach (var range in eligible)
        {
            if (joined.Count > 0 && joined[^1].Last + 1 == range.First) joined[^1] = (joined[^1].First, range.Last);
            else joined.Add(range);
        }

        // SQLite allows an expression a depth of 1,000.
        if (joined.Count > MostRanges) return $"rowid IN (SELECT q.id FROM passage q JOIN policy m ON m.id = q.policy WHERE {Filter})";
        return string.Join(" OR ", joined.Select(static r => string.Create(CultureInfo.InvariantCulture, $"rowid BETWEEN {r.First} AND {r.Last}")));
    }

    private IEnumerable<(long, double, PassageHit)> Ranked(string table, string ranges, ImmutableArray<QueryTerm> terms, PolicyQuery query, (string Name, object? Value)[] filter)
    {
        string sql = $"""
            SELECT {Rows.PolicyColumns}, {Rows.PassageColumns}, p.id, f.rank FROM
              (SELECT rowid AS id, bm25({table}, 1.0, 0.6) AS rank FROM {table} WHERE {table} MATCH $match AND ({ranges}) ORDER BY rank, rowid LIMIT $count) f
            JOIN passage p ON p.id = f.id JOIN policy m ON m.id = p.policy WHERE {Filter} ORDER BY f.rank
            """;
        return Rows.Read(
            store.Connection,
            sql,
            r =>
            {
                var policy = Current(r);
                return (r.GetInt64(20), r.GetDouble(21), PassageHit.On(query.Day, policy, Rows.Passage(r, policy.SourceId, 12), -r.GetDouble(21)));
            },
            [.. filter, ("$match", string.Join(" OR ", terms.Select(Match))), ("$count", query.Count)]).Where(static h => h.Item3 is not null)!;
    }

    /// <summary>The version of a row as it stands now: content from memory, standing from the row.</summary>
    private MedicalPolicy Current(SqliteDataReader row)
    {
        long id = row.GetInt64(0);
        if (!_content.TryGetValue(id, out var content))
        {
            var document = DocumentId.Parse(row.GetString(3)) ?? throw new PolicyStoreException("The store is damaged: the hash of a document is none.");
            var passages = Rows.Passages(store.Connection, id, document);
            var (policy, sheet) = Rows.Policy(store.Connection, row, document, passages);
            _content[id] = content = (policy, sheet, passages);
        }

        // Row numbers of drafts that were taken out may come again.
        if (content.Policy.ContentHash != row.GetString(5))
        {
            _content.Remove(id);
            return Current(row);
        }

        return content.Policy with
        {
            Status = Enum.GetValues<PolicyStatus>().Single(s => Names.Of(s) == row.GetString(6)),
            SupersededFrom = Rows.DayOf(row, 7),
            Approvals = Rows.Approvals(store.Connection, id),
        };
    }
}
