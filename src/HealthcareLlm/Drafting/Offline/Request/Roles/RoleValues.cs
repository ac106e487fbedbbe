namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>A distinct value of a packet with all its mentions, and how likely each role of its kind is.</summary>
/// <param name="Kind">Grammar.</param>
/// <param name="Key">What equal values share: first and last name, letters and digits without hyphens.</param>
/// <param name="Mentions">Where it stands, in order.</param>
/// <param name="Probabilities">A number for each role of the kind; uncalibrated.</param>
internal sealed record RoleValue(RoleKind Kind, string Key, IReadOnlyList<RoleMention> Mentions, double[] Probabilities)
{
    /// <summary>The values of a packet, in the order of their first mention.</summary>
    internal static List<RoleValue> Of(IEnumerable<RoleMention> mentions, RoleModel model) =>
        [.. mentions.GroupBy(static m => (m.Kind, Key: KeyOf(m.Kind, m.Value))).Select(g => new RoleValue(g.Key.Kind, g.Key.Key, [.. g], model.Predict(g.Key.Kind, [.. g.SelectMany(static m => m.Features).Distinct()])))];

    /// <summary>What values that mean the same have in common.</summary>
    internal static string KeyOf(RoleKind kind, string value)
    {
        string upper = value.ToUpperInvariant();
        if (kind is RoleKind.Id or RoleKind.Npi or RoleKind.Phone) return string.Concat(upper.Where(char.IsAsciiLetterOrDigit));
        if (kind != RoleKind.Name) return upper;
        string[] parts = upper.Replace(".", string.Empty, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        while (parts.Length > 2 && parts[^1] is "JR" or "SR" or "II" or "III") parts = parts[..^1];
        return parts.Length == 0 ? string.Empty : parts[0] + " " + parts[^1];
    }
}
