using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A gold leaf's pattern tells where in a value its statement stands; what the clause about it says decides.</summary>
public sealed class PatternJudgeTests
{
    private const string Findings = "clinical.findings[]";

    [Theory]
    [InlineData("effusion", "Echo: small pericardial effusion", "Echo: no pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "Possible small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "Mother: small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "Family history: stroke, small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "small pericardial effusion, ruled out")]
    [InlineData("effusion", "small pericardial effusion", "small pericardial effusion, resolved")]
    [InlineData("effusion", "small pericardial effusion", "At risk for small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "h/o small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "small pericardial effusion is not seen")]
    [InlineData("effusion", "small pericardial effusion", "Screening for small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "Denies chest pain, cough, pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "No mass, nodule or pericardial effusion")]
    [InlineData("effusion", "no pericardial effusion", "pericardial effusion")]
    [InlineData("effusion", "left pleural effusion", "right pleural effusion")]
    [InlineData("effusion", "left pleural effusion", "pleural effusion")]
    [InlineData("effusion", "pleural effusion", "Lt pleural effusion")]
    [InlineData("work days", "Misses 4 work days a month", "Misses 5 work days a month")]
    [InlineData("work days", "Misses 4 work days a month", "Misses work days")]
    [InlineData("34\\.2", "AHI 34.2, low saturation 79 %", "AHI 34.2, low saturation 97 %")]
    [InlineData("PHQ", "PHQ-9 19 on 10/05/2026", "PHQ-9 19 on 10/06/2026")]
    [InlineData("PHQ", "PHQ-9 19 on 10/05/2026", "PHQ-9 19 on 10/05/2025")]
    [InlineData("quotient", "aphasia quotient 58.6", "aphasia quotient 41.8 58.6")]
    [InlineData("wound", "wound 5.2 cm", "wound 5.2 mm")]
    [InlineData("flexion", "hip flexion 95 degrees", "knee flexion 95 degrees")]
    [InlineData("claudication|walks one block", "claudication", "He no longer walks one block")]
    [InlineData("EHRA|one flight", "Cannot climb one flight without a stop, EHRA class III", "Cannot climb one flight a stop, EHRA class III")]
    [InlineData("claudication", "68-year-old woman with stenosis and neurogenic claudication", "no 68-year-old woman with stenosis and neurogenic claudication")]
    [InlineData("snoring", "Loud snoring, witnessed pauses, Epworth 16", "Loud snoring, witnessed pauses, Epworth")]
    [InlineData("walk", "He cannot walk and needs two persons to transfer", "He cannot walk and needs two persons to transfer, not present")]
    [InlineData("aneurysm", "no mass, no aneurysm", "no mass, no aneurysm is absent")]
    public void A_clause_that_says_another_thing_is_wrong_though_the_pattern_matches(string pattern, string gold, string value) => Assert.False(Judge(pattern, gold, value));

