using System.Collections.Immutable;
using HealthcareLlm.Policies.Criteria;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>Reads the typed test of a criterion.</summary>
internal static class TestReader
{
    internal static readonly ImmutableArray<string> Kinds = ["age", "diagnosis", "lab", "therapy", "specialty", "quantity", "documented", "excluded"];

    private static readonly ImmutableArray<string> Outcomes = ["failed", "inadequate", "intolerant", "contraindicated", "completed", "ongoing"];

    private static readonly Dictionary<string, Comparison> Comparisons = new(StringComparer.Ordinal)
    {
        ["atLeast"] = Comparison.AtLeast,
        ["atMost"] = Comparison.AtMost,
        ["above"] = Comparison.Above,
        ["below"] = Comparison.Below,
    };

    internal static LeafTest? Read(YamlNode node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "a test", [.. Kinds]) is not { } map) return null;
        string[] kinds = [.. map.Keys];
        if (kinds.Length != 1)
        {
            faults.Add(node, "a test has exactly one kind");
            return null;
        }

        var of = map.Node(kinds[0]);
        return kinds[0] switch
        {
            "age" => Age(of, faults),
            "diagnosis" => SheetMap.Of(of, faults, "a diagnosis test", "anyOf", "named") is { } m ? new DiagnosisTest([.. m.Texts("anyOf", true).Select(static c => c.ToUpperInvariant())], m.Texts("named")) : null,
            "lab" => Lab(of, faults),
            "therapy" => Therapy(of, faults),
            "specialty" => SheetMap.Of(of, faults, "a specialty test", "anyOf", "specialist") is { } m ? new SpecialtyTest(m.Texts("anyOf", true), m.Texts("specialist")) : null,
            "quantity" => SheetMap.Of(of, faults, "a quantity test", "atMost", "unit") is { } m ? new QuantityTest(m.Number("atMost", true) ?? 0, m.Text("unit")) : null,
            "documented" => Documented(of, faults),
            "excluded" => Excluded(of, faults),
            _ => null,
        };
    }

    private static AgeTest? Age(YamlNode? node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "an age test", "atLeast", "atMost") is not { } map) return null;
        var test = new AgeTest(map.Whole("atLeast", 0), map.Whole("atMost", 0));
        if (test is { AtLeast: null, AtMost: null } || test.AtLeast > test.AtMost) faults.Add(map.At, "an age test needs 'atLeast', 'atMost' or both, the first not above the second");
        return test;
    }

    private static DocumentedTest? Documented(YamlNode? node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "a documented test", "anyOf", "deniedBy", "withinDays", "about", "relatives", "anyResult") is not { } map) return null;
        string about = map.Optional("about") ?? "patient";
        if (about is not ("patient" or "relative")) faults.Add(map.At, "'about' is patient or relative");
        var relatives = map.Texts("relatives");
        foreach (string unknown in relatives.Except(Deciding.Relatives.Kinds, StringComparer.Ordinal)) faults.Add(map.Node("relatives")!, $"'{unknown}' is no kind of relative; these are: {string.Join(", ", Deciding.Relatives.Kinds)}");
        if (!relatives.IsEmpty && about != "relative") faults.Add(map.Node("relatives")!, "'relatives' goes with 'about: relative'");
        return new(map.Texts("anyOf", true), map.Texts("deniedBy"), map.Whole("withinDays", 0), about == "relative", Flag(map, "anyResult", faults)) { Relatives = relatives };
    }

    private static ExcludedTest? Excluded(YamlNode? node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "an excluded test", "anyOf", "deniedBy", "withinDays", "ever", "done", "doneWithinDays") is not { } map) return null;
        return new(map.Texts("anyOf", true), map.Texts("deniedBy"), map.Whole("withinDays", 0), Flag(map, "ever", faults)) { Done = map.Texts("done"), DoneWithinDays = map.Whole("doneWithinDays", 0) };
    }

    private static bool Flag(SheetMap map, string name, SheetFaults faults)
    {
        if (map.Optional(name) is not { } written) return false;
        if (written is not ("true" or "false")) faults.Add(map.At, $"'{name}' is true or false");
        return written == "true";
    }

    private static LabTest? Lab(YamlNode? node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "a lab test", ["anyOf", "unit", "withinDays", .. Comparisons.Keys]) is not { } map) return null;
        string[] used = [.. Comparisons.Keys.Where(map.Keys.Contains)];
        if (used.Length != 1)
        {
            faults.Add(map.At, "a lab test has exactly one of atLeast, atMost, above, below");
            return null;
        }

        return new(map.Texts("anyOf", true), Comparisons[used[0]], map.Number(used[0], true) ?? 0, map.Optional("unit") ?? string.Empty, map.Whole("withinDays", 0));
    }

    private static TherapyTest? Therapy(YamlNode? node, SheetFaults faults)
    {
        if (SheetMap.Of(node, faults, "a therapy test", "anyOf", "count", "outcomes", "minimumDays", "withinDays") is not { } map) return null;
        var outcomes = map.Texts("outcomes", true);
        foreach (string outcome in outcomes.Where(static o => !Outcomes.Contains(o))) faults.Add(map.At, $"'{outcome}' is no outcome; these are: {string.Join(", ", Outcomes)}");
        var anyOf = map.Texts("anyOf", true);
        foreach (string unknown in anyOf.Where(static n => n.StartsWith("class:", StringComparison.Ordinal) && !TherapyClasses.Known(n["class:".Length..])))
        {
            faults.Add(map.At, $"'{unknown}' is no class of drugs that rules/therapy-classes.tsv or rules/drugs.tsv knows");
        }

        return new(anyOf, map.Whole("count", 1) ?? 1, outcomes, map.Whole("minimumDays", 1), map.Whole("withinDays", 0));
    }
}
