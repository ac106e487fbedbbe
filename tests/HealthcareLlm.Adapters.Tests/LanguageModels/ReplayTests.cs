using System.Text;
using HealthcareLlm.Adapters.LanguageModels;
using HealthcareLlm.Guards;
using HealthcareLlm.ModelTrial;

namespace HealthcareLlm.Adapters.Tests.LanguageModels;

/// <summary>The recording that stands in the repository, played back without a server: what continuous integration runs of the language-model engine on any machine.</summary>
public class ReplayTests
{
    private const string Remedy = "; if prompts, surrogates or what is sent were changed on purpose, './run trial-model --part record' records anew";

    [Fact]
    public async Task The_recording_is_played_back_whole_without_network_to_the_same_bytes()
    {
        using var network = new NoNetwork();
        var cases = RecordedCase.Load(ModelRun.Root());
        var first = await RecordedCase.RunAsync(Settings(RecordedCase.FileOf(ModelRun.Root())), cases, network);
        var second = await RecordedCase.RunAsync(Settings(RecordedCase.FileOf(ModelRun.Root())), cases.Reverse(), network);
        Assert.Equal(0, network.Requests);
        foreach (var (one, result, json) in first)
        {
            Assert.True(result.Manifest.Engine == "language-model", one.Name + " is not answered: " + result.Manifest.Model?.Fallback + Remedy);
            Assert.Equal(json, second.Single(s => s.Case.Name == one.Name).Json);
            Assert.Equal(("none", false), (result.Manifest.Model!.Host, result.Manifest.Model.IsRemote));
        }

        // One answer is broken at first, and of one some statements would be withheld: both are told, and nothing that was recorded is left over.
        int calls = first.Sum(static r => r.Result.Manifest.Model!.Calls), repairs = first.Sum(static r => r.Result.Manifest.Model!.Repairs);
        Assert.Equal(File.ReadAllLines(RecordedCase.FileOf(ModelRun.Root())).Length, calls);
        Assert.Equal(calls - first.Length, repairs);
        Assert.InRange(repairs, 2, 4);
        var summaries = first.Select(static r => r.Result).OfType<GuardedSummary>().ToList();
        Assert.Equal(2, summaries.Count);
        Assert.All(summaries, static s => Assert.True(s.Statements.Count(static t => t.Status == StatementStatus.Supported) >= 10));
    }

    [Fact]
    public async Task What_is_not_recorded_or_was_changed_is_no_answer()
    {
        string[] lines = await File.ReadAllLinesAsync(RecordedCase.FileOf(ModelRun.Root()));
        string file = Path.Combine(Directory.CreateTempSubdirectory("healthcarellm-replay-").FullName, "changed.tsv");
        var cases = RecordedCase.Load(ModelRun.Root());
        await File.WriteAllLinesAsync(file, lines[1..]);
        var lacking = await RecordedCase.RunAsync(Settings(file), cases.Take(1));
        Assert.Equal("not-recorded", lacking[0].Result.Manifest.Model!.Fallback);

        // The member id of the first form, changed in the answer: the chart does not bear it out.
        var whole = await RecordedCase.RunAsync(Settings(RecordedCase.FileOf(ModelRun.Root())), cases.Take(1));
        string[] cells = lines[0].Split('\t');
        string body = Encoding.UTF8.GetString(Convert.FromBase64String(cells[3]));
        string changed = body.Replace("72148", "72147", StringComparison.Ordinal);
        Assert.NotEqual(body, changed);
        cells[3] = Convert.ToBase64String(Encoding.UTF8.GetBytes(changed));
        await File.WriteAllLinesAsync(file, [string.Join('\t', cells), .. lines[1..]]);
        var other = await RecordedCase.RunAsync(Settings(file), cases.Take(1));
        Assert.NotEqual(whole[0].Json, other[0].Json);
        Assert.DoesNotContain("72147", TrialCase.Given(System.Text.Json.JsonDocument.Parse(other[0].Json).RootElement));
    }

    private static LanguageModelSettings Settings(string file) => new() { Endpoint = "https://model.invalid/v1", Replay = file };

    private sealed class NoNetwork : HttpMessageHandler
    {
        internal int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            throw new HttpRequestException("no network");
        }
    }
}
