using System.Text.RegularExpressions;
using HealthcareLlm.Drafting.Offline.Request.Clinical;

namespace HealthcareLlm.Tests.Drafting.Request.Clinical;

/// <summary>Words beside drugs, treatments, substances and tests that tell that these are no entry of a list, each with what looks like them and is.</summary>
public class ClinicalCueTests
{
    private const string Head = "OFFICE VISIT NOTE\nPatient: Odell Grange   DOB: 09/09/1955   Date of service: 09/20/2026\n\n";

    [Fact]
    public void EveryCueFindsItsExampleAndNotItsCounterExample()
    {
        Assert.Equal(ClinicalCues.All.Length, ClinicalCues.All.Select(c => c.Id).Distinct().Count());
        foreach (var cue in ClinicalCues.All)
        {
            // Alone, and among all of its kind.
            foreach (var pattern in (Regex[])[ClinicalCues.Framed(cue.Kind, cue.Pattern), ClinicalCues.Of(cue.Kind).Value])
            {
                Assert.True(pattern.IsMatch(cue.Example), cue.Id + " does not find its example");
                Assert.False(pattern.IsMatch(cue.CounterExample), cue.Id + " finds its counter-example");
            }
        }
    }

    private static string[] Names(string list, string leaf, string text)
    {
        var packet = new Packet(Head + text + "\n");
        return [.. Enumerable.Range(0, 12).Select(i => packet[$"clinical.{list}[{i}]" + leaf]).Where(v => v is not null).Select(v => v!)];
    }

    [Theory]
    [InlineData("Medications\nLosartan 50 mg by mouth daily. Duloxetine may come later.", "Losartan")]
    [InlineData("Medications\nLosartan 50 mg by mouth daily. Duloxetine may have helped his pain, 30 mg by mouth daily.", "Losartan", "Duloxetine")]
    [InlineData("Medications: losartan 50 mg PO daily; atorvastatin 20 mg PO nightly. Lorazepam was tapered off in May to make ready for surgery.", "losartan", "atorvastatin")]
    [InlineData("Medications\nLosartan 50 mg PO daily\nRemoved from list today: famotidine, omeprazole.", "Losartan")]
    [InlineData("Medications\nLosartan 50 mg PO daily\nNot taking any more: famotidine, omeprazole.", "Losartan")]
    [InlineData("Medications\nGuanfacine ER 1 mg by mouth at bedtime\nMetoprolol\nsuccinate 50 mg by mouth daily", "Guanfacine ER", "Metoprolol succinate")]
    // Words behind a name that are no form of it.
    [InlineData("Medications\nLosartan 50 mg by mouth daily\nAspirin 81 mg by mouth daily", "Losartan", "Aspirin")]
    // A brand beside its generic name is one drug; two drugs are two.
    [InlineData("Medications: takes Lipitor 20 mg nightly; atorvastatin 20 mg nightly; losartan 50 mg daily.", "Lipitor", "losartan")]
    // A number of units is no year of the past.
    [InlineData("Medications: losartan 50 mg po qd; hydrochlorothiazide 12.5 mg po qd; vitamin D3 2000 IU po qd", "losartan", "hydrochlorothiazide", "vitamin D3")]
    // What a plan says that she takes is taken; what it would begin is not.
    [InlineData("Assessment: gout.\nPlan: the panel is the right test.\nShe takes levothyroxine 75 mcg by mouth daily.", "levothyroxine")]
    [InlineData("Assessment: gout.\nPlan: allopurinol 100 mg by mouth daily.")]
    // A drug with a reaction is an allergy, and so is what stands on the list of them.
    [InlineData("Medications: losartan 50 mg PO daily; lidocaine patch; codeine (hives)", "losartan", "lidocaine patch")]
    [InlineData("Medications: losartan 50 mg PO daily. Codeine makes him vomit, it is on his list as an allergy.", "losartan")]
    [InlineData("[x] Medicines. Losartan 50 mg by mouth daily.\n[x] Tried before. Naproxen 500 mg 11/2025 to 01/2026, failed.", "Losartan")]
    public void OnlyWhatIsTakenIsListedByItsWholeName(string text, params string[] expected) => Assert.Equal(expected, Names("currentMedications", ".name", text));

