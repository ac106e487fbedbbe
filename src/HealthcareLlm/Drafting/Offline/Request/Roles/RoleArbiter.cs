
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// Weighs two opinions on a leaf that know nothing of each other: that of the rules, which read labels and lay-outs, and that of the model, learned from
/// golden packets. What both say gains, what they dispute is refused with both shown, and what one of them alone says is given where it is sure.
/// </summary>
internal static class RoleArbiter
{
    private const double Gain = 0.3;

    // The rule of what the model alone names.
    private const string Learned = "learned";

    // Score of rules that are sure, and what the model may think of all other values together.
    private const double Sure = 0.85, Rival = 0.05;

    // How far apart scores of rules are that weigh as much, and what the model must think of one of two such values.
    private const double Even = 0.02, Decided = 0.95;

    // Characters in which two ways of writing one number differ.
    private const int MostTwinned = 3;

    private static readonly (RoleKind Kind, string Path)[] Leaves =
    [
        (RoleKind.Name, "patient.name"), (RoleKind.Date, "patient.birthDate"), (RoleKind.Id, "patient.memberId"), (RoleKind.Npi, "requestingProvider.npi"),
        (RoleKind.Npi, "servicingProvider.npi"), (RoleKind.Date, "request.date"), (RoleKind.Name, "requestingProvider.name"),
        (RoleKind.Name, "coverage.subscriberName"), (RoleKind.Id, "coverage.groupNumber"), (RoleKind.Id, "request.reference"), (RoleKind.Phone, "patient.phone"), (RoleKind.Phone, "requestingProvider.phone"), (RoleKind.Phone, "requestingProvider.fax"), (RoleKind.Organization, "coverage.payer"), (RoleKind.Organization, "servicingProvider.name"),
    ];

    internal static void Draft(RequestContext context)
    {
        var mentions = RoleMentions.Of(context, RoleModel.Trained.Vocabulary);
        var values = RoleValue.Of(mentions, RoleModel.Trained);
        foreach (var (kind, path) in Leaves)
        {
            int role = Array.IndexOf(RoleModel.Roles[kind.ToString()], path);
            Judge(context, kind, path, path, values.Where(v => v.Kind == kind).ToDictionary(static v => v.Key, v => (v.Probabilities[role], v.Mentions), StringComparer.Ordinal));
        }

        foreach (string path in (string[])["patient.name", "requestingProvider.name"]) NameForms.Settle(context, path, mentions);
        SetSubscriberApart(context);
        CodeArbiter.Draft(context, RoleKind.Diagnosis, "diagnoses[", values);
        CodeArbiter.Draft(context, RoleKind.Procedure, "request.services[", values, p => ServiceNames.IsAsked(context, p, mentions, values));
        Services(context, mentions, values, ServiceNames.Draft(context, mentions, values));
        foreach (string path in ChoiceMentions.Paths) Choice(context, path, mentions);
        TherapyArbiter.Draft(context, values);
    }

    /// <summary>Who insures a spouse, parent or other is not the patient: a name that the rules take for the subscriber's, and never for the patient's, is not given as the patient's.</summary>
    private static void SetSubscriberApart(RequestContext context)
    {
        var relation = context.Book.Of("coverage.relationship").MaxBy(static c => c.Score);
        if (relation is null or { Value: "self" } or { Score: < TwoOpinions.GivenScore }) return;
        string Key(Candidate c) => RoleValue.KeyOf(RoleKind.Name, c.Value);
        var subscribers = context.Book.Of("coverage.subscriberName").Where(static c => c.Rule != Learned).Select(Key).ToHashSet(StringComparer.Ordinal);
        subscribers.ExceptWith(context.Book.Of("patient.name").Where(static c => c.Rule != Learned).Select(Key));
        context.Book.Weigh("patient.name", c => subscribers.Contains(Key(c)) ? Math.Min(c.Score, TwoOpinions.DoubtedScore) : c.Score);
    }

    private static void Choice(RequestContext context, string path, List<RoleMention> mentions)
    {
        var own = mentions.FindAll(m => m.Kind == RoleKind.Choice && m.Value.StartsWith(path + "=", StringComparison.Ordinal));
        double[][] predicted = RoleModel.Trained.Predict(path, own.ConvertAll(static m => (IReadOnlyCollection<string>)m.Features));
        var values = own.Select((m, i) => (Mention: m, P: predicted[i][0])).GroupBy(m => m.Mention.Value[(path.Length + 1)..])
            .ToDictionary(static g => RoleValue.KeyOf(RoleKind.Choice, g.Key), static g => (g.Sum(static l => l.P), (IReadOnlyList<RoleMention>)[g.MaxBy(static l => l.P).Mention]), StringComparer.Ordinal);
        Judge(context, RoleKind.Choice, path, path, values);
    }

