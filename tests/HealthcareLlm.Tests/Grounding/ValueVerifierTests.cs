using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>Near misses: a located quote is not a verified value.</summary>
public class ValueVerifierTests
{
    [Theory]
    [InlineData(FieldKind.Identifier, "XKJ123456789", "Member ID: XKJ 1234-56789")]
    [InlineData(FieldKind.Identifier, "W123456", "IDW: W123456")]
    [InlineData(FieldKind.Npi, "1234567893", "NPI 1234567893")]
    [InlineData(FieldKind.Phone, "5551234567", "(555) 123-4567")]
    [InlineData(FieldKind.Date, "1960-01-02", "01/02/1960")]
    [InlineData(FieldKind.Date, "1960-01-02", "January 2, 1960")]
    [InlineData(FieldKind.Date, "1960-01-02", "1/2/60")]
    [InlineData(FieldKind.Date, "1960-01-02", "0 1 0 2 1 9 6 0")]
    [InlineData(FieldKind.DiagnosisCode, "M05.79", "M0579")]
    [InlineData(FieldKind.DrugCode, "00074433902", "0074-4339-02")]
    [InlineData(FieldKind.DrugCode, "12345067890", "12345-678-90")]
    [InlineData(FieldKind.Number, "12", "twelve visits")]
    [InlineData(FieldKind.Number, "12", "12 visits over 6 weeks")]
    [InlineData(FieldKind.PersonName, "Jane A Doe", "DOE, JANE A.")]
    [InlineData(FieldKind.Text, "40 mg", "40mg SC")]
    [InlineData(FieldKind.Text, "rheumatoid arthritis", "Rheumatoid\narthritis, seropositive")]
    public void HoldsWhatStandsThere(FieldKind kind, string value, string quote) => Assert.True(ValueVerifier.Holds(kind, value, [quote], repaired: false));

    [Theory]
    [InlineData(FieldKind.Identifier, "XKJ123456798", "Member ID: XKJ 1234-56789")] // transposed
    [InlineData(FieldKind.Identifier, "123456", "W1234567")] // part of a longer id
    [InlineData(FieldKind.Npi, "1234567893", "NPI 12345678931")] // part of a longer number
    [InlineData(FieldKind.Phone, "5551234567", "(555) 123-4576")]
    [InlineData(FieldKind.Date, "1961-01-02", "01/02/1960")] // other year
    [InlineData(FieldKind.Date, "1960-01-20", "01/02/1960")] // other day
    [InlineData(FieldKind.Date, "1960-03-02", "January 2, 1960")] // other month
    [InlineData(FieldKind.DiagnosisCode, "M05.7", "M05.79")] // a shorter code
    [InlineData(FieldKind.DiagnosisCode, "M05.79", "M05.70")]
    [InlineData(FieldKind.DrugCode, "12345067890", "12345-6789-0")] // the other way to pad
    [InlineData(FieldKind.Number, "2", "12 visits")]
    [InlineData(FieldKind.Number, "5", "0.5 mL")]
    [InlineData(FieldKind.PersonName, "Jane Doe", "DOE, JANET")]
    [InlineData(FieldKind.Text, "5 mg", "15 mg")]
    [InlineData(FieldKind.Text, "5 mg", "0.5 mg")]
    [InlineData(FieldKind.Text, "40 mg", "400 mg")]
    [InlineData(FieldKind.Text, "left knee", "right knee")]
    [InlineData(FieldKind.ServiceCode, "J0135", "JO135")] // only a mended candidate may say so
    public void RefusesNearMisses(FieldKind kind, string value, string quote) => Assert.False(ValueVerifier.Holds(kind, value, [quote], repaired: false));

    [Fact]
    public void MendedLookAlikesPassOnlyWhereTheCandidateSaysSo()
    {
        Assert.True(ValueVerifier.Holds(FieldKind.ServiceCode, "J0135", ["JO135"], repaired: true));
        Assert.True(ValueVerifier.Holds(FieldKind.Date, "1960-01-02", ["O1/02/196O"], repaired: true));
        Assert.False(ValueVerifier.Holds(FieldKind.ServiceCode, "J0135", ["J0136"], repaired: true));
    }

    [Fact]
    public void DigitsOfTwoQuotesAreNotOneValue() =>
        Assert.False(ValueVerifier.Holds(FieldKind.Identifier, "123456", ["123", "456"], repaired: false));
}
