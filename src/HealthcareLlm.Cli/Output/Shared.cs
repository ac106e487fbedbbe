using HealthcareLlm.Guards;
using Spectre.Console;

namespace HealthcareLlm.Cli.Output;

/// <summary>What both results print below their table.</summary>
internal static class Shared
{
    internal static void PrintRest(GuardedResult result)
    {
        // Where nothing was read, nobody need send everything again: the issues say why.
        if (result.Documents.All(static d => d.Pages.Length == 0))
        {
            AnsiConsole.WriteLine(result.Documents.Length == 0 ? "Nothing was read: no file was found there." : "Nothing was read; see below why.");
        }
        else if (result.Missing.Length > 0)
        {
            AnsiConsole.MarkupLine("[bold]Missing:[/]");
            foreach (var item in result.Missing) AnsiConsole.WriteLine($"  {item.Path}: {item.Request}");
        }

        var names = result.Documents.ToDictionary(d => d.Id, d => d.FileName);
        foreach (var aside in result.SetAside)
        {
            AnsiConsole.MarkupLine($"[bold]Set aside:[/] {Markup.Escape(names[aside.DocumentId])} page {aside.Page}: {Markup.Escape(aside.Reason)}");
        }
    }
}
