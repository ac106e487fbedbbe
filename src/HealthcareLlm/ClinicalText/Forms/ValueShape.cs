using System.Text.RegularExpressions;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Whether some words have the shape of what a label asks for. Shapes only: validators of the drafting stage decide.</summary>
internal static partial class ValueShape
{
    private const int TimeLimit = 10_000;

    /// <summary>How well words fit a target: 2 a strict shape fits, 1 anything may stand there, 0 they do not fit.</summary>
    internal static int Fit(string target, ReadOnlySpan<char> words)
    {
        if (words.IsEmpty) return 0;
        if (words.Length > 400) words = words[..400];
        return target switch
        {
            "birthDate" or "signDate" or "requestDate" or "item.start" or "item.end" or "item.dates" or "lab.date" => DateLike().IsMatch(words) ? 2 : 0,
            "npi" => Digits(words) is >= 8 and <= 22 && !IsPhone(words) ? 2 : 0,
            "phone" or "fax" or "phoneFax" => Digits(words) is >= 7 and <= 26 ? 2 : 0,
            "taxId" => Digits(words) is >= 7 and <= 12 && !IsPhone(words) ? 2 : 0,
            "memberId" => IdLike().IsMatch(words) && Digits(words) >= 3 ? 2 : 0,
            "groupNumber" => Digits(words) >= 1 && words.Length <= 40 ? 2 : words.Length <= 20 ? 1 : 0,
            "reference" => Digits(words) >= 2 && words.Length <= 48 ? 2 : 0,
            "service.code" or "item.code" => ServiceCodeLike().IsMatch(words) || DiagnosisCodeLike().IsMatch(words) ? 2 : 0,
            "service.ndc" => Digits(words) is >= 9 and <= 13 ? 2 : 0,
            "diagnosis.code" => DiagnosisCodeLike().IsMatch(words) || DiagnosisComb().IsMatch(words) ? 2 : 0,
            "item.quantity" => Digits(words) >= 1 && words.Length <= 60 ? 2 : NumberWord().IsMatch(words) ? 2 : 0,
            "item.refills" or "item.daysSupply" => Digits(words) >= 1 || words.Length <= 12 ? 2 : 0,
            "weight" or "height" or "heightWeight" => Digits(words) >= 1 && words.Length <= 40 ? 2 : 0,
            "sex" => SexLike().IsMatch(words) ? 2 : 0,
            "zip" => Digits(words) is 5 or 9 ? 2 : 0,
            "state" or "coverageState" => words.Length <= 20 ? 1 : 0,
            "service.modifiers" => words.Length <= 24 ? 1 : 0,
            "name" or "firstName" or "lastName" or "subscriber.name" => Letters(words) >= 2 && Digits(words) <= 2 ? 1 : 0,
            "middleName" => Letters(words) >= 1 && words.Length <= 16 ? 1 : 0,
            "item.dose" => Digits(words) >= 1 ? 2 : 1,
            _ => 1,
        };
    }

    /// <summary>Whether ten digits are parted as a telephone number is: three, three and four.</summary>
    internal static bool IsPhone(ReadOnlySpan<char> words)
    {
        Span<int> groups = stackalloc int[3];
        int group = -1;
        bool inDigits = false;
        foreach (char c in words)
        {
            bool digit = char.IsAsciiDigit(c);
            if (digit && !inDigits && ++group > 2) return false;
            if (digit) groups[group]++;
            inDigits = digit;
        }

        return group == 2 && groups[0] == 3 && groups[1] == 3 && groups[2] == 4;
    }

    /// <summary>Whether a label of this target may stand in running text without a colon, its value right behind it.</summary>
    internal static bool IsStrict(string target) => target is "birthDate" or "npi" or "phone" or "fax" or "taxId" or "memberId" or "service.code" or "service.ndc" or "diagnosis.code" or "requestDate" or "weight" or "height" or "groupNumber" or "reference";

    private static int Digits(ReadOnlySpan<char> words)
    {
        int count = 0;
        foreach (char c in words)
        {
            if (char.IsAsciiDigit(c)) count++;
        }

        return count;
    }

    private static int Letters(ReadOnlySpan<char> words)
    {
        int count = 0;
        foreach (char c in words)
        {
            if (char.IsLetter(c)) count++;
        }

        return count;
    }

    [GeneratedRegex(@"[0-9OIl]{1,2}\s?[/.\-–]\s?[0-9OIl]{1,2}\s?[/.\-–]\s?[0-9OIl]{2,4}|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s*[0-9]|[0-9]{1,2}[\s-]*(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b[0-9]{8}\b|^\W*[0-9](\s+[0-9]){5,7}\W*$|^\s*[0-9]{1,2}\s+[0-9]{1,2}\s+[0-9]{4}\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex DateLike();

    [GeneratedRegex(@"^\W{0,3}[A-Za-z0-9][A-Za-z0-9 \-]{2,30}", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex IdLike();

    [GeneratedRegex(@"(?<![A-Za-z0-9])([0-9OIlSB]{4}[0-9OIlSBFTUMA]|[A-Z][0-9OIlSB]{4}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})(?![A-Za-z0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex ServiceCodeLike();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z0-9|!][0-9OIlSB|][0-9A-Za-z](\s?[.,]\s?[0-9A-Za-z]{1,4})?(?![0-9])|(?<![A-Za-z0-9])[A-TV-Z][0-9][0-9A-Z][0-9A-Z]{1,4}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex DiagnosisCodeLike();

    [GeneratedRegex(@"^\W*[A-Z](\s+[0-9A-Z]){2,6}\b", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex DiagnosisComb();

    [GeneratedRegex(@"^\W*(one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NumberWord();

    [GeneratedRegex(@"^\W*(m|f|x|u|male|female|man|woman|boy|girl|other|unknown|non-?binary|intersex)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex SexLike();
}
