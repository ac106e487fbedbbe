namespace HealthcareLlm.SampleRenderer.Specs;

/// <summary>What a marked stretch of text stands for: a gold leaf, or a trap.</summary>
/// <param name="Path">Path in the contract; of a trap it may hold <c>[]</c>.</param>
/// <param name="Why">Reason for which the gold leaf is refused; null where it is given.</param>
/// <param name="Value">Gold value or trap value; the drawn text where none is written.</param>
/// <param name="TrapKind">Kind of the trap; null for a gold leaf.</param>
/// <param name="Note">Remark on the trap; empty where none is written.</param>
/// <param name="Drawn">The text as drawn.</param>
internal sealed record Tag(string Path, string? Why, string Value, string? TrapKind, string Note, string Drawn);

/// <summary>Ways in which a run of text is put on the page.</summary>
[Flags]
internal enum RunStyle
{
    Plain = 0,
    Bold = 1,
    Italic = 2,
    Hand = 4,
    Struck = 8,
    Field = 16,
    Small = 32,
    White = 64,
    Over = 128,
    Box = 256,
    Grey = 512,
    Scribbled = 1024,
}

/// <summary>A stretch of text without a change of style or tag; <see cref="Covered"/> is the old text beneath an overlay.</summary>
internal sealed record Run(string Text, RunStyle Style, IReadOnlyList<Tag> Tags, string Covered = "");
