using System.Text.RegularExpressions;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads identifiers in words that a label announces: NPI, member id, telephone numbers, tax numbers.</summary>
internal static partial class IdentifierReadings
{
    private const int TimeLimit = 10_000;

    // Fewer pieces than this may be parts of an id that is written with spaces.
    private const int CombPieces = 6;

    /// <summary>NPIs in the words. Ten digits, in one run, in comb boxes or parted by spaces; a check digit that is right decides on look-alikes.</summary>
    internal static IEnumerable<Reading> Npis(string words)
    {
        foreach (Match match in NpiRun().Matches(words))
        {
            string compact = LookAlikeRepair.Compact(match.Value);
            string digits = new([.. compact.Select(LookAlikeRepair.ToDigit)]);
            bool repaired = digits != compact;
            if (digits.Length != 10 || digits.Any(c => !char.IsAsciiDigit(c)))
            {
                if (compact.Count(char.IsAsciiDigit) >= 8) yield return new(compact, match.Index, match.Index + match.Length, false, Doubt.NotOfItsKind);
                continue;
            }

            bool valid = IsNpi(digits);
            if (!valid && ClinicalText.Forms.ValueShape.IsPhone(match.Value)) continue;
            // Look-alikes are mended only where the check digit bears it out.
            yield return new(repaired && !valid ? compact : digits, match.Index, match.Index + match.Length, repaired && valid, valid ? Doubt.None : Doubt.CheckDigit);
        }
    }

    /// <summary>Whether ten digits pass the check of ISO/IEC 7812 with the prefix 80840.</summary>
    internal static bool IsNpi(string digits)
    {
        if (digits.Length != 10 || digits[0] is not ('1' or '2')) return false;
        int sum = 24;
        for (int i = 0; i < 10; i++)
        {
            int digit = digits[i] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? (digit * 2) - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    /// <summary>The member id at the start of the words: letters and digits without spaces and hyphens; null where none stands there.</summary>
    internal static Reading? MemberId(string words)
    {
        // 'TMH #471 90826 02': what recognition took for a sign within a number may have been a digit.
        bool sign = words.IndexOf(" #", StringComparison.Ordinal) > 0;
        words = words.Replace(" #", "  ", StringComparison.Ordinal);
        if (Comb(words) is { } comb) return comb.Length <= 30 && comb.Any(char.IsAsciiDigit) ? new(comb, 0, words.Length) : null;
        var match = MemberIdRun().Match(words);
        if (!match.Success) return null;
        int end = match.Index + match.Length;
        // A last letter that stands apart, 'GPH 7720 4416 B', belongs to the id where nothing else follows.
        if (end + 2 == words.TrimEnd().Length && words[end] is ' ' or '-' && char.IsAsciiLetterUpper(words[end + 1]) && match.Value.Contains(' ', StringComparison.Ordinal)) end += 2;
        string value = LookAlikeRepair.Compact(words.AsSpan(match.Index, end - match.Index)).Replace("|", string.Empty, StringComparison.Ordinal).Replace("!", string.Empty, StringComparison.Ordinal);
        return value.Length is >= 4 and <= 30 && value.Any(char.IsAsciiDigit) ? new(value, match.Index, end, false, sign ? Doubt.Unreadable : Doubt.None) : null;
    }

    /// <summary>What stands in the boxes of a comb, one or two characters a piece; null where the words are no comb.</summary>
    internal static string? Comb(string words)
    {
        string[] pieces = words.Split([' ', '\t', '|'], StringSplitOptions.RemoveEmptyEntries);
        return pieces.Length >= CombPieces && Array.TrueForAll(pieces, p => p.Length <= 2 && p.All(char.IsAsciiLetterOrDigit)) ? string.Concat(pieces) : null;
    }

    /// <summary>Telephone numbers of ten digits, without a leading 1.</summary>
    internal static IEnumerable<Reading> Phones(string words)
    {
        bool any = false;
        foreach (Match match in PhoneRun().Matches(words))
        {
            string digits = string.Concat(match.Groups["a"].Value, match.Groups["b"].Value, match.Groups["c"].Value);
            string mended = new([.. digits.Select(LookAlikeRepair.ToDigit)]);
            any = true;
            yield return new(mended, match.Index, match.Index + match.Length, mended != digits);
        }

        if (any) yield break;
        foreach (Match match in CombRun().Matches(words))
        {
            string digits = new([.. match.Value.Where(char.IsAsciiDigit)]);
            if (digits.Length == 10) yield return new(digits, match.Index, match.Index + match.Length);
        }
    }

    /// <summary>The nine digits of a tax number; null where there are not nine.</summary>
    internal static Reading? TaxId(string words)
    {
        if (Comb(words) is { } comb) return comb.Length == 9 && comb.All(char.IsAsciiDigit) ? new(comb, 0, words.Length) : null;
        var match = TaxRun().Match(words);
        if (!match.Success) return null;
        string compact = LookAlikeRepair.Compact(match.Value);
        string digits = new([.. compact.Select(LookAlikeRepair.ToDigit)]);
        return digits.Length == 9 && digits.All(char.IsAsciiDigit) ? new(digits, match.Index, match.Index + match.Length, digits != compact) : null;
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9])[0-9OoIlSBZ|!](?:[ \-.]?[0-9OoIlSBZ|!]){7,10}(?![A-Za-z0-9])|(?<![A-Za-z0-9])[0-9](?:[\s|]{1,4}[0-9]){8,10}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NpiRun();

    // An id may be parted by single spaces or hyphens; a piece of letters alone belongs to it only at its start or as a short suffix.
    [GeneratedRegex(@"[A-Za-z]{0,5}[\- ]{0,2}(?:[A-Za-z]{0,4}[0-9][A-Za-z0-9]*)(?:[\- ](?=[A-Za-z]{0,3}[0-9])[A-Za-z]{0,3}[0-9][A-Za-z0-9]*|-[A-Za-z]{1,3}\b)*|[A-Za-z0-9](?:\s{1,4}[A-Za-z0-9]){5,24}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex MemberIdRun();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:\+?1[ .\-/]{1,2})?\(?(?<a>[0-9OIl]{3})\)?[ .\-/]{0,3}(?<b>[0-9OIl]{3})[ .\-/]{0,3}(?<c>[0-9OIlS]{4})(?![0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex PhoneRun();

    [GeneratedRegex(@"[0-9(](?:[\s().\-|]{0,4}[0-9]){9}(?![0-9])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex CombRun();

    [GeneratedRegex(@"(?<![0-9A-Za-z])[0-9OIlSB](?:[\- ]?[0-9OIlSB]){8}(?![0-9A-Za-z])", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex TaxRun();
}
