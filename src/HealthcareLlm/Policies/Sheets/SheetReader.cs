using System.Collections.Immutable;
using HealthcareLlm.Policies.Criteria;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>
/// Reads the sheet of a medical policy and resolves its clauses in the policy's document. All faults are named with their lines; a sheet with one fault gives no sheet.
/// </summary>
public static class SheetReader
{
    /// <summary>The name of the format, which the first key of a sheet names.</summary>
    public const string Schema = "medical-policy/v1";

    private static readonly string[] Keys =
        ["schema", "payer", "payerAlsoCalled", "number", "title", "version", "effectiveFrom", "effectiveTo", "reviewDate", "linesOfBusiness", "states", "codes", "drugs", "diagnoses", "proposed", "groups", "criteria"];

    private static readonly string[] Lines = ["Medicare", "Medicaid", "commercial", "exchange", "other"];

    /// <summary>Reads a sheet.</summary>
    /// <param name="file">Name of its file, for faults.</param>
    /// <param name="yaml">Its text.</param>
    /// <param name="passages">The passages of the policy's document.</param>
    public static SheetReading Read(string file, string yaml, ImmutableArray<PolicyPassage> passages)
    {
        var faults = new SheetFaults(file);
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(yaml);
            stream.Load(reader);
            if (stream.Documents.Count == 1 && Read(stream.Documents[0].RootNode, faults, passages) is { } sheet && !faults.Any) return new(sheet, []);
            if (!faults.Any) faults.Add(1, "one map is expected");
        }
        catch (YamlException e)
        {
            faults.Add((int)e.Start.Line, e.Message.Contains("anchor", StringComparison.OrdinalIgnoreCase) ? "an alias that stands for nothing before it, or for itself: a cycle" : "this is no YAML");
        }

        return new(null, faults.InOrder);
    }

    private static PolicySheet? Read(YamlNode root, SheetFaults faults, ImmutableArray<PolicyPassage> passages)
    {
        if (SheetMap.Of(root, faults, "a policy's sheet", Keys) is not { } map) return null;
        if (map.Optional("schema") != Schema) faults.Add(map.Node("schema") ?? root, $"'schema' must be {Schema}");
        var from = map.Date("effectiveFrom", needed: true);
        var (to, review) = (map.Date("effectiveTo"), map.Date("reviewDate"));
        if (to < from) faults.Add(map.Node("effectiveTo")!, "contradictory dates: 'effectiveTo' lies before 'effectiveFrom'");
        if (review < from) faults.Add(map.Node("reviewDate")!, "contradictory dates: 'reviewDate' lies before 'effectiveFrom'");
        var scope = Scope(map, faults);
        var criteria = Criteria(map, faults, passages);
        if (map.Optional("proposed") is { } mark && mark is not ("true" or "false")) faults.Add(map.Node("proposed")!, "'proposed' is true or false");
        string payer = map.Text("payer"), number = map.Text("number"), title = map.Text("title"), version = map.Text("version");
        if (payer.Length > 0 && PolicyKey.Slug(payer).Length == 0) faults.Add(map.Node("payer")!, "'payer' has neither a letter nor a digit");
        if (version.Contains('@', StringComparison.Ordinal) || number.Contains('@', StringComparison.Ordinal)) faults.Add(root, "'number' and 'version' have no @, which divides them in commands");
        return from is null || criteria is null ? null : new(payer, number, title, version, from.Value, to, review, scope, map.Optional("proposed") == "true", criteria) { PayerAlsoCalled = map.Texts("payerAlsoCalled") };
    }

    private static PolicyScope Scope(SheetMap map, SheetFaults faults)
    {
        var scope = new PolicyScope
        {
            LinesOfBusiness = map.Texts("linesOfBusiness"),
            States = map.Texts("states"),
            Codes = [.. map.Texts("codes").Select(c => Code(c, map, faults))],
            Drugs = [.. map.Texts("drugs").Select(static d => d.ToLowerInvariant())],
            Diagnoses = [.. map.Texts("diagnoses").Select(static d => d.ToUpperInvariant())],
        };
        foreach (string line in scope.LinesOfBusiness.Where(static l => !Lines.Contains(l))) faults.Add(map.Node("linesOfBusiness")!, $"'{line}' is no line of business; these are: {string.Join(", ", Lines)}");
        foreach (string state in scope.States.Where(static s => s.Length != 2 || !s.All(char.IsAsciiLetterUpper))) faults.Add(map.Node("states")!, $"'{state}' is no state of two capitals");
        if (scope.Codes.IsEmpty && scope.Drugs.IsEmpty) faults.Add(map.At, "a policy covers something: 'codes' or 'drugs' is missing");
        return scope;
    }

    private static CoveredCode Code(string written, SheetMap map, SheetFaults faults)
    {
        string[] parts = written.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts is ["CPT" or "HCPCS" or "NDC", var code]) return new(parts[0], code.ToUpperInvariant());
        faults.Add(map.Node("codes")!, $"'{written}' is no code; write 'CPT 72148', 'HCPCS J0129' or 'NDC 00074433902'");
        return default;
    }

    private static PolicyCriteria? Criteria(SheetMap map, SheetFaults faults, ImmutableArray<PolicyPassage> passages)
    {
        var groups = map.Node("groups");
        if (groups is not null and not YamlMappingNode) faults.Add(groups, "'groups' must be a map");
        if (map.Node("criteria") is not { } node)
        {
            faults.Add(map.At, "'criteria' is missing");
            return null;
        }

        if (SheetMap.Of(node, faults, "'criteria'", "initial", "continuation") is not { } trees) return null;
        if (trees.Node("initial") is null) faults.Add(trees.At, "'initial' is missing");
        var reader = new TreeReader(faults, groups as YamlMappingNode, passages);
        var (initial, continuation) = (reader.Read(trees.Node("initial")), reader.Read(trees.Node("continuation")));
        return initial is null || (continuation is null && trees.Node("continuation") is not null) ? null : new(initial, continuation);
    }
}
