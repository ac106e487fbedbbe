using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

public class KnownTextsTests
{
    [Fact]
    public void What_was_made_is_made_once_until_there_is_too_much_of_it()
    {
        var known = new KnownTexts<int, string>(3);
        int made = 0;
        string Of(int key) => known.Of(key, k =>
        {
            made++;
            return "of " + k;
        });
        Assert.Equal(["of 1", "of 2", "of 3", "of 1", "of 2", "of 3"], new[] { 1, 2, 3, 1, 2, 3 }.Select(Of));
        Assert.Equal(3, made);
        // The fourth is one too many: the others are made anew, and right.
        Assert.Equal(["of 4", "of 1", "of 4"], new[] { 4, 1, 4 }.Select(Of));
        Assert.Equal(5, made);
    }
}
