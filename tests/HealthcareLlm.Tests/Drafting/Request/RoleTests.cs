using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>The second opinion that is learned from golden packets, and the forms of one name.</summary>
public sealed class RoleTests
{
    [Fact]
    public void ValuesCompeteWithEachOtherAndWithNone()
    {
        var model = RoleModel.Read([["Npi", "none", "0 0"], ["Npi", "b:prescriber", "2 -1"], ["Npi", "b:facility", "-1 3"]]);
        double[][] predicted = model.Predict("Npi", [["b:prescriber", "b:unknown"], ["b:facility"]]);
        // exp(2) / (1 + exp(2) + exp(-1)), by hand.
        Assert.Equal(0.843794734, predicted[0][0], 5);
        Assert.Equal(Math.Exp(3) / (1 + Math.Exp(3) + Math.Exp(-1)), predicted[1][1], 9);
        // Codes do not compete with each other.
        var codes = RoleModel.Read([["Procedure", "none", "1"], ["Procedure", "b:cpt", "3"]]).Predict("Procedure", [["b:cpt"], ["b:cpt"]]);
        Assert.All(codes, static c => Assert.Equal(0.880797, c[0], 5));
    }

    [Fact]
    public void ARowOfTheWrongLengthIsAFault() => Assert.Contains("Npi b:x", Assert.Throws<InvalidDataException>(static () => RoleModel.Read([["Npi", "b:x", "1"]])).Message, StringComparison.Ordinal);

    [Fact]
    public void TheModelThatShipsHasEveryKind()
    {
        var kinds = RuleFiles.Read("roles.tsv", 3).Select(static r => r[0]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(RoleModel.Roles.Keys.Order(StringComparer.Ordinal), kinds);
        Assert.Equal(RoleModel.Roles.Count, RuleFiles.Read("roles.tsv", 3).Count(static r => r[1] == RoleModel.None));
    }

    [Fact]
    public void TheFullestFormOfANameIsGiven()
    {
        var packet = Packet.Whole(
            "PRIOR AUTHORIZATION REQUEST\nPatient name: P Rosendale\nDate of birth: 02/03/1960\nMember ID: ABC12345678\nOrdering provider: Ann Lee, MD  NPI: 1234567893",
            "OFFICE NOTE\nPatient: Philippa Joan Rosendale   DOB 02/03/1960\nSeen 03/02/2026.\nHPI: knee pain for a year.");
        packet.Has(("patient.name", "Philippa Joan Rosendale"));
    }

    [Fact]
    public void AnotherOfTheSameNameIsNoForm()
    {
        var packet = Packet.Whole(
            "PRIOR AUTHORIZATION REQUEST\nPatient name: Philippa Rosendale\nDate of birth: 02/03/1960\nMember ID: ABC12345678\nSubscriber: Martin Joseph Rosendale",
            "OFFICE NOTE\nPatient: Philippa Rosendale   DOB 02/03/1960\nHer father Martin Joseph Rosendale came along.");
        packet.Has(("patient.name", "Philippa Rosendale"));
    }
}
