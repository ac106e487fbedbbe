using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// The patient's name as the pages of the packet bear it out: banners, letters and notes that name somebody with a birth date. What a label gave and no page
/// bears out weighs less, and of two forms of one name the fuller is taken.
/// </summary>
internal static class PatientNames
{
    private const string Path = "patient.name";

    // A page that names its patient in a banner or beside a birth date is as good as a label of a note.
    private const double NamedScore = 0.8;
    private const double StrangerShare = 0.5;

    internal static void Draft(RequestContext context)
    {
        if (context.Patient.Name is not { } known) return;
        int pages = 0;
        foreach (var page in context.Pages)
        {
            var identity = PageIdentity.Of(page.Document, page.Page, DateEvidence.From(page.Text));
            var named = identity.Names.Where(n => NameMatch.MayBeSame(n.Name, known) && NameReadings.IsPerson(n.Name) && IsWhole(page.Text, n.Span) && !IsTurned(context, n.Name)).DistinctBy(n => n.Name).ToList();
            if (named.Count == 0) continue;
            pages++;
            foreach (var (name, span) in named.Take(2)) context.AddSpans(Path, page, name, NamedScore * page.Weight, "page-names", false, Doubt.None, span);
        }

        if (pages > 0) context.Book.Weigh(Path, c => NameMatch.MayBeSame(c.Value, known) ? c.Score : c.Score * StrangerShare);
        Fuller(context);
    }

    /// <summary>'Jane A Roe' of a note for the form's 'Jane Roe': the same names in the same order, and a middle one beside.</summary>
    private static void Fuller(RequestContext context)
    {
        var all = context.Book.Of(Path);
        if (all.Where(c => c.Doubt == Doubt.None).MaxBy(c => c.Score) is not { } best) return;
        var fuller = all.Where(c => c != best && c.Doubt == Doubt.None && c.Score >= 0.5 && IsFuller(c.Value, best.Value)).MaxBy(c => c.Score);
        if (fuller is not null) context.Book.Weigh(Path, c => c == fuller ? Math.Min(1, best.Score + 0.001) : c.Score);
    }

    /// <summary>Whether a name ends where it seems to: 'Saint Brannoc Heart' before 'Center' does not.</summary>
    private static bool IsWhole(string text, TextSpan span)
    {
        var next = NextWord.Value.Match(text, span.End, Math.Min(30, text.Length - span.End));
        return !next.Success || !NameReadings.IsOrganization(next.Value);
    }

    /// <summary>'ROE JANE' where 'Jane Roe' is known: capitals without a comma leave the order open.</summary>
    private static bool IsTurned(RequestContext context, string name)
    {
        string[] words = name.Split(' ');
        return !name.Any(char.IsLower) && context.Book.Of(Path).Any(c => !c.Value.Equals(name, StringComparison.OrdinalIgnoreCase)
            && c.Value.Split(' ') is var other && other.Length == words.Length && other.Order(StringComparer.OrdinalIgnoreCase).SequenceEqual(words.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase));
    }

    private static readonly Lazy<Regex> NextWord = Pattern.Of(@"\G[ \n]{1,2}\p{Lu}\p{L}+", RegexOptions.CultureInvariant);

    // One more name between, or behind where a name went on in the next line.
    private static bool IsFuller(string name, string other)
    {
        string[] many = name.Split(' '), few = other.Split(' ');
        if (many.Length != few.Length + 1 || few.Length != 2 || !many[0].Equals(few[0], StringComparison.OrdinalIgnoreCase)) return false;
        return many[^1].Equals(few[^1], StringComparison.OrdinalIgnoreCase) || (many[1].Equals(few[1], StringComparison.OrdinalIgnoreCase) && many[2].Length > 2);
    }
}
