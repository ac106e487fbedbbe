namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>What a stranger's first inputs broke.</summary>
public sealed class StrangersTests
{
    private static readonly Packet Written = new(
        """
        PRIOR AUTHORIZATION REQUEST
        Request date: 05/11/2026
        Patient name: Ada Roe    Date of birth: 02/03/1960    Member ID: ABC12345678
        Ordering provider: Ann Lee, MD    NPI: 1234567893
        Primary diagnosis: $83.242A Other tear of medial meniscus, current injury, left knee
        Secondary diagnosis: M25.562 Pain in left knee
        Allowed amount: $12.50
        Services:
        CPT 71260 - CT chest with contrast, qty 1, DOS 05/18/2026
        CPT 31624 - Bronchoscopy with lavage, qty 2, DOS 05/20/2026
        Previous treatment: prednisone 40 mg daily from 01/05/2026 to 02/16/2026, no improvement. Albuterol inhaler was not tolerated.
        Allergies: iodinated contrast (hives), NKDA to antibiotics
        """);

    [Fact]
    public void AnSReadAsADollarIsNoLostDiagnosis() =>
        Written.Has(("diagnoses[0].code", "S83.242A"), ("diagnoses[1].code", "M25.562"), ("diagnoses[2].code", null));

    [Fact]
    public void HowMuchAndWhenBehindACodeIsNoDescriptionAndAWordNoModifier() =>
        Written.Has(
            ("request.services[0].description", "CT chest with contrast"), ("request.services[0].quantity", "1"), ("request.services[0].startDate", "2026-05-18"), ("request.services[0].modifiers[0]", null),
            ("request.services[1].description", "Bronchoscopy with lavage"), ("request.services[1].quantity", "2"), ("request.services[1].startDate", "2026-05-20"));

    [Theory]
    [InlineData("CPT 71260 - 26, qty 1", "26")]
    [InlineData("CPT 71260-26", "26")]
    [InlineData("CPT 71260 - TC", "TC")]
    [InlineData("CPT 71260 - MR chest", null)]
    public void AModifierHangsOnItsCodeOrStandsAlone(string words, string? modifier) => new Packet("PRIOR AUTHORIZATION REQUEST\nPatient name: Ada Roe\n" + words).Has(("request.services[0].modifiers[0]", modifier));

    [Fact]
    public void NoAllergiesBesideANamedOneIsNotGiven()
    {
        Written.Has(("clinical.allergies[0]", "iodinated contrast"));
        Assert.DoesNotContain(Enumerable.Range(0, 4), static i => Written[$"clinical.allergies[{i}]"] is "none" or "NKDA to antibiotics");
        new Packet("OFFICE NOTE\nPatient: Ada Roe\nAllergies: NKDA").Has(("clinical.allergies[0]", "none"));
    }
}
