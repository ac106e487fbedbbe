using System.Globalization;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// What numbers and days say of each other, whatever the labels: twelve visits are two a week for six weeks, forty-two days are those from March 11 to April 21,
/// and the end of a service is its beginning and as many weeks as are asked for.
/// </summary>
internal sealed class RoleNumbers
{
    // Lines within which amounts belong together, and days with amounts.
    private const int Reach = 4, DaysReach = 6, ColumnReach = 8, PairReach = 2, LongColumn = 10;
    private const double Same = 0.01, DaysOfMonth = 30.44, DaysOfYear = 365.25;

    private readonly Dictionary<RequestPage, List<Number>> _amounts;
    private readonly Dictionary<RequestPage, List<(RoleMention Mention, DateOnly Day)>> _days;
    private readonly Dictionary<DateOnly, int> _counts = [];
    private readonly List<DateOnly> _ordered;
    private readonly HashSet<int> _durations = [];
    private readonly Dictionary<RoleMention, List<string>> _known = [];

    internal RoleNumbers(IReadOnlyList<RoleMention> mentions)
    {
        _amounts = mentions.Where(static m => m.Kind == RoleKind.Amount).Select(static m => new Number(m, double.Parse(m.Value, CultureInfo.InvariantCulture), RolePlace.Of(m.Page, m.Line, m.Span)))
            .GroupBy(static n => n.Mention.Page).ToDictionary(static g => g.Key, static g => g.ToList());
        _days = mentions.Where(static m => m.Kind == RoleKind.Date).Select(static m => (Mention: m, Day: DateOnly.ParseExact(m.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture)))
            .GroupBy(static d => d.Mention.Page).ToDictionary(static g => g.Key, static g => g.ToList());
        foreach (var (_, day) in _days.Values.SelectMany(static d => d)) _counts[day] = _counts.GetValueOrDefault(day) + 1;
        _ordered = [.. _counts.Keys.Order()];
        foreach (var number in _amounts.Values.SelectMany(static n => n))
        {
            if (number.Value >= 1 && DaysIn(WordBehind(number.Mention)) is > 0 and var unit && number.Value * unit is >= 6 and <= 36525 and var days) _durations.Add((int)Math.Round(days));
        }
    }

    /// <summary>What the packet's other numbers and days say of a mention, and what that means for the code of the service.</summary>
    /// <param name="mention">An amount or a day of the packet.</param>
    /// <param name="code">The service's code; null where it has none.</param>
    internal IEnumerable<string> Of(RoleMention mention, string? code)
    {
        if (!_known.TryGetValue(mention, out var own)) own = _known[mention] = mention.Kind switch { RoleKind.Amount => OfAmount(mention), RoleKind.Date => OfDay(mention), _ => [] };
        string kind = "C=" + ServiceClass.Of(code);
        return mention.Kind == RoleKind.Amount
            ? [.. own, kind, .. mention.Features.Where(static f => f.StartsWith("v=", StringComparison.Ordinal) || f.StartsWith("a1", StringComparison.Ordinal) || f.StartsWith("t=service", StringComparison.Ordinal)).Select(f => kind + "|" + f)]
            : [.. own, kind];
    }

    private List<string> OfAmount(RoleMention mention)
    {
        var features = new HashSet<string>(StringComparer.Ordinal);
        var page = _amounts[mention.Page];
        var self = page.Find(n => n.Mention == mention)!;
        double value = self.Value;
        var near = page.FindAll(n => n.Mention != mention && Math.Abs(n.Mention.Line - mention.Line) <= Reach && n.Value >= 2);
        int Away(Number n) => Math.Abs(n.Mention.Line - mention.Line);
        int product = int.MaxValue, factor = int.MaxValue;
        foreach (var a in near)
        {
            foreach (var b in near)
            {
                if (a == b) continue;
                int away = Math.Max(Away(a), Away(b));
                if (value >= 4 && Is(a.Value * b.Value, value)) product = Math.Min(product, away);
                if (value >= 2 && b.Value >= 4 && Is(a.Value * value, b.Value)) factor = Math.Min(factor, away);
            }
        }

        Near(features, "prod", product);
        Near(features, "fact", factor);
        if (value < 2) features.Add("lt2");
        var lengths = Lengths(mention);
        if (value >= 5 && lengths.Exists(l => Is(l, value) || Is(l + 1, value))) features.Add("=days");
        var weeks = lengths.Where(static l => l >= 14).SelectMany(static l => new[] { Math.Round(l / 7.0), Math.Round((l + 1) / 7.0) }).ToHashSet();
        var months = lengths.Where(static l => l >= 25).Select(static l => Math.Round(l / DaysOfMonth)).ToHashSet();
        if (value >= 3 && weeks.Contains(value)) features.Add("=weeks");
        if (value >= 2 && months.Contains(value)) features.Add("=months");
        if (value >= 4 && near.Exists(a => weeks.Any(w => Is(a.Value * w, value)))) features.Add("=rate*weeks");
        if (value >= 4 && near.Exists(a => months.Any(m => m >= 2 && Is(a.Value * m, value)))) features.Add("=rate*months");
        Column(features, page, self);
        var row = page.FindAll(n => n.Mention.Line == mention.Line);
        features.Add(row.Count == 1 ? "rowalone" : Is(value, row.Max(static n => n.Value)) ? "rowmax" : "rownot");
        return [.. features];
    }

