using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Ingestion;

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

    [Theory]
    [InlineData("06/03/68", "1968-06-03")]
    [InlineData("06/03/46", "2046-06-03")]
    [InlineData("06/03/47", "1947-06-03")]
    [InlineData("14-Jun-68", "1968-06-14")]
    public void AYearInTwoDigitsLiesNoLongerAheadThanPlansReach(string words, string day)
    {
        Assert.Equal([day], DateReadings.Dates(words, new PacketDates(true, false, 2026, 0)).Select(static d => d.Value));
        // Where no year is written whole, there is nothing to reckon from.
        if (words == "06/03/68") Assert.Equal(["2068-06-03"], DateReadings.Dates(words, new PacketDates(true, false, 0, 0)).Select(static d => d.Value));
    }

    [Fact]
    public void TreesSayHalfOfWhatTheModelSays()
    {
        // Asks for 'b:id'; where it is there, for 'a:group'.
        var trees = RoleTrees.Read([["Id", "feature", "b:id"], ["Id", "feature", "a:group"], ["Id", "patient.memberId", "0 =-1 1 =4 =-2.5"], ["Id", "patient.memberId", "1 =0.5 =0"]]);
        var model = RoleModel.Read([["Id", "none", "0 0 0"], ["Id", "b:id", "1 0 0"]], trees);
        double[][] predicted = model.Predict("Id", [["b:id"], ["b:id", "a:group"], ["b:other"]]);
        // Margins by hand: (1 + (4 + 0.5 - 3)) / 2, (1 + (-2.5 + 0 - 3)) / 2, (0 + (-1 + 0.5 - 3)) / 2.
        double[] margins = [1.25, -2.25, -1.75];
        double all = 1 + margins.Sum(Math.Exp);
        Assert.All(margins.Zip(predicted), m => Assert.Equal(Math.Exp(m.First) / all, m.Second[0], 12));
        Assert.Contains("a:group", model.Vocabulary);
    }

    [Theory]
    [InlineData("patient.npi", "=1", "has no leaf")]
    [InlineData("patient.memberId", "0 =1", "cut off")]
    [InlineData("patient.memberId", "=1 =2", "does not end")]
    [InlineData("patient.memberId", "7 =1 =2", "no feature 7")]
    public void ATreeThatIsNotWholeIsAFault(string leaf, string tree, string fault) =>
        Assert.Contains(fault, Assert.Throws<InvalidDataException>(() => RoleTrees.Read([["Id", "feature", "b:id"], ["Id", leaf, tree]])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("IBT 5093  6627 01", "IBT5093662701")]
    [InlineData("IBT 5093  6627 01", "IBT5093")]
    [InlineData("NWC_ 4471 90265", "NWC447190265")]
    public void AnIdentifierMayGoOnOverAGap(string written, string value) =>
        Assert.Contains(MentionsOf("Member ID: " + written + "\n"), m => m.Kind == RoleKind.Id && m.Value == value);

    [Fact]
    public void APartThatTheRulesReadIsTheWholeThatTheModelFindsLikelier()
    {
        var rules = new Dictionary<string, (double, string)> { ["IBT5093"] = (0.9, "x") };
        Assert.Equal(["IBT5093662701"], TwoOpinions.Whole("patient.memberId", new Dictionary<string, double> { ["IBT5093"] = 0.2, ["IBT5093662701"] = 0.6 }, rules).Keys);
        Assert.Equal(["IBT5093"], TwoOpinions.Whole("patient.memberId", new Dictionary<string, double> { ["IBT5093"] = 0.6, ["IBT5093662701"] = 0.2 }, rules).Keys);
        // No part of it, of another kind, or too short to be told.
        Assert.Equal(["IBT5093"], TwoOpinions.Whole("patient.memberId", new Dictionary<string, double> { ["IBT6093662701"] = 0.6 }, rules).Keys);
        Assert.Equal(["IBT5093"], TwoOpinions.Whole("requestingProvider.npi", new Dictionary<string, double> { ["IBT5093662701"] = 0.6 }, rules).Keys);
        Assert.Equal(["IBT"], TwoOpinions.Whole("patient.memberId", new Dictionary<string, double> { ["IBT5093662701"] = 0.6 }, new() { ["IBT"] = (0.9, "x") }).Keys);
    }

    [Theory]
    [InlineData("Quartermaine, Elwood J., Jr.", "Elwood J Quartermaine Jr")]
    [InlineData("Haverford, Ida Mae  Financial", "Ida Mae Haverford")]
    [InlineData("Haverford, Ida  M", "Ida M Haverford")]
    [InlineData("Haverford, Ida Mae Beatrice", "Ida Mae Beatrice Haverford")]
    public void ANameEndsWhereItEnds(string written, string name) => Assert.Equal(name, NameReadings.Person(written)?.Value);

    [Fact]
    public void ARowOfTheWrongLengthIsAFault() => Assert.Contains("Npi b:x", Assert.Throws<InvalidDataException>(static () => RoleModel.Read([["Npi", "b:x", "1"]])).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatSpeaksForEachValueIsWrittenOutByHand()
    {
        var (keys, rows) = TwoOpinions.Features(new Dictionary<string, double> { ["A"] = 0.5, ["B"] = 0.25 }, new Dictionary<string, (double, string)> { ["B"] = (0.9, "x"), ["C"] = (0.6, "x") });
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
            leaf, new Dictionary<string, double> { ["A"] = model }, rule is { } r ? rival is { } o ? new Dictionary<string, (double, string)> { ["A"] = (r, "x"), ["B"] = (o, "x") } : new() { ["A"] = (r, "x") } : rival is { } b ? new() { ["B"] = (b, "x") } : []).GetValueOrDefault("A");
        var ranked = TwoOpinions.Of(leaf, new Dictionary<string, double> { ["A"] = 0.1, ["B"] = 0.8 }, new Dictionary<string, (double, string)>());
        Assert.True(ranked["B"] > ranked["A"] && ranked.Values.Sum() < 1);
        double both = P(leaf, 0.97, 0.97, null);
        Assert.InRange(both, TwoOpinions.From(leaf), 1);
        Assert.True(both > P(leaf, 0.97, null, null) && both > P(leaf, 0.05, 0.97, null));
        Assert.True(P(leaf, 0.6, null, 0.95) < TwoOpinions.From(leaf));
    }

    [Fact]
    public void EachLeafThatIsWeighedHasItsWeights()
    {
        var leaves = RuleFiles.Read("opinions.tsv", 4).Select(static r => r[0]).Order(StringComparer.Ordinal);
        Assert.Equal(RoleModel.Roles.Where(static r => r.Key != nameof(RoleKind.Therapy)).SelectMany(static r => r.Value).Order(StringComparer.Ordinal), leaves);
        Assert.All(RuleFiles.Read("opinions.tsv", 4), static r => Assert.Equal(r[0].EndsWith("].code", StringComparison.Ordinal) ? TwoOpinions.CodeWidth : TwoOpinions.Width, r[1].Split(' ').Length));
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

    /// <summary>A suffix belongs to the name, unless somebody of the same name bears another: then it may be his.</summary>
    [Theory]
    [InlineData("Seen 03/02/2026.", "Elwood Quartermaine Jr")]
    [InlineData("His father, Elwood Quartermaine Sr, came along.", "Elwood Quartermaine")]
    public void ASuffixIsPartOfTheFullestForm(string remark, string name)
    {
        var packet = Packet.Whole(
            "PRIOR AUTHORIZATION REQUEST\nPatient name: Elwood Quartermaine\nDate of birth: 02/03/1960\nMember ID: ABC12345678\nOrdering provider: Ann Lee, MD  NPI: 1234567893",
            "OFFICE NOTE\nPatient: Elwood Quartermaine Jr   DOB 02/03/1960\n" + remark + "\nHPI: knee pain for a year.");
        packet.Has(("patient.name", name));
    }

    [Fact]
    public void AnotherOfTheSameNameIsNoForm()
    {
        var packet = Packet.Whole(
            "PRIOR AUTHORIZATION REQUEST\nPatient name: Philippa Rosendale\nDate of birth: 02/03/1960\nMember ID: ABC12345678\nSubscriber: Martin Joseph Rosendale",
            "OFFICE NOTE\nPatient: Philippa Rosendale   DOB 02/03/1960\nHer father Martin Joseph Rosendale came along.");
        packet.Has(("patient.name", "Philippa Rosendale"));
    }

    [Fact]
    public void WordsThatMayBeAChoiceAreFoundBesideBoxesAndInSentences()
    {
        const string line = "Review: [ ] Expedited (72 hours)  [x] Standard, home";
        var found = ChoiceMentions.In(line).Select(r => (r.Value, Words: line[r.Start..r.End])).ToList();
        Assert.Contains(("request.urgency=expedited", "Expedited"), found);
        Assert.Contains(("request.urgency=standard", "Standard"), found);
        Assert.Contains(found, static f => f.Value == "request.setting=home");
        Assert.DoesNotContain(ChoiceMentions.In("Call 555-010-2000 before noon"), static r => r.Value.StartsWith("request.urgency", StringComparison.Ordinal));

        var standard = new HashSet<string>();
        ChoiceMentions.Boxes(standard, line, line.IndexOf("Standard", StringComparison.Ordinal), line.IndexOf("Standard", StringComparison.Ordinal) + 8);
        Assert.Contains("box=marked", standard);
        var expedited = new HashSet<string>();
        ChoiceMentions.Boxes(expedited, line, line.IndexOf("Expedited", StringComparison.Ordinal), line.IndexOf("Expedited", StringComparison.Ordinal) + 9);
        Assert.Contains("box=empty", expedited);
        Assert.Contains("box=empty-other-marked", expedited);
    }

    [Fact]
    public void AnAmountIsDescribedByTheCodeOfItsLineAndByThoseBefore()
    {
        var mentions = MentionsOf("Code     Units\n97110    12\n97140    6\nPrior visits 30");
        var codes = mentions.FindAll(static m => m.Kind == RoleKind.Procedure);
        Assert.Equal(["97110", "97140"], codes.Select(static c => c.Value));
        var links = ServiceLinks.Of(RoleKind.Amount, mentions, codes, "97140", new HashSet<string> { "97110", "97140" }, 2, [], new(mentions)).ToDictionary(static l => l.Mention.Value, static l => l.Features);
        Assert.Superset(new HashSet<string> { "L=>0", "LC=own", "B=own", "S=many" }, links["6"].ToHashSet());
        Assert.Superset(new HashSet<string> { "L=-1", "LC=asked", "B=asked" }, links["12"].ToHashSet());
        Assert.Superset(new HashSet<string> { "L=+1", "LC=none", "B=own" }, links["30"].ToHashSet());
        Assert.Contains("L=none", ServiceLinks.Of(RoleKind.Amount, mentions, codes, null, new HashSet<string>(), 1, [], new(mentions))[0].Features);
        // The first amount behind the code in its row, and the last.
        Assert.Superset(new HashSet<string> { "R=0-0", "N=none" }, links["6"].ToHashSet());
        Assert.DoesNotContain(links["12"], static f => f.StartsWith("R=", StringComparison.Ordinal));
    }

    [Fact]
    public void NamesAndNumbersStopAtTheirCellsAndAtWordsOfForms()
    {
        var mentions = MentionsOf("Beneficiary Theo Vandermeer Birthdate 02/03/1960      Plan HMO\nMember ID GBS 0071 552093      Group MA400");
        Assert.Contains(mentions, static m => m is { Kind: RoleKind.Name, Value: "Theo Vandermeer" });
        Assert.DoesNotContain(mentions, static m => m.Kind == RoleKind.Name && (m.Value.Contains("Beneficiary", StringComparison.Ordinal) || m.Value.Contains("Birth", StringComparison.Ordinal)));
        Assert.Contains(mentions, static m => m is { Kind: RoleKind.Id, Value: "GBS0071552093" });
        Assert.Contains(mentions, static m => m is { Kind: RoleKind.Date, Value: "1960-02-03" });
    }

    [Theory]
    [InlineData("ndc", false)]
    [InlineData("description", true)]
    public void ACodeThatOnlyTheModelSeesIsAServiceUnlessItIsTheDrugsOwn(string leaf, bool added)
    {
        var (context, mentions) = Read("HCPCS code: J9312   NDC: 50242-0051-21");
        var drug = mentions.Find(static m => m.Value == "50242005121")!;
        context.AddSpans("request.services[0].code", drug.Page, "J9312", 0.9, "test", false, Doubt.None, mentions.Find(static m => m.Value == "J9312")!.Span);
        context.AddSpans("request.services[0]." + leaf, drug.Page, "50242005121", 0.9, "test", false, Doubt.None, drug.Span);
        CodeArbiter.Draft(context, RoleKind.Procedure, "request.services[", [new(RoleKind.Procedure, drug.Value, [drug], [0.999])]);
        Assert.Equal(added, context.Book.Has("request.services[1].code", TwoOpinions.GivenScore));
    }

    [Fact]
    public void AServiceThatTheModelThinksNobodyAsksForIsHeldBackWhole()
    {
        var (context, mentions) = Read("Approved last year: 72141   Units 3");
        var code = mentions.Find(static m => m.Kind == RoleKind.Procedure)!;
        context.AddSpans("request.services[0].code", code.Page, "72141", 0.7, "test", false, Doubt.None, code.Span);
        context.AddSpans("request.services[0].quantity", code.Page, "3", 0.9, "test", false, Doubt.None, mentions.Find(static m => m.Value == "3")!.Span);
        CodeArbiter.Draft(context, RoleKind.Procedure, "request.services[", [new(RoleKind.Procedure, code.Value, [code], [0.001])]);
        Assert.False(context.Book.Has("request.services[0].code", TwoOpinions.DoubtedScore) || context.Book.Has("request.services[0].quantity", TwoOpinions.DoubtedScore));
    }

    [Fact]
    public void AServiceWithoutACodeIsDescribedByTheWordsThatNameIt()
    {
        var mentions = MentionsOf("Drug asked for: apixaban 5 mg\nQuantity 60\nAlso takes metformin 500 mg");
        var names = mentions.FindAll(static m => m is { Kind: RoleKind.Therapy, Value: "apixaban" });
        var links = ServiceLinks.Of(RoleKind.Amount, mentions, [], null, new HashSet<string>(), 1, names, new(mentions));
        Assert.Contains("NL=+1", links.Find(static l => l.Mention.Value == "60").Features);
    }

    [Theory]
    [InlineData("apixaban", 0.9, true)]
    [InlineData("apixaban", 0.5, false)]
    public void TheOnlyServiceWithoutACodeTakesTheNameOfWhatIsAskedFor(string drug, double probability, bool named)
    {
        var (context, mentions) = Read("Preferred ones are A and B\napixaban 5 mg tablet      Quantity 60");
        context.AddSpans("request.services[0].description", mentions[0].Page, "Preferred ones are A and B", 0.8, "test", false, Doubt.None, new TextSpan(0, 26));
        context.AddSpans("request.services[0].quantity", mentions[0].Page, "60", 0.8, "test", false, Doubt.None, mentions.Find(static m => m.Value == "60")!.Span);
        var therapy = mentions.Find(m => m.Kind == RoleKind.Therapy && m.Value == drug)!;
        var held = ServiceNames.Draft(context, mentions, [new(RoleKind.Therapy, drug, [therapy], [0, 0, probability])]);
        var best = context.Book.Of("request.services[0].description").MaxBy(static c => c.Score)!;
        Assert.Equal(named, best.Value == "apixaban 5 mg tablet");
        Assert.Equal(named ? [] : ["request.services[0]."], held);
        // Where nobody can tell what is asked for, how many of it is not given either.
        Assert.Equal(named, context.Book.Has("request.services[0].quantity", TwoOpinions.DoubtedScore));
    }

    [Fact]
    public void WordsThatNameNothingBesideACodedServiceAreNoService()
    {
        var (context, mentions) = Read("CPT 72148   Units 1\nLimb 26 cm   start 2026-03-02");
        var code = mentions.Find(static m => m.Kind == RoleKind.Procedure)!;
        context.AddSpans("request.services[0].code", code.Page, "72148", 0.9, "test", false, Doubt.None, code.Span);
        context.AddSpans("request.services[1].description", code.Page, "Limb 26 cm", 0.8, "test", false, Doubt.None, code.Span);
        context.AddSpans("request.services[1].startDate", code.Page, "2026-03-02", 0.9, "test", false, Doubt.None, mentions.Find(static m => m.Kind == RoleKind.Date)!.Span);
        ServiceNames.Draft(context, mentions, []);
        Assert.True(context.Book.Has("request.services[0].code", TwoOpinions.GivenScore));
        Assert.False(context.Book.Has("request.services[1].description", TwoOpinions.DoubtedScore) || context.Book.Has("request.services[1].startDate", TwoOpinions.DoubtedScore));
    }

    [Fact]
    public void ALetterBehindAGivenNameIsAnInitial()
    {
        Assert.Contains(MentionsOf("Rosendale, Philippa M      1234567893"), static m => m is { Kind: RoleKind.Name, Value: "Philippa M Rosendale" });
        // Recognition that broke a name leaves none.
        Assert.DoesNotContain(MentionsOf("Linnea Ekstr6m      DOB 02/03/1960"), static m => m.Kind == RoleKind.Name);
    }

    [Fact]
    public void WhatNothingDisputesIsGivenAndWhatSomethingDisputesIsNot()
    {
        const string head = "PRIOR AUTHORIZATION REQUEST\nPatient name: Jane Roe\nDate of birth: 02/23/1961\n";
        Packet.Whole(head + "Member ID: W1234567\n").Has(("patient.memberId", "W1234567"));
        Assert.NotEqual("W1234567", Packet.Whole(head + "Member ID: W1234567\nMember ID: X7654321\n")["patient.memberId"]);
    }

    /// <summary>Both keep a score with which the guards see a conflict; a date that shares little with the other is weighed.</summary>
    [Theory]
    [InlineData("04/25/1974", true)]
    [InlineData("11/30/1949", false)]
    public void ABirthDateWrittenInTwoWaysStaysAConflict(string other, bool both)
    {
        var packet = Packet.Whole("PRIOR AUTHORIZATION REQUEST\nPatient name: Jane Roe\nDate of birth: 04/15/1974\nMember ID: W1234567\n\nPATIENT INFORMATION\nPatient name: Jane Roe\nDate of birth: " + other + "\n");
        Assert.Equal(both ? 2 : 0, packet.Of("patient.birthDate").Count(static c => c.Candidate.Score > 0.6));
    }

    [Fact]
    public void WhatARuleIsWorthCounts()
    {
        double Quantity(string rule) => TwoOpinions.Of("request.services[].quantity", new Dictionary<string, double> { ["A"] = 0.4 }, new Dictionary<string, (double, string)> { ["A"] = (0.9, rule) })["A"];
        Assert.True(Quantity("service-row") > Quantity("no-such-rule"));
        Assert.True(Quantity("asked-in-prose") < Quantity("no-such-rule"));
    }

    internal static List<RoleMention> MentionsOf(string text) => Read(text).Mentions;

    internal static (RequestContext Context, List<RoleMention> Mentions) Read(string text)
    {
        var document = ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("0.txt", Encoding.UTF8.GetBytes(text)), text, []));
        var context = RequestContext.Of(new([document], PatientAssessor.Assess([document])));
        return (context, RoleMentions.Of(context, null));
    }
}
