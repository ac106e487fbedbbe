using System.Collections.Immutable;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Determinations;

/// <summary>A known-item question to the library.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">In plain words.</param>
/// <param name="Payer">Payer that is asked for.</param>
/// <param name="Date">Day whose rules are asked for, YYYY-MM-DD.</param>
/// <param name="Policy">Id of the policy that answers; null where none does.</param>
/// <param name="Clause">The clause that answers; null where none does, or where it is given by its place.</param>
public sealed record GoldQuestion(string Id, string Text, string? Payer, string Date, string? Policy, string? Clause)
{
    /// <summary>A place in the document's text inside the passage that answers, where the clause is not named: of documents that may not be copied. Null otherwise.</summary>
    public int? At { get; init; }

    /// <summary>Whether the library answers it.</summary>
    public bool IsAnswerable => Policy is not null;

    /// <summary>Whether a passage is the one that answers.</summary>
    public bool IsAnsweredBy(GivenPassage given) => given.Policy == Policy && (At is { } at ? given.Start <= at && at < given.End : given.Clause == Clause);

    /// <summary>Reads questions, one JSON object a line.</summary>
    /// <exception cref="InvalidDataException">A line is none; its number is named.</exception>
    public static ImmutableArray<GoldQuestion> Read(string file)
    {
        var questions = ImmutableArray.CreateBuilder<GoldQuestion>();
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            try
            {
                using var json = JsonDocument.Parse(line);
                string? Word(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
                questions.Add(new(Word("id")!, Word("query")!, Word("payer"), Word("date")!, Word("policyId"), Word("clause")) { At = json.RootElement.TryGetProperty("at", out var at) ? at.GetInt32() : null });
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{file}:{number}: no question"), e);
            }
        }

        return questions.ToImmutable();
    }
}

/// <summary>A passage that came back.</summary>
/// <param name="Policy">Id of its policy.</param>
/// <param name="Clause">Its clause, or the last part of its section.</param>
/// <param name="Start">Where it begins in the document's text.</param>
/// <param name="End">Where it ends.</param>
public sealed record GivenPassage(string Policy, string Clause, int Start, int End);

/// <summary>A question and the passages that came back for it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Given">The passages, best first; empty where it was refused.</param>
/// <param name="Coverage">Share of the question that the answer bears, by which it is refused; null where nothing was found.</param>
public sealed record QuestionScore(GoldQuestion Question, ImmutableArray<GivenPassage> Given, double? Coverage = null)
{
    /// <summary>Rank of the right passage, from 1; 0 where it did not come back.</summary>
    public int Rank => 1 + Given.ToList().FindIndex(Question.IsAnsweredBy);

    /// <summary>Whether it was refused.</summary>
    public bool IsRefused => Given.IsEmpty;

    /// <summary>
    /// The figures of issue 5 on known-item questions: right passage in the first five, mean reciprocal rank (of the answerable ones; a refused or missed one counts 0), refused when unanswerable, refused wrongly.
    /// </summary>
    public static ImmutableArray<BoundedFigure> Figures(IReadOnlyCollection<QuestionScore> scores)
    {
        QuestionScore[] answerable = [.. scores.Where(static s => s.Question.IsAnswerable)], unanswerable = [.. scores.Where(static s => !s.Question.IsAnswerable)];
        // A mean of reciprocal ranks is no count: it is told in thousandths of the number of questions.
        int reciprocal = (int)Math.Round(1000 * answerable.Sum(static s => s.Rank is > 0 and <= 5 ? 1.0 / s.Rank : 0));
        return
        [
            new("questions: right passage in the first 5", answerable.Count(static s => s.Rank is > 0 and <= 5), answerable.Length, 0.90, false),
            new("questions: mean reciprocal rank, in thousandths", reciprocal, 1000 * answerable.Length, 0.75, false),
            new("questions: refused when unanswerable", unanswerable.Count(static s => s.IsRefused), unanswerable.Length, 0.80, false),
            new("questions: refused wrongly", answerable.Count(static s => s.IsRefused), answerable.Length, 0.05, true),
        ];
    }

    /// <summary>Every question with what came of it, a line each: id, rank of the right passage (0: not given), whether refused, coverage.</summary>
    public static string Lines(IEnumerable<QuestionScore> scores) =>
        string.Concat(scores.Select(static s => FormattableString.Invariant($"{s.Question.Id}\t{s.Question.IsAnswerable}\t{s.Rank}\t{s.IsRefused}\t{s.Coverage:0.000}\t{s.Question.Text}\n")));

    /// <summary>The questions that were not answered or refused as they should be, as a table.</summary>
    public static ReportTable Wrong(IEnumerable<QuestionScore> scores) => new(
        "Questions that went wrong",
        ["question", "right clause", "first given"],
        [.. scores.Where(static s => s.Question.IsAnswerable ? s.Rank is 0 or > 5 : !s.IsRefused).Select(static s => (ImmutableArray<string>)[s.Question.Id + " " + s.Question.Text, s.Question.Clause ?? (s.Question.IsAnswerable ? "by its place" : "none"), s.IsRefused ? "refused" : string.Join(", ", s.Given.Select(static g => g.Clause))])]);
}
