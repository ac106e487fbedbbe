using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;
using ArchUnitNET.Loader;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Guards;

namespace HealthcareLlm.Tests.Architecture;

/// <summary>The road of DESIGN.md: a folder knows only those before it, and no station's type is built elsewhere.</summary>
public class RoadTests
{
    private static readonly System.Reflection.Assembly Core = typeof(SourceDocument).Assembly;
    private static readonly ArchUnitNET.Domain.Architecture Loaded = new ArchLoader().LoadAssembly(Core).Build();

    /// <summary>The folders in their order; a folder may use those before it.</summary>
    private static readonly string[] Road = ["Documents", "Terminology", "Ingestion", "ClinicalText", "Policies", "Drafting", "Grounding", "Guards", "Review", "Export"];

    /// <summary>Folders beside the road and what they may use. Evaluation judges result files: it knows the contract's lists of fields and sections, and nothing that makes results.</summary>
    private static readonly Dictionary<string, string[]> Beside = new(StringComparer.Ordinal)
    {
        ["Evaluation"] = ["Documents", "Drafting"],
        ["Monitoring"] = ["Documents", "Drafting", "Evaluation"],
        ["Privacy"] = ["Documents", "Ingestion", "ClinicalText"],
    };

    private static IEnumerable<(string From, string To, string Why)> Uses() => Loaded.Types
        .Where(t => t.FullName.StartsWith("HealthcareLlm.", StringComparison.Ordinal))
        .SelectMany(t => t.Dependencies.Select(d => (From: Folder(t), To: Folder(d.Target), Why: t.FullName + " uses " + d.Target.FullName)))
        .Where(u => u.From.Length > 0 && u.To.Length > 0 && u.From != u.To);

    [Fact]
    public void A_folder_uses_only_those_before_it()
    {
        static bool Allowed(string from, string to) => Beside.TryGetValue(from, out string[]? may)
            ? may.Contains(to)
            : Array.IndexOf(Road, to) is >= 0 and var target && target < Array.IndexOf(Road, from);
        var faults = Uses().Where(u => !Allowed(u.From, u.To)).Select(u => u.Why).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_test_of_the_order_sees_what_it_is_to_see()
    {
        Assert.Contains(Uses(), u => u is { From: "Grounding", To: "Documents" });
        Assert.Contains(Uses(), u => u is { From: "Guards", To: "Grounding" });
    }

    [Fact]
    public void Every_folder_has_its_place()
    {
        string[] folders = [.. Loaded.Types.Select(t => Folder(t)).Where(f => f.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        Assert.All(folders, f => Assert.True(Road.Contains(f) || Beside.ContainsKey(f), f + " has no place in DESIGN.md"));
    }

    [Theory]
    [InlineData(typeof(SourceDocument), "Ingestion")]
    [InlineData(typeof(AnnotatedDocument), "ClinicalText")]
    [InlineData(typeof(Citation), "Grounding")]
    [InlineData(typeof(GroundedRequest), "Grounding")]
    [InlineData(typeof(GroundedSummary), "Grounding")]
    [InlineData(typeof(GuardedRequest), "Guards")]
    [InlineData(typeof(GuardedSummary), "Guards")]
    public void A_station_s_type_is_built_at_its_station_alone(System.Type type, string folder)
    {
        Assert.Empty(type.GetConstructors());
        var builders = Loaded.Types.Where(t => t.FullName != type.FullName)
            .Where(t => t.Dependencies.OfType<MethodCallDependency>().Any(d => d.Target.FullName == type.FullName && IsBuilding(d.TargetMember.Name, type)))
            .ToList();
        Assert.NotEmpty(builders);
        Assert.All(builders, b => Assert.Equal(folder, Folder(b)));
    }

    [Fact]
    public void A_guarded_result_has_no_kinds_but_ours()
    {
        Assert.All([typeof(GuardedResult), typeof(FieldResult)], t => Assert.DoesNotContain(
            t.GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic), c => c.IsFamily && c.GetParameters().Length == 0));
        Assert.All(Core.GetTypes().Where(t => typeof(GuardedResult).IsAssignableFrom(t) && !t.IsAbstract), t => Assert.True(t.IsSealed, t.Name));
    }

    /// <summary>A constructor, but not the one that copies: <c>with</c> changes a result that was built where it should be.</summary>
    private static bool IsBuilding(string member, System.Type type) =>
        member.StartsWith(".ctor", StringComparison.Ordinal) && !member.Contains("(" + type.FullName + ")", StringComparison.Ordinal);

    /// <summary>The first folder below the project; empty for types of other assemblies and for what stands above the folders.</summary>
    private static string Folder(IType type)
    {
        string[] steps = (type.Namespace?.FullName ?? string.Empty).Split('.');
        return steps.Length >= 2 && steps[0] == "HealthcareLlm" ? steps[1] : string.Empty;
    }
}
