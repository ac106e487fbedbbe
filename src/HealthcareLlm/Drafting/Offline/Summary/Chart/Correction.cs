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
    /// <summary>Whether a text of an earlier note, or of an earlier place of the same note, states the wrong value of the same thing.</summary>
    internal bool Contradicts(Note note, TextSpan span, FoldedWords text)
    {
        if (note.Order > Passage.Note.Order || (ReferenceEquals(note.Document, Passage.Note.Document) && span.End > Passage.Span.Start)) return false;
        string folded = text.Folded;
        if (Wrong is "left" or "right" or "bilateral") return Corrections.HoldsSide(folded, Wrong, Topic) && !(Right.Length > 0 && Corrections.HoldsSide(folded, Right, Topic));
        return Corrections.HoldsValue(folded, Wrong) && !(Right.Length > 0 && Corrections.HoldsValue(folded, Right)) && text.Words.Overlaps(Topic);
    }

    /// <summary>The value that takes its place, lower case; empty where it is not known.</summary>
    internal string Right { get; init; } = string.Empty;
}

/// <summary>Finds sentences that correct an earlier note: 'dose was 25 mg, not 50 mg', 'LEFT knee rather than right'.</summary>
internal static class Corrections
{
    private static readonly HashSet<string> NotTopics =
    [
        "correction", "correct", "error", "incorrect", "document", "note", "not", "previous", "previously", "earlier", "read", "should", "actual", "actually", "dose",
        "list", "record", "entry", "enter", "state", "addendum", "rather", "instead", "prior", "mg", "mcg", "daily", "left", "right", "day", "my", "i", "confirm",
        "verify", "verifi", "side", "h&p", "review", "above", "chart", "history", "clarification", "clarify", "wrong", "did", "doe", "date", "time", "given", "taking", "tak",
        "acute", "chronic", "new", "old", "small", "large", "impression", "read", "wrong", "note", "unit", "po", "iv", "bid", "tid", "once", "twice", "per", "every", "pharmacy", "home",
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
                if (Make(passage, text, wrong, string.Empty) is { } correction) yield return correction;
            }

            // 'The impression has the wrong side. It should read: infarct in the LEFT territory.'
            var side = WrongSide().Match(text);
            if (!side.Success) continue;
            string right = side.Groups["right"].Value.ToLowerInvariant();
            if (Make(passage, side.Groups["said"].Value, right == "left" ? "right" : "left", right) is { } ofSide) yield return ofSide;
        }
    }

    private static Correction? Make(Passage passage, string text, string wrong, string right)
    {
        var topic = Fingerprint.Of(text).Words.Where(w => !NotTopics.Contains(w) && w.Length > 1).ToHashSet(StringComparer.Ordinal);
        if (topic.Overlaps(EjectionFraction)) topic.UnionWith(EjectionFraction);
        topic.ExceptWith(Fingerprint.Of(wrong).Words);
        return wrong.Length > 0 && topic.Count > 0 ? new(passage, wrong, topic) { Right = right } : null;
    }

    /// <summary>Whether a sentence says that something was written wrongly, without saying what is right.</summary>
    internal static bool IsOpen(string text) => Misstated().IsMatch(text);

    /// <summary>Whether a sentence goes on with what is right.</summary>
    internal static bool GivesRight(string text) => RightFollows().IsMatch(text);

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

    /// <summary>Whether a side stands in front of a word of the topic, with at most three words between.</summary>
    internal static bool HoldsSide(string text, string side, HashSet<string> topic)
    {
        string[] words = FoldedWords.Split(text);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] != side) continue;
            if (words.Skip(i + 1).Take(4).Any(w => topic.Contains(Fingerprint.Stem(w)))) return true;
        }

        return false;
    }

    private static SievedPattern Announced() => AnnouncedPattern.Value;

    private static readonly Lazy<SievedPattern> AnnouncedPattern = Pattern.Sieved(@"\b(?:correct(?:ion|ed|s)?|error(?:neous(?:ly)?)?|erroneous(?:ly)?|incorrect(?:ly)?|should (?:read|be|have)|mis(?:documented|stated|typed|labeled|spoke)|clarif\w+|wrong(?:ly)?|amended?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern WrongValue() => WrongValuePattern.Value;

    private static readonly Lazy<SievedPattern> WrongValuePattern = Pattern.Sieved(@"(?:(?:,|;|\(|—|–|-| and| is| was)?\s*\bnot (?:the )?|\brather than (?:the )?|\binstead of (?:the )?|\b(?:documented|recorded|listed|charted|written|entered|reported|stated|transcribed|dictated|typed|given|read|noted) (?:in error |in the \w+ |earlier |previously |incorrectly |wrongly )?as |\bpreviously reported as |\bcorrected from |\bchange )"
        + @"(?<wrong>\d[\d.,]*(?: ?(?:mg|mcg|g|mL|units?|mEq|%|cm|mm|kg|lb|weeks?|days?|years?|/\d{1,2}(?:/\d{2,4})?))?|left|right|bilateral|[A-Za-z][\w-]*(?: [a-z][\w-]*)?)(?=$|[\s.,;:)""'])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Misstated() => MisstatedPattern.Value;

    private static readonly Lazy<SievedPattern> MisstatedPattern = Pattern.Sieved(@"\b(?:transcribed|dictated|typed|entered|documented|recorded|listed|charted|reported|stated) (?:in error |earlier |previously |incorrectly |wrongly )?as\b|\bwrong (?:side|value|dose|date|patient|level|name|number)\b|\b(?:is|was|were|are) (?:an? )?(?:error|wrong|incorrect|erroneous|typo|mistake)\b|\bcontains an error\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern RightFollows() => RightFollowsPattern.Value;

    private static readonly Lazy<SievedPattern> RightFollowsPattern = Pattern.Sieved(@"^\W*(?:(?:it|this|that|the (?:correct|right|true|actual) \w+) (?:was|is|should (?:read|be|say))|should (?:read|be|say)|correct(?:ed)?(?: \w+)?(?: is|:)|actual(?:ly)?\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern WrongSide() => WrongSidePattern.Value;

    private static readonly Lazy<SievedPattern> WrongSidePattern = Pattern.Sieved(@"\b(?:wrong side|side (?:is|was) wrong|laterality)\b.*?\b(?:should (?:read|be|say)|correct(?:ed)?(?: to| is|:)|is)\b(?<said>[^.;]*?\b(?<right>left|right)\b[^.;]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static SievedPattern WasWrong() => WasWrongPattern.Value;

    private static readonly Lazy<SievedPattern> WasWrongPattern = Pattern.Sieved(@"(?<wrong>\d[\d.,]*(?: ?(?:mg|mcg|g|mL|units?|mEq|%|cm|mm|kg|lb))|left|right) (?:was|is|were) (?:an? )?(?:error|wrong|incorrect|erroneous|typo|mistake|in error|entered in error|old|outdated|not correct)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
