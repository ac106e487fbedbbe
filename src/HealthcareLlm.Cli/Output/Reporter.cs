using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Cli.Output;

/// <summary>Names on standard error what could not be read, so that nothing is lost in silence.</summary>
public static class Reporter
{
    /// <summary>Names unread paths and documents; the exit status that follows: 1 where a file could not be read at all.</summary>
    public static int Report(InputFiles input, IngestedCase ingested, bool quiet)
    {
        int status = ExitStatus.Done;
        foreach (var unread in input.Unread)
        {
            bool lost = unread.Issue.Severity == IssueSeverity.Error;
            if (lost) status = ExitStatus.FileNotRead;
            if (lost || !quiet) Console.Error.WriteLine($"{Names.Of(unread.Issue.Code)}: {unread.Path}: {unread.Issue.Message}");
        }

        foreach (var document in ingested.Documents)
        {
            bool lost = document.Document.Pages.All(p => p.Reading == PageReading.NotRead);
            if (lost) status = ExitStatus.FileNotRead;
            foreach (var issue in document.Document.Issues.Where(i => i.Severity != IssueSeverity.Information))
            {
                if (quiet && issue.Severity != IssueSeverity.Error) continue;
                string page = issue.Page is { } number ? $" page {number}" : string.Empty;
                Console.Error.WriteLine($"{Names.Of(issue.Code)}: {document.Document.FileName}{page}: {issue.Message}");
            }
        }

        return status;
    }
}
