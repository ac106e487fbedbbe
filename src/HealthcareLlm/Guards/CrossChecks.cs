using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Guards;

/// <summary>Rules across fields: a value that cannot stand beside another is refused, and both are shown.</summary>
internal static class CrossChecks
{
    internal static void Apply(ImmutableSortedDictionary<string, FieldResult>.Builder fields)
    {
        BirthBefore(fields, "request.date");
        for (int i = 0; Has(fields, i); i++)
        {
            string start = Service(i, "startDate"), end = Service(i, "endDate");
            BirthBefore(fields, start);
            if (DateOf(fields, start) is { } from && DateOf(fields, end) is { } to && to < from)
            {
                Refuse(fields, end, "date-order: it lies before the start of the service");
            }
        }
    }

    private static bool Has(ImmutableSortedDictionary<string, FieldResult>.Builder fields, int index)
    {
        string prefix = string.Create(CultureInfo.InvariantCulture, $"request.services[{index}]");
        return fields.Keys.Any(k => k.StartsWith(prefix, StringComparison.Ordinal));
    }

    private static string Service(int index, string leaf) => string.Create(CultureInfo.InvariantCulture, $"request.services[{index}].{leaf}");

    private static void BirthBefore(ImmutableSortedDictionary<string, FieldResult>.Builder fields, string path)
    {
        if (DateOf(fields, "patient.birthDate") is { } birth && DateOf(fields, path) is { } date && date < birth)
        {
            Refuse(fields, path, "date-order: it lies before the patient's birth");
        }
    }

    private static DateOnly? DateOf(ImmutableSortedDictionary<string, FieldResult>.Builder fields, string path) =>
        fields.GetValueOrDefault(path) is FieldResult.Extracted extracted
        && DateOnly.TryParseExact(extracted.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static void Refuse(ImmutableSortedDictionary<string, FieldResult>.Builder fields, string path, string reason)
    {
        if (fields[path] is FieldResult.Extracted extracted)
        {
            fields[path] = new FieldResult.Refused(reason, [new(extracted.Value, extracted.Score, extracted.Citations)]);
        }
    }
}
