namespace HealthcareLlm.Evaluation.Citing;

/// <summary>A share that was counted, of what could be scored.</summary>
/// <param name="Count">How many.</param>
/// <param name="Of">Of how many; 0 where none could be scored.</param>
public readonly record struct Counted(int Count, int Of)
{
    /// <summary>Both summed.</summary>
    public static Counted operator +(Counted a, Counted b) => new(a.Count + b.Count, a.Of + b.Of);

    /// <summary>As <c>+</c>.</summary>
    public static Counted Add(Counted left, Counted right) => left + right;

    /// <summary>One that holds or does not; none where it could not be scored.</summary>
    internal static Counted One(bool? holds) => holds is { } known ? new(known ? 1 : 0, 1) : default;
}

/// <summary>The citations of one value, judged apart from the value: a right value may be cited badly, and a wrong one well.</summary>
/// <param name="Resolve">Citations that name a listed document, a page of it, a quote and offsets in order.</param>
/// <param name="Verbatim">Citations whose quote is the document's text at its offsets; scored where the text was kept.</param>
/// <param name="OnPage">Citations on a page that bears the value; scored where the gold tells places.</param>
/// <param name="InBox">Citations that lie in a gold box or hold it: the shared area is at least half of the smaller, and they are few lines (<see cref="Glance"/>) or at most 16 times the box; scored where both have boxes on that page, and as a fault on a wrong page.</param>
/// <param name="Support">Whether the value can be read from those of its quotes that can be checked at a glance, together, by the judge's own rules; not scored for choices, which a rule maps from words.</param>
/// <param name="Places">Places of the gold that a citation names (page, and box where both have one): recall.</param>
public sealed record CitationScore(Counted Resolve, Counted Verbatim, Counted OnPage, Counted InBox, Counted Support, Counted Places)
{
    /// <summary>
    /// Whether the value is cited where it stands: some citation resolves, is verbatim, on a bearing page and few lines, as far as each could be scored; null where there
    /// is nothing to judge by.
    /// </summary>
    public required bool? IsRight { get; init; }

    /// <summary>Citations that are a place which a person can check at a glance (<see cref="Glance"/>): not a page, nor a document.</summary>
    public Counted Tight { get; init; }

    /// <summary>Citations of a listed document whose quote could not be checked: its text was not kept, or is not the one that the result was made from.</summary>
    public Counted NotChecked { get; init; }
}
