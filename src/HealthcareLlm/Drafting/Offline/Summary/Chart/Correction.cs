using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Chart;

/// <summary>A sentence that says that something written earlier was wrong.</summary>
/// <param name="Passage">The sentence.</param>
/// <param name="Wrong">The value that was wrong, lower case, white space folded.</param>
/// <param name="Topic">Words that tell what it is about.</param>
internal sealed record Correction(Passage Passage, string Wrong, HashSet<string> Topic)
{
    /// <summary>Whether a text of an earlier note states the wrong value of the same thing.</summary>
    internal bool Contradicts(Note note, string text)
    {
        if (note.Order > Passage.Note.Order || (note.Document == Passage.Note.Document && note.Span == Passage.Note.Span)) return false;
        string folded = Wording.Fold(text).ToLowerInvariant();
        return Corrections.HoldsValue(folded, Wrong) && Fingerprint.Of(folded).Words.Overlaps(Topic);
    }
}

/// <summary>Finds sentences that correct an earlier note: 'dose was 25 mg, not 50 mg', 'LEFT knee rather than right'.</summary>
internal static class Corrections
{
    private static readonly HashSet<string> NotTopics =
    [
        "correction", "correct", "error", "incorrect", "document", "note", "not", "previous", "previously", "earlier", "read", "should", "actual", "actually", "dose",
        "list", "record", "entry", "enter", "state", "addendum", "rather", "instead", "prior", "mg", "mcg", "daily", "left", "right", "day", "my", "i", "confirm",
        "verify", "verifi", "side", "h&p", "review", "above", "chart", "history", "clarification", "clarify", "wrong", "did", "doe", "date", "time", "given", "taking", "tak",
        "unit", "po", "iv", "bid", "tid", "once", "twice", "per", "every", "pharmacy", "home",
    ];

    private static readonly HashSet<string> EjectionFraction = ["ef", "lvef", "ejection", "fraction"];

    internal static IEnumerable<Correction> Find(IEnumerable<Passage> passages)
    {
        foreach (var passage in passages)
        {
            string text = Wording.Fold(passage.Text);
            if (passage.Note.Kind != NoteKind.Addendum && !Announced().IsMatch(text)) continue;
            foreach (Match match in WrongValue().Matches(text).Concat(WasWrong().Matches(text)))
            {
                string wrong = match.Groups["wrong"].Value.Trim(' ', '.', ',', ';', '"', '\'').ToLowerInvariant();
                var topic = Fingerprint.Of(text).Words.Where(w => !NotTopics.Contains(w) && w.Length > 1).ToHashSet(StringComparer.Ordinal);
                if (topic.Overlaps(EjectionFraction)) topic.UnionWith(EjectionFraction);
                topic.ExceptWith(Fingerprint.Of(wrong).Words);
                if (wrong.Length > 0 && topic.Count > 0) yield return new(passage, wrong, topic);
            }
        }
    }

    /// <summary>Whether a text holds a value as whole words: '5 mg' does not stand in '25 mg'.</summary>
    internal static bool HoldsValue(string text, string value)
    {
        for (int at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = text.IndexOf(value, at + 1, StringComparison.Ordinal))
        {
            bool startsWord = at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '.');
            int end = at + value.Length;
            if (startsWord && (end == text.Length || !char.IsLetterOrDigit(text[end]))) return true;
        }

        // '50 mg' and '50mg' are one value.
        string close = value.Replace(" ", string.Empty, StringComparison.Ordinal);
        return close != value && HoldsValue(text, close);
    }

    private static Regex Announced() => AnnouncedPattern.Value;

    private static readonly Lazy<Regex> AnnouncedPattern = Pattern.Of(@"\b(?:correct(?:ion|ed|s)?|error(?:neous(?:ly)?)?|erroneous(?:ly)?|incorrect(?:ly)?|should (?:read|be|have)|mis(?:documented|stated|typed|labeled|spoke)|clarif\w+|wrong(?:ly)?|amended?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex WrongValue() => WrongValuePattern.Value;

    private static readonly Lazy<Regex> WrongValuePattern = Pattern.Of(@"(?:(?:,|;|\(|—|–|-| and| is| was)?\s*\bnot (?:the )?|\brather than (?:the )?|\binstead of (?:the )?|\b(?:documented|recorded|listed|charted|written|entered|reported|stated) (?:earlier |previously )?as |\bcorrected from |\bchange )"
        + @"(?<wrong>\d[\d.,]*(?: ?(?:mg|mcg|g|mL|units?|mEq|%|cm|mm|kg|lb|weeks?|days?|years?|/\d{1,2}(?:/\d{2,4})?))?|left|right|bilateral|[A-Za-z][\w-]*(?: [a-z][\w-]*)?)(?=$|[\s.,;:)""'])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex WasWrong() => WasWrongPattern.Value;

    private static readonly Lazy<Regex> WasWrongPattern = Pattern.Of(@"(?<wrong>\d[\d.,]*(?: ?(?:mg|mcg|g|mL|units?|mEq|%|cm|mm|kg|lb))|left|right) (?:was|is|were) (?:an? )?(?:error|wrong|incorrect|erroneous|typo|mistake|in error|entered in error|old|outdated|not correct)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
