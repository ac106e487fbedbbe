using HealthcareLlm.Terminology;

namespace HealthcareLlm.Tests.Terminology;

/// <summary>A code is judged by the edition of its day.</summary>
public class CodeBookTests
{
    private static CodeSet Set(CodeSystem system, string version, DateOnly from, DateOnly? until, params CodeEntry[] entries) => new(new(system, version, from, until, "00", entries.Length), [.. entries]);

    private static readonly CodeBook s_book = CodeBook.Of(
        Set(CodeSystem.Icd10Cm, "2022", new(2021, 10, 1), null, new("F32", "Depressive episode", true), new CodeEntry("F32A", "Depression")),
        Set(CodeSystem.Icd10Cm, "2021", new(2020, 10, 1), new(2021, 9, 30), new("F32", "Depressive episode", true), new CodeEntry("F329", "Depression")),
        Set(CodeSystem.Hcpcs, "2024", new(2024, 1, 1), null, new("J0001", "late", false, new(2024, 7, 1)), new CodeEntry("J0002", "early", false, null, new(2024, 6, 30))));

    [Theory]
    [InlineData(CodeSystem.Icd10Cm, "F32.A", "2021-10-01", CodeStanding.Valid, "ICD-10-CM 2022")]
    [InlineData(CodeSystem.Icd10Cm, "f32a", "2021-10-01", CodeStanding.Valid, "ICD-10-CM 2022")]
    [InlineData(CodeSystem.Icd10Cm, "F32.A", "2021-09-30", CodeStanding.Unknown, "ICD-10-CM 2021")]
    [InlineData(CodeSystem.Icd10Cm, "F32.9", "2021-09-30", CodeStanding.Valid, "ICD-10-CM 2021")]
    [InlineData(CodeSystem.Icd10Cm, "F32.9", "2021-10-01", CodeStanding.Unknown, "ICD-10-CM 2022")]
    [InlineData(CodeSystem.Icd10Cm, "F32", "2021-10-01", CodeStanding.Heading, "ICD-10-CM 2022")]
    [InlineData(CodeSystem.Icd10Cm, "F32.9", "2020-09-30", CodeStanding.NotJudged, null)]
    [InlineData(CodeSystem.Hcpcs, "J0001", "2024-06-30", CodeStanding.NotYetValid, "HCPCS 2024")]
    [InlineData(CodeSystem.Hcpcs, "J0001", "2024-07-01", CodeStanding.Valid, "HCPCS 2024")]
    [InlineData(CodeSystem.Hcpcs, "J0002", "2024-06-30", CodeStanding.Valid, "HCPCS 2024")]
    [InlineData(CodeSystem.Hcpcs, "J0002", "2024-07-01", CodeStanding.NoLongerValid, "HCPCS 2024")]
    [InlineData(CodeSystem.Cpt, "73721", "2024-07-01", CodeStanding.NotJudged, null)]
    public void By_day(CodeSystem system, string code, string day, CodeStanding standing, string? edition)
    {
        var judged = s_book.Judge(system, code, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((standing, edition), (judged.Standing, judged.Edition?.Name));
    }

    [Fact]
    public void Codes_are_read_when_they_are_asked_for()
    {
        int reads = 0;
        var set = Set(CodeSystem.Cpt, "1", new(2024, 1, 1), null, new CodeEntry("73721", string.Empty));
        var book = new CodeBook([(set.Edition, () =>
        {
            reads++;
            return set;
        })]);
        Assert.Equal(CodeStanding.NotJudged, book.Judge(CodeSystem.Hcpcs, "J0135", new(2024, 1, 1)).Standing);
        Assert.Equal(0, reads);
        book.Judge(CodeSystem.Cpt, "73721", new(2024, 1, 1));
        book.Judge(CodeSystem.Cpt, "73721", new(2024, 1, 2));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData("73721", CodeSystem.Cpt)]
    [InlineData("0001F", CodeSystem.Cpt)]
    [InlineData("J0135", CodeSystem.Hcpcs)]
    [InlineData("D0120", null)]
    [InlineData("00074379902", null)]
    public void The_system_of_a_service_code(string code, CodeSystem? system) => Assert.Equal(system, CodeSystems.OfService(code));
}
