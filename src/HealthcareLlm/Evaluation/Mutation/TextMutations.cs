using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Mutation;

/// <summary>A document's text, to plant in.</summary>
/// <param name="Id">The document.</param>
/// <param name="Text">Its text.</param>
public sealed record PlantingText(DocumentId Id, string Text);

/// <summary>A place that an engine cites.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Span">The span.</param>
public sealed record CitedPlace(DocumentId DocumentId, TextSpan Span);

/// <summary>The changes of texts: each finds what it can change within the cited places, and changes the same writing everywhere, so that the documents stay of one mind.</summary>
public static partial class TextMutations
{
    /// <summary>One digit of a value another: of a code or id the last that is a digit; null where the value is not written at a cited place.</summary>
    /// <param name="value">The value in normal form.</param>
    /// <param name="places">The cited places.</param>
    /// <param name="texts">The documents.</param>
    /// <returns>The edits, and the value that is now right.</returns>
    public static (ImmutableArray<TextEdit> Edits, string Value)? Digit(string value, ImmutableArray<CitedPlace> places, ImmutableArray<PlantingText> texts)
    {
        string kept = Kept(value);
        int at = kept.Length - 1;
        while (at >= 0 && !char.IsAsciiDigit(kept[at])) at--;
        if (at < 0) return null;
        foreach (string written in places.Select(p => p.Span.In(TextOf(p, texts))).Select(q => WrittenIn(q, kept)).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            int index = IndexOfKept(written, at);
            string other = Replaced(written, index, Next(written[index]));
            int inValue = IndexOfKept(value, at);
            var edits = Everywhere(written, other, texts);
            if (!edits.IsEmpty) return (edits, Replaced(value, inValue, Next(value[inValue])));
        }

        return null;
    }

    /// <summary>The number of a dose doubled; null where the value's number is not written at a cited place.</summary>
    public static (ImmutableArray<TextEdit> Edits, string Value)? Dose(string value, ImmutableArray<CitedPlace> places, ImmutableArray<PlantingText> texts)
    {
        var dose = DosePattern().Match(value);
        if (!dose.Success || !decimal.TryParse(dose.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return null;
        string doubled = (number * 2).ToString("0.####", CultureInfo.InvariantCulture);
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var place in places)
        {
            string text = TextOf(place, texts);
            foreach (Match match in DosePattern().Matches(place.Span.In(text)).Where(m => m.Groups[1].Value == dose.Groups[1].Value))
            {
                var group = match.Groups[1];
                edits.Add(new(place.DocumentId, new(place.Span.Start + group.Index, place.Span.Start + group.Index + group.Length), doubled));
            }
        }

        return edits.Count == 0 ? null : (edits.ToImmutable(), value.Remove(dose.Groups[1].Index, dose.Groups[1].Length).Insert(dose.Groups[1].Index, doubled));
    }

    /// <summary>The other side; null where a cited place names none, or names both.</summary>
    public static (ImmutableArray<TextEdit> Edits, string Value)? Side(string value, ImmutableArray<CitedPlace> places, ImmutableArray<PlantingText> texts)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var place in places)
        {
            var sides = SidePattern().Matches(place.Span.In(TextOf(place, texts)));
            if (sides.Select(m => m.Value.ToUpperInvariant()[0]).Distinct().Count() != 1) return null;
            foreach (Match side in sides) edits.Add(new(place.DocumentId, new(place.Span.Start + side.Index, place.Span.Start + side.Index + side.Length), Swapped(side.Value)));
        }

