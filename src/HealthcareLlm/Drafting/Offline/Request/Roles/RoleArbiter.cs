namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// A second opinion on who and what a value is, learned from golden packets and independent of labels and lay-outs. Where it agrees with what the rules
/// found, that gains; where it is sure of another value, the leaf is refused with both shown, or its value given; where the rules found nothing and it is
/// sure, its value is given or shown.
/// </summary>
internal static class RoleArbiter
{
    // Probabilities of the model, from its cross-validation by packet (RoleTrainer judge): at Sure and Convinced nearly all values were right, at Likely nine of ten,
    // below Unlikely nearly none was.
    private const double VerySure = 0.95, Sure = 0.9, Convinced = 0.8, Likely = 0.5, Unlikely = 0.08;

    private const double GivenScore = 0.66, ShownScore = 0.4, DoubtedScore = 0.44, Gain = 0.3, Loss = 0.7;

    // Trusted: where the model is sure, its value is given without the rules. Of a number of many forms it is shown.
    private static readonly (RoleKind Kind, string Path, bool Trusted)[] Leaves =
    [
        (RoleKind.Name, "patient.name", true), (RoleKind.Date, "patient.birthDate", true), (RoleKind.Id, "patient.memberId", false), (RoleKind.Npi, "requestingProvider.npi", false),
        (RoleKind.Npi, "servicingProvider.npi", true), (RoleKind.Date, "request.date", false), (RoleKind.Name, "requestingProvider.name", false),
    ];

    internal static void Draft(RequestContext context)
    {
        var mentions = RoleMentions.Of(context);
        var values = RoleValue.Of(mentions, RoleModel.Trained);
        foreach (var (kind, path, trusted) in Leaves) Judge(context, kind, path, trusted, values.FindAll(v => v.Kind == kind));
        foreach (string path in (string[])["patient.name", "requestingProvider.name"]) NameForms.Settle(context, path, mentions);
        Starts(context, values.FindAll(static v => v.Kind == RoleKind.Date));
    }

    /// <summary>The day on which services begin, where the rules found one for none of them.</summary>
    private static void Starts(RequestContext context, List<RoleValue> dates)
    {
        int role = Array.IndexOf(RoleModel.Roles[RoleKind.Date], "request.services[].startDate");
        var services = context.Book.Paths.Where(static p => p.StartsWith("request.services[", StringComparison.Ordinal)).Select(static p => p[..p.IndexOf(']', StringComparison.Ordinal)]).Distinct().ToList();
        if (context.Book.Paths.Any(static p => p.EndsWith("].startDate", StringComparison.Ordinal)) || dates.MaxBy(d => d.Probabilities[role]) is not { } best || best.Probabilities[role] < Likely) return;
        bool alone = dates.TrueForAll(d => d == best || d.Probabilities[role] < Likely);
        // Two that know nothing of each other name the same day, or one that is very sure.
        bool given = alone && (best.Probabilities[role] >= VerySure || best.Key == Unclaimed.OnlyStart(context));
        foreach (string service in services) Add(context, service + "].startDate", best, given ? GivenScore : ShownScore);
    }

    private static void Judge(RequestContext context, RoleKind kind, string path, bool trusted, List<RoleValue> values)
    {
        int role = Array.IndexOf(RoleModel.Roles[kind], path);
        if (values.MaxBy(v => v.Probabilities[role]) is not { } best) return;
        double top = best.Probabilities[role];
        if (top < Likely) return;
        // What has not even the form of its kind is nobody's.
        double Of(Candidate candidate) => values.Find(v => v.Key == RoleValue.KeyOf(kind, candidate.Value))?.Probabilities[role] ?? 0;
        bool Same(Candidate candidate) => RoleValue.KeyOf(kind, candidate.Value) == best.Key;
        var had = context.Book.Of(path);
        if (had.Any(c => c.Doubt != Doubt.None)) return;
        if (had.Any(Same))
        {
            // Both see it: what nobody else supports falls behind.
            context.Book.Weigh(path, c => Same(c) ? c.Score + ((1 - c.Score) * Gain * top) : Of(c) < Unlikely ? c.Score * Loss : c.Score);
            return;
        }

        if (had.Count == 0)
        {
            Add(context, path, best, top >= Sure && trusted ? GivenScore : ShownScore);
            return;
        }

        // The rules have another value, which the model thinks somebody else's.
        if (top < Convinced || !(Of(had.MaxBy(static c => c.Score)!) < Unlikely)) return;
        context.Book.Weigh(path, c => Of(c) < Unlikely ? Math.Min(c.Score, DoubtedScore) : c.Score);
        Add(context, path, best, top >= Sure && trusted ? GivenScore : DoubtedScore);
    }

    private static void Add(RequestContext context, string path, RoleValue value, double score)
    {
        foreach (var mention in value.Mentions.Take(3))
        {
            context.AddSpans(path, mention.Page, mention.Value, score, "learned", false, Doubt.None, mention.Span);
        }
    }
}
