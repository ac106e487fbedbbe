using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What a place for a number, a rhythm or a span of time may hold.</summary>
internal static partial class ServiceLeaves
{
    /// <summary>Whether a drug's name begins a value, with its strength behind it.</summary>
    private static bool DrugNamed(RequestPage page, LabelledValue value) =>
        char.IsLetter(page.Text[value.ValueSpan.Start]) && Strength().IsMatch(value.ValueSpan.In(page.Text)) && (Named.Value.IsMatch(value.Label) || DrugLexicon.Find(page.Text, value.ValueSpan).Any(d => d.Span.Start <= value.ValueSpan.Start + 2));

    /// <summary>The part of the words that is of the leaf's kind; null where none is.</summary>
    private static string? Typed(string leaf, string text) => leaf switch
    {
        "daysSupply" => text.Any(char.IsAsciiDigit) && Few.Value.Match(text) is { Success: true } days ? days.Value : text.Contains('/', StringComparison.Ordinal) && text.Any(char.IsAsciiDigit) ? text : null,
        "refills" => Few.Value.Match(text) is { Success: true } refills ? refills.Value : None.Value.IsMatch(text) ? text : null,
        "frequency" => Rhythm.Value.IsMatch(text) ? text : null,
        "duration" => Lasting.Value.IsMatch(text) || text.All(char.IsAsciiDigit) ? text : null,
        "dose" => text.Any(char.IsAsciiDigit) && !BodyWeight.Value.IsMatch(text) || text.Split(' ')[0].ToLowerInvariant() is "one" or "two" or "three" or "four" or "half" ? text : null,
        _ => text,
    };

    /// <summary>'Qty / days supply: 30 / 30': two numbers under two labels.</summary>
    private static bool Compound(RequestPage page, LabelledValue value, string text, double weight, ListEntry entry)
    {
        if (Pair.Value.Match(text) is not { Success: true } pair || value.ValueSpan.Length != text.Length) return false;
        string before = page.Text[Math.Max(page.Page.Span.Start, value.LabelSpan.Start - 24)..value.LabelSpan.End];
        if (!Amounts.Value.IsMatch(before)) return false;
        Group first = pair.Groups["a"], second = pair.Groups["b"];
        entry.Add(new(page, "quantity", first.Value, weight, value.Rule, [new(value.ValueSpan.Start + first.Index, value.ValueSpan.Start + first.Index + first.Length)]));
        entry.Add(new(page, "daysSupply", second.Value, weight, value.Rule, [new(value.ValueSpan.Start + second.Index, value.ValueSpan.Start + second.Index + second.Length)]));
        return true;
    }

    private static readonly Lazy<Regex> Pair = Pattern.Of(@"^(?<a>[0-9]{1,4})\s*(?:/|per|for)\s*(?<b>[0-9]{1,3})(?:\s*days?)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Amounts = Pattern.Of(@"\b(?:qty|quantity|amount|number)\W+(?:and\s+|per\s+)?days?['\u2019]?\s*(?:supply)?\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Few = Pattern.Of(@"^[0-9]{1,3}(?:[ \-]?days?)?(?=$|[ ,;.(])(?![ ]*/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> None = Pattern.Of(@"^(?:no|none|zero|one|two|three|five|six|eleven|twelve|prn)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Rhythm = Pattern.Of(@"[0-9]|\b(?:every|each|daily|week|weekly|month|monthly|day|night|nightly|hour|hourly|once|twice|times?|one|two|three|continuous\w*|needed|prn|bid|tid|qid|qd|qhs|qod|bedtime|morning|cycle|per|single|annual\w*|quarter\w*|year\w*|exertion|sleep|meals)\b|^q", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Lasting = Pattern.Of(@"(?:[0-9]|\b(?:one|two|three|four|five|six|eight|nine|ten|twelve|a)\b).*(?:day|week|wk|month|mo\b|year|yr|cycle|dose|visit|hour)|\b(?:lifetime|life|ongoing|indefinite\w*|chronic|permanent\w*|long[ \-]term|once)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> BodyWeight = Pattern.Of(@"^[0-9][0-9. ]*(?:kg|lbs?|pounds|cm|in)\b\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Named = Pattern.Of(@"\b(?:drug|medication|medicine|product|name)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Stepped = Pattern.Of(@"\b(?:then|followed by|for the first|loading|on day|week [0-9])\b|;", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
