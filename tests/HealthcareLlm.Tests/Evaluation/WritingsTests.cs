using System.Collections.Immutable;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>Two writings of one thing are brought to one, and of two things never.</summary>
public class WritingsTests
{
    private static bool Same(string first, string second, int? year = null) => Writings.Words(first, year).SequenceEqual(Writings.Words(second, year));

    public static TheoryData<string> Rules => new(Writings.All.Select(static r => r.Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_makes_its_example_one_and_not_its_counter_example(string id)
    {
        var rule = Writings.All.Single(r => r.Id == id);
        string[] example = rule.Example.Split(" = "), counter = rule.CounterExample.Split(" = ");
        Assert.True(Same(example[0], example[1]), Writings.Of(example[0]) + " | " + Writings.Of(example[1]));
        Assert.False(Same(counter[0], counter[1]), Writings.Of(counter[0]));
        // Where it is one already without the rule, the rule is not needed.
        Assert.NotEqual(example[0], example[1]);
    }

    [Theory]
    [InlineData("torsemide 40 mg PO BID", "torsemide 40 mg by mouth twice a day")]
    [InlineData("albuterol 2 puffs q6h PRN", "albuterol 2 puffs every 6 hours as needed")]
    [InlineData("atorvastatin 40 mg nightly", "atorvastatin 40 mg at bedtime")]
    [InlineData("ferrous sulfate every other day", "ferrous sulfate every 2 days")]
    [InlineData("ertapenem q24h", "ertapenem once daily")]
    [InlineData("acetaminophen BID", "acetaminophen every 12 hours")]
    [InlineData("metformin 1 g", "metformin 1,000 mg")]
    [InlineData("levothyroxine 88 mcg", "levothyroxine 0.088 mg")]
    [InlineData("heparin 5000 u sc", "heparin 5,000 units subcutaneously")]
    [InlineData("fluids 1.5 L", "fluids 1,500 mL")]
    [InlineData("for 4 weeks", "for 28 days")]
    [InlineData("dry weight 95.8 kg", "dry weight 95.8 kilograms")]
    [InlineData("ejection fraction of 35%", "ejection fraction of 35 percent")]
    [InlineData("2/28/2026", "February 28, 2026")]
    [InlineData("02/28/26", "28 Feb 2026")]
    [InlineData("2026-01-05", "05JAN26")]
    [InlineData("Friday, February 13, 2026", "2/13/2026")]
    [InlineData("at 2:00 PM", "at 14:00")]
    [InlineData("at 12:40", "at 1240")]
    [InlineData("COPD and AKI", "chronic obstructive pulmonary disease and acute kidney injury")]
    [InlineData("HFrEF", "heart failure with reduced ejection fraction")]
    [InlineData("urinary tract infection", "UTI")]
    public void The_same_thing(string first, string second) => Assert.True(Same(first, second), Writings.Of(first) + " | " + Writings.Of(second));

    [Theory]
    [InlineData("40 mg BID", "40 mg daily")]
    [InlineData("40 mg BID", "40 mg TID")]
    [InlineData("every 6 hours as needed", "every 6 hours")]
    [InlineData("every other day", "every day")]
    [InlineData("q6h PRN", "QID PRN")]
    [InlineData("PRN q6h", "PRN QID")]
    [InlineData("q6h for pain PRN", "QID for pain PRN")]
    [InlineData("nightly", "every morning")]
    [InlineData("40 mg PO", "40 mg IV")]
    [InlineData("1 g", "100 mg")]
    [InlineData("5 mg", "5 mcg")]
    [InlineData("10 lb", "10 kg")]
    [InlineData("1.5 L", "1.5 mL")]
    [InlineData("2 weeks", "2 months")]
    [InlineData("2/28/2026", "2/28/2025")]
    [InlineData("February 10", "10/2")]
    [InlineData("Thursday, February 13, 2026", "2/13/2026")]
    [InlineData("at 2:00 PM", "at 2:00 AM")]
    [InlineData("gestational hypertension", "HTN")]
    [InlineData("pulmonary hypertension", "hypertension")]
    [InlineData("low sodium diet", "hyponatremia")]
    // What has several meanings equals nothing.
    [InlineData("MS", "multiple sclerosis")]
    [InlineData("PT", "physical therapy")]
    [InlineData("CP", "chest pain")]
    [InlineData("RA", "rheumatoid arthritis")]
    [InlineData("AF", "atrial fibrillation")]
    [InlineData("PCN", "penicillin")]
    [InlineData("GAD", "generalized anxiety disorder")]
    [InlineData("d/c metformin", "discontinue metformin")]
    public void Another_thing(string first, string second) => Assert.False(Same(first, second), Writings.Of(first));

    [Fact]
    public void The_year_of_the_stay_may_be_left_out_and_no_other()
    {
        Assert.True(Same("through 03/20/2026", "through March 20", 2026));
        Assert.False(Same("through 03/20/2025", "through March 20", 2026));
        Assert.False(Same("through 03/20/2026", "through March 20"));
        static ReadStatement Stay(string part, string day) => new("encounter", day, "supported", ImmutableSortedDictionary<string, string>.Empty.Add(part, day), []);
        Assert.Equal(2026, Writings.YearOf([Stay("admissionDate", "2026-02-09"), Stay("dischargeDate", "2026-02-15")]));
        Assert.Null(Writings.YearOf([Stay("admissionDate", "2025-12-30"), Stay("dischargeDate", "2026-01-03")]));
        Assert.Null(Writings.YearOf([]));
    }

    [Fact]
    public void What_no_rule_is_about_stays_letter_by_letter() => Assert.Equal("Petechial hemorrhage R putamen; no mass effect.\nWalks 300 ft.", Writings.Of("Petechial hemorrhage R putamen; no mass effect.\nWalks 300 ft."));

    [Fact]
    public void An_abbreviation_is_spelt_by_its_name_and_has_one_meaning()
    {
        Assert.InRange(Abbreviations.All.Count, 100, 400);
        foreach (var (letters, name) in Abbreviations.All) Assert.Equal(letters[0], char.ToLowerInvariant(name[0]));
        // Names of two operations, of three bleedings, of two diseases; names that go with it; other meanings.
        Assert.All(["avr", "ich", "rcc", "nstemi", "pafib", "hofh", "cea", "icd", "ms", "pt", "ra", "cp", "pe", "mi"], a => Assert.False(Abbreviations.All.ContainsKey(a) && a != "rcc", a));
        Assert.Equal("renal cell carcinoma", Abbreviations.All["rcc"]);
        // A word that could be one counts in capitals alone.
        Assert.Equal("he als knows", Abbreviations.SpeltOut("he als knows"));
        Assert.Equal("chronic kidney disease", Abbreviations.SpeltOut("ckd"));
    }

    [Theory]
    [InlineData(@"40\s*mg", "Torsemide 0.04 g", true)]
    [InlineData(@"75\s*(mcg|ug)", "Levothyroxine 0.075 mg", true)]
    [InlineData("daily|once a day", "Torsemide QD", true)]
    [InlineData("sleep apnea", "OSA.", true)]
    [InlineData("DNR", "Do not resuscitate", true)]
    [InlineData("daily|once", "Levothyroxine weekly", false)]
    [InlineData("every (day|morning)", "on the day of surgery, one morning", false)]
    [InlineData(@"^(?![\s\S]*(not |no ))", "given", false)]
    [InlineData("carvedilol", "bumetanide", false)]
    public void A_pattern_of_plain_words(string pattern, string text, bool holds) => Assert.Equal(holds, Writings.HoldsPattern(pattern, text));
}
