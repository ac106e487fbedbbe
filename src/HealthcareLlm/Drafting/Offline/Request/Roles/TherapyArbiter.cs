using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Clinical;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Adds drugs and procedures that the model is sure were tried before, and that no rule for lists, tables or sentences found.</summary>
internal static class TherapyArbiter
{
    // Of those above, nine of ten were prior treatments (RoleTrainer judge).
    private const double Sure = 0.8;

    private const double Score = 0.62;

    private const string List = "clinical.priorTreatments[";

    internal static void Draft(RequestContext context, List<RoleValue> values)
    {
        var pages = ClinicalPage.Of(context);
        var named = context.Book.Paths.Where(static p => p.StartsWith(List, StringComparison.Ordinal) && p.EndsWith("].treatment", StringComparison.Ordinal)).SelectMany(p => context.Book.Of(p)).Select(static c => c.Value).ToList();
        int next = context.Book.Paths.Where(static p => p.StartsWith(List, StringComparison.Ordinal)).Select(static p => int.Parse(p.AsSpan(List.Length, p.IndexOf(']', StringComparison.Ordinal) - List.Length), CultureInfo.InvariantCulture) + 1).DefaultIfEmpty(0).Max();
        foreach (var value in values.Where(static v => v.Kind == RoleKind.Therapy && v.Probabilities[0] >= Sure))
        {
            if (value.Mentions.Any(m => named.Exists(n => Names(n, m)))) continue;
            double[][] each = RoleModel.Trained.Predict(nameof(RoleKind.Therapy), [.. value.Mentions.Select(static m => (IReadOnlyCollection<string>)m.Features)]);
            foreach (var (mention, _) in value.Mentions.Select((m, i) => (m, P: each[i][0])).OrderByDescending(static x => x.P))
            {
                if (pages.FirstOrDefault(p => p.Page == mention.Page) is not { } page || Item(page, mention) is not { } item || TreatmentItems.Read(context, page, item, Score) is not { } entry) continue;
                // 'Hydroxychloroquine was considered but never begun.'
                if (TreatmentItems.IsNotBegun(page.SentenceAt(mention.Span.Start).In(page.Text))) continue;
                if (!entry.Leaves.Exists(l => l.Leaf == "treatment" && l.Spans.Any(s => s.Overlaps(mention.Span))) || entry.IsStruck || !TreatmentFields.WasHad(context, page, entry)) continue;
                // 'Psychotherapy (CBT)', where CBT stands in the list already.
                if (entry.Value("treatment") is { } whole && named.Exists(n => n.Length > 2 && (whole.Contains(n, StringComparison.OrdinalIgnoreCase) || TreatmentFields.AreOne(n, whole)))) break;
                entry.Write(context, string.Create(CultureInfo.InvariantCulture, $"{List}{next++}]."));
                named.Add(value.Mentions[0].Value);
                break;
            }
        }
    }

    private static bool Names(string treatment, RoleMention mention) => treatment.Contains(mention.Value, StringComparison.OrdinalIgnoreCase) || treatment.Contains(mention.Span.In(mention.Page.Text), StringComparison.OrdinalIgnoreCase)
        || DrugLexicon.Find(treatment, new(0, treatment.Length)).Any(d => d.Drug.Generic.Equals(mention.Value, StringComparison.OrdinalIgnoreCase));

    /// <summary>The words from a drug on to the next one, a semicolon or the end of its sentence.</summary>
    private static TextSpan? Item(ClinicalPage page, RoleMention mention)
    {
        var sentence = page.SentenceAt(mention.Span.Start);
        int end = sentence.End;
        foreach (var other in page.Mentions.Where(m => m.NameSpan.Start >= mention.Span.End && m.NameSpan.Start < end && m.Type is ClinicalText.MentionType.Medication or ClinicalText.MentionType.Procedure)) end = Math.Min(end, other.NameSpan.Start);
        int semicolon = page.Text.IndexOf(';', mention.Span.End, Math.Max(0, end - mention.Span.End));
        if (semicolon >= 0) end = semicolon;
        return end > mention.Span.Start ? new(mention.Span.Start, end) : null;
    }
}
