using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>A value that an engine quotes truly from a place that denies it is held back; what only sounds like a denial is not. The value is in square brackets.</summary>
public class DenialTests
{
    private const string Treatment = "clinical.priorTreatments[0].treatment", Code = "diagnoses[0].code", Description = "diagnoses[0].description", Finding = "clinical.findings[0]",
        Current = "clinical.currentMedications[0].name", Allergy = "clinical.allergies[0]", Service = "request.services[0].code";

    [Theory]
    [InlineData(Treatment, "She never received [methotrexate].")]
    [InlineData(Treatment, "never received [Methotrexate] 15 mg weekly 01/2025 - 06/2025 no response")]
    [InlineData(Treatment, "She never received [metoprolol] since 04/2026.")]
    [InlineData(Treatment, "He has not tried [physical therapy] for the knee.")]
    [InlineData(Treatment, "She hasn't been treated with [adalimumab].")]
    [InlineData(Treatment, "No prior use of [methotrexate].")]
    [InlineData(Treatment, "No history of treatment with [infliximab].")]
    [InlineData(Treatment, "Denies ever taking [methotrexate].")]
    [InlineData(Treatment, "Never tried methotrexate, leflunomide or [sulfasalazine].")]
    [InlineData(Treatment, "The patient did not take [methotrexate].")]
    [InlineData(Treatment, "[Methotrexate] was never started because of cost.")]
    [InlineData(Treatment, "[Esketamine] not tried (no driver).")]
    [InlineData(Treatment, "[Methotrexate] 15 mg weekly: never")]
    [InlineData(Treatment, "[Surgery] was declined.")]
    [InlineData(Code, "No evidence of [M17.12].")]
    [InlineData(Code, "Not [M17.12].")]
    [InlineData(Code, "Diagnosis: not [M17.12].")]
    [InlineData(Code, "[M17.12] was ruled out by MRI.")]
    [InlineData(Code, "Pneumothorax ([J93.9] excluded).")]
    [InlineData(Code, "Osteoarthritis of the knee ([M17.12]) was ruled out.")]
    [InlineData(Code, "He has no HIV ([B20]).")]
    [InlineData(Code, "Does not meet criteria for [Z15.01].")]
    [InlineData(Code, "FH: brother alcohol dependence ([F10.20]).")]
    [InlineData(Description, "No evidence of [zebra stripe syndrome].")]
    [InlineData(Description, "There is no evidence of [osteoarthritis].")]
    [InlineData(Finding, "MRI shows no evidence of [a complex tear of the medial meniscus].")]
    [InlineData(Finding, "No evidence of [reflux to the knee, wall not thickened].")]
    [InlineData(Current, "She is not taking [methotrexate].")]
    [InlineData(Current, "He no longer takes [methotrexate].")]
    [InlineData(Allergy, "She is not allergic to [penicillin].")]
    [InlineData(Allergy, "Denies allergy to [latex].")]
    [InlineData(Service, "We are not requesting [72148].")]
    [InlineData(Service, "CPT [72148] is not needed.")]
    [InlineData(Service, "[81215] is withdrawn.")]
    public void WhatIsDeniedIsHeldBack(string path, string marked) => Assert.Equal(Verdict.AssertionContradicts, VerdictOf(path, marked));

