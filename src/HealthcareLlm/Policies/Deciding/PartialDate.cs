using System.Globalization;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A date of which the day, or day and month, may be unknown: the days that it may be.</summary>
/// <param name="Earliest">First of them.</param>
/// <param name="Latest">Last of them.</param>
public readonly record struct PartialDate(DateOnly Earliest, DateOnly Latest)
{
    /// <summary>Whether it is one day.</summary>
    public bool IsDay => Earliest == Latest;

    /// <summary>Reads <c>YYYY</c>, <c>YYYY-MM</c> or <c>YYYY-MM-DD</c>; null for anything else.</summary>
    public static PartialDate? Parse(string? text)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new(day, day);
        if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)) return new(month, month.AddMonths(1).AddDays(-1));
        return DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) ? new(year, year.AddYears(1).AddDays(-1)) : null;
    }

    /// <summary>The days that both may be in, taken together.</summary>
    public PartialDate Union(PartialDate other) => new(Earliest < other.Earliest ? Earliest : other.Earliest, Latest > other.Latest ? Latest : other.Latest);
}

/// <summary>A time before the date of service in which evidence counts, both ends included.</summary>
/// <param name="From">First day; null for no limit.</param>
/// <param name="To">Last day: the date of service.</param>
public readonly record struct Window(DateOnly? From, DateOnly To)
{
    /// <summary>The window of so many days before a date of service.</summary>
    public static Window Before(DateOnly service, int? days) => new(days is { } count ? service.AddDays(-count) : null, service);

    /// <summary>True where every day that it may be lies inside, false where none does, null where it cannot be told.</summary>
    public bool? Holds(PartialDate date)
    {
        if (date.Earliest > To || date.Latest < From) return false;
        return date.Latest <= To && !(date.Earliest < From) ? true : null;
    }

    /// <summary>The window in words.</summary>
    public override string ToString() => From is { } from
        ? string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} to {To:yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"up to {To:yyyy-MM-dd}");
}