    [Theory]
    [InlineData("effusion", "small pericardial effusion", "Echo 05/02/2026: small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "no mass, small pericardial effusion")]
    [InlineData("effusion", "small pericardial effusion", "small pericardial effusion, no tamponade")]
    [InlineData("effusion", "small pericardial effusion", "small pericardial effusion. No family history of cancer. Smoking denied")]
    [InlineData("effusion", "small pericardial effusion", "Stress echo was planned because of a small pericardial effusion")]
    [InlineData("stage IIB|T2N1", "stage IIB, cT2N1", "She has triple-negative carcinoma of the left breast, upper outer quadrant (C50.412), stage IIB, cT2N1")]
    [InlineData("four adequate", "four adequate medication trials failed", "MDD recurrent severe w/o psychotic features, four adequate medication trials failed, CBT ongoing")]
    [InlineData("new T2 lesions", "MRI brain 01/22/2026: two new T2 lesions, one enhancing", "MRI brain 01/22/2026 (with and without contrast): two new T2 lesions, periventricular and left middle cerebellar peduncle, one enhancing")]
    [InlineData("guaiac", "stool guaiac positive", "Rectal: no fissure, stool guaiac positive")]
    [InlineData("change position|dependent for bed", "Cannot change position by himself", "ALS diagnosed in 2025, dependent for bed mobility")]
    [InlineData("PHQ", "PHQ-9 19 and GAD-7 15 on 10/05/2026", "PHQ-9 19")]
    [InlineData("AHI 31", "AHI 31 on sleep study 6/2/26", "AHI 31 (06/02/2026)")]
    [InlineData("SMN2", "SMN2 copies: 2", "Type I spinal muscular atrophy with two SMN2 copies")]
    [InlineData("meniscus", "tear of the meniscus", "tear of the meniscus, fracture not seen")]
    [InlineData("horn", "complex tear of the posterior horn", "MRI 02/11/26: complex tear post. horn")]
    public void What_a_sentence_says_beside_it_changes_nothing(string pattern, string gold, string value) => Assert.True(Judge(pattern, gold, value));

    [Fact]
    public void Every_rule_of_clauses_parts_its_example_and_holds_its_counter_example()
    {
        Assert.NotEmpty(Clauses.All);
        foreach (var rule in Clauses.All)
        {
            string[] example = rule.Example.Split(" | "), counter = rule.CounterExample.Split(" | ");
            Assert.False(Judge(example[0], example[1], example[2]), rule.Id);
            Assert.True(Judge(counter[0], counter[1], counter[2]), rule.Id + " counter-example");
        }
    }

    [Fact]
    public void In_a_field_that_names_one_thing_the_pattern_lets_no_other_course_or_side_pass()
    {
        var gold = new GoldLeaf.Given("Graves disease with diffuse goiter", [], "graves", []);
        Assert.True(Comparator.IsRight("diagnoses[].description", gold, "Graves' disease with goiter"));
        Assert.False(Comparator.IsRight("diagnoses[].description", gold, "Family history of Graves disease"));
        Assert.False(Comparator.IsRight("diagnoses[].description", gold, "Neonatal Graves disease with diffuse goiter"));
        Assert.False(Comparator.IsRight("request.services[].dose", new GoldLeaf.Given("0.3 mg/kg for dose 1, then 0.7 mg/kg", [], "0\\.[37] mg/kg", []), "0.7 mg/kg for dose 1, then 0.3 mg/kg"));
    }

    [Fact]
    public void A_leaf_of_a_pattern_alone_is_held_against_the_words_of_the_pattern()
    {
        Assert.True(Comparator.IsRight(Findings, new GoldLeaf.Given("", [], "honeycomb(ing)?", []), "CT: honeycombing at the bases"));
        Assert.False(Comparator.IsRight(Findings, new GoldLeaf.Given("", [], "honeycomb(ing)?", []), "CT: no honeycombing"));
        Assert.True(Comparator.IsRight(Findings, new GoldLeaf.Given("", [], "no\\s+honeycombing", []), "CT: no honeycombing"));
    }

    [Theory]
    [InlineData("cylindrical bronchiectasis in both lower lobes", "Mother: CT chest 01/2026: cylindrical bronchiectasis in both lower lobes")]
    [InlineData("cylindrical bronchiectasis in both lower lobes", "History of CT chest 01/2026: cylindrical bronchiectasis in both lower lobes")]
    [InlineData("heel ulcer 4.2 cm, Wagner grade 3", "Left heel ulcer 4.2 cm, Wagner grade 3")]
    [InlineData("heel ulcer 4.2 cm, Wagner grade 3", "Heel ulcer 4.2 cm, Wagner grade 3, ruled out")]
    public void Without_a_pattern_too_what_governs_the_clause_from_afar_decides(string gold, string value)
    {
        Assert.False(Comparator.Same(Findings, gold, value));
        Assert.True(Comparator.Same(Findings, gold, gold + ", walks with a cane"));
    }

    [Fact]
    public void What_a_pattern_forbids_is_no_word_of_the_gold()
    {
        const string pattern = @"^(?!.*(?:\bleft\b|possible)).*effusion|(?<!no )effusion";
        Assert.True(Judge(pattern, "pleural effusion", "pleural effusion on CT"));
        Assert.False(Judge(pattern, "pleural effusion", "left pleural effusion"));
        Assert.False(Judge(pattern, "pleural effusion", "possible pleural effusion"));
    }

    [Theory]
    [InlineData("Cannot climb one flight without a stop", "Cannot climb one flight a stop")]
    [InlineData("Loud snoring, Epworth 16", "Loud snoring, Epworth")]
    [InlineData("Cannot use the telephone", "Cannot use the telephone, not seen")]
    public void Without_a_pattern_too_a_finding_keeps_its_denials_and_numbers(string gold, string value)
    {
        Assert.True(Comparator.Same(Findings, gold, gold + " today"));
        Assert.False(Comparator.Same(Findings, gold, value));
    }

    private static bool Judge(string pattern, string gold, string value) => Comparator.IsRight(Findings, new(gold, [], pattern, []), value);
}
