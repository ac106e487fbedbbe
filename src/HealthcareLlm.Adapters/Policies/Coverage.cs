using System.Collections.Immutable;
using HealthcareLlm.Policies.Retrieval;
using Microsoft.Data.Sqlite;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// How much of a question the best passages bear: the share of its terms, each weighed by its inverse document frequency (Spärck Jones, J Doc 1972;28:11). A term that no passage has weighs most, which is
/// how a question about something that the library does not treat is told.
/// </summary>
internal sealed class Coverage(SqliteConnection connection, List<long> payers)
{
    /// <summary>The share, 0 to 1, of the best passage; terms that only its neighbours in rank have count half.</summary>
    internal double Of(ImmutableArray<QueryTerm> terms, long best, ImmutableArray<long> all)
    {
        double whole = 0, borne = 0, count = 0;
        foreach (long payer in payers) count += Rows.Read(connection, $"SELECT count(*) FROM {SearchTables.Name(payer)}_docsize", static r => r.GetInt64(0))[0];
        foreach (var term in terms)
        {
            long having = 0;
            double share = 0;
            foreach (long payer in payers)
            {
                string table = SearchTables.Name(payer), match = SqlitePolicyIndex.Match(term);
                having += Rows.Read(connection, $"SELECT count(*) FROM {table} WHERE {table} MATCH $m", static r => r.GetInt64(0), ("$m", match))[0];
                var among = Rows.Read(connection, $"SELECT rowid FROM {table} WHERE {table} MATCH $m AND rowid IN ({string.Join(',', all)})", static r => r.GetInt64(0), ("$m", match));
                share = Math.Max(share, among.Contains(best) ? 1 : among.Count > 0 ? 0.5 : 0);
            }

            double weight = Math.Log(1 + ((count - having + 0.5) / (having + 0.5)));
            whole += weight;
            borne += weight * share;
        }

        return whole > 0 ? borne / whole : 0;
    }
}
