using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Tests.Checker;

/// <summary>A field is well formed, and the tokens of its value that decide stand in its quotes.</summary>
internal static partial class FieldCheck
{
    private static readonly string[] Compacted =
    [
        "patient.memberId", "patient.phone", "coverage.groupNumber", "requestingProvider.npi", "requestingProvider.taxId", "requestingProvider.phone", "requestingProvider.fax",
        "servicingProvider.npi", "request.reference", "request.services[].code", "diagnoses[].code", "request.services[].modifiers[]",
    ];

    private static readonly string[] Ndc = ["request.services[].ndc"];

    /// <param name="field">The field.</param>
    /// <param name="path">Its place.</param>
    /// <param name="shape">Its path without indexes; for a part of a statement its name.</param>
    /// <param name="outer">Quotes of the statement that it is a part of; null for a field of a record.</param>
    /// <param name="fail">Told what is wrong.</param>
    internal static void Run(JsonElement field, string path, string shape, IReadOnlyList<string>? outer, Action<string, string> fail)
    {
        bool Has(string name) => field.TryGetProperty(name, out _);
        switch (ResultChecker.Str(field, "status"))
        {
            case "extracted":
                if (string.IsNullOrWhiteSpace(ResultChecker.Str(field, "value"))) fail(path, "extracted without a value");
                if (Has("candidates")) fail(path, "extracted with candidates");
                if (ResultChecker.Quotes(field).Count == 0) fail(path, "extracted without a citation");
                if (!Has("confidence")) fail(path, "extracted without confidence, be it null");
                if (!field.TryGetProperty("score", out var score) || score.ValueKind != JsonValueKind.Number || score.GetDouble() is < 0 or > 1) fail(path, "no score between 0 and 1");
                if (OnlyFuzzy(field)) fail(path, "rests on fuzzy alignment alone");
                Value(field, path, shape, [.. ResultChecker.Quotes(field), .. outer ?? []], fail);
                break;
            case "missing":
                if (field.EnumerateObject().Count() != 1) fail(path, "missing, and more");
                break;
            case "refused":
                if (Has("value")) fail(path, "refused with a value");
                if (!Has("candidates")) fail(path, "refused without candidates");
                if (string.IsNullOrWhiteSpace(ResultChecker.Str(field, "reason"))) fail(path, "refused without a reason");
                break;
            case "conflicting":
                if (Has("value")) fail(path, "conflicting with a value");
                if (!field.TryGetProperty("candidates", out var sides) || sides.GetArrayLength() < 2) fail(path, "conflicting with fewer than two sides");
                break;
            default:
                fail(path, "unknown status");
                break;
        }
    }

    private static bool OnlyFuzzy(JsonElement field) => field.TryGetProperty("citations", out var citations) && citations.GetArrayLength() > 0
        && citations.EnumerateArray().All(c => ResultChecker.Str(c, "alignment") == "fuzzy");

    private static void Value(JsonElement field, string path, string shape, IReadOnlyList<string> quotes, Action<string, string> fail)
    {
        string value = ResultChecker.Str(field, "value") ?? string.Empty;
        bool repaired = field.TryGetProperty("repaired", out var mended) && mended.ValueKind == JsonValueKind.True;
        bool mapped = !string.IsNullOrWhiteSpace(ResultChecker.Str(field, "reason"));
        string all = string.Join('\n', quotes);
        if (IsoDate().Match(value) is { Success: true } date)
        {
            if (!quotes.Any(q => HasDate(q, date, repaired))) fail(path, $"the date {value} does not stand in its quotes");
        }
        else if (Ndc.Contains(shape) || (shape == "request.services[].code" && value.Length == 11))
        {
            // An NDC is padded by one zero in one of its three segments.
            string compact = CheckedWords.Compact(all, repaired);
            bool stands = compact.Contains(value, StringComparison.Ordinal) || new[] { 0, 5, 9 }.Any(at => value[at] == '0' && compact.Contains(value.Remove(at, 1), StringComparison.Ordinal));
            if (!stands) fail(path, $"the code {value} does not stand in its quotes");
        }
        else if (Compacted.Contains(shape))
        {
            if (!quotes.Any(q => CheckedWords.Compact(q, repaired).Contains(CheckedWords.Compact(value, repaired), StringComparison.Ordinal))) fail(path, $"{value} does not stand in its quotes");
        }
        else if (!mapped)
        {
            Words(value, path, quotes, repaired, fail);
        }
    }

    private static void Words(string value, string path, IReadOnlyList<string> quotes, bool repaired, Action<string, string> fail)
    {
        var numbers = CheckedWords.NumbersOnWhichToStand(quotes);
        foreach (string number in CheckedWords.Numbers(value).Where(n => !numbers.Contains(n)))
        {
            if (!repaired) fail(path, $"the number {number} of the value does not stand in its quotes");
        }

        var cited = CheckedWords.Words(string.Join('\n', quotes)).ToHashSet(StringComparer.Ordinal);
        var lacking = CheckedWords.Words(value).Where(w => !cited.Contains(w) && !cited.Any(c => c.Length > 3 && (c.StartsWith(w, StringComparison.Ordinal) || w.StartsWith(c, StringComparison.Ordinal)))).ToList();
        if (lacking.Count > 0 && !repaired) fail(path, $"the word {lacking[0]} of the value does not stand in its quotes, and no rule is named");
    }

    /// <summary>Whether year, month and day of the value all stand in one quote, in any order and writing.</summary>
    private static bool HasDate(string quote, Match date, bool repaired)
    {
        string text = repaired ? quote.Replace('O', '0').Replace('o', '0').Replace('l', '1').Replace('I', '1') : quote;
        var numbers = Digits().Matches(text).Select(m => m.Value.TrimStart('0') is { Length: > 0 } kept ? kept : "0").ToList();
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        string year = date.Groups["y"].Value, month = date.Groups["m"].Value, day = date.Groups["d"].Value;
        bool hasYear = numbers.Contains(year) || numbers.Contains(year[2..].TrimStart('0')) || digits.Contains(year, StringComparison.Ordinal) || digits.Contains(year[2..], StringComparison.Ordinal);
        bool hasMonth = month.Length == 0 || numbers.Contains(month.TrimStart('0')) || digits.Contains(month, StringComparison.Ordinal)
            || CheckedWords.Words(text).Any(w => CheckedWords.Month(w) == int.Parse(month, CultureInfo.InvariantCulture));
        bool hasDay = day.Length == 0 || numbers.Contains(day.TrimStart('0')) || digits.Contains(day, StringComparison.Ordinal);
        return hasYear && hasMonth && hasDay;
    }

    [GeneratedRegex(@"^(?<y>\d{4})(?:-(?<m>\d{2}))?(?:-(?<d>\d{2}))?$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex IsoDate();

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Digits();
}
