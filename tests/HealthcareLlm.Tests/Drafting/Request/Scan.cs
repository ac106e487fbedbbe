using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>
/// Scanned pages drawn in words, through drafting, grounding and the guard of each field. <c>~word</c> is struck out, <c>^word</c> written by hand,
/// <c>`word</c> read with doubt (confidence 0.5), <c>``word</c> hardly read (0.1).
/// </summary>
internal sealed class Scan
{
    private readonly Dictionary<string, FieldResult> _fields;

    internal Scan(params string[] pages)
    {
        var source = DocumentComposer.Compose(new SourceFile("scan.tif", Encoding.UTF8.GetBytes(string.Join('\f', pages))), "image/tiff", pages.Select(Page), [], ["test"]);
        var annotated = ClinicalTextAnnotator.Annotate(source);
        Patient = PatientAssessor.Assess([annotated]);
        var draft = new OfflineDraftingEngine().DraftRequestAsync(new([annotated], Patient), default).GetAwaiter().GetResult();
        var sources = new Dictionary<DocumentId, SourceDocument> { [source.Id] = source };
        _fields = Grounder.Ground(draft, [annotated]).Fields.ToDictionary(f => f.Path, f => FieldGuard.Decide(f, sources, new()));
    }

    internal PatientAssessment Patient { get; }

    /// <summary>'value' where given, '? value' where refused with a first candidate, null where missing.</summary>
    internal string? this[string path] => !_fields.TryGetValue(path, out var field) ? null : field switch
    {
        FieldResult.Extracted given => given.Value,
        FieldResult.Refused refused => "? " + refused.Candidates[0].Value,
        FieldResult.Conflicting => "conflict",
        _ => null,
    };

    internal string? Reason(string path) => _fields.GetValueOrDefault(path) is FieldResult.Refused refused ? refused.Reason.Split(':')[0] : null;

    internal static RawPage Page(string drawing, int index)
    {
        var words = ImmutableArray.CreateBuilder<RawWord>();
        string[] lines = drawing.Split('\n');
        for (int row = 0; row < lines.Length; row++)
        {
            for (int at = 0; at < lines[row].Length;)
            {
                if (lines[row][at] == ' ')
                {
                    at++;
                    continue;
                }

                int end = at;
                while (end < lines[row].Length && lines[row][end] != ' ') end++;
                string raw = lines[row][at..end];
                var (marks, confidence) = raw switch
                {
                    _ when raw.StartsWith("``", StringComparison.Ordinal) => (WordMarks.Doubtful, 0.1),
                    _ => raw[0] switch { '~' => (WordMarks.Struck, 0.7), '^' => (WordMarks.Handwritten | WordMarks.Doubtful, 0.7), '`' => (WordMarks.Doubtful, 0.5), _ => (WordMarks.None, 0.95) },
                };
                string text = raw.TrimStart('~', '^', '`');
                var box = new BoundingBox(60 + (at * 16), 60 + (row * 50), text.Length * 16, 30);
                words.Add(new(text, box, box, confidence, WordSource.Ocr, marks));
                at = end;
            }
        }

        return new() { Number = index + 1, Width = 1700, Height = 2200, DpiX = 200, DpiY = 200, Reading = PageReading.Ocr, Words = words.ToImmutable() };
    }
}
