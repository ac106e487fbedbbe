using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Addresses by their own grammar - number and street, town, state, postal code - in one cell, in cells side by side or in two lines, where no label's value was whole.
/// One is the patient's where the words before it, the label it stands with, or the party named last before it say so.
/// </summary>
internal static class AddressPlaces
{
    private const string Path = "patient.address";

    // A labelled address that is whole is left alone.
    private const double Whole = 0.6;
    private const double Led = 0.72, Near = 0.6;
    private const double PartShare = 0.4;

    // How far before an address its party may be named, characters.
    private const int Reach = 420;

    private const string State = "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])";
    private const string Street = @"(?<![0-9A-Za-z#.\-/])(?<street>[0-9]{1,6}[A-Z]?\s(?:[NSEW]{1,2}\.?\s)?\p{Lu}[\p{L}'’.\-]*(?:\s\p{Lu}[\p{L}'’.\-]*|\s[0-9]{1,4}(?:st|nd|rd|th)){0,4}(?:,?\s(?:Apt|Apartment|Unit|Lot|Trlr|No|Ste|Suite|#)\.?\s?#?[0-9A-Za-z\-]{1,6}|,?\s#[0-9A-Za-z\-]{1,5})?)";
    private const string Town = @"(?<town>\p{Lu}[\p{L}'’.\-]+(?:\s\p{Lu}[\p{L}'’.\-]+){0,3},?\s{1,12}" + State + @",?\s{1,12}[0-9]{5}(?:-[0-9]{4})?)(?![0-9\-])";

    private static readonly Lazy<Regex> OneLine = Pattern.Of(Street + @"(?:,\s{0,16}|\s{1,16})" + Town, RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> StreetOnly = Pattern.Of(@"^\W{0,3}" + Street + @",?\W{0,2}$", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> TownOnly = Pattern.Of(@"^\W{0,2}" + Town, RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Office = Pattern.OfWords(@"\b(?:ste|suite|p\.? ?o\.? box|floor|bldg|building|level)\b");
    private static readonly Lazy<Regex> Lead = Pattern.OfWords(@"\b(?:lives? ?at|living at|resid(?:es?|ing|ence)|home(?: address)?|(?:patient|member|enrollee|recipient|beneficiary)['’]?s? (?:home )?(?:street|address|mailing address)|mailing address|ship to|deliver(?:y)? (?:to|address))\b[^0-9]{0,40}$");
    private static readonly Lazy<Regex> Others = Pattern.OfWords(@"\b(?:office|clinic|practice|facility|supplier|pharmacy|hospital|provider|prescriber|physician|employer|plan|payer|insurer|return|mail (?:to|this)|send|subscriber|guarantor|emergency|guardian|mother|father|responsible)\b[^0-9]{0,30}$");

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages.Where(p => p.Kind is PageKind.Form or PageKind.Other or PageKind.Letter))
        {
            foreach (var (text, spans) in Find(page))
            {
                if (Office.Value.IsMatch(text) || ScoreOf(page, spans[0]) is not (> 0 and var score)) continue;
                string line = TextForm.OneLine(text.Replace(" ,", ",", StringComparison.Ordinal));
                // Another whole address that a label announced is left alone; the same one, cut where columns of labels ended, is not.
                if (context.Book.Of(Path).Any(c => c.Score >= Whole && OneLine.Value.IsMatch(c.Value) && (Bare(c.Value) != Bare(line) || c.Value == line))) return;
                // What stands whole in its place prevails over a part of it.
                context.Book.Weigh(Path, c => line.Contains(c.Value, StringComparison.OrdinalIgnoreCase) || Bare(c.Value) == Bare(line) || !c.Value.Any(char.IsAsciiLetter) ? c.Score * PartShare : c.Score);
                context.AddSpans(Path, page, line, score * page.Weight, "address-by-form", false, Doubt.None, [.. spans]);
                return;
            }
        }
    }

    private static IEnumerable<(string Text, List<TextSpan> Spans)> Find(RequestPage page)
    {
        var lines = page.Page.Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            string words = lines[i].Span.In(page.Text);
            if (words.Length <= 240 && OneLine.Value.Match(words) is { Success: true } match)
            {
                yield return (Joined(match.Groups["street"].Value, match.Groups["town"].Value), [Part(lines[i].Span.Start, match.Groups["street"]), Part(lines[i].Span.Start, match.Groups["town"])]);
                continue;
            }

            if (i + 1 >= lines.Length) continue;
            foreach (var cell in lines[i].Cells)
            {
                if (StreetOnly.Value.Match(cell.Span.In(page.Text)) is not { Success: true } street) continue;
                var below = lines[i + 1].Cells.FirstOrDefault(c => Math.Abs(c.Box.X - cell.Box.X) <= lines[i].Box.Height * 1.5);
                if (below is not null && TownOnly.Value.Match(below.Span.In(page.Text)) is { Success: true } town) yield return (Joined(street.Groups["street"].Value, town.Groups["town"].Value), [Part(cell.Span.Start, street.Groups["street"]), Part(below.Span.Start, town.Groups["town"])]);
            }
        }
    }

    private static string Bare(string address) => string.Concat(address.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string Joined(string street, string town) => street.TrimEnd(',', ' ') + ", " + town;

    private static TextSpan Part(int start, Group group) => new(start + group.Index, start + group.Index + group.Length);

    private static double ScoreOf(RequestPage page, TextSpan street)
    {
        int from = Math.Max(page.Page.Span.Start, street.Start - 70);
        string before = page.Text[from..street.Start];
        if (Lead.Value.IsMatch(before)) return Led;
        if (Others.Value.IsMatch(before)) return 0;
        // A label that asks for an address, or a part of one, right by it.
        var label = page.With("address", "city", "zip", "cityStateZip", "state").Where(v => Math.Abs(v.LabelSpan.Start - street.Start) <= 170).MinBy(v => Math.Abs(v.LabelSpan.Start - street.Start));
        if (label is { Topic: FormTopic.Patient }) return Led;
        if (label is { OwnTopic: true }) return 0;
        // The party named last before it.
        var party = page.Values.Where(v => v.LabelSpan.Start < street.Start && street.Start - v.LabelSpan.Start <= Reach && v.Topic is FormTopic.Patient or FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Payer or FormTopic.Other or FormTopic.Contact or FormTopic.Subscriber).LastOrDefault();
        return party is { Topic: FormTopic.Patient } ? Near : 0;
    }
}
