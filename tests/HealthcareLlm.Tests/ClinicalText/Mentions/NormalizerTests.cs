using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

public sealed class NormalizerTests
{
    [Theory]
    [InlineData("1234567893", true)]
    [InlineData("1234567890", false)]
    [InlineData("1234567983", false)]
    [InlineData("123456789", false)]
    public void NpiCheckDigit(string npi, bool valid) => Assert.Equal(valid, NpiCheck.IsValid(npi));

    [Theory]
    [InlineData("(555) 234-5678", "5552345678")]
    [InlineData("555.234.5678", "5552345678")]
    [InlineData("+1 555-234-5678 ext. 12", "5552345678")]
    [InlineData("1-555-234-5678", "5552345678")]
    [InlineData("555-134-5678", null)]
    [InlineData("555-234-567", null)]
    [InlineData("03/04/2026", null)]
    public void Phones(string text, string? digits) => Assert.Equal(digits, PhoneNumbers.Normalize(text));

    [Theory]
    [InlineData("M17.11", false, "M17.11", false)]
    [InlineData("M1711", true, "M17.11", false)]
    [InlineData("m17.11", true, "M17.11", false)]
    [InlineData("M17.ll", true, "M17.11", true)]
    [InlineData("E1l.9", true, "E11.9", true)]
    [InlineData("110", true, "I10", true)]
    [InlineData("S82.201A", false, "S82.201A", false)]
    [InlineData("T38.0X5A", false, "T38.0X5A", false)]
    [InlineData("Z3A.20", false, "Z3A.20", false)]
    [InlineData("U07.1", false, "U07.1", false)]
    [InlineData("U99.1", false, null, false)]
    [InlineData("A1C", false, null, false)]
    [InlineData("H1N1", true, null, false)]
    [InlineData("G6PD", true, null, false)]
    [InlineData("S1Q3T3", true, null, false)]
    [InlineData("M17.", true, null, false)]
    [InlineData("MM7.1", true, null, false)]
    public void DiagnosisCode(string token, bool mend, string? code, bool repaired)
    {
        Assert.Equal(code, DiagnosisCodes.Normalize(token, mend, out bool mended));
        if (code is not null) Assert.Equal(repaired, mended);
    }

    [Theory]
    [InlineData("27447", "CPT", "27447", false)]
    [InlineData("0202U", "CPT", "0202U", false)]
    [InlineData("J0135", "HCPCS", "J0135", false)]
    [InlineData("2744l", "CPT", "27441", true)]
    [InlineData("JO135", "HCPCS", "J0135", true)]
    [InlineData("W1234", null, null, false)]
    [InlineData("ABC12", null, null, false)]
    public void ServiceCode(string token, string? system, string? code, bool repaired)
    {
        var read = ServiceCodes.Normalize(token, mend: true, out bool mended);
        Assert.Equal((system, code), (read?.System, read?.Code));
        if (code is not null) Assert.Equal(repaired, mended);
    }

    [Theory]
    [InlineData("0074-4339-02", "00074433902", false)]
    [InlineData("50242-040-62", "50242004062", false)]
    [InlineData("60575-4112-1", "60575411201", false)]
    [InlineData("00074-4339-02", "00074433902", false)]
    [InlineData("0074433902", "0074433902", true)]
    [InlineData("555-234-5678", null, false)]
    public void DrugCode(string text, string? code, bool doubtful)
    {
        Assert.Equal(code, DrugCodes.Normalize(text, out bool doubt));
        Assert.Equal(doubtful, doubt);
    }

    [Theory]
    [InlineData("Doe, Jane A", "Jane A Doe")]
    [InlineData("Jane A. Doe, MD, FACP", "Jane A Doe")]
    [InlineData("Dr. Roe", "Roe")]
    [InlineData("Mr. John Q. Public Jr.", "John Q Public Jr")]
    [InlineData("DE LA CRUZ, MARIA", "MARIA DE LA CRUZ")]
    [InlineData("Maria de la Cruz", "Maria de la Cruz")]
    [InlineData("O'Brien, Sean", "Sean O'Brien")]
    [InlineData("Smith-Jones, Anna Lee, DO", "Anna Lee Smith-Jones")]
    [InlineData("Garcia Lopez, Maria", "Maria Garcia Lopez")]
    [InlineData("Ana St. John, PA-C", "Ana St John")]
    [InlineData("Roe III, Richard", "Richard Roe III")]
    [InlineData("Riverside Medical Center", null)]
    [InlineData("Blue Cross of Nowhere", null)]
    [InlineData("Patient Name", null)]
    [InlineData("She was seen today", null)]
    [InlineData("Date of Birth", null)]
    [InlineData("03/04/2026", null)]
    [InlineData("Jane", null)]
    public void Name(string text, string? normal) => Assert.Equal(normal, PersonNames.Normalize(text));
}
