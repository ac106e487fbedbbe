using System.Collections.Frozen;
using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/turning-words.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind"><c>anywhere</c>, <c>status</c>, <c>turning</c>, <c>beside</c>, <c>direction</c> or <c>treatment</c>.</param>
/// <param name="Writings">Words, lower case.</param>
/// <param name="Example">Two texts, parted by <c>|</c>, that are never the same.</param>
/// <param name="CounterExample">Two texts, parted by <c>|</c>, that this rule does not part.</param>
public sealed record TurningRule(string Id, string Kind, ImmutableArray<string> Writings, string Example, string CounterExample);

/// <summary>What a short field tells of: what may stand beside its words hangs on it.</summary>
internal enum Told
{
    /// <summary>Anything else.</summary>
    Anything,

    /// <summary>A diagnosis or a service: which one it is.</summary>
    Kind,

    /// <summary>How often or by what way something is given.</summary>
    Direction,

    /// <summary>A treatment: as <see cref="Kind"/>, but how a drug is presented makes it no other.</summary>
    Treatment,
}

/// <summary>Words that one of two texts has and the other has not, and that make it another statement; and words that stand in place of others.</summary>
internal static class TurningWords
{
    /// <summary>Words beside what two texts share that are looked at, on either side.</summary>
    private const int Near = 3;

    private static readonly Lazy<ImmutableArray<TurningRule>> Rules =
        new(() => [.. RuleFiles.Read("turning-words.tsv", 6).Select(c => new TurningRule(c[0], c[1], [.. c[2].Split('|')], c[4], c[5]))]);

    private static readonly Lazy<FrozenSet<string>> Status = new(() => Of("status", "anywhere")), Anywhere = new(() => Of("anywhere")), Turning = new(() => Of("turning")), Beside = new(() => Of("beside")), BesideTreatments = new(() => Of("beside", "treatment")), BesideDirections = new(() => Of("direction"));

    // Words without which a statement is the same.
    private static readonly FrozenSet<string> Small = new[]
    {
        "a", "an", "the", "of", "in", "on", "at", "by", "to", "for", "from", "and", "as", "with", "is", "was", "are", "were", "be", "been", "has", "have", "had", "having", "does", "did", "it", "its", "this", "that", "these", "those",
        "he", "she", "his", "her", "they", "their", "him", "who", "which", "patient", "patient's", "pt", "shows", "showed", "showing", "reports", "reported", "there", "also", "then", "now", "per", "each",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<TurningRule> All => Rules.Value;

    /// <summary>Whether a word tells whether something is, was, is had or is given.</summary>
    internal static bool IsStatus(string word) => Status.Value.Contains(word);

    /// <summary>Whether a word tells so wherever in a sentence it stands.</summary>
    internal static bool IsAnywhere(string word) => Anywhere.Value.Contains(word);

    /// <summary>Whether a word tells which of several something is: its side, its place, its course.</summary>
    internal static bool IsTurning(string word) => Turning.Value.Contains(word);

    /// <summary>Whether a statement is the same without the word.</summary>
    internal static bool IsSmall(string word) => Small.Contains(word);

    /// <summary>Whether one text of a short field has a word of status, or one that turns it, that the other has not; or the gold names which of several and the value does not.</summary>
    /// <param name="gold">Words of what is right.</param>
    /// <param name="value">Words of what stands.</param>
    /// <param name="tells">What the field tells of.</param>
    internal static bool Part(ImmutableArray<string> gold, ImmutableArray<string> value, Told tells) =>
        Lacks(value, gold, Status.Value) || Lacks(gold, value, Status.Value)
        || (tells != Told.Anything && (HasBoth(gold) != HasBoth(value) || SaysMore(gold, value, tells) || SaysMore(value, gold, tells)));

    /// <summary>
    /// Whether the first has a word that the second has not, neither as it stands nor misread, and that is none of those which may stand beside any: white coat
    /// hypertension, heat stroke, peritoneal dialysis. Numbers are compared apart.
    /// </summary>
    private static bool SaysMore(ImmutableArray<string> first, ImmutableArray<string> second, Told tells) =>
        first.Any(w => !second.Contains(w) && !MayStandBeside(w, tells) && !second.Any(o => Misreading.Is(w, o)));

    private static bool MayStandBeside(string word, Told tells) =>
        Small.Contains(word) || NormalForm.IsNumber(word) || tells switch
        {
            Told.Treatment => BesideTreatments.Value.Contains(word) || DrugNames.IsPresentation(word),
            Told.Direction => BesideDirections.Value.Contains(word),
            _ => Beside.Value.Contains(word),
        };

    /// <summary>Whether one text has a word that tells anywhere in it whose it is, whether it is or whether it still is, and the other has not.</summary>
    internal static bool PartAnywhere(ImmutableArray<string> first, ImmutableArray<string> second) => Lacks(first, second, Anywhere.Value) || Lacks(second, first, Anywhere.Value);

    /// <summary>Whether, of two statements of which the longer holds the shorter from a place on, a word of status stands near it and in the shorter not at all.</summary>
    internal static bool PartNear(ImmutableArray<string> longer, ImmutableArray<string> shorter, int at)
    {
        for (int i = Math.Max(0, at - Near); i < Math.Min(longer.Length, at + shorter.Length + Near); i++)
        {
            if ((i < at || i >= at + shorter.Length) && Status.Value.Contains(longer[i]) && !shorter.Contains(longer[i])) return true;
        }

        return false;
    }

    /// <summary>
    /// Whether each text has a word that the other has not, neither as it stands nor as recognition misreads letters: one stands in place of the other, and
    /// 'hip' is not 'knee', 'January' not 'June', 'symmetric' not 'asymmetric', however much else is shared.
    /// </summary>
    internal static bool Replaces(ImmutableArray<string> gold, ImmutableArray<string> value) => Unmatched(gold, value) && Unmatched(value, gold);

    private static bool Unmatched(ImmutableArray<string> words, ImmutableArray<string> among) =>
        // The last word is no article: hepatitis A.
        words.Where((w, i) => !Small.Contains(w) || (w.Length == 1 && i == words.Length - 1)).Any(w => !among.Contains(w) && !among.Any(a => Misreading.Is(w, a)));

    /// <summary>With and without: of contrast, of aura.</summary>
    private static bool HasBoth(ImmutableArray<string> words) => words.Contains("with") && words.Contains("without");

    private static bool Lacks(ImmutableArray<string> words, ImmutableArray<string> needed, FrozenSet<string> kind) => needed.Any(w => kind.Contains(w) && !words.Contains(w));

    private static FrozenSet<string> Of(params string[] kinds) => Rules.Value.Where(r => kinds.Contains(r.Kind)).SelectMany(static r => r.Writings).ToFrozenSet(StringComparer.Ordinal);
}
