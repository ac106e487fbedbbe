using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.Documents;

/// <summary>What is remembered is bounded, and made but once while there is room.</summary>
public class RememberedTests
{
    [Fact]
    public void Keys_beyond_the_bound_are_made_anew()
    {
        int made = 0;
        var remembered = new Remembered<string>(2);
        string Ask(string key) => remembered.Of(key, k =>
        {
            made++;
            return k + "!";
        });
        foreach (string key in (string[])["a", "b", "a", "b"]) Assert.Equal(key + "!", Ask(key));
        Assert.Equal(2, made);
        for (int i = 0; i < 3; i++) Assert.Equal("c!", Ask("c"));
        Assert.Equal(5, made);
        Assert.Equal("a!", Ask("a"));
        Assert.Equal(5, made);
    }
}
