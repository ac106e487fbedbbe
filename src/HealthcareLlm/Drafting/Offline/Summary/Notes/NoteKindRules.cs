using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>Words that tell the kind of a note: a phrase, or sets of words of which one each must stand anywhere in the title.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Phrase">The words of the phrase, lower case, side by side; empty for a rule by sets.</param>
/// <param name="Example">A title that matches.</param>
/// <param name="CounterExample">A line that looks like it and must not match.</param>
internal sealed record NoteKindRule(string Id, NoteKind Kind, ImmutableArray<string> Phrase, string Example, string CounterExample)
{
    /// <summary>Of each set one word must stand in the title; of the sets marked as excluded none may.</summary>
    internal ImmutableArray<(FrozenSet<string> Words, bool Excluded)> Sets { get; init; } = [];

    /// <summary>Whether the words of a title match.</summary>
    internal bool Matches(ImmutableArray<string> words) =>
        Phrase.IsEmpty ? Sets.All(s => words.Any(s.Words.Contains) != s.Excluded) : Contains(words, Phrase);

    private static bool Contains(ImmutableArray<string> words, ImmutableArray<string> phrase)
    {
        for (int i = 0; i + phrase.Length <= words.Length; i++)
        {
            int j = 0;
            while (j < phrase.Length && words[i + j] == phrase[j]) j++;
            if (j == phrase.Length) return true;
        }

        return false;
    }
}

/// <summary>The rules of <c>rules/note-kinds.tsv</c>.</summary>
internal static class NoteKindRules
{
    private static readonly Lazy<ImmutableArray<NoteKindRule>> Loaded = new(Load);

    /// <summary>All rules; earlier ones win.</summary>
    internal static ImmutableArray<NoteKindRule> All => Loaded.Value;

    /// <summary>The first rule that matches a title; null where none does.</summary>
    internal static NoteKindRule? Match(string title)
    {
        var words = Words(title);
        foreach (var rule in All)
        {
            if (rule.Matches(words)) return rule;
        }

        return null;
    }

    /// <summary>The words of a title, lower case.</summary>
    internal static ImmutableArray<string> Words(string title) =>
    [
        .. Patient().Replace(title, "patient").ToLowerInvariant().Replace("x-ray", "xray", StringComparison.Ordinal).Replace("h & p", "h&p", StringComparison.Ordinal).Replace("d/c", "dc", StringComparison.Ordinal)
            .Replace("history & physical", "history and physical", StringComparison.Ordinal).Replace("'s", string.Empty, StringComparison.Ordinal)
            .Split([' ', '\t', '-', '–', '—', '/', ':', ',', '.', '(', ')', '[', ']', '*', '=', '#', '|', '_', '·', '•', '"'], StringSplitOptions.RemoveEmptyEntries),
    ];

    // 'Pt' is the patient, 'PT' the physical therapist.
    private static SievedPattern Patient() => PatientPattern.Value;

    private static readonly Lazy<SievedPattern> PatientPattern = Pattern.Sieved(@"\b[Pp]t\b", RegexOptions.CultureInvariant);

    private static ImmutableArray<NoteKindRule> Load()
    {
        var rules = ImmutableArray.CreateBuilder<NoteKindRule>();
        foreach (string[] row in RuleFiles.Read("note-kinds.tsv", 6))
        {
            bool sets = row[2].Contains('|', StringComparison.Ordinal) || row[2].Contains(" + ", StringComparison.Ordinal);
            rules.Add(new(row[0], Enum.Parse<NoteKind>(row[1]), sets ? [] : Words(row[2]), row[4], row[5]) { Sets = sets ? Sets(row[2]) : [] });
        }

        return rules.ToImmutable();
    }

    private static ImmutableArray<(FrozenSet<string>, bool)> Sets(string written) =>
    [
        .. written.Split(" + ").Select(set => (set.TrimStart('!').Split('|').ToFrozenSet(StringComparer.Ordinal), set.StartsWith('!'))),
    ];
}
