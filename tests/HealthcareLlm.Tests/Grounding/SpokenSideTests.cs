using HealthcareLlm.Grounding;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>Which 'left' is a side, and which is a form of 'leave'.</summary>
public sealed class SpokenSideTests
{
    [Theory]
    [InlineData("She had left hip replacement in 2019.", "left")]
    [InlineData("The patient has left knee pain.", "left")]
    [InlineData("The lesion is left sided and was left lower lobe before.", "left", "left")]
    [InlineData("Pain on the left with radiation.", "left")]
    [InlineData("She left the hospital on Monday.")]
    [InlineData("He left against medical advice.")]
    [InlineData("The stent was left in place.")]
    [InlineData("Nurse left a message; she left.")]
    [InlineData("Right knee and left hip.", "right", "left")]
    public void ASideIsOneAndAFormOfLeaveIsNone(string text, params string[] sides) => Assert.Equal(sides, SpokenSides.Find(text).Where(static s => s.IsWord).Select(static s => s.Side));
}
