using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Collects the candidates of a draft and ranks them.</summary>
internal sealed class CandidateBook
{
    private const int MaximumCandidates = 6;
    private const int MaximumEvidence = 3;

    // What a second place adds: a share of what is missing to certainty.
    private const double Agreement = 0.25;

    private readonly SortedDictionary<string, List<Candidate>> _fields = new(StringComparer.Ordinal);

    /// <summary>Whether a path has a candidate of at least this score.</summary>
    internal bool Has(string path, double minimum = 0) => _fields.TryGetValue(path, out var list) && list.Exists(c => c.Score >= minimum && c.Doubt == Doubt.None);

    /// <summary>Paths that have a candidate.</summary>
    internal IReadOnlyCollection<string> Paths => _fields.Keys;

    internal IReadOnlyList<Candidate> Of(string path) => _fields.TryGetValue(path, out var list) ? list : [];

    /// <summary>Adds a candidate; one of the same value and doubt takes its evidence along and gains.</summary>
    internal void Add(string path, Candidate candidate)
    {
        if (candidate.Value.Length == 0 || candidate.Evidence.IsEmpty) return;
        if (!_fields.TryGetValue(path, out var list)) _fields[path] = list = [];
        int same = list.FindIndex(c => c.Value == candidate.Value && c.Doubt == candidate.Doubt && c.Mapped == candidate.Mapped && c.Rule == candidate.Rule | !c.Mapped && c.Repaired == candidate.Repaired);
        if (same < 0)
        {
            list.Add(candidate with { Score = Math.Round(candidate.Score, 4) });
            return;
        }

        var had = list[same];
        var (first, second) = had.Score >= candidate.Score ? (had, candidate) : (candidate, had);
        // The same print twice is one place, not two.
        bool elsewhere = !second.Evidence.Any(e => first.Evidence.Any(f => f.DocumentId == e.DocumentId && f.Location is { } a && e.Location is { } b && a.Overlaps(b)));
        double score = elsewhere ? first.Score + ((1 - first.Score) * Agreement * second.Score) : first.Score;
        var evidence = elsewhere ? first.Evidence.AddRange(second.Evidence).Distinct().Take(MaximumEvidence).ToImmutableArray() : first.Evidence;
        list[same] = first with { Score = Math.Round(score, 4), Evidence = evidence };
    }

    /// <summary>Takes back what was proposed from a place alone; a candidate that another place bears keeps that one.</summary>
    internal void Withdraw(string path, DocumentId document, TextSpan place, string? rule = null)
    {
        if (!_fields.TryGetValue(path, out var list)) return;
        bool At(Evidence e) => e.DocumentId == document && e.Location is { } l && l.Overlaps(place);
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if ((rule is not null && list[i].Rule != rule) || !list[i].Evidence.Any(At)) continue;
            if (list[i].Evidence.All(At)) list.RemoveAt(i);
            else list[i] = list[i] with { Evidence = [.. list[i].Evidence.Where(e => !At(e))] };
        }
    }

    /// <summary>Weighs the candidates of a path anew.</summary>
    internal void Weigh(string path, Func<Candidate, double> score)
    {
        if (!_fields.TryGetValue(path, out var list)) return;
        var weighed = list.ConvertAll(c => c with { Score = Math.Round(Math.Clamp(score(c), 0, 1), 4) });
        _fields[path] = weighed;
    }

    internal ImmutableArray<FieldDraft> ToFields() =>
        [.. _fields.Where(f => f.Value.Count > 0).Select(f => new FieldDraft(f.Key, [.. f.Value.OrderByDescending(c => c.Score).ThenBy(c => c.Value, StringComparer.Ordinal).Take(MaximumCandidates)]))];
}

/// <summary>Makes evidence of spans.</summary>
internal static class EvidenceOf
{
    internal static ImmutableArray<Evidence> Spans(AnnotatedDocument document, params IEnumerable<TextSpan> spans) =>
        [.. spans.Where(s => !s.IsEmpty).Select(s => new Evidence(document.Source.Id, s.In(document.Text), s))];

    /// <summary>The value's span, with its label where both stand side by side on one line.</summary>
    internal static TextSpan WithLabel(AnnotatedDocument document, TextSpan label, TextSpan value)
    {
        if (label.IsEmpty || value.IsEmpty || label.Start > value.Start || value.Start - label.End > 12) return value;
        // What stands between, such as a struck value, is not cited.
        if (label.End < value.Start && document.Text[label.End..value.Start].Count(char.IsLetterOrDigit) > 4) return value;
        var both = label.Union(value);
        return both.In(document.Text).AsSpan().ContainsAny('\n', '\f') ? value : both;
    }

    /// <summary>The doubt that the picture casts on the words of a span.</summary>
    internal static Doubt DoubtOf(AnnotatedDocument document, TextSpan span)
    {
        var marks = WordMarks.None;
        foreach (var word in WordsIn(document, span)) marks |= word.Marks;
        return DoubtOf(marks);
    }

    /// <summary>The words that a span touches, on the page of its start.</summary>
    internal static IEnumerable<Word> WordsIn(AnnotatedDocument document, TextSpan span)
    {
        var words = document.Source.PageAt(span.Start).Words;
        int low = 0, high = words.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (words[middle].Span.End <= span.Start) low = middle + 1;
            else high = middle;
        }

        for (int i = low; i < words.Length && words[i].Span.Start < span.End; i++) yield return words[i];
    }

    internal static Doubt DoubtOf(WordMarks marks) =>
        (marks & WordMarks.Struck) != 0 ? Doubt.Struck
        : (marks & WordMarks.Handwritten) != 0 ? Doubt.Handwritten
        : (marks & WordMarks.Doubtful) != 0 ? Doubt.Unreadable
        : Doubt.None;
}
