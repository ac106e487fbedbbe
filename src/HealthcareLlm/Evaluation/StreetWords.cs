using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>A rule of <c>rules/street-words.tsv</c>.</summary>
/// <param name="Id">Id.</param>
/// <param name="Short">Short writings, lower case, as words parted by one space.</param>
/// <param name="Writing">The one writing.</param>
/// <param name="Example">Two addresses, parted by <c>=</c>, that are the same.</param>
/// <param name="CounterExample">Two addresses, parted by <c>=</c>, that are not.</param>
public sealed record StreetWordRule(string Id, ImmutableArray<string> Short, string Writing, string Example, string CounterExample);

/// <summary>Brings the words of an address to one writing: St. is Street, P.O. Box is PO Box.</summary>
internal static class StreetWords
{
    private static readonly Lazy<ImmutableArray<StreetWordRule>> Rules =
        new(() => [.. RuleFiles.Read("street-words.tsv", 5).Select(c => new StreetWordRule(c[0], [.. c[1].Split('|')], c[2], c[3], c[4]))]);

    /// <summary>Every rule, in the order of the file.</summary>
    internal static ImmutableArray<StreetWordRule> All => Rules.Value;

    /// <summary>The address in its one writing, lower case.</summary>
    internal static string Written(string address)
    {
        string written = ' ' + string.Join(' ', NormalForm.Words(address)) + ' ';
        foreach (var rule in All)
        {
            foreach (string way in rule.Short) written = written.Replace(' ' + way + ' ', ' ' + rule.Writing + ' ', StringComparison.Ordinal);
        }

        return written.Trim();
    }
}
