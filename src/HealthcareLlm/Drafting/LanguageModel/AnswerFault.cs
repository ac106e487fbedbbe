namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A rule that an answer breaks, and where: what a repair turn is told.</summary>
/// <param name="Rule">Id of the rule, in kebab case.</param>
/// <param name="Place">Place in the answer, such as <c>fields[3].quote</c>.</param>
/// <param name="Remedy">What to do, in a sentence.</param>
internal readonly record struct AnswerFault(string Rule, string Place, string Remedy)
{
    /// <summary>Whether nothing of the answer can be used.</summary>
    internal bool IsWhole { get; init; }

    /// <summary>Whether the item can still be shown to a person, since the guards hold it back by themselves.</summary>
    internal bool IsKept { get; init; }

    internal static AnswerFault NotJson(string what) => new("not-json", "the answer", "It is not one whole JSON object (" + what + "). Give one JSON object and nothing else.") { IsWhole = true };

    internal static AnswerFault Shape(string place, string what) => new("wrong-shape", place, what + ".") { IsWhole = true };

    internal static AnswerFault NoSource(string place) => new("unknown-source", place, "There is no source of this name; give the name that stands in the border line.") { IsKept = true };

    internal static AnswerFault NotVerbatim(string place) => new("quote-not-verbatim", place, "This quote does not stand in the sources; copy it letter by letter, or leave the item out.") { IsKept = true };

    internal static AnswerFault FromExample(string place) => new("example-text", place, "This quote is from the examples and not from the sources; leave the item out.") { IsKept = true };

    internal static AnswerFault TooLong(string place) => new("quote-too-long", place, "The quote is longer than 300 characters; copy only what bears the value.");

    internal static AnswerFault Unknown(string place, string what) => new("unknown-" + what, place, $"There is no {what} of this name; use one of those listed.");

    internal static AnswerFault Empty(string place) => new("empty", place, "Nothing stands there; leave the item out.");
}
