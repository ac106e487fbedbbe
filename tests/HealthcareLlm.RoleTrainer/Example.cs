using System.Text.Json;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>A value of a golden packet, what stands around it, and its role.</summary>
/// <param name="Packet">Id of the case.</param>
/// <param name="Kind">Its grammar.</param>
/// <param name="Value">In normal form.</param>
/// <param name="Role">Index among the roles of its kind; 0 is none.</param>
/// <param name="Features">What stands around it.</param>
/// <param name="Given">Leaves of this kind that the packet gives.</param>
internal sealed record Example(string Packet, RoleKind Kind, string Value, int Role, string[] Features, string[] Given);

internal static class Examples
{
    /// <summary>The values of a file of mentions: a distinct value of a packet is one example; what only one packet shows is its own and left out.</summary>
    internal static List<Example> Of(string file)
    {
        var mentions = File.ReadLines(file).Select(static l => JsonSerializer.Deserialize<Example>(l)!);
        List<Example> values = [.. mentions.GroupBy(static m => (m.Packet, m.Kind, RoleValue.KeyOf(m.Kind, m.Value))).Select(static g => g.First() with { Role = g.Max(static m => m.Role), Features = [.. g.SelectMany(static m => m.Features).Distinct()] })];
        var common = values.SelectMany(static v => v.Features.Select(f => (v.Kind, Feature: f, v.Packet))).Distinct().GroupBy(static x => (x.Kind, x.Feature)).Where(static g => g.Skip(1).Any()).Select(static g => g.Key).ToHashSet();
        return values.ConvertAll(v => v with { Features = [.. v.Features.Where(f => common.Contains((v.Kind, f)))] });
    }
}