        return edits.Count == 0 ? null : (edits.ToImmutable(), SidePattern().Replace(value, m => Swapped(m.Value)));
    }

    /// <summary>The year of a date three years on; null where the value is no date, or its year is not written with four digits at a cited place.</summary>
    public static (ImmutableArray<TextEdit> Edits, string Value)? Year(string value, ImmutableArray<CitedPlace> places, ImmutableArray<PlantingText> texts)
    {
        var year = YearPattern().Match(value);
        if (!year.Success) return null;
        string other = (int.Parse(year.Value, CultureInfo.InvariantCulture) - 3).ToString(CultureInfo.InvariantCulture);
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var place in places)
        {
            string quote = place.Span.In(TextOf(place, texts));
            foreach (Match date in DatePattern().Matches(quote).Where(d => d.Value.Contains(year.Value, StringComparison.Ordinal)))
            {
                edits.AddRange(Everywhere(date.Value, date.Value.Replace(year.Value, other, StringComparison.Ordinal), texts));
            }
        }

        return edits.Count == 0 ? null : ([.. edits.Distinct()], value.Replace(year.Value, other, StringComparison.Ordinal));
    }

    /// <summary>The places denied: words of denial right before each, such as 'no evidence of '; null where there is no place, or a denial stands there already.</summary>
    public static ImmutableArray<TextEdit>? Negation(string value, string denial, ImmutableArray<CitedPlace> places, ImmutableArray<PlantingText> texts)
    {
        string key = value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? string.Empty;
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var place in places)
        {
            string quote = place.Span.In(TextOf(place, texts));
            int at = quote.IndexOf(key, StringComparison.OrdinalIgnoreCase);
            if (at < 0 || DenialPattern().IsMatch(quote)) return null;
            edits.Add(new(place.DocumentId, new(place.Span.Start + at, place.Span.Start + at), denial));
        }

        return edits.Count == 0 ? null : edits.ToImmutable();
    }

    /// <summary>The line after each place, which an engine cites in its stead; null where a place has none, or the line says the value too.</summary>
    public static ImmutableArray<CitedPlace>? NextLines(string value, ImmutableArray<CitedPlace> places, ImmutableArray<PlantingText> texts)
    {
        var moved = ImmutableArray.CreateBuilder<CitedPlace>();
        foreach (var place in places)
        {
            string text = TextOf(place, texts);
            int start = text.IndexOf('\n', place.Span.End);
            while (start >= 0 && start < text.Length && char.IsWhiteSpace(text[start])) start++;
            if (start < 0 || start >= text.Length) return null;
            int end = text.IndexOf('\n', start);
            var span = new TextSpan(start, end < 0 ? text.Length : end);
            if (Kept(span.In(text)).Contains(Kept(value), StringComparison.Ordinal)) return null;
            moved.Add(new(place.DocumentId, span));
        }

        return moved.Count == 0 ? null : moved.ToImmutable();
    }

    /// <summary>A text with the number of its first dose doubled; null where it has none.</summary>
    internal static (string Old, string Doubled)? DoubledDose(string text) =>
        DosePattern().Match(text) is { Success: true } dose && decimal.TryParse(dose.Groups[1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            ? (dose.Value, (number * 2).ToString("0.####", CultureInfo.InvariantCulture) + dose.Value[dose.Groups[1].Length..]) : null;

    /// <summary>A text with its side the other; null where it names none, or both.</summary>
    internal static string? OtherSide(string text) =>
        SidePattern().Matches(text) is { Count: > 0 } sides && sides.Select(m => m.Value.ToUpperInvariant()[0]).Distinct().Count() == 1 ? SidePattern().Replace(text, m => Swapped(m.Value)) : null;

    /// <summary>A text without its first word of denial; null where it has none.</summary>
    internal static string? WithoutDenial(string text) =>
        DenialPattern().Match(text) is { Success: true } denial && (text[..denial.Index] + text[(denial.Index + denial.Length)..].TrimStart()).Trim() is { Length: > 0 } rest ? rest : null;

    private static string TextOf(CitedPlace place, ImmutableArray<PlantingText> texts) => texts.First(t => t.Id == place.DocumentId).Text;

    /// <summary>The stretch of a quote whose letters and digits are the value's; null where it has none.</summary>
    private static string? WrittenIn(string quote, string kept)
    {
        for (int start = 0; start < quote.Length; start++)
        {
            int matched = 0, at = start;
            while (at < quote.Length && matched < kept.Length && (!char.IsLetterOrDigit(quote[at]) ? matched > 0 && at - start < 3 * kept.Length : char.ToUpperInvariant(quote[at]) == kept[matched]))
            {
                if (char.IsLetterOrDigit(quote[at])) matched++;
                at++;
            }

            if (matched == kept.Length && (start == 0 || !char.IsLetterOrDigit(quote[start - 1])) && (at == quote.Length || !char.IsLetterOrDigit(quote[at]))) return quote[start..at];
        }

        return null;
    }

    private static ImmutableArray<TextEdit> Everywhere(string written, string other, ImmutableArray<PlantingText> texts)
    {
        var edits = ImmutableArray.CreateBuilder<TextEdit>();
        foreach (var text in texts)
        {
            for (int at = text.Text.IndexOf(written, StringComparison.Ordinal); at >= 0; at = text.Text.IndexOf(written, at + written.Length, StringComparison.Ordinal)) edits.Add(new(text.Id, new(at, at + written.Length), other));
        }

        return edits.ToImmutable();
    }

    private static string Kept(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    /// <summary>Index in a writing of its n-th letter or digit.</summary>
    private static int IndexOfKept(string written, int n)
    {
        for (int i = 0; i < written.Length; i++)
        {
            if (char.IsLetterOrDigit(written[i]) && n-- == 0) return i;
        }

        return -1;
    }

    private static char Next(char digit) => digit == '9' ? '1' : (char)(digit + 1);

    private static string Replaced(string text, int at, char by) => text[..at] + by + text[(at + 1)..];

    private static string Swapped(string side)
    {
        string other = side.ToUpperInvariant() switch { "LEFT" => "right", "RIGHT" => "left", "LT" => "rt", _ => "lt" };
        return char.IsUpper(side[^1]) ? other.ToUpperInvariant() : char.IsUpper(side[0]) ? char.ToUpperInvariant(other[0]) + other[1..] : other;
    }

    [GeneratedRegex(@"([0-9]+(?:\.[0-9]+)?) ?(?:mg|mcg|g|mL|ml|units?|IU|mEq)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DosePattern();

    [GeneratedRegex(@"\b(?:left|right|lt|rt)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SidePattern();

    [GeneratedRegex(@"\b(?:19|20)[0-9]{2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex YearPattern();

    [GeneratedRegex(@"(?:[0-9]{1,2}[-/. ])?(?:[0-9]{1,2}|[A-Za-z]{3,9})[-/. ,]{1,2}(?:[0-9]{1,2}, ?)?(?:19|20)[0-9]{2}\b|\b(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}\b", RegexOptions.NonBacktracking)]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"\b(?:no|not|denies|denied|without|negative|never)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DenialPattern();
}
