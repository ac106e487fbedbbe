using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// The payer where no label tells it - in the words that say who covers or for whom a request is reviewed, at the head or foot of its own form, in an address -
/// and the line of business in the payer's own name, or in a place of a form that says nothing else.
/// </summary>
internal static class CoverageFields
{
    private const string Payer = "coverage.payer";

    // Characters before a name in which its clause may say that it is long past.
    private const int LongestClause = 80;
    private const string Line = "coverage.lineOfBusiness";

    // Scores of what is read without a label: words that tell who covers, then the head of a form, an address, its foot, a place of its own.
    private const double Told = 0.62, Head = 0.56, Foot = 0.5, Alone = 0.47, Weak = 0.06;

    // What a labelled payer must have to be left alone.
    private const double Labelled = 0.6;

    private static readonly Lazy<Regex> Cue = Pattern.OfWords(@"\b(?:(?:covered|insured|enrolled) (?:by|with|through|under|in)|(?:review(?:s|ing|ed)?|administ\w+|administration|benefits?|manag(?:es|ed|ing)|process\w*) (?:only |solely )?(?:for|on behalf of)|member (?:of|with)|coverage (?:is |by |through |with |under )+|insurance (?:is|through|with)|(?:her|his|their) (?:insurer|insurance|plan|carrier|payer),?(?: is)?|(?:insurer|payer|carrier|ins)\s?[:=])\s?:?\s*(?:the )?(?=\p{Lu})", RegexOptions.None);

    private static readonly Lazy<Regex> Before = Pattern.Of(@"(?:(?<=\b(?:[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Ff]or|[Tt]he|[Aa]|[Tt]o)[ \n])|(?m:^))(?<n>\p{Lu}[\p{L}'’&\-]*(?: (?:\p{Lu}[\p{L}'’&\-]*|of|and|&)){1,5})[ \n](?:[Mm]embers?\b|ID\b|[Mm]ember [Ii][Dd]\b)", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> To = Pattern.Of(@"^\W*(?:[Ss][Ee][Nn][TtDd]|[Ss]ubmit(?:ted)?|[Ff]ax(?:ed)?|[Mm]ail(?:ed)?)?\s*(?:TO|To|to|ATTN|Attn|Attention|ATTENTION)\b\s*:?\s+", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Opens = Pattern.OfWords(@"^\W*(?:re|in re|concerning|regarding|dear|to whom|subject|patient|member)\b");

    private static readonly Lazy<Regex> Past = Pattern.OfWords(@"\b(?:former|previous|prior|old|secondary|second|other|termed|ended|lapsed|expired|until|was|no longer)\b");

    private static readonly Lazy<Regex> Programme = Pattern.OfWords(@"\b(?:medicare|medicaid|marketplace|exchange)\b");

    internal static void Draft(RequestContext context)
    {
        bool labelled = context.Book.Has(Payer, Labelled);
        if (!labelled)
        {
            foreach (var page in context.Pages)
            {
                if (page.Kind is PageKind.PayerNotice) continue;
                Tell(context, page);
                if (page.Kind is PageKind.Form or PageKind.FaxCover or PageKind.Letter) Edges(context, page);
            }

            if (!context.Book.Has(Payer, Alone)) foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Form)) Cells(context, page);
        }

        LineOfBusiness(context);
        CoverageState.Draft(context);
    }

    /// <summary>Whether words say that somebody no longer covers, or covers only beside another.</summary>
    internal static bool IsPast(string words) => Past.Value.IsMatch(words);

    /// <summary>The words of a clause before a place: 'Until 2024 she was insured through' begins with its time.</summary>
    internal static string Clause(string text, int at)
    {
        int from = text.LastIndexOfAny(['.', ';', ':', '\n'], Math.Max(0, at - 1)) + 1;
        return from < at ? text[Math.Max(from, at - LongestClause)..at] : string.Empty;
    }

    private static void Tell(RequestContext context, RequestPage page)
    {
        foreach (Match match in Cue.Value.Matches(page.PageText))
        {
            int at = match.Index + match.Length;
            string after = page.PageText[at..Math.Min(page.PageText.Length, at + 90)].Replace('\n', ' ');
            if (!Past.Value.IsMatch(Clause(page.PageText, match.Index) + match.Value)) Add(context, page, page.Page.Span.Start + at, after, Told);
        }

        foreach (Match match in Before.Value.Matches(page.PageText))
        {
            var group = match.Groups["n"];
            if (InsurerNames.AtHeadOf(group.Value) is { } name && name.Name.End >= group.Length - 1) Add(context, page, page.Page.Span.Start + group.Index, group.Value, Told);
        }
    }

