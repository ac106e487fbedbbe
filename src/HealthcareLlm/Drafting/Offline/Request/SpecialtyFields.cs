using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What who asks practises, told by the grammar of the words: a field of medicine behind the name, under it, or behind a word for it.</summary>
internal static class SpecialtyFields
{
    private const string Path = "requestingProvider.specialty";

    // How far behind a name its field may stand, characters of the same line.
    private const int Reach = 90;

    private const string Head = @"(?:\p{L}*(?:ology|iatry|iatrics|iatrist|ologist|anesthesia|odontics)|surgery|medicine|genetics|obstetrics|gynecology|ob/?gyn|orthop(?:a)?edics|pulmonary|cardiac|retina|rehabilitation|allergy|immunology|infectious diseases?|family practice|general practice|urgent care|hospitalist|midwifery|optometry|dentistry)";

    private static readonly Lazy<Regex> Field = Pattern.OfWords(@"^(?:[\p{L}/&\-]+,? (?:and |of |& )?){0,4}?(?:" + Head + @")(?:(?:,| and| &|/)? (?:[\p{L}\-]+ )?(?:" + Head + @"|retina|toxicology|disorders?|disease))?$");

    private static readonly Lazy<Regex> NoField = Pattern.OfWords(@"\b(?:associates|cent(?:er|re)|clinic|hospital|group|institute|pllc|llc|inc|department of|suite|phone|request\w*|authorization|form|needed|health|plan|dear|requested|supply|services|pharmacy|history|referring|ordering|attending|requesting|treating|prescribing|planned|date|reason|prior|previous|last|admit\w*|visit|had|has|was|for|after|lab\w*|pathology)\b|[0-9]");

    private static readonly Lazy<Regex> Announced = Pattern.OfWords(@"(?:specialty|speciality|field|type of practice|practice of|practice type|department|dept\.?|service|discipline)[\s:.=]{1,16}(?<s>\p{L}[\p{L} ,/&\-]{3,48}?)(?=\s{2,}|\s+(?:phone|fax|npi|tel|tax)\b|[;.)\n]|,? ?(?:ask|npi)|$)");

    private static readonly Lazy<Regex> Marked = Pattern.Of(@"[\[(]\s?[xX]\s?[\])]\s*(?<s>\p{L}[\p{L} /&\-]{3,40}?)(?=\s*[\[(]|\s{3,}|$)", RegexOptions.CultureInvariant);

    // Words of which one stands in whatever a clinician practises.
    private static readonly Lazy<Regex> Word = Pattern.OfWords(@"\b(?:" + Head + @"|\p{L}*(?:ologic(?:al)?|surg(?:ery|ical|eon))|genetic|orthop(?:a)?edic|infectious|disease|practice|care|midwi\w+|dent(?:al|ist\w*)|therap\w+|nurs\w+|psych\w+|podiatr\w*|chiropract\w*|rehab\w*|spine|pain|sleep|transplant\w*|prosthetics|counsel\w+|occupational|physical)\b");

    /// <summary>Whether words that a label calls a specialty name one at all: 'Prior', a number or the name of a certificate is what stands in the place by mistake.</summary>
    internal static bool Names(string words) => Word.Value.IsMatch(words) && !words.Any(char.IsAsciiDigit) && !words.TrimEnd().EndsWith(" and", StringComparison.OrdinalIgnoreCase) && !words.TrimEnd().EndsWith('&');

    /// <summary>Whether words are a field of medicine and nothing else.</summary>
    internal static bool Is(string words) => words.Length is >= 4 and <= 60 && !NoField.Value.IsMatch(words) && Field.Value.IsMatch(words.Trim());

