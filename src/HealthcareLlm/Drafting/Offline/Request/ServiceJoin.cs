namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Joins what tables, labels and pages say of the same service.</summary>
internal static class ServiceJoin
{
    internal static List<ListEntry> Join(List<ListEntry> table, List<ListEntry> labelled)
    {
        if (table.Count == 0) return labelled.FindAll(e => e.Leaves.Count > 0);
        foreach (var entry in labelled)
        {
            var same = table.Find(t => entry.Value("code") is { } c && t.Value("code") == c);
            if (same is not null) same.Absorb(entry);
            else if (table.Count == 1 && !(entry.Has("code") && table[0].Has("code"))) table[0].Absorb(entry);
            else if (!entry.Has("code") && !entry.Has("quantity"))
            {
                // Dates, duration or frequency outside of the table hold for all of its rows.
                foreach (var row in table)
                {
                    foreach (var leaf in entry.Leaves)
                    {
                        if (leaf.Leaf is "startDate" or "endDate" or "duration" or "frequency" && !row.Has(leaf.Leaf)) row.Leaves.Add(leaf);
                    }
                }
            }
            else if (entry.Has("code")) table.Add(entry);
        }

        return table;
    }

    internal static void Merge(List<ListEntry> services, List<ListEntry> more, bool mayAdd)
    {
        // Two lines of one page may ask for one code: a side each.
        var before = services.ToList();
        foreach (var entry in more)
        {
            SideOfModifiers(entry);
            var same = before.Find(s => Same(s, entry) && !Apart(s, entry)) ?? before.Find(s => Same(s, entry));
            if (same is null && !(ServiceFields.IsRow(entry) && entry.Has("code"))) same = services.Find(s => Same(s, entry));
            if (same is not null)
            {
                foreach (var leaf in entry.Leaves) Support(same, leaf);
            }
            else if (services.Count == 1 && more.Count == 1 && !(entry.Has("code") && services[0].Has("code")) && !entry.Has("description"))
            {
                services[0].Absorb(entry);
            }
            else if (mayAdd)
            {
                services.Add(entry);
            }
            else if (services.Count == 1 && more.Count == 1 && entry.Has("code") && services[0].Has("code"))
            {
                // The one service that a letter asks for by another code contradicts the form.
                foreach (var leaf in entry.Leaves.Where(l => l.Leaf == "code")) services[0].Leaves.Add(leaf);
            }
        }
    }

    private static void Support(ListEntry entry, EntryLeaf leaf)
    {
        // Another page's words on the same service: a second place for what agrees, a contradiction where it matters, nothing for free text.
        bool has = entry.Has(leaf.Leaf);
        if (!has || leaf.Value == entry.Value(leaf.Leaf) || leaf.Leaf is "quantity" or "startDate" or "endDate") entry.Leaves.Add(leaf);
    }

    private static bool Same(ListEntry a, ListEntry b)
    {
        if (a.Value("code") is { } code && b.Value("code") is { } other) return code == other;
        if (a.Value("ndc") is { } ndc && b.Value("ndc") is { } otherNdc) return ndc == otherNdc;
        return a.Value("description") is { } d && b.Value("description") is { } e && (d.Contains(e, StringComparison.OrdinalIgnoreCase) || e.Contains(d, StringComparison.OrdinalIgnoreCase) || FirstWord(d).Equals(FirstWord(e), StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether two entries name different sides or modifiers.</summary>
    private static bool Apart(ListEntry a, ListEntry b) =>
        (a.Value("laterality") is { } side && b.Value("laterality") is { } other && side != other) || (a.Value("modifiers") is { } modifier && b.Has("modifiers") && !b.Leaves.Exists(l => l.Leaf == "modifiers" && l.Value == modifier));

    private static string FirstWord(string text) => text.Split(' ', ',', '(')[0];

    internal static void SideOfModifiers(ListEntry entry)
    {
        if (entry.Has("laterality")) return;
        var side = entry.Leaves.Find(l => l.Leaf == "modifiers" && l.Value is "RT" or "LT" or "50");
        if (side is null || side.Value == "50" || entry.Leaves.Exists(l => l.Leaf == "modifiers" && l.Value is "RT" or "LT" && l.Value != side.Value)) return;
        if (ChoiceRules.Map("request.services[].laterality", side.Value) is { } match && ChoiceRules.Gives(match.Rule.Id, "request.services[].laterality", match.Rule.Value, string.Join(' ', side.Spans.Select(s => s.In(side.Page.Text)))))
        {
            entry.Leaves.Add(new(side.Page, "laterality", match.Rule.Value, side.Score * 0.75, match.Rule.Id, side.Spans) { Mapped = true });
        }
    }
}
