using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>
/// Where a form answers the label 'Allergies' without a colon: behind it ('Allergies latex; amoxicillin'), in the next cell, or in the cell below it. The word alone vouches for
/// nothing, so the answer must deny any or begin with a known substance.
/// </summary>
internal static class AllergyPlaces
{
    private const int LongestAnswer = 90, MostLines = 2;

    internal static IEnumerable<TextSpan> Of(ClinicalPage page)
    {
        var lines = page.Page.Page.Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            for (int c = 0; c < lines[i].Cells.Length; c++)
            {
                var cell = lines[i].Cells[c];
                // 'Question: Drug allergies? | Answer: None known'
                if (Asked().IsMatch(cell.Span.In(page.Text)) && i + 1 < lines.Length && Told().Match(lines[i + 1].Span.In(page.Text)) is { Success: true } told)
                {
                    var answer = new TextSpan(lines[i + 1].Span.Start + told.Length, lines[i + 1].Span.End);
                    if (Answers(page, answer)) yield return answer;
                    continue;
                }

                if (cell.Span.Length > LongestAnswer || Label().Match(cell.Span.In(page.Text)) is not { Success: true } label) continue;
                var inside = new TextSpan(cell.Span.Start + label.Length, cell.Span.End);
                if (!inside.IsEmpty)
                {
                    if (Answers(page, inside)) yield return inside;
                    continue;
                }

                if (c + 1 < lines[i].Cells.Length && Answers(page, lines[i].Cells[c + 1].Span)) yield return lines[i].Cells[c + 1].Span;
                else if (Below(page, i, cell) is { IsEmpty: false } below && Answers(page, below)) yield return below;
            }
        }
    }

    /// <summary>The cell under a label on a line of several; a label alone on its line is a title, which has its own list.</summary>
    private static TextSpan Below(ClinicalPage page, int line, Cell label)
    {
        var lines = page.Page.Page.Lines;
        if (lines[line].Cells.Length < 2) return default;
        for (int down = line + 1; down <= Math.Min(lines.Length - 1, line + MostLines); down++)
        {
            foreach (var cell in lines[down].Cells)
            {
                if (cell.Box.HorizontalOverlap(label.Box) > label.Box.Width * 0.4 && Math.Abs(cell.Box.X - label.Box.X) < label.Box.Height * 2) return cell.Span;
            }
        }

        return default;
    }

    /// <summary>Whether words deny any allergy or begin with a substance that is known as one, or with a drug.</summary>
    private static bool Answers(ClinicalPage page, TextSpan answer)
    {
        string words = answer.In(page.Text);
        if (words.Length is < 3 or > LongestAnswer) return false;
        int lead = words.Length - words.TrimStart().Length;
        return None().IsMatch(words) || DrugLexicon.Find(words, new(0, words.Length)).Any(d => d.Span.Start == lead) || (AllergyFinder.Known().Match(words) is { Success: true } known && known.Index == lead);
    }

    private static readonly Lazy<Regex> LabelPattern = Pattern.Of(@"^\W{0,3}(?:[0-9]{1,2}[A-Z]?[.)]?\s+)?(?:(?:Drug|Known|Food|Medication)\s+)?(?:Allerg(?:y|ies)|ALLERG(?:Y|IES)|ALL)(?:\s*/\s*(?:adverse )?(?:reactions|intolerances))?(?:\s+(?=[A-Za-z])|$)", RegexOptions.CultureInvariant);

    private static Regex Label() => LabelPattern.Value;

    private static readonly Lazy<Regex> AskedPattern = Pattern.Of(@"^\W*(?:[0-9]{1,2}[.)]\s*)?(?:Q(?:uestion)?\s*:\s*)?(?:(?:any|known|drug|food|medication|or|and)\s+){0,4}allergies\s*\?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Asked() => AskedPattern.Value;

    private static readonly Lazy<Regex> ToldPattern = Pattern.Of(@"^\s*A(?:nswer)?\s*:\s*", RegexOptions.CultureInvariant);

    private static Regex Told() => ToldPattern.Value;

    private static readonly Lazy<Regex> NonePattern = Pattern.Of(@"^\s*(?:NKD?A|none(?: known)?|no known (?:drug )?allergies)\b\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex None() => NonePattern.Value;
}
