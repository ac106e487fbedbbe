using System.Globalization;

namespace HealthcareLlm.Adapters.LanguageModels;

/// <summary>Tokens used on each day (UTC), in one small file, so that budgets of a day hold over processes. A file that cannot be read or written stops no document, but no call is made then.</summary>
/// <param name="path">The file; null to count within this process alone.</param>
/// <param name="time">The clock.</param>
internal sealed class UsageLedger(string? path, TimeProvider time)
{
    private readonly Lock _lock = new();
    private string _day = string.Empty;
    private long _used;

    /// <summary>Tokens used today.</summary>
    internal long Today()
    {
        lock (_lock)
        {
            Load();
            return _used;
        }
    }

    /// <summary>Adds what a call used.</summary>
    internal void Add(long tokens)
    {
        lock (_lock)
        {
            Load();
            _used += Math.Max(0, tokens);
            if (path is not null) File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{_day}\t{_used}\n"));
        }
    }

    private void Load()
    {
        string day = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (path is not null && File.Exists(path))
        {
            string[] cells = File.ReadAllText(path).Trim().Split('\t');
            if (cells.Length != 2 || !long.TryParse(cells[1], NumberStyles.None, CultureInfo.InvariantCulture, out long used)) throw new InvalidDataException("the ledger of usage cannot be read");
            _used = cells[0] == day ? used : 0;
        }
        else if (_day != day)
        {
            _used = 0;
        }

        _day = day;
    }
}
