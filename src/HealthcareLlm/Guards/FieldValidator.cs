using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Guards;

/// <summary>Whether a value has the normal form of its leaf.</summary>
public static class FieldValidator
{
    /// <summary>Null where the value is well formed; else why it is not, in kebab case with a sentence after a colon.</summary>
    public static string? Fault(RecordField field, string value)
    {
        if (string.IsNullOrWhiteSpace(value)) return "empty: nothing was found";
        return field.Kind switch
        {
            FieldKind.Date => IsDate(value) ? null : "not-a-date: no day of the calendar",
            FieldKind.PartialDate => IsPartialDate(value) ? null : "not-a-date: no year, month or day of the calendar",
            FieldKind.Npi => NpiFault(value),
            FieldKind.Phone => Digits(value, 10) && value[0] is not ('0' or '1') ? null : "not-of-its-kind: a telephone number has ten digits and does not begin with 0 or 1",
            FieldKind.TaxId => Digits(value, 9) ? null : "not-of-its-kind: a tax id has nine digits",
            FieldKind.DiagnosisCode => DiagnosisCode().IsMatch(value) ? null : "not-a-code: not the form of an ICD-10-CM code",
            FieldKind.ServiceCode => ServiceCode().IsMatch(value) ? null : "not-a-code: not the form of a CPT, HCPCS or NDC code",
            FieldKind.DrugCode => Digits(value, 11) ? null : "not-a-code: an NDC has eleven digits in its normal form",
            FieldKind.Modifier => ModifierCode().IsMatch(value) ? null : "not-a-code: a modifier has two letters or digits",
            FieldKind.Number => Number().IsMatch(value) ? null : "not-of-its-kind: not a number",
            FieldKind.State => States.Contains(value) ? null : "not-of-its-kind: not a state",
            FieldKind.Choice => field.Choices.Contains(value) ? null : "not-of-its-kind: none of the allowed words",
            FieldKind.Identifier => Identifier().IsMatch(value) ? null : "not-of-its-kind: an id has letters and digits, at least four, one of them a digit",
            FieldKind.PersonName => PersonName().IsMatch(value) ? null : "not-of-its-kind: not a person's name",
            _ => null,
        };
    }

    private static string? NpiFault(string value)
    {
        if (!Digits(value, 10)) return "not-of-its-kind: an NPI has ten digits";
        return CheckDigits.IsNpi(value) ? null : "check-digit: the NPI's check digit is wrong";
    }

    private static bool Digits(string value, int count) => value.Length == count && value.All(char.IsAsciiDigit);

    private static bool IsDate(string value) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1890 and <= 2150;

    private static bool IsPartialDate(string value) =>
        IsDate(value) || PartialDate().IsMatch(value);

    private static readonly HashSet<string> States = new(StringComparer.Ordinal)
    {
        "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN",
        "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA",
        "WV", "WI", "WY", "PR", "GU", "VI", "AS", "MP",
    };

    private static readonly Lazy<Regex> DiagnosisCodePattern = Pattern.Of(@"^[A-TV-Z][0-9][0-9AB](\.[0-9A-Z]{1,4})?$|^U0[0-9](\.[0-9A-Z]{1,4})?$", RegexOptions.CultureInvariant);

    private static Regex DiagnosisCode() => DiagnosisCodePattern.Value;

    private static readonly Lazy<Regex> ServiceCodePattern = Pattern.Of(@"^([0-9]{5}|[0-9]{4}[FTUMA]|[A-V][0-9]{4}|[0-9]{11})$", RegexOptions.CultureInvariant);

    private static Regex ServiceCode() => ServiceCodePattern.Value;

    private static readonly Lazy<Regex> ModifierCodePattern = Pattern.Of(@"^[0-9A-Z]{2}$", RegexOptions.CultureInvariant);

    private static Regex ModifierCode() => ModifierCodePattern.Value;

    private static readonly Lazy<Regex> NumberPattern = Pattern.Of(@"^[0-9]{1,6}(\.[0-9]{1,4})?$", RegexOptions.CultureInvariant);

    private static Regex Number() => NumberPattern.Value;

    private static readonly Lazy<Regex> IdentifierPattern = Pattern.Of(@"^(?=.*[0-9])[0-9A-Za-z]{4,30}$", RegexOptions.CultureInvariant);

    private static Regex Identifier() => IdentifierPattern.Value;

    private static readonly Lazy<Regex> PersonNamePattern = Pattern.Of(@"^[\p{L}][\p{L}\p{M}'’.\- ]*[\p{L}.]$", RegexOptions.CultureInvariant);

    private static Regex PersonName() => PersonNamePattern.Value;

    private static readonly Lazy<Regex> PartialDatePattern = Pattern.Of(@"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?$", RegexOptions.CultureInvariant);

    private static Regex PartialDate() => PartialDatePattern.Value;
}
