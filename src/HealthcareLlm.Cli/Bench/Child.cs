using System.Diagnostics;
using System.Globalization;

namespace HealthcareLlm.Cli.Bench;

/// <summary>A program run to its end: how long it took and the most memory it held.</summary>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="PeakMegabytes">Highest resident set size (VmHWM of /proc), 0 where it could not be read.</param>
internal readonly record struct ChildRun(double Seconds, double PeakMegabytes);

/// <summary>Runs other programs, pinned to cores so that they compare.</summary>
internal static class Child
{
    /// <exception cref="ConfigurationException">The program is not there or failed.</exception>
    internal static ChildRun Run(string cores, string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("taskset") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string part in (IEnumerable<string>)["-c", cores, program, .. arguments]) start.ArgumentList.Add(part);
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new ConfigurationException(program + " could not be started");
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        double peak = 0;
        while (!process.WaitForExit(50)) peak = Math.Max(peak, Peak(process.Id));
        process.WaitForExit();
        if (process.ExitCode != 0) throw new ConfigurationException($"{program} ended with status {process.ExitCode}");
        return new(watch.Elapsed.TotalSeconds, peak);
    }

    /// <summary>This program, as it was started.</summary>
    internal static ChildRun Self(string cores, params IEnumerable<string> arguments) => Run(cores, SelfCommand[0], [.. SelfCommand.Skip(1), .. arguments]);

    /// <summary>What starts this program.</summary>
    internal static string[] SelfCommand
    {
        get
        {
            string host = Environment.ProcessPath!;
            return Path.GetFileNameWithoutExtension(host) == "dotnet" ? [host, Path.Combine(AppContext.BaseDirectory, "HealthcareLlm.Cli.dll")] : [host];
        }
    }

    /// <summary>Does a thing in this process, and says how long it took and the most memory that the process held meanwhile, its own and its files'.</summary>
    internal static ChildRun Here(Action action)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // 5: the highest resident set size begins anew (proc_pid_clear_refs(5)).
        File.WriteAllText("/proc/self/clear_refs", "5");
        var watch = Stopwatch.StartNew();
        action();
        return new(watch.Elapsed.TotalSeconds, Peak(Environment.ProcessId));
    }

    private static double Peak(int id)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{id}/status"))
            {
                if (!line.StartsWith("VmHWM:", StringComparison.Ordinal)) continue;
                return double.Parse(line[6..].Replace("kB", string.Empty, StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1000;
            }
        }
        catch (IOException)
        {
            // It has just ended.
        }

        return 0;
    }
}
