using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>The second opinion that is learned from golden packets, and the forms of one name.</summary>
public sealed class RoleTests
{
    [Fact]
    public void LearnsWhichWordsTellARoleAndIsTheSameEachTime()
    {
        var examples = Enumerable.Range(0, 40).Select(static i => (RoleKind.Date, (IReadOnlyList<string>)(i % 2 == 0 ? ["bias", "b1:born"] : ["bias", "b1:seen"]), i % 2 == 0 ? 1 : 0)).ToList();
        var model = RoleModel.Learn(examples);
        Assert.True(model.Predict(RoleKind.Date, ["bias", "b1:born"])[1] > 0.9);
        Assert.True(model.Predict(RoleKind.Date, ["bias", "b1:seen"])[0] > 0.9);
        Assert.Equal(model.Rows(), RoleModel.Learn(examples).Rows());
    }

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        var model = RoleModel.Learn([(RoleKind.Npi, ["bias", "b:prescriber"], 1), (RoleKind.Npi, ["bias", "b:pcp"], 0)]);
        var again = RoleModel.Read(model.Rows().Select(static r => r.Split('\t')));
        Assert.Equal(model.Predict(RoleKind.Npi, ["bias", "b:pcp"])[0], again.Predict(RoleKind.Npi, ["bias", "b:pcp"])[0], 1);
    }

    [Fact]
    public void TheModelThatShipsHasEveryKind()
    {
        var kinds = RuleFiles.Read("roles.tsv", 3).Select(static r => r[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(RoleModel.Roles.Keys.Select(static k => k.ToString()).Order(StringComparer.Ordinal), kinds);
        Assert.All(RuleFiles.Read("roles.tsv", 3), static r => Assert.Equal(RoleModel.Roles[Enum.Parse<RoleKind>(r[0])].Length, r[2].Split(' ').Length));
    }

    [Fact]
    public void TheFullestFormOfANameIsGiven()
    {
        var packet = new Packet(
            "PRIOR AUTHORIZATION REQUEST\nPatient name: P Rosendale\nDate of birth: 02/03/1960\nMember ID: ABC12345678\nOrdering provider: Ann Lee, MD  NPI: 1234567893",
            "OFFICE NOTE\nPatient: Philippa Joan Rosendale   DOB 02/03/1960\nSeen 03/02/2026.\nHPI: knee pain for a year.");
        packet.Has(("patient.name", "Philippa Joan Rosendale"));
    }

    [Fact]
    public void AnotherOfTheSameNameIsNoForm()
    {
        var packet = new Packet(
            "PRIOR AUTHORIZATION REQUEST\nPatient name: Philippa Rosendale\nDate of birth: 02/03/1960\nMember ID: ABC12345678\nSubscriber: Martin Joseph Rosendale",
            "OFFICE NOTE\nPatient: Philippa Rosendale   DOB 02/03/1960\nHer father Martin Joseph Rosendale came along.");
        packet.Has(("patient.name", "Philippa Rosendale"));
    }
}
