using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline.Summary;
using HealthcareLlm.Grounding;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>An invented encounter and the summary that is drafted of it.</summary>
internal sealed class Encounter
{
    private Encounter(CaseDocuments documents)
    {
        Documents = documents;
        Draft = SummaryDrafter.Draft(documents);
    }

    internal CaseDocuments Documents { get; }

    internal DischargeSummaryDraft Draft { get; }

    internal static Encounter Of(params string[] notes)
    {
        var documents = notes.Select((n, i) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile($"{i}.txt", Encoding.UTF8.GetBytes(n)), n, []))).ToImmutableArray();
        return new(new CaseDocuments(documents, PatientAssessment.None));
    }

    internal IEnumerable<StatementDraft> In(string section) => Draft.Statements.Where(s => s.Section == section);

    internal string Text(string section) => string.Join('\n', In(section).Select(s => s.Text + " " + string.Join(' ', s.Parts.Select(p => p.Candidate.Value))));

    internal void Has(string section, params string[] patterns) =>
        Assert.True(In(section).Any(s => patterns.All(p => Regex.IsMatch(s.Text + " " + string.Join(' ', s.Parts.Select(x => x.Candidate.Value)), p, RegexOptions.IgnoreCase))),
            $"{section} lacks {string.Join(" & ", patterns)}:\n{Text(section)}");

    internal void Lacks(string section, string pattern) => Assert.DoesNotMatch(new Regex(pattern, RegexOptions.IgnoreCase), Text(section));

    /// <summary>What is true of every summary: within its length, nothing said twice, nothing that its citations do not hold.</summary>
    internal void IsSound()
    {
        string[] prose = ["hospitalCourse", "reasonForAdmission", "conditionAtDischarge", "patientInstructions"];
        int source = Documents.Documents.Sum(d => Words(d.Text));
        int written = Draft.Statements.Where(s => prose.Contains(s.Section)).Sum(s => Words(s.Text));
        Assert.InRange(written, 1, Math.Min(600, Math.Max(150, source / 5)));
        var grounded = Grounder.Ground(Draft, Documents.Documents);
        foreach (var statement in grounded.Statements)
        {
            Assert.True(statement.Verdict == Verdict.Supported, $"{statement.Draft.Section}: {statement.Draft.Text}: {statement.Verdict} {statement.Token}");
            foreach (var part in statement.Parts) Assert.True(part.Value.Verdict == Verdict.Supported, $"{statement.Draft.Text}: part {part.Key}");
        }

        var statements = Draft.Statements.Where(s => !s.IsConflict).ToList();
        for (int i = 0; i < statements.Count; i++)
        {
            for (int j = 0; j < i; j++) Assert.False(Alike(statements[i].Text, statements[j].Text), statements[i].Text + " ~ " + statements[j].Text);
        }
    }

    private static bool Alike(string a, string b)
    {
        var x = a.ToLowerInvariant().Split([' ', '.', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var y = b.ToLowerInvariant().Split([' ', '.', ',', ':', ';'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        return x.Count > 3 && y.Count > 3 && x.Intersect(y).Count() > 0.85 * x.Union(y).Count();
    }

    private static int Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
