using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.Adapters.Readers;
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
        var counts = new Dictionary<(string Set, string Kind), (int Caught, int All)>();
        (int Caught, int All)[] ways = [(0, 0), (0, 0)];
        (string Case, StatementDraft Statement)? before = null;
        foreach (var (name, set, isShown, documents, statements) in Cases(root))
        {
            foreach (var statement in statements)
            {
                bool passes = Passes(statement, documents);
                if (!passes && isShown) Show("withheld though right", statement, documents);
                if (set == Offline)
                {
                    right++;
                    if (!passes) withheld++;
                }

                if (!passes) continue;
                foreach (var (kind, _) in Plants.Kinds)
                {
                    foreach (string changed in Plants.Of(kind, statement.Text, string.Join('\n', statement.Evidence.Select(static e => e.Quote)), Read)) Count(kind, statement with { Text = changed }, changed.Length < statement.Text.Length);
                }

                // What was said of the patient of the case before, with quotes of this one.
                if (before is { } other && other.Case != name && other.Statement.Text != statement.Text) Count("other patient", statement with { Text = other.Statement.Text }, isShorter: false);
            }

            if (statements.Count > 0) before = (name, statements[statements.Count / 2]);

            void Count(string kind, StatementDraft changed, bool isShorter)
            {
                var (caught, all) = counts.GetValueOrDefault((set, kind));
                bool passes = Passes(changed, documents);
                if (passes && isShown) Show("not caught, " + kind, changed, documents);
                if (kind == "negation" && set != Offline)
                {
                    int way = isShorter ? 0 : 1;
                    ways[way] = (ways[way].Caught + (passes ? 0 : 1), ways[way].All + 1);
                }

                counts[(set, kind)] = (caught + (passes ? 0 : 1), all + 1);
            }
        }

        foreach (var (kind, least) in Plants.Kinds.Append(("other patient", 0.99)))
        {
            yield return Row("planted errors caught: " + kind, counts.Where(c => c.Key.Kind == kind), least);
            foreach (var set in counts.Where(c => c.Key.Kind == kind && c.Key.Set != Offline).OrderBy(static c => c.Key.Set, StringComparer.Ordinal)) yield return Row($"of these in {set.Key.Set}: {kind}", [set], least);
        }

        // What was lost is the worse of the two, and fewer of all.
        yield return ("planted in hand-written answers, caught: a denial lost; a denial added", CarefulAnswers.Share(ways[0].Caught, ways[0].All) + "; " + CarefulAnswers.Share(ways[1].Caught, ways[1].All), "-; -", true);
        yield return ("right statements (extractive, the offline engine's) withheld by the verifier", CarefulAnswers.Share(withheld, right), "5 %", withheld <= 0.05 * right);
    }

    private static (string Measure, string Found, string Bound, bool Holds) Row(string measure, IEnumerable<KeyValuePair<(string Set, string Kind), (int Caught, int All)>> counts, double least)
    {
        int caught = counts.Sum(static c => c.Value.Caught), all = counts.Sum(static c => c.Value.All);
        return (measure, CarefulAnswers.Share(caught, all), $"{100 * least:0} %", all > 0 && caught >= least * all);
    }

    private static void Show(string what, StatementDraft statement, ImmutableArray<AnnotatedDocument> documents)
    {
        if (Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is null) return;
        var grounded = Grounder.Ground(new DischargeSummaryDraft([statement with { Parts = [] }], []), documents).Statements[0];
        Console.WriteLine($"    {what}: {grounded.Verdict} [{grounded.Token}] {statement.Text} << {string.Join(" | ", statement.Evidence.Select(static e => string.Join(' ', e.Quote.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))}");
    }

    /// <summary>Golden encounters with the offline engine's statements, and the hand-written answers.</summary>
    private static IEnumerable<(string Name, string Set, bool IsShown, ImmutableArray<AnnotatedDocument> Documents, List<StatementDraft> Statements)> Cases(string root)
    {
        foreach (string folder in Directory.GetDirectories(Path.Combine(root, "evalsets"), "encounters-v*").SelectMany(static f => Directory.GetDirectories(Path.Combine(f, "cases"))).Order(StringComparer.Ordinal))
        {
            ImmutableArray<AnnotatedDocument> documents = [.. Directory.GetFiles(Path.Combine(folder, "documents"), "*.txt").Order(StringComparer.Ordinal).Select(static (f, i) => Read(i, TextDecoding.Decode(File.ReadAllBytes(f))!.Text))];
            if (documents.IsEmpty) continue;
            var draft = new OfflineDraftingEngine().DraftSummaryAsync(new(documents, PatientAssessor.Assess(documents)), CancellationToken.None).GetAwaiter().GetResult();
            yield return (Path.GetFileName(folder), Offline, true, documents, [.. draft.Statements.Where(static s => !s.IsConflict)]);
        }

        foreach (var answer in WrittenAnswer.Load(root))
        {
            var documents = CasePipeline.Understand(new DocumentIngestion(DocumentReaders.All(new()), new()).ReadAsync(answer.Files, null, CancellationToken.None).GetAwaiter().GetResult()).Documents;
            yield return (answer.Case, answer.Set, !answer.IsHeldOut, documents, [.. answer.Statements.Select(s => new StatementDraft(s.Section, s.Text, 0.8, [.. s.Quotes.Select(q => Find(q.Quote, documents)).OfType<Evidence>()], []))]);
        }
    }

    /// <summary>Names the statements of the offline engine.</summary>
    private const string Offline = "offline";

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
