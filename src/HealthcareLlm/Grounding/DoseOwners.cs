using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Whether each dose of a statement is told of the drug that has it in the spans: the drug before it, or behind 'of'. A dose that the spans have of one drug alone and the statement of another is misplaced, however near the other one stands.
/// </summary>
internal static class DoseOwners
{
    private const double Reach = 9;

    private static readonly HashSet<string> s_doses = ["number mg", "number mcg", "number g", "number unit", "number meq", "number tablet", "number capsule", "number puff", "number mg/kg"];

    /// <summary>The first drug that has another one's dose, and the drug that has it in the spans.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="own">Its pieces.</param>
    /// <param name="cited">The pieces of the spans.</param>
    internal static (SpokenToken Drug, SpokenToken Instead)? First(string text, List<SpokenToken> own, List<SpokenToken> cited)
    {
        foreach (var dose in own)
        {
            if (dose.Kind is null || !s_doses.Contains(dose.Kind) || OwnerOf(dose, own, s_of.Value.Match(text, dose.At + dose.Length) is { Success: true } of ? of.Index + of.Length : null) is not { } owner) continue;
            // Of a drug that the spans do not name, others tell.
            if (!cited.Exists(c => c.Says(owner))) continue;
            var owners = cited.FindAll(c => c.Says(dose)).ConvertAll(c => Nearest(c, cited));
            if (owners.Count == 0 || !owners.TrueForAll(o => o is not null && !o.Says(owner))) continue;
            // The spans may tell of the dose before the drug.
            if (cited.Exists(c => c.Says(dose) && cited.Exists(d => d.Says(owner) && d.Text == c.Text && d.Way > c.Way && d.Way - c.Way < 2))) continue;
            return (owner, owners[0]!);
        }

        return null;
    }

    /// <summary>The drug before a dose, none other between, or the one that begins at a place behind it.</summary>
    private static SpokenToken? OwnerOf(SpokenToken dose, List<SpokenToken> all, int? behind)
    {
        if (behind is { } at && all.Find(t => t.Kind == "drug" && t.At >= at && t.At <= at + 2) is { } named) return named;
        return behind is null ? Nearest(dose, all) : null;
    }

    private static SpokenToken? Nearest(SpokenToken dose, List<SpokenToken> all)
    {
        var before = all.FindLast(t => t.Kind == "drug" && t.Text == dose.Text && t.Way < dose.Way);
        return before is not null && dose.Way - before.Way <= Reach ? before : null;
    }

    private static readonly Lazy<SievedPattern> s_of = Pattern.Sieved(@"\G\s?[A-Za-zµ]{1,7}(?:/kg)? (?:of |IV |PO |oral |intravenous )+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
