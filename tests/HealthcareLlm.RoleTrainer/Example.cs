using System.Text.Json;
using HealthcareLlm.Drafting.Offline.Request.Roles;

namespace HealthcareLlm.RoleTrainer;

/// <summary>A value of a golden packet, what stands around it, and the leaves that it is.</summary>
/// <param name="Packet">Id of the case.</param>
/// <param name="Table">Table of weights: its kind, or the leaf of a service that it may be.</param>
/// <param name="Service">Index of the service in the gold record; 0 where the table is a kind.</param>
/// <param name="Value">In normal form.</param>
/// <param name="Roles">Which leaves of its table it is.</param>
/// <param name="Features">What stands around it.</param>
/// <param name="Given">Leaves of this table that the packet gives.</param>
/// <param name="Place">Order of the page, index of the line, first and last character, left edge.</param>
internal sealed record Example(string Packet, string Table, int Service, string Value, string[] Roles, string[] Features, string[] Given, int[] Place);

internal static class Examples
{
    /// <summary>The values of a file of mentions: a distinct value of a packet is one example, a link each time it stands; what only one packet shows is its own and left out.</summary>
    internal static List<Example> Of(IEnumerable<string> files)
    {
        var mentions = files.SelectMany(static f => File.ReadLines(Name(f)).Select(static l => JsonSerializer.Deserialize<Example>(l)!).Select(e => IsMended(f) ? e with { Features = Array.FindAll(e.Features, static x => !x.StartsWith(RoleFeatures.Labelled, StringComparison.Ordinal)) } : e)).ToList();
        var values = mentions.Where(static m => Kind(m) is not null).GroupBy(static m => (m.Packet, m.Table, RoleValue.KeyOf(Kind(m)!.Value, m.Value)))
            .Select(static g => g.First() with { Roles = [.. g.SelectMany(static m => m.Roles).Distinct()], Features = [.. g.SelectMany(static m => m.Features).Distinct()] })
            .Concat(mentions.Where(static m => Kind(m) is null)).ToList();
        var common = values.SelectMany(static v => v.Features.Select(f => (v.Table, Feature: f, v.Packet))).Distinct().GroupBy(static x => (x.Table, x.Feature)).Where(static g => g.Skip(1).Any()).Select(static g => g.Key).ToHashSet();
        return values.ConvertAll(v => v with { Features = [.. v.Features.Where(f => common.Contains((v.Table, f))).Order(StringComparer.Ordinal)] });
    }

    /// <summary>Whether rules for labels and lay-outs were mended on the packets of a file, which a '~' before its name says: what they read there is no sign of what they read elsewhere.</summary>
    internal static bool IsMended(string file) => file.StartsWith('~');

    internal static string Name(string file) => file.TrimStart('~');

    private static RoleKind? Kind(Example example) => Enum.TryParse<RoleKind>(example.Table, out var kind) ? kind : null;
}
