namespace HealthcareLlm.Cli.Bench;

/// <summary>One measurement of the bench.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Ours">Our figure, with its unit.</param>
/// <param name="Yardstick">The figure it is held against in the same run; empty where the bound is absolute.</param>
/// <param name="Ratio">The ratio, or the absolute figure once more, as a number.</param>
/// <param name="Bound">The bound as the issue states it.</param>
/// <param name="Holds">Whether the bound holds; null where there is none.</param>
internal sealed record BenchRow(string What, string Ours, string Yardstick, double Ratio, string Bound, bool? Holds);
