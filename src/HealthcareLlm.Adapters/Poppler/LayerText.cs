using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>A word as poppler gives it, in points from the top left of the page as a viewer shows it.</summary>
internal readonly record struct LayerWord(string Text, double Left, double Top, double Right, double Bottom);

/// <summary>
/// The words of neighbouring pages by <c>pdftotext -bbox</c>, run once when the first page asks: unlike the PDF library it also reads what appearance streams of form fields and notes show.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="first">First page, from 1.</param>
/// <param name="last">Last page.</param>
/// <param name="limits">Memory and time.</param>
internal sealed partial class LayerText(string path, int first, int last, IngestionLimits limits)
{
    private IReadOnlyList<LayerWord>[]? _pages;

    /// <summary>The words of one page; none where the program fails.</summary>
    internal async Task<IReadOnlyList<LayerWord>> OfAsync(int page, CancellationToken cancellation)
    {
        _pages ??= await ReadAsync(first, last, cancellation).ConfigureAwait(false);
        // A page that the program left out makes the others' numbers uncertain: then each is asked for by itself.
        if (_pages.Length == last - first + 1) return _pages[page - first];
        return await ReadAsync(page, page, cancellation).ConfigureAwait(false) is [var words] ? words : [];
    }

    private async Task<IReadOnlyList<LayerWord>[]> ReadAsync(int from, int to, CancellationToken cancellation)
    {
        static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
        string? text = await PopplerText.RunAsync("pdftotext", ["-q", "-bbox", "-cropbox", "-f", Of(from), "-l", Of(to), path, "-"], limits, cancellation).ConfigureAwait(false);
        if (text is null) return [];
        // What stands before the first page is the head of the file.
        return [.. text.Split("<page ").Skip(1).Select(Words)];
    }

    private static IReadOnlyList<LayerWord> Words(string page) =>
        [.. WordElement().Matches(page).Select(static m => new LayerWord(WebUtility.HtmlDecode(m.Groups[5].Value), Number(m, 1), Number(m, 2), Number(m, 3), Number(m, 4)))];

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<word xMin="(-?[0-9.]+)" yMin="(-?[0-9.]+)" xMax="(-?[0-9.]+)" yMax="(-?[0-9.]+)">([^<]*)</word>""", RegexOptions.NonBacktracking)]
    private static partial Regex WordElement();
}
