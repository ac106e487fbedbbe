namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>A word, number or mark of punctuation of a text.</summary>
/// <param name="Start">First unit in the text.</param>
/// <param name="End">The unit after the last one.</param>
/// <param name="Key">What terms are compared by: lower case, singular, American spelling; a mark of punctuation stands for itself.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Break">Whether an empty line or a page end stands before it, over which no term runs.</param>
internal readonly record struct TermToken(int Start, int End, string Key, TermTokenKind Kind, bool Break)
{
    /// <summary>Whether it is a word or number.</summary>
    internal bool IsWord => Kind is TermTokenKind.Word or TermTokenKind.UpperCaseWord or TermTokenKind.Number;
}

/// <summary>What a token is made of.</summary>
internal enum TermTokenKind
{
    /// <summary>Letters, perhaps with digits.</summary>
    Word,

    /// <summary>At least two letters, all upper case but for a plural s: perhaps an abbreviation.</summary>
    UpperCaseWord,

    /// <summary>Digits alone.</summary>
    Number,

    /// <summary>Anything else.</summary>
    Mark,

    /// <summary>A marked check box.</summary>
    MarkedBox,

    /// <summary>An empty check box.</summary>
    EmptyBox,

    /// <summary>A check box that could be read either way.</summary>
    UnclearBox,
}
