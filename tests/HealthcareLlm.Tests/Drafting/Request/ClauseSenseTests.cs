using HealthcareLlm.Drafting.Offline.Request;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>What a sentence does with the code that it names.</summary>
public sealed class ClauseSenseTests
{
    [Theory]
    [InlineData("We ask for denosumab (J0897) for two years.", "J0897")]
    [InlineData("Approval of an MRI (73721) is requested.", "73721")]
    [InlineData("After physical therapy failed, I am requesting an injection (20610).", "20610")]
    [InlineData("An ultrasound (76642) has been ordered and needs your authorization.", "76642")]
    [InlineData("Please authorize the following: a walker (E0143) and a cushion (E2601).", "E2601")]
    [InlineData("I request infliximab (J1745), which was approved for her sister, for my patient.", "J1745")]
    public void Asks(string words, string code) => Assert.Equal("Asked", SenseOf(words, code));

    [Theory]
    [InlineData("In 2023 he was approved for zoledronic acid (J3489), which he could not tolerate.", "J3489")]
    [InlineData("We request denosumab because he received zoledronic acid (J3489) without benefit.", "J3489")]
    [InlineData("The earlier authorization (12 visits of G0299) ends on 07/12/2026.", "G0299")]
    [InlineData("A CT of last year (70486) showed nothing.", "70486")]
    [InlineData("Not part of this order: epidural injection (62323), which was done elsewhere in 2023.", "62323")]
    [InlineData("I request a trial (63650); our last letter asked for the generator (63685); please disregard it.", "63685")]
    [InlineData("If the trial fails, surgery (22612) would be requested.", "22612")]
    [InlineData("She declined electroconvulsive therapy (90870).", "90870")]
    [InlineData("Items of group E (E0607) need no authorization.", "E0607")]
    [InlineData("Single-site testing (81215) was in our message of May 4 and is withdrawn.", "81215")]
    public void DoesNotAsk(string words, string code) => Assert.Contains(SenseOf(words, code), (string[])["Past", "NotAsked"]);

    private static string SenseOf(string words, string code) => ClauseSense.At(words, words.IndexOf(code, StringComparison.Ordinal), string.Empty).ToString();
}
