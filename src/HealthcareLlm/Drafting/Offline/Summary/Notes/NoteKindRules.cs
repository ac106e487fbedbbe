using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>A phrase that tells the kind of a note.</summary>
/// <param name="Id">Name of the rule.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Words">The words of the phrase, lower case, side by side.</param>
/// <param name="Example">A title that matches.</param>
/// <param name="CounterExample">A line that looks like it and must not match.</param>
internal sealed record NoteKindRule(string Id, NoteKind Kind, ImmutableArray<string> Words, string Example, string CounterExample);

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
            if (Contains(words, rule.Words)) return rule;
        }

        return null;
    }

    internal static ImmutableArray<string> Words(string title) =>
    [
        .. title.ToLowerInvariant().Replace("x-ray", "xray", StringComparison.Ordinal).Replace("h & p", "h&p", StringComparison.Ordinal)
            .Replace("history & physical", "history and physical", StringComparison.Ordinal)
            .Split([' ', '\t', '-', '–', '—', '/', ':', ',', '.', '(', ')', '[', ']', '*', '=', '#', '|', '_'], StringSplitOptions.RemoveEmptyEntries),
    ];

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

    private static ImmutableArray<NoteKindRule> Load()
    {
        var rules = ImmutableArray.CreateBuilder<NoteKindRule>();
        foreach (string[] row in RuleFiles.Read("note-kinds.tsv", 6))
        {
            rules.Add(new(row[0], Enum.Parse<NoteKind>(row[1]), Words(row[2]), row[4], row[5]));
        }

        return rules.ToImmutable();
    }
}
