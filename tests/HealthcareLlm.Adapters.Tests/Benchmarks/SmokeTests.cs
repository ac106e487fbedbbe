using System.Reflection;
using BenchmarkDotNet.Attributes;
using HealthcareLlm.Benchmarks;

namespace HealthcareLlm.Adapters.Tests.Benchmarks;

/// <summary>The benchmarks are run by hand (<c>./run benchmarks</c>); here each runs once, so that none breaks or measures an empty input unseen.</summary>
public class SmokeTests
{
    public static TheoryData<string> Types() => [.. typeof(BenchmarkInputs).Assembly.GetTypes().Where(static t => Methods(t).Length > 0).Select(static t => t.Name).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_benchmark_finds_something_and_twice_the_same(string type)
    {
        bool compiles = HealthcareLlm.Documents.Pattern.Compiles;
        try
        {
            var (first, second) = (Answers(type), Answers(type));
            Assert.All(first, static a => Assert.True(a.Answer > 0, a.Method + " found nothing"));
            Assert.Equal(first, second);
        }
        finally
        {
            HealthcareLlm.Documents.Pattern.Compiles = compiles;
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Allocations_are_shown(string type) => Assert.NotNull(Named(type).GetCustomAttribute<MemoryDiagnoserAttribute>());

    private static List<(string Method, int Answer)> Answers(string name)
    {
        var type = Named(name);
        object benchmarks = Activator.CreateInstance(type)!;
        foreach (var prepare in type.GetMethods().Where(static m => m.IsDefined(typeof(GlobalSetupAttribute)))) prepare.Invoke(benchmarks, null);
        return [.. Methods(type).Select(m => (m.Name, Convert.ToInt32(m.Invoke(benchmarks, null), System.Globalization.CultureInfo.InvariantCulture)))];
    }

    private static Type Named(string name) => typeof(BenchmarkInputs).Assembly.GetTypes().Single(t => t.Name == name);

    private static MethodInfo[] Methods(Type type) => [.. type.GetMethods().Where(static m => m.IsDefined(typeof(BenchmarkAttribute)))];
}
