using System.Collections.Immutable;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Determinations;

/// <summary>The golden state of one criterion.</summary>
/// <param name="Id">Its name in the policy.</param>
/// <param name="State">Met, NotMet, NotDocumented or Conflicting.</param>
/// <param name="Evidence">Words of the packet that a reviewer must be led to; empty where the chart does not say.</param>
public sealed record GoldCriterion(string Id, string State, ImmutableArray<string> Evidence);

/// <summary>A golden determination: one packet and the policy that rules it.</summary>
/// <param name="Id">Name of the case.</param>
/// <param name="Folder">Its folder; the packet stands in <c>documents</c>.</param>
/// <param name="Choice">chosen, not-found or unsettled.</param>
/// <param name="Policy">Id of the policy; empty where none is chosen.</param>
/// <param name="Version">Its version; empty where none is chosen.</param>
/// <param name="Outcome">ready-to-submit, information-missing or clinical-review.</param>
/// <param name="Criteria">Every criterion of the tree that applies.</param>
public sealed record GoldDetermination(string Id, string Folder, string Choice, string Policy, string Version, string Outcome, ImmutableArray<GoldCriterion> Criteria)
{
    private static readonly string[] States = ["Met", "NotMet", "NotDocumented", "Conflicting"];

    /// <summary>The cases of a set (<c>cases/&lt;id&gt;/case.json</c>), in ordinal order.</summary>
    /// <exception cref="InvalidDataException">A case breaks the format; its file is named.</exception>
    public static ImmutableArray<GoldDetermination> Read(string set)
    {
        string cases = Path.Combine(set, "cases");
        if (!Directory.Exists(cases)) throw new InvalidDataException(set + ": no folder 'cases'");
        string[] folders = Directory.GetDirectories(cases);
        Array.Sort(folders, string.CompareOrdinal);
        return [.. folders.Select(One)];
    }

    private static GoldDetermination One(string folder)
    {
        string file = Path.Combine(folder, "case.json");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var root = json.RootElement;
            string Word(string name) => root.TryGetProperty(name, out var value) ? value.GetString() ?? string.Empty : string.Empty;
            var criteria = root.GetProperty("leaves").EnumerateArray().Select(static l => new GoldCriterion(
                l.GetProperty("id").GetString()!, l.GetProperty("state").GetString()!, [.. l.GetProperty("evidence").EnumerateArray().Select(static e => e.GetString()!)])).ToImmutableArray();
            if (criteria.FirstOrDefault(static c => !States.Contains(c.State)) is { } odd) throw new InvalidDataException($"{file}: '{odd.State}' is no state");
            return new(Word("id"), folder, Word("choice"), Word("policyId"), Word("version"), Word("outcome"), criteria);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            throw new InvalidDataException(file + ": not a golden determination", e);
        }
    }
}
