using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Moves every date of a case back by the same number of whole weeks, between one and four years, before text is shown to a model, and forth again in what it answers. Days of the week, distances and order of days stay
/// as they are; months and years without a day are moved by whole months and years, so that they keep their order among themselves. The number of weeks is a hash of the documents: the same
/// case is shown alike each time, and who has not the documents cannot tell it.
/// </summary>
internal sealed partial class DateShift
{
    private const int FewestWeeks = 53, MostWeeks = 208;

    // A day without a year is moved within a leap year, which has every day.
    private const int NominalYear = 2024;

    private readonly int _days, _months, _years;
    private readonly DateEvidence _evidence;

    // What stands for what, as written; null where a writing stands for two.
    private readonly Dictionary<string, string?> _originals = new(StringComparer.Ordinal);

    private DateShift(int days, DateEvidence evidence)
    {
        _days = days;
        _months = (int)Math.Round(days / 30.436875);
        _years = (int)Math.Round(days / 365.2425);
        _evidence = evidence;
    }

    /// <summary>The shift of a case, chosen so that no day that is shown is a day of its documents.</summary>
    internal static DateShift For(IReadOnlyCollection<string> texts, IEnumerable<DocumentId> documents)
    {
        var evidence = DateEvidence.From(string.Join('\n', texts));
        var days = texts.SelectMany(t => DateWriting.Find(t, evidence)).Where(static d => d.Year is not null && d.Day is not null).Select(static d => new DateOnly(d.Year!.Value, d.Month!.Value, d.Day!.Value)).ToHashSet();
        string seed = string.Join('\n', documents.Select(static d => d.Hex).Order(StringComparer.Ordinal));
        for (int round = 0; ; round++)
        {
            uint hash = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"dates {round}\n{seed}")));
            int back = -7 * (FewestWeeks + (int)(hash % (MostWeeks - FewestWeeks + 1)));
            // Documents with days everywhere leave no choice in the end.
            if (round < 1000 && days.Any(d => days.Contains(d.AddDays(back)))) continue;
            var shift = new DateShift(back, evidence);
            foreach (string text in texts) shift.Hide(text);
            return shift;
        }
    }

    /// <summary>The dates of a text and what is shown in their places.</summary>
    internal IEnumerable<(TextSpan Span, string Text)> Hide(string text)
    {
        var hidden = new List<(TextSpan, string)>();
        foreach (var date in DateWriting.Find(text, _evidence))
        {
            string written = date.Span.In(text), shown = Moved(written, date, 1);
            hidden.Add((date.Span, shown));
            Remember(shown, written);
            if (date is { Year: { } year, Month: null }) Remember(Figures(year + _years), Figures(year));
        }

        return hidden;
    }

    /// <summary>The dates of a text of the model and what they stand for.</summary>
    internal IEnumerable<(TextSpan Span, string Text)> Restore(string text)
    {
        var restored = new List<(TextSpan Span, string Text)>();
        foreach (var date in DateWriting.Find(text, _evidence))
        {
            string shown = date.Span.In(text);
            restored.Add((date.Span, _originals.GetValueOrDefault(shown) ?? Moved(shown, date, -1)));
        }

        // A year that was shown alone and is told in other words.
        foreach (Match match in YearPattern().Matches(text))
        {
            var span = new TextSpan(match.Index, match.Index + match.Length);
            if (!restored.Exists(r => r.Span.Overlaps(span)) && _originals.GetValueOrDefault(match.Value) is { } year) restored.Add((span, year));
        }

        return restored;
    }

    private void Remember(string shown, string written)
    {
        if (_originals.TryGetValue(shown, out string? known) && known != written) _originals[shown] = null;
        else _originals[shown] = written;
    }

    /// <summary>The writing of a date moved: <paramref name="way"/> 1 to be shown, -1 to be restored.</summary>
    private string Moved(string written, WrittenDate date, int way)
    {
        switch (date)
        {
            case { Year: { } year, Month: { } month, Day: { } day }:
                var moved = new DateOnly(year, month, day).AddDays(way * _days);
                return DateWriting.Like(written, date, moved.Year, moved.Month, moved.Day);
            case { Year: { } year, Month: { } month }:
                var first = new DateOnly(year, month, 1).AddMonths(way * _months);
                return DateWriting.Like(written, date, first.Year, first.Month, null);
            case { Year: { } year }:
                return DateWriting.Like(written, date, year + (way * _years), null, null);
            case { Month: { } month, Day: { } day }:
                var other = way > 0 ? new DateOnly(NominalYear, month, day).AddDays(_days) : Nominal(month, day);
                return DateWriting.Like(written, date, null, other.Month, other.Day);
            default:
                return written;
        }
    }

    /// <summary>The day of the nominal year that is shown as this day of some year before it.</summary>
    private DateOnly Nominal(int month, int day)
    {
        for (int year = NominalYear; year >= NominalYear - 5; year--)
        {
            if (day > DateTime.DaysInMonth(year, month)) continue;
            var back = new DateOnly(year, month, day).AddDays(-_days);
            if (back.Year == NominalYear) return back;
        }

        return new(NominalYear, month, day);
    }

    private static string Figures(int year) => year.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\w/.\-])(?:19|20)\d{2}(?![\w/%]|[.,\-]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex YearPattern();
}
