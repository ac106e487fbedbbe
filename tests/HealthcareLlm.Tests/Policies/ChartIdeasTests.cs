using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Deciding;
using HealthcareLlm.Tests.Evaluation;

namespace HealthcareLlm.Tests.Policies;

/// <summary>Criteria decided on charts that are written in other words than the policy's; beside each wording stand near misses that must never be met.</summary>
public class ChartIdeasTests
{
    private static readonly DateOnly Service = new(2026, 4, 20);

    [Fact]
    public void EveryRuleFindsItsExampleAndNotItsCounterExample()
    {
        var wrong = ChartIdeas.Examples.Where(e => !e.Rule.In(e.Example).Any() || e.Rule.In(e.CounterExample).Any()).Select(static e => $"{e.Rule.Idea} {e.Rule.Kind}: '{e.Example}' {e.Rule.In(e.Example).Any()}, '{e.CounterExample}' {e.Rule.In(e.CounterExample).Any()}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void EveryWordOnTreatmentsFindsItsExampleAndNotItsCounterExample()
    {
        var wrong = TherapyWords.Examples.Where(static e => !e.Pattern.IsMatch(Said(e.Kind, e.Example)) || e.Pattern.IsMatch(Said(e.Kind, e.CounterExample))).Select(static e => $"{e.Name} {e.Kind}: '{e.Example}' {e.Pattern.IsMatch(Said(e.Kind, e.Example))}, '{e.CounterExample}' {e.Pattern.IsMatch(Said(e.Kind, e.CounterExample))}").ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        static string Said(string kind, string example) => kind == "before" ? example + " " : kind == "leads" ? " " + example + " " : example;
    }

    [Fact]
    public void EveryPhraseThatCallsAnIdeaStandsInASheet()
    {
        string sheets = string.Concat(Directory.GetFiles(Repository.Folder("evalsets", "samples", "policies"), "*.yaml").Select(File.ReadAllText));
        Assert.DoesNotContain(ChartIdeas.Phrases, p => !sheets.Contains(p, StringComparison.Ordinal));
    }

    /// <summary>Rows of <c>wordings.tsv</c>: policy, criterion, state, chart ('|' ends a line).</summary>
    [Fact]
    public void WordingsOfChartsAreJudgedAsAReaderWould()
    {
        var wrong = new List<string>();
        int count = 0;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Folder("tests", "HealthcareLlm.Tests", "Policies"), "wordings.tsv")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            string[] cells = line.Split('\t');
            var finding = Judge(cells[0], cells[1], cells[3].Replace('|', '\n'));
            count++;
            if (finding.State.ToString() != cells[2]) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{cells[0]} {cells[1]}: {cells[2]}, found {finding.State} ({finding.Reason.Split(':')[0]}): {cells[3]}"));
        }

        Assert.True(wrong.Count == 0, string.Create(CultureInfo.InvariantCulture, $"{wrong.Count} of {count}\n") + string.Join('\n', wrong));
    }

    private static readonly Dictionary<string, ImmutableArray<ApprovedPolicy>> Policies = [];

    internal static LeafFinding Judge(string policy, string id, string chart)
    {
        if (!Policies.TryGetValue(policy, out var approved)) Policies[policy] = approved = [.. new CriteriaPipelineTests.OnePolicy(policy).InForce(Service)];
        var criterion = approved[0].Criteria.Initial.Criteria().Concat(approved[0].Criteria.Continuation?.Criteria() ?? []).First(c => c.Id == id);
        string text = "Office visit    04/13/2026\nPatient: Jane Roe\n\n" + chart;
        var annotated = ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("n.txt", Encoding.UTF8.GetBytes(text)), text, []));
        string description = policy.Contains("knee", StringComparison.Ordinal) ? "total knee arthroplasty, left" : policy.Contains("mri", StringComparison.Ordinal) ? "MRI lumbar spine w/o contrast" : "the service";
        var none = Fact.Absent.Instance;
        var facts = new CaseFacts
        {
            Payer = none, LineOfBusiness = none, State = none, BirthDate = none, Specialty = none, RequestType = none,
            Services = [new(none, none, new Fact.Known(description, []), none, none, none)], Diagnoses = [], Treatments = [], Labs = [],
            Chart = new([annotated], static (_, _) => true),
        };
        return LeafJudge.Judge(criterion, new(facts, Service, approved[0].Policy.Scope));
    }
}
