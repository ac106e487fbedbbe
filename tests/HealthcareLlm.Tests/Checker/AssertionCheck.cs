using System.Text.Json;
using System.Text.RegularExpressions;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Checker;

/// <summary>What a supported statement says of a thing agrees with what the gold says that the cited words assert of it.</summary>
internal static partial class AssertionCheck
{
    private static readonly string[] Facts = ["principalDiagnosis", "secondaryDiagnoses", "procedures", "allergies"];

    internal static void Run(GoldenCase gold, IReadOnlyList<CheckedStatement> statements, CheckedDocuments documents, Action<string, string> fail)
    {
        foreach (var assertion in gold.Assertions)
        {
            if (documents.IdOf(assertion.File) is not { } id) continue;
            string text = documents.Text(id);
            int quote = text.IndexOf(assertion.Quote, StringComparison.Ordinal);
            int about = quote < 0 ? -1 : quote + assertion.Quote.IndexOf(assertion.About, StringComparison.Ordinal);
            if (about < 0) continue;
            foreach (var statement in statements.Where(s => Cites(s, id, about, about + assertion.About.Length))) Judge(assertion, statement, fail);
        }
    }

    private static void Judge(GoldAssertion assertion, CheckedStatement statement, Action<string, string> fail)
    {
        int at = statement.Text.IndexOf(assertion.About, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return;
        string clause = Clause(statement.Text, at, assertion.About.Length);
        bool negated = Negation().IsMatch(clause), unsure = Doubt().IsMatch(clause), planned = Plan().IsMatch(statement.Text);
        bool other = Relative().IsMatch(statement.Text);
        if (assertion.Polarity == "negated" && !negated) fail(statement.Path, $"affirms '{assertion.About}', which {assertion.File} denies");
        if (assertion is { Polarity: "affirmed", Temporality: "recent" } && negated && !Negation().IsMatch(assertion.Quote)) fail(statement.Path, $"denies '{assertion.About}', which {assertion.File} affirms");
        if (assertion.Polarity == "possible" && !unsure && !negated) fail(statement.Path, $"states '{assertion.About}', which {assertion.File} only holds possible");
        if (assertion.Experiencer == "other" && !other) fail(statement.Path, $"gives the patient '{assertion.About}', which is another person's in {assertion.File}");
        if (assertion.Temporality == "hypothetical" && Facts.Contains(statement.Section) && !planned && !unsure) fail(statement.Path, $"states '{assertion.About}', which is planned or conditional in {assertion.File}");
    }

    private static bool Cites(CheckedStatement statement, string id, int start, int end) =>
        statement.Element.TryGetProperty("citations", out var citations) && citations.EnumerateArray().Any(c =>
            ResultChecker.Str(c, "documentId") == id && Number(c, "start") <= start && Number(c, "end") >= end);

    private static int Number(JsonElement element, string name) => element.TryGetProperty(name, out var number) ? number.GetInt32() : int.MinValue;

    /// <summary>The part of the statement around the words, up to the next full stop, semicolon or line.</summary>
    private static string Clause(string text, int at, int length)
    {
        int start = text.LastIndexOfAny(['.', ';', '\n'], Math.Max(0, at - 1)) + 1;
        int end = text.IndexOfAny([';', '\n'], at + length);
        int stop = text.IndexOf(". ", at + length, StringComparison.Ordinal);
        if (stop >= 0 && (end < 0 || stop < end)) end = stop;
        return text[Math.Min(start, at)..(end < 0 ? text.Length : end)];
    }

    [GeneratedRegex(@"\b(no|not|denie[sd]|den(y|ied)|without|never|negative|neg|absent|none|ruled out|excluded|exclude|free of|unlikely|cannot|clear of|against|resolved without|nor)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\b(possible|possibly|versus|vs|likely|probable|suspected|suspect|considered|consider|may|might|could|concern for|question of|rule out|r/o|unlikely|if)\b|\?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Doubt();

    [GeneratedRegex(@"\b(plan|planned|scheduled|if|will|to be|considered|consider|future|after discharge|outpatient|return for|call for|pending)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Plan();

    [GeneratedRegex(@"\b(family|mother|mom|father|dad|brother|sister|daughter|son|uncle|aunt|grandmother|grandfather|twin|maternal|paternal|fh|fhx)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Relative();
}
