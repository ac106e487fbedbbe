using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Guards;

/// <summary>Decides one leaf: given, refused or conflicting.</summary>
internal static class FieldGuard
{
    private const int ShownCandidates = 5;

    internal static FieldResult Decide(GroundedField grounded, IReadOnlyDictionary<DocumentId, SourceDocument> documents, GuardOptions options)
    {
        var field = RecordFields.Find(grounded.Path) ?? throw new InvalidOperationException("no such path: " + grounded.Path);
        var judged = grounded.Candidates.Select(c => CandidateJudge.Judge(field, c, documents, options))
            .Where(c => c.Grounded.Verdict != Verdict.QuoteNotFound || c.Grounded.Candidate.Evidence.Length > 0)
            .OrderByDescending(c => c.Score).ToList();
        if (judged.Count == 0) return FieldResult.Missing.Instance;
        double threshold = field.Critical ? options.CriticalScore : options.OtherScore;
        var best = judged.Find(c => c.Fault is null);
        if (best is null) return Refuse(judged, judged[0].Fault!);
        // What was found with more right to the place but may not be given (struck out, handwritten, wrong check digit) stands in the way of a lesser one.
        var doubted = judged.Find(c => c.Fault is not null && Blocks(c) && Outranks(c, best, options) && !Same(field, c.Value, best.Value));
        if (doubted is not null) return Refuse(judged, doubted.Fault!);
        if (best.Score < threshold) return Refuse(judged, "low-score: too little supports it");
        var sides = Sides(field, judged, best, threshold, options);
        if (sides.Length > 1) return new FieldResult.Conflicting([.. sides.Select(s => s.ToResult())]);
        return Give(field, judged, best);
    }

    /// <summary>Whether two values of a leaf say the same.</summary>
    internal static bool Same(RecordField field, string a, string b)
    {
        string x = LookAlikes.Compact(a), y = LookAlikes.Compact(b);
        if (x == y) return true;
        return field.Kind switch
        {
            FieldKind.PersonName => SameName(a, b),
            FieldKind.Text => x.Contains(y, StringComparison.Ordinal) || y.Contains(x, StringComparison.Ordinal),
            FieldKind.PartialDate => x.StartsWith(y, StringComparison.Ordinal) || y.StartsWith(x, StringComparison.Ordinal),
            _ => false,
        };
    }

    // Each word of the shorter name is one of the longer, or its initial, in any order ('ROE J' is Jane Roe); one at least is whole.
    private static bool SameName(string a, string b)
    {
        string[] x = a.Split([' ', '.', '-', ','], StringSplitOptions.RemoveEmptyEntries), y = b.Split([' ', '.', '-', ','], StringSplitOptions.RemoveEmptyEntries);
        if (x.Length == 0 || y.Length == 0) return false;
        var (few, many) = x.Length <= y.Length ? (x, y) : (y, x);
        var free = many.ToList();
        bool whole = false;
        foreach (string token in few.OrderByDescending(t => t.Length))
        {
            int found = free.FindIndex(t => t.Equals(token, StringComparison.OrdinalIgnoreCase));
            whole |= found >= 0 && token.Length > 1;
            if (found < 0) found = free.FindIndex(t => Math.Min(t.Length, token.Length) == 1 && char.ToUpperInvariant(t[0]) == char.ToUpperInvariant(token[0]));
            if (found < 0) return false;
            free.RemoveAt(found);
        }

        return few.Length > 1 && whole;
    }

    // What is written by hand or struck out at a better place is the sender's last word there: it needs no margin, and its own legibility does not weaken it.
    private static bool Outranks(JudgedCandidate doubted, JudgedCandidate best, GuardOptions options) =>
        doubted.IsByHand ? doubted.Grounded.Candidate.Score >= best.Grounded.Candidate.Score : doubted.Score >= best.Score + options.ConflictMargin;

    private static bool Blocks(JudgedCandidate candidate) =>
        candidate.Grounded.Verdict is Verdict.Supported or Verdict.PictureUnclear or Verdict.PictureContradicts;

    private static ImmutableArray<JudgedCandidate> Sides(RecordField field, List<JudgedCandidate> judged, JudgedCandidate best, double threshold, GuardOptions options)
    {
        var sides = ImmutableArray.CreateBuilder<JudgedCandidate>();
        sides.Add(best);
        // Words of free text differ without disagreeing.
        if (field.Kind is FieldKind.Text or FieldKind.Compact) return sides.ToImmutable();
        foreach (var other in judged)
        {
            if (other.Fault is not null || other.Score < threshold) continue;
            if (best.Score - other.Score >= options.ConflictMargin && !(field.Path == "patient.memberId" && IsMiswritten(best, other))) continue;
            if (!sides.Any(s => Same(field, s.Value, other.Value))) sides.Add(other);
        }

        return sides.ToImmutable();
    }

    /// <summary>
    /// Whether two numbers of one form, from two pages, differ in a character or two that nobody confuses by their looks: one of them was miswritten, and which one
    /// a better label does not tell.
    /// </summary>
    private static bool IsMiswritten(JudgedCandidate a, JudgedCandidate b)
    {
        string x = LookAlikes.FoldCompact(a.Value), y = LookAlikes.FoldCompact(b.Value);
        if (x.Length != y.Length || x.Length < 6) return false;
        int differing = x.Zip(y).Count(p => p.First != p.Second);
        return differing is 1 or 2 && !a.Grounded.Citations.Any(c => b.Grounded.Citations.Any(d => c.DocumentId == d.DocumentId && c.Page == d.Page));
    }

    private static FieldResult.Extracted Give(RecordField field, List<JudgedCandidate> judged, JudgedCandidate best)
    {
        var candidate = best.Grounded.Candidate;
        var citations = best.Grounded.Citations.ToBuilder();
        foreach (var other in judged)
        {
            // Another place that says the very same supports it too.
            if (other == best || other.Fault is not null || candidate.Mapped || LookAlikes.Compact(other.Value) != LookAlikes.Compact(best.Value)) continue;
            foreach (var citation in other.Grounded.Citations)
            {
                if (!citations.Any(c => c.DocumentId == citation.DocumentId && c.Span.Overlaps(citation.Span))) citations.Add(citation);
            }
        }

        // A value read with mended look-alikes that also stands clean elsewhere is not in need of mending.
        bool repaired = candidate.Repaired && !judged.Exists(o => o.Fault is null && !o.Grounded.Candidate.Repaired && o.Value == best.Value);
        _ = field;
        return new(best.Value, best.Score, null, citations.ToImmutable(), candidate.Mapped ? candidate.Rule : null, repaired);
    }

    private static FieldResult.Refused Refuse(List<JudgedCandidate> judged, string reason)
    {
        var shown = ImmutableArray.CreateBuilder<CandidateResult>();
        foreach (var candidate in judged)
        {
            if (shown.Count < ShownCandidates && !shown.Any(s => s.Value == candidate.Value)) shown.Add(candidate.ToResult());
        }

        return new(reason, shown.ToImmutable());
    }
}
