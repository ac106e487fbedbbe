using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Whose an NPI is, told by the name before it in its own line, wherever in the packet and under whatever label: the number beside who asks is that of
/// who asks, and one beside another clinician is not. A label that names the party itself is left standing.
/// </summary>
internal static class NpiOwners
{
    private const string Asking = "requestingProvider";
    private const string Serving = "servicingProvider";

    // How sure the name must be for numbers beside other names to be withdrawn.
    private const double KnownName = 0.55;

    private static readonly Lazy<Regex> TenDigits = Pattern.Of(@"(?<![0-9A-Za-z.\-/])[12][0-9]{9}(?![0-9A-Za-z]|-[0-9])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Announced = Pattern.Of(@"\bN\.?P\.?[I1l!]\b\W{0,12}$|\bnational provider[^\n]{0,24}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static void Settle(RequestContext context)
    {
        string? asking = NameOf(context, Asking), serving = NameOf(context, Serving);
        if (asking is null) return;
        foreach (var page in context.Pages.Where(p => p.Kind != PageKind.PayerNotice))
        {
            var names = ProsePeople.Of(page);
            if (names.Count == 0) continue;
            foreach (Match match in TenDigits.Value.Matches(page.PageText))
            {
                var place = new TextSpan(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length);
                bool valid = IdentifierReadings.IsNpi(match.Value);
                bool announced = Announced.Value.IsMatch(page.PageText[Math.Max(0, match.Index - 40)..match.Index]);
                if ((!valid && !announced) || OwnerOf(page, names, place) is not { } owner) continue;
                if (owner.IsPerson && NameMatch.MayBeSame(owner.Name, asking)) Give(context, page, names, place, match.Value, valid);
                else if (!IsLabelled(page, names, place, FormTopic.Requesting) || (owner.IsPerson && IsReferrers(page, place))) Withdraw(context, page, place, owner, serving, valid);
            }
        }
    }

    /// <summary>Whether a number is labelled as that of who referred: beside another name than that of who asks it is not the number of who asks.</summary>
    private static bool IsReferrers(RequestPage page, TextSpan place) => page.Values.Any(v => v.Target == "npi" && v.ValueSpan.Overlaps(place) && v.Label.Contains("referr", StringComparison.OrdinalIgnoreCase));

    /// <summary>The best undoubted name of a party; null where there is none, or two compete.</summary>
    private static string? NameOf(RequestContext context, string party)
    {
        var sure = context.Book.Of(party + ".name").Where(c => c.Doubt == Doubt.None && c.Score >= KnownName).OrderByDescending(c => c.Score).ToList();
        if (sure.Count == 0) return null;
        return sure.TrueForAll(c => c.Score < sure[0].Score - 0.1 || NameMatch.MayBeSame(c.Value, sure[0].Value)) ? sure[0].Value : null;
    }

    /// <summary>The last name before a place in its line; where the number begins its line, in the line before.</summary>
    private static ProseName? OwnerOf(RequestPage page, List<ProseName> names, TextSpan place)
    {
        int index = Enumerable.Range(0, page.Page.Lines.Length).FirstOrDefault(i => page.Page.Lines[i].Span.Contains(place), -1);
        if (index < 0) return null;
        int from = page.Page.Lines[index].Span.Start;
        bool begins = index > 0 && !page.Text.AsSpan(from, place.Start - from).ContainsAnyInRange('a', 'z') && place.Start - from < 12;
        if (begins) from = page.Page.Lines[index - 1].Span.Start;
        var owner = names.FindLast(n => n.Span.Start >= from && n.End <= place.Start && (n.IsPerson || !begins));
        if (owner is null) return null;
        // A number between is the owner's, and this one somebody else's.
        return TenDigits.Value.IsMatch(page.Text[owner.End..place.Start]) ? null : owner;
    }

    private static void Give(RequestContext context, RequestPage page, List<ProseName> names, TextSpan place, string digits, bool valid)
    {
        context.AddSpans(Asking + ".npi", page, digits, (page.Kind == PageKind.Note ? 0.72 : 0.9) * Math.Max(0.8, PartyFields.Asking(page)), "npi-bearer", false, valid ? Doubt.None : Doubt.CheckDigit, place);
        if (!IsLabelled(page, names, place, FormTopic.Servicing)) context.Book.Withdraw(Serving + ".npi", page.Document.Source.Id, place);
    }

    private static void Withdraw(RequestContext context, RequestPage page, TextSpan place, ProseName owner, string? serving, bool valid)
    {
        // A practice's number may be all that who asks gives.
        bool lone = !owner.IsPerson && !context.Book.Of(Asking + ".npi").Any(c => !c.Evidence.Any(e => e.DocumentId == page.Document.Source.Id && e.Location is { } l && l.Overlaps(place)));
        if (!lone) context.Book.Withdraw(Asking + ".npi", page.Document.Source.Id, place);
        if (serving is null || !valid || page.Kind == PageKind.Note) return;
        bool same = owner.IsPerson ? NameMatch.MayBeSame(owner.Name, serving) : owner.Name.Contains(serving, StringComparison.OrdinalIgnoreCase) || serving.Contains(owner.Name, StringComparison.OrdinalIgnoreCase);
        if (same) context.AddSpans(Serving + ".npi", page, place.In(page.Text), 0.86 * PartyFields.Asking(page), "npi-bearer", false, Doubt.None, place);
    }

    private static bool IsLabelled(RequestPage page, List<ProseName> names, TextSpan place, FormTopic topic) =>
        page.Values.Any(v => v.Target == "npi" && v.OwnTopic && v.Topic == topic && v.ValueSpan.Overlaps(place) && !names.Exists(n => n.Span.Start < v.LabelSpan.Start && v.LabelSpan.Start < n.End));
}
