using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;
using Microsoft.Data.Sqlite;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>Between rows of the store and the types of the library.</summary>
internal static class Rows
{
    internal const string PolicyColumns = "m.id, m.sheet, m.sheet_name, m.source_id, m.source_name, m.content_hash, m.status, m.superseded_from, m.retired_by, m.retired_on, m.retired_reason, m.reading";

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text of a command is a constant of ours, or the number of a payer's table; what users give are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    internal static int Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    internal static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    internal static DateOnly? DayOf(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateTimeOffset TimeOf(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The words of a list, each between bars, so that one is found whole; a bar alone for none.</summary>
    internal static string List(ImmutableArray<string> words) => "|" + string.Concat(words.Select(static w => w + "|"));

    internal static string Boxes(ImmutableArray<BoundingBox> boxes) => string.Join(';', boxes.Select(static b => string.Create(CultureInfo.InvariantCulture, $"{b.X:0.##},{b.Y:0.##},{b.Width:0.##},{b.Height:0.##}")));

    internal static ImmutableArray<BoundingBox> BoxesOf(string text) => text.Length == 0 ? [] : [.. text.Split(';').Select(static b =>
    {
        double[] n = [.. b.Split(',').Select(static p => double.Parse(p, CultureInfo.InvariantCulture))];
        return new BoundingBox(n[0], n[1], n[2], n[3]);
    })];

    internal static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new BrotliStream(packed, CompressionLevel.Optimal)) zip.Write(bytes);
        return packed.ToArray();
    }

    internal static byte[] Unpack(byte[] bytes)
    {
        using var unpacked = new MemoryStream();
        using (var zip = new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress)) zip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    internal static PolicyPassage Passage(SqliteDataReader row, DocumentId document, int from) => new(
        document, row.GetInt32(from), row.GetInt32(from + 1), new(row.GetInt32(from + 2), row.GetInt32(from + 3)), row.GetString(from + 4), row.GetString(from + 5), row.GetString(from + 6), BoxesOf(row.GetString(from + 7)));

    internal const string PassageColumns = "p.number, p.page, p.first, p.past, p.text, p.section, p.clause, p.boxes";

    internal static ImmutableArray<PolicyPassage> Passages(SqliteConnection connection, long policy, DocumentId document) =>
        [.. Read(connection, $"SELECT {PassageColumns} FROM passage p WHERE p.policy = $p ORDER BY p.number", r => Passage(r, document, 0), ("$p", policy))];

    internal static ImmutableArray<Approval> Approvals(SqliteConnection connection, long policy) =>
        [.. Read(connection, "SELECT approved_by, approved_on, content_hash FROM approval WHERE policy = $p ORDER BY rowid", static r => new Approval(r.GetString(0), TimeOf(r.GetString(1)), r.GetString(2)), ("$p", policy))];

    /// <summary>The version of a row of <see cref="PolicyColumns"/>, with its sheet read from the stored bytes and its hash proven by them.</summary>
    /// <exception cref="PolicyStoreException">What is stored is not what was added.</exception>
    internal static (MedicalPolicy Policy, PolicySheet Sheet) Policy(SqliteConnection connection, SqliteDataReader row, DocumentId document, ImmutableArray<PolicyPassage> passages)
    {
        byte[] bytes = row.GetFieldValue<byte[]>(1);
        var reading = SheetReader.Read(row.GetString(2), TextDecoding.Decode(bytes)?.Text ?? string.Empty, passages);
        if (reading.Sheet is not { } sheet) throw new PolicyStoreException($"The store is damaged: a sheet that was added whole has a fault now ({reading.Faults[0]}).");
        var draft = sheet.Draft(document, bytes);
        if (draft.ContentHash != row.GetString(5) || row.GetString(3) != document.Hex) throw new PolicyStoreException($"The store is damaged: the content of {draft.Key} is not what was added.");
        var status = Enum.GetValues<PolicyStatus>().Single(s => Names.Of(s) == row.GetString(6));
        return (draft with
        {
            Status = status,
            SupersededFrom = DayOf(row, 7),
            Retirement = status == PolicyStatus.Retired ? new(row.GetString(8), TimeOf(row.GetString(9)), row.GetString(10)) : null,
            Approvals = Approvals(connection, row.GetInt64(0)),
        }, sheet);
    }
}
