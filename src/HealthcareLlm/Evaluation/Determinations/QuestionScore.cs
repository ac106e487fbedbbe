using System.Collections.Immutable;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.Determinations;

/// <summary>A known-item question to the library.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">In plain words.</param>
/// <param name="Payer">Payer that is asked for.</param>
/// <param name="Date">Day whose rules are asked for, YYYY-MM-DD.</param>
/// <param name="Policy">Id of the policy that answers; null where none does.</param>
/// <param name="Clause">The clause that answers; null where none does.</param>
public sealed record GoldQuestion(string Id, string Text, string? Payer, string Date, string? Policy, string? Clause)
{
    /// <summary>Whether the library answers it.</summary>
    public bool IsAnswerable => Clause is not null;

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
                questions.Add(new(Word("id")!, Word("query")!, Word("payer"), Word("date")!, Word("policyId"), Word("clause")));
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                throw new InvalidDataException(FormattableString.Invariant($"{file}:{number}: no question"), e);
            }
        }

        return questions.ToImmutable();
    }
}

/// <summary>A question and the clauses that came back for it.</summary>
/// <param name="Question">The question.</param>
/// <param name="Given">Policy and clause of each passage, best first; empty where it was refused.</param>
public sealed record QuestionScore(GoldQuestion Question, ImmutableArray<(string Policy, string Clause)> Given)
{
    /// <summary>Rank of the right passage, from 1; 0 where it did not come back.</summary>
    public int Rank => 1 + Given.IndexOf((Question.Policy ?? string.Empty, Question.Clause ?? string.Empty));

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

    /// <summary>The questions that were not answered or refused as they should be, as a table.</summary>
    public static ReportTable Wrong(IEnumerable<QuestionScore> scores) => new(
        "Questions that went wrong",
        ["question", "right clause", "first given"],
        [.. scores.Where(static s => s.Question.IsAnswerable ? s.Rank is 0 or > 5 : !s.IsRefused).Select(static s => (ImmutableArray<string>)[s.Question.Id + " " + s.Question.Text, s.Question.Clause ?? "none", s.IsRefused ? "refused" : string.Join(", ", s.Given.Select(static g => g.Clause))])]);
}