    [Theory]
    [InlineData("Treatments tried: semaglutide 2.4 mg weekly 03/2024 to 01/2025, failed. Tirzepatide was discussed and not started.", "semaglutide 2.4 mg")]
    [InlineData("Treatments tried: semaglutide 2.4 mg weekly 03/2024 to 01/2025, failed. Tirzepatide 03/2025 to 06/2025, failed.", "semaglutide 2.4 mg", "Tirzepatide")]
    [InlineData("Treatments tried: bosentan was contraindicated (liver disease) and never begun.", "bosentan")]
    [InlineData("Treatments tried: Naproxen 02/2026 to 05/2026, failed. Platelet-rich plasma was asked about by the patient and not advised.", "Naproxen")]
    // What was had together is one treatment; what it brought is none of it.
    [InlineData("HPI: Cisplatin with etoposide, 10/2024 to 12/2024, failed.", "Cisplatin with etoposide")]
    [InlineData("HPI: Peginterferon alfa-2a with ribavirin, 02/2011 to 07/2011, failed.", "Peginterferon alfa-2a with ribavirin")]
    [InlineData("HPI: Cisplatin with good relief from 10/2024 to 12/2024, then failed.", "Cisplatin")]
    [InlineData("HPI: Home exercise / physical therapy from 06/2026 to 07/2026 failed.", "Home exercise / physical therapy")]
    [InlineData("Treatments tried: Psychotherapy (CBT) weekly since 08/2025, ongoing.", "Psychotherapy (CBT)")]
    [InlineData("[x] Tried before. Wet-to-dry dressings 11/2025 to 01/2026, ulcer grew. Off-loading boot since 12/2025, goes on.", "Wet-to-dry dressings", "Off-loading boot")]
    [InlineData("HPI: A manual chair was tried in September 2026 and failed.", "manual chair")]
    [InlineData("HPI: She sat in a manual chair. The drainage is moderate.")]
    // How often it was had belongs to it; how long does not.
    [InlineData("Treatments tried: TMS, 36 sessions, 10/2025 to 12/2025, failed.", "TMS, 36 sessions")]
    [InlineData("HPI: 16 visits of PT were completed without relief.", "16 visits of PT")]
    [InlineData("HPI: He completed 8 weeks of physical therapy (10/2025 - 12/2025) with minimal benefit.", "physical therapy")]
    [InlineData("Treatments tried: none of the triptans helped; wound dressings failed", "wound dressings")]
    // What an allergy is to was not tried; what treats one was.
    [InlineData("Treatments tried: naproxen, failed; allergic to amoxicillin (hives)", "naproxen")]
    [InlineData("Treatments tried: naproxen, failed; allergy shots 2024, failed", "naproxen", "allergy shots")]
    [InlineData("Treatments tried: naproxen, failed. Hospital outpatient department, failed.", "naproxen")]
    [InlineData("Tried: 11/21 insulin drip, failed.", "insulin drip")]
    [InlineData("HPI: Inpatient rehab (0128) was asked for on 07/05/2026 for 10 days and was withdrawn.")]
    // The side of an operation; 'left' that is a verb tells none.
    [InlineData("HPI: She underwent left carpal tunnel release in 2024 without relief.", "left carpal tunnel release")]
    // A verb, a day and a joint are none of the name.
    [InlineData("Treatments tried: A pyridoxine trial on May 27 was without effect.", "pyridoxine")]
    [InlineData("Treatments tried: Lumpectomy 14 Jul 2026, completed.", "Lumpectomy")]
    [InlineData("Treatments tried: Weighted vest tried at home in February 2026, no effect.", "Weighted vest")]
    [InlineData("Treatments tried: NSAID naproxen from 11/2025 to 07/2026, no longer effective.", "naproxen")]
    [InlineData("Treatments tried: Ferrous sulfate 01/2026 to 03/2026, failed. Iron sucrose would need five trips.", "Ferrous sulfate")]
    [InlineData("Impression: Failed back surgery syndrome.")]
    // Pictures and measurements treat nothing.
    [InlineData("Treatments tried: Chromosomal microarray (11/2024): completed. Levetiracetam 05/2024 to 06/2024, failed.", "Levetiracetam")]
    [InlineData("Treatments tried: none for this cancer   Markers PD-L1 TPS 35%; EGFR negative")]
    [InlineData("COURSE: Weight down. One fall on 09/02/2026.\nWOUND CARE TRIED: Hydrocolloid dressing 06/2026 to 07/2026, failed. Silver alginate\nsince 08/2026, ongoing.", "Hydrocolloid dressing", "Silver alginate")]
    public void OnlyWhatWasHadIsATreatmentByItsWholeName(string text, params string[] expected) => Assert.Equal(expected, Names("priorTreatments", ".treatment", text));

