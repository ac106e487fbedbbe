using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Weighs the entries that the rules made of codes against what the model thinks of each code, and adds those that only the model sees.</summary>
internal static class CodeArbiter
{
    private const double Fade = 0.5, DescriptionShare = 0.9;

    private const int LongestDescription = 90;

    internal static void Draft(RequestContext context, RoleKind kind, string list, List<RoleValue> values, Func<string, bool>? mayJoin = null)
    {
        var known = values.Where(v => v.Kind == kind).ToDictionary(static v => v.Key, StringComparer.Ordinal);
        var entries = Entries(context, list);
        string leaf = list + "].code";
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (string prefix in entries)
        {
            // A drug's own code beside the service's is no other service.
            foreach (var candidate in context.Book.Of(prefix + "code").Concat(context.Book.Of(prefix + "ndc"))) named.Add(candidate.Value);
            if (CodeOf(context, prefix) is not { } code) continue;
            if (code.Doubt != Doubt.None || !known.TryGetValue(code.Value, out var value)) continue;
            double posterior = TwoOpinions.OfCode(leaf, value.Probabilities[0], code.Score, code.Rule);
            if (posterior >= TwoOpinions.From(leaf)) continue;
            if (posterior >= TwoOpinions.CodeUnlikely)
            {
                // A person has to say whether it is asked for; until then nothing of it is given.
                foreach (string path in context.Book.Paths.Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).ToList()) context.Book.Weigh(path, static c => Math.Min(c.Score, TwoOpinions.DoubtedScore));
                continue;
            }

            // Nobody asks for it: none of its leaves is given.
            foreach (string path in context.Book.Paths.Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).ToList()) context.Book.Weigh(path, c => Math.Min(c.Score * Fade, TwoOpinions.ShownScore));
        }

        int next = entries.Count == 0 ? 0 : entries.Max(e => int.Parse(e.AsSpan(list.Length, e.IndexOf(']', StringComparison.Ordinal) - list.Length), CultureInfo.InvariantCulture)) + 1;
        var seen = known.Values.Where(v => !named.Contains(v.Key) && v.Mentions.Any(static m => IsPlain(m) && !m.Page.IsNotAsked(m.Span))).OrderBy(static v => v.Mentions[0].Page.Order).ThenBy(static v => v.Mentions[0].Span.Start)
            .Select(v => (Value: v, Posterior: TwoOpinions.OfCode(leaf, v.Probabilities[0], 0, string.Empty))).Where(static v => v.Posterior >= TwoOpinions.Shown).ToList();
        // The only thing asked for in words, and the only code: one service, and two of it would be two halves.
        string? bare = mayJoin is not null && entries.Count == 1 && seen.Count == 1 && CodeOf(context, entries[0]) is null && mayJoin(entries[0]) ? entries[0] : null;
        foreach (var (value, posterior) in seen)
        {
            Add(context, bare ?? string.Create(CultureInfo.InvariantCulture, $"{list}{next++}]."), value, posterior >= TwoOpinions.From(leaf) && !value.Mentions.Any(static m => m.Page.IsNotAsked(m.Span)) ? TwoOpinions.GivenScore : TwoOpinions.ShownScore);
        }
    }

    /// <summary>The entries of a list as prefixes such as <c>diagnoses[0].</c>, in order.</summary>
    internal static List<string> Entries(RequestContext context, string list) =>
        [.. context.Book.Paths.Where(p => p.StartsWith(list, StringComparison.Ordinal)).Select(static p => p[..(p.IndexOf("].", StringComparison.Ordinal) + 2)]).Distinct()];

    /// <summary>The best candidate of an entry's code, or of its drug code; null where it has none.</summary>
    internal static Candidate? CodeOf(RequestContext context, string prefix) => context.Book.Of(prefix + "code").MaxBy(static c => c.Score) ?? context.Book.Of(prefix + "ndc").MaxBy(static c => c.Score);

    /// <summary>Whether a code is written whole, and neither it nor most of its line is struck out.</summary>
    private static bool IsPlain(RoleMention mention)
    {
        if (mention.Features.Contains(RoleFeatures.Repaired) || EvidenceOf.DoubtOf(mention.Page.Document, mention.Span) == Doubt.Struck) return false;
        var words = EvidenceOf.WordsIn(mention.Page.Document, mention.Page.Page.Lines[mention.Line].Span).ToList();
        return words.Count(static w => (w.Marks & WordMarks.Struck) != 0) * 2 < Math.Max(1, words.Count - 1);
    }

    private static void Add(RequestContext context, string prefix, RoleValue value, double score)
    {
        var plain = value.Mentions.Where(IsPlain).ToList();
        foreach (var mention in plain.Take(3)) context.AddSpans(prefix + "code", mention.Page, mention.Value, score, "learned", false, Doubt.None, mention.Span);
        var first = plain[0];
        if (value.Kind == RoleKind.Procedure)
        {
            string system = value.Key.Length == 11 ? "NDC" : char.IsAsciiLetter(value.Key[0]) ? "HCPCS" : "CPT";
            context.Book.Add(prefix + "codeSystem", new(system, score, EvidenceOf.Spans(first.Page.Document, first.Span), "system-" + system.ToLowerInvariant()) { Mapped = true });
        }

        if (context.Book.Of(prefix + "description").Any() || Description(first) is not { } words) return;
        var name = WrappedNames.Whole(new(first.Page, "description", TextForm.OneLine(words.In(first.Page.Text)), score * DescriptionShare, "beside-code", [words]));
        context.AddSpans(prefix + "description", name.Page, name.Value, name.Score, name.Rule, false, name.Doubt, name.Spans);
    }

    /// <summary>The words behind a code in its cell, or in the cell behind it.</summary>
    private static TextSpan? Description(RoleMention code)
    {
        var line = code.Page.Page.Lines[code.Line];
        foreach (var cell in line.Cells.Where(c => c.Span.End > code.Span.End))
        {
            int from = Math.Max(cell.Span.Start, code.Span.End), to = cell.Span.End;
            string text = code.Page.Text;
            while (from < to && !char.IsLetter(text[from])) from++;
            int end = text.IndexOfAny([';', '|', '\n'], from, to - from) is >= 0 and var cut ? cut : to;
            while (end > from && !char.IsLetterOrDigit(text[end - 1])) end--;
            if (end - from is >= 5 and <= LongestDescription && text[from..end].Count(char.IsLetter) >= 4) return new(from, end);
        }

        return null;
    }
}
