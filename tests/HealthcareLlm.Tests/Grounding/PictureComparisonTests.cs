using HealthcareLlm.Grounding;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Grounding;

public class PictureComparisonTests
{
    [Theory]
    [InlineData("Member ID W123456", "Member ID W123456", 0.95, PictureAgreement.Confirmed)]
    [InlineData("J0135", "JO135", 0.9, PictureAgreement.Confirmed)] // a look-alike is not a contradiction
    [InlineData("Evidence of pneumonia", "ne. Evidence of pneumonia and", 0.9, PictureAgreement.Confirmed)]
    [InlineData("NO", "YES", 0.95, PictureAgreement.Contradicted)]
    [InlineData("F", "E", 0.95, PictureAgreement.Unclear)] // a letter alone is too little context
    [InlineData("Approved: YES", "Approved: NO", 0.95, PictureAgreement.Contradicted)]
    [InlineData("40 mg daily", "80 mg daily", 0.95, PictureAgreement.Contradicted)]
    [InlineData("left knee", "right knee", 0.95, PictureAgreement.Contradicted)]
    [InlineData("40 mg daily", "80 mg daily", 0.4, PictureAgreement.Unclear)] // hardly legible
    [InlineData("40 mg daily", "", 0, PictureAgreement.Unclear)]
    public void ComparesLayerAndPicture(string layer, string picture, double confidence, PictureAgreement expected) =>
        Assert.Equal(expected, PictureComparison.Compare(layer, [new RegionReading(picture, confidence)]));
}
