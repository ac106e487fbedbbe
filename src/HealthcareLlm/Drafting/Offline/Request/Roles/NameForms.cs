using System.Text;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// Settles in which form a person's name is given where a packet writes it in several: the fullest that is written somewhere as a name and nothing else.
/// 'P Roe' on one page and 'Pia Anne Roe' on another are one person, and 'Pia Seen Roe' is a label that ran into a name.
/// </summary>
internal static class NameForms
{
    // What the fullest form gains, and what the others keep, so that forms of one name do not conflict.
    private const double Gain = 0.02, Kept = 0.6;

    internal static void Settle(RequestContext context, string path, IReadOnlyList<RoleMention> mentions)
    {
        var had = context.Book.Of(path);
        if (had.Any(static c => c.Doubt != Doubt.None) || had.MaxBy(static c => c.Score) is not { } top) return;
        string[] tokens = Tokens(top.Value);
        if (tokens.Length < 2) return;
        var forms = mentions.Where(m => m.Kind == RoleKind.Name && IsSamePerson(tokens, Tokens(m.Value)) && Middle(m.Value).All(IsName) && Middle(m.Value) is var middle && middle.Distinct().Count() == middle.Length).ToList();
        // Recognition of print that it was not sure of adds no letters.
        forms.RemoveAll(static m => EvidenceOf.DoubtOf(m.Page.Document, m.Span) != Doubt.None);
        if (forms.Count == 0) return;
        // 'Jr' belongs to the name unless 'Sr' stands somewhere too: then two men are written of.
        bool isOne = forms.Select(static m => Suffix(m.Value)).Append(Suffix(top.Value)).Where(static s => s.Length > 0).Distinct(StringComparer.Ordinal).Count() == 1;
        var best = forms.OrderByDescending(static m => Tokens(m.Value)[0].Length > 1).ThenByDescending(static m => Middle(m.Value).Sum(static t => t.Length)).ThenByDescending(m => isOne && Suffix(m.Value).Length > 0).ThenByDescending(static m => m.Page.Weight).First();
        int Whole(string name) => Fullness(name) + (isOne && Suffix(name).Length > 0 ? 1 : 0);
        bool fuller = Whole(best.Value) > Whole(top.Value) || !Middle(top.Value).All(IsName);
        if (!fuller || Fold(best.Value) == Fold(top.Value)) return;
        double score = Math.Min(1, top.Score + Gain);
        context.Book.Weigh(path, c => IsSamePerson(tokens, Tokens(c.Value)) && Fold(c.Value) != Fold(best.Value) ? c.Score * Kept : c.Score);
        context.AddSpans(path, best.Page, best.Value, score, "fullest-form", false, Doubt.None, best.Span);
    }

    private static int Fullness(string name) => (Tokens(name)[0].Length > 1 ? 100 : 0) + Middle(name).Where(IsName).Sum(static t => t.Length);

    private static bool IsSamePerson(string[] a, string[] b) =>
        a.Length >= 2 && b.Length >= 2 && a[^1] == b[^1] && (a[0] == b[0] || (Math.Min(a[0].Length, b[0].Length) == 1 && a[0][0] == b[0][0]));

    private static string[] Middle(string name) => Tokens(name) is { Length: > 2 } tokens ? tokens[1..^1] : [];

    /// <summary>Whether a middle word may be a name: no word of a label.</summary>
    private static bool IsName(string token) => token.Length == 1 || !(LabelLexicon.Vocabulary.Contains(token.ToLowerInvariant()) || RoleModel.Trained.Announces(token.ToLowerInvariant()));

    private static string[] Tokens(string name)
    {
        string[] parts = Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        while (parts.Length > 2 && IsSuffix(parts[^1])) parts = parts[..^1];
        return parts;
    }

    /// <summary>Jr, Sr, II, III or IV behind a name, in capitals; empty where none stands there.</summary>
    private static string Suffix(string name) => Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 2 } parts && IsSuffix(parts[^1]) ? parts[^1] : string.Empty;

    private static bool IsSuffix(string word) => word is "JR" or "SR" or "II" or "III" or "IV";

    private static string Fold(string name)
    {
        var letters = new StringBuilder();
        foreach (char c in Accents.Dropped(name))
        {
            if (c == '.') continue;
            letters.Append(char.ToUpperInvariant(c));
        }

        return letters.ToString();
    }
}
