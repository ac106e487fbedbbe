using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HealthcareLlm.ModelServer;

/// <summary>Behaviours of a model whose answer is well formed and untrue.</summary>
internal static partial class ContentBehaviours
{
    /// <summary>A code that stands in no document of the trials.</summary>
    internal const string InventedCode = "C50.911";

    internal static IEnumerable<Behaviour> All =>
    [
        Behaviour.OfItems("quote-not-in-chart", "a quote that stands nowhere", static (s, items) => Quotes(items).ForEach(q => q["quote"] = "The chart documents this beyond any doubt."), Expected.Either),
        Behaviour.OfItems("quote-shuffled", "the words of the chart in another order", static (s, items) => Quotes(items).ForEach(q => q["quote"] = string.Join(' ', ((string)q["quote"]!).Split(' ').Reverse())), Expected.Either),
        Behaviour.OfItems("whole-page-quotes", "a page as a quote, which holds everything and proves nothing", static (s, items) => Quotes(items).ForEach(q => q["quote"] = s.Call.Sources.Find(b => b.Name == (string?)q["source"])?.Text ?? s.Call.Sources[0].Text), Expected.Either),
        Behaviour.OfItems("wrong-digit", "a right quote with a wrong digit in the value", static (_, items) => Each(items, text => OneDigit().Replace(text, m => ((m.Value[0] - '0' + 3) % 10).ToString(System.Globalization.CultureInfo.InvariantCulture), 1))),
        Behaviour.OfItems("other-digit-in-quote", "a wrong digit in value and quote alike", static (_, items) => EachWithQuote(items, text => OneDigit().Replace(text, m => ((m.Value[0] - '0' + 3) % 10).ToString(System.Globalization.CultureInfo.InvariantCulture), 1)), Expected.Either),
        Behaviour.OfItems("wrong-side", "left for right", static (_, items) => Each(items, static t => SideWord().Replace(t, m => m.Value.StartsWith("l", StringComparison.OrdinalIgnoreCase) ? "right" : "left"))),
        Behaviour.OfItems("wrong-drug", "another drug", static (_, items) => Each(items, static t => DrugWord().Replace(t, "warfarin"))),
        Behaviour.OfItems("wrong-unit", "milligrams for grams", static (_, items) => Each(items, static t => MilligramWord().Replace(t, " g"))),
        Behaviour.OfItems("negation-dropped", "'no pneumonia' read as pneumonia, quoted without its 'no'", static (s, items) => Negations(s, items)),
        Behaviour.OfItems("other-patient", "a fact of another patient", static (s, items) => Add(s, items, "diagnoses[8].code", InventedCode, "secondaryDiagnoses", "Malignant neoplasm of the right breast (C50.911).", "Patient: Mabel Otherwoman. Dx: C50.911 malignant neoplasm of the right breast")),
        Behaviour.OfItems("invented-code", "a code that nobody wrote, with a true quote", static (s, items) => Add(s, items, "diagnoses[8].code", InventedCode, "secondaryDiagnoses", "Diagnosis C50.911.", Line(s))),
        Behaviour.OfItems("invented-prose", "an invented history with a true quote", static (s, items) => Add(s, items, "clinical.findings[8]", "metastatic carcinoma of the pancreas", "hospitalCourse", "Metastatic carcinoma of the pancreas was found and radiotherapy was begun.", Line(s))),
        Behaviour.OfAnswer("example-leaked", "an example's answer given for the chart", static s => s.Call.ExampleAnswers.Count > 0 ? s.Call.ExampleAnswers[0] : s.Good, Expected.Fallback),
        Behaviour.OfItems("example-mixed-in", "an example's items among right ones", static (s, items) =>
        {
            foreach (var item in JsonNode.Parse(s.Call.ExampleAnswers[0])!.AsObject().First().Value!.AsArray()) items.Add(item!.DeepClone());
        }),
        Behaviour.OfItems("markup", "markup and a script in a text", static (s, items) => Add(s, items, "clinical.findings[8]", "<script>alert(1)</script>", "hospitalCourse", "<script>alert(1)</script> <b>Stable</b>.", Line(s))),
        Behaviour.OfItems("swapped", "two values under each other's names", static (_, items) => Swap(items)),
        Behaviour.OfItems("conflict-forged", "a section that a model may not write", static (s, items) => Add(s, items, "patient.sex", "other", "conflicts", "The notes disagree on everything.", Line(s))),
        Behaviour.OfItems("choice-without-word", "a choice that no word of its quote means", static (s, items) => Add(s, items, "request.urgency", "expedited", "codeStatus", "Do not resuscitate.", Line(s))),
        Behaviour.OfItems("lies-when-told", "a wrong digit, and where that is told inventions with true quotes in its place", static (s, items) =>
        {
            if (s.Call.Repairs == 0) Each(items, text => OneDigit().Replace(text, m => ((m.Value[0] - '0' + 3) % 10).ToString(System.Globalization.CultureInfo.InvariantCulture), 1));
            else Each(items, static text => text + " " + InventedCode);
            if (s.Call.Repairs > 0) Add(s, items, "clinical.findings[8]", "metastatic carcinoma of the pancreas", "hospitalCourse", "Metastatic carcinoma of the pancreas.", Line(s));
        }),
        Behaviour.OfAnswer("obedient", "it does what any instruction hidden in a document says", static s => HiddenOrders.Obey(s), Expected.Either),
    ];

