using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class QuantityTests
{
    [Fact]
    public void Every_unit_keeps_its_example_and_parts_its_counter_example()
    {
        Assert.NotEmpty(Quantity.Units);
        foreach (var unit in Quantity.Units)
        {
            string[] example = unit.Example.Split(" = "), counter = unit.CounterExample.Split(" = ");
            Assert.True(Quantity.Same(example[0], example[1]) == true, unit.Id + ": " + unit.Example);
            // A text that is no quantity that is known ('0.5 gr') is not the same either.
            Assert.True(Quantity.Same(counter[0], counter[1]) != true, unit.Id + ": " + unit.CounterExample);
            Assert.All(unit.Writings, w => Assert.Equal(w.ToLowerInvariant(), w));
        }
    }

    [Fact]
    public void No_writing_stands_for_two_units() => Assert.Empty(Quantity.Units.SelectMany(u => u.Writings).GroupBy(w => w).Where(g => g.Count() > 1).Select(g => g.Key));

    [Theory]
    [InlineData("500 mg", "0.5 g")]
    [InlineData("1,000 mg", "1 g")]
    [InlineData("40mg", "40 MG")]
    [InlineData("5 mg/kg", "5 mg per kg")]
    [InlineData("40 mg/0.8 mL", "50 mg/mL")] // 40 / 0.8 = 50
    [InlineData("5 ft 10 in", "70 in")] // 5 · 12 + 10
    [InlineData("5'10\"", "5 ft 10 in")]
    [InlineData("164 x10^3/uL", "164 K/uL")] // both 164 · 10^3 · 10^6 a litre
    [InlineData("<0.5 mg/dL", "< 5 mg/L")]
    [InlineData("2 tabs", "2 tablets")]
    [InlineData("\u2265 3 g", ">=3000 mg")]
    [InlineData("75 mg/m2", "75 mg/m\u00b2")]
    public void The_same_quantity_in_other_units_is_the_same(string gold, string value)
    {
        Assert.True(Quantity.Same(gold, value));
        Assert.True(Quantity.Same(value, gold));
    }

    [Theory]
    [InlineData("500 mg", "500 g")]
    [InlineData("500 mg", "0.05 g")]
    [InlineData("40 mg", "40 mg/0.8 mL")]
    [InlineData("40 mg", "40 mg/kg")]
    [InlineData("2.5 mg", "25 mg")]
    [InlineData("0.5 mg", "<0.5 mg")]
    [InlineData("3 months", "90 days")]
    [InlineData("10 units", "10 mg")]
    [InlineData("40 mEq", "40 mmol")]
    [InlineData("1 tablet", "1 capsule")]
    [InlineData("5 ft 10 in", "5 ft 1 in")]
    [InlineData("180 lb", "81.6 kg")] // 180 · 0.45359237 = 81.6466266: not what is written
    public void A_near_miss_is_another_quantity(string gold, string value)
    {
        Assert.False(Quantity.Same(gold, value));
        Assert.False(Comparator.Same("clinical.currentMedications[].dose", gold, value));
        Assert.False(Comparator.Same("patient.weight", gold, value));
    }

    [Theory]
    [InlineData("1-2 tablets")]
    [InlineData("97/103 mg")]
    [InlineData("40")]
    [InlineData("mg")]
    [InlineData("one drop")]
    [InlineData("10 mg 5 mL")]
    [InlineData("5 in 10 ft")]
    [InlineData("")]
    public void What_is_not_one_quantity_is_none(string text) => Assert.Null(Quantity.Read(text));

    [Theory]
    [InlineData("clinical.currentMedications[].dose", "500 mg", "0.5 g", true)]
    [InlineData("request.services[].dose", "2000 IU", "2,000 units", true)]
    [InlineData("patient.height", "5'10\"", "5 ft 10 in", true)]
    [InlineData("clinical.labs[].unit", "mg/L", "mcg/mL", true)]
    [InlineData("clinical.labs[].unit", "mg/L", "mg/dL", false)]
    [InlineData("clinical.labs[].unit", "mIU/L", "IU/L", false)]
    [InlineData("clinical.labs[].unit", "IU/mL", "U/mL", false)]
    [InlineData("clinical.currentMedications[].dose", "10 units", "10 U", true)]
    [InlineData("clinical.currentMedications[].dose", "97/103 mg", "97/103 mg", true)]
    [InlineData("clinical.currentMedications[].dose", "97/103 mg", "49/51 mg", false)]
    public void Leaves_that_hold_quantities_are_compared_as_such(string field, string gold, string value, bool same) => Assert.Equal(same, Comparator.Same(field, gold, value));

    [Fact]
    public void Every_direction_keeps_its_example_and_parts_its_counter_example()
    {
        Assert.NotEmpty(Directions.All);
        foreach (var rule in Directions.All)
        {
            string field = rule.Kind == "route" ? "clinical.currentMedications[].route" : "clinical.currentMedications[].frequency";
            string[] example = rule.Example.Split(" = "), counter = rule.CounterExample.Split(" = ");
            Assert.True(Comparator.Same(field, example[0], example[1]), rule.Id + ": " + rule.Example + ": " + Directions.Frequency(example[0]) + " | " + Directions.Frequency(example[1]));
            Assert.False(Comparator.Same(field, counter[0], counter[1]), rule.Id + ": " + rule.CounterExample);
        }
    }

    [Theory]
    [InlineData("twice daily", "daily")]
    [InlineData("daily", "three times daily")]
    [InlineData("every 12 hours", "every 2 hours")]
    [InlineData("weekly", "daily")]
    [InlineData("every 2 weeks", "2 per week")]
    [InlineData("every other day", "daily")]
    [InlineData("BID", "QID")]
    public void Another_frequency_is_wrong(string gold, string value) => Assert.False(Comparator.Same("clinical.currentMedications[].frequency", gold, value));

    [Fact]
    public void A_result_in_another_unit_is_one_quantity_and_right()
    {
        var result = SmallPacket.Perfect();
        var lab = result["record"]!["clinical"]!["labs"]![0]!;
        (lab["value"], lab["unit"]) = (SmallPacket.Extracted("72"), SmallPacket.Extracted("%"));
        Assert.Equal(LeafOutcome.Wrong, Outcome(result, "clinical.labs[0].value"));
        (lab["value"], lab["unit"]) = (SmallPacket.Extracted("7.20"), SmallPacket.Extracted("percent"));
        Assert.Equal(LeafOutcome.Right, Outcome(result, "clinical.labs[0].value"));
        Assert.Equal(LeafOutcome.Right, Outcome(result, "clinical.labs[0].unit"));
        // Both leaves in other words, one quantity: 7.2 % as 0.072 has no such unit, and stays wrong; a unit of one kind is converted.
        (lab["value"], lab["unit"]) = (SmallPacket.Extracted("0.072"), SmallPacket.Extracted("ratio"));
        Assert.Equal(LeafOutcome.Wrong, Outcome(result, "clinical.labs[0].value"));
        Assert.True(Quantity.SameResult("0.9 mg/dL", "9 mg/L"));
        Assert.False(Quantity.SameResult("112 IU/mL", "112 U/mL"));
    }

    [Theory]
    [InlineData("name", "metformin", 1)]
    [InlineData("dose", "0.5 g", 1)]
    [InlineData("frequency", "BID", 1)]
    [InlineData("dose", "850 mg", 0)]
    [InlineData("frequency", "daily", 0)]
    [InlineData("route", "IV", 0)] // the gold has none: invented
    public void A_drug_is_right_as_a_whole_or_not(string leaf, string value, int whole)
    {
        var result = SmallPacket.Perfect();
        result["record"]!["clinical"]!["currentMedications"]![0]![leaf] = SmallPacket.Extracted(value);
        var score = SmallPacket.Score(result);
        Assert.Equal(whole, score.Lists.Single(l => l.Field == "clinical.currentMedications[]").Whole);
        Assert.Equal((whole, 1), MeasureBook.Take([score]).Where(m => m is { Id: "medications.whole", Group: "all" }).Select(m => (m.Count, m.Of)).Single());
    }

    [Fact]
    public void Anls_is_the_published_one_and_never_judges_a_code()
    {
        Assert.Equal(1 - (3.0 / 7), Anls.Score(["kitten"], "sitting"), 12); // 3 edits of 7 letters
        Assert.Equal(0, Anls.Score(["abcd"], "wxyz"));
        Assert.Equal(0.5, Anls.Score(["abcd"], "abxy"), 12); // 2 edits of 4: at the threshold it counts
        Assert.Equal(0, Anls.Score(["abcde"], "abxyz")); // 3 of 5: 0.4 is below it
        Assert.Equal(1, Anls.Score(["other", "Left  KNEE"], "left knee"));
        foreach (var field in HealthcareLlm.Drafting.RecordFields.All)
        {
            bool free = Comparator.StrictnessOf(field.Path) == Strictness.FreeText;
            Assert.Equal(free, Anls.Of(field.Path, new("M17.12", [], null, []), "M17.11") is not null);
            if (!free) continue;
            Assert.Equal(HealthcareLlm.Drafting.FieldKind.Text, field.Kind);
        }

        var result = SmallPacket.Perfect();
        result["record"]!["diagnoses"]![0]!["code"] = SmallPacket.Extracted("M17.11");
        result["record"]!["diagnoses"]![1]!["description"] = SmallPacket.Extracted("Obesty");
        var leaves = SmallPacket.Score(result).Leaves;
        Assert.Null(leaves.Single(l => l.Path == "diagnoses[0].code").Anls);
        Assert.Equal(LeafOutcome.Wrong, leaves.Single(l => l.Path == "diagnoses[0].code").Outcome);
        Assert.Equal(6.0 / 7, leaves.Single(l => l.Path == "diagnoses[1].description").Anls!.Value, 12); // one letter of seven lost
    }

    private static LeafOutcome Outcome(JsonObject result, string path) => SmallPacket.Score(result).Leaves.Single(l => l.Path == path).Outcome;

    [Theory]
    [InlineData("1")]
    [InlineData("1 a ")]
    [InlineData("1a/a ")]
    [InlineData("1a / 1 ")]
    [InlineData("1 a^2")]
    [InlineData("x 10^9/")]
    public void Sixty_characters_that_ask_for_every_way_of_reading_are_read_at_once(string piece)
    {
        // The pattern's time limit is a minute, for machines that stand still: its steps are few by themselves.
        string hostile = string.Concat(Enumerable.Repeat(piece, 60))[..59] + "!";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Null(Quantity.Read(hostile));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }
}
