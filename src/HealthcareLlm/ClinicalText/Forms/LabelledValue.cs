using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Where a value stands as seen from its label.</summary>
public enum LabelPlace
{
    /// <summary>In the same cell, after a colon or the label itself.</summary>
    Inline,

    /// <summary>In the next cell of the same line.</summary>
    Beside,

    /// <summary>Below the label.</summary>
    Below,

    /// <summary>Above the label, as on signature lines.</summary>
    Above,

    /// <summary>In a column under a table's heading.</summary>
    Column,

    /// <summary>The option of a question whose check box is marked.</summary>
    CheckBox,
}

/// <summary>A label of a form, letter or table and the value that stands with it.</summary>
/// <param name="Label">The label as written, without its colon.</param>
/// <param name="LabelSpan">Where the label stands.</param>
/// <param name="ValueSpan">Where the value stands; empty where the place is left blank.</param>
/// <param name="Place">Where the value stands as seen from the label.</param>
/// <param name="Score">How sure the pairing is, 0 to 1, a rank.</param>
public sealed record LabelledValue(string Label, TextSpan LabelSpan, TextSpan ValueSpan, LabelPlace Place, double Score);
