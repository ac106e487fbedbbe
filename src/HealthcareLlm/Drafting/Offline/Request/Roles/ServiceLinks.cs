namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// What may be a leaf of a requested service, such as its quantity: each mention of the right kind, described by its own surroundings and by where it stands
/// to the service's code and to the codes of others.
/// </summary>
internal static class ServiceLinks
{
    /// <summary>Leaves that are linked to a service, with the kind of their mentions.</summary>
    internal static readonly (RoleKind Kind, string Leaf)[] Leaves = [(RoleKind.Amount, "quantity"), (RoleKind.Date, "startDate"), (RoleKind.Date, "endDate"), (RoleKind.Frequency, "frequency"), (RoleKind.Duration, "duration")];

    /// <summary>The candidates of a leaf of one service.</summary>
    /// <param name="kind">Kind of the mentions.</param>
    /// <param name="mentions">All mentions of the packet.</param>
    /// <param name="codes">Mentions of codes of procedures, drugs and supplies.</param>
    /// <param name="code">The service's code; null where it has none.</param>
    /// <param name="asked">Codes of all services that are asked for.</param>
    /// <param name="services">How many services are asked for.</param>
    /// <param name="names">Mentions of the drug or procedure that the service's description names.</param>
    /// <param name="numbers">What the packet's numbers and days say of each other.</param>
    internal static List<(RoleMention Mention, IReadOnlyCollection<string> Features)> Of(RoleKind kind, IReadOnlyList<RoleMention> mentions, IReadOnlyList<RoleMention> codes, string? code, IReadOnlySet<string> asked, int services, IReadOnlyList<RoleMention> names, RoleNumbers numbers)
    {
        var own = codes.Where(c => c.Value == code).ToList();
        var found = new List<(RoleMention, IReadOnlyCollection<string>)>();
        foreach (var mention in mentions)
        {
            if (mention.Kind != kind) continue;
            List<string> features = [.. mention.Features, services == 1 ? "S=1" : "S=many"];
            Relate(features, mention, codes, own, code, asked);
            Named(features, mention, names, own.Count == 0);
            Row(features, mention, mentions, own);
            features.AddRange(numbers.Of(mention, code));
            Together(features, kind == RoleKind.Date ? "rel=" : "C=");
            found.Add((mention, features));
        }

        return found;
    }

    private static void Relate(List<string> features, RoleMention mention, IReadOnlyList<RoleMention> codes, List<RoleMention> own, string? code, IReadOnlySet<string> asked)
    {
        if (own.Count == 0)
        {
            features.Add("L=none");
            return;
        }

        if (Way(mention, own) is not { } way)
        {
            features.Add("L=otherpage");
            return;
        }

        features.Add("L=" + way);
        string Whose(string value) => value == code ? "own" : asked.Contains(value) ? "asked" : "other";
        RoleMention? before = null;
        string line = "none";
        foreach (var other in codes)
        {
            if (other.Page != mention.Page) continue;
            if (other.Span.Start < mention.Span.Start && (before is null || other.Span.Start > before.Span.Start)) before = other;
            if (other.Line == mention.Line && line != "own") line = Whose(other.Value) is var whose && (whose == "own" || line != "asked") ? whose : line;
        }

        if (before is not null) features.Add("B=" + Whose(before.Value));
        features.Add("LC=" + line);
    }

    /// <summary>Where a mention stands counts differently for days long past and for those to come, for drugs and for images: both together are a feature of their own.</summary>
    private static void Together(List<string> features, string lead)
    {
        if (features.Find(f => f.StartsWith(lead, StringComparison.Ordinal) && !f.Contains('|', StringComparison.Ordinal)) is not { } first) return;
        foreach (string way in features.FindAll(static f => f.StartsWith("L=", StringComparison.Ordinal) || f.StartsWith("LC=", StringComparison.Ordinal) || f.StartsWith("B=", StringComparison.Ordinal))) features.Add(first + "|" + way);
    }

    /// <summary>Where a mention stands to the words that name the service: of a service without a code they are all that it has.</summary>
    private static void Named(List<string> features, RoleMention mention, IReadOnlyList<RoleMention> names, bool alone)
    {
        string way = names.Count == 0 ? "none" : Way(mention, names) ?? "otherpage";
        features.Add("N=" + way);
        if (alone) features.Add("NL=" + way);
    }

    /// <summary>The way from the nearest of some mentions on the page; null where none is on it.</summary>
    private static string? Way(RoleMention mention, IReadOnlyList<RoleMention> from)
    {
        var near = from.Where(o => o.Page == mention.Page).OrderBy(o => Math.Abs(o.Line - mention.Line)).ThenBy(o => Math.Abs(o.Span.Start - mention.Span.Start)).FirstOrDefault();
        if (near is null) return null;
        int lines = mention.Line - near.Line;
        string side = lines > 0 ? "+" : lines < 0 ? "-" : mention.Span.Start > near.Span.Start ? ">" : "<";
        return side + (Math.Abs(lines) switch { 0 => "0", 1 => "1", 2 => "2", <= 5 => "3-5", <= 12 => "6-12", _ => "far" });
    }

    /// <summary>Which of the row's values of its kind a mention is, counted from the service's code and from the end of the row.</summary>
    private static void Row(List<string> features, RoleMention mention, IReadOnlyList<RoleMention> mentions, List<RoleMention> own)
    {
        if (!own.Exists(o => o.Page == mention.Page && o.Line == mention.Line && o.Span.Start < mention.Span.Start)) return;
        int code = own.Where(o => o.Page == mention.Page && o.Line == mention.Line && o.Span.Start < mention.Span.Start).Max(static o => o.Span.End), before = 0, behind = 0;
        foreach (var other in mentions)
        {
            if (other.Kind != mention.Kind || other.Page != mention.Page || other.Line != mention.Line || other.Span.Start < code) continue;
            if (other.Span.End <= mention.Span.Start) before++;
            else if (other.Span.Start >= mention.Span.End) behind++;
        }

        features.Add("R=" + Few(before) + "-" + Few(behind));
        features.Add("R=" + Few(before));
        features.Add("RE=" + Few(behind));
    }

    private static string Few(int count) => Math.Min(count, 3).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
