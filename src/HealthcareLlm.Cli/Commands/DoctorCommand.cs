using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using HealthcareLlm.Adapters;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Documents;
using HealthcareLlm.Guards;
using Spectre.Console;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>doctor</c>: what is installed, configured and reachable, and what to do about what is not.</summary>
internal static class DoctorCommand
{
    internal static Command Create()
    {
        var command = new Command("doctor", "Check what is installed and configured, and say what to do about what is not.");
        command.SetAction((_, cancellation) => RunAsync(cancellation));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellation)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("What", "State", "Found", "What to do");
        bool whole = true;
        foreach (var check in Checks().Concat(await ModelChecksAsync(cancellation).ConfigureAwait(false)))
        {
            whole &= check.Holds != false;
            string state = check.Holds switch { true => "[green]ok[/]", false => "[red]missing[/]", null => "[yellow]unknown[/]" };
            table.AddRow(Markup.Escape(check.What), state, Markup.Escape(check.Found), Markup.Escape(check.Holds == true ? string.Empty : check.Remedy));
        }

        AnsiConsole.Write(table);
        return whole ? ExitStatus.Done : ExitStatus.WrongUse;
    }

    private static IEnumerable<Check> Checks()
    {
        yield return new("runtime", true, RuntimeInformation.FrameworkDescription, string.Empty);
        yield return new("machine", true, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000.0:0.0} GB, {RuntimeInformation.OSDescription}"), string.Empty);
        yield return ConfigurationCheck();
        foreach (var part in NativeParts.Find()) yield return new(part.Name, part.Version is not null, part.Version ?? "not found", part.Remedy);
        yield return SchemaCheck("prior-auth-request/v1");
        yield return SchemaCheck("discharge-summary/v1");
        yield return new("engine", true, "offline; it needs no model, key or network", string.Empty);
        yield return CalibrationCheck();
        yield return new("known vulnerabilities of packages", null, "unknown", "The package registry in use may serve no advisories: run 'dotnet list package --vulnerable' against nuget.org.");
    }

    /// <summary>One small call to the language model, where one is configured; it holds no text of a document.</summary>
    private static async Task<IEnumerable<Check>> ModelChecksAsync(CancellationToken cancellation)
    {
        LanguageModelSettings settings;
        try
        {
            settings = Settings.Load().LanguageModel;
        }
        catch (ConfigurationException)
        {
            return [];
        }

        if (!settings.IsConfigured) return [new("language model", true, "none is configured; nothing leaves this machine (docs/language-model.md)", string.Empty)];
        try
        {
            var check = await ModelCheck.RunAsync(settings, cancellation).ConfigureAwait(false);
            if (check.Failure is { } failure) return [new("language model", false, $"{settings.Model} at {settings.Endpoint}: {Names.Of(failure)}", ModelCheck.Remedy(failure))];
            return
            [
                new("language model", true, $"{settings.Model} at {settings.Endpoint} answers{(check.AnsweredBy is { } name ? " as " + name : string.Empty)}", string.Empty),
                new("  structured output", check.KeepsToForm ? true : null, Names.Of(check.Form) + (check.KeepsToForm ? ", kept to" : ", not kept to"), "Answers are repaired by asking again."),
                new("  log-probabilities", check.GivesLogProbabilities ? true : null, check.GivesLogProbabilities ? "given" : "not given", "Scores do without them."),
                .. await EmbeddingCheckAsync(settings, cancellation).ConfigureAwait(false),
            ];
        }
        catch (InvalidDataException e)
        {
            return [new("language model", false, e.Message, "Mend the setting.")];
        }
    }

    private static async Task<IEnumerable<Check>> EmbeddingCheckAsync(LanguageModelSettings settings, CancellationToken cancellation)
    {
        if (settings.EmbeddingModel is not { } model) return [];
        var (dimensions, failure) = await ModelCheck.EmbeddingsAsync(settings, cancellation).ConfigureAwait(false);
        return [new("  embeddings", failure is null, $"{model} at {settings.EmbeddingEndpoint ?? settings.Endpoint}: " + (failure is { } why ? Names.Of(why) : string.Create(CultureInfo.InvariantCulture, $"{dimensions} numbers a text")), "Mend LanguageModel:EmbeddingModel or EmbeddingEndpoint; without them policies are searched by words alone.")];
    }

    private static Check ConfigurationCheck()
    {
        try
        {
            Settings.Load();
            bool file = File.Exists(Path.Combine(AppContext.BaseDirectory, "appsettings.json"));
            int variables = Environment.GetEnvironmentVariables().Keys.Cast<string>().Count(k => k.StartsWith("HEALTHCARELLM__", StringComparison.Ordinal));
            string told = string.Create(CultureInfo.InvariantCulture, $"{(file ? "appsettings.json beside the program" : "no appsettings.json beside the program, so defaults")}; {variables} HEALTHCARELLM__ variables; all valid");
            return new("configuration", true, told, string.Empty);
        }
        catch (ConfigurationException e)
        {
            return new("configuration", false, e.Message, "Correct appsettings.json or the environment variable named.");
        }
    }

    private static Check CalibrationCheck()
    {
        const string remedy = "evalsets/calibration/README.md tells how it is fitted anew; until then values have a score and no confidence.";
        try
        {
            var settings = Settings.Load();
            var engines = CaseArguments.Engines(settings);
            var calibration = settings.Confidence.Load(engines);
            if (calibration is null) return new("calibration", null, "none: values have a score and no confidence", remedy);
            var engine = engines.FirstOrDefault(e => calibration.Stale(ConfidenceSettings.NameOf(e)).IsEmpty) ?? engines[^1];
            var stale = calibration.Stale(ConfidenceSettings.NameOf(engine));
            return stale.IsEmpty ? new("calibration", true, calibration.Name + (calibration.IsAged(ConfidenceSettings.NameOf(engine)) ? "; fitted before rules changed" : string.Empty), string.Empty) : new("calibration", null, "not in use: " + string.Join("; ", stale), remedy);
        }
        catch (ConfigurationException e)
        {
            return new("calibration", false, e.Message, remedy);
        }
    }

    // A schema that cannot be loaded, or that lets an empty file pass, is no schema.
    private static Check SchemaCheck(string name)
    {
        bool enforces = SchemaValidator.Validate(name, "{}"u8).Length > 0;
        return new("schema " + name, enforces, SchemaValidator.HashOf(name)[..12], "Reinstall: the schema that is built in does not load.");
    }

    private sealed record Check(string What, bool? Holds, string Found, string Remedy);
}
