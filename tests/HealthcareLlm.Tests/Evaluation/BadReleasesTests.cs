using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Evaluation;

/// <summary>
/// Negative controls for the gates that ./test holds every change to, <c>issue-3.yaml</c> and <c>regression.yaml</c>: for each a bad engine that is right in everything else. Its gate must
/// fail, and the others hold. A hundred and twenty packets of cited values, and the encounters of encounters-v1.
/// </summary>
public sealed class BadReleasesTests(BadReleasesTests.GoldenPackets packets) : IClassFixture<BadReleasesTests.GoldenPackets>, IDisposable
{
    private const int Packets = 120;

    private static readonly ImmutableArray<Gate> AllGates = [.. Gates.Read(Repository.Folder("evalsets", "gates", "issue-3.yaml")), .. Gates.Read(Repository.Folder("evalsets", "gates", "regression.yaml"))];

    private static readonly Evalset Encounters = EvalsetReader.Read(Repository.Folder("evalsets", "encounters-v1"));

    /// <summary>What cannot fail alone: an entry that is lost takes its leaves along, what a document denies is planted as a trap, and what no quote bears is cited wrongly.</summary>
    private static readonly Dictionary<string, string[]> Along = new(StringComparer.Ordinal)
    {
        ["lists.f1"] = ["other.right", "medications.whole", "citations.placesFound"],
        ["medications.whole"] = ["lists.f1"],
        ["values.wrongAssertion"] = ["traps.sprung"],
        ["citations.support"] = ["values.rightWrongCitation"],
        ["summary.uncited"] = ["summary.numbersNotCited", "summary.wordsNotCited"],
        ["summary.citationPrecision"] = ["summary.numbersNotCited"],
        ["summary.partsNotInText"] = ["summary.ownWords"],
        ["summary.rows"] = ["summary.critical.wrongOrInvented", "summary.other.wrongOrInvented"],
        ["summary.critical.right"] = ["summary.medications.whole"],
        ["summary.medications.whole"] = ["summary.other.right"],
        ["summary.critical.wrongOrInvented"] = ["summary.critical.right", "summary.medications.whole", "summary.must", "summary.mustLostSilently"],
        ["summary.other.wrongOrInvented"] = ["summary.other.right", "summary.must", "summary.mustLostSilently"],
        ["summary.traps"] = ["summary.rows", "summary.critical.wrongOrInvented", "summary.other.wrongOrInvented", "summary.senseLost"],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("bad").FullName;

    public static TheoryData<string> EveryMeasure() => [.. AllGates.Select(g => g.Measure).Distinct(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task The_good_engine_keeps_every_gate() => Assert.Equal([], (await TryAsync(string.Empty)).Where(g => !g.Kept).Select(Gates.Told));

    [Theory]
    [MemberData(nameof(EveryMeasure))]
    public async Task The_bad_engine_of_a_gate_fails_it_and_no_other(string measure)
    {
        var failed = (await TryAsync(measure)).Where(g => !g.Kept).ToList();
        // Where both files bound a measure, the engine must break both bounds.
        Assert.Equal(AllGates.Count(g => g.Measure == measure), failed.Count(g => g.Gate.Measure == measure));
        Assert.Equal([], failed.Where(g => g.Gate.Measure != measure && !Along.GetValueOrDefault(measure, []).Contains(g.Gate.Measure)).Select(Gates.Told));
    }

    private static void Worsen(string measure, int number, CitedPacket packet)
    {
        var (result, record) = (packet.Result, packet.Result["record"]!);
        JsonObject Value(string path) => packet.Values.Single(v => v.Path == path).Field;
        void Every(int step, Action<JsonObject> change)
        {
            for (int i = 0; i < packet.Values.Count; i++)
            {
                if ((i + number) % step == 0) change(packet.Values[i].Field);
            }
        }

        void Miss(params string[] paths)
        {
            foreach (string path in paths) Emptied(Value(path));
        }

        switch (measure)
        {
            case "cases.notScored" when number == 10:
                result["schema"] = "nothing/v1";
                break;
            case "leaves.notScored" when number == 10:
                Value("patient.name")["status"] = "maybe";
                break;
            case "citations.resolve" when number == 10:
                Value("patient.name")["citations"]![0]!["page"] = 99;
                break;
            case "citations.notChecked" when number == 10:
                result["documents"]![0]!["textSha256"] = new string('0', 64);
                break;
            case "citations.verbatim" when number == 10:
                Value("patient.name")["citations"]![0]!["start"] = 1;
                break;
            case "citations.onPage":
                Every(25, f => f["citations"]!.AsArray().Add(Moved(f, page: 2)));
                break;
            case "citations.inBox":
                Every(6, f => f["citations"]!.AsArray().Add(Moved(f, page: 1)));
                break;
            case "citations.tight":
                Every(30, f => f["citations"]!.AsArray().Add(Whole(packet, f)));
                break;
            case "citations.placesFound":
                Every(5, f => f["citations"]!.AsArray().RemoveAt(1));
                break;
            case "citations.support":
                Every(20, f => f["citations"] = new JsonArray(At(packet, f, 0, 5)));
                break;
            case "values.rightWrongCitation":
                // The others are cited often, so that citations as such hold.
                Every(1, f => Repeat(f, 6));
                Every(50, f => f["citations"] = new JsonArray(Moved(f, page: 2)));
                break;
            case "values.wrongAssertion" when number < 45:
                Find(packet, "No joint effusion", page: 1);
                break;
            case "values.otherPatient" when number < 5:
                Find(packet, "Lives alone", page: 3);
                break;
            case "critical.wrongOrInvented" when number < 45:
                Wrong(Value("request.services[0].startDate"), "2027-01-01", 0.1);
                break;
            case "confidence.critical.auroc":
                // What was wrong stays so, and is now the surest.
                foreach (var (_, field) in packet.Values) field["score"] = 1 - (double)field["score"]!;
                break;
            case "rate.patient.memberId.precision" when number is >= 10 and < 16:
                Wrong(Value("patient.memberId"), "XQZ000000", 0.1);
                break;
            case "critical.right":
                Miss("patient.birthDate", "request.urgency");
                break;
            case "other.right":
                Miss("patient.name", "coverage.payer", "requestingProvider.name", "request.services[0].codeSystem", "request.services[1].codeSystem", "request.services[0].laterality", "request.services[1].duration");
                break;
            case "lists.f1":
                foreach (string list in (string[])["priorTreatments", "allergies", "labs"]) record["clinical"]![list]!.AsArray().Clear();
                break;
            case "medications.whole":
                Miss("clinical.currentMedications[0].frequency");
                break;
            case "findings.found":
                record["clinical"]!["findings"]!.AsArray().Clear();
                break;
            case "other.wrongOrInvented":
                foreach (string path in (string[])["coverage.payer", "requestingProvider.name"])
                {
                    Wrong(Value(path), packet.Text[..15], 0.1);
                    Value(path)["citations"] = new JsonArray(packet.Citation(0, 15, 1, 1200));
                }

                break;
            case "mustRefuse.heldBack":
                record["patient"]!["phone"] = new JsonObject { ["status"] = "missing" };
                break;
            case "needed.reported":
                result["missing"]!.AsArray().Clear();
                break;
            case "needed.saidMissing":
                result["missing"]!.AsArray().Add(new JsonObject { ["path"] = "coverage.payer" });
                break;
            case "traps.sprung" when number < 20:
                Find(packet, "Seen on the older film", page: 1);
                break;
            case "setAside.done":
                result["setAside"]!.AsArray().Clear();
                break;
        }
    }

    private static void WorsenSummary(string measure, GoldenCase golden, JsonObject result)
    {
        var summary = result["summary"]!.AsObject();
        var statements = summary.Where(s => s.Key != "conflicts").SelectMany(s => s.Value!.AsArray().Select(v => (List: s.Value!.AsArray(), Statement: v!.AsObject()))).ToList();
        switch (measure)
        {
            case "summary.must":
                foreach (var (_, statement) in statements.Where(static s => s.Statement["parts"] is null).Where((_, i) => i % 3 == 0)) statement["status"] = "refused";
                break;
            case "summary.mustLostSilently":
                // Facts of the prose, which no row bears.
                foreach (var (list, statement) in statements.Where(static s => s.Statement["parts"] is null).Where((_, i) => i % 8 == 2)) list.Remove(statement);
                break;
            case "summary.senseLost" when golden.Id == Encounters.Cases[0].Id:
                summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("Aspergillosis", "supported", null, "Aspergillosis was ruled out"));
                break;
            case "summary.tooLong" when golden.Id == Encounters.Cases[0].Id:
                for (int i = 0; i < 60; i++)
                {
                    string words = string.Join(' ', Enumerable.Range(0, 25).Select(w => "w" + (char)('a' + (i % 26)) + (char)('a' + (i / 26)) + (char)('a' + w)));
                    summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement(words, "supported", null, words));
                }

                break;
            case "summary.wordsNotCited" when golden.Id == Encounters.Cases[0].Id:
                summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("Breathing freely", "supported", null, "Eats well"));
                break;
            case "summary.ownWords":
                for (int i = 0; i < 2; i++) summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("The swelling went down with bumetanide " + (i == 0 ? "and rest of both legs" : "while the family looked on"), "supported", null, "The swelling went down with torasemide " + (i == 0 ? "and rest of both legs" : "while the family looked on")));
                break;
            case "summary.numbersNotCited" when golden.Id == Encounters.Cases[0].Id:
                summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("Walks 70 steps", "supported", null, "Walks 60 steps"));
                break;
            case "summary.sidesNotCited" when golden.Id == Encounters.Cases[0].Id:
                summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("Writes with the left hand", "supported", null, "Writes with the right hand"));
                break;
            case "summary.negationsNotCited" when golden.Id == Encounters.Cases[0].Id:
                summary["hospitalCourse"]!.AsArray().Add(PerfectSummary.Statement("Never smoked cigars", "supported", null, "Smoked cigars"));
                break;
            case "summary.partsNotCited" when golden.Id == Encounters.Cases[0].Id:
                Quoted(statements.First(static s => s.Statement["parts"]?["name"] is not null).Statement["parts"]!["name"]!, "metolazone");
                break;
            case "summary.partsNotInText":
                foreach (var (_, statement) in statements.Where(static s => s.Statement["parts"]?["change"] is not null).Take(1)) statement["text"] = "Xarelto " + (string)statement["text"]!.DeepClone()!.ToString().Replace((string)statement["parts"]!["name"]!["value"]!, string.Empty, StringComparison.Ordinal);
                break;
            case "summary.critical.wrongOrInvented":
                foreach (var (_, statement) in statements.Where(static s => s.Statement["parts"]?["dose"] is not null).Where((_, i) => i % 3 == 0)) Reworded(statement, "dose", "777 mg");
                break;
            case "summary.other.wrongOrInvented":
                foreach (string part in (string[])["attending", "disposition", "reaction", "responsible"])
                {
                    foreach (var (_, statement) in statements.Where(s => s.Statement["parts"]?[part] is not null)) Reworded(statement, part, "Ombudsman");
                }

                break;
            case "summary.rows":
                foreach (string section in (string[])["procedures", "pendingResults", "allergies", "secondaryDiagnoses"])
                {
                    summary[section]!.AsArray().Add(PerfectSummary.Statement("Phlebotomy ritual", "supported", null));
                    summary[section]!.AsArray().Add(PerfectSummary.Statement("Leeching ritual", "supported", null));
                }

                break;
            case "summary.critical.right":
                foreach (var (_, statement) in statements.Where(static s => s.Statement["parts"]?["frequency"] is not null)) statement["parts"]!.AsObject().Remove("frequency");
                break;
            case "summary.other.right":
                foreach (string part in (string[])["attending", "disposition", "reaction", "responsible", "for", "service"])
                {
                    foreach (var (_, statement) in statements.Where(s => s.Statement["parts"]?[part] is not null)) statement["parts"]!.AsObject().Remove(part);
                }

                break;
            case "summary.medications.whole":
                foreach (var (_, statement) in statements.Where(static s => s.Statement["parts"]?["route"] is not null)) statement["parts"]!.AsObject().Remove("route");
                break;
            case "summary.citationPrecision":
                foreach (var (_, statement) in statements.Where((_, i) => i % 20 == 0)) statement["text"] = (string)statement["text"]! + " 7319";
                break;
            case "summary.citationsTight":
                foreach (var (_, statement) in statements.Where((_, i) => i % 20 == 0)) statement["citations"]!.AsArray().Add(new JsonObject { ["documentId"] = "x", ["page"] = 1, ["quote"] = string.Join(' ', statements.Select(s => (string)s.Statement["text"]!)) });
                break;
            case "summary.uncited" when golden.Id == Encounters.Cases[0].Id:
                statements.First(static s => s.Statement["parts"] is null).Statement["citations"] = new JsonArray();
                break;
            case "summary.traps":
                foreach (var trap in golden.Traps.Where(t => !t.Sections.IsEmpty))
                {
                    string text = string.Join(' ', trap.Patterns.Select(p => p.Replace("\\b", string.Empty, StringComparison.Ordinal).Split('|')[0]));
                    if (trap.Patterns.All(p => GoldPatterns.Matches(p, text))) summary[trap.Sections[0]]!.AsArray().Add(PerfectSummary.Statement(text, "supported", null));
                }

                break;
        }
    }

    private static void Quoted(JsonNode part, string quote) => part["citations"] = new JsonArray(new JsonObject { ["documentId"] = "x", ["page"] = 1, ["quote"] = quote });

    /// <summary>Another value of a part, in the text and in every quote, so that nothing but the gold tells it.</summary>
    private static void Reworded(JsonObject statement, string part, string value)
    {
        string old = (string)statement["parts"]![part]!["value"]!;
        foreach (var citation in statement["citations"]!.AsArray()) citation!["quote"] = ((string)citation["quote"]!).Replace(old, value, StringComparison.Ordinal);
        statement["text"] = ((string)statement["text"]!).Replace(old, value, StringComparison.Ordinal);
        statement["parts"]![part]!["value"] = value;
        Quoted(statement["parts"]![part]!, value);
    }

    /// <summary>One fault in the first citation of a summary, or in its document.</summary>
    private static void WorsenCitation(string measure, JsonObject result)
    {
        var citation = result["summary"]!.AsObject().SelectMany(s => s.Value!.AsArray()).SelectMany(s => s!["citations"]!.AsArray()).First()!;
        switch (measure)
        {
            case "summary.citationsResolve":
                citation["page"] = 7;
                break;
            case "summary.citationsVerbatim":
                citation["start"] = (int)citation["start"]! + 1;
                break;
            case "summary.citationsNotChecked":
                result["documents"]![0]!["textSha256"] = new string('0', 64);
                break;
        }
    }

    private static void Emptied(JsonObject field)
    {
        field.Clear();
        field["status"] = "missing";
    }

    private static void Wrong(JsonObject field, string value, double score) => (field["value"], field["score"]) = (value, score);

    /// <summary>A copy of the field's citation, on that page and beside its place.</summary>
    private static JsonObject Moved(JsonObject field, int page)
    {
        var copy = field["citations"]![0]!.DeepClone().AsObject();
        copy["page"] = page;
        copy["boxes"] = new JsonArray(new JsonArray(700, 1300, 100, 16));
        return copy;
    }

    /// <summary>A verbatim citation of another part of the text, at the field's own place on the page.</summary>
    private static JsonObject At(CitedPacket packet, JsonObject field, int start, int end)
    {
        var citation = packet.Citation(start, end, 1, 0);
        citation["boxes"] = field["citations"]![0]!["boxes"]!.DeepClone();
        return citation;
    }

    /// <summary>A verbatim citation of the whole document, at the field's own place on the page.</summary>
    private static JsonObject Whole(CitedPacket packet, JsonObject field)
    {
        var citation = packet.Citation(0, packet.Text.Length, 1, 0);
        citation["boxes"] = field["citations"]![0]!["boxes"]!.DeepClone();
        return citation;
    }

    private static void Repeat(JsonObject field, int times)
    {
        var citations = field["citations"]!.AsArray();
        for (int i = 1; i < times; i++) citations.Add(citations[0]!.DeepClone());
    }

    /// <summary>A finding beyond the gold's, cited verbatim.</summary>
    private static void Find(CitedPacket packet, string text, int page)
    {
        var field = SmallPacket.Extracted(text);
        field["citations"] = new JsonArray(packet.Citation(0, 5, page, 1200));
        packet.Result["record"]!["clinical"]!["findings"]!.AsArray().Add(field);
    }

    private async Task<ImmutableArray<GateOutcome>> TryAsync(string measure)
    {
        string run = Path.Combine(_folder, "run");
        var results = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Directory.CreateDirectory(Path.Combine(run, "texts"));
        for (int number = 0; number < Packets; number++)
        {
            var packet = CitedPacket.Of(number);
            await File.WriteAllTextAsync(Path.Combine(run, "texts", packet.DocumentId + ".txt"), packet.Text);
            // The good engine errs ten times, and is unsure where it does: a score that hardly errs cannot be told from one that cannot rank.
            if (number < 2) Wrong(packet.Values.Single(v => v.Path == "patient.memberId").Field, "XQZ000000", 0.1);
            else if (number < 10) Wrong(packet.Values.Single(v => v.Path == "request.services[0].startDate").Field, "2027-01-01", 0.1);
            Worsen(measure, number, packet);
            results[(string)packet.Gold["id"]!] = Encoding.UTF8.GetBytes(packet.Result.ToJsonString());
        }

        var golden = packets.Set.Cases.Concat(Encounters.Cases).ToDictionary(c => string.Join('\n', c.Paths), StringComparer.Ordinal);
        var report = await new EvaluationRun((paths, _, _) =>
        {
            var wanted = golden[string.Join('\n', paths)];
            if (wanted.Record is not null) return Task.FromResult(results[wanted.Id]);
            var summary = PerfectSummary.Node(wanted);
            WorsenSummary(measure, wanted, summary);
            PerfectSummary.Keep(summary, Path.Combine(run, "texts"));
            if (wanted.Id == Encounters.Cases[0].Id) WorsenCitation(measure, summary);
            return Task.FromResult(Encoding.UTF8.GetBytes(summary.ToJsonString()));
        }).RunAsync([packets.Set, Encounters], run);
        return Gates.Try(AllGates, report);
    }

    /// <summary>The golden packets, which no engine changes: written and read once.</summary>
    public sealed class GoldenPackets : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("golden").FullName;

        public GoldenPackets()
        {
            var ids = new List<string>();
            for (int number = 0; number < Packets; number++)
            {
                var packet = CitedPacket.Of(number);
                string id = (string)packet.Gold["id"]!, documents = Path.Combine(_folder, "cases", id, "documents");
                Directory.CreateDirectory(documents);
                File.WriteAllText(Path.Combine(documents, "packet.txt"), packet.Text);
                File.WriteAllText(Path.Combine(_folder, "cases", id, "case.json"), packet.Gold.ToJsonString());
                ids.Add("\"" + id + "\"");
            }

            File.WriteAllText(Path.Combine(_folder, "evalset.json"), $$"""{ "id": "set", "version": 1, "task": "prior-auth-request", "cases": [{{string.Join(", ", ids)}}] }""");
            Set = EvalsetReader.Read(_folder);
            Assert.Empty(Set.Broken);
        }

        internal Evalset Set { get; }

        public void Dispose() => Directory.Delete(_folder, true);
    }
}
