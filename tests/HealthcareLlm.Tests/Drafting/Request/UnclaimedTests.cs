using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Needed values that no label gives and that yet seem to stand somewhere: shown, neither given nor reported missing.</summary>
public sealed class UnclaimedTests
{
    private const string Form = """
        PRIOR AUTHORIZATION REQUEST
        Request date: 03/02/2026
        Patient name: Ada Roe    Date of birth: 02/03/1960    Member ID: ABC12345678
        Ordering provider: Ann Lee, MD    NPI: 1234567893
        Service: 97110 Therapeutic exercise    Units: 12
        [x] Standard  [ ] Expedited
        """;

    [Fact]
    public void TheOnlyDayOfBeginningIsThatOfTheService()
    {
        var packet = Packet.Whole(Form + "\nIf granted, she would begin with Mrs Olin on 03/16/2026 at nine.");
        // The day is no surer than that the service is asked for, and this form says little of that: it is shown.
        Assert.Equal("2026-03-16", packet.Of("request.services[0].startDate").Select(static c => c.Candidate).MaxBy(static c => c.Score)?.Value);
    }

    [Theory]
    [InlineData("She could begin on 03/16/2026 or start on 03/23/2026.")]
    [InlineData("She was last seen for a procedure on 03/16/2026.")]
    [InlineData("Injury while starting the mower on 03/16/2026.")]
    [InlineData("She started to limp on 01/16/2026.")]
    public void OneOfSeveralDaysOrADayOfSomethingElseIsNotGiven(string words) =>
        Assert.DoesNotContain(Packet.Whole(Form + "\n" + words).Of("request.services[0].startDate").Select(static c => c.Candidate), static c => c.Score >= 0.6);

    [Fact]
    public void APayerInASentenceIsFound()
    {
        var packet = Packet.Whole(Form + "\nHer husband's work changed and she is now with Ravenna Teachers Benefit Trust as before.");
        var candidate = Assert.Single(packet.Of("coverage.payer").Select(static c => c.Candidate));
        Assert.Equal("Ravenna Teachers Benefit Trust", candidate.Value);
    }

    [Fact]
    public void AFormerPayerIsNotGiven()
    {
        const string Former = "\nUntil 2024 she was insured through Ravenna Teachers Benefit Trust, which paid for the first one.";
        Assert.DoesNotContain(Packet.Whole(Form + Former).Of("coverage.payer").Select(static c => c.Candidate), static c => c.Score >= 0.6);
        // The rules alone name it no more; in a clause of the present they do.
        Assert.DoesNotContain(new Packet(Form + Former).Of("coverage.payer").Select(static c => c.Candidate), static c => c.Rule == "payer-by-name");
        Assert.Contains(new Packet(Form + Former.Replace("Until 2024 she was", "She is", StringComparison.Ordinal)).Of("coverage.payer").Select(static c => c.Candidate), static c => c.Rule == "payer-by-name");
    }

    [Fact]
    public void WhatALabelGivesIsNotSoughtElsewhere() =>
        Assert.Equal("Northlake Health Plan", Assert.Single(Packet.Whole(Form + "\nHealth plan: Northlake Health Plan\nFormerly with Ravenna Teachers Benefit Trust.").Of("coverage.payer").Select(static c => c.Candidate), static c => c.Score > 0).Value);

    [Fact]
    public void ThePatientsIdIsShownWhereNoLabelOfItsOwnAnnouncesIt()
    {
        string form = Form.Replace("    Member ID: ABC12345678", string.Empty, StringComparison.Ordinal);
        Assert.Equal("QRT88104427", Assert.Single(Packet.Whole(form + "\nThe card that she carries bears QRT 8810 4427 this year.").Of("patient.memberId").Select(static c => c.Candidate)).Value);
        Assert.Empty(Packet.Whole(form + "\nThe card lists the group as 8810442 this year.").Of("patient.memberId").Select(static c => c.Candidate));
        Assert.Empty(Packet.Whole(form + "\nThe member can be called at 555-881-0442 this year.").Of("patient.memberId").Select(static c => c.Candidate));
    }

    [Fact]
    public void EveryRuleMatchesItsExampleAndNotItsCounterExample()
    {
        var rows = RuleFiles.Read("unclaimed.tsv", 6).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var pattern = new Regex(row[2], (row[1] == "i" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            Assert.True(pattern.IsMatch(row[4]), row[0] + " does not match its example");
            Assert.False(pattern.IsMatch(row[5]), row[0] + " matches its counter-example");
        }
    }
}
