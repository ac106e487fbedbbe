using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Grounding;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>A packet of plain-text pages through drafting and grounding: the best supported candidate of each path.</summary>
internal sealed class Packet
{
    private readonly Dictionary<string, GroundedField> _fields;

    /// <summary>What the rules alone make of documents: the learned opinion, which knows whole packets, does not weigh a few lines.</summary>
    internal Packet(params string[] documents)
        : this(false, documents)
    {
    }

    private Packet(bool whole, string[] documents)
    {
        var annotated = documents.Select((text, i) =>
            ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile($"{i}.txt", Encoding.UTF8.GetBytes(text)), text, []))).ToList();
        Patient = PatientAssessor.Assess(annotated);
        var draft = whole ? new OfflineDraftingEngine().DraftRequestAsync(new([.. annotated], Patient), default).GetAwaiter().GetResult() : RequestDrafter.DraftByRules(new([.. annotated], Patient));
        _fields = Grounder.Ground(draft, annotated).Fields.ToDictionary(f => f.Path);
        Superseded = [.. draft.Superseded.Select(p => (annotated.FindIndex(d => d.Source.Id == p.DocumentId), p.Standing))];
    }

    /// <summary>What the whole engine makes of documents.</summary>
    internal static Packet Whole(params string[] documents) => new(true, documents);

    /// <summary>Documents of a page each that a later paper voids or replaces, by their index.</summary>
    internal IReadOnlyList<(int Document, Supersession Standing)> Superseded { get; }

    internal PatientAssessment Patient { get; }

    internal IEnumerable<GroundedCandidate> Of(string path) => _fields.TryGetValue(path, out var field) ? field.Candidates : [];

    /// <summary>The best candidate where it is verified and undoubted; null otherwise.</summary>
    internal string? this[string path] => Of(path).FirstOrDefault() is { Verdict: Verdict.Supported, Candidate.Doubt: Doubt.None } best && best.Candidate.Score >= new GuardOptions().OtherScore ? best.Candidate.Value : null;

    /// <summary>Codes of all services.</summary>
    internal IEnumerable<string> Codes() => _fields.Values.Where(f => f.Path.StartsWith("request.services", StringComparison.Ordinal) && f.Path.EndsWith(".code", StringComparison.Ordinal)).SelectMany(f => f.Candidates).Select(c => c.Candidate.Value);

    internal void Has(params (string Path, string? Value)[] expected)
    {
        var wrong = expected.Where(e => this[e.Path] != e.Value).Select(e => $"{e.Path}: '{this[e.Path]}' where '{e.Value}' is right");
        Assert.Empty(wrong);
    }
}
