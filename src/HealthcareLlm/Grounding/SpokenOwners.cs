using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>What a quote says of somebody else, a type or a count, and the statement of the patient, of another type or another count.</summary>
internal static class SpokenOwners
{
    /// <summary>The first word of the statement that gives away what is another's; null where there is none.</summary>
    internal static (string Token, int At)? First(string statement, string quotes, List<SpokenWord> said) => OfRelative(statement, quotes, said) ?? OtherType(statement, quotes) ?? OtherCount(statement, quotes);

    /// <summary>'The patient had breast cancer' of 'Mother with breast ca': the clause is the relative's, who is not named.</summary>
    private static (string Token, int At)? OfRelative(string statement, string quotes, List<SpokenWord> said)
    {
        if (s_anybody.Value.IsMatch(statement) || s_subject.Value.Match(statement) is not { Success: true } subject) return null;
        foreach (Match relative in s_relative.Value.Matches(quotes))
        {
            int end = relative.Index + relative.Length, stop = quotes.IndexOfAny(['.', ';', '\n', ','], end);
            var clause = quotes[end..(stop < 0 ? quotes.Length : stop)];
            var words = said.FindAll(static w => w.Kind == SpokenWordKind.Content && w.Key.Length > 2);
            // Whatever of the clause the statement says, it says of the patient.
            if (words.Exists(w => clause.Contains(w.Key.Length > LongStem ? w.Key[..LongStem] : w.Key, StringComparison.OrdinalIgnoreCase))) return (subject.Value.Trim(), subject.Index);
        }

        return null;
    }

    private const int LongStem = 6;

    private const string Relatives = "mother|mom|father|dad|sister|brother|daughter|son|aunt|uncle|cousin|grand(?:mother|father|son|daughter)|wife|husband|spouse|partner|MGM|MGF|PGM|PGF";

    private static readonly Lazy<SievedPattern> s_relative = Pattern.Sieved(
        @"(?:^|[.;\n]\s*|\bF(?:am(?:ily)?)?H(?:x|istory)?:?\s+)(?:pt'?s |the |(?:his|her|their) )?(?:" + Relatives + @")(?= (?:with|w/|has|had|is|was|takes|gives|administers|does|manages|died|diagnosed|dx|h/o|s/p|on)\b)(?! (?:is|was|has been) (?:at|present|here|updated|aware|called|informed|in agreement|concerned|worried|able))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_anybody = Pattern.Sieved(@"\b(?:" + Relatives + @"|parents?|family|relatives?|siblings?|child(?:ren)?|hereditary|caregiver)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<SievedPattern> s_subject = Pattern.Sieved(@"\b(?:the patient|s?he|patient) (?:had|has|was|is|takes?|gives?|does|manages?|died|underwent|carries|suffers?)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>'type B' of 'type A': a letter or a figure that tells one kind from another.</summary>
    private static (string Token, int At)? OtherType(string statement, string quotes)
    {
        foreach (Match type in s_type.Value.Matches(statement))
        {
            string noun = type.Groups["noun"].Value, which = Plain(type.Groups["which"].Value);
            bool any = false, same = false;
            foreach (Match other in s_type.Value.Matches(quotes))
            {
                if (!other.Groups["noun"].Value.Equals(noun, StringComparison.OrdinalIgnoreCase)) continue;
                any = true;
                same |= Plain(other.Groups["which"].Value) == which;
            }

            if (any && !same) return (type.Value, type.Index);
        }

        return null;
    }

    private static readonly Lazy<SievedPattern> s_type = Pattern.Sieved(@"(?i:\b(?<noun>type|class|stage|grade|group|category|phase|zone|segment|twin|baby|degree|Mallampati|Killip|NYHA|ASA|Gleason|Child-Pugh|KDIGO))[ -](?<which>[A-D]|[IVX]{1,4}[ab]?|\d[a-d]?)\b", RegexOptions.CultureInvariant);

    private static string Plain(string which) => which switch { "I" => "1", "II" => "2", "III" => "3", "IV" => "4", "V" => "5", "VI" => "6", _ => which.ToLowerInvariant() };

    /// <summary>'three levels' of '2 levels': the quotes count the same thing, and never so many.</summary>
    private static (string Token, int At)? OtherCount(string statement, string quotes)
    {
        foreach (Match count in s_count.Value.Matches(statement))
        {
            string number = Number(count.Groups["n"].Value), thing = Stem(count.Groups["thing"].Value);
            bool any = false, same = false;
            foreach (Match other in s_count.Value.Matches(quotes))
            {
                if (Number(other.Groups["n"].Value) == number) same = true;
                else any |= Stem(other.Groups["thing"].Value) == thing;
            }

            if (any && !same) return (count.Value, count.Index);
        }

        return null;
    }

    private static readonly string[] s_counted = "zero one two three four five six seven eight nine ten eleven twelve".Split(' ');

    private static string Number(string written) => Array.IndexOf(s_counted, written.ToLowerInvariant()) is >= 0 and var n ? n.ToString(System.Globalization.CultureInfo.InvariantCulture) : written;

    private static string Stem(string word) => ClinicalText.Mentions.TermTokenizer.KeyOf(word);

    private static readonly Lazy<SievedPattern> s_count = Pattern.Sieved(@"(?<![\w.,/-])(?<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:more|other|separate|further|additional|new))? (?:of )?(?<thing>[a-z]{4,20})\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
