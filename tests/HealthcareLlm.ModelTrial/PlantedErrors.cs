using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Grounding;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ModelTrial;

/// <summary>
/// One error planted in right statements of the golden encounters, the offline engine's and the hand-written ones, their quotes left as they are: how many does the verifier catch? Statements
/// that are withheld though right are left out: they would catch everything.
/// </summary>
internal static class PlantedErrors
{
    internal static IEnumerable<(string Measure, string Found, string Bound, bool Holds)> Measure(string root)
    {
        int right = 0, withheld = 0;
        var counts = Plants.Kinds.Select(static k => k.Kind).Append("other patient").ToDictionary(static k => k, static _ => (Caught: 0, All: 0), StringComparer.Ordinal);
        (string Case, StatementDraft Statement)? before = null;
        foreach (var (name, written, documents, statements) in Cases(root))
        {
            foreach (var statement in statements)
            {
                bool passes = Passes(statement, documents);
                if (!passes && Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null && name is not ("geriatrics-hyponatremia" or "s02-pancreatitis-chole"))
                {
                    var g = Grounder.Ground(new DischargeSummaryDraft([statement with { Parts = [] }], []), documents).Statements[0];
                    Console.WriteLine($"    RIGHT {g.Verdict} [{g.Token}] {statement.Text} << {string.Join(" | ", statement.Evidence.Select(static e => string.Join(' ', e.Quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))}");
                }

                if (!written)
                {
                    right++;
                    if (!passes) withheld++;
                }

                if (!passes) continue;
                foreach (var (kind, _) in Plants.Kinds)
                {
                    foreach (string changed in Plants.Of(kind, statement.Text, string.Join('\n', statement.Evidence.Select(static e => e.Quote)), Read)) Count(kind, statement with { Text = changed }, documents);
                }

                // What was said of the patient of the case before, with quotes of this one.
                if (before is { } other && other.Case != name && other.Statement.Text != statement.Text) Count("other patient", statement with { Text = other.Statement.Text }, documents);
            }

            if (statements.LastOrDefault() is { } last) before = (name, statements[statements.Count / 2]);
        }

        foreach (var (kind, least) in Plants.Kinds.Append(("other patient", 0.99)))
        {
            var (caught, all) = counts[kind];
            yield return ("planted errors caught: " + kind, CarefulAnswers.Share(caught, all), $"{100 * least:0} %", all > 0 && caught >= least * all);
        }

        yield return ("right statements (extractive, the offline engine's) withheld by the verifier", CarefulAnswers.Share(withheld, right), "5 %", withheld <= 0.05 * right);

        void Count(string kind, StatementDraft changed, ImmutableArray<AnnotatedDocument> documents)
        {
            var (caught, all) = counts[kind];
            bool passes = Passes(changed, documents);
            if (passes && Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null) Console.WriteLine($"    not caught, {kind}: {changed.Text} << {string.Join(" | ", changed.Evidence.Select(static e => string.Join(' ', e.Quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))}");
            counts[kind] = (caught + (passes ? 0 : 1), all + 1);
        }
    }

    private static IEnumerable<(string Name, bool Written, ImmutableArray<AnnotatedDocument> Documents, List<StatementDraft> Statements)> Cases(string root)
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(root, "evalsets"), "encounters-v*").SelectMany(static f => Directory.GetDirectories(Path.Combine(f, "cases"))).Order(StringComparer.Ordinal))
        {
            ImmutableArray<AnnotatedDocument> documents = [.. Directory.GetFiles(Path.Combine(folder, "documents"), "*.txt").Order(StringComparer.Ordinal).Select(static (f, i) => Read(i, File.ReadAllText(f)))];
            if (documents.IsEmpty) continue;
            var draft = new OfflineDraftingEngine().DraftSummaryAsync(new(documents, PatientAssessor.Assess(documents)), CancellationToken.None).GetAwaiter().GetResult();
            yield return (Path.GetFileName(folder), false, documents, [.. draft.Statements.Where(static s => !s.IsConflict)]);
        }

        foreach (var answer in WrittenAnswer.Load(root))
        {
            ImmutableArray<AnnotatedDocument> documents = [.. answer.Files.Select(static (f, i) => Read(i, Encoding.UTF8.GetString(f.Bytes.Span)))];
            yield return (answer.Case, true, documents, [.. answer.Statements.Select(s => new StatementDraft(s.Section, s.Text, 0.8, [.. s.Quotes.Select(q => Find(q.Quote, documents)).OfType<Evidence>()], []))]);
        }
    }

    private static Evidence? Find(string quote, ImmutableArray<AnnotatedDocument> documents)
    {
        foreach (var document in documents)
        {
            if (QuoteAligner.Align(document.Text, quote, null) is { Alignment: not Alignment.NotFound } found) return new(document.Source.Id, quote, found.Span);
        }

        return null;
    }

    private static bool Passes(StatementDraft statement, ImmutableArray<AnnotatedDocument> documents) =>
        Grounder.Ground(new DischargeSummaryDraft([statement with { Parts = [] }], []), documents).Statements[0].Verdict == Verdict.Supported;

    private static AnnotatedDocument Read(string text) => Read(0, text);

    private static AnnotatedDocument Read(int number, string text) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile(number + ".txt", Encoding.UTF8.GetBytes(number + text)), text, []));
}
