namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>How the language-model engine asks.</summary>
public sealed record ModelEngineOptions
{
    /// <summary>Name of the model or deployment, for the manifest.</summary>
    public required string Model { get; init; }

    /// <summary>Host and port that are asked, for the manifest.</summary>
    public required string Host { get; init; }

    /// <summary>Whether the host is another machine.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Most tokens of documents in one call; longer cases are asked in parts. 500 or more; default 12,000, which small local models still hold.</summary>
    public int MaximumInputTokens { get; init; } = 12_000;

    /// <summary>Most tokens of one answer. Default 8,000.</summary>
    public int MaximumOutputTokens { get; init; } = 8_000;

    /// <summary>Repair turns, 0 to 2; default 2.</summary>
    public int RepairTurns { get; init; } = 2;

    /// <summary>How the answer's form is asked for first; where the server refuses it, the next weaker one is. Default by JSON schema.</summary>
    public AnswerForm AnswerForm { get; init; }

    /// <summary>Answers asked for of each part, 1 to 5: the first gives the values, the others how far they agree. Default 1.</summary>
    public int Samples { get; init; } = 1;

    /// <summary>Counts the tokens of a text; a third of its characters where nothing better is given.</summary>
    public Func<string, int> CountTokens { get; init; } = static text => (text.Length / 3) + 1;

    /// <summary>Whether invented names, ids, contacts and addresses stand in for the true ones in what is sent. Default true.</summary>
    public bool Surrogates { get; init; } = true;

    /// <summary>Whether every date is moved by the same number of weeks in what is sent, and back in the result. Default false.</summary>
    public bool ShiftDates { get; init; }

    /// <summary>Whether the server is expected to name the model as it is configured; a deployment's name is not its model's. Default true.</summary>
    public bool ExpectsOwnName { get; init; } = true;

    /// <summary>
    /// Share (0 to 1) of what the offline engine gives in single leaves that the model must have an entry for; below it the answer is taken for incomplete and the offline engine drafts.
    /// Default 0.5: a careful model leaves out little, one that was told to be silent leaves out everything.
    /// </summary>
    public double MinimumCompleteness { get; init; } = 0.5;
}
