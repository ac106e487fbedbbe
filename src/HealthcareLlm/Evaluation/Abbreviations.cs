using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Abbreviations of problems, operations and devices that are the first letters of one name: COPD, AKI, HFrEF. They are read from the lists that the service has, but none is believed that the letters
/// of its own name do not spell, that stands for two names, or that has another meaning: what merely goes with a name (inferior MI with myocardial infarction) is no other writing of it.
/// </summary>
internal static partial class Abbreviations
{
    // Two letters have too many meanings.
    private const int Fewest = 3;

    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouAEIOU");

    private static readonly string[] Lists = ["problems.tsv", "procedures.tsv", "devices.tsv"];

    private static readonly FrozenSet<string> Skipped = new[] { "of", "the", "and", "with", "in", "to", "for", "by", "due", "on" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly Lazy<FrozenDictionary<string, string>> Names = new(Read);

    /// <summary>Each abbreviation in lower case with its name.</summary>
    internal static IReadOnlyDictionary<string, string> All => Names.Value;

    /// <summary>The text with each in its name's words. One that could be a word counts in capitals alone.</summary>
    internal static string SpeltOut(string text) => Token().Replace(text, static m => IsWritten(m.Value) && Names.Value.TryGetValue(m.Value.ToLowerInvariant(), out string? name) ? name : m.Value);

    private static bool IsWritten(string token) => char.IsAsciiLetterUpper(token[^1]) || !token.AsSpan().ContainsAny(Vowels);

    private static FrozenDictionary<string, string> Read()
    {
        var several = RuleFiles.Read("ambiguous-terms.tsv", 9).Select(static r => r[1]).Concat(Writings.All.Where(static w => w.Kind == "several").SelectMany(static w => w.Pattern.Split('|')))
            .Concat(RuleFiles.Read("tests.tsv", 5).SelectMany(static r => r[1].Split('|').Append(r[0]))).Select(static w => w.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var rows = Lists.SelectMany(static list => RuleFiles.Read(list, 4)).Select(static r => r[2].Split('|').Prepend(r[1]).Where(static n => n != "-").ToImmutableArray());
        var found = rows.SelectMany(static names => names.Where(static n => Short().IsMatch(n)).SelectMany(a => names.Where(n => Spell(n, a)).Select(n => (Short: a.ToLowerInvariant(), Name: n))));
        return found.GroupBy(static f => f.Short, StringComparer.Ordinal).Where(g => !several.Contains(g.Key) && AreOne([.. g.Select(static f => f.Name)])).ToFrozenDictionary(static g => g.Key, static g => g.First().Name, StringComparer.Ordinal);
    }

    /// <summary>Whether the first letters of a name's words, small words left out or not, are the abbreviation.</summary>
    private static bool Spell(string name, string letters)
    {
        string[] words = Parted(name);
        return words.Length > 1 && !words.Any(static w => w.Length == 1) && (IsSpeltBy(words, letters) || IsSpeltBy([.. words.Where(static w => !Skipped.Contains(w))], letters));
    }

    private static bool IsSpeltBy(string[] words, string letters) => string.Concat(words.Select(static w => w[0])).Equals(letters, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether all are one name in other forms of its words: graft and grafting are one operation, repair and replacement two.</summary>
    private static bool AreOne(ImmutableArray<string> names) => names.All(n => Stems(n) == Stems(names[0]));

    private static string Stems(string name) => string.Join(' ', Parted(name).Where(static w => !Skipped.Contains(w)).Select(static w => w[..Math.Min(w.Length, w.Length > 8 ? 6 : 5)]));

    private static string[] Parted(string name) => name.ToLowerInvariant().Split([' ', '-', '/'], StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^[A-Za-z]{3,7}$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Short();

    [GeneratedRegex(@"(?<![\w])[A-Za-z]{3,7}(?![\w])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Token();
}
