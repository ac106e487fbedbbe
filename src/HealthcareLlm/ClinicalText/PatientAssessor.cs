using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText;

/// <summary>Tells whom the documents of a case are about, and which pages are about somebody else.</summary>
public static class PatientAssessor
{
    /// <summary>
    /// Assesses the documents of one case. The patient is whom most pages name, forms before notes, earlier pages before later ones; where another is named as much, it is said.
    /// A page is somebody else's where it names another patient with another birth date, or, with the same or no birth date, with another record or
    /// member number; and where it continues such a page by its own numbering. A page that names nobody belongs to its neighbours.
    /// </summary>
    public static PatientAssessment Assess(IReadOnlyList<AnnotatedDocument> documents)
    {
        var pages = documents.SelectMany(d =>
        {
            var evidence = DateEvidence.From(d.Text);
            var values = ValuesOfPages(d);
            return d.Source.Pages.Select((p, i) => PageIdentity.Of(d, p, values[i], evidence));
        }).ToList();
        var groups = Group(pages);
        if (groups.Count == 0) return PatientAssessment.None;
        // Who is named outweighs a birth date alone: without a name nobody can be told from the patient. Pages that name somebody without a label count too.
        var ranked = groups.Select(g => (Group: g, Named: g.Exists(p => p.Names.Count > 0), Pages: Speaking(g, pages)))
            .Select(r => (r.Group, r.Named, Weight: r.Pages.Sum(p => p.Weight), r.Pages.Count)).OrderByDescending(r => (r.Named, r.Weight, r.Count)).ToList();
        var main = ranked[0].Group;
        var aside = new List<PageIdentity>();
        foreach (var page in pages)
        {
            if (IsOthers(page, main)) aside.Add(page);
        }

        Continue(pages, aside);
        var rival = ranked.Skip(1).Where(r => r.Named && r.Group.Exists(aside.Contains)).FirstOrDefault();
        var lead = rival.Group is null || rival.Weight < ranked[0].Weight ? PatientLead.Clear : rival.Count < ranked[0].Count ? PatientLead.Doubtful : PatientLead.None;
        return new(Prevailing(main.SelectMany(p => p.Names.Select(n => (n.Name, p.Weight)))), Birth(main), [.. pages.Where(aside.Contains).Select(SetAside)])
        {
            Lead = lead,
            Doubted = [.. pages.Where(p => !aside.Contains(p) && IsDoubtful(p, main)).Select(static p => new SetAsidePage(p.Document.Source.Id, p.Page.Number, "patient-doubtful", [.. p.Unreadable.Concat(p.Births.Select(b => b.Span)).Distinct().Order()]))],
        };
    }

    /// <summary>For each page the labelled values that begin on it, in order; a value between two pages is of both.</summary>
    private static List<LabelledValue>[] ValuesOfPages(AnnotatedDocument document)
    {
        var pages = document.Source.Pages;
        List<LabelledValue>[] values = [.. pages.Select(static _ => new List<LabelledValue>())];
        foreach (var value in document.LabelledValues)
        {
            int at = PageIdentity.StartOf(value);
            for (int i = Sorted.FirstFrom(pages, at, static p => p.Span.End); i < pages.Length && pages[i].Span.Start <= at; i++) values[i].Add(value);
        }

        return values;
    }

