using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>What a statement may say in another writing than its quotes, and the near miss of each.</summary>
public class SpokenFormsTests
{
    [Theory]
    // Times of the day.
    [InlineData("ETT placed 0244.", "The tube was placed at 02:44.", "The tube was placed at 02:54.")]
    [InlineData("PCP 6/2 0915: LFTs.", "Primary care on June 2 at 9:15.", "Primary care on June 2 at 9:50.")]
    [InlineData("Transport 1300.", "Transport is at 1 pm.", "Transport is at 3 pm.")]
    [InlineData("Puncture 08:44, reperfusion 09:21.", "Flow was restored 37 minutes after the puncture.", "Flow was restored 47 minutes after the puncture.")]
    // Days.
    [InlineData("Delirium 2/9-2/10.", "Delirium on February 9.", "Delirium on February 8.")]
    [InlineData("lipoprotein(a), sent 03-23.", "Lipoprotein(a) was sent on March 23.", "Lipoprotein(a) was sent on March 24.")]
    [InlineData("Outside urine culture Jan.", "The urine culture of January.", "The urine culture of February.")]
    [InlineData("BP 122/70.", "Her pressure was 122/70.", "Her pressure was 122/80.")]
    // How often.
    [InlineData("ampicillin 12 g IV/24 h.", "Ampicillin 12 g every 24 hours.", "Ampicillin 12 g every 12 hours.")]
    [InlineData("EtOH: 1-2 beers/mo.", "He drinks 1-2 beers monthly.", "He drinks 1-2 beers daily.")]
    // Drugs by their short forms, and the milligrams that go without saying.
    [InlineData("NAC IV load started.", "Acetylcysteine was started.", "Activated charcoal was started.")]
    [InlineData("pred 30 x3 d for gout.", "Prednisone 30 mg for gout.", "Prednisone 20 mg for gout.")]
    [InlineData("amp-sulb -> PO.", "Ampicillin-sulbactam was changed to the oral way.", "Piperacillin-tazobactam was changed to the oral way.")]
    // Doses by weight, and doses that were.
    [InlineData("Tenecteplase 21 mg IV (0.25 mg/kg).", "Tenecteplase 21 mg was given.", "Tenecteplase 0.25 mg was given.")]
    [InlineData("Carvedilol 25 mg BID (was 12.5 mg).", "Carvedilol was doubled to 25 mg.", "Carvedilol was doubled to 12.5 mg.")]
    [InlineData("Seizures d/t venlafaxine. 2nd GTC 0231, lorazepam 4 mg IV.", "The second seizure was treated with lorazepam 4 mg.", "The second seizure was treated with venlafaxine 4 mg.")]
    // Names word by word, and by their letters.
    [InlineData("Iron def anemia.", "Iron deficiency anemia.", "Folate deficiency anemia.")]
    [InlineData("6 kg wt loss.", "6 kg of weight loss.", "6 kg of weight gain and weight loss of hair.")]
    [InlineData("Thyroid ultrasound (1.8 cm right nodule).", "An ultrasound of the thyroid nodule.", "An ultrasound of the adrenal nodule.")]
    [InlineData("No ALF.", "No acute liver failure.", "There was acute liver failure.")]
    [InlineData("Severe AR.", "Severe aortic regurgitation.", "Severe mitral regurgitation.")]
    [InlineData("procal 0.08.", "Procalcitonin was 0.08.", "Troponin was 0.08.")]
    public void A_statement_may_write_it_otherwise_and_no_more(string source, string same, string other)
    {
        Assert.Null(Fault(source, same));
        Assert.NotNull(Fault(source, other));
    }

