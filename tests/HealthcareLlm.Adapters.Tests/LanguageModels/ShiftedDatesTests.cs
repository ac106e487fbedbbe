using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.ModelServer;
using HealthcareLlm.ModelTrial;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>With <c>ShiftDates</c>, from the documents to the server and back to the result file.</summary>
public partial class ShiftedDatesTests
{
    [Fact]
    public async Task No_date_of_the_documents_reaches_the_server_and_the_result_has_them_all_at_their_places()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = new CarefulAnswers().Answer;
        int planted = 0, given = 0, supported = 0, supportedShifted = 0;
        foreach (var document in TrialDocument.Load(ModelRun.Root(), 24))
        {
            string[] dates = [.. document.Clean.SelectMany(static f => DatePattern().Matches(System.Text.Encoding.UTF8.GetString(f.Bytes.Span)).Select(static m => m.Value)).Distinct()];
            planted += dates.Length;
            using var plain = new ModelConnection(Settings(server));
            var without = await TrialCase.RunAsync(plain, document, false, Expected.Answered, null, CancellationToken.None);
            server.KeepsRequests = true;
            server.Requests.Clear();
            using var shifting = new ModelConnection(Settings(server) with { ShiftDates = true });
            var with = await TrialCase.RunAsync(shifting, document, false, Expected.Answered, null, CancellationToken.None);
            string received = string.Join('\n', server.Requests.Select(static r => (string?)JsonNode.Parse(r.Body)!["messages"]!.AsArray()[^1]!["content"]));
            server.KeepsRequests = false;
            Assert.NotEmpty(received);
            Assert.True(Array.Find(dates, d => received.Contains(d, StringComparison.Ordinal)) is null, document.Name + $": a date reached the server ({Array.Find(dates, d => received.Contains(d, StringComparison.Ordinal))})");
            // Spans, boxes and quotes were checked against the documents' own texts.
            Assert.Empty(with.Faults);
            using JsonDocument expected = JsonDocument.Parse(without.Json), made = JsonDocument.Parse(with.Json);
            Assert.Equal(without.Ending, with.Ending);
            Assert.True(made.RootElement.GetProperty("manifest").GetProperty("model").GetProperty("datesShifted").GetBoolean());
            Assert.False(expected.RootElement.GetProperty("manifest").GetProperty("model").TryGetProperty("datesShifted", out _));
            if (!document.IsRequest)
            {
                supported += TrialCase.Given(expected.RootElement).Count();
                supportedShifted += TrialCase.Given(made.RootElement).Count();
                continue;
            }

            Assert.Equal(TrialCase.Given(expected.RootElement).Order(StringComparer.Ordinal), TrialCase.Given(made.RootElement).Order(StringComparer.Ordinal));
            given += TrialCase.Given(made.RootElement).Count(static g => IsoPattern().IsMatch(g));
        }

        Assert.True(planted > 80 && given >= 12, $"{planted} dates planted, {given} given");
        // The careful model words some sentences otherwise where a date is another; what it says is given as before.
        Assert.True(supportedShifted >= 0.98 * supported, $"{supportedShifted} of {supported} statements and values");
    }

    private static LanguageModelSettings Settings(ScriptedServer server) => new() { Endpoint = server.Endpoint.AbsoluteUri, Model = "good" };

    [GeneratedRegex(@"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|(?<![\d/])(?:0[1-9]|1[0-2])/(?:[0-2]\d|3[01])(?![\d/])|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|January|February|March|April|August|September|October|November|December)\.? \d{1,2}(?:, \d{4})?\b")]
    private static partial Regex DatePattern();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex IsoPattern();
}
