using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A statement that the model gave.</summary>
/// <param name="Section">Name of the section.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Evidence">Its quotes; one that was not found has no place.</param>
/// <param name="Parts">Named values.</param>
/// <param name="Probability">Least probability of the tokens of its numbers, 0 to 1; null where the server gives none.</param>
internal sealed record AnsweredStatement(string Section, string Text, ImmutableArray<Evidence> Evidence, ImmutableArray<KeyValuePair<string, string>> Parts, double? Probability)
{
    /// <summary>Share (0 to 1) of several answers that give it; null where one alone was asked for.</summary>
    internal double? Agreement { get; init; }

    /// <summary>The sentence in the model's own words, surrogates and moved days in it as it was shown them: what may be told back to it.</summary>
    internal string Shown { get; init; } = Text;
}

/// <summary>Reads the answer of the summarization.</summary>
internal static class SummaryAnswer
{
    internal const string List = "statements";

    private const int MostStatements = 400, MostQuotes = 8, LongestText = 800;

    /// <summary>Sections that a model may write; conflicts are found by comparing documents, never by assertion.</summary>
    internal static readonly ImmutableDictionary<string, SummarySection> Sections = SummarySections.All.Where(s => s.Name != "conflicts").ToImmutableDictionary(s => s.Name, StringComparer.Ordinal);

    internal static AnswerReading<AnsweredStatement> Read(string answer, SourceIndex sources, Func<string, double?> probability)
    {
        var (items, fault) = AnswerJson.Read(answer, List);
        if (items is not { } array) return new([], [fault!.Value]);
        var statements = ImmutableArray.CreateBuilder<AnsweredStatement>();
        var faults = ImmutableArray.CreateBuilder<AnswerFault>();
        int i = 0;
        foreach (var item in array.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"statements[{i++}]");
            if (i > MostStatements) return new(statements.ToImmutable(), faults.ToImmutable().Add(AnswerFault.Shape(place, "There are too many items")));
            if (Read(item, place, sources, probability, faults) is { } statement) statements.Add(statement);
        }

        return new(statements.ToImmutable(), faults.ToImmutable());
    }

    private static AnsweredStatement? Read(JsonElement item, string place, SourceIndex sources, Func<string, double?> probability, ImmutableArray<AnswerFault>.Builder faults)
    {
        if (item.ValueKind != JsonValueKind.Object || item.EnumerateObject().Count() != 4 || !item.TryGetProperty("section", out var sectionMember) || !item.TryGetProperty("text", out var textMember)
            || !item.TryGetProperty("quotes", out var quotes) || quotes.ValueKind != JsonValueKind.Array || !item.TryGetProperty("parts", out var parts) || parts.ValueKind != JsonValueKind.Array
            || AnswerJson.Text(sectionMember) is not { } name || AnswerJson.Text(textMember) is not { } text)
        {
            faults.Add(AnswerFault.Shape(place, "An item has the text members section and text and the arrays quotes and parts, and no other") with { IsWhole = false });
            return null;
        }

        if (!Sections.TryGetValue(name, out var section))
        {
            faults.Add(AnswerFault.Unknown(place + ".section", "section"));
            return null;
        }

        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText)
        {
            faults.Add(AnswerFault.Empty(place + ".text"));
            return null;
        }

        var evidence = ImmutableArray.CreateBuilder<Evidence>();
        int q = 0;
        foreach (var quote in quotes.EnumerateArray())
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{place}.quotes[{q++}]");
            if (q > MostQuotes || AnswerJson.Texts(quote, "source", "quote") is not [var source, var words])
            {
                faults.Add(AnswerFault.Shape(where, "A quote has the text members source and quote, and a statement at most six of them") with { IsWhole = false });
                continue;
            }

            var (found, broken) = sources.Find(source, words, where);
            if (broken is { } rule) faults.Add(rule);
            if (found is not null) evidence.Add(found);
        }

        if (evidence.Count == 0)
        {
            faults.Add(AnswerFault.Empty(place + ".quotes"));
            return null;
        }

        return new(name, sources.Restore(text.Trim()), evidence.ToImmutable(), Parts(parts, place, section, sources, faults), probability(text)) { Shown = text.Trim() };
    }

    private static ImmutableArray<KeyValuePair<string, string>> Parts(JsonElement parts, string place, SummarySection section, SourceIndex sources, ImmutableArray<AnswerFault>.Builder faults)
    {
        var read = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        int p = 0;
        foreach (var part in parts.EnumerateArray())
        {
            string where = string.Create(CultureInfo.InvariantCulture, $"{place}.parts[{p++}]");
            if (AnswerJson.Texts(part, "name", "value") is not [var name, var value] || string.IsNullOrWhiteSpace(value)) faults.Add(AnswerFault.Shape(where, "A part has the text members name and value") with { IsWhole = false });
            else if (!section.Parts.Contains(name) || read.Any(r => r.Key == name)) faults.Add(AnswerFault.Unknown(where + ".name", "part"));
            else read.Add(new(name, sources.Restore(value.Trim())));
        }

        return read.ToImmutable();
    }
}
