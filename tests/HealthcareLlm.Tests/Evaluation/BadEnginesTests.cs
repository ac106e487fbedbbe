using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>
/// Negative controls: for every gate of the release a bad engine that is right in everything else. Its gate must fail, and the others must hold; a gate that no engine
/// can fail, or that fails for another's fault, is none.
/// </summary>
public sealed class BadEnginesTests : IDisposable
{
    private static readonly ImmutableArray<Gate> AllGates = Gates.Read(Repository.Folder("evalsets", "gates", "issue-2.json"));

    /// <summary>Three digital packets, one fair, one fax. The second digital one holds a critical value back, with the right candidate, so that there is one to score.</summary>
    private static readonly ImmutableArray<(string Id, string Grade)> Packets = [("p1", "digital"), ("p2", "digital"), ("p3", "fair"), ("p4", "fax"), ("p5", "digital")];

    private static readonly string[] Loose =
        ["patient.name", "coverage.payer", "requestingProvider.name", "request.services[0].codeSystem", "request.services[1].codeSystem", "request.services[0].description", "request.services[1].description", "request.services[0].laterality", "request.services[1].unit", "request.services[1].duration", "diagnoses[0].description", "diagnoses[1].description", "clinical.priorTreatments[0].outcome", "clinical.priorTreatments[0].startDate"];

    private readonly string _folder = Directory.CreateTempSubdirectory("bad").FullName;

    public static TheoryData<string, string> EveryGate()
    {
        var data = new TheoryData<string, string>();
        foreach (var gate in AllGates) data.Add(gate.Measure, gate.Group);
        return data;
    }

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task The_good_engine_keeps_every_gate() => Assert.Empty((await TryAsync((_, _) => { })).Where(g => !g.Kept).Select(g => g.Gate));

    [Theory]
    [MemberData(nameof(EveryGate))]
    public async Task The_bad_engine_of_a_gate_fails_it_and_no_other(string measure, string group)
    {
        var failed = (await TryAsync((id, result) => Worsen(measure, group, id, result))).Where(g => !g.Kept).Select(g => (g.Gate.Measure, g.Gate.Group)).ToList();
        Assert.Contains((measure, group), failed);
        // An entry that is lost takes its leaves along: these two cannot fail apart.
        Assert.DoesNotContain(failed, f => f != (measure, group) && !(measure == "lists.f1" && f.Measure == "other.right"));
    }

    private static void Worsen(string measure, string group, string id, JsonObject result)
    {
        bool isPacket = id[0] == 'p' && id.Length == 2;
        string grade = Packets.FirstOrDefault(p => p.Id == id).Grade ?? string.Empty;
        bool inGroup = group == "all" || (group == "grade:digital+clean" ? id == "p1" : group == "grade:" + grade);
        if (isPacket && inGroup) WorsenPacket(measure, id, result);
        else if (!isPacket) WorsenSummary(measure, id, result);
    }

    private static void WorsenPacket(string measure, string id, JsonObject result)
    {
        var record = result["record"]!;
        switch (measure)
        {
            case "cases.notScored" when id == "p1":
                result["schema"] = "nothing/v1";
                break;
            case "leaves.notScored" when id == "p1":
                Set(record, "patient.name", new() { ["status"] = "maybe" });
                break;
            case "critical.right":
                foreach (string path in (string[])["patient.birthDate", "patient.memberId", "request.urgency", "request.services[0].startDate"]) Set(record, path, Missing());
                break;
            case "other.right":
                foreach (string path in Loose) Set(record, path, Missing());
                break;
            case "lists.f1":
                foreach (string list in (string[])["priorTreatments", "currentMedications", "allergies", "labs"]) record["clinical"]![list]!.AsArray().Clear();
                break;
            case "critical.wrongOrInvented" when id == "p4":
                Set(record, "patient.memberId", SmallPacket.Extracted("XQZ123465"));
                break;
            case "other.wrongOrInvented" when id == "p4":
                foreach (string path in Loose[..8]) Set(record, path, SmallPacket.Extracted("something else"));
                break;
            case "critical.candidateRight" when id == "p2":
                Set(record, "patient.memberId", SmallPacket.HeldBack("refused", "XQZ999999"));
                break;
            case "needed.reported" when id == "p4":
                result["missing"]!.AsArray().Clear();
                break;
            case "needed.saidMissing" when id is "p3" or "p4":
                result["missing"]!.AsArray().Add(new JsonObject { ["path"] = "coverage.payer" });
                break;
            case "traps.sprung" when id == "p4":
                record["clinical"]!["findings"]!.AsArray().Add(SmallPacket.Extracted("MRI shows a torn meniscus"));
                break;
        }
    }

