namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>Care that the note for going home plans without a day is neither lost by the summary nor by the list of what it must keep.</summary>
public sealed class PlannedCareTests
{
    private static readonly Encounter Stay = Encounter.Of(
        """
        HISTORY AND PHYSICAL
        Patient: Tamsin, Orrin   DOB: 02/11/1951
        Admission Date: 03/02/2026     Attending: Imani Brightwater, MD     Service: Medicine

        CHIEF COMPLAINT: Cough.
        HPI: 75 year old man with three days of cough and fever. He has pneumonia.
        ASSESSMENT AND PLAN:
        1. Pneumonia: ceftriaxone 1 g IV daily. We will check a sputum culture.
        Code status: full code.
        Imani Brightwater, MD 03/02/2026 21:10
        """,
        """
        DISCHARGE NOTE 03/05/2026
        Tamsin, Orrin
        HOSPITAL COURSE: Pneumonia improved on ceftriaxone, now on amoxicillin. He is on room air.
        PLAN:
        1. Pneumonia: amoxicillin 500 mg PO TID for 4 days.
        2. Anemia: needs colonoscopy as an outpatient.
        3. PCP to recheck creatinine.
        4. We will obtain an EKG today.
        5. If he coughs blood he will need a bronchoscopy.
        6. No repeat echocardiogram is needed.
        FOLLOW-UP: Dr. Wren Hale 03/12/2026 10:00.
        """);

    [Fact]
    public void Planned_care_without_a_day_is_in_the_summary()
    {
        Stay.Has("followUp", "colonoscopy");
        Stay.Has("followUp", "recheck creatinine");
        Stay.Has("followUp", "Hale", "2026-03-12");
    }

    [Fact]
    public void What_is_done_in_hospital_denied_or_conditional_is_no_follow_up()
    {
        Stay.Lacks("followUp", "EKG");
        Stay.Lacks("followUp", "bronchoscopy");
        Stay.Lacks("followUp", "echocardiogram");
        Stay.Lacks("followUp", "sputum culture");
    }

    [Fact]
    public void What_must_be_kept_names_planned_care()
    {
        Assert.Contains(Stay.Draft.MustKeep, k => k.Text.StartsWith("Planned: ", StringComparison.Ordinal) && k.Text.Contains("colonoscopy", StringComparison.Ordinal));
        Assert.DoesNotContain(Stay.Draft.MustKeep, k => k.Text.Contains("EKG", StringComparison.Ordinal) || k.Text.Contains("bronchoscopy", StringComparison.Ordinal));
    }

    [Fact]
    public void The_summary_is_sound() => Stay.IsSound();

    private static readonly Encounter Other = Encounter.Of(
        """
        PROGRESS NOTE 03/04/2026
        Tamsin, Orrin
        ASSESSMENT AND PLAN: Pneumonia better. He needs an MRI of the spine.
        """,
        """
        DISCHARGE NOTE 03/05/2026
        Tamsin, Orrin
        PAST MEDICAL HISTORY: Hernia, will need a cystoscopy.
        DISCHARGE DIAGNOSES:
        1. Pneumonia
        2. Raised TSH, needs repeat ultrasound
        HOSPITAL COURSE: Pneumonia improved on ceftriaxone. He is on room air.
        PLAN:
        1. We will recheck a CBC next week.
        2. He will need blood work by 03/03/2026.
        3. Anemia: needs colonoscopy.
        4. Amiodarone 200 mg daily: will need an EKG.
        PENDING RESULTS: We will check a sputum culture.
        FOLLOW-UP: Dr. Wren Hale 03/12/2026 10:00 for colonoscopy.
        We will recheck a CBC next week.
        """);

    [Fact]
    public void What_is_planned_twice_or_with_an_appointment_is_said_once()
    {
        Assert.Single(Other.In("followUp"), static s => s.Text.Contains("CBC", StringComparison.Ordinal));
        Assert.Single(Other.In("followUp"), static s => s.Text.Contains("colonoscopy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("MRI")] // of a note of the day before
    [InlineData("cystoscopy")] // of the past
    [InlineData("ultrasound")] // of a list of diagnoses
    [InlineData("blood work")] // of a day before the discharge
    [InlineData("EKG")] // of a line of a drug
    [InlineData("culture")] // of what is pending
    public void What_stands_elsewhere_is_no_follow_up(string what) => Other.Lacks("followUp", what);
}