    /// <summary>Quantity and days of each service, by where they stand to its code.</summary>
    private static void Services(RequestContext context, List<RoleMention> mentions, List<RoleValue> known, HashSet<string> held)
    {
        var services = CodeArbiter.Entries(context, "request.services[").ConvertAll(p => (Prefix: p, Code: CodeArbiter.CodeOf(context, p)));
        services.RemoveAll(s => s.Code is { Doubt: Doubt.UnclearMark } || held.Contains(s.Prefix));
        // Of a service that is only shown, nothing is given: what is told of it is shown beside it.
        var shown = services.FindAll(static s => s.Code is { Score: <= TwoOpinions.DoubtedScore });
        services.RemoveAll(shown.Contains);
        var asked = services.Select(static s => s.Code?.Value).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var codes = mentions.FindAll(static m => m.Kind == RoleKind.Procedure);
        var numbers = new RoleNumbers(mentions);
        foreach (var (prefix, code) in services.Concat(shown))
        {
            var names = NamesOf(context, prefix, mentions);
            // What is told of a service is no surer than that the service is asked for.
            double asks = shown.Contains((prefix, code)) ? 0 : code is { Doubt: Doubt.None } && known.Find(v => v.Kind == RoleKind.Procedure && v.Key == code.Value) is { } value ? TwoOpinions.OfCode("request.services[].code", value.Probabilities[0], code.Rule == Learned ? 0 : code.Score, code.Rule == Learned ? string.Empty : code.Rule) : 1;
            bool alone = asks > 0 && services.Count + shown.Count == 1 && code is not null && IsOnlyCode(code, known);
            foreach (var (kind, leaf) in ServiceLinks.Leaves)
            {
                var links = ServiceLinks.Of(kind, mentions, codes, code?.Value, asked, services.Count, names, numbers);
                double[][] predicted = RoleModel.Trained.Predict(leaf, links.ConvertAll(static l => l.Features));
                var values = links.Select((l, i) => (l.Mention, P: predicted[i][0])).GroupBy(static l => RoleValue.KeyOf(l.Mention.Kind, l.Mention.Value))
                    .ToDictionary(static g => g.Key, static g => (g.Sum(static l => l.P), (IReadOnlyList<RoleMention>)[g.MaxBy(static l => l.P).Mention]), StringComparer.Ordinal);
                bool undivided = context.Book.Of(prefix + leaf).Select(static c => c.Value).Distinct(StringComparer.Ordinal).Take(2).Count() < 2;
                Judge(context, kind, "request.services[]." + leaf, prefix + leaf, values, alone && undivided ? 1 : asks);
            }

            ServiceUnits.Draft(context, prefix);
        }
    }

