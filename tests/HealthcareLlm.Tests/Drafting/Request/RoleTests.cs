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
    public void WhatSpeaksForEachValueIsWrittenOutByHand()
    {
        var (keys, rows) = TwoOpinions.Features(new Dictionary<string, double> { ["A"] = 0.5, ["B"] = 0.25 }, new Dictionary<string, double> { ["B"] = 0.9, ["C"] = 0.6 });
        Assert.Equal(["A", "B", "C"], keys);
        Assert.Equal([Math.Log(0.5), 0, 0, 0, 0, 0, 0], rows[0]);
        Assert.Equal([Math.Log(0.25), 0, 1, 0.81, 1, 0, 0], rows[1].Select(static x => Math.Round(x, 12) is var r && Math.Abs(r - 0.81) < 1e-9 ? 0.81 : x));
        Assert.Equal([Math.Log(0.001), 1, 1, 0.36, 0, 0, 0], rows[2]);
        // None: what the model leaves over, and the best score of the rules.
        Assert.Equal(Math.Log(0.25), rows[3][0], 12);
        Assert.Equal([1, 0.81], rows[3][5..].Select(static x => Math.Round(x, 12)));
    }

    [Theory]
    [InlineData("patient.memberId")]
    [InlineData("requestingProvider.npi")]
    [InlineData("request.services[].quantity")]
    [InlineData("request.urgency")]
    public void AgreementIsSurerThanEitherAloneAndADisputeIsNotSure(string leaf)
    {
        static double P(string leaf, double model, double? rule, double? rival) => TwoOpinions.Of(
            leaf, new Dictionary<string, double> { ["A"] = model }, rule is { } r ? rival is { } o ? new Dictionary<string, double> { ["A"] = r, ["B"] = o } : new() { ["A"] = r } : rival is { } b ? new() { ["B"] = b } : []).GetValueOrDefault("A");
        double both = P(leaf, 0.97, 0.97, null);
        Assert.InRange(both, TwoOpinions.From(leaf), 1);
        Assert.True(both > P(leaf, 0.97, null, null) && both > P(leaf, 0.05, 0.97, null));
        Assert.True(P(leaf, 0.6, null, 0.95) < TwoOpinions.From(leaf));
    }

    [Fact]
    public void EachLeafThatIsWeighedHasItsWeights()
    {
        var leaves = RuleFiles.Read("opinions.tsv", 3).Select(static r => r[0]).Order(StringComparer.Ordinal);
        Assert.Equal(RoleModel.Roles.Where(static r => r.Key != nameof(RoleKind.Therapy)).SelectMany(static r => r.Value).Order(StringComparer.Ordinal), leaves);
        Assert.All(RuleFiles.Read("opinions.tsv", 3), static r => Assert.Equal(r[0].EndsWith("].code", StringComparison.Ordinal) ? TwoOpinions.CodeWidth : TwoOpinions.Width, r[1].Split(' ').Length));
    }

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
