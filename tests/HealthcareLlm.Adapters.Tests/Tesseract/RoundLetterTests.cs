using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public sealed class RoundLetterTests : IDisposable
{
    private readonly TesseractOcrEngine _engine = new();

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("clean200", "Liberation Sans")]
    [InlineData("clean300", "Liberation Sans")]
    [InlineData("clean300", "Liberation Serif")]
    [InlineData("fair", "Liberation Sans")]
    [InlineData("fax196", "Liberation Sans")]
    public void TheWidthOfPrintTellsOFromZero(string grade, string family)
    {
        string[] numbers = ["JC0098O127", "HL1O052883", "KX7730O42", "POA55182079", "RX0077120", "M50122O8", "WO20345870"];
        using var page = new TestPage(grade == "clean300" ? 300 : 200);
        for (int i = 0; i < numbers.Length; i++) page.Write("Member ID   " + numbers[i], 1, 1 + (i * 0.4), 11, family);
        var words = _engine.ReadPage(OcrFigures.Degrade(page, grade, 3), 1, new(), default).Words;
        foreach (string number in numbers)
        {
            // Whatever else recognition makes of a number, O and 0 stand where they were printed, or it is in doubt.
            var read = words.FirstOrDefault(w => w.Text.Length == number.Length && w.Text.Replace('O', '0') == number.Replace('O', '0'));
            if (read is not null && !read.Marks.HasFlag(WordMarks.Doubtful)) Assert.Equal(number, read.Text);
        }

        Assert.True(words.Count(w => numbers.Contains(w.Text)) >= (grade == "fair" ? 4 : 5), string.Join(' ', words.Select(w => w.Text)));
    }
}
