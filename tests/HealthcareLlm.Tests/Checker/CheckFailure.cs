namespace HealthcareLlm.Tests.Checker;

/// <summary>Something that is not as the contract says.</summary>
/// <param name="Case">Name of the case.</param>
/// <param name="Path">Place in the result file.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record CheckFailure(string Case, string Path, string Reason)
{
    public override string ToString() => $"{Case}: {Path}: {Reason}";
}
