using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

public class NameEdgeTests
{
    [Fact]
    public void EveryRuleFindsItsExampleAndNotItsCounterExample()
    {
        Assert.Equal(["amount", "cut", "lab-course", "lab-rating", "lead", "next-label", "nothing", "place-before", "sentence", "tail", "unfinished"], NameEdges.All.Select(e => e.Kind).Distinct().Order());
        Assert.Equal(NameEdges.All.Length, NameEdges.All.Select(e => e.Id).Distinct().Count());
        foreach (var edge in NameEdges.All)
        {
            // Alone, and among all of its kind.
            foreach (var pattern in (Regex[])[NameEdges.Framed(edge.Kind, edge.Pattern), NameEdges.Of(edge.Kind).Value])
            {
                Assert.True(pattern.IsMatch(edge.Example), edge.Id + " does not find its example");
                Assert.False(pattern.IsMatch(edge.CounterExample), edge.Id + " finds its counter-example");
            }
        }
    }

    [Theory]
    [InlineData("PT PT/INR", "PT", 0)]
    [InlineData("In words words", "words", 9)]
    [InlineData("In words: asthma Primary", "asthma", 10)]
    [InlineData("Asthma", "asthma", null)]
    public void WhatIsLeftOfANameIsCitedWhereItStands(string value, string part, int? at)
    {
        var document = ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("0.txt", Encoding.UTF8.GetBytes(value)), value, []));
        var leaf = new EntryLeaf(new RequestPage(document, document.Source.Pages[0], PageKind.Form, 0, []), "name", value, 1, "rule", [new TextSpan(0, value.Length)]);
        var narrowed = leaf.Narrowed(part);
        Assert.Equal(part, narrowed.Value);
        Assert.Equal(at is { } start ? new TextSpan(start, start + part.Length) : new TextSpan(0, value.Length), Assert.Single(narrowed.Spans));
        // Of a name in several pieces none is chosen.
        Assert.Equal(2, (leaf with { Spans = [new(0, 1), new(1, value.Length)] }).Narrowed(part).Spans.Length);
    }
}
