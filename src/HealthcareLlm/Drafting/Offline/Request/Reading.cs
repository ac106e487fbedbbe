using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>A value in normal form, where it stands in the words read, and what was done to it.</summary>
/// <param name="Value">Normal form.</param>
/// <param name="Start">Offset in the words.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="Repaired">Whether look-alikes were mended.</param>
/// <param name="Doubt">Why it is doubted.</param>
internal readonly record struct Reading(string Value, int Start, int End, bool Repaired = false, Doubt Doubt = Doubt.None)
{
    /// <summary>Its place in the document, given where the words begin.</summary>
    internal TextSpan At(TextSpan words) => new(words.Start + Start, words.Start + End);
}
