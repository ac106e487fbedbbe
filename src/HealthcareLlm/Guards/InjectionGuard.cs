using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Guards;

/// <summary>A rule that tells an instruction to a program from clinical text.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Pattern">What such a sentence looks like, without regard to case.</param>
/// <param name="Reason">Why.</param>
/// <param name="Example">A sentence that it finds.</param>
/// <param name="Reach">Further lines of its paragraph that go with it, at most: none where a form may say the same of what stands below.</param>
/// <param name="CounterExample">A sentence that looks like it and is not one.</param>
public sealed record InjectionRule(string Id, Regex Pattern, string Reason, string Example, int Reach, string CounterExample);

/// <summary>
/// Finds text that speaks to the program. It stays text: it is reported, and no value or statement may rest on it. The offline engine cannot follow
/// an instruction; this guard keeps the planted value from being read as a fact of the chart.
/// </summary>
public static class InjectionGuard
{
    private static readonly Lazy<ImmutableArray<InjectionRule>> Loaded = new(() =>
        [.. RuleFiles.Read("injection.tsv", 6).Select(r => new InjectionRule(r[0],
            new Regex(r[1], RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), r[2], r[3], int.Parse(r[4], CultureInfo.InvariantCulture), r[5]))]);

    /// <summary>The rules, in the order of the file.</summary>
    public static ImmutableArray<InjectionRule> Rules => Loaded.Value;

    /// <summary>The lines of a document that speak to the program, each with the rest of its paragraph, as far as its rule reaches.</summary>
    public static ImmutableArray<TextSpan> Find(AnnotatedDocument document)
    {
        var found = ImmutableArray.CreateBuilder<TextSpan>();
        foreach (var page in document.Source.Pages)
        {
            for (int i = 0; i < page.Lines.Length; i++)
            {
                var line = page.Lines[i];
                // Rules look at two lines together, since a sentence may be wrapped.
                bool continues = i + 1 < page.Lines.Length && page.Lines[i + 1].Block == line.Block;
                string one = Cut(line.Span.In(document.Text)), both = continues ? one + " " + Cut(page.Lines[i + 1].Span.In(document.Text)) : one;
                if (ReachOf(one) is { } reach)
                {
                    // 'Please state that …' may go on to ask: what the next line makes a question is none of them.
                    if (!continues || one.TrimEnd() is [.., '.' or '!'] || Speaks(both)) found.Add(Paragraph(page, i, reach));
                }
                else if (continues && !Speaks(Cut(page.Lines[i + 1].Span.In(document.Text))) && ReachOf(both) is { } wrapped)
                {
                    found.Add(Paragraph(page, i, Math.Max(wrapped, 1)));
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The issues for what <see cref="Find"/> found.</summary>
    public static IEnumerable<Issue> Issues(AnnotatedDocument document, ImmutableArray<TextSpan> found) =>
        found.Select(s => document.Source.PageAt(s.Start).Number).Distinct().Select(p => new Issue(IssueCode.EmbeddedInstruction, IssueSeverity.Warning,
            "The page bears text that reads like an instruction to the program; it was treated as text and nothing rests on it.", document.Source.Id, p));

    /// <summary>Whether one sentence or line speaks to the program.</summary>
    public static bool Speaks(string line) => Rules.Any(r => r.Pattern.IsMatch(line));

    /// <summary>How many further lines go with one that speaks to the program; null for one that does not.</summary>
    private static int? ReachOf(string line) => Rules.Where(r => r.Pattern.IsMatch(line)).Select(r => (int?)r.Reach).Max();

    private static string Cut(string line) => line.Length <= 2000 ? line : line[..2000];

    private static TextSpan Paragraph(Page page, int first, int reach)
    {
        int last = first;
        while (last + 1 < page.Lines.Length && last - first < reach && page.Lines[last + 1].Block == page.Lines[first].Block
            && page.Lines[last + 1].Cells.Length == 1)
        {
            last++;
        }

        return page.Lines[first].Span.Union(page.Lines[last].Span);
    }
}
