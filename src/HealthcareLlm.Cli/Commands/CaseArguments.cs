using System.CommandLine;
using System.Text;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CaseArguments
{
    internal static Argument<string[]> Paths(string what)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = what + " A PATH is a file or a folder (sub-folders too; hidden files are skipped).",
            Arity = ArgumentArity.OneOrMore,
        };
        // A misspelt option must not pass for a file that is not there.
        paths.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.StartsWith('-') && !Path.Exists(token.Value)) result.AddError($"'{token.Value}' is no option of this command.");
            }
        });
        return paths;
    }

    internal static Option<string> Output(string what) => new("--output", "-o") { Description = what, Required = true, HelpName = "FILE" };

    internal static Option<string?> Text() => new("--text") { Description = "Also write each document's text as DIR/<documentId>.txt, in which every citation's offsets count.", HelpName = "DIR" };

    internal static Option<string?> Html() => new("--html") { Description = "Also write a self-contained page to check the result against the pictures of its pages.", HelpName = "FILE" };

    internal static Option<bool> Quiet() => new("--quiet", "-q") { Description = "Writes the files and nothing else: no table, no progress, no warnings; errors still go to standard error." };

    internal static Option<string> Engine()
    {
        var option = new Option<string>("--engine") { Description = "What drafts the result: offline (default), or language-model, the one that LanguageModel:Endpoint and LanguageModel:Model name.", DefaultValueFactory = _ => "offline", HelpName = "offline|language-model" };
        option.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value is not ("offline" or "language-model")) result.AddError($"There is no engine '{token.Value}'; there are offline and language-model.");
            }
        });
        return option;
    }

    /// <summary>The pipeline of a command; <paramref name="connection"/> lives as long as it is used.</summary>
    internal static CasePipeline Pipeline(Settings settings, string engine, out ModelConnection? connection)
    {
        connection = engine == "language-model" ? Connect(settings) : null;
        var offline = new OfflineDraftingEngine();
        IDraftingEngine drafting = connection?.Engine(offline) ?? offline;
        return new(Ingestion(settings), drafting, settings.Guards, TerminologyCommand.Book(settings), settings.Confidence.Model(drafting, offline));
    }

    /// <summary>The engines that the settings give: the offline one, and before it that of the language model where one is configured. Nothing is sent.</summary>
    internal static IDraftingEngine[] Engines(Settings settings)
    {
        var offline = new OfflineDraftingEngine();
        if (!settings.LanguageModel.IsConfigured) return [offline];
        using var connection = Connect(settings);
        return [connection.Engine(offline), offline];
    }

    /// <summary>The connection to the model that is configured.</summary>
    /// <exception cref="ConfigurationException">None is.</exception>
    internal static ModelConnection Connect(Settings settings)
    {
        if (!settings.LanguageModel.IsConfigured) throw new ConfigurationException("No language model is configured: set LanguageModel:Endpoint and LanguageModel:Model (docs/language-model.md), or use --engine offline.");
        try
        {
            return new(settings.LanguageModel);
        }
        catch (InvalidDataException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }

    /// <summary>
    /// Loads what was named. Where none of it is there, or the folders hold no file, the arguments are wrong and nothing is done; a path that is not there beside others
    /// that are is named, and the rest is done.
    /// </summary>
    /// <exception cref="ConfigurationException">There is nothing to read.</exception>
    internal static InputFiles Load(IReadOnlyCollection<string> paths, IngestionLimits limits)
    {
        string[] absent = [.. paths.Where(p => !Path.Exists(p))];
        if (absent.Length == paths.Count && absent.Length > 0) throw new ConfigurationException(string.Join('\n', absent.Select(p => $"{p} is not there; nothing was read.")));
        var input = InputFiles.Load(paths, limits);
        if (input.Files.IsEmpty && input.Unread.All(u => u.Issue.Severity != IssueSeverity.Error) && paths.Count > 0)
        {
            throw new ConfigurationException($"There is no file to read in {string.Join(", ", paths)}{(input.Unread.IsEmpty ? string.Empty : " (hidden files and links are skipped)")}.");
        }

        return input;
    }

    internal static DocumentIngestion Ingestion(Settings settings) => new(DocumentReaders.All(settings.Ingestion), settings.Ingestion);

    internal static void WriteTexts(string? folder, IEnumerable<SourceDocument> documents)
    {
        if (folder is null) return;
        foreach (var document in documents)
        {
            AtomicFile.Write(Path.Combine(folder, document.Id.Hex + ".txt"), Encoding.UTF8.GetBytes(document.Text));
        }
    }

    /// <summary>Validates a result file; a fault is our own and nothing is written over it in silence.</summary>
    internal static void WriteResult(string path, string schema, byte[] json)
    {
        var faults = SchemaValidator.Validate(schema, json);
        if (faults.Length > 0)
        {
            throw new InvalidOperationException($"the result breaks its schema at {faults.Length} places, first {faults[0].Path} ({faults[0].Rule})");
        }

        AtomicFile.Write(path, json);
    }
}
