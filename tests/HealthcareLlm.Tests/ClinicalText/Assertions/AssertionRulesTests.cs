using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText.Assertions;

public class AssertionRulesTests
{
    [Fact]
    public void Each_rule_holds_on_its_example_and_not_on_its_counter_example()
    {
        var wrong = new List<string>();
        foreach (var row in RuleFiles.Read("assertions.tsv", 9))
        {
            string effect = EffectOf(row[0], row[1]);
            bool trigger = row[2] is not "pseudo" and not "stop";
            MentionType? type = row[3] == "treatment" ? MentionType.Procedure : null;
            if (Has(row[7], effect, type) != trigger) wrong.Add(row[0] + ": " + row[7]);
            if (Has(row[8], effect, type) == trigger) wrong.Add(row[0] + ": " + row[8]);
        }

        Assert.Empty(wrong);
    }

    private static string EffectOf(string id, string effect) => id switch
    {
        "stop-clause" or "stop-positive" or "stop-new-subject" or "pseudo-negated" or "class-trouble" or "class-own" => "negated",
        "stop-now" or "stop-now-time" or "pseudo-historical" => "historical",
        "stop-subject" or "pseudo-other" or "class-relative" => "other",
        "stop-condition" or "pseudo-hypothetical" => "hypothetical",
        "pseudo-possible" => "possible",
        _ => effect,
    };

    private static bool Has(string marked, string effect, MentionType? type)
    {
        var (text, span) = Notes.Marked(marked);
        var assertion = new DocumentScopes(text).Judge(span, type);
        return effect switch
        {
            "negated" => assertion.Polarity == Polarity.Negated,
            "possible" => assertion.Polarity == Polarity.Possible,
            "historical" => assertion.Temporality == Temporality.Historical,
            "hypothetical" => assertion.Temporality == Temporality.Hypothetical,
            "performed" => assertion.Temporality != Temporality.Hypothetical,
            "other" => assertion.Experiencer == Experiencer.Other,
            _ => throw new InvalidOperationException(effect),
        };
    }
}
