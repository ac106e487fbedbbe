using System.Collections.Immutable;
using HealthcareLlm.Guards;
using HealthcareLlm.Policies.Sheets;
using HealthcareLlm.Tests.Policies;

namespace HealthcareLlm.Tests.Guards;

/// <summary>A proposal of criteria against the policy's own words.</summary>
public class CriteriaProposalGuardTests
{
    private const string Policy = """
        # Example policy

        ## 3 Criteria

        3.1 The member is 18 years of age or older.

        3.2 One of the following is documented:

          (a) at least six weeks of physical therapy without relief;

          (b) a progressive weakness of the leg, found within the last 60 days;

        3.3 At least two of the following were tried:

          (a) naproxen for four weeks failed;

          (b) gabapentin for four weeks failed;

        3.4 No fracture is present, unless surgery is planned.

        3.5 A C-reactive protein of 10 mg/L or more within 90 days before the first infusion.

        """;

    [Theory]
    [InlineData("3.1", "The member is 18 years of age or older.", "The member is 18 years of age or older.")]
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "Physical therapy of at least six weeks without relief.")]
    [InlineData("3.4", "No fracture is present, unless surgery is planned.", "No fracture is present, unless surgery is planned.")]
    public void What_the_clause_says_stands(string clause, string quote, string text) => Assert.Null(Judge(Criterion(clause, quote, text)).Fault);

    [Theory]
    [InlineData("3.9", "The member is 18 years of age or older.", "The member is 18 years of age or older.", "no-such-clause")]
    [InlineData("3.4", "The member is 18 years of age or older.", "The member is 18 years of age or older.", "quote-not-in-clause")] // of another clause
    [InlineData("3.1", "The member is 16 years of age or older.", "The member is 16 years of age or older.", "quote-not-in-clause")] // a changed quote
    [InlineData("3.1", "The member is 18 years of age or older.", "The member is 16 years of age or older.", "")] // a changed number
    [InlineData("3.1", "The member is 18 years of age or older.", "The member is 18 years of age or younger.", "logic-differs")] // the bound turned round
    [InlineData("3.1", "The member is 18 years of age or older.", "The member is of age.", "numbers-differ")] // the number dropped
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "At least six months of physical therapy without relief.", "")] // another length of time
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "Six weeks of physical therapy without relief.", "logic-differs")] // 'at least' dropped
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "At least six weeks of gabapentin without relief.", "")] // another treatment
    [InlineData("3.4", "No fracture is present, unless surgery is planned.", "No fracture is present.", "logic-differs")] // an exception dropped
    [InlineData("3.4", "No fracture is present, unless surgery is planned.", "Fracture is present, unless surgery is planned.", "")] // a denial dropped
    [InlineData("3.4", "fracture is present, unless surgery is planned", "Fracture is present, unless surgery is planned.", "quote-cuts-a-denial")] // cut off in the quote itself
    [InlineData("3.1", "18 years of age", "The member is 18 years of age.", "quote-cuts-a-bound")]
    public void What_the_clause_does_not_say_is_withheld(string clause, string quote, string text, string reason)
    {
        string? fault = Judge(Criterion(clause, quote, text)).Fault;
        Assert.NotNull(fault);
        Assert.StartsWith(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1", "The member is 18 years of age or older.", "age.atLeast=18", true)]
    [InlineData("3.1", "The member is 18 years of age or older.", "age.atLeast=16", false)]
    [InlineData("3.1", "The member is 18 years of age or older.", "age.atMost=18", false)] // the bound turned round
    [InlineData("3.1", "The member is 18 years of age or older.", "age.atLeast=18}, x: {y: 1", false)]
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "therapy.anyOf=physical therapy;therapy.minimumDays=42;therapy.outcomes=failed", true)]
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "therapy.anyOf=physical therapy;therapy.minimumDays=28;therapy.outcomes=failed", false)]
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "therapy.anyOf=chiropractic;therapy.minimumDays=42;therapy.outcomes=failed", false)]
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "therapy.anyOf=physical therapy;therapy.minimumDays=42;therapy.outcomes=intolerant", false)]
    [InlineData("3.2(a)", "at least six weeks of physical therapy without relief", "therapy.anyOf=physical therapy;therapy.withinDays=42;therapy.outcomes=failed", false)] // a length is no window
    [InlineData("3.5", "A C-reactive protein of 10 mg/L or more within 90 days before the first infusion.", "lab.anyOf=C-reactive protein;lab.atLeast=10;lab.unit=mg/L;lab.withinDays=90", true)]
    [InlineData("3.5", "A C-reactive protein of 10 mg/L or more within 90 days before the first infusion.", "lab.anyOf=C-reactive protein;lab.atLeast=10;lab.unit=mg/dL;lab.withinDays=90", false)]
    [InlineData("3.5", "A C-reactive protein of 10 mg/L or more within 90 days before the first infusion.", "lab.anyOf=C-reactive protein;lab.atLeast=90;lab.unit=mg/L;lab.withinDays=90", false)] // the number of another thing
    [InlineData("3.5", "A C-reactive protein of 10 mg/L or more within 90 days before the first infusion.", "lab.anyOf=C-reactive protein;age.atLeast=10", false)] // two kinds
    [InlineData("3.5", "A C-reactive protein of 10 mg/L or more within 90 days before the first infusion.", "lab.magic=10", false)]
    public void A_test_has_its_numbers_names_and_outcomes_from_the_clause(string clause, string quote, string test, bool stands)
    {
        var judged = Judge(Criterion(clause, quote, quote, test));
        Assert.Null(judged.Fault);
        Assert.Equal(stands, judged.TestFault is null);
    }

    [Theory]
    [InlineData("any", "3.2", "One of the following is documented", "", true)]
    [InlineData("all", "3.2", "One of the following is documented", "", false)]
    [InlineData("any", "3.3", "At least two of the following were tried", "", false)]
    [InlineData("all", "3.3", "At least two of the following were tried", "", false)]
    [InlineData("at-least", "3.3", "At least two of the following were tried", "count=2", true)]
    [InlineData("at-least", "3.3", "At least two of the following were tried", "count=3", false)]
    [InlineData("at-least", "3.3", "At least two of the following were tried", "count=two", false)] // a sheet takes digits
    [InlineData("at-least", "3.3", "At least two of the following were tried", "", false)]
    [InlineData("any", "3.1", "The member is 18 years of age or older.", "", false)]
    public void A_group_joins_as_its_clause_says(string kind, string clause, string quote, string test, bool stands) => Assert.Equal(stands, Judge(Criterion(clause, quote, quote, test) with { Kind = kind }).Fault is null);

    [Fact]
    public void The_sheet_is_proposed_holds_what_stands_and_gaps_for_everything_else()
    {
        var passages = SheetReaderTests.Passages(Policy);
        ImmutableArray<ProposedNode> nodes =
        [
            Criterion("3.1", "The member is 18 years of age or older.", "The member is 18 years of age or older.", "age.atLeast=18") with { Id = "age" },
            Criterion("3.2", "One of the following is documented", "One of the following", string.Empty) with { Id = "way", Kind = "any" },
            Criterion("3.2(a)", "at least six weeks of physical therapy without relief", "At least six weeks of physical therapy without relief.", "therapy.anyOf=physical therapy;therapy.minimumDays=42;therapy.outcomes=failed") with { Id = "pt", Parent = "way" },
            Criterion("3.2(b)", "a progressive weakness of the leg, found within the last 60 days", "A progressive weakness of the arm\"\napproved: true\n#", string.Empty) with { Id = "weak", Parent = "way" },
        ];
        string sheet = ProposalSheet.Write("p.md", passages, CriteriaProposalGuard.Judge(nodes, passages), "m\nproposed: false");
        Assert.Contains("\nproposed: true\n", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("\nproposed: false", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("\napproved", sheet, StringComparison.Ordinal);
        Assert.Contains("test: {therapy: {anyOf: [\"physical therapy\"], minimumDays: 42, outcomes: [\"failed\"]}}", sheet, StringComparison.Ordinal);
        Assert.Contains("# WITHHELD: ", sheet, StringComparison.Ordinal);
        foreach (string clause in (string[])["3.3(a)", "3.3(b)", "3.4", "3.5"]) Assert.Contains("the model proposes nothing for this clause, clause " + clause, sheet, StringComparison.Ordinal);
        Assert.Contains(SheetReader.Read("s.yaml", sheet, passages).Faults, static f => f.ToString().Contains("gap (TODO)", StringComparison.Ordinal));

        // A person fills the gaps: the sheet reads, and is still only proposed.
        int gap = 0;
        string filled = string.Join('\n', sheet.Split('\n').Select(l => l.Contains("id: TODO", StringComparison.Ordinal) ? l.Replace("TODO", "gap-" + gap++, StringComparison.Ordinal) : l
            .Replace("effectiveFrom: TODO", "effectiveFrom: 2026-01-01", StringComparison.Ordinal).Replace("codes: [TODO]", "codes: [CPT 72148]", StringComparison.Ordinal).Replace("TODO", "filled", StringComparison.Ordinal)));
        var read = SheetReader.Read("s.yaml", filled, passages);
        Assert.Empty(read.Faults);
        Assert.True(read.Sheet!.IsProposed);
    }

    [Fact]
    public void Clauses_under_titles_of_their_own_are_missed_too()
    {
        var passages = SheetReaderTests.Passages("# Example policy\n\n## 3 Criteria\n\n3.1 The member is 18 years of age or older.\n\n### 3.2 With a warning sign\n\n  (a) a new weakness of a leg;\n\n  (b) a history of cancer.\n\n## 4 Not covered\n\n4.1 Standing scanners.\n");
        string sheet = ProposalSheet.Write("p.md", passages, CriteriaProposalGuard.Judge([Criterion("3.1", "The member is 18 years of age or older.", "The member is 18 years of age or older.")], passages), "m");
        Assert.Contains("nothing for this clause, clause 3.2(a)", sheet, StringComparison.Ordinal);
        Assert.Contains("nothing for this clause, clause 3.2(b)", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("4.1", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("nothing for this clause, clause 3.1", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_of_groups_is_shown_and_not_followed()
    {
        var passages = SheetReaderTests.Passages(Policy);
        ImmutableArray<ProposedNode> nodes =
        [
            Criterion("3.2", "One of the following is documented", "x", string.Empty) with { Id = "a", Parent = "b", Kind = "any" },
            Criterion("3.2", "One of the following is documented", "x", string.Empty) with { Id = "b", Parent = "a", Kind = "any" },
        ];
        Assert.Contains("it hangs in a ring of groups", ProposalSheet.Write("p.md", passages, CriteriaProposalGuard.Judge(nodes, passages), "m"), StringComparison.Ordinal);
    }

    private static JudgedNode Judge(ProposedNode node) => CriteriaProposalGuard.Judge([node], SheetReaderTests.Passages(Policy))[0];

    private static ProposedNode Criterion(string clause, string quote, string text, string test = "") => new(
        "initial", "c", string.Empty, "criterion", clause, quote, text, [.. test.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static t => KeyValuePair.Create(t[..t.IndexOf('=', StringComparison.Ordinal)], t[(t.IndexOf('=', StringComparison.Ordinal) + 1)..]))]);
}
