using HealthcareLlm.Adapters.Tesseract;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tests.Tesseract;

public class SecondReadingTests
{
    private static RecognizedWord Word(string text, double x, double width, double confidence = 0.95, WordMarks marks = WordMarks.None) =>
        new(text, new(x, 100, width, 21), confidence, marks);

    private static IEnumerable<string> Joined(RecognizedWord first, RecognizedWord second)
    {
        List<RecognizedWord> words = [first];
        SecondReadings.AddTo(words, [second]);
        return words.Select(static w => w.Text);
    }

    [Fact]
    public void WhatABoxTooNarrowLeftOutIsNoSecondWord()
    {
        // The recognizer's box holds half of the digit.
        Assert.Equal(["9"], Joined(Word("9", 954, 7), Word("9", 946, 15)));
        // Its box ends before the last letter.
        Assert.Equal(["Our"], Joined(Word("Our", 100, 40), Word("r", 141, 9)));
        Assert.Equal(["the"], Joined(Word("the", 112, 38), Word("t", 106, 7)));
        // Two pieces of one letter, each read as the letter.
        List<RecognizedWord> words = [];
        SecondReadings.AddTo(words, [new("P", new(445, 218, 22, 30), 0.91), new("P", new(446, 229, 17, 14), 0.82)]);
        Assert.Single(words);
        // The word has the ink of both.
        words = [Word("9", 954, 7)];
        SecondReadings.AddTo(words, [Word("9", 946, 15)]);
        Assert.Equal(new BoundingBox(946, 100, 15, 21), Assert.Single(words).Box);
    }

    [Fact]
    public void WhatStandsApartIsAWordOfItsOwn()
    {
        // Two cells with the same digit, and a digit behind a number that ends with it.
        Assert.Equal(["8", "8"], Joined(Word("8", 100, 15), Word("8", 213, 15)));
        Assert.Equal(["12", "2"], Joined(Word("12", 100, 30), Word("2", 160, 15)));
        // A check box holds no letters that a word could repeat.
        Assert.Equal(["[x]", "x"], Joined(Word("[x]", 100, 19, 1, WordMarks.CheckBoxMarked), Word("x", 121, 12)));
        // Other words whose boxes overlap a little.
        Assert.Equal(["asked", "4"], Joined(Word("asked", 100, 60), Word("4", 154, 16)));
    }

    [Fact]
    public void AWordThatWasCutOffIsCompletedAndADigitOnlyBySurerSight()
    {
        Assert.Equal(["need"], Joined(Word("n", 100, 16, 0.9), Word("need", 98, 66, 0.91)));
        Assert.Equal(["06-30"], Joined(Word("06-3", 113, 100, 0.41), Word("06-30", 98, 160, 0.93)));
        // The rest of a rule beside a number is read as a 1.
        Assert.Equal("1957", Joined(Word("1957", 113, 100), Word("11957", 98, 116, 0.93)).First());
    }
}
