using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>Tokens of one line of print in a box.</summary>
/// <param name="Line">Index of the line in <see cref="FormPage.Lines"/>.</param>
/// <param name="First">First token.</param>
/// <param name="End">Index after the last token.</param>
internal readonly record struct BoxPart(int Line, int First, int End);

/// <summary>What a box of a grid holds.</summary>
internal enum BoxKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Words that are no label: the value of a label in another box, or text.</summary>
    Words,

    /// <summary>A label and nothing else: its value stands in the next box, below in a column, or was left blank.</summary>
    Label,

    /// <summary>A label and its value.</summary>
    Labelled,

    /// <summary>Labels with colons, check boxes: what lines tell.</summary>
    Inline,

    /// <summary>A bar across a grid that tells what the boxes below are about.</summary>
    Bar,
}

/// <summary>A box of a form with its words.</summary>
internal sealed class FormBox(BoundingBox box, List<BoxPart> parts)
{
    internal BoundingBox Box { get; } = box;

    /// <summary>Its lines of print from top to bottom.</summary>
    internal List<BoxPart> Parts { get; } = parts;

    internal BoxKind Kind { get; set; }

    /// <summary>What its label asks for; target empty for a label that nobody knows.</summary>
    internal LabelMatch Match { get; set; }

    /// <summary>First token of its label, in its first part.</summary>
    internal int LabelFirst { get; set; }

    /// <summary>Where its value begins: index of the part.</summary>
    internal int ValuePart { get; set; }

    /// <summary>Where its value begins: token of that part.</summary>
    internal int ValueFirst { get; set; }

    /// <summary>Number printed before its label; 0 where there is none.</summary>
    internal int Number { get; set; }

    /// <summary>Topic of the heading that governs it.</summary>
    internal FormTopic Section { get; set; }

    /// <summary>Number of that heading, -1 before the first.</summary>
    internal int SectionIndex { get; set; } = -1;

    /// <summary>Whom or what its label is about.</summary>
    internal FormTopic Topic { get; set; }

    internal bool HasLabel => Kind is BoxKind.Label or BoxKind.Labelled;

    internal bool IsKnown => HasLabel && Match.Target is { Length: > 0 };
}
