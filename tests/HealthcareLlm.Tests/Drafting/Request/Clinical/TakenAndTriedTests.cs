namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>What is taken and what was tried, under headings of any kind or none, each with what was only thought of, asked for, or another's.</summary>
public class TakenAndTriedTests
{
    private const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 02/20/2026\n\n";

    [Theory]
    [InlineData("Mepications. Levothyroxine 75 mcg by mouth daily; sertraline 50 mg by mouth every morning. Off ibuprofen since February.")]
    [InlineData("MEDICINES NOW levothyroxine 75 mcg by mouth daily; sertraline 50 mg by mouth every morning.")]
    [InlineData("Medicines; levothyroxine 75 mcg by mouth daily; sertraline 50 mg by mouth every morning. Naproxen 500 mg daily was proposed.")]
    [InlineData("Medicines to go home with. Levothyroxine 75 mcg by mouth daily. Sertraline 50 mg by mouth every morning. Naproxen was stopped.")]
    [InlineData("His medicines are levothyroxine 75 mcg by mouth daily and sertraline 50 mg by mouth every morning.")]
    [InlineData("22 Medications: dose / route / frequency\nlevothyroxine 75 mcg by mouth daily\nsertraline 50 mg by mouth every morning\nnaproxen  -  STOPPED 02/14/2026\n\n23 Goals of care\nWalk 100 feet.")]
    [InlineData("ACTIVE\n  levothyroxine 75 mcg by mouth daily\n  sertraline 50 mg by mouth every morning\nDISCONTINUED\n  naproxen 500 mg by mouth daily\nPENDED, NOT SIGNED\n  lithium 300 mg by mouth daily")]
    [InlineData("Question: Which other medicines does the patient take now?\nAnswer: levothyroxine 75 mcg by mouth daily; sertraline 50 mg by mouth every morning")]
    public void ADrugWithItsDirectionsIsTaken(string text)
    {
        var packet = new Packet(Head + text + "\n");
        Assert.Equal(
            ["levothyroxine|75 mcg|by mouth|daily", "sertraline|50 mg|by mouth|every morning"],
            Rows(packet, "currentMedications", "name", "dose", "route", "frequency").Select(r => char.ToLowerInvariant(r[0]) + r[1..]));
    }

    [Theory]
    [InlineData("HPI: Naproxen 500 mg daily from 01/2025 to 03/2025 did not help.")]
    [InlineData("HPI: We ask you to approve adalimumab 40 mg every other week.")]
    [InlineData("HPI: Lithium 300 mg twice daily could be added later.")]
    [InlineData("HPI: Her mother takes lithium 300 mg twice daily.")]
    [InlineData("HPI: Medicines for gout were stopped. Her mother takes lithium 300 mg twice daily.")]
    [InlineData("Pre-medication: acetaminophen 650 mg PO once.")]
    public void DirectionsOfAnotherTimeOrPersonAreNot(string text) => Assert.Empty(Rows(new Packet(Head + text + "\n"), "currentMedications", "name"));

    [Theory]
    [InlineData("Treatment. Phenobarbital from 05/2024 to 09/2024 was stopped because of sedation. Ketogenic diet is being considered. Speech therapy weekly since 02/2025, ongoing.", "Phenobarbital|intolerant|2024-05|2024-09", "Speech therapy|ongoing|2025-02|")]
    [InlineData("What has been done: selenium from November 2024 to May 2025 changed nothing.", "selenium|failed|2024-11|2025-05")]
    [InlineData("HPI: Fluticasone nasal spray from October 2025 to December 2025 gave little.", "Fluticasone|inadequate|2025-10|2025-12")]
    [InlineData("TREATMENT SO FAR Ranolazine 500 mg BID, 11/2025 to 12/2025, stopped for dizziness.", "Ranolazine 500 mg|intolerant|2025-11|2025-12")]
    [InlineData("Prior treatments:\nsomatropin, 09/2024 to 05/2026: Stopped, lipoatrophy at injection sites\nphysical therapy, 01/2023 to 05/2023 - completed\nopioids - never used; intrathecal pump discussed, not tried", "somatropin|intolerant|2024-09|2026-05", "physical therapy|completed|2023-01|2023-05")]
    [InlineData("Past treatment: an oral appliance in 2020 hurt her jaw and was given up, CPAP since 11/2021, ongoing.", "oral appliance|intolerant|2020|", "CPAP|ongoing|2021-11|")]
    [InlineData("Treatments past. Saline irrigation since 07/2025, inadequate. Amox-clav 09/2025, stopped day 4 - vomiting.\nHPI: Amoxicillin-clavulanate was stopped for vomiting.", "Saline irrigation|inadequate|2025-07|", "Amox-clav|intolerant|2025-09|")]
    [InlineData("HPI: MRI 01/19/2026 showed an inadequate window.")]
    [InlineData("HPI: Naproxen, stopped for cost, is taken again.")]
    public void HowItWentTellsThatItWasTried(string text, params string[] expected) => Assert.Equal(expected, Rows(new Packet(Head + text + "\n"), "priorTreatments", "treatment", "outcome", "startDate", "endDate").Where(r => !r.StartsWith("Naproxen", StringComparison.Ordinal)));

    private static List<string> Rows(Packet packet, string list, params string[] leaves) =>
        [.. Enumerable.Range(0, 12).Select(i => string.Join('|', leaves.Select(l => packet[$"clinical.{list}[{i}].{l}"]))).Where(r => r.Trim('|').Length > 0)];
}
