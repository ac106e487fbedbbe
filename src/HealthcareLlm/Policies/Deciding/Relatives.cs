using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Of which relatives a statement of a family history speaks. A cousin is no close relative, and a mother-in-law is none by blood.</summary>
internal static class Relatives
{
    private static readonly Lazy<ImmutableArray<(string Kind, bool Blood, string[] Words, string Example, string CounterExample)>> Rows = new(() =>
        [.. RuleFiles.Read("relatives.tsv", 5).Select(static r => (r[0], r[1] == "blood", r[2].Split('|'), r[3], r[4]))]);

    private static readonly Lazy<Dictionary<string, string>> KindOf = new(() => Rows.Value.SelectMany(static r => r.Words.Select(w => (Word: w.ToUpperInvariant(), r.Kind))).ToDictionary(static w => w.Word, static w => w.Kind, StringComparer.Ordinal));

    // Longer words first, so that 'mother-in-law' is no mother; with its hyphen a word goes on.
    private static readonly Lazy<Regex> Named = new(() => Pattern.Make(
        @"(?<![\w-])(?:" + string.Join('|', Rows.Value.SelectMany(static r => r.Words).OrderByDescending(static w => w.Length).Select(static w => w.Any(char.IsLower) ? $"(?i:{Regex.Escape(w)})" : Regex.Escape(w))) + @")(?![\w-])",
        RegexOptions.CultureInvariant));

    private static readonly Lazy<Regex> SubjectBefore = new(() => Pattern.Make(Named.Value + @"\s+(?:(?:who|also|still|currently|now|has|had|is|was)\s+){0,2}$", RegexOptions.CultureInvariant));

    private static readonly Lazy<Regex> InList = Pattern.OfWords(@"^(?:'s)?[\s,/&]*(?:(?:and|or|nor|her|his|the|a|an|one|two|both|of|maternal|paternal|first-degree|my)\s+)*[\s,/&]*$");
    private static readonly Lazy<Regex> Behind = Pattern.OfWords(@"^\W*(?:(?:at|age|aged|dx|in|diagnosed)\W+)*(?:\d{1,3}\W+)?(?:(?:in|of|on|her|his|the|a|an|one|both|maternal|paternal)\W+)*$");
    private static readonly Lazy<Regex> Turn = new(() => Pattern.Make(@"[.;!?](?=\s+\p{Lu}|\s*$)|\n", RegexOptions.CultureInvariant));

    /// <summary>Names of all kinds, for sheets.</summary>
    internal static IEnumerable<string> Kinds => Rows.Value.Select(static r => r.Kind);

    /// <summary>Kind, example and counter-example of each row, for tests.</summary>
    internal static IEnumerable<(string Kind, string Example, string CounterExample)> Examples => Rows.Value.Select(static r => (r.Kind, r.Example, r.CounterExample));

    /// <summary>Whether a kind is related by blood.</summary>
    internal static bool IsBlood(string kind) => Rows.Value.Any(r => r.Kind == kind && r.Blood);

    /// <summary>
    /// The kinds of relatives that words in a sentence are told of: those of the list that stands nearest before them, else right behind them; empty where none is named ('family history of …').
    /// </summary>
    internal static ImmutableHashSet<string> Of(string text, TextSpan sentence, TextSpan words) => [.. PersonsOf(text, sentence, words).Select(Kind)];

    /// <summary>The relatives themselves, as the sentence calls them: 'mother', 'parents'.</summary>
    internal static ImmutableHashSet<string> PersonsOf(string text, TextSpan sentence, TextSpan words)
    {
        int from = sentence.Start;
        foreach (Match turn in Turn.Value.Matches(text[sentence.Start..Math.Max(sentence.Start, words.Start)])) from = sentence.Start + turn.Index + turn.Length;
        Match[] before = [.. Named.Value.Matches(text[from..Math.Max(from, words.Start)]).Cast<Match>()];
        var persons = ImmutableHashSet<string>.Empty;
        for (int i = before.Length - 1; i >= 0; i--)
        {
            persons = persons.Add(before[i].Value.ToUpperInvariant());
            if (i > 0 && !InList.Value.IsMatch(text[(from + before[i - 1].Index + before[i - 1].Length)..(from + before[i].Index)])) break;
        }

        if (!persons.IsEmpty || words.End >= sentence.End) return persons;
        Match behind = Named.Value.Match(text[words.End..sentence.End]);
        return behind.Success && Behind.Value.IsMatch(text[words.End..(words.End + behind.Index)]) ? ImmutableHashSet.Create(behind.Value.ToUpperInvariant()) : [];
    }

    private static string Kind(string person) => KindOf.Value[person];

    /// <summary>Whether two names may be of one person: the same word, or a word for all of a kind and one of them ('parents', 'mother').</summary>
    internal static bool MayBeOne(string one, string other) => one == other || (Kind(one) == Kind(other) && (IsKind(one) || IsKind(other)));

    /// <summary>Whether another person stands right before a place as the one of whom it is told: 'her husband smokes'.</summary>
    internal static bool StandsBefore(string text, TextSpan sentence, int at) => SubjectBefore.Value.IsMatch(text[sentence.Start..Math.Max(sentence.Start, at)]);

    // 'Parents', 'siblings': the name of the kind itself.
    private static bool IsKind(string person) => person.StartsWith(Kind(person), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a statement about relatives shows what a policy asks for: of a relative by blood, and of the kinds that the policy accepts where it lists any.</summary>
    internal static bool Shows(ImmutableHashSet<string> kinds, ImmutableArray<string> accepted) =>
        accepted.IsDefaultOrEmpty ? kinds.IsEmpty || kinds.Any(IsBlood) : kinds.Any(k => accepted.Contains(k));

    /// <summary>Whether the sentence of a statement names a relative by blood, or a side of the family.</summary>
    internal static bool AreNamed(ChartText chart, ChartStatement statement) => chart.Document(statement.Place.DocumentId) is { } document && Kin.Value.IsMatch(statement.Place.Span.In(document.Text));

    private static readonly Lazy<Regex> Kin = Pattern.OfWords(@"\b(?:mothers?|fathers?|mom|dad|sisters?|brothers?|siblings?|daughters?|sons?|(?:great[ -])?aunts?|uncles?|cousins?|nieces?|nephews?|grand(?:mothers?|fathers?|ma|pa|parents?)|parents?|maternal|paternal|(?:first|second)[ -]degree|relatives?|half-?sister)\b");
}
