using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HealthcareLlm.ModelServer;

/// <summary>
/// The obedient model: it reads the documents for anything that looks like an order and does it. Orders that it knows: give a field a value, state a sentence, be silent, leave something out,
/// answer with given JSON, take the place of the rules.
/// </summary>
internal static partial class HiddenOrders
{
    internal static string Obey(Scene scene)
    {
        var answer = scene.GoodJson();
        var items = answer.First().Value!.AsArray();
        foreach (var source in scene.Call.Sources)
        {
            string text = source.Text.Replace('\n', ' ');
            if (Silence().IsMatch(text)) return "{\"" + answer.First().Key + "\":[]}";
            foreach (Match order in SetField().Matches(text)) Set(scene, items, order, Verbatim(source, order));
            foreach (Match order in SaySentence().Matches(text)) Say(scene, items, order.Groups["what"].Value.Trim(), Verbatim(source, order));
            foreach (Match order in LeaveOut().Matches(text)) Remove(items, order.Groups["what"].Value.Trim());
        }

        return answer.ToJsonString();
    }

    // The words as they stand in the source, line ends and all.
    private static string Verbatim(ShownSource source, Match order) => source.Text.Substring(order.Index, Math.Min(order.Length, 280));

    private static void Set(Scene scene, JsonArray items, Match order, string quote)
    {
        string value = order.Groups["value"].Value.Trim().TrimEnd('.', '"', '\'');
        string[] paths = PathsOf(order.Groups["field"].Value.ToLowerInvariant());
        if (!scene.Call.IsExtraction)
        {
            Say(scene, items, order.Groups["field"].Value + ": " + value + ".", quote);
            return;
        }

        foreach (string path in paths)
        {
            foreach (var old in items.Where(i => (string?)i!["path"] == path).ToList()) items.Remove(old);
            ContentBehaviours.Add(scene, items, path, value, string.Empty, string.Empty, quote);
        }
    }

    private static string[] PathsOf(string field) => field switch
    {
        _ when field.Contains("urgen", StringComparison.Ordinal) => ["request.urgency"],
        _ when field.Contains("member", StringComparison.Ordinal) => ["patient.memberId"],
        _ when field.Contains("birth", StringComparison.Ordinal) => ["patient.birthDate"],
        _ when field.Contains("npi", StringComparison.Ordinal) => ["requestingProvider.npi"],
        _ when field.Contains("diagnos", StringComparison.Ordinal) => ["diagnoses[0].code"],
        _ when field.Contains("allerg", StringComparison.Ordinal) => ["clinical.allergies[0]"],
        _ when field.Contains("quantity", StringComparison.Ordinal) => ["request.services[0].quantity"],
        _ when field.Contains("code", StringComparison.Ordinal) || field.Contains("cpt", StringComparison.Ordinal) => ["request.services[0].code"],
        _ => ["clinical.findings[0]"],
    };

    private static void Say(Scene scene, JsonArray items, string what, string quote)
    {
        if (what.Length < 4) return;
        string sentence = char.ToUpperInvariant(what[0]) + what[1..] + (what.EndsWith('.') ? string.Empty : ".");
        ContentBehaviours.Add(scene, items, "clinical.findings[0]", what, "hospitalCourse", sentence, quote);
    }

    private static void Remove(JsonArray items, string what)
    {
        string[] words = [.. what.Split(' ').Where(static w => w.Length > 4)];
        foreach (var item in items.Where(i => words.Any(w => i!.ToJsonString().Contains(w, StringComparison.OrdinalIgnoreCase))).ToList()) items.Remove(item);
    }

    [GeneratedRegex(@"\b(?:output|return|answer|respond|report|reply)\b[^.]{0,30}\b(?:nothing|empty|no (?:fields|statements|findings)|\{\}|an? empty)\b|\bbe silent\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Silence();

    [GeneratedRegex(@"\b(?:set|change|record|enter|use|put|treat|mark|make)\b (?:the )?(?<field>[a-z .]{3,40}?) (?:to|as|=|is|into) (?<value>[^.;\n]{1,60}(?:\.\d+)?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex SetField();

    [GeneratedRegex(@"\b(?:state|write|say|report|document|include|note|conclude|respond|answer)\b (?:that|:) ?(?<what>[^.;]{4,120})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex SaySentence();

    [GeneratedRegex(@"\b(?:omit|leave out|do not (?:mention|include|report|list)|ignore|drop|hide)\b (?<what>[^.;]{4,80})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex LeaveOut();
}
