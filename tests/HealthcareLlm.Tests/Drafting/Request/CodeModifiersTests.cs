using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Modifiers and sides beside the printed code of a service, on lay-outs of our own; each with what looks like a modifier and is none.</summary>
public class CodeModifiersTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n";

    [Theory]
    [InlineData("Procedure code: 29827-RT shoulder, cuff repair", "RT")]
    [InlineData("HCPCS code: E0277 RR   Item: alternating air mattress", "RR")]
    [InlineData("HCPCS code: E0277    UE    Item: alternating air mattress", "UE")]
    [InlineData("CPT code: 76642, modifier LT, breast ultrasound", "LT")]
    [InlineData("CPT code: 76642    Mod. 26    breast ultrasound", "26")]
    [InlineData("CPT code: 97112    GP    8 visits", "GP")]
    public void AModifierBesideItsCodeIsRead(string line, string modifier) => new Packet(Head + line + "\nSignature ________   Date 04/02/2026\n").Has(("request.services[0].modifiers[0]", modifier), ("request.services[0].modifiers[1]", null));

    [Fact]
    public void SeveralModifiersOfOneCodeAreReadInTheirOrder() =>
        new Packet(Head + "HCPCS code: E0277, modifiers RR and KX, alternating air mattress\nSignature ________   Date 04/02/2026\n").Has(("request.services[0].modifiers[0]", "RR"), ("request.services[0].modifiers[1]", "KX"));

    [Theory]
    [InlineData("CPT code: 29827 PT after surgery")]
    [InlineData("CPT code: 29827    GO    cuff repair")]
    [InlineData("CPT code: 29827    NU    cuff repair")]
    [InlineData("CPT code: 29827    50    cuff repair")]
    [InlineData("CPT code: 29827 cuff repair, see CPT 29826-RT")]
    [InlineData("HCPCS code: J3357    Modifier: IV    ustekinumab")]
    public void WhatOnlyLooksLikeAModifierIsNone(string line) => Assert.Empty(new Packet(Head + line + "\nSignature ________   Date 04/02/2026\n").Of("request.services[0].modifiers[0]"));

    [Fact]
    public void OneEntryOfTwoLinesWithOtherModifiersHasNone()
    {
        // Both lines ask for one code: nobody can tell whose modifier the only entry has.
        var packet = new Packet(Head + "HCPCS code: A0428 RH ambulance\nback home A0428 HR ambulance\nSignature ________   Date 04/02/2026\n");
        Assert.Empty(packet.Of("request.services[0].modifiers[0]"));
        new Packet(Head + "HCPCS code: A0428 RH ambulance\nSignature ________   Date 04/02/2026\n").Has(("request.services[0].modifiers[0]", "RH"));
    }

    [Theory]
    [InlineData("29827-RT cuff repair\nOur sheet of 03/02/2026 (29827-LT) was withdrawn.", "RT")]
    [InlineData("29827-RT cuff repair\n29827-LT cuff repair", null)]
    public void ALineThatWasTakenBackDoesNotMakeModifiersDoubtful(string lines, string? modifier)
    {
        string text = Head + lines;
        var document = ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("a.txt", Encoding.UTF8.GetBytes(text)), text, []));
        var context = RequestContext.Of(new([document], PatientAssessment.None));
        int at = text.IndexOf("29827", StringComparison.Ordinal);
        context.AddSpans("request.services[0].code", context.Pages[0], "29827", 0.9, "learned", false, Doubt.None, new TextSpan(at, at + 5));
        CodeModifiers.Draft(context);
        Assert.Equal(modifier, context.Book.Of("request.services[0].modifiers[0]").Select(static c => c.Value).FirstOrDefault());
    }

    [Fact]
    public void ASideIsThatOfTheModifier()
    {
        new Packet(Head + "Procedure code: 29827-LT cuff repair\nSignature ________   Date 04/02/2026\n").Has(("request.services[0].laterality", "left"));
        new Packet(Head + "Procedure code: 29827-LT-RT cuff repair\nSignature ________   Date 04/02/2026\n").Has(("request.services[0].laterality", null));
    }

    [Theory]
    [InlineData("code-modifiers.tsv", 6)]
    [InlineData("specialty-words.tsv", 5)]
    [InlineData("dispensing-words.tsv", 5)]
    public void EveryRuleMatchesItsExampleAndNotItsCounterExample(string file, int columns)
    {
        var rows = RuleFiles.Read(file, columns).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            string pattern = columns == 6 ? row[2] : row[1];
            string whole = @"(?<![\p{L}0-9])(?:" + pattern + @")(?![\p{L}])";
            var rule = columns == 6 ? new Regex(pattern, (row[1] == "i" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) : Pattern.OfWords(whole).Value;
            Assert.True(rule.IsMatch(row[^2]), row[0] + " does not match its example");
            Assert.False(rule.IsMatch(row[^1]), row[0] + " matches its counter-example");
        }
    }
}
