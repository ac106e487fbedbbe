using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;
using Microsoft.Data.Sqlite;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// The library of medical policies in one SQLite file: documents, sheets, passages, approvals, what happened. The search index is made from it. Each change is one transaction, so that nothing is half done;
/// triggers keep what was added from changing and a version from going back on its way.
/// </summary>
public sealed class SqlitePolicyStore : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _clock;

    private SqlitePolicyStore(SqliteConnection connection, TimeProvider clock)
    {
        _connection = connection;
        _clock = clock;
    }

    internal SqliteConnection Connection => _connection;

    /// <summary>Opens a store.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="create">Whether one is made where there is none.</param>
    /// <param name="clock">For what happened.</param>
    /// <exception cref="PolicyStoreException">There is none, or the file is no store.</exception>
    public static SqlitePolicyStore Open(string path, bool create, TimeProvider clock)
    {
        if (!File.Exists(path) && !create) throw new PolicyStoreException($"There is no store of policies at {path}; 'policies add' makes one.");
        if (Directory.Exists(path)) throw new PolicyStoreException($"{path} is a folder; a store of policies is one file.");
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = create ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite, ForeignKeys = true, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            // 64 MB of pages in memory and the file mapped: a library of 100,000 passages is some 100 MB.
            Rows.Run(connection, "PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456");
            // An empty file is a store that is not made yet.
            if (Rows.Read(connection, "SELECT count(*) FROM sqlite_master", static r => r.GetInt64(0))[0] == 0) Make(connection);
            string[] format = [.. Rows.Read(connection, "SELECT value FROM store WHERE name = 'format'", static r => r.GetString(0))];
            DropSearchTables(connection);
            return format is ["1"] ? new(connection, clock) : throw new PolicyStoreException($"{path} is a store of another format.");
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new PolicyStoreException($"{path} cannot be opened as a store of policies.", e);
        }
        catch (PolicyStoreException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Adds a version as a draft; a draft of the same version is replaced where that is asked for. Nothing is half added.</summary>
    /// <returns>The draft, or why it was not added.</returns>
    public StatusChange Add(PolicyFile document, PolicyFile sheetFile, PolicySheet sheet, ImmutableArray<PolicyPassage> passages, string reading, string by, bool replace)
    {
        var policy = sheet.Draft(DocumentId.Of(document.Bytes), sheetFile.Bytes);
        using var change = _connection.BeginTransaction();
        if (Row(policy.Key) is { } known)
        {
            if (known.Status != "draft") return new StatusChange.NotDone($"{policy.Key} is {known.Status}, and what was approved never changes: give the new content another version.");
            if (!replace) return new StatusChange.NotDone($"{policy.Key} is in the library as a draft; --replace puts this in its place.");
            Rows.Run(_connection, "DELETE FROM policy WHERE id = $id", ("$id", known.Id));
            Note(by, "taken-out", policy.Key, "replaced by another draft");
        }

        Rows.Run(_connection, "INSERT INTO payer (slug) VALUES ($s) ON CONFLICT DO NOTHING", ("$s", PolicyKey.Slug(policy.Payer)));
        Rows.Run(
            _connection,
            """
            INSERT INTO policy (policy_id, version, payer, effective_from, effective_to, lines, states, sheet_name, sheet, source_name, source_id, source, reading, content_hash, status)
            VALUES ($id, $version, (SELECT id FROM payer WHERE slug = $slug), $from, $to, $lines, $states, $sheetName, $sheet, $sourceName, $sourceId, $source, $reading, $hash, 'draft')
            """,
            ("$id", policy.PolicyId), ("$version", policy.Version), ("$slug", PolicyKey.Slug(policy.Payer)), ("$from", Rows.Day(policy.EffectiveFrom)), ("$to", policy.EffectiveTo is { } to ? Rows.Day(to) : null),
            ("$lines", Rows.List(policy.Scope.LinesOfBusiness)), ("$states", Rows.List(policy.Scope.States)), ("$sheetName", sheetFile.Name), ("$sheet", sheetFile.Bytes), ("$sourceName", document.Name),
            ("$sourceId", policy.SourceId.Hex), ("$source", Rows.Pack(document.Bytes)), ("$reading", reading), ("$hash", policy.ContentHash));
        long row = Row(policy.Key)!.Value.Id;
        using var insert = Rows.Command(
            _connection,
            "INSERT INTO passage (policy, number, page, first, past, text, section, clause, boxes) VALUES ($policy, $number, $page, $first, $past, $text, $section, $clause, $boxes)");
        foreach (var passage in passages)
        {
            insert.Parameters.Clear();
            foreach (var (name, value) in (ReadOnlySpan<(string, object)>)[("$policy", row), ("$number", passage.Number), ("$page", passage.Page), ("$first", passage.Span.Start), ("$past", passage.Span.End), ("$text", passage.Text), ("$section", passage.Section), ("$clause", passage.Clause), ("$boxes", Rows.Boxes(passage.Boxes))])
            {
                insert.Parameters.AddWithValue(name, value);
            }

            insert.ExecuteNonQuery();
        }

        Note(by, "added", policy.Key, string.Empty);
        change.Commit();
        return new StatusChange.Done([policy]);
    }

    /// <summary>One person's approval; with the last that is needed the version rules from its first day on and can be found.</summary>
    /// <param name="key">The version.</param>
    /// <param name="by">Who.</param>
    /// <param name="people">How many different people it takes.</param>
    public StatusChange Approve(PolicyKey key, string by, int people)
    {
        using var change = _connection.BeginTransaction();
        if (Find(key) is not { } stored) return Unknown(key);
        if (stored.Sheet.IsProposed) return new StatusChange.NotDone($"The criteria of {key} were proposed by a program: read them, mend them, take the line 'proposed: true' away and add the sheet again (--replace).");
        var others = Versions(key.PolicyId).Where(p => p.Key != key);
        var result = PolicyLife.Approve(stored.Policy, by, _clock.GetUtcNow(), people, others);
        if (result is not StatusChange.Done done) return result;
        var approval = done.Policies[0].Approvals[^1];
        long row = Row(key)!.Value.Id;
        Rows.Run(_connection, "INSERT INTO approval VALUES ($p, $by, $on, $hash)", ("$p", row), ("$by", approval.By), ("$on", Rows.Time(approval.On)), ("$hash", approval.ContentHash));
        Note(approval.By, "approved", key, done.Policies[0].Status == PolicyStatus.Approved ? "rules from " + Rows.Day(done.Policies[0].EffectiveFrom) + " on" : "one more person must approve");
        if (done.Policies[0].Status == PolicyStatus.Approved) Rows.Run(_connection, "UPDATE policy SET status = 'approved' WHERE id = $p", ("$p", row));

        foreach (var other in done.Policies.Skip(1))
        {
            Rows.Run(_connection, "UPDATE policy SET status = 'superseded', superseded_from = $from WHERE policy_id = $id AND version = $v", ("$from", Rows.Day(other.SupersededFrom!.Value)), ("$id", other.PolicyId), ("$v", other.Version));
            Note(approval.By, "superseded", other.Key, $"by version {key.Version} from {Rows.Day(other.SupersededFrom!.Value)} on");
        }

        change.Commit();
        return done;
    }

    /// <summary>Withdraws a version for every day; the next question does not find it.</summary>
    public StatusChange Retire(PolicyKey key, string by, string reason)
    {
        using var change = _connection.BeginTransaction();
        if (Find(key) is not { } stored) return Unknown(key);
        var result = PolicyLife.Retire(stored.Policy, by, _clock.GetUtcNow(), reason);
        if (result is not StatusChange.Done done) return result;
        var retirement = done.Policies[0].Retirement!;
        long row = Row(key)!.Value.Id;
        Rows.Run(_connection, "UPDATE policy SET status = 'retired', retired_by = $by, retired_on = $on, retired_reason = $why WHERE id = $p", ("$p", row), ("$by", retirement.By), ("$on", Rows.Time(retirement.On)), ("$why", retirement.Reason));
        Note(retirement.By, "retired", key, retirement.Reason);
        change.Commit();
        return done;
    }

    /// <summary>Every version, by id and version in ordinal order.</summary>
    public IReadOnlyList<MedicalPolicy> All() =>
        [.. Rows.Read(_connection, $"SELECT {Rows.PolicyColumns} FROM policy m ORDER BY m.policy_id, m.version", r => PolicyOf(r).Policy)];

    private List<MedicalPolicy> Versions(string policyId) =>
        Rows.Read(_connection, $"SELECT {Rows.PolicyColumns} FROM policy m WHERE m.policy_id = $id ORDER BY m.version", r => PolicyOf(r).Policy, ("$id", policyId));

    /// <summary>A version with its files and passages; null where there is none.</summary>
    public StoredPolicy? Find(PolicyKey key) => Rows.Read(
        _connection,
        $"SELECT {Rows.PolicyColumns}, m.source FROM policy m WHERE m.policy_id = $id AND m.version = $v",
        r =>
        {
            var (policy, sheet) = PolicyOf(r);
            return new StoredPolicy(policy, sheet, Rows.Passages(_connection, r.GetInt64(0), policy.SourceId), new(r.GetString(4), Rows.Unpack(r.GetFieldValue<byte[]>(12))), new(r.GetString(2), r.GetFieldValue<byte[]>(1)), r.GetString(11));
        },
        ("$id", key.PolicyId), ("$v", key.Version)).FirstOrDefault();

    /// <summary>What happened to a policy, in order; to all where none is named.</summary>
    public IReadOnlyList<PolicyEvent> Events(string? policyId = null) => Rows.Read(
        _connection,
        "SELECT at, who, what, policy_id, version, remark FROM event WHERE $id IS NULL OR policy_id = $id ORDER BY id",
        static r => new PolicyEvent(r.GetString(0), r.GetString(1), r.GetString(2), new(r.GetString(3), r.GetString(4)), r.GetString(5)),
        ("$id", policyId));

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private (MedicalPolicy Policy, PolicySheet Sheet) PolicyOf(SqliteDataReader row)
    {
        var document = DocumentId.Parse(row.GetString(3)) ?? throw new PolicyStoreException("The store is damaged: the hash of a document is none.");
        return Rows.Policy(_connection, row, document, Rows.Passages(_connection, row.GetInt64(0), document));
    }

    private (long Id, string Status)? Row(PolicyKey key)
    {
        var found = Rows.Read(_connection, "SELECT id, status FROM policy WHERE policy_id = $id AND version = $v", static r => (r.GetInt64(0), r.GetString(1)), ("$id", key.PolicyId), ("$v", key.Version));
        return found.Count == 0 ? null : found[0];
    }

    private void Note(string who, string what, PolicyKey key, string remark) => Rows.Run(
        _connection, "INSERT INTO event (at, who, what, policy_id, version, remark) VALUES ($at, $who, $what, $id, $v, $r)", ("$at", Rows.Time(_clock.GetUtcNow())), ("$who", who), ("$what", what), ("$id", key.PolicyId), ("$v", key.Version), ("$r", remark));

    private static StatusChange.NotDone Unknown(PolicyKey key) => new($"The library has no {key}.");

    /// <summary>Stores of the first versions had full-text tables inside; the index is made in memory now.</summary>
    private static void DropSearchTables(SqliteConnection connection)
    {
        foreach (string table in Rows.Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'search_[0-9]*' AND sql LIKE 'CREATE VIRTUAL%'", static r => r.GetString(0))) Rows.Run(connection, "DROP TABLE " + table);
    }

    private static void Make(SqliteConnection connection)
    {
        using var stream = typeof(SqlitePolicyStore).Assembly.GetManifestResourceStream("policies/schema.sql") ?? throw new InvalidOperationException("policies/schema.sql is not embedded");
        using var reader = new StreamReader(stream);
        using var change = connection.BeginTransaction();
        Rows.Run(connection, reader.ReadToEnd());
        change.Commit();
    }
}
