using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Criteria;
using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Tests.Policies;

/// <summary>What must never be called met though its words stand in the chart: the other side, a relative who does not count, what is still to come, a result on both sides; beside each its near miss.</summary>
public class ReservationsTests
{
    private static readonly DateOnly Service = new(2026, 4, 20);

    private static readonly DocumentedTest Worn = new(["Kellgren-Lawrence grade 3", "Kellgren-Lawrence grade 4", "bone-on-bone"], ["Kellgren-Lawrence grade 1", "Kellgren-Lawrence grade 2"], 365);
    private static readonly DocumentedTest Plan = new(["plan of care"], [], 30);
    private static readonly DocumentedTest Counseled = new(["genetic counseling"], [], 182);
    private static readonly DocumentedTest OfFamily = new(["breast cancer", "ovarian cancer"], [], null, OfRelative: true);
    private static readonly DocumentedTest OfCloseFamily = OfFamily with { Relatives = ["parent", "sibling", "child", "grandparent", "aunt or uncle", "niece or nephew"] };
    private static readonly DocumentedTest OwnCancer = new(["history of breast cancer", "history of cancer"], [], null);
    private static readonly ExcludedTest Tuberculosis = new(["active tuberculosis", "active TB", "latent tuberculosis"], ["QuantiFERON negative"], null);
    private static readonly ExcludedTest Infection = new(["active infection", "cellulitis"], [], null);
    private static readonly ExcludedTest Smoking = new(["current smoker", "smokes daily"], ["quit smoking", "never smoker"], null);
    private static readonly LabTest Index = new(["AHI", "apnea-hypopnea index"], Comparison.AtLeast, 15, "events/hour", 365);
    private static readonly TherapyTest Exercise = new(["physical therapy"], 1, ["failed", "inadequate"], 42, null);
    private static readonly TherapyTest Soothing = new(["class:nsaid"], 1, ["failed", "inadequate", "contraindicated"], 28, null);

