using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>
/// Whether a gold value stands in the normal form that the contract asks for: a gold '03/04/1961' would make every right result wrong.
/// Written for the judge alone; it shares no code with the guards.
/// </summary>
internal static partial class LeafForm
{
    /// <summary>What is wrong with the value; null where nothing is.</summary>
    /// <param name="field">The leaf of the contract.</param>
    /// <param name="value">The gold value.</param>
    internal static string? Fault(RecordField field, string value)
    {
        if (value.Trim().Length == 0) return "is empty";
        if (value != value.Trim()) return "begins or ends with white space";
        return field.Kind switch
        {
            FieldKind.Date when !IsDay(value) => "is no day written YYYY-MM-DD",
            FieldKind.PartialDate when !IsPartial(value) => "is no date written YYYY, YYYY-MM or YYYY-MM-DD",
            FieldKind.Identifier when !Plain().IsMatch(value) => "may hold letters and digits only",
            FieldKind.Compact when value.Any(char.IsWhiteSpace) => "may hold no spaces",
            FieldKind.Phone when !Digits(value, 10) => "must be ten digits",
            FieldKind.TaxId when !Digits(value, 9) => "must be nine digits",
            FieldKind.Npi when !Digits(value, 10) => "must be ten digits",
            FieldKind.Npi when !HasCheckDigit(value) => "has a wrong check digit (ISO 7812, prefix 80840): such an NPI is refused",
            FieldKind.DiagnosisCode when !Diagnosis().IsMatch(value) => "is not written as an ICD-10-CM code, upper case with its dot",
            FieldKind.ServiceCode when !Service().IsMatch(value) => "is no CPT, HCPCS or eleven-digit NDC code",
            FieldKind.DrugCode when !Digits(value, 11) => "must be eleven digits",
            FieldKind.Modifier when !Two().IsMatch(value) => "must be two letters or digits",
            FieldKind.State when !(value.Length == 2 && value.All(char.IsAsciiLetterUpper)) => "must be two capital letters",
            FieldKind.Number when !decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) => "is no number",
            FieldKind.Choice when !field.Choices.Contains(value) => "must be one of " + string.Join(", ", field.Choices),
            _ => null,
        };
    }

    /// <summary>The value in the form that the contract asks for, where it is written otherwise: RIGHT is right, 02/11/2026 is 2026-02-11, i5023 is I50.23. What has no such form stays as it is, and has a fault.</summary>
    /// <param name="field">The leaf of the contract.</param>
    /// <param name="value">A value of a result.</param>
    internal static string Normal(RecordField field, string value)
    {
        string plain = value.Trim();
        if (Fault(field, plain) is null) return plain;
        return field.Kind switch
        {
            FieldKind.Choice => field.Choices.FirstOrDefault(c => c.Equals(plain.Trim('.', ' '), StringComparison.OrdinalIgnoreCase)) ?? plain,
            FieldKind.Date or FieldKind.PartialDate when FactPatterns.Day(plain) is { } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            FieldKind.DiagnosisCode => Dotted(NormalForm.Of(field.Kind, plain)),
            _ => plain,
        };
    }

    private const int Category = 3; // characters of an ICD-10-CM code before its dot

    private static string Dotted(string code) => code.Length > Category && !code.Contains('.', StringComparison.Ordinal) ? code.Insert(Category, ".") : code;

    /// <summary>Luhn's check digit over 80840 and the number (ISO/IEC 7812-1, annex B; 45 CFR 162.406).</summary>
    private static bool HasCheckDigit(string npi)
    {
        int sum = 24; // what the prefix 80840 adds
        for (int i = 0; i < 10; i++)
        {
            int digit = npi[i] - '0', doubled = digit * 2;
            sum += i % 2 == 0 ? doubled / 10 + (doubled % 10) : digit;
        }

        return sum % 10 == 0;
    }

    private static bool Digits(string value, int count) => value.Length == count && value.All(char.IsAsciiDigit);

    private static bool IsDay(string value) => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsPartial(string value) => value.Length switch
    {
        4 => Digits(value, 4),
        7 => IsDay(value + "-01"),
        _ => IsDay(value),
    };

    [GeneratedRegex("^[A-Za-z0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Diagnosis();

    [GeneratedRegex("^([0-9]{5}|[0-9]{4}[FTUMA]|[A-Z][0-9]{4}|[0-9]{11})$", RegexOptions.NonBacktracking)]
    private static partial Regex Service();

    [GeneratedRegex("^[A-Z0-9]{2}$", RegexOptions.NonBacktracking)]
    private static partial Regex Two();
}
