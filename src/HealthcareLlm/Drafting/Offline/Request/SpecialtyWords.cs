using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Whether words are a field of medicine, by their grammar and the words of <c>specialty-words.tsv</c>.</summary>
internal static class SpecialtyWords
{
    private static readonly Dictionary<string, string> s_words = RuleFiles.Read("specialty-words.tsv", 5).ToDictionary(static r => r[0], static r => r[1], StringComparer.Ordinal);

    private static readonly string s_tail = $"(?:(?:,| and| &|/)? (?:[\\p{{L}}\\-]+ )?(?:{s_words["head"]}|retina|toxicology|disorders?|diseases?))?";

    private static readonly Lazy<Regex> Field = Pattern.OfWords($@"^(?:(?:\p{{L}}{{1,4}}\.|[\p{{L}}/&\-]+),? (?:and |of |& )?){{0,4}}?(?:{s_words["head"]}){s_tail}$");

    private static readonly Lazy<Regex> Plain = Pattern.OfWords($@"^(?:(?:(?:{s_words["before"]})(?:-\p{{L}}+)?|(?:{s_words["head"]}))(?:,? |\s*/\s*)(?:and |of |&\s*)?){{0,4}}?(?:{s_words["head"]}){s_tail}$");

    private static readonly Lazy<Regex> NoField = Pattern.OfWords(s_words["no-field"]);

    // Words of which one stands in whatever a clinician practises.
    private static readonly Lazy<Regex> Word = Pattern.OfWords($@"\b(?:{s_words["head"]}|\p{{L}}*(?:ologic(?:al)?|surg(?:ery|ical|eon))|genetic|orthop(?:a)?edic|infectious|disease|practice|care|midwi\w+|dent(?:al|ist\w*)|therap\w+|nurs\w+|psych\w+|podiatr\w*|chiropract\w*|rehab\w*|spine|pain|sleep|transplant\w*|prosthetics|counsel\w+|occupational|physical)\b");

    private static readonly Lazy<Regex> QualifierPattern = Pattern.OfWords($"^(?:{s_words["qualifier"]})$");

    /// <summary>What parts a field from what stands before and behind it in a line.</summary>
    internal static readonly Lazy<Regex> Parts = Pattern.OfWords($@"[,;:()\[\]–—·•|>\n*_]| - |\.\s+(?=\p{{Lu}})(?<=\p{{L}}{{4}}\.\s+)|[ ]{{2,}}|[0-9]{{4,}}|(?<![\p{{L}}0-9])(?:{s_words["next-label"]})(?![\p{{L}}0-9])");

    /// <summary>The words that announce a field, with the gap behind them.</summary>
    internal static readonly Lazy<Regex> Announcing = Pattern.OfWords($@"\b(?:{s_words["announcing"]})(?:[\s:.=#)\]]{{1,16}})(?=\p{{L}})");

    /// <summary>Whether such words announce a ward as well.</summary>
    internal static readonly Lazy<Regex> Weak = Pattern.OfWords(s_words["weak-announcing"]);

    /// <summary>Whether a cell is the label of a field and nothing else.</summary>
    internal static readonly Lazy<Regex> Label = Pattern.OfWords(s_words["only-announcing"]);

    /// <summary>The calling of who asks, before the name: 'Requesting physiatrist'.</summary>
    internal static readonly Lazy<Regex> Calling = Pattern.OfWords($@"\b(?:requesting|attending|treating|ordering|prescribing) (?<s>{s_words["specialist"]})(?: \([^()\n]{{0,30}}\))?[\s:,]*$");

    /// <summary>Whether words that a label calls a specialty name one at all: 'Prior', a number or the name of a certificate is what stands in the place by mistake.</summary>
    internal static bool Names(string words) => Word.Value.IsMatch(words) && !words.Any(char.IsAsciiDigit) && !words.TrimEnd().EndsWith(" and", StringComparison.OrdinalIgnoreCase) && !words.TrimEnd().EndsWith('&');

    /// <summary>Whether words are a field of medicine and nothing else.</summary>
    internal static bool Is(string words) => words.Length is >= 4 and <= 60 && !NoField.Value.IsMatch(words) && Field.Value.IsMatch(words.Trim());

    /// <summary>Whether words are a field of medicine though nothing announces them: each of them narrows a field or is one, and none may be the name of a practice.</summary>
    internal static bool IsPlain(string words) => words.Length is >= 4 and <= 60 && !NoField.Value.IsMatch(words) && Plain.Value.IsMatch(words.Trim());

    /// <summary>Whether words narrow the field before them: 'interventional', 'hand'.</summary>
    internal static bool Narrows(string words) => QualifierPattern.Value.IsMatch(words);
}