    [Theory]
    [InlineData(Treatment, "There was no response to [methotrexate].")]
    [InlineData(Treatment, "She did not tolerate [methotrexate].")]
    [InlineData(Treatment, "The disease is not controlled on [methotrexate].")]
    [InlineData(Treatment, "Without relief from [NSAIDs].")]
    [InlineData(Treatment, "He no longer takes [methotrexate].")]
    [InlineData(Treatment, "She never stopped [methotrexate].")]
    [InlineData(Treatment, "No improvement after [physical therapy].")]
    [InlineData(Treatment, "No [methotrexate] toxicity.")]
    [InlineData(Treatment, "No further [methotrexate] was given.")]
    [InlineData(Treatment, "Did not receive a full course of [methotrexate].")]
    [InlineData(Treatment, "Cannot be controlled without [methotrexate].")]
    [InlineData(Treatment, "She has not received [infliximab] since 2023.")]
    [InlineData(Treatment, "Currently not taking [methotrexate].")]
    [InlineData(Treatment, "No NSAIDs, [methotrexate] since 2020.")]
    [InlineData(Treatment, "[Methotrexate] was not tolerated.")]
    [InlineData(Treatment, "[Methotrexate] did not help.")]
    [InlineData(Treatment, "[Methotrexate]: no response.")]
    [InlineData(Treatment, "[Methotrexate] was not started until 2024.")]
    [InlineData(Treatment, "Contraindicated: no    [methotrexate] 2024")]
    [InlineData(Treatment, "Never smoker. Received [methotrexate].")]
    [InlineData(Code, "No other diagnosis. [M17.12]")]
    [InlineData(Code, "No. 1 [M17.12]")]
    [InlineData(Code, "Diagnosis No. [M17.12]")]
    [InlineData(Code, "Spondylosis without myelopathy, lumbar region [[M47.816]")]
    [InlineData(Code, "Chronic migraine without aura, intractable ([G43.719]).")]
    [InlineData(Code, "Rotator cuff tear, right shoulder, not  [M75.121]")]
    [InlineData(Code, "[M17.12] cannot be ruled out.")]
    [InlineData(Code, "[M17.12] osteoarthritis, infection was excluded.")]
    [InlineData(Code, "Family history of malignant neoplasm of breast [Z80.3].")]
    [InlineData(Code, "[R62.52] short stature (child)")]
    [InlineData(Description, "No fever. [Osteoarthritis] of the knee.")]
    [InlineData(Finding, "[No evidence of a tear of the medial meniscus].")]
    [InlineData(Current, "No relief with [methotrexate].")]
    [InlineData(Allergy, "[No known drug allergies]")]
    [InlineData(Allergy, "No food allergies. [Penicillin] causes hives.")]
    [InlineData(Service, "We are requesting [72148].")]
    [InlineData(Service, "Has the patient had it before? No  [72148]")]
    [InlineData(Service, "No relief with exercise; requesting [72148].")]
    [InlineData(Service, "[72148] was not done before.")]
    public void WhatOnlySoundsLikeADenialStands(string path, string marked) => Assert.Equal(Verdict.Supported, VerdictOf(path, marked));

    [Fact]
    public void OnePlaceThatStatesItIsEnough()
    {
        var document = Annotated("Never received methotrexate.\n\nShe failed methotrexate in 2024.");
        var quotes = new[] { "Never received methotrexate", "failed methotrexate in 2024" }.Select(q => new Evidence(document.Source.Id, q, null));
        Assert.Equal(Verdict.Supported, VerdictOf(Treatment, "methotrexate", document, [.. quotes]));
    }

    [Theory]
    [InlineData("2", "one (2) study", false)] // the word and the digits disagree
    [InlineData("1", "one (1) study", true)]
    [InlineData("1", "one (2) study", false)]
    [InlineData("32", "thirty-two (32) visits", true)]
    [InlineData("32", "thirty-two (30) visits", false)]
    [InlineData("1", "one unit (99183)", true)] // a code behind a word that names no number
    [InlineData("12", "12 visits, one (2) study", true)] // another number
    public void AWordAndItsDigitsMustAgree(string value, string quote, bool holds) => Assert.Equal(holds, ValueVerifier.Holds(FieldKind.Number, value, [quote], repaired: false));

    private static Verdict VerdictOf(string path, string marked)
    {
        int open = marked.LastIndexOf('['), close = marked.IndexOf(']', open);
        string text = marked[..open] + marked[(open + 1)..close] + marked[(close + 1)..];
        var document = Annotated(text);
        string value = text[open..(close - 1)];
        return VerdictOf(path, value, document, [new(document.Source.Id, value, new TextSpan(open, close - 1))]);
    }

    private static Verdict VerdictOf(string path, string value, AnnotatedDocument document, System.Collections.Immutable.ImmutableArray<Evidence> evidence) =>
        Grounder.Ground(new PriorAuthorizationDraft([new(path, [new(value, 0.9, evidence, "test")])]), [document]).Fields[0].Candidates[0].Verdict;

    private static AnnotatedDocument Annotated(string text) => ClinicalTextAnnotator.Annotate(Notes.Document(text));
}