    /// <summary>The head of a form, the lines to whom a fax or letter goes, the foot of a form.</summary>
    private static void Edges(RequestContext context, RequestPage page)
    {
        var lines = page.Page.Lines;
        bool form = page.Kind == PageKind.Form, dated = false;
        for (int i = 0; i < lines.Length; i++)
        {
            bool head = i < (form ? 6 : 16), foot = form && i >= lines.Length - 4;
            if (!head && !foot) continue;
            string line = lines[i].Span.In(page.Text);
            if (page.Kind == PageKind.Letter && dated && Opens.Value.IsMatch(line)) return;
            foreach (var cell in lines[i].Cells)
            {
                string words = cell.Span.In(page.Text);
                var to = To.Value.Match(words);
                if (!form && !to.Success && !(page.Kind == PageKind.Letter && dated)) continue;
                int from = to.Success ? to.Length : 0;
                if (Add(context, page, cell.Span.Start + from, words[from..], head || to.Success ? Head : Foot)) break;
            }

            dated |= line.Length <= 40 && DateReadings.Dates(line, context.Dates).Count == 1 && !line.Contains(':', StringComparison.Ordinal);
        }
    }

    /// <summary>A cell of a form that is an insurer's name and nothing else.</summary>
    private static void Cells(RequestContext context, RequestPage page)
    {
        foreach (var line in page.Page.Lines)
        {
            if (Past.Value.IsMatch(line.Span.In(page.Text))) continue;
            foreach (var cell in line.Cells)
            {
                string words = cell.Span.In(page.Text);
                if (InsurerNames.AtHeadOf(words) is { IsStrong: true } name && name.Name.End >= words.TrimEnd('.', ',', ' ').Length) Add(context, page, cell.Span.Start, words, Alone);
            }
        }
    }

    private static bool Add(RequestContext context, RequestPage page, int at, string words, double score)
    {
        if (InsurerNames.AtHeadOf(words) is not { } found) return false;
        context.AddSpans(Payer, page, found.Name.Value, found.IsStrong ? score : score - Weak, "payer-by-name", false, Doubt.None, new TextSpan(at + found.Name.Start, at + found.Name.End));
        return true;
    }

    /// <summary>'Wrenfield Medicare Advantage' names its programme; so does a place that holds 'Medicare Advantage (Part C)' alone, or what stands beside the payer's name.</summary>
    private static void LineOfBusiness(RequestContext context)
    {
        if (context.Book.Of(Line).Any(c => c.Score >= 0.45)) return;
        var payer = context.Book.Of(Payer).Where(c => c.Doubt == Doubt.None).MaxBy(c => c.Score);
        foreach (var page in context.Pages)
        {
            foreach (var evidence in payer?.Evidence.Where(e => e.DocumentId == page.Document.Source.Id && e.Location is { } l && page.Page.Span.Contains(l)) ?? [])
            {
                var line = page.Page.Lines.FirstOrDefault(l => l.Span.Overlaps(evidence.Location!.Value));
                if (line is null) continue;
                int index = page.Page.Lines.IndexOf(line);
                // The name itself, its line, and the line right below at the head of a form.
                if (Choose(context, page, evidence.Location!.Value) || Choose(context, page, line.Cells.FirstOrDefault(c => c.Span.Overlaps(evidence.Location!.Value))?.Span ?? default)) return;
                if (page.Kind == PageKind.Form && index < 4 && index + 1 < page.Page.Lines.Length && Choose(context, page, page.Page.Lines[index + 1].Cells[0].Span)) return;
            }
        }

        foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Form))
        {
            var kinds = page.Page.Lines.Where(l => !Past.Value.IsMatch(l.Span.In(page.Text))).SelectMany(l => l.Cells).Select(c => c.Span)
                .Where(s => s.Length is > 3 and <= 40 && InsurerNames.IsKindOnly(s.In(page.Text)) && !page.Values.Any(v => v.LabelSpan.Overlaps(s)) && !EvidenceOf.WordsIn(page.Document, s).Any(w => w.IsCheckBox))
                .Select(s => (Span: s, Match: ChoiceRules.Map(Line, s.In(page.Text)))).Where(k => k.Match is not null).ToList();
            if (kinds.Select(k => k.Match!.Value.Rule.Value).Distinct().Count() != 1) continue;
            context.AddChoice(Line, page, kinds[0].Match!.Value, kinds[0].Span, 0.55 * page.Weight);
            return;
        }
    }

    private static bool Choose(RequestContext context, RequestPage page, TextSpan span)
    {
        if (span.IsEmpty || span.Length > 140) return false;
        string words = span.In(page.Text);
        var named = Programme.Value.Match(words);
        if (!named.Success || Programme.Value.Matches(words).Select(m => m.Value.ToLowerInvariant()).Distinct().Count() > 1 || EvidenceOf.WordsIn(page.Document, span).Any(w => w.IsCheckBox)) return false;
        if (ChoiceRules.Map(Line, named.Value) is not { } choice) return false;
        context.AddChoice(Line, page, choice, new(span.Start + named.Index, span.Start + named.Index + named.Length), 0.66 * page.Weight);
        return true;
    }
}
