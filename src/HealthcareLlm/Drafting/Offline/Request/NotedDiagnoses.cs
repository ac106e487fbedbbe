using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Clinical;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads what notes assess beside the diagnoses that a form gives: 'ASSESSMENT 1. … 2. Essential hypertension (I10), at goal'.</summary>
internal static class NotedDiagnoses
{
    /// <summary>What a note assesses beside the diagnoses of the form: items of its assessment, each with its code, that are the patient's and present.</summary>
    internal static List<ListEntry> Of(RequestContext context, List<ListEntry> entries)
    {
        var noted = new List<ListEntry>();
        AnnotatedDocument? goesOn = null;
        if (!entries.Exists(e => e.HasRead("code"))) return noted;
        foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Note))
        {
            var blocks = ClinicalBlocks.Of(page);
            var assessed = blocks.Where(b => b.Kind == "assessment").Select(b => b.Body).ToList();
            // An assessment goes on over the page.
            if (goesOn == page.Document && blocks is [{ Kind: "text", Title.IsEmpty: true } first, ..]) assessed.Add(first.Body);
            goesOn = blocks.Length > 0 && blocks[^1].Kind == "assessment" ? page.Document : null;
            if (assessed.Count == 0) continue;
            foreach (var entry in DiagnosisProse.OfPage(page, DiagnosisFields.Weight(page.Kind)))
            {
                var code = entry.Leaves.Find(l => l.Leaf == "code")!;
                if (!entry.Has("description") || code.Repaired || !assessed.Exists(a => a.Contains(code.Spans[0])) || entries.Concat(noted).Any(e => DiagnosisFields.Same(e, entry))) continue;
                if (ItemOf(page, code.Spans[0]) is not { } item || Later().IsMatch(item) || DiagnosisFields.NotThePatients(item, item.Length)) continue;
                entry.Rung = 3;
                noted.Add(entry);
            }
        }

        return noted;
    }

    /// <summary>The words of a list's item before its code; null where no count or line begins it.</summary>
    private static string? ItemOf(RequestPage page, TextSpan code)
    {
        int from = Math.Max(page.Page.Span.Start, code.Start - 160);
        string before = page.Text[from..code.Start];
        return ItemBegins().Matches(before).LastOrDefault() is { } begins && before[(begins.Index + begins.Length)..] is var item && !ItemStop().IsMatch(item) ? item : null;
    }

    private static readonly Lazy<Regex> ItemBeginsPattern = Pattern.Of(@"(?:^|\n|[.;]\s*|:\s)(?:[ \t]*(?:#?[0-9]{1,2}[.)]|[#*\u2022\-])[ \t]*)|\n(?=[ \t]*[A-Z])", RegexOptions.CultureInvariant);

    private static Regex ItemBegins() => ItemBeginsPattern.Value;

    private static readonly Lazy<Regex> ItemStopPattern = Pattern.Of(@"[.;](?:\s|$)|\n[ \t]*\n", RegexOptions.CultureInvariant);

    private static Regex ItemStop() => ItemStopPattern.Value;

    // What is to be looked for, or was, is none.
    private static readonly Lazy<Regex> LaterPattern = Pattern.OfWords(@"\b(?:rule out|due for|screen\w*|refer\w*|monitor for|watch for|if|evaluat\w*|work-?up|concern\w*|resolved|former|past|prior|status post|s/p|history|will|plan|consider\w*|prevent\w*|exam due)\b");

    private static Regex Later() => LaterPattern.Value;
}