    private static void WorsenSummary(string measure, string id, JsonObject result)
    {
        var summary = result["summary"]!.AsObject();
        bool isFirst = id == "medicine-heart-failure";
        void Add(string text, string? quote) => summary["hospitalCourse"]!.AsArray().Add(quote is null ? Uncited(text) : PerfectSummary.Statement(text, "supported", null, quote));
        switch (measure)
        {
            case "summary.must":
                foreach (var section in summary.Where(s => s.Key != "conflicts")) Thin(section.Value!.AsArray());
                break;
            case "summary.traps":
                foreach (var trap in Set0.Cases.Single(c => c.Id == id).Traps.Where(t => !t.Sections.IsEmpty)) Spring(summary, trap);
                break;
            case "summary.uncited" when isFirst:
                Add("The course was uneventful", null);
                break;
            case "summary.numbersNotCited" when isFirst:
                Add("Sodium fell to 117 overnight", "Sodium fell overnight");
                break;
            case "summary.sidesNotCited" when isFirst:
                Add("Swelling of the left ankle", "Swelling of the ankle");
                break;
            case "summary.negationsNotCited" when isFirst:
                Add("Never febrile", "febrile");
                break;
            case "summary.nearDuplicates":
                foreach (var statement in summary["dischargeMedications"]!.AsArray().Select(s => s!.DeepClone()).ToList()) summary["dischargeMedications"]!.AsArray().Add(statement);
                break;
            case "summary.tooLong" when isFirst:
                string words = string.Join(' ', Enumerable.Range(0, 700).Select(i => "w" + (char)('a' + (i / 26)) + (char)('a' + (i % 26))));
                Add(words, words);
                break;
        }
    }

    private static readonly Evalset Set0 = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    private static void Thin(JsonArray statements)
    {
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            if (i % 2 == 0) statements.RemoveAt(i);
        }
    }

    private static void Spring(JsonObject summary, GoldTrap trap)
    {
        string text = string.Join(' ', trap.Patterns.Select(p => p.Replace("\\b", string.Empty, StringComparison.Ordinal).Split('|')[0]));
        if (!trap.Patterns.All(p => GoldPatterns.Matches(p, text))) return;
        summary[trap.Sections[0]]!.AsArray().Add(PerfectSummary.Statement(text, "supported", null));
    }

    private static JsonObject Uncited(string text)
    {
        var statement = PerfectSummary.Statement(text, "supported", null);
        statement["citations"] = new JsonArray();
        return statement;
    }

    private static JsonObject Missing() => new() { ["status"] = "missing" };

    private async Task<ImmutableArray<GateOutcome>> TryAsync(Action<string, JsonObject> worsen)
    {
        var packets = ReadPackets();
        var golden = packets.Cases.Concat(Set0.Cases).ToDictionary(c => string.Join('\n', c.Paths), StringComparer.Ordinal);
        var report = await new EvaluationRun((paths, _, _) =>
        {
            var wanted = golden[string.Join('\n', paths)];
            var result = wanted.Record is null ? PerfectSummary.Node(wanted) : SmallPacket.Perfect();
            if (wanted.Id == "p2") Set(result["record"]!, "patient.memberId", SmallPacket.HeldBack("refused", "XQZ123456"));
            worsen(wanted.Id, result);
            return Task.FromResult(Encoding.UTF8.GetBytes(result.ToJsonString()));
        }).RunAsync([packets, Set0], Path.Combine(_folder, "run"));
        return Gates.Try(AllGates, report);
    }

    private Evalset ReadPackets()
    {
        string set = Path.Combine(_folder, "set");
        foreach (var (id, grade) in Packets)
        {
            Directory.CreateDirectory(Path.Combine(set, "cases", id, "documents"));
            File.WriteAllText(Path.Combine(set, "cases", id, "documents", "packet.txt"), id);
            File.WriteAllText(Path.Combine(set, "cases", id, "case.json"), SmallPacket.Case.Replace("\"small\"", "\"" + id + "\"", StringComparison.Ordinal).Replace("\"clean\"", "\"" + grade + "\"", StringComparison.Ordinal));
        }

        File.WriteAllText(Path.Combine(set, "evalset.json"), """{ "id": "set", "version": 1, "task": "prior-auth-request", "cases": ["p1", "p2", "p3", "p4", "p5"] }""");
        return EvalsetReader.Read(set);
    }

    private static void Set(JsonNode at, string path, JsonObject leaf)
    {
        string[] steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Split('.');
        foreach (string step in steps[..^1]) at = int.TryParse(step, out int i) ? at[i]! : at[step]!;
        at[steps[^1]] = leaf;
    }
}