    [Theory]
    // What was treated is counted, stays or comes back; what harmed ended it.
    [InlineData("Tried: Ibuprofen 08/2026: headaches did not ease.", "failed")]
    [InlineData("Tried: Ibuprofen 08/2026: headaches, stopped.", "intolerant")]
    [InlineData("Tried: Ibuprofen 08/2026: did not help enough.", "inadequate")]
    [InlineData("Tried: Ibuprofen 08/2026: did not help.", "failed")]
    [InlineData("Tried: nystatin powder 2025, rash returns", null)]
    [InlineData("Tried: nystatin powder 2025, rash", "intolerant")]
    // A part of the body fails, and not the drug.
    [InlineData("Tried: amiodarone 2024, stopped when the thyroid failed", null)]
    [InlineData("Tried: amiodarone 2024, failed", "failed")]
    public void WhatWasTreatedIsNoHarm(string text, string? expected) => Assert.Equal(expected, new Packet(Head + text + "\n")["clinical.priorTreatments[0].outcome"]);

    [Theory]
    [InlineData("Treatments tried\nNaproxen 02/2026 to 05/2026. Platelet-rich plasma was asked about by the patient and not advised.", null)]
    [InlineData("Treatments tried\nNaproxen 02/2026 to 05/2026. Gave only partial relief in the end.", "inadequate")]
    public void WhatASentenceSaysOfAnotherIsNotSaidOfTheItemBeforeIt(string text, string? expected) => Assert.Equal(expected, new Packet(Head + text + "\n")["clinical.priorTreatments[0].outcome"]);

    [Fact]
    public void ACommaPartsTreatmentsWithMonthsOfTheirOwn() =>
        Assert.Equal(["Calcium alginate dressings", "Total contact cast"], Names("priorTreatments", ".treatment", "Treated so far: Calcium alginate dressings, Aug 2026 to Oct 2026, failed, Total contact cast, Sept 2026, not tolerated (blister)."));

    [Fact]
    public void ACellOfDirectionsHoldsItsOwnAlone()
    {
        const string Table = "Medications\nDrug         Dose      Route         Frequency        State\naspirin      81 mg     PO | daily    daily            taking\nlosartan     50 mg     PO            daily taking     taking\nwarfarin     5 mg      PO            daily with food  taking\n";
        var packet = new Packet(Head + Table);
        packet.Has(
            ("clinical.currentMedications[0].route", "PO"), ("clinical.currentMedications[1].frequency", "daily"),
            ("clinical.currentMedications[2].frequency", "daily with food"));
    }

    [Theory]
    [InlineData("Medications: sodium chloride 7 % 4 mL by nebulizer twice daily", "4 mL", "twice daily")]
    [InlineData("Medications: lidocaine 4 % patch topical daily", "4 %", "daily")]
    [InlineData("Medications: baclofen 10 mg by mouth three times a\nday.", "10 mg", "three times a day")]
    public void AStrengthBeforeAVolumeIsNoDose(string text, string dose, string frequency) =>
        new Packet(Head + text + "\n").Has(("clinical.currentMedications[0].dose", dose), ("clinical.currentMedications[0].frequency", frequency));

    [Theory]
    [InlineData("Drugs taken in the past\nQuetiapine 50 mg at bedtime")]
    [InlineData("Drugs used before for the condition\nQuetiapine 50 mg at bedtime  09/2025 - 12/2025  not enough")]
    [InlineData("Drugs used before or along with this one for the same condition\nQuetiapine 50 mg nightly from 09/2025 to 12/2025")]
    [InlineData("Drugs taken now\nQuetiapine 50 mg at bedtime", "Quetiapine")]
    public void DrugsTakenBeforeAreNotTakenNow(string text, params string[] expected) => Assert.Equal(expected, Names("currentMedications", ".name", text));

