using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>A word as poppler gives it, in points from the top left of the page as a viewer shows it.</summary>
internal readonly record struct LayerWord(string Text, double Left, double Top, double Right, double Bottom);

/// <summary>
/// The words of one page by <c>pdftotext -bbox</c>: unlike the PDF library it also reads what appearance streams of form fields and notes show.
/// </summary>
internal static partial class LayerText
{
    internal static async Task<IReadOnlyList<LayerWord>> OfAsync(string path, int page, IngestionLimits limits, CancellationToken cancellation)
    {
        string number = page.ToString(CultureInfo.InvariantCulture);
        string? text = await PopplerText.RunAsync("pdftotext", ["-q", "-bbox", "-cropbox", "-f", number, "-l", number, path, "-"], limits, cancellation).ConfigureAwait(false);
        var words = new List<LayerWord>();
        if (text is null) return words;
        foreach (Match match in WordElement().Matches(text))
        {
            words.Add(new(WebUtility.HtmlDecode(match.Groups[5].Value), Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4)));
        }

        return words;
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<word xMin="(-?[0-9.]+)" yMin="(-?[0-9.]+)" xMax="(-?[0-9.]+)" yMax="(-?[0-9.]+)">([^<]*)</word>""", RegexOptions.NonBacktracking)]
    private static partial Regex WordElement();
}