    /// <summary>The mentions of what a service's description names.</summary>
    internal static List<RoleMention> NamesOf(RequestContext context, string prefix, List<RoleMention> mentions)
    {
        if (context.Book.Of(prefix + "description").MaxBy(static c => c.Score) is not { } description) return [];
        string words = description.Value;
        var drugs = DrugLexicon.Find(words, new(0, words.Length)).Select(static d => d.Drug.Generic.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return mentions.FindAll(m => m.Kind == RoleKind.Therapy && (drugs.Contains(m.Value) || words.Contains(m.Value, StringComparison.OrdinalIgnoreCase) || words.Contains(m.Span.In(m.Page.Text), StringComparison.OrdinalIgnoreCase)));
    }

    private static void Judge(RequestContext context, RoleKind kind, string leaf, string path, Dictionary<string, (double Probability, IReadOnlyList<RoleMention> Mentions)> values, double asks = 1)
    {
        var had = context.Book.Of(path);
        if (had.Any(static c => c.Doubt != Doubt.None) || ((kind == RoleKind.Id || path == "patient.birthDate") && AreTwins(had))) return;
        var named = had.GroupBy(c => RoleValue.KeyOf(kind, c.Value)).ToDictionary(static g => g.Key, static g => g.OrderByDescending(static c => c.Score).Select(static c => (c.Score, c.Rule)).First(), StringComparer.Ordinal);
        var model = values.ToDictionary(static v => v.Key, static v => v.Value.Probability, StringComparer.Ordinal);
        named = TwoOpinions.Whole(leaf, model, named);
        var posterior = TwoOpinions.Of(leaf, model, named);
        if (posterior.Count == 0) return;
        string best = posterior.MaxBy(static w => w.Value).Key;
        bool given = posterior[best] * asks >= (IsEven(leaf, named) ? Math.Max(Decided, TwoOpinions.From(leaf)) : TwoOpinions.From(leaf)) || (asks >= TwoOpinions.From(leaf) && IsUndisputed(best, values, named));
        context.Book.Weigh(path, c => given && RoleValue.KeyOf(kind, c.Value) == best
            ? Math.Max(TwoOpinions.GivenScore, c.Score + ((1 - c.Score) * Gain * posterior[best]))
            : Math.Min(c.Score, TwoOpinions.DoubtedScore));
        if (had.Any(c => RoleValue.KeyOf(kind, c.Value) == best) || !values.TryGetValue(best, out var found) || posterior[best] < (had.Count == 0 ? TwoOpinions.ShownAlone : TwoOpinions.Shown)) return;
        double score = given ? TwoOpinions.GivenScore : had.Count == 0 ? TwoOpinions.ShownScore : TwoOpinions.DoubtedScore;
        foreach (var mention in found.Mentions.Take(3))
        {
            if (kind != RoleKind.Choice) context.AddSpans(path, mention.Page, mention.Value, score, Learned, false, Doubt.None, mention.Span);
            else if (ChoiceMentions.Of(mention) is { } choice) context.AddChoice(path, mention.Page, choice.Match, mention.Span, score);
        }
    }

    /// <summary>
    /// Whether the rules are sure of the only value that they name, and the model sees no other that it may be: a few lines with 'Member ID: …' hold too little
    /// for the model to be sure of, and nothing that speaks against them.
    /// </summary>
    private static bool IsUndisputed(string best, Dictionary<string, (double Probability, IReadOnlyList<RoleMention> Mentions)> values, Dictionary<string, (double Score, string Rule)> named) =>
        named.Count == 1 && named.TryGetValue(best, out var only) && only.Score >= Sure && values.TryGetValue(best, out var own)
        && values.Where(v => v.Key != best).Sum(static v => v.Value.Probability) <= Math.Min(Rival, own.Probability / 4);

    /// <summary>
    /// Whether the rules are sure of a service's code and the packet has no other that may be asked for: as with <see cref="IsUndisputed"/>, a short form is no reason to withhold the day
    /// or the quantity of the only thing that it asks for, where it says one alone.
    /// </summary>
    private static bool IsOnlyCode(Candidate code, List<RoleValue> known) =>
        code is { Doubt: Doubt.None } && code.Rule != Learned && code.Score >= Sure
        && known.Find(v => v.Kind == RoleKind.Procedure && v.Key == code.Value) is { } own
        && known.Where(v => v.Kind == RoleKind.Procedure && v.Key != code.Value).Sum(static v => v.Probabilities[0]) <= Math.Min(Rival, own.Probabilities[0] / 4);

    /// <summary>Whether the rules name two values of a critical leaf and cannot tell them apart: two birth dates under the same label are the packet's own contradiction, and no likelihood settles it.</summary>
    private static bool IsEven(string leaf, Dictionary<string, (double Score, string Rule)> named) =>
        named.Count > 1 && RecordFields.Find(leaf) is { Critical: true } && named.Values.OrderByDescending(static n => n.Score).Take(2).ToArray() is [var first, var second] && first.Score - second.Score <= Even && second.Score >= TwoOpinions.GivenScore && first.Rule == second.Rule;

    /// <summary>Whether the rules found one number, or one birth date, written in two ways, of which nobody can tell which is right.</summary>
    private static bool AreTwins(IReadOnlyList<Candidate> had)
    {
        var strong = had.Where(static c => c.Score >= TwoOpinions.GivenScore - 0.06).Select(static c => RoleValue.KeyOf(RoleKind.Id, c.Value)).Distinct(StringComparer.Ordinal).ToList();
        for (int i = 0; i < strong.Count; i++)
        {
            for (int j = i + 1; j < strong.Count; j++)
            {
                if (strong[i].Length == strong[j].Length && strong[i].Zip(strong[j]).Count(static p => p.First != p.Second) <= MostTwinned) return true;
            }
        }

        return false;
    }
}
