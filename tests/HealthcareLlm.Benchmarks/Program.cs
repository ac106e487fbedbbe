using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using HealthcareLlm.Benchmarks;

// ./run benchmarks [--filter '*Note*'] [--job short] [--list flat] …: the options are BenchmarkDotNet's own; without a filter every benchmark runs.
string[] options = args.Any(static a => a is "-f" or "--filter" or "--list" or "--help" or "--info" or "--version") ? args : [.. args, "--filter", "*"];

// Each benchmark runs in a process of its own, for which the core is built once more: without analyzers, and not given up on a busy machine.
var config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.Default.WithArguments([new MsBuildArgument("/p:RunAnalyzers=false")]).AsMutator())
    .WithBuildTimeout(TimeSpan.FromMinutes(15))
    .WithArtifactsPath(Path.Combine(BenchmarkInputs.Root(), "out", "benchmarks"));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(BenchmarkInputs).Assembly).Run(options, config);
return summaries.All(static s => !s.HasCriticalValidationErrors && s.Reports.All(static r => r.Success)) ? 0 : 3;