    internal static void Draft(RequestContext context)
    {
        string? asking = context.Book.Of("requestingProvider.name").Where(c => c.Doubt == Doubt.None).OrderByDescending(c => c.Score).FirstOrDefault()?.Value;
        foreach (var page in context.Pages.Where(p => p.Kind is PageKind.Form or PageKind.Other or PageKind.Letter))
        {
            if (asking is not null)
            {
                foreach (var name in ProsePeople.Of(page).Where(n => n.IsPerson && n.Role != ProseRole.Elsewhere && NameMatch.MayBeSame(n.Name, asking))) BesideName(context, page, name);
            }

            if (page.Kind != PageKind.Letter) Labelled(context, page);
        }
    }

    private static void BesideName(RequestContext context, RequestPage page, ProseName name)
    {
        int index = -1;
        for (int i = 0; i < page.Page.Lines.Length && index < 0; i++) index = page.Page.Lines[i].Span.Contains(new TextSpan(name.Span.Start, name.Span.Start + 1)) ? i : -1;
        if (index < 0) return;
        var line = page.Page.Lines[index];
        var own = line.Cells.First(c => c.Span.End > name.Span.Start);
        int end = Math.Min(Math.Max(name.End, own.Span.End), name.End + Reach);
        int at = name.End;
        foreach (string piece in page.Text[name.End..end].Split([',', ';', '(', ')', '–', '·', '|', '\n']))
        {
            if (Put(context, page, piece, at, 0.74)) return;
            int dash = piece.IndexOf(" - ", StringComparison.Ordinal);
            if (dash >= 0 && Put(context, page, piece[(dash + 3)..], at + dash + 3, 0.74)) return;
            at += piece.Length + 1;
        }

        if (Announced.Value.Match(page.Text, name.End, end - name.End) is { Success: true } told && Put(context, page, told.Groups["s"].Value, told.Groups["s"].Index, 0.74)) return;
        int next = ProsePeople.Of(page).Find(n => n.IsPerson && n.Span.Start > name.End)?.Span.Start ?? int.MaxValue;
        foreach (var cell in line.Cells.Where(c => c.Span.Start > own.Span.Start && c.Span.Start < next))
        {
            if (Put(context, page, cell.Span.In(page.Text), cell.Span.Start, 0.66)) return;
        }

        if (index + 1 >= page.Page.Lines.Length) return;
        var under = page.Page.Lines[index + 1];
        if (under.Box.Y - line.Box.Bottom > line.Box.Height * 1.5) return;
        foreach (var cell in under.Cells.Where(c => Math.Abs(c.Box.X - own.Box.X) <= line.Box.Height)) Put(context, page, cell.Span.In(page.Text), cell.Span.Start, 0.7);
    }

    private static void Labelled(RequestContext context, RequestPage page)
    {
        foreach (var line in page.Page.Lines.Where(l => l.Span.Length < 300))
        {
            foreach (var cell in line.Cells)
            {
                string words = cell.Span.In(page.Text);
                foreach (Match match in Announced.Value.Matches(words)) Put(context, page, match.Groups["s"].Value, cell.Span.Start + match.Groups["s"].Index, match.Value.StartsWith("s", StringComparison.OrdinalIgnoreCase) ? 0.66 : 0.5);
                if (!words.Contains("specialt", StringComparison.OrdinalIgnoreCase)) continue;
                foreach (Match match in Marked.Value.Matches(words)) Put(context, page, match.Groups["s"].Value, cell.Span.Start + match.Groups["s"].Index, 0.66);
            }
        }

        foreach (var value in page.Values.Where(v => v.Target == "specialty" && !v.IsBlank && v.Topic is not (FormTopic.Requesting or FormTopic.None or FormTopic.Signature) && !v.OwnTopic)) Put(context, page, value.ValueSpan.In(page.Text), value.ValueSpan.Start, 0.6);
    }

    private static bool Put(RequestContext context, RequestPage page, string piece, int start, double score)
    {
        string words = piece.Trim();
        if (!Is(TextForm.OneLine(words))) return false;
        int at = start + piece.IndexOf(words, StringComparison.Ordinal);
        context.AddSpans(Path, page, TextForm.OneLine(words), score * PartyFields.Asking(page), "field-of-medicine", false, Doubt.None, new TextSpan(at, at + words.Length));
        return true;
    }
}
