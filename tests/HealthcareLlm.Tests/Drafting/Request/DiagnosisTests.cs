using HealthcareLlm.Drafting;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Codes of diagnoses that speak for themselves in the places of a form, those that recognition damaged, and those that are nobody's or another's.</summary>
public sealed class DiagnosisTests
{
    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember name: Ines Calloway   Date of birth: 03/14/1961\n";

    [Theory]
    [InlineData("Accepted conditions\n1) S67.21XD Crushing injury of right hand    2) M25.641 Stiffness of right hand", "S67.21XD|Crushing injury of right hand", "M25.641|Stiffness of right hand")]
    [InlineData("Main reason for the hours\nG12.0 Spinal muscular atrophy     J96.11 Chronic respiratory failure\nZ93.0 Tracheostomy status", "G12.0|Spinal muscular atrophy", "J96.11|Chronic respiratory failure", "Z93.0|Tracheostomy status")]
    [InlineData("Diagnosis 1.C34.11 Malignant neoplasm of upper lobe    2. C77.1 Spread to lymph nodes", "C34.11|Malignant neoplasm of upper lobe", "C77.1|Spread to lymph nodes")]
    [InlineData("Why is it asked for?   Type of visit: new\nE11.621   Type 2 diabetes mellitus with foot ulcer", "E11.621|Type 2 diabetes mellitus with foot ulcer")]
    [InlineData("Condition: [x] M45.9 ankylosing spondylitis [ ] L40.0 plaque psoriasis\nOthers: H20.9 iridocyclitis", "M45.9|ankylosing spondylitis", "H20.9|iridocyclitis")]
    // 'Secondary' behind a comma is of the name, as an index writes it, or leads to the next code.
    [InlineData("Diagnosis: I15.9 Hypertension, secondary", "I15.9|Hypertension, secondary")]
    [InlineData("Diagnosis: Hypertension, secondary (I15.9)", "I15.9|Hypertension, secondary")]
    [InlineData("Why is it asked for?   Type of visit: new\nI15.9   Hypertension, Secondary", "I15.9|Hypertension, Secondary")]
    [InlineData("Diagnosis: E11.9 Type 2 diabetes, secondary I10 Hypertension", "E11.9|Type 2 diabetes", "I10|Hypertension")]
    // What is asked, denied, resolved, a relative's, a family of codes or an option without a mark.
    [InlineData("Diagnosis: L73.2 Hidradenitis\nDoes the patient have one of these? ( ) K50.00 Crohn's ( ) L40.0 plaque psoriasis ( [x] ) none", "L73.2|Hidradenitis")]
    [InlineData("Diagnosis: M54.16 Lumbar radiculopathy\nGuideline answers\nCoagulation disorder (D68.9)   Discitis (M46.46)\nNo                             Excluded by MRI", "M54.16|Lumbar radiculopathy")]
    [InlineData("Diagnosis: I25.119 Coronary disease\nProblem list (other, not linked):\n  N18.31  CKD stage 3a     - RESOLVED 2024\n  E78.5   Hyperlipidemia   - active", "I25.119|Coronary disease")]
    [InlineData("Diagnosis: J45.50 Severe persistent asthma\nDaughter has cystic fibrosis (E84.0).\nClot in a leg vein (I82.40-) [ ] yes [x] no", "J45.50|Severe persistent asthma")]
    public void ACodeWithItsDotSpeaksForItself(string lines, params string[] expected) => Assert.Equal(expected, Rows(new Packet(Head + lines)));

    [Theory]
    [InlineData("Diagnosis A and words\n332.4 Chronic sinusitis", "J32.4|Chronic sinusitis")]
    [InlineData("ICD-10 for the test: 1) 120.89 angina pectoris 2) R93.1 abnormal imaging 3) 110 hypertension", "I20.89|angina pectoris", "R93.1|abnormal imaging", "I10|hypertension")]
    [InlineData("Diagnosis, with ICD-10\n163.512 Ischemic stroke  /  G81.91 Hemiplegia", "I63.512|Ischemic stroke", "G81.91|Hemiplegia")]
    [InlineData("Diagnosis (mark all)\n[x] £230 Growth hormone deficiency\n[ ] Q96.9 Turner syndrome", "E23.0|Growth hormone deficiency")]
    // Words of another chapter, and no words: for a person to read.
    [InlineData("Second diagnosis\nB30.4 Erythema intertrigo", "? B30.4|Erythema intertrigo")]
    [InlineData("Diagnosis code\n832.4", "? B32.4|")]
    public void WordsSettleTheLetterThatRecognitionLost(string lines, params string[] expected) => Assert.Equal(expected, Rows(new Scan(Head + lines)));

    [Fact]
    public void NumbersAreNoCodesWithoutADiseaseOfTheirChapter()
    {
        var scan = new Scan(Head + "Laboratory values\n140.5 sodium     135.0 baseline\nCharge 122.50 each");
        Assert.Empty(Rows(scan));
    }

