using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Policies.Deciding;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>Reads reviewers' own judgements of criteria: a YAML list of <c>{criterion, state, by, on, reason}</c>. One fault, and none is taken.</summary>
public static class OverrideReader
{
    /// <summary>The judgements, in the order of the file, and every fault with its line.</summary>
    public static (ImmutableArray<LeafOverride> Overrides, ImmutableArray<SheetFault> Faults) Read(string file, string yaml)
    {
        var faults = new SheetFaults(file);
        var read = ImmutableArray.CreateBuilder<LeafOverride>();
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(yaml);
            stream.Load(reader);
            if (stream.Documents is [{ RootNode: YamlSequenceNode list }])
            {
                foreach (var node in list.Children)
                {
                    if (One(node, faults) is { } one) read.Add(one);
                }
            }
            else
            {
                faults.Add(1, "a list of judgements is expected");
            }
        }
        catch (YamlException e)
        {
            faults.Add((int)e.Start.Line, "this is no YAML");
        }

        return faults.Any ? ([], faults.InOrder) : (read.ToImmutable(), []);
    }

    private static LeafOverride? One(YamlNode node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "a judgement", "criterion", "state", "by", "on", "reason") is not { } map) return null;
        string criterion = map.Text("criterion"), written = map.Text("state"), by = map.Text("by"), on = map.Text("on"), reason = map.Text("reason");
        bool isState = Enum.TryParse(written, out CriterionState state) && Enum.IsDefined(state) && state.ToString() == written;
        if (!isState) faults.Add(node, $"'state' is one of {string.Join(", ", Enum.GetNames<CriterionState>())}");
        if (!DateTimeOffset.TryParseExact(on, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when)) faults.Add(node, "'on' must be a date, YYYY-MM-DD, or a time, YYYY-MM-DDThh:mm:ssZ");
        return faults.Any ? null : new(criterion, state, by, when, reason);
    }
}
