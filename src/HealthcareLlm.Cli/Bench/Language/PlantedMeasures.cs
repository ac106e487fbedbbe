using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>Wrong facts planted in statements: does the verifier catch them, and does it leave right statements alone?</summary>
/// <param name="texts">Where the notes are.</param>
/// <param name="faults">Takes what went wrong in the half that may be read; null for nobody.</param>
internal sealed partial class PlantedMeasures(BenchTexts texts, Action<string>? faults)
{
    private const int MostReports = 900, ShortestSentence = 25, LongestSentence = 300;

    private readonly Dictionary<Planted, (int Caught, int All, int HeldCaught, int HeldAll)> _planted = [];
    private (int False, int All, int HeldFalse, int HeldAll) _right, _drafted;

    internal IEnumerable<LanguageRow> Rows()
    {
        foreach (var (id, text) in texts.Encounters().Concat(texts.Visits()).Concat(texts.Reports().Take(MostReports))) Try(id, text);
        string[] own = texts.Shared("notes", "mtsamples.jsonl") is null ? [" (own encounters alone: the shared notes are not present)"] : [];
        foreach (var kind in Enum.GetValues<Planted>())
        {
            var (caught, all, heldCaught, heldAll) = _planted.GetValueOrDefault(kind);
            string what = $"planted in statements, caught: {Names.Of(kind)}{string.Concat(own)}";
            if (all == 0) yield return LanguageRow.Absent(what, "notes");
            else if (kind == Planted.Frequency) yield return LanguageRow.Told(what, (double)caught / all, all);
            else yield return LanguageRow.AtLeast(what, (double)caught / all, all, kind == Planted.Negation ? 0.95 : 0.99);
            if (heldAll > 0) yield return LanguageRow.Told("  notes held out from tuning", (double)heldCaught / heldAll, heldAll);
        }

        yield return AtMost("false alarms: sentences of the notes and rewordings of them", _right.False, _right.All);
        if (_right.HeldAll > 0) yield return LanguageRow.Told("  notes held out from tuning", (double)_right.HeldFalse / _right.HeldAll, _right.HeldAll);
        yield return AtMost("false alarms: statements drafted by the offline engine", _drafted.False, _drafted.All);
    }

    private static LanguageRow AtMost(string what, int wrong, int all) =>
        new(what, LanguageRow.Three((double)wrong / Math.Max(1, all)), all, "≤ 0.020", wrong <= all * 0.02);

    private void Try(string id, string text)
    {
        bool held = BenchTexts.Part(id, 2) == 1;
        var document = ClinicalTextAnnotator.Annotate(BenchTexts.Document(text));
        Drafted(id, document);
        foreach (var sentence in document.Sentences)
        {
            if (sentence.Span.Length is < ShortestSentence or > LongestSentence) continue;
            string statement = Spaces().Replace(sentence.Span.In(text), " ");
            // What is no sentence of words is no statement of a summary.
            if (statement.Count(char.IsLetter) < statement.Length * 0.6) continue;
            var spans = ImmutableArray.Create(CitedSpan.Of(document, sentence.Span));
            int chance = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(statement))[0];
            if (chance % 4 == 0)
            {
                foreach (string right in Plantings.Reworded(statement)) Right(id, held, right, spans);
            }

            foreach (var kind in Enum.GetValues<Planted>())
            {
                if (Plantings.Plant(kind, statement, chance) is not { } wrong || wrong == statement) continue;
                bool caught = StatementVerifier.FirstFault(wrong, spans) is not null;
                var (c, a, hc, ha) = _planted.GetValueOrDefault(kind);
                _planted[kind] = (c + (caught ? 1 : 0), a + 1, hc + (caught && held ? 1 : 0), ha + (held ? 1 : 0));
                if (!caught && !held) faults?.Invoke($"{Names.Of(kind)} not caught in {id}: {wrong}");
            }
        }
    }

    private void Right(string id, bool held, string right, ImmutableArray<CitedSpan> spans)
    {
        var fault = StatementVerifier.FirstFault(right, spans);
        bool alarm = fault is not null;
        _right = (_right.False + (alarm ? 1 : 0), _right.All + 1, _right.HeldFalse + (alarm && held ? 1 : 0), _right.HeldAll + (held ? 1 : 0));
        if (alarm && !held) faults?.Invoke($"false alarm in {id}: {fault!.Value.Verdict} '{fault.Value.Token}': {right}");
    }

    private void Drafted(string id, AnnotatedDocument document)
    {
        var draft = new OfflineDraftingEngine().DraftSummaryAsync(new CaseDocuments([document], PatientAssessor.Assess([document])), CancellationToken.None).GetAwaiter().GetResult();
        foreach (var statement in Grounder.Ground(draft, [document]).Statements)
        {
            bool alarm = statement.Verdict != Verdict.Supported;
            _drafted = (_drafted.False + (alarm ? 1 : 0), _drafted.All + 1, 0, 0);
            if (alarm && BenchTexts.Part(id, 2) == 0) faults?.Invoke($"drafted, held back in {id}: {statement.Verdict} '{statement.Token}': {statement.Draft.Text}");
        }
    }

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Spaces();
}