    [Theory]
    // An item of a note's assessment stands beside the form's; what is looked for, thought of, another's or past does not.
    [InlineData("1. Type 2 diabetes (E11.65), above goal.\n2. Essential hypertension (I10) - near goal. 3. Hyperlipidemia (E78.5), at goal.", "I10|Essential hypertension", "E78.5|Hyperlipidemia")]
    [InlineData("1. Type 2 diabetes (E11.65), above goal.\n2. Eye exam due; rule out diabetic retinopathy (E11.319) in March.\n3. Pulmonary embolism (I26.99) was considered and ruled out.\n4. Mother has osteoporosis (M81.0).")]
    public void ANotesAssessmentAddsItsItems(string assessment, params string[] expected)
    {
        var packet = new Packet(Head + "Diagnosis: E11.65 Type 2 diabetes with hyperglycemia\n", "OFFICE VISIT NOTE\nPatient: Ines Calloway   DOB: 03/14/1961   Date of service: 02/20/2026\n\nHPI: Feels well, also has gout (M10.9).\n\nASSESSMENT AND PLAN\n" + assessment + "\n");
        Assert.Equal(["E11.65|Type 2 diabetes with hyperglycemia", .. expected], Rows(packet));
    }

    [Theory]
    [InlineData("Diagnosis\nL89.153  Pressure ulcer of sacral region, stage 3\nR26.89  Abnormal gait", "L89.153|Pressure ulcer of sacral region, stage 3", "R26.89|Abnormal gait")]
    [InlineData("Diagnosis: 1. M25.641 Stiffness of right hand 2. S67.21XD Crushing injury of right hand", "M25.641|Stiffness of right hand", "S67.21XD|Crushing injury of right hand")]
    public void AStageIsNoCountOfTheNextItem(string lines, params string[] expected) => Assert.Equal(expected, Rows(new Packet(Head + lines)));

    [Theory]
    // What a line broke off stands in the next; a line that says something else is none of it.
    [InlineData("E11.22 Type 2 diabetes with diabetic chronic\nkidney disease\nN18.4 Chronic kidney disease, stage 4", "E11.22|Type 2 diabetes with diabetic chronic kidney disease", "N18.4|Chronic kidney disease, stage 4")]
    [InlineData("L97.524 Non-pressure chronic ulcer of other part of left foot with\n   necrosis of bone. Seen weekly.", "L97.524|Non-pressure chronic ulcer of other part of left foot with necrosis of bone")]
    [InlineData("F33.2 Major depressive disorder, recurrent, severe\nKeep this sheet with the file", "F33.2|Major depressive disorder, recurrent, severe")]
    [InlineData("F33.2 Major depressive disorder, recurrent, severe\nonset: 2024", "F33.2|Major depressive disorder, recurrent, severe")]
    [InlineData("J96.11 Chronic hypoxic resp. failure\nZ99.81 Dependence on oxygen", "J96.11|Chronic hypoxic resp. failure", "Z99.81|Dependence on oxygen")]
    [InlineData("E11.621  type 2 diabetes with foot ulcer\n  L97.522  chronic ulcer of left foot, fat layer exposed", "E11.621|type 2 diabetes with foot ulcer", "L97.522|chronic ulcer of left foot, fat layer exposed")]
    [InlineData("C34.11 Malignant neoplasm of upper lobe, right\nlung\nsecond R59.0 Localized enlarged lymph nodes", "C34.11|Malignant neoplasm of upper lobe, right lung", "R59.0|Localized enlarged lymph nodes")]
    // Words of the form at its ends, and words of its own that look like them.
    [InlineData("H20.9 Iridocyclitis (last flare\nZ99.81 Dependence on oxygen", "H20.9|Iridocyclitis", "Z99.81|Dependence on oxygen")]
    [InlineData("Z68.42 BMI 45.0-49.9\nI10 Hypertension", "Z68.42|BMI 45.0-49.9", "I10|Hypertension")]
    [InlineData("C79.51 Secondary malignant neoplasm of bone", "C79.51|Secondary malignant neoplasm of bone")]
    [InlineData("K74.3 primary biliary cholangitis", "K74.3|primary biliary cholangitis")]
    [InlineData("G47.33 Obstructive sleep apnea Secondary\nI10 Hypertension", "G47.33|Obstructive sleep apnea", "I10|Hypertension")]
    public void ANameIsWholeAndNothingMore(string lines, params string[] expected) => Assert.Equal(expected, Rows(new Packet(Head + "Diagnoses (ICD-10-CM)\n" + lines + "\n")));

    [Theory]
    [InlineData("L97.524 in words")]
    [InlineData("L97.524 which your policy prefers")]
    [InlineData("L97.524 Associated Diagnoses")]
    public void WhatNamesNothingIsNotGiven(string line) => Assert.Null(new Packet(Head + "Diagnoses (ICD-10-CM)\n" + line + "\n")["diagnoses[0].description"]);

    [Fact]
    public void ANameThatIsCutShortIsHeldBack()
    {
        var packet = new Packet(Head + "Diagnoses (ICD-10-CM)\nL97.524 Non-pressure chronic ulcer of left foot with\n\nSigned by R. Calder\n");
        Assert.Equal("L97.524", packet["diagnoses[0].code"]);
        Assert.Equal(Doubt.NotOfItsKind, packet.Of("diagnoses[0].description").First().Candidate.Doubt);
    }

    private static string[] Rows(Packet packet) => [.. Enumerable.Range(0, 5).Select(i => packet[$"diagnoses[{i}].code"] + "|" + packet[$"diagnoses[{i}].description"]).Where(r => r != "|")];

    private static string[] Rows(Scan scan) => [.. Enumerable.Range(0, 5).Select(i => scan[$"diagnoses[{i}].code"] + "|" + scan[$"diagnoses[{i}].description"]).Where(r => r != "|")];
}
