namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>A distinct value of a packet with all its mentions, and how likely each leaf of its kind is this value.</summary>
/// <param name="Kind">Grammar.</param>
/// <param name="Key">What equal values share: first and last name, letters and digits without hyphens.</param>
/// <param name="Mentions">Where it stands, in order.</param>
/// <param name="Probabilities">A number for each leaf of the kind.</param>
internal sealed record RoleValue(RoleKind Kind, string Key, IReadOnlyList<RoleMention> Mentions, double[] Probabilities)
{
    /// <summary>The values of a packet, in the order of their first mention.</summary>
    internal static List<RoleValue> Of(IReadOnlyList<RoleMention> mentions, RoleModel model)
    {
        var all = new List<RoleValue>();
        foreach (var kind in mentions.GroupBy(static m => m.Kind))
        {
            if (!RoleModel.Roles.ContainsKey(kind.Key.ToString())) continue;
            List<(string Key, List<RoleMention> Mentions)> values = [.. kind.GroupBy(static m => KeyOf(m.Kind, m.Value)).Select(static g => (g.Key, g.ToList()))];
            double[][] predicted = model.Predict(kind.Key.ToString(), values.ConvertAll(static v => (IReadOnlyCollection<string>)v.Mentions.SelectMany(static m => m.Features).ToHashSet(StringComparer.Ordinal)));
            all.AddRange(values.Select((v, i) => new RoleValue(kind.Key, v.Key, v.Mentions, predicted[i])));
        }

        return all;
    }

    /// <summary>What values that mean the same have in common.</summary>
    internal static string KeyOf(RoleKind kind, string value)
    {
        string upper = value.ToUpperInvariant();
        if (kind is RoleKind.Id or RoleKind.Npi or RoleKind.Phone or RoleKind.Organization) return string.Concat(upper.Where(char.IsAsciiLetterOrDigit));
        if (kind != RoleKind.Name) return upper;
        string[] parts = upper.Replace(".", string.Empty, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        while (parts.Length > 2 && parts[^1] is "JR" or "SR" or "II" or "III") parts = parts[..^1];
        return parts.Length == 0 ? string.Empty : parts[0] + " " + parts[^1];
    }
}
