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

    private static string[] Rows(Packet packet) => [.. Enumerable.Range(0, 5).Select(i => packet[$"diagnoses[{i}].code"] + "|" + packet[$"diagnoses[{i}].description"]).Where(r => r != "|")];

    private static string[] Rows(Scan scan) => [.. Enumerable.Range(0, 5).Select(i => scan[$"diagnoses[{i}].code"] + "|" + scan[$"diagnoses[{i}].description"]).Where(r => r != "|")];
}