    /// <summary>Whether an amount is the sum of those over it: then it is the total of a table and no service's.</summary>
    private static void Column(HashSet<string> features, List<Number> page, Number self)
    {
        var over = page.FindAll(n => n.Mention.Line < self.Mention.Line && n.Mention.Line >= self.Mention.Line - ColumnReach && Math.Abs(n.Place.From - self.Place.From) < self.Place.Unit * 3);
        double sum = 0;
        for (int i = over.Count - 1; i >= 0; i--)
        {
            sum += over[i].Value;
            if (i <= over.Count - 2 && Is(sum, self.Value)) features.Add("colsum");
        }

        int same = page.Count(n => n.Mention.Line != self.Mention.Line && Math.Abs(n.Mention.Line - self.Mention.Line) <= ColumnReach && Math.Abs(n.Place.From - self.Place.From) < self.Place.Unit * 2);
        features.Add("col=" + Few(same));
    }

    private List<string> OfDay(RoleMention mention)
    {
        var features = new HashSet<string>(StringComparer.Ordinal);
        var page = _days[mention.Page];
        var day = page.Find(d => d.Mention == mention).Day;
        foreach (var (other, otherDay) in page)
        {
            int gap = otherDay.DayNumber - day.DayNumber;
            if (gap == 0 || other == mention || Math.Abs(other.Line - mention.Line) > PairReach) continue;
            string side = gap > 0 ? "+" : "-";
            features.Add("pair" + side);
            features.Add("gap" + side + Math.Abs(gap) switch { <= 7 => "week", <= 31 => "month", <= 93 => "quarter", < 170 => "half-", <= 185 => "half", < 355 => "year-", <= 367 => "year", _ => "more" });
            if (_durations.Any(d => Math.Abs(Math.Abs(gap) - d) <= Math.Max(1, d / 50.0) || Math.Abs(Math.Abs(gap) + 1 - d) <= 1)) features.Add("durpair" + side);
        }

        features.Add("later=" + Math.Min(4, _ordered.Count - 1 - _ordered.BinarySearch(day)).ToString(CultureInfo.InvariantCulture));
        features.Add("cnt=" + Math.Min(4, _counts[day]).ToString(CultureInfo.InvariantCulture));
        if (day.Day == 1) features.Add("first-of-month");
        if (day < DateOnly.MaxValue && day.AddDays(1).Day == 1) features.Add("last-of-month");
        features.Add("samecol=" + Few(page.Count(d => d.Mention.Line != mention.Line && Math.Abs(d.Mention.Line - mention.Line) <= LongColumn && d.Day == day)));
        foreach (string rel in mention.Features.Where(static f => f.StartsWith("rel=", StringComparison.Ordinal)))
        {
            foreach (string with in (string[])["pair+", "pair-"]) if (features.Contains(with)) features.Add(rel + "|" + with);
            foreach (string with in mention.Features.Where(static f => f.StartsWith("range-", StringComparison.Ordinal)).ToList()) features.Add(rel + "|" + with);
        }

        return [.. features];
    }

    /// <summary>Days from the first to the last of each pair of days near a mention.</summary>
    private List<int> Lengths(RoleMention mention)
    {
        if (!_days.TryGetValue(mention.Page, out var days)) return [];
        var near = days.Where(d => Math.Abs(d.Mention.Line - mention.Line) <= DaysReach).Select(static d => d.Day.DayNumber).Distinct().ToList();
        return [.. near.SelectMany(a => near.Where(b => b > a).Select(b => b - a)).Distinct()];
    }

    private static void Near(HashSet<string> features, string name, int away)
    {
        if (away == int.MaxValue) return;
        features.Add(name);
        features.Add(name + "=" + Math.Min(2, away).ToString(CultureInfo.InvariantCulture));
    }

    private static string WordBehind(RoleMention mention)
    {
        string text = mention.Page.Text;
        int start = mention.Span.End, end = mention.Page.Page.Lines[mention.Line].Span.End;
        while (start < end && text[start] is ' ' or '-' or '(' or ')') start++;
        int to = start;
        while (to < end && char.IsLetter(text[to])) to++;
        return text[start..to].ToLowerInvariant();
    }

    private static double DaysIn(string unit) => unit switch
    {
        "day" or "days" => 1,
        "week" or "weeks" or "wk" or "wks" => 7,
        "month" or "months" or "mo" or "mos" => DaysOfMonth,
        "year" or "years" or "yr" or "yrs" => DaysOfYear,
        _ => 0,
    };

    private static bool Is(double a, double b) => Math.Abs(a - b) < Same;

    private static string Few(int count) => Math.Min(3, count).ToString(CultureInfo.InvariantCulture);

    private sealed record Number(RoleMention Mention, double Value, RolePlace Place);
}
