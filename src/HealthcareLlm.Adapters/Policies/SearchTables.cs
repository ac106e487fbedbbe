using System.Globalization;
using Microsoft.Data.Sqlite;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// The search index inside the store: one FTS5 table a payer, over the passages themselves (no second copy of the text). A version is put in when it is approved and taken out when it is retired,
/// so that nothing unapproved can be found even by a fault of a filter.
/// </summary>
internal static class SearchTables
{
    internal static string Name(long payer) => string.Create(CultureInfo.InvariantCulture, $"search_{payer}");

    internal static void Put(SqliteConnection connection, long policy)
    {
        string table = Name(PayerOf(connection, policy));
        Rows.Run(connection, $"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5(text, section, content = 'passage', content_rowid = 'id', tokenize = 'porter unicode61')");
        Rows.Run(connection, $"INSERT INTO {table} (rowid, text, section) SELECT id, text, section FROM passage WHERE policy = $p", ("$p", policy));
    }

    internal static void Take(SqliteConnection connection, long policy)
    {
        string table = Name(PayerOf(connection, policy));
        Rows.Run(connection, $"INSERT INTO {table} ({table}, rowid, text, section) SELECT 'delete', id, text, section FROM passage WHERE policy = $p", ("$p", policy));
    }

    /// <summary>Makes the whole index anew from the passages of what is approved or superseded.</summary>
    internal static void Rebuild(SqliteConnection connection)
    {
        foreach (string table in Rows.Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'search_[0-9]*' AND sql LIKE 'CREATE VIRTUAL%'", static r => r.GetString(0))) Rows.Run(connection, "DROP TABLE " + table);
        foreach (long policy in Rows.Read(connection, "SELECT id FROM policy WHERE status IN ('approved', 'superseded') ORDER BY id", static r => r.GetInt64(0))) Put(connection, policy);
    }

    /// <summary>Payers that have an index, by their slug where one is asked for.</summary>
    internal static List<long> Payers(SqliteConnection connection, string? slug) => Rows.Read(
        connection,
        "SELECT id FROM payer WHERE ($s IS NULL OR slug = $s) AND EXISTS (SELECT 1 FROM sqlite_master WHERE name = 'search_' || payer.id) ORDER BY id",
        static r => r.GetInt64(0),
        ("$s", slug));

    private static long PayerOf(SqliteConnection connection, long policy) => Rows.Read(connection, "SELECT payer FROM policy WHERE id = $p", static r => r.GetInt64(0), ("$p", policy))[0];
}
