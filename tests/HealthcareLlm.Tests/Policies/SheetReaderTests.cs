using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Criteria;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Sheets are read whole or not at all, and every fault has its line.</summary>
public class SheetReaderTests
{
    private const string Document = """
        # Magnetic resonance imaging of the lumbar spine

        ## 1 Purpose

        This policy tells when an MRI is covered.

        ## 3 Coverage criteria

        3.1 The member is 18 years or older.

        3.2 One of the following:
          (a) six weeks of physical therapy within the last six months that did not help; or
          (b) a progressive weakness
              of a leg.

        | Code | What |
        |------|------|
        | 72148 | lumbar MRI without contrast |
        """;

    private const string Sheet = """
        schema: medical-policy/v1
        payer: Northmoor Health Plan
        number: IMG-014
        title: Lumbar MRI
        version: "3"
        effectiveFrom: 2026-01-01
        effectiveTo: 2026-12-31
        codes: [CPT 72148]
        groups:
          weak: {id: weak, criterion: A leg is weak., clause: 3.2(b), quote: weakness of a leg, test: {documented: {anyOf: [weakness]}}, ask: {of: prescriber, text: Please send it.}}
        criteria:
          initial:
            id: root
            all:
              - {id: age, criterion: Adult., clause: "3.1", test: {age: {atLeast: 18}}, ask: {of: prescriber, text: Please send it.}}
              - id: tried
                any:
                  - {id: pt, criterion: Therapy., clause: 3.2(a), test: {therapy: {anyOf: [physical therapy], outcomes: [failed], minimumDays: 42}}, ask: {of: prescriber, text: Please send it.}}
                  - {use: weak}
        """;

    internal static ImmutableArray<PolicyPassage> Passages(string text) => PassageCutter.Cut(DocumentComposer.ComposeText(new SourceFile("p.md", Encoding.UTF8.GetBytes(text)), text, []));

    private static SheetReading Read(string from, string to) => SheetReader.Read("s.yaml", Sheet.Replace(from, to, StringComparison.Ordinal), Passages(Document));

    [Fact]
    public void PassagesKnowTheirSectionClauseAndPlace()
    {
        var passages = Passages(Document);
        Assert.Equal(["1", "3.1", "3.2", "3.2(a)", "3.2(b)"], passages.Take(5).Select(p => p.Clause));
        Assert.Equal("Magnetic resonance imaging of the lumbar spine › 3 Coverage criteria", passages[1].Section);
        Assert.EndsWith("of a leg.", passages[4].Text, StringComparison.Ordinal);
        Assert.StartsWith("| Code", passages[5].Text, StringComparison.Ordinal);
        Assert.Contains("72148", passages[5].Text, StringComparison.Ordinal);
        Assert.All(passages, p => Assert.Equal(p.Text, Document[p.Span.Start..p.Span.End]));
    }

    [Fact]
    public void AGoodSheetGivesItsTreeWithClauses()
    {
        var reading = Read("~", "~");
        Assert.Empty(reading.Faults);
        var criteria = reading.Sheet!.Criteria.Initial.Criteria().ToList();
        Assert.Equal(["age", "pt", "weak"], criteria.Select(c => c.Id));
        Assert.Equal("weakness\n      of a leg", criteria[2].Clause.Quote);
        Assert.Equal(new TherapyTest(["physical therapy"], 1, ["failed"], 42, null).ToString(), criteria[1].Test!.ToString());
        Assert.Equal("northmoor-health-plan/IMG-014", PolicyKey.IdOf(reading.Sheet.Payer, reading.Sheet.Number));
    }

    [Theory]
    [InlineData("clause: \"3.1\"", "clause: \"3.9\"", 15, "no clause '3.9'")]
    [InlineData("quote: weakness of a leg", "quote: weakness of an arm", 10, "does not hold this quote")]
    [InlineData("effectiveTo: 2026-12-31", "effectiveTo: 2025-12-31", 7, "contradictory dates")]
    [InlineData("effectiveFrom: 2026-01-01", "effectiveFrom: 01/01/2026", 6, "must be a date")]
    [InlineData("{use: weak}", "{use: strong}", 19, "no group 'strong'")]
    [InlineData("weak: {id: weak, criterion: A leg is weak., clause: 3.2(b), quote: weakness of a leg, test: {documented: {anyOf: [weakness]}}, ask: {of: prescriber, text: Please send it.}}", "weak: {id: weak, all: [{use: weak}]}", 10, "a cycle: weak → weak")]
    [InlineData("id: tried", "id: age", 16, "stands twice")]
    [InlineData("title:", "titel:", 4, "'titel' is no key")]
    [InlineData("codes: [CPT 72148]", "codes: [72148]", 8, "is no code")]
    [InlineData("atLeast: 18", "atLeast: eighteen", 15, "must be a number")]
    [InlineData("age: {atLeast: 18}", "age: {}", 15, "needs 'atLeast'")]
    [InlineData("outcomes: [failed]", "outcomes: [denied]", 18, "is no outcome")]
    [InlineData("anyOf: [physical therapy]", "anyOf: [\"class:magic\"]", 18, "is no class of drugs")]
    [InlineData("schema: medical-policy/v1", "schema: medical-policy/v2", 1, "must be medical-policy/v1")]
    [InlineData("ask: {of: prescriber, text: Please send it.}}\n      - id: tried", "test: {}}\n      - id: tried", 15, "no YAML")]
    public void EveryFaultIsNamedWithItsLine(string from, string to, int line, string told)
    {
        Assert.Contains(from, Sheet, StringComparison.Ordinal);
        var reading = Read(from, to);
        Assert.Null(reading.Sheet);
        Assert.Contains(reading.Faults, f => f.Line == line && f.Message.Contains(told, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("- a list")]
    [InlineData("schema: [")]
    [InlineData("criteria: &a {initial: *a}")]
    public void WhatIsNoSheetIsNoSheet(string yaml)
    {
        var reading = SheetReader.Read("s.yaml", yaml, []);
        Assert.Null(reading.Sheet);
        Assert.NotEmpty(reading.Faults);
    }

    [Fact]
    public void EveryGroupOfTreatmentsKnowsItsMembersAndNotItsCounterExample()
    {
        Assert.NotEmpty(TherapyClasses.Groups);
        foreach (var (group, isClass, members, counter) in TherapyClasses.Groups)
        {
            string name = isClass ? "class:" + group : group;
            Assert.All(members, m => Assert.True(TherapyClasses.Match(m, [name]) is not null, group + ": " + m));
            Assert.True(TherapyClasses.Match(counter, [name]) is null, group + ": " + counter);
        }
    }
}
