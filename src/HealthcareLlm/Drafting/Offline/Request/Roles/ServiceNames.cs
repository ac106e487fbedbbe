using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// Weighs requested services that bear no code: what is asked for is the drug or procedure that the model thinks is. One whose words name none of these
/// beside other services is no service; the only one takes the name of what is asked for.
/// </summary>
internal static class ServiceNames
{
    // RoleTrainer judge: of the likeliest drug or procedure of a packet, 86 % above Sure and 85 % above Likely were asked for.
    private const double Sure = 0.7, Likely = 0.4;

    private const double Score = 0.62, HeldBack = 0.4;

    private const int Longest = 70;

    private static readonly int s_role = Array.IndexOf(RoleModel.Roles[nameof(RoleKind.Therapy)], "request.services[].description");

    /// <summary>Weighs them.</summary>
    /// <returns>The entries of which nobody can tell what is asked for: their amounts and days stay held back.</returns>
    internal static HashSet<string> Draft(RequestContext context, List<RoleMention> mentions, List<RoleValue> values)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        var entries = CodeArbiter.Entries(context, "request.services[");
        var bare = entries.FindAll(e => CodeArbiter.CodeOf(context, e) is null);
        if (bare.Count == 0) return held;
        bool coded = entries.Exists(e => CodeArbiter.CodeOf(context, e) is { Score: >= TwoOpinions.GivenScore });
        var therapies = values.FindAll(static v => v.Kind == RoleKind.Therapy);
        var best = therapies.MaxBy(static v => v.Probabilities[s_role]);
        foreach (string prefix in bare)
        {
            double own = Likelihood(context, prefix, mentions, therapies);
            if (own >= Likely) continue;
            if (!coded && bare.Count == 1 && best is not null && best.Probabilities[s_role] >= Sure && own < best.Probabilities[s_role] / 2)
            {
                context.Book.Weigh(prefix + "description", static c => Math.Min(c.Score, HeldBack));
                Name(context, prefix, best);
                continue;
            }

            // Another's amounts and days under words that ask for nothing would be a service that nobody asked for.
            held.Add(prefix);
            foreach (string path in context.Book.Paths.Where(p => p.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            {
                if (coded || entries.Count > 1 || path.EndsWith(".quantity", StringComparison.Ordinal) || path.EndsWith("Date", StringComparison.Ordinal)) context.Book.Weigh(path, static c => Math.Min(c.Score, HeldBack));
            }
        }

        return held;
    }

    /// <summary>Whether the words of an entry name what the model thinks is asked for.</summary>
    internal static bool IsAsked(RequestContext context, string prefix, List<RoleMention> mentions, List<RoleValue> values) =>
        Likelihood(context, prefix, mentions, values.FindAll(static v => v.Kind == RoleKind.Therapy)) >= Likely;

    private static double Likelihood(RequestContext context, string prefix, List<RoleMention> mentions, List<RoleValue> therapies)
    {
        var named = RoleArbiter.NamesOf(context, prefix, mentions).Select(static m => m.Value).ToHashSet(StringComparer.Ordinal);
        return therapies.Where(v => named.Contains(v.Mentions[0].Value)).Select(static v => v.Probabilities[s_role]).DefaultIfEmpty(0).Max();
    }

    private static void Name(RequestContext context, string prefix, RoleValue value)
    {
        foreach (var mention in value.Mentions.Where(m => m.Page.Page.Lines[m.Line].Cells.Any(c => c.Span.Overlaps(m.Span))).Take(3))
        {
            var cell = mention.Page.Page.Lines[mention.Line].Cells.First(c => c.Span.Overlaps(mention.Span)).Span;
            string text = mention.Page.Text;
            int end = mention.Span.End, most = Math.Min(cell.End, mention.Span.Start + Longest);
            // The strength and form behind a name are part of it: 'apixaban 5 mg tablet'.
            while (end < most && text[end] is not (';' or '|' or ',' or '(' or ':' or '\n' or '\u2014')) end++;
            if (end == most && most < cell.End) end = mention.Span.End;
            while (end > mention.Span.End && !char.IsLetterOrDigit(text[end - 1])) end--;
            context.AddSpans(prefix + "description", mention.Page, TextForm.OneLine(text[mention.Span.Start..end]), Score, "learned", false, Doubt.None, new TextSpan(mention.Span.Start, end));
            return;
        }
    }
}