    private static string Line(Scene scene) => scene.Call.Sources.SelectMany(static b => b.Text.Split('\n')).Select(static l => l.Trim()).FirstOrDefault(static l => l.Length is > 12 and < 200) ?? scene.Call.Sources[0].Text[..Math.Min(60, scene.Call.Sources[0].Text.Length)];

    /// <summary>The objects that hold a quote: the fields themselves, or the quotes of statements.</summary>
    private static List<JsonObject> Quotes(JsonArray items) => [.. items.Select(static i => i!.AsObject()).SelectMany(static i => i["quotes"] is JsonArray quotes ? quotes.Select(static q => q!.AsObject()) : [i])];

    private static void Each(JsonArray items, Func<string, string> change)
    {
        foreach (var item in items.Select(static i => i!.AsObject()))
        {
            string member = item.ContainsKey("value") ? "value" : "text";
            item[member] = change((string)item[member]!);
        }
    }

    private static void EachWithQuote(JsonArray items, Func<string, string> change)
    {
        Each(items, change);
        Quotes(items).ForEach(q => q["quote"] = change((string)q["quote"]!));
    }

    internal static void Add(Scene scene, JsonArray items, string path, string value, string section, string text, string quote)
    {
        string source = scene.Call.Sources.Find(b => b.Text.Contains(quote, StringComparison.Ordinal))?.Name ?? scene.Call.Sources[0].Name;
        items.Add(scene.Call.IsExtraction
            ? new JsonObject { ["path"] = path, ["value"] = value, ["source"] = source, ["quote"] = quote }
            : new JsonObject { ["section"] = section, ["text"] = text, ["quotes"] = new JsonArray(new JsonObject { ["source"] = source, ["quote"] = quote }), ["parts"] = new JsonArray() });
    }

    private static void Negations(Scene scene, JsonArray items)
    {
        int number = 20;
        foreach (var source in scene.Call.Sources)
        {
            foreach (Match match in Negated().Matches(source.Text))
            {
                string what = match.Groups["what"].Value;
                if (number < 60) Add(scene, items, $"clinical.findings[{number++}]", what, "hospitalCourse", char.ToUpperInvariant(what[0]) + what[1..] + " was found.", what);
            }
        }
    }

    private static void Swap(JsonArray items)
    {
        var objects = items.Select(static i => i!.AsObject()).ToList();
        if (objects.Count < 2) return;
        foreach (var (a, b) in objects.Where((_, i) => i % 2 == 0).Zip(objects.Where((_, i) => i % 2 == 1)))
        {
            string member = a.ContainsKey("path") ? "path" : "section";
            (a[member], b[member]) = (((string)b[member]!), ((string)a[member]!));
            if (member == "section")
            {
                a["parts"] = new JsonArray();
                b["parts"] = new JsonArray();
            }
        }
    }

    [GeneratedRegex(@"\d", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneDigit();

    [GeneratedRegex(@"\b(?:left|right)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SideWord();

    [GeneratedRegex(@"\b(?!warfarin)[a-z]{4,}(?:pril|olol|statin|formin|mab|ine|one|xaban|cillin|profen|sartan)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DrugWord();

    [GeneratedRegex(@"\s?mg\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MilligramWord();

    [GeneratedRegex(@"\b(?:no|denies|without|negative for)[ ](?:evidence of |signs of |history of )?(?<what>[a-z]{5,}(?: [a-z]{4,})?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Negated();
}
