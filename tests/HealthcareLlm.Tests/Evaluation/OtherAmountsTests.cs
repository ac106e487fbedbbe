using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A value may say less than the gold, as a writing of the gold does; a strength, a dose or how often that it tells must be the gold's.</summary>
public sealed class OtherAmountsTests
{
    private const string Service = "request.services[].description", Treatment = "clinical.priorTreatments[].treatment", Drug = "clinical.currentMedications[].name";

    [Theory]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 80 mg/0.8 mL pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 40 mcg/0.4 mL pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 40 mg/0.8 mL pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 40 units/0.4 mL pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 80-mg pen")]
    [InlineData(Service, "infliximab 5 mg/kg", "infliximab", "infliximab 5 mg")]
    [InlineData(Service, "somatropin daily pen", "somatropin", "somatropin weekly pen")]
    [InlineData(Service, "somatropin daily pen", "somatropin", "somatropin pen every 2 weeks")]
    [InlineData(Service, "erenumab monthly pen", "erenumab", "erenumab weekly pen")]
    [InlineData(Service, "burosumab every 2 weeks", "burosumab", "burosumab every other day")]
    [InlineData("summary.procedures[].name", "methotrexate 50 mg injection", "methotrexate", "methotrexate 500 mg injection")]
    [InlineData(Treatment, "naproxen 500 mg", "naproxen", "naproxen 250 mg")]
    [InlineData(Treatment, "erenumab monthly", "erenumab", "erenumab twice daily")]
    [InlineData(Treatment, "naproxen 500 mg BID", "naproxen 500 mg", "naproxen 500 mg four times daily")]
    [InlineData(Treatment, "fluticasone/salmeterol 250/50 mcg", "fluticasone/salmeterol", "fluticasone/salmeterol 500/50 mcg")]
    [InlineData(Drug, "timolol 0.5 % drops", "timolol", "timolol 0.25 % drops")]
    [InlineData("summary.dischargeMedications[].name", "metoprolol succinate 50 mg", "metoprolol succinate", "metoprolol succinate 25 mg")]
    public void What_tells_another_amount_is_wrong_though_a_writing_names_it(string path, string gold, string other, string value)
    {
        Assert.False(IsRight(path, gold, other, value));
    }

    [Theory]
    [InlineData(Service, "adalimumab-adaz", "adalimumab-adaz", "adalimumab-adaz 80 mg/0.8 mL pen")]
    [InlineData(Treatment, "naproxen", "naproxen 500 mg", "naproxen 500 mg")]
    public void The_words_alone_decide_where_no_amount_is_told(string path, string gold, string other, string value) => Assert.True(IsRight(path, gold, other, value));

    [Theory]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 40 mg/0.4 mL pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 40 mg pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 0.04 g pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "Adalimumab-adaz pen")]
    [InlineData(Service, "adalimumab-adaz 50 mg/mL pen", "adalimumab-adaz", "adalimumab-adaz 40 mg/0.8 mL pen")]
    [InlineData(Service, "adalimumab-adaz 40 mg/0.4 mL pen", "adalimumab-adaz", "adalimumab-adaz 40mg/0.4mL pen, 2 pens")]
    [InlineData(Service, "somatropin daily pen", "somatropin", "somatropin once a day pen")]
    [InlineData(Service, "erenumab 70 mg monthly", "erenumab", "erenumab 70 mg every 4 weeks")]
    [InlineData(Service, "insulin glargine 1,000 units", "insulin glargine", "insulin glargine 1000 IU")]
    [InlineData(Treatment, "naproxen 500 mg", "naproxen|naproxen 250 mg", "naproxen 250 mg")]
    public void What_says_less_or_the_same_in_other_units_is_right(string path, string gold, string other, string value) =>
        Assert.True(IsRight(path, gold, other, value));

    private static bool IsRight(string path, string gold, string other, string value) => Comparator.IsRight(path, new(gold, [.. other.Split('|')], null, []), value);
}
