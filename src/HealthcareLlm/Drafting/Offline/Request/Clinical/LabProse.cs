using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Reads results that sentences state, of tests that no lexicon lists too: the unit tells that a number is a result, the words before it what was tested.</summary>
internal static class LabProse
{
    private const int MostNameWords = 4;

    internal static IEnumerable<ListEntry> OfPage(RequestContext context, ClinicalPage page)
    {
        var tables = ClinicalTables.Extents(page, TableKind.Treatments);
        foreach (var sentence in page.Sentences)
        {
            if (tables.Exists(t => t.Overlaps(sentence))) continue;
            string kind = page.KindAt(sentence.Start);
            if (kind is "plan" or "family" or "medications" or "stopped" or "allergies" || page.IsCopied(sentence)) continue;
            string words = sentence.In(page.Text);
            if (Instructions.Are(words)) continue;
            foreach (Match match in Result().Matches(words))
            {
                var v = match.Groups["v"];
                var u = match.Groups["u"];
                if (NameBefore(words, v.Index) is not { } name || Goal().IsMatch(words[..v.Index])) continue;
                var entry = new ListEntry();
                double score = 0.72 * page.Page.Weight;
                LabRows.AddName(page, new(sentence.Start + name.Start, sentence.Start + name.End), score, entry);
                entry.Add(new(page.Page, "value", TextForm.OneLine(v.Value), score, "lab-prose", [new(sentence.Start + v.Index, sentence.Start + v.Index + v.Length)]));
                entry.Add(new(page.Page, "unit", TextForm.OneLine(u.Value), score, "lab-prose", [new(sentence.Start + u.Index, sentence.Start + u.Index + u.Length)]));
                LabDates.Add(context, page, entry);
                yield return entry;
            }

            foreach (Match match in Glycated().Matches(words))
            {
                foreach (string group in (string[])["v", "w"])
                {
                    if (match.Groups[group] is not { Success: true } v || Goal().IsMatch(words[..match.Index])) continue;
                    var n = match.Groups["n"];
                    var u = match.Groups[group == "v" ? "u" : "x"];
                    var entry = new ListEntry();
                    double score = 0.72 * page.Page.Weight;
                    LabRows.AddName(page, new(sentence.Start + n.Index, sentence.Start + n.Index + n.Length), score, entry);
                    entry.Add(new(page.Page, "value", v.Value, score, "lab-prose", [new(sentence.Start + v.Index, sentence.Start + v.Index + v.Length)]));
                    entry.Add(new(page.Page, "unit", u.Value, score, "lab-prose", [new(sentence.Start + u.Index, sentence.Start + u.Index + u.Length)]));
                    LabDates.Add(context, page, entry);
                    yield return entry;
                }
            }
        }
    }

    // Recognition takes the digit of A1c for a letter; a second value in brackets is that of an earlier day.
    private static readonly Lazy<Regex> GlycatedPattern = Pattern.Of(@"\b(?<n>(?:(?:[Hh]emoglobin|[Hh]gb|HB|Hb)\s?)?A[1lI|][Cc])\b\s*(?:was|of|is|:|=)?\s*(?<v>[0-9]{1,2}(?:\.[0-9])?)\s?(?<u>%)(?:[^(.;]{0,24}\((?<w>[0-9]{1,2}(?:\.[0-9])?)\s?(?<x>%)\s+(?:on|in)\b)?", RegexOptions.CultureInvariant);

    private static Regex Glycated() => GlycatedPattern.Value;

    /// <summary>The words on what was tested: those before the number, up to a comma, verb or joint.</summary>
    private static (int Start, int End)? NameBefore(string words, int value)
    {
        var joint = Joint().Match(words[..value]);
        int end = joint.Success ? joint.Index : value;
        string before = words[..end].TrimEnd();
        end = before.Length;
        int start = end, count = 0;
        foreach (Match word in Word().Matches(before).Reverse())
        {
            bool touches = count == 0 ? before[(word.Index + word.Length)..end].Trim().Length == 0 : Between().IsMatch(before[(word.Index + word.Length)..start]);
            if (!touches || NoName().IsMatch(word.Value) || count == MostNameWords) break;
            start = word.Index;
            count++;
        }

        string name = before[start..end];
        if (name.Count(char.IsLetter) < 2 || NoTest().IsMatch(name)) return null;
        // '5 mg/mL' behind a drug is its strength; its level in the blood says so.
        if (DrugLexicon.Find(name, new(0, name.Length)).Any() && !Level().IsMatch(name)) return null;
        return (start, end);
    }

    private static readonly Lazy<Regex> ResultPattern = Pattern.Of(@"(?<![0-9A-Za-z.\-/<>])(?<v>" + LabUnits.Number + @")\s?(?<u>" + LabUnits.Telling + @")(?![A-Za-z])", RegexOptions.CultureInvariant);

    private static Regex Result() => ResultPattern.Value;

    private static readonly Lazy<Regex> JointPattern = Pattern.Of(@"[ \n]*(?:\(?(?:on|of|from|dated|at)\s+" + LabUnits.Day + @"\)?[ \n]*)?(?:[:=]|\b(?:was|were|is|of|at|now|measured|came back at)\b|[ \n])*$", RegexOptions.CultureInvariant);

    private static Regex Joint() => JointPattern.Value;

    private static readonly Lazy<Regex> WordPattern = Pattern.Of(@"[A-Za-z][A-Za-z0-9\-/]*[A-Za-z0-9]|[A-Z]", RegexOptions.CultureInvariant);

    private static Regex Word() => WordPattern.Value;

    private static readonly Lazy<Regex> BetweenPattern = Pattern.Of(@"^[ \n]{1,2}$", RegexOptions.CultureInvariant);

    private static Regex Between() => BetweenPattern.Value;

    private static readonly Lazy<Regex> NoNamePattern = Pattern.Of(@"^(?:and|with|the|an?|his|her|their|was|were|is|are|has|had|of|on|at|to|for|in|by|from|labs?|laboratory|drawn|today|repeat|repeated|latest|recent|most|last|current|initial|then|now|showed|shows|shown|reveal\w*|test|tests|result|results|value|bloods?|work|up|down|over|under|above|below|about|only|still|but|while|gas|patient|she|he|also|dropped|fell|rose|lowest|highest|worst|best|average|readings?|another|increased|decreased|normal|low|high|elevated|BMP|CBC|CMP|BMP/CBC|in-house)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoName() => NoNamePattern.Value;

    private static readonly Lazy<Regex> NoTestPattern = Pattern.Of(@"\b(?:weight|height|wt|ht|bp|blood pressure|pulse|temp\w*|dose|doses|rate|flow rate|pressures?|mg|mcg|units|settings?|titrat\w*|target|goal|range|ref|reference|limit|ceiling|action|cutoff|readings?|glucose under|age|quantity|strength|solution|injection|syringe|vial)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoTest() => NoTestPattern.Value;

    private static readonly Lazy<Regex> LevelPattern = Pattern.Of(@"\b(?:levels?|trough|peak|serum|plasma)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Level() => LevelPattern.Value;

    private static readonly Lazy<Regex> GoalPattern = Pattern.Of(@"\b(?:goal|target|aim|if|when|until|keep|threshold|ref(?:erence)?|normal(?: range)?|action level|range|usual|must be|should be|at least|no more than)\b[^.;,]{0,24}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Goal() => GoalPattern.Value;
}