    [Theory]
    [InlineData("WHAT IS ASKED\n- Code 1      - Treatment                     Visits\n97112         Neuromuscular re-education      12\n")]
    [InlineData("Treatment history\nCode    Treatment                     Outcome\n97112   Neuromuscular re-education    failed\n", "Neuromuscular re-education")]
    public void WhatStandsBehindTheCodeOfAServiceIsAskedFor(string text, params string[] expected)
    {
        var packet = new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\n" + text);
        Assert.Equal(expected, Enumerable.Range(0, 5).Select(i => packet[$"clinical.priorTreatments[{i}].treatment"]).Where(v => v is not null));
    }

    [Fact]
    public void ALongNumberedLineIsATitle()
    {
        const string Text = "8. Allergies: lisinopril (angioedema).\n9. Drugs that were tried for this condition, and what came of each of them:\n(a) diflunisal 250 mg from 01/2026 to 03/2026, not tolerated.\n";
        Assert.Equal(["lisinopril"], Names("allergies", string.Empty, Text));
        Assert.Equal(["diflunisal 250 mg"], Names("priorTreatments", ".treatment", Text));
        // A drug under that title is one, though its section began with allergies: days alone then make an item.
        Assert.Equal(["diflunisal"], Names("priorTreatments", ".treatment", "8. Allergies: lisinopril (angioedema).\n9. Drugs that were tried for this condition, and what came of each of them:\n(a) diflunisal since 01/2026\n"));
    }

    [Theory]
    [InlineData("Allergies: povidone-iodine.", "povidone-iodine")]
    [InlineData("Allergies: iodine.", "iodine")]
    [InlineData("Allergies:  adhesive\ntape, morphine.", "adhesive tape", "morphine")]
    // What is denied, asked, or given because of it.
    [InlineData("Allergies\nShellfish - swelling\nCodeine: patient says not an allergy, removed from list", "Shellfish")]
    [InlineData("Allergies\nShellfish - swelling\nCodeine: nausea", "Shellfish", "Codeine")]
    [InlineData("Allergies: iodinated contrast (hives), shellfish denied.", "iodinated contrast")]
    [InlineData("Safety questions\nLatex allergy?  No\nContrast allergy?  Yes", "Contrast")]
    [InlineData("Pre-med for contrast allergy: prednisone 50 mg x3, diphenhydramine 50 mg", "contrast")]
    [InlineData("Impression. Allergic rhinitis, quiet on cetirizine.")]
    [InlineData("Allergy: succinylcholine. Prednisone was taken until 2022 and changed because of weight gain.", "succinylcholine")]
    [InlineData("Allergies: none known. Stimulation drugs (follitropin, cetrorelix) will be requested by the pharmacy.", "none")]
    [InlineData("Allergies: Sulfa. She is allergic to sulfonamides.", "Sulfa")]
    [InlineData("Allergies: iodinated contrast (hives). The scan was not done because of the contrast allergy.", "iodinated contrast")]
    // A title that its own section does not know, items with reactions behind a full stop, a list that ends with its sentence.
    [InlineData("Allergies. Sulfasalazine \u2014 rash. Penicillin \u2014 hives.\nExam. Normal.", "Sulfasalazine", "Penicillin")]
    [InlineData("Allergies. Amoxicillin (hives). Tree nuts (lip swelling).", "Amoxicillin", "Tree nuts")]
    [InlineData("Allergies. Amoxicillin (hives). Tree felled on his foot.", "Amoxicillin")]
    [InlineData("Allergic to:\nlamotrigine, sulfa. Sister takes amantadine.", "lamotrigine", "sulfa")]
    [InlineData("Allergies. Iodinated contrast (hives, 2025). Denies others.", "Iodinated contrast")]
    [InlineData("She is allergic to topical adhesive; aspirin", "adhesive", "aspirin")]
    [InlineData("She is allergic to adhesive. Plan: aspirin", "adhesive")]
    // A form's label without a colon: behind it, in the next cell, in the cell below.
    [InlineData("Weight 61 kg   Height 5 ft 6 in   Allergies latex; amoxicillin", "latex", "amoxicillin")]
    [InlineData("Allergies   Codeine (vomiting)", "Codeine")]
    [InlineData("Allergies none known", "none")]
    [InlineData("Medicines                                             Allergies\nacetaminophen 1000 mg by mouth three times daily      sulfa drugs; nickel (patch test positive)", "sulfa drugs", "nickel")]
    [InlineData("Allergies were reviewed by the nurse")]
    [InlineData("Allergies reviewed. Codeine 30 mg was given for pain.")]
    [InlineData("Allergies checked this morning")]
    [InlineData("[x] Allergies. Iodine.", "Iodine")]
    [InlineData("She reports no known\ndrug allergies.", "none")]
    [InlineData("Allergies: none known. Lisinopril, amoxicillin and latex gloves at hand.", "none")]
    // One substance denied is not any denied; a question and its answer; a list over the end of a line; a question of something else behind wide spaces.
    [InlineData("Latex allergy?  No")]
    [InlineData("Known allergies? None", "none")]
    [InlineData("Question: Drug allergies?\nAnswer: None known", "none")]
    [InlineData("Question: Drug allergies?\nAnswer: reviewed last week")]
    [InlineData("ALLERGIES. No known\ndrug allergies.", "none")]
    [InlineData("Allergies: povidone-iodine  Infection in or about the eye? No", "povidone-iodine")]
    [InlineData("Allergies: none\nknown  Stimulation drugs (follitropin, cetrorelix) will be requested by the pharmacy on its own form.", "none")]
    public void OnlyWhatIsNotToleratedIsAnAllergy(string text, params string[] expected) => Assert.Equal(expected, Names("allergies", string.Empty, text));

