using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>The words of <c>crossing-words.tsv</c> and <c>other-names.tsv</c>, each of them.</summary>
public class JudgeWordTests
{
    [Fact]
    public void Every_crossing_word_parts_its_example_and_not_its_counter_example()
    {
        Assert.Equal(["polar", "relation"], Crossed.All.Select(r => r.Kind).Distinct().Order());
        foreach (var rule in Crossed.All)
        {
            string[] example = rule.Example.Split(" | "), counter = rule.CounterExample.Split(" | ");
            Assert.True(Crossed.Are(example[0], example[1]), rule.Id);
            Assert.False(Crossed.Are(counter[0], counter[1]), rule.Id + " counter-example");
            // Every word of it does.
            foreach (string word in rule.Writings)
            {
                var (first, second) = rule.Kind == "relation" ? ($"xanthoma {word} zoster", $"zoster {word} xanthoma") : ($"{word} xanthoma, yaws zoster", $"{word} zoster, yaws xanthoma");
                Assert.True(Crossed.Are(first, second), word);
            }
        }
    }

    [Fact]
    public void Every_word_beside_a_name_makes_it_another_or_not_as_its_rule_says()
    {
        var paths = new Dictionary<string, string> { ["payer"] = "coverage.payer", ["organization"] = "servicingProvider.name", ["specialty"] = "requestingProvider.specialty", ["test"] = "clinical.labs[].name", ["place"] = "patient.address" };
        Assert.Equal(paths.Keys.Order(), OtherNames.All.Select(r => r.Kind).Distinct().Order());
        foreach (var rule in OtherNames.All)
        {
            string[] example = rule.Example.Split(" | "), counter = rule.CounterExample.Split(" | ");
            string path = paths[rule.Kind];
            Assert.False(OtherNames.Are(path, example[0], example[1]), rule.Id);
            Assert.True(OtherNames.Are(path, counter[0], counter[1]), rule.Id + " counter-example");
            foreach (string word in rule.Writings) Assert.Equal(rule.Kind == "place", OtherNames.Are(path, "Xanthippe", "Xanthippe " + word));
        }
    }
}
