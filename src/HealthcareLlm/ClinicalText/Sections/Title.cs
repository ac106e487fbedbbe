using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>How a title is set off from its text.</summary>
internal enum TitleForm
{
    /// <summary>Alone on its line.</summary>
    Alone,

    /// <summary>At the start of a line, before its text.</summary>
    LineStart,

    /// <summary>Inside a line.</summary>
    Inline,
}

/// <summary>A title where it stands in a text.</summary>
/// <param name="Span">The words of the title, without numbering, markup and colon.</param>
/// <param name="Start">Where its numbering or markup starts.</param>
/// <param name="Form">How it is set off.</param>
/// <param name="Bullet">Whether a bullet or number stands before it.</param>
/// <param name="Entry">What it says.</param>
internal sealed record Title(TextSpan Span, int Start, TitleForm Form, bool Bullet, TitleEntry Entry);
