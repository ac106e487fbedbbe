using System.Buffers;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>An action that a text states.</summary>
/// <param name="Change">What is to be done.</param>
/// <param name="Span">The words, as offsets into the text given.</param>
internal readonly record struct MedicationAction(MedicationChange Change, TextSpan Span);

/// <summary>Tells what is to be done with a drug from the words beside it.</summary>
internal static class MedicationActions
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" ,;|\n.:)");

    /// <summary>The action of some words; null where they state none. A hold is stronger than a stop, both than a change.</summary>
    internal static MedicationAction? Find(string text)
    {
        foreach (var (pattern, change) in Ordered())
        {
            var match = pattern.Match(text);
            if (match.Success) return new(change, new(match.Index, match.Index + match.Length));
        }

        return null;
    }

    /// <summary>Whether some words begin with an action.</summary>
    internal static bool StartsWithAction(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(WordEnds);
        var word = end < 0 ? text : text[..end];
        if (word.Length is < 3 or > 14) return false;
        string first = word.ToString();
        return Find(first) is { } action && action.Span.Length == first.Length;
    }

    private static IEnumerable<(SievedPattern Pattern, MedicationChange Change)> Ordered()
    {
        yield return (MedicationGrammar.NoChange(), MedicationChange.Continued);
        yield return (MedicationGrammar.Hold(), MedicationChange.Held);
        yield return (MedicationGrammar.Stop(), MedicationChange.Stopped);
        yield return (MedicationGrammar.Changed(), MedicationChange.Changed);
        yield return (MedicationGrammar.New(), MedicationChange.New);
        yield return (MedicationGrammar.Continued(), MedicationChange.Continued);
    }
}
