using System.Globalization;
using Spectre.Console;

namespace HealthcareLlm.Cli.Output;

/// <summary>How far a long run is, on standard error: a bar with the time that is left on a terminal, one line a case elsewhere, nothing when quiet.</summary>
internal static class RunProgress
{
    /// <summary>Does the work and shows how far it is.</summary>
    /// <param name="quiet">Whether to say nothing.</param>
    /// <param name="what">Name of the bar.</param>
    /// <param name="work">Gets what it tells after each case: id, how many are done, of how many; null for nobody to tell.</param>
    internal static async Task<T> ShowAsync<T>(bool quiet, string what, Func<Action<string, int, int>?, Task<T>> work)
    {
        if (quiet) return await work(null).ConfigureAwait(false);
        if (Console.IsErrorRedirected) return await work(Line).ConfigureAwait(false);
        return await Progress.Error.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async shown =>
        {
            var bar = shown.AddTask(Markup.Escape(what));
            return await work((id, done, of) =>
            {
                bar.MaxValue = of;
                bar.Value = done;
                bar.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{what} {done}/{of} {id}"));
            }).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static void Line(string id, int done, int of) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done}/{of} {id}"));
}