    [Theory]
    [InlineData("Meds: sodium chloride 7 % 4 mL by nebulizer twice daily.")]
    [InlineData("Labs 02/15/2026: chloride 101 mmol/L.", "chloride")]
    [InlineData("Sleep study 02/15/2026\nAHI  41.2 /h  below 5\nLowest oxygen saturation  74 %  over 90")]
    [InlineData("Labs 02/15/2026: ferritin 14 ng/mL. Given lactated Ringer's 150 mL/hr.", "ferritin")]
    [InlineData("Labs 02/15/2026: HBsAg nonreactive.\nHPI: Hepatitis B surface antigen non-reactive on 02/15/2026.", "HBsAg")]
    [InlineData("Labs 01/13/2026: pO2 53 mmHg.\nHPI: Arterial pO2 53 mmHg.", "pO2")]
    [InlineData("Labs: CRP 12 mg/L on 02/15/2026. CRP 12 mg/L on 05/20/2026.", "CRP", "CRP")]
    [InlineData("HPI: Brother had cystic fibrosis; Halvard's sweat chloride was 22 mmol/L on 07/14/2024.", "sweat chloride")]
    [InlineData("Labs: Creatinine 1.3 mg/dL on 5/5/26. K 4.1\nmmol/L on 5/5/26.", "Creatinine", "K")]
    [InlineData("HPI: Vitamin K 5 mg was given. Room K 4 is used.")]
    [InlineData("LABORATORY 03/02/2026\nFactor VIII activity <1 % (50-150). Inhibitor titer\n<0.6 BU (under 0.6).", "Factor VIII activity", "Inhibitor titer")]
    // A member's number and a count of visits.
    [InlineData("Labs\nMCH 4471- 90235")]
    [InlineData("Labs\nMCH 29 pg", "MCH")]
    [InlineData("Plan of therapy: PT 28 of 30.")]
    public void OnlyWhatALaboratoryMadeIsAResult(string text, params string[] expected) => Assert.Equal(expected, Names("labs", ".name", text));

    [Fact]
    public void ADayInABoxIsNoResult()
    {
        string[] Results(string text)
        {
            var packet = new Packet("PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Ines Calder    DOB: 02/11/1962\n\n" + text + "\n");
            return [.. Enumerable.Range(0, 5).Select(i => packet[$"clinical.labs[{i}].value"]).Where(v => v is not null).Select(v => v!)];
        }

        Assert.Empty(Results("Hemoglobin drawn\n11/09/2026"));
        Assert.Equal(["9.1"], Results("Hemoglobin\n9.1 g/dL 11/09/2026"));
    }
}
