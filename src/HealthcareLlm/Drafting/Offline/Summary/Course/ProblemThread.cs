using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>One problem of the stay and what the notes say of it.</summary>
internal sealed class ProblemThread
{
    private static readonly HashSet<string> Qualifiers =
    [
        "acute", "chronic", "likely", "possible", "probable", "resolv", "resolved", "improv", "improving", "worsen", "stable", "new", "severe", "moderate", "mild", "left", "right",
        "post", "op", "pod", "hd", "day", "history", "hx", "known", "secondary", "due", "2/2", "suspect", "active", "ongo", "etiology", "unclear", "unspecifi", "s/p", "management",
        "syndrome", "disease", "disorder", "type", "failure", "not", "no", "now", "still", "concern", "status", "setting",
    ];

    /// <summary>Name as it stands in the note that names it best.</summary>
    internal TextSpan Heading { get; private set; }

    /// <summary>The note of the heading.</summary>
    internal Note HeadingNote { get; private set; }

    /// <summary>The note that names it first.</summary>
    internal Note First { get; }

    /// <summary>Sentences under it, in order of time.</summary>
    internal List<Passage> Passages { get; } = [];

    /// <summary>Words that tell it from others.</summary>
    internal HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    /// <summary>Concepts of the problems that its headings name.</summary>
    internal HashSet<string> Concepts { get; } = new(StringComparer.Ordinal);

    /// <summary>How often a note has it as an item of its assessment.</summary>
    internal int Headings { get; private set; }

    /// <summary>How much the assessments make of it: each heading counts one by its place, the first most.</summary>
    internal double Weight { get; private set; }

    /// <summary>The best (lowest) place that it had in an assessment, from 0.</summary>
    internal int Rank { get; private set; } = int.MaxValue;

    internal ProblemThread(Note note, TextSpan heading, int rank)
    {
        Heading = heading;
        First = note;
        HeadingNote = note;
        Extend(note, heading, rank);
    }

    internal void Extend(Note note, TextSpan heading, int rank)
    {
        Words.UnionWith(KeyWords(heading.In(note.Text)));
        Concepts.UnionWith(ConceptsIn(note, heading));
        Headings++;
        Weight += 1.0 / (1 + rank);
        Rank = Math.Min(Rank, rank);
        // A later name is the better one, unless it is only a short form.
        if (heading.Length >= Heading.Length && !ReferenceEquals(note, HeadingNote) && heading.Length < 60) (Heading, HeadingNote) = (heading, note);
    }

    /// <summary>How well a heading, by its concepts and words, names this problem: 0 not at all, 1 surely.</summary>
    internal double Matches(IReadOnlyCollection<string> concepts, HashSet<string> words) => concepts.Any(Concepts.Contains) ? 1 : MatchesWords(words);

    /// <summary>How well words name this problem.</summary>
    internal double MatchesWords(HashSet<string> words)
    {
        if (words.Count == 0 || Words.Count == 0) return 0;
        int common = words.Count(Words.Contains);
        return (double)common / Math.Min(words.Count, Words.Count);
    }

    internal static HashSet<string> KeyWords(string text) => Fingerprint.Of(text).Words.Where(w => !Qualifiers.Contains(w)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Concepts of the problems and findings that a part of a note names.</summary>
    internal static IEnumerable<string> ConceptsIn(Note note, TextSpan span) =>
        note.Document.MentionsIn(span).Where(m => m.Type is MentionType.Problem or MentionType.Finding).Select(m => m.Concept).OfType<string>();
}