    /// <summary>The pages of a group, and those that name nobody by a label but have the group's name in their text.</summary>
    private static List<PageIdentity> Speaking(List<PageIdentity> group, List<PageIdentity> pages)
    {
        var names = group.SelectMany(p => p.Names).Select(n => n.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var own = group.ToHashSet();
        return [.. pages.Where(p => own.Contains(p) || (p.Names.Count == 0 && names.Exists(n => NameMatch.StandsIn(n, p.Text))))];
    }

    /// <summary>Pages that may name the same person, in the order of their first page.</summary>
    private static List<List<PageIdentity>> Group(List<PageIdentity> pages)
    {
        var groups = new List<List<PageIdentity>>();
        foreach (var page in pages)
        {
            if (page.NamesNobody) continue;
            var home = groups.Find(g => g.Exists(p => MayBeSame(p, page)));
            if (home is null) groups.Add([page]);
            else home.Add(page);
        }

        return groups;
    }

    private static bool MayBeSame(PageIdentity a, PageIdentity b)
    {
        bool sameBirth = a.Births.Exists(x => b.Births.Exists(y => x.Date == y.Date));
        // A page without a name that could be read: one misread digit does not make another birth date.
        if (a.Names.Count == 0 || b.Names.Count == 0) return a.Births.Exists(x => b.Births.Exists(y => NearlySame(x.Date, y.Date)));
        if (a.Names.Exists(x => b.Names.Exists(y => NameMatch.MayBeSame(x.Name, y.Name)))) return true;
        return sameBirth && !AreTwins(a.Names, a.Ids, b.Names, b.Ids);
    }

    // Twins share a birth date and a last name: another first name with another record number is another person. A maiden name keeps the first name.
    private static bool AreTwins(List<(string Name, TextSpan Span)> a, List<string> aIds, List<(string Name, TextSpan Span)> b, List<string> bIds) =>
        aIds.Count > 0 && bIds.Count > 0 && !aIds.Exists(bIds.Contains)
        && a.TrueForAll(x => b.TrueForAll(y => NameMatch.FirstNamesDiffer(x.Name, y.Name) && !NameMatch.ShareNothing(x.Name, y.Name)));

    private static bool IsOthers(PageIdentity page, List<PageIdentity> main)
    {
        if (page.Names.Count == 0) return false;
        var names = main.SelectMany(p => p.Names).Select(n => n.Name).ToList();
        if (names.Count == 0 || page.Names.Exists(n => names.Exists(m => NameMatch.MayBeSame(n.Name, m)))) return false;
        var births = main.SelectMany(p => p.Births).Select(b => b.Date).ToList();
        // Whoever else a label seems to name: the patient's own name and birth date both stand on the page.
        if (names.Exists(n => NameMatch.StandsIn(n, page.Text)) && births.Exists(b => BirthDateText.StandsIn(b, page.Text)) && !page.Births.Exists(b => !births.Exists(m => NearlySame(b.Date, m)))) return false;
        var ids = main.SelectMany(p => p.Ids).ToList();
        if (page.Births.Count > 0 && births.Count > 0)
        {
            return !page.Births.Exists(b => births.Exists(m => NearlySame(b.Date, m))) || AreTwins(page.Names, page.Ids, main.SelectMany(p => p.Names).ToList(), ids);
        }

        // Without a birth date a number of its own must stand on the page, or a birth date where the patient's pages give none; and the name must share nothing
        // with the patient's, or, where both numbers are of one form, the first names must be two.
        if ((page.Ids.Count == 0 && page.Births.Count == 0) || page.Ids.Exists(ids.Contains)) return false;
        if (page.Ids.Count == 0 && births.Count > 0) return false;
        bool oneForm = page.Ids.Exists(i => ids.Exists(m => FormOf(i) == FormOf(m)));
        return page.Names.TrueForAll(n => names.TrueForAll(m => NameMatch.ShareNothing(n.Name, m) || (oneForm && NameMatch.FirstNamesDiffer(n.Name, m))));
    }

    // A page that was kept because its name cannot be read, and on which nothing else is the patient's: no name, birth date or number.
    private static bool IsDoubtful(PageIdentity page, List<PageIdentity> main) =>
        page.Names.Count == 0 && page.Unreadable.Count > 0 && !main.Contains(page)
        && !main.Exists(m => m.Names.Exists(n => NameMatch.StandsIn(n.Name, page.Text)) || m.Births.Exists(b => BirthDateText.StandsIn(b.Date, page.Text)) || m.Ids.Exists(page.Ids.Contains));

    // 'HG6630917' is of the form 'HG' and seven digits: numbers of one series.
    private static string FormOf(string id) => new([.. id.Select(c => char.IsAsciiDigit(c) ? '0' : c)]);

    // One misread digit does not make another birth date.
    private static bool NearlySame(DateOnly a, DateOnly b)
    {
        string x = a.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture), y = b.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        return x.Zip(y).Count(p => p.First != p.Second) <= 1;
    }

    private static void Continue(List<PageIdentity> pages, List<PageIdentity> aside)
    {
        for (int i = 1; i < pages.Count; i++)
        {
            var (page, before) = (pages[i], pages[i - 1]);
            if (!page.NamesNobody || page.Document != before.Document || !aside.Contains(before)) continue;
            bool numbered = page.Numbering.Number > 1 && page.Numbering.Number == before.Numbering.Number + 1 && page.Numbering.Of == before.Numbering.Of;
            if (numbered || page.IsContinued) aside.Add(page);
        }
    }

    private static DateOnly? Birth(List<PageIdentity> main)
    {
        var best = main.SelectMany(p => p.Births.Select(b => (b.Date, p.Weight))).GroupBy(b => b.Date).MaxBy(g => g.Sum(b => b.Weight));
        return best?.Key;
    }

    private static string? Prevailing(IEnumerable<(string Name, int Weight)> names) =>
        names.GroupBy(n => n.Name, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Sum(n => n.Weight)).ThenByDescending(g => g.Key.Length).FirstOrDefault()?.First().Name;

    private static SetAsidePage SetAside(PageIdentity page) =>
        new(page.Document.Source.Id, page.Page.Number, "other-patient", [.. page.Names.Select(n => n.Span).Concat(page.Births.Select(b => b.Span)).Distinct().Order()]);
}
