using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>A plus that joins two drugs is the same in any case and with or without spaces; a minus is another sign, and a plus that tells a result is no joint.</summary>
public sealed class MarksTests
{
    private const string Treatment = "clinical.priorTreatments[].treatment", Service = "request.services[].description", Diagnosis = "diagnoses[].description";

    [Theory]
    [InlineData(Treatment, "clindamycin + rifampin", "Clindamycin + Rifampin")]
    [InlineData(Treatment, "clindamycin + rifampin", "CLINDAMYCIN + RIFAMPIN")]
    [InlineData(Treatment, "clindamycin + rifampin", "clindamycin+rifampin")]
    [InlineData(Treatment, "clindamycin + rifampin", "Clindamycin+Rifampin")]
    [InlineData(Treatment, "clindamycin + rifampin", "Clindamycin +Rifampin")]
    [InlineData(Treatment, "Clindamycin + Rifampin", "clindamycin + rifampin")]
    [InlineData(Service, "clindamycin + rifampin", "Clindamycin + Rifampin")]
    [InlineData(Diagnosis, "ER+ breast cancer", "ER + Breast Cancer")]
    public void A_plus_is_the_same_in_any_case_and_with_any_spaces(string path, string gold, string value)
    {
        Assert.True(Comparator.Same(path, gold, value));
        Assert.True(Comparator.Same(path, value, gold));
    }

    [Theory]
    [InlineData(Treatment, "clindamycin + rifampin", "clindamycin - rifampin")]
    [InlineData(Treatment, "clindamycin + rifampin", "Clindamycin - Rifampin")]
    [InlineData(Service, "clindamycin + rifampin", "clindamycin - rifampin")]
    [InlineData(Service, "Clindamycin + Rifampin", "CLINDAMYCIN - RIFAMPIN")]
    [InlineData(Treatment, "clindamycin + rifampin", "clindamycin + rifabutin")]
    [InlineData(Diagnosis, "ER+ breast cancer", "ER- breast cancer")]
    [InlineData(Diagnosis, "ER+ breast cancer", "ER breast cancer")]
    [InlineData(Diagnosis, "ER+ Breast Cancer", "ER Breast Cancer")]
    [InlineData(Diagnosis, "ER+ Breast Cancer", "ER - Breast Cancer")]
    public void Another_sign_is_another_thing(string path, string gold, string value)
    {
        Assert.False(Comparator.Same(path, gold, value));
        Assert.False(Comparator.Same(path, value, gold));
    }
}
