using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>The whole name of a drug: its release form and salt belong to it, and what stands before a hyphen.</summary>
internal static class MedicationNames
{
    private const int Reach = 40;

    /// <summary>The name with what belongs to it: 'guanfacine | ER', 'metoprolol | succinate' over the end of a line, 'norethindrone-ethinyl | estradiol'.</summary>
    internal static TextSpan Whole(ClinicalPage page, TextSpan name)
    {
        int from = Math.Max(page.Page.Page.Span.Start, name.Start - Reach), until = Math.Min(page.Page.Page.Span.End, name.End + Reach);
        int start = Joined().Match(page.Text[from..name.Start]) is { Success: true } joined ? name.Start - joined.Groups["j"].Length : name.Start;
        return new(start, Form().Match(page.Text[name.End..until]) is { Success: true } form ? name.End + form.Length : name.End);
    }

    /// <summary>Whether words in the place of a name are none: the day of a note, the label of the next place.</summary>
    internal static bool IsNone(string words) => NoName().IsMatch(words);

    /// <summary>Whether two names are of one drug: 'Ocrevus' and 'ocrelizumab'. Of names with several drugs, or of which no lexicon knows one, nothing is said.</summary>
    internal static bool AreOne(string a, string b) => GenericOf(a) is { } generic && generic == GenericOf(b);

    private static string? GenericOf(string name)
    {
        var drugs = DrugLexicon.Find(name, new(0, name.Length)).Select(d => d.Drug.Generic).Distinct().ToList();
        return drugs.Count == 1 && name.Split(' ').Length <= 3 ? drugs[0] : null;
    }

    private static readonly Lazy<Regex> FormPattern = Pattern.Of(@"^(?:[ \n](?:succinate|tartrate|besylate|maleate|hydrochloride|HCl|mesylate|fumarate)\b)?(?:[ \n](?:ER|XR|SR|XL|EC|CR|LA|DR|IR|ODT|HFA|CD|LAR)\b|[ ]patch\b)?", RegexOptions.CultureInvariant);

    private static Regex Form() => FormPattern.Value;

    private static readonly Lazy<Regex> JoinedPattern = Pattern.Of(@"(?<![A-Za-z\-])(?<j>[A-Za-z]{4,20}-(?:[a-z]{3,12} )?)$", RegexOptions.CultureInvariant);

    private static Regex Joined() => JoinedPattern.Value;

    private static readonly Lazy<Regex> NoNamePattern = Pattern.Of(@"[0-9]{1,2}/[0-9]{1,2}/|^\W*(?:how|when|where|why|clinic|office|visit|note|page)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoName() => NoNamePattern.Value;
}
