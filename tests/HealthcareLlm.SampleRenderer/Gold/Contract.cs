using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthcareLlm.SampleRenderer.Gold;

/// <summary>The paths of prior-auth-request and the normal forms of their values, written from the contract page alone.</summary>
internal static partial class Contract
{
    /// <summary>Every path, without indexes.</summary>
    public static readonly string[] Paths =
    [
        .. Each("patient", "name birthDate sex memberId phone address weight height"),
        .. Each("coverage", "payer groupNumber lineOfBusiness state subscriberName relationship"),
        .. Each("requestingProvider", "name npi specialty taxId phone fax signature"),
        .. Each("servicingProvider", "name npi"),
        .. Each("request", "date type reference urgency urgencyReason setting"),
        .. Each("request.services[]", "code codeSystem ndc description modifiers[] laterality quantity unit dose route frequency duration daysSupply refills startDate endDate"),
        .. Each("diagnoses[]", "code description"),
        .. Each("clinical.priorTreatments[]", "treatment outcome startDate endDate"),
        .. Each("clinical.currentMedications[]", "name dose route frequency"),
        "clinical.allergies[]",
        .. Each("clinical.labs[]", "name value unit date"),
        "clinical.findings[]",
    ];

    /// <summary>Single paths without which a request cannot be submitted.</summary>
    public static readonly string[] Needed = ["patient.name", "patient.birthDate", "patient.memberId", "coverage.payer", "requestingProvider.name", "requestingProvider.npi", "request.urgency"];

    /// <summary>Leaves whose value is a word of the contract, mapped from what is written or marked.</summary>
    private static readonly string[] Mapped = ["sex", "urgency", "type", "setting", "lineOfBusiness", "relationship", "laterality", "signature", "outcome", "unit", "codeSystem"];

    /// <summary>Why a value is not in its normal form; null where it is.</summary>
    public static string? Fault(string path, string value)
    {
        var last = path[(path.LastIndexOf('.') + 1)..];
        var good = last switch
        {
            "birthDate" or "date" when !path.StartsWith("clinical", StringComparison.Ordinal) => Date(value),
            "startDate" or "endDate" when path.StartsWith("request", StringComparison.Ordinal) => Date(value),
            "startDate" or "endDate" or "date" => PartialDate().IsMatch(value),
            "memberId" => AlphaNumeric().IsMatch(value),
            "phone" or "fax" => TenDigits().IsMatch(value),
            "npi" => CheckDigit(value),
            "taxId" => value.Length == 9 && value.All(char.IsAsciiDigit),
            "sex" => value is "male" or "female" or "other" or "unknown",
            "urgency" => value is "standard" or "expedited",
            "type" => value is "initial" or "renewal" or "extension" or "retrospective" or "appeal",
            "setting" => value is "office" or "outpatient" or "inpatient" or "ambulatory-surgery" or "home" or "other",
            "lineOfBusiness" => value is "Medicare" or "Medicaid" or "commercial" or "exchange" or "other",
            "relationship" => value is "self" or "spouse" or "child" or "other",
            "laterality" => value is "left" or "right" or "bilateral",
            "signature" => value is "signed" or "unsigned",
            "outcome" => value is "failed" or "inadequate" or "intolerant" or "contraindicated" or "completed" or "ongoing" or "unknown",
            "code" when path.StartsWith("diagnoses", StringComparison.Ordinal) => Diagnosis().IsMatch(value),
            "code" => Service().IsMatch(value),
            "codeSystem" => value is "CPT" or "HCPCS" or "NDC",
            "ndc" => value.Length == 11 && value.All(char.IsAsciiDigit),
            "quantity" => decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _),
            "state" => value.Length == 2 && value.All(char.IsAsciiLetterUpper),
            _ => value.Length > 0,
        };
        return good ? null : $"{path}: '{value}' is not in normal form";
    }

    /// <summary>Whether what is drawn can be read as the gold value: its letters and digits, or the parts of its date.</summary>
    public static bool Bears(string path, string drawn, string value)
    {
        if (Squeezed(drawn).Contains(Squeezed(value), StringComparison.OrdinalIgnoreCase))
            return true;
        var last = path[(path.LastIndexOf('.') + 1)..];
        if (last is "birthDate" or "startDate" or "endDate" or "date")
            return DateBears(drawn, value);
        if (last is "name" or "subscriberName")
            return Squeezed(value).Contains(Squeezed(drawn), StringComparison.OrdinalIgnoreCase) || Squeezed(drawn).ToUpperInvariant().Order().SequenceEqual(Squeezed(value).ToUpperInvariant().Order());
        if (last == "ndc" || (last == "code" && path.StartsWith("request", StringComparison.Ordinal)))
            return drawn.Count(char.IsAsciiDigit) >= 10 && value.Length == 11;
        if (last is "description" or "specialty" or "frequency" or "duration" || path == "clinical.findings[]")
            return Squeezed(value).Contains(Squeezed(drawn), StringComparison.OrdinalIgnoreCase); // a value that is broken over two lines
        return Mapped.Contains(last) || (path == "clinical.allergies[]" && value == "none");
    }

    /// <summary>ISO 7812 check digit with the prefix 80840.</summary>
    public static bool CheckDigit(string npi)
    {
        if (npi.Length != 10 || !npi.All(char.IsAsciiDigit))
            return false;
        var sum = 24;
        for (var i = 0; i < 10; i++)
        {
            var digit = npi[9 - i] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (digit * 2) - 9 : digit * 2;
        }
        return sum % 10 == 0;
    }

    private static bool DateBears(string drawn, string value)
    {
        if (drawn.Length == 8 && value.Length == 10 && drawn == value[5..7] + value[8..10] + value[..4])
            return true;
        var digits = Digits().Matches(drawn).Select(m => m.Value).ToList();
        return value.Split('-').All(part => digits.Any(d => d.TrimStart('0') == part.TrimStart('0') || part.EndsWith(d, StringComparison.Ordinal) && part.Length == 4)
            || (part.Length == 2 && CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(Math.Clamp(int.Parse(part, CultureInfo.InvariantCulture), 1, 12)) is { } month && drawn.Contains(month, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Squeezed(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static bool Date(string value) => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static IEnumerable<string> Each(string parent, string names) => names.Split(' ').Select(n => $"{parent}.{n}");

    [GeneratedRegex(@"^\d{4}(-\d{2}(-\d{2})?)?$", RegexOptions.NonBacktracking)]
    private static partial Regex PartialDate();

    [GeneratedRegex(@"^[A-Za-z0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex AlphaNumeric();

    [GeneratedRegex(@"^\d{10}$", RegexOptions.NonBacktracking)]
    private static partial Regex TenDigits();

    [GeneratedRegex(@"^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$", RegexOptions.NonBacktracking)]
    private static partial Regex Diagnosis();

    [GeneratedRegex(@"^(\d{5}|\d{4}[FTUMA]|[A-Z]\d{4}|\d{11})$", RegexOptions.NonBacktracking)]
    private static partial Regex Service();

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
