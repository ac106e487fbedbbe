namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// What may be a leaf of a requested service, such as its quantity: each mention of the right kind, described by its own surroundings and by where it stands
/// to the service's code and to the codes of others.
/// </summary>
internal static class ServiceLinks
{
    /// <summary>Leaves that are linked to a service, with the kind of their mentions.</summary>
    internal static readonly (RoleKind Kind, string Leaf)[] Leaves = [(RoleKind.Amount, "quantity"), (RoleKind.Date, "startDate"), (RoleKind.Date, "endDate")];

    /// <summary>The candidates of a leaf of one service.</summary>
    /// <param name="kind">Kind of the mentions.</param>
    /// <param name="mentions">All mentions of the packet.</param>
    /// <param name="codes">Mentions of codes of procedures, drugs and supplies.</param>
    /// <param name="code">The service's code; null where it has none.</param>
    /// <param name="asked">Codes of all services that are asked for.</param>
    /// <param name="services">How many services are asked for.</param>
    internal static List<(RoleMention Mention, IReadOnlyCollection<string> Features)> Of(RoleKind kind, IReadOnlyList<RoleMention> mentions, IReadOnlyList<RoleMention> codes, string? code, IReadOnlySet<string> asked, int services)
    {
        var own = codes.Where(c => c.Value == code).ToList();
        var found = new List<(RoleMention, IReadOnlyCollection<string>)>();
        foreach (var mention in mentions)
        {
            if (mention.Kind != kind) continue;
            List<string> features = [.. mention.Features, services == 1 ? "S=1" : "S=many"];
            Relate(features, mention, codes, own, code, asked);
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

        var near = own.Where(o => o.Page == mention.Page).OrderBy(o => Math.Abs(o.Line - mention.Line)).ThenBy(o => Math.Abs(o.Span.Start - mention.Span.Start)).FirstOrDefault();
        if (near is null)
        {
            features.Add("L=otherpage");
            return;
        }

        int lines = mention.Line - near.Line;
        string side = lines > 0 ? "+" : lines < 0 ? "-" : mention.Span.Start > near.Span.Start ? ">" : "<";
        features.Add("L=" + side + (Math.Abs(lines) switch { 0 => "0", 1 => "1", 2 => "2", <= 5 => "3-5", <= 12 => "6-12", _ => "far" }));
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
}
