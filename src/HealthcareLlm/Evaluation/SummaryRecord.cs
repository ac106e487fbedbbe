using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace HealthcareLlm.Evaluation;

/// <summary>The rows of a summary as a record: what is judged leaf by leaf against a golden encounter's <c>entries</c>.</summary>
internal static partial class SummaryRecord
{
    /// <summary>The first part of a section, under which the text of a row without parts is judged; empty where no row is to have parts.</summary>
    private static string KeyOf(string section) => RecordScorer.KeysOf(GoldFields.Summary + "." + section + "[]") is { IsEmpty: false } keys ? keys[0] : string.Empty;

    /// <summary>The rows of every section that is judged, refused ones among them.</summary>
    internal static LeafTree<ReadField> Of(ResultView view)
    {
        var sections = view.Statements.GroupBy(static s => s.Section, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g => g.ToImmutableArray(), StringComparer.Ordinal);
        var children = new List<(string Name, LeafTree<ReadField> Tree)>();
        foreach (var child in RecordShape.Children(GoldFields.Summary))
        {
            var rows = sections.GetValueOrDefault(child.Name, []);
            children.Add((child.Name, child.IsList ? new LeafTree<ReadField>.Items([.. rows.Where(static r => r.Stands || r.Status == "refused").Select(r => Row(child.Name, r))]) : Merged(rows)));
        }

        return LeafTree<ReadField>.Branch.Of([.. children]);
    }

    private static LeafTree<ReadField> Row(string section, ReadStatement row)
    {
        var fields = row.Fields.ToDictionary(static f => f.Key, static f => f.Value, StringComparer.Ordinal);
        if (section == "codeStatus") fields["status"] = new("extracted", StatusOf(row.Text), []) { Citations = row.Citations };
        else if (fields.Count == 0) fields[KeyOf(section)] = new("extracted", row.Text, []) { Citations = row.Citations };
        return LeafTree<ReadField>.Branch.Of([.. fields.Select(f => (f.Key, (LeafTree<ReadField>)new LeafTree<ReadField>.Leaf(Plain(row, f.Key, f.Value))))]);
    }

    /// <summary>A section whose parts stand in one or more statements, each part once. Of one that stands twice otherwise both are shown, and neither is the value.</summary>
    private static LeafTree<ReadField> Merged(ImmutableArray<ReadStatement> rows)
    {
        var parts = rows.SelectMany(static r => r.Fields.Select(f => (f.Key, Field: Plain(r, f.Key, f.Value)))).GroupBy(static f => f.Key, StringComparer.Ordinal);
        return LeafTree<ReadField>.Branch.Of([.. parts.Select(static g => (g.Key, (LeafTree<ReadField>)new LeafTree<ReadField>.Leaf(One([.. g.Select(static f => f.Field)]))))]);
    }

    private static ReadField One(ImmutableArray<ReadField> fields)
    {
        var given = fields.Where(static f => f.IsGiven).DistinctBy(static f => f.Value, StringComparer.OrdinalIgnoreCase).ToImmutableArray();
        // Two of them stand: whoever reads the one does not see the other, so the text of both is what is said.
        return given.Length > 1 ? given[0] with { Value = string.Join(" and ", given.Select(static f => f.Value)) } : given.Length == 1 ? given[0] : fields[0];
    }

    /// <summary>A part as its row makes it: held back where the row is, a person without title.</summary>
    private static ReadField Plain(ReadStatement row, string part, ReadField field)
    {
        if (field.Value is { } value && part is "attending" or "operator") field = field with { Value = Title().Replace(field.Value!, string.Empty).Trim(' ', ',') };
        if (field.Value is { Length: > 0 } side && part == "laterality") field = field with { Value = side.Trim('.', ' ').ToUpperInvariant() switch { "R" or "RT" => "right", "L" or "LT" => "left", "B" or "BL" or "B/L" or "BOTH" => "bilateral", _ => side } };
        return row.Status == "supported" || !field.IsGiven ? field : new(row.Status, null, [field.Value!]) { Citations = field.Citations };
    }

    /// <summary>full, dnr, dni, dnr-dni, comfort or limited, as a text about resuscitation says; the text itself where it says none of these.</summary>
    internal static string StatusOf(string text)
    {
        string plain = Denied().Replace(text, " full ");
        bool dnr = Dnr().IsMatch(plain), dni = Dni().IsMatch(plain);
        if (dnr && dni) return Full().IsMatch(plain) ? text : "dnr-dni";
        if (dnr || dni) return Full().IsMatch(plain) ? text : dnr ? "dnr" : "dni";
        if (Comfort().IsMatch(plain)) return "comfort";
        return Full().IsMatch(plain) ? "full" : Limited().IsMatch(plain) ? "limited" : text;
    }

    [GeneratedRegex(@"\b(?:Dr\.?|Prof\.?|Mr\.?|Ms\.?|Mrs\.?)\s+|,?\s*\b(?:M\.?D\.?|D\.?O\.?|N\.?P\.?|P\.?A\.?(?:-C)?|R\.?N\.?|DNP|FNP|CNM|MBBS|Ph\.?D\.?|FACS|FACP)(?=[\s,.]|$)\.?", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Title();

    [GeneratedRegex(@"\b(?:not|no|isn't|is not|never|without|reversed|rescinded|revoked)\s+(?:a\s+)?(?:DNR|DNI|do[- ]not[- ]resuscitate)(?:\s*(?:/|and|or)\s*(?:DNR|DNI))?|(?:DNR|DNI)(?:\s*/\s*(?:DNR|DNI))?\s+(?:was\s+|is\s+)?(?:reversed|rescinded|revoked|suspended|declined|refused)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Denied();

    [GeneratedRegex(@"\bDN(?:A?C?P?)?R\b|\bdo[- ]not[- ](?:attempt[- ])?resuscitat\w*|\bno (?:CPR|resuscitation|code)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dnr();

    [GeneratedRegex(@"\bDNI\b|\bdo[- ]not[- ]intubate\b|\bno intubation\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Dni();

    [GeneratedRegex(@"\bcomfort (?:care|measures)\b|\bCMO\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Comfort();

    [GeneratedRegex(@"\bfull\b|(?<!not )\battempt (?:full )?resuscitation\b|\bfor (?:CPR|resuscitation)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Full();

    [GeneratedRegex(@"\blimited\b|\bpartial code\b|\bselective treatment\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Limited();
}