    [Theory]
    // A reason stands in brackets, behind what is denied.
    [InlineData("No charcoal (seizure, unprotected airway).", "Charcoal was not given because of the seizure.", "Charcoal was given because of the seizure.")]
    [InlineData("MDD, severe, w/o psychotic features.", "Severe MDD without psychotic features.", "Severe MDD, with psychotic features.")]
    [InlineData("No cyproheptadine. No hemodialysis.", "Toxicology advised against cyproheptadine and hemodialysis.", "Toxicology advised cyproheptadine and hemodialysis.")]
    [InlineData("No ibuprofen (bypass).", "Keep away from ibuprofen because of the bypass.", "Keep taking ibuprofen because of the bypass.")]
    [InlineData("To Prairie Haven, voluntary, 1300.", "She goes to Prairie Haven, voluntary.", "She does not go to Prairie Haven, not voluntary.")]
    [InlineData("Azithromycin considered, not given.", "Azithromycin was considered but not given.", "Azithromycin was considered and given.")]
    [InlineData("Bleeding that won't stop.", "Bleeding that will not stop.", "No bleeding that will stop.")]
    [InlineData("Nondisplaced fracture of the left ramus.", "A nondisplaced fracture of the left ramus.", "A displaced fracture of the left ramus.")]
    [InlineData("No thrombus, no PFO.", "There was no thrombus and no PFO.", "There was no thrombus and PFO.")]
    [InlineData("No pneumonia: no fever, abx not started.", "There was no pneumonia, and antibiotics were not started.", "There was no pneumonia, and antibiotics were started.")]
    [InlineData("apixaban BID START after CT head; not before  atrial fibrillation", "Apixaban twice daily for atrial fibrillation, not before the head CT.", "Apixaban twice daily, for no atrial fibrillation.")]
    [InlineData("Fell ~10 ft off extension ladder. Knee pain.", "She fell from a ladder and has knee pain.", "She fell from a ladder and has no knee pain.")]
    [InlineData("Neuro not needed (provoked sz).", "As the seizures were provoked she does not need neurology.", "She had no seizures.")]
    [InlineData("CT found no abscess, no appendicitis.", "CT found neither an abscess nor appendicitis.", "CT found neither an abscess appendicitis.")]
    [InlineData("HIT unlikely; heparin goes on.", "HIT was unlikely, so heparin continued.", "HIT was unlikely, so no heparin.")]
    public void A_denial_is_told_in_many_ways_and_never_lost(string source, string same, string other)
    {
        Assert.Null(Fault(source, same));
        Assert.NotNull(Fault(source, other));
    }

    [Theory]
    [InlineData("No evidence for pneumonia, fever resolved.", "Pneumonia explained the temperature that she had at home.")]
    [InlineData("No concern for PE, calf tender.", "A pulmonary embolism was the cause of what she felt in her leg.")]
    [InlineData("No  pneumonia. Fever.", "Pneumonia explained the temperature that she had at home.")]
    [InlineData("Denies  chest pain. Walks daily.", "Chest pain came on whenever she went out.")]
    [InlineData("Not treated as pneumonia.", "She was treated for pneumonia in the end.")]
    public void What_is_denied_is_no_reason(string source, string other) => Assert.NotNull(Fault(source, other));

    [Fact]
    public void Short_forms_of_drugs_are_the_same_and_not_the_same_as_their_rows_say()
    {
        var wrong = new List<string>();
        foreach (string[] row in RuleFiles.Read("spoken-drugs.tsv", 5))
        {
            if (!SpokenDrugs.IsShortened(row[0], row[3].Split(" = ")[1])) wrong.Add(row[3]);
            if (SpokenDrugs.IsShortened(row[0], row[4].Split(" = ")[1])) wrong.Add("not: " + row[4]);
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("0244", 164)]
    [InlineData("2:44 pm", 884)]
    [InlineData("12:05 am", 5)]
    [InlineData("5/14 1600", 960)]
    public void Times_are_minutes_of_the_day(string text, int minute) => Assert.Contains(minute, SpokenTimes.Minutes(text));

    [Theory]
    [InlineData("2026")]
    [InlineData("1200 mL")]
    [InlineData("1,890")]
    [InlineData("05/13/2026")]
    [InlineData("0.05")]
    public void What_is_no_time_is_none(string text) => Assert.Empty(SpokenTimes.Minutes(text));

    private static (Verdict Verdict, string Token)? Fault(string source, string statement) =>
        StatementVerifier.FirstFault(statement, [CitedSpan.Of(ClinicalTextAnnotator.Annotate(Notes.Document(source)), new TextSpan(0, source.Length))]);
}
