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
}
