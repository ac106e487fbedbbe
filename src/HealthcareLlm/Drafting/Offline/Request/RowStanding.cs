using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Whether a row of a table of services is asked for by the table's own words: rows of other requests, rows that were decided or taken back, and rows
/// whose mark stands for 'not asked for' in the table's key ('A = asked, S = support, needs no approval').
/// </summary>
internal static class RowStanding
{
    // Words before a table that may be its key.
    private const int KeyReach = 300;

    /// <summary>The cells of all rows of a page's tables of services that are not asked for.</summary>
    internal static List<TextSpan> NotAsked(RequestPage page)
    {
        var cells = new List<TextSpan>();
        foreach (var table in page.Tables.Where(static t => TableKinds.Of(t) == TableKind.Services))
        {
            var legend = Legend(page, table);
            foreach (var row in table.Rows.Where(r => IsNotAsked(page, table, r, legend))) cells.AddRange(row.Cells.SelectMany(static c => c));
        }

        return cells;
    }

    /// <summary>The marks of a table's key and what each stands for; empty where it has none of which one is asked for and another not.</summary>
    internal static Dictionary<string, string> Legend(RequestPage page, PageTable table)
    {
        if (!table.Has(ColumnRole.Mark)) return [];
        int from = Math.Max(page.Page.Span.Start, table.Extent.Start - KeyReach);
        var legend = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match match in s_key.Value.Matches(page.Text[from..table.Extent.End])) legend.TryAdd(match.Groups["k"].Value, match.Groups["w"].Value);
        return legend.Values.Any(static w => s_notAsked.Value.IsMatch(w)) && legend.Values.Any(static w => s_asked.Value.IsMatch(w) && !s_notAsked.Value.IsMatch(w)) ? legend : [];
    }

    internal static bool IsNotAsked(RequestPage page, PageTable table, TableRow row, Dictionary<string, string> legend)
    {
        if (s_others.Value.IsMatch(table.Title)) return true;
        if (legend.Count > 0 && MarkOf(row.Words(page.Text, table.Of(ColumnRole.Mark))) is { } mark && legend.TryGetValue(mark, out string? said) && s_notAsked.Value.IsMatch(said)) return true;
        for (int c = 0; c < table.Columns.Length; c++)
        {
            if (table.Columns[c].Role is ColumnRole.Description or ColumnRole.Code or ColumnRole.Ndc or ColumnRole.Modifiers or ColumnRole.Quantity) continue;
            if (s_decided.Value.IsMatch(row.Words(page.Text, c))) return true;
        }

        return false;
    }

    // 'Ss': recognition may read one mark twice.
    private static string? MarkOf(string words)
    {
        string letters = new([.. words.Where(char.IsLetter).Select(char.ToUpperInvariant)]);
        return letters.Length is 1 or 2 && letters.All(c => c == letters[0]) ? letters[..1] : null;
    }

    private static readonly Lazy<Regex> s_key = Pattern.Of(@"(?<![\w])(?<k>[A-Z])\s?=\s?(?<w>[^=\n]{3,60}?)(?=[,;.)]?\s{1,3}[A-Z]\s?=|[.)\n]|$)", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> s_notAsked = Pattern.OfWords(@"\b(?:support(?:ive)?|needs? no|no (?:approval|review|authori[sz]ation|prior)|not (?:asked|requested|wanted|for review)|(?:for )?information only|already (?:approved|given)|stopped|given up)\b");

    private static readonly Lazy<Regex> s_asked = Pattern.OfWords(@"\b(?:ask(?:ed)?|request(?:ed)?|wanted|for (?:review|approval)|needs? (?:approval|review|authori[sz]ation))\b");

    private static readonly Lazy<Regex> s_others = Pattern.OfWords(@"\bother (?:requests?|authori[sz]ations?|referrals?|cases?|approvals?)\b|\b(?:requests?|authori[sz]ations?|referrals?|cases?) (?:on file|(?:of|in) the (?:last|past))\b|\b(?:request|authori[sz]ation|referral|case|claims?) history\b");

    // At the head of a cell, or behind the days of a line.
    private static readonly Lazy<Regex> s_decided = Pattern.OfWords(@"(?:^\W*|[0-9]\s{1,3})(?:(?:was |partly |partially )?(?:denied|approved|withdrawn|voided|cancell?ed|removed|expired|overturned)\b|no (?:review|approval|authori[sz]ation) (?:is )?(?:needed|required)\b)");
}