    private static JudgedCase Case(string service, params string[] texts)
    {
        ImmutableArray<AnnotatedDocument> documents = [.. texts.Select(static (t, i) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile($"{i}.txt", Encoding.UTF8.GetBytes(t)), t, [])))];
        var none = Fact.Absent.Instance;
        return new(
            new CaseFacts
            {
                Payer = none,
                LineOfBusiness = none,
                State = none,
                BirthDate = none,
                Specialty = none,
                RequestType = none,
                Services = [new(none, none, new Fact.Known(service, []), none, none, none)],
                Diagnoses = [],
                Treatments = [],
                Labs = [],
                Chart = new(PacketDays.Settled(documents), static (_, _) => true),
            },
            Service,
            new());
    }

    private static JudgedCase Visit(string chart, string service = "the service") => Case(service, "Office visit    04/13/2026\nPatient: Jane Roe\n\n" + chart);

    [Theory]
    [InlineData("X-ray: left knee bone on bone.", CriterionState.NotDocumented)]
    [InlineData("LEFT: bone on bone medially.\nRIGHT: early spurs, Kellgren-Lawrence grade 2.", CriterionState.NotMet)]
    [InlineData("RIGHT: bone on bone medially.\nLEFT: early spurs, Kellgren-Lawrence grade 2.", CriterionState.Met)]
    [InlineData("X-ray of both knees: bone on bone.", CriterionState.Met)]
    [InlineData("The left knee is fine, the right knee is bone on bone.", CriterionState.Met)]
    [InlineData("L hip sore. Knee films: bone on bone.", CriterionState.Met)]
    [InlineData("XR L knee    04/02/2026\nBone on bone.", CriterionState.NotDocumented)]
    [InlineData("XR R knee    04/02/2026\nBone on bone.", CriterionState.Met)]
    public void TheOtherKneeShowsNothing(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Documented(Worn, Visit(chart, "total knee arthroplasty, right knee")).State);

    [Fact]
    public void WithoutASideAskedForNothingIsOnTheOtherSide() => Assert.Equal(CriterionState.Met, StatementJudge.Documented(Worn, Visit("Left knee bone on bone.", "total knee arthroplasty")).State);

    [Theory]
    [InlineData("Will write POC w/ goals after 2nd visit.", CriterionState.NotDocumented)]
    [InlineData("Plan of care to follow.", CriterionState.NotDocumented)]
    [InlineData("Plan of care to be written next week.", CriterionState.NotDocumented)]
    [InlineData("Plan of care not yet signed.", CriterionState.NotDocumented)]
    [InlineData("Plan of care with goals written today.", CriterionState.Met)]
    [InlineData("POC: she will walk 200 ft in 4 weeks.", CriterionState.Met)]
    [InlineData("She will see us twice a week. Plan of care signed by Dr. Lowe.", CriterionState.Met)]
    public void WhatIsStillToBeWrittenIsNotThere(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Documented(Plan, Visit(chart)).State);

    [Theory]
    [InlineData("Genetic counseling appt is booked for 5/10.", CriterionState.NotDocumented)]
    [InlineData("Will attend genetic counseling.", CriterionState.NotDocumented)]
    [InlineData("Genetic counseling today, 45 minutes.", CriterionState.Met)]
    public void WhatIsOnlyBookedHasNotTakenPlace(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Documented(Counseled, Visit(chart)).State);

    [Theory]
    [InlineData("FHx: first cousin breast cancer 48, mother-in-law breast cancer.", CriterionState.NotDocumented, CriterionState.Met)]
    [InlineData("FHx: mother-in-law breast cancer.", CriterionState.NotDocumented, CriterionState.NotDocumented)]
    [InlineData("Family history: maternal aunt, breast cancer at 51.", CriterionState.Met, CriterionState.Met)]
    [InlineData("Family history: breast cancer in her grandmother.", CriterionState.Met, CriterionState.Met)]
    [InlineData("Family history: great-aunt had breast cancer.", CriterionState.NotDocumented, CriterionState.Met)]
    [InlineData("Mother had breast cancer at 39. Father: no cancer.", CriterionState.Met, CriterionState.Met)]
    [InlineData("Mother had breast cancer at 39.\nPedigree of April. Mother: no cancer.", CriterionState.Conflicting, CriterionState.Conflicting)]
    [InlineData("No parent, sibling, child, aunt, uncle, niece, nephew or grandparent with breast cancer.", CriterionState.NotMet, CriterionState.NotDocumented)]
    [InlineData("Father: no cancer.", CriterionState.NotDocumented, CriterionState.NotDocumented)]
    [InlineData("FHx: maternal aunt, breast cancer at 52. Personal hx: negative for cancer.", CriterionState.Met, CriterionState.Met)]
    public void OnlyTheRelativesOfThePolicyCount(string chart, CriterionState close, CriterionState any)
    {
        Assert.Equal(close, StatementJudge.Documented(OfCloseFamily, Visit(chart)).State);
        Assert.Equal(any, StatementJudge.Documented(OfFamily, Visit(chart)).State);
    }

    [Theory]
    [InlineData("Pt herself never had cancer.", CriterionState.NotMet)]
    [InlineData("No personal h/o malignancy.", CriterionState.NotMet)]
    [InlineData("No cancer of any kind.", CriterionState.NotMet)]
    [InlineData("No cancer of the skin.", CriterionState.NotDocumented)]
    [InlineData("No other cancer.", CriterionState.NotDocumented)]
    public void WhoDeniesTheWholeDeniesThePart(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Documented(OwnCancer, Visit(chart)).State);

    [Theory]
    [InlineData("Active TB has been ruled out.", CriterionState.Met)]
    [InlineData("Active TB has been ruled out.\nImpression: active pulmonary TB.", CriterionState.Conflicting)]
    [InlineData("Impression: active pulmonary TB.", CriterionState.NotMet)]
    [InlineData("No active pulmonary TB.", CriterionState.NotDocumented)]
    [InlineData("He is active. TB never.", CriterionState.NotDocumented)]
    public void AWordInBetweenDoesNotHideWhatExcludes(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Excluded(Tuberculosis, Visit(chart)).State);

    [Theory]
    [InlineData("No infection on exam today.", CriterionState.Met)]
    [InlineData("No infection on exam today.\nR shin cellulitis, on Keflex.", CriterionState.Conflicting)]
    [InlineData("No infection of the wound.", CriterionState.NotDocumented)]
    [InlineData("No infection of the wound or elsewhere.", CriterionState.Met)]
    public void NoInfectionDeniesAnActiveOne(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Excluded(Infection, Visit(chart)).State);

    [Theory]
    [InlineData("Soc: quit smoking in March.\nRN: smokes 3-4 cig/d.", CriterionState.Conflicting)]
    [InlineData("Soc: quit smoking in March.\nHer husband smokes 10 cigarettes a day.", CriterionState.Met)]
    [InlineData("Still smoking.", CriterionState.NotMet)]
    public void WhoSmokesSomeCigarettesSmokes(string chart, CriterionState state) => Assert.Equal(state, StatementJudge.Excluded(Smoking, Visit(chart)).State);

    [Theory]
    [InlineData("The study of 03/11/2026 showed an AHI of 16.8/h.", "", CriterionState.Met)]
    [InlineData("The study of 03/11/2026 showed an AHI of 16.8/h.", "POLYSOMNOGRAPHY   study date 03/11/2026\nOverall AHI 6.8/h.", CriterionState.Conflicting)]
    [InlineData("The study of 03/11/2026 showed an AHI of 16.8/h.", "Sleep lab sheet.\nOverall AHI 6.8/h.", CriterionState.NotDocumented)]
    [InlineData("The study of 03/11/2026 showed an AHI of 16.8/h.", "Office visit 01/05/2026\nAHI 6.8/h.", CriterionState.Met)]
    [InlineData("See report.", "HOME SLEEP TEST REPORT\nPatient: Jane Roe   DOB: 09/19/1956   Night of 03/10/2026\nAHI 17.4 per hour.", CriterionState.Met)]
    public void AResultOfTheReportCountsWithTheDayOfTheReport(string letter, string report, CriterionState state) =>
        Assert.Equal(state, LabJudge.Judge(Index, Case("CPAP", "Letter 04/13/2026\n\n" + letter, report)).State);

    [Fact]
    public void AnotherDocumentOfThePacketSettlesTheOrderOfDayAndMonth()
    {
        const string Slip = "SLEEP LAB REPORT   03/10/2026\nAHI 17.4 per hour.";
        Assert.Equal(CriterionState.NotDocumented, LabJudge.Judge(Index, Case("CPAP", Slip)).State);
        Assert.Equal(CriterionState.Met, LabJudge.Judge(Index, Case("CPAP", Slip, "Request of 04/22/2026")).State);
        Assert.Equal(CriterionState.NotDocumented, LabJudge.Judge(Index, Case("CPAP", Slip, "Request of 04/22/2026, received 22/04/2026")).State);
    }

    [Theory]
    [InlineData("Refused PT, never went to a single session.", CriterionState.NotMet)]
    [InlineData("She has not been to any physical therapy.", CriterionState.NotMet)]
    [InlineData("He has not improved with PT.", CriterionState.NotDocumented)]
    [InlineData("Her husband refused PT.", CriterionState.NotDocumented)]
    [InlineData("PT was not completed because of pain.", CriterionState.NotDocumented)]
    public void WhatWasRefusedWasNotTried(string chart, CriterionState state) => Assert.Equal(state, new TherapyJudge(Exercise, Visit(chart)).Judge().State);

    [Theory]
    [InlineData("2026-01-05", "2026-02-06", null, CriterionState.NotMet)]
    [InlineData("2026-01-05", "2026-02-14", null, CriterionState.NotMet)]
    [InlineData("2026-01-05", "2026-02-15", null, CriterionState.NotDocumented)]
    [InlineData("2026-01-05", null, null, CriterionState.NotDocumented)]
    [InlineData("2026-04-05", "2026-04-25", null, CriterionState.NotDocumented)]
    [InlineData("2026-01-05", "2026-02-06", "ongoing", CriterionState.NotDocumented)]
    [InlineData("2026-01-05", "2026-02-15", "failed", CriterionState.Met)]
    public void ACourseThatEndedTooSoonDoesNotCountWhateverCameOfIt(string start, string? end, string? outcome, CriterionState state)
    {
        static Fact Of(string? text) => text is null ? Fact.Absent.Instance : new Fact.Known(text, []);
        var judged = Visit("PT was tried.");
        judged = judged with { Facts = judged.Facts with { Treatments = [new(Of("PT"), Of(outcome), Of(start), Of(end))] } };
        Assert.Equal(state, new TherapyJudge(Exercise, judged).Judge().State);
    }

    [Fact]
    public void ACourseThatHadToBeStoppedMayBeShort()
    {
        var judged = Visit("PT was tried.");
        judged = judged with { Facts = judged.Facts with { Treatments = [new(new Fact.Known("PT", []), Fact.Absent.Instance, new Fact.Known("2026-01-05", []), new Fact.Known("2026-01-09", []))] } };
        Assert.Equal(CriterionState.NotDocumented, new TherapyJudge(Exercise with { Outcomes = ["failed", "intolerant"] }, judged).Judge().State);
    }

    [Theory]
    [InlineData("Quantity: 1", "E0601", 1, CriterionState.Met)]
    [InlineData("Quantity: 2", "E0601", 1, CriterionState.NotMet)]
    [InlineData("Quantity: 1", "J0129", 1, CriterionState.NotDocumented)]
    [InlineData("Quantity: 1", null, 1, CriterionState.NotDocumented)]
    public void ACountOfDevicesNeedsNoUnitAndAnAmountOfADrugDoes(string written, string? code, int limit, CriterionState state)
    {
        var judged = Visit(written);
        var none = Fact.Absent.Instance;
        var service = new ServiceFacts(code is null ? none : new Fact.Known(code, []), none, new Fact.Known("abatacept by infusion".Substring(code == "J0129" ? 0 : 10), []), new Fact.Known(written[^1..], []), none, none);
        judged = judged with { Facts = judged.Facts with { Services = [service] }, Scope = new() { Codes = [new("HCPCS", "E0601"), new("HCPCS", "J0129")], Drugs = ["abatacept"] } };
        var criterion = new Criterion("one", "One.", null!, new QuantityTest(limit, "units"), "quantity", new("supplier", "Please say."));
        Assert.Equal(state, LeafJudge.Judge(criterion, judged).State);
    }

    [Theory]
    [InlineData("Seen together w/ Dr. R. Okafor (rheumatologist), who agrees.", CriterionState.Met)]
    [InlineData("Dr. Brandt, rheumatologist, saw her by e-consult on April 9.", CriterionState.Met)]
    [InlineData("Rheumatology has not seen her; a rheumatologist will be asked.", CriterionState.NotMet)]
    [InlineData("Her sister's rheumatologist recommends abatacept to her sister.", CriterionState.NotMet)]
    public void ASpecialistWhoSawThePatientWasConsulted(string chart, CriterionState state)
    {
        var judged = Visit(chart);
        judged = judged with { Facts = judged.Facts with { Specialty = new Fact.Known("Family Medicine", []) } };
        var criterion = new Criterion("s", "S.", null!, new SpecialtyTest(["rheumatology"], ["rheumatologist", "rheumatology"]), "note", new("prescriber", "Please send it."));
        Assert.Equal(state, LeafJudge.Judge(criterion, judged).State);
    }

    [Theory]
    [InlineData("No NSAIDs ever.", CriterionState.NotMet)]
    [InlineData("No NSAIDs ever, nephrologist forbids them.", CriterionState.Met)]
    [InlineData("Never took naproxen.", CriterionState.NotDocumented)]
    public void OneDrugNotTakenDeniesNoOtherOfItsClass(string chart, CriterionState state) => Assert.Equal(state, new TherapyJudge(Soothing, Visit(chart)).Judge().State);
}
