using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads diagnoses that running text states with their codes: 'a boy with global developmental delay (F88) and epilepsy (G40.909)'.</summary>
internal static class DiagnosisProse
{
    private const int LongestClause = 260;
    private const int LongestRemark = 80;

    /// <summary>The codes of the page's prose that are said to be the patient's own and present, each with the words on it.</summary>
    internal static List<ListEntry> OfPage(RequestPage page, double weight)
    {
        var entries = new List<ListEntry>();
        string text = page.PageText;
        int previous = 0;
        foreach (var code in CodeReadings.Diagnoses(text, announced: false).Concat(InBrackets(text)).OrderBy(c => c.Start))
        {
            var place = code.At(page.Page.Span);
            int start = ClauseStart(text, code.Start);
            int from = Math.Max(start, previous);
            previous = code.End;
            bool recognized = page.Page.Reading is not (PageReading.Text or PageReading.TextLayer);
            if ((code.Repaired && !(recognized && text[..code.Start].EndsWith('(') && text.AsSpan(code.End).StartsWith(")"))) || entries.Exists(e => e.Value("code") == code.Value) || page.Values.Any(v => v.Place == LabelPlace.CheckBox && v.ValueSpan.Overlaps(place))) continue;
            if (!IsAffirmed(text, start, code) || DiagnosisRows.BoxBefore(text[Math.Max(0, code.Start - 12)..code.Start]) is { } box && !box.HasFlag(WordMarks.CheckBoxMarked)) continue;
            var entry = new ListEntry();
            entry.Add(new(page, "code", code.Value, 0.85 * weight, "code-in-prose", [place]) { Repaired = code.Repaired });
            if (LineStart().IsMatch(text[Math.Max(0, code.Start - 60)..code.Start])) DescribeAfter(page, text, code.End, weight, entry);
            if (!entry.Has("description")) Describe(page, text, from, from > start, code.Start, weight, entry);
            if (!entry.Has("description")) DescribeAfter(page, text, code.End, weight, entry);
            // '(150.22)' in brackets behind a disease of that chapter is its code; else it is a number.
            if (code.Repaired && !(entry.Value("description") is { } words && LookAlikes.LettersOf(text[code.Start]).Any(l => DiseaseChapters.BearOut(words, l + code.Value[1..])))) continue;
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>Words without what a disease lacks by its name: 'not intractable', 'without aura'.</summary>
    internal static string WithoutLacks(string words) => Lacks().Replace(words, " ");

    /// <summary>Whether the words behind a code, up to the end of its clause, take it back: '(F31.9) was considered and ruled out', 'HIV (B20) [ ] yes [x] no'.</summary>
    internal static bool IsDoubtedAfter(string text, int end)
    {
        int stop = end;
        while (stop < text.Length && stop - end < LongestRemark && text[stop] is not (';' or '\n') && !(text[stop] == '.' && (stop + 1 == text.Length || char.IsWhiteSpace(text[stop + 1])))) stop++;
        string after = text[end..stop];
        return after.TrimStart(')', ']', ' ').StartsWith('?') || After().IsMatch(after) || Answered().IsMatch(text[end..Math.Min(text.Length, end + LongestClause)]);
    }

    /// <summary>Whether words before a code give it to a relative: 'Daughter has cystic fibrosis (E84.0)'.</summary>
    internal static bool IsAnothers(string before) => Others().Match(before) is { Success: true } other && !other.Value.Contains("of", StringComparison.OrdinalIgnoreCase) && !other.Value.Contains('/', StringComparison.Ordinal);

    /// <summary>Whether the clause of a code gives it to the patient, as a fact of now.</summary>
    internal static bool IsTaken(string text, TextSpan place, string code) => IsAffirmed(text, ClauseStart(text, place.Start), new(code, place.Start, place.End));

    private static bool IsAffirmed(string text, int start, Reading code)
    {
        // 'Epilepsy, not controlled by medicine', 'migraine without aura': what a disease lacks does not deny it.
        string before = WithoutLacks(text[start..code.Start]);
        // Codes Z80 to Z87 are a history by their nature.
        bool history = code.Value.StartsWith("Z8", StringComparison.Ordinal);
        if (before.TrimEnd('(', '[', ' ', '\n').EndsWith('?') || Doubted().IsMatch(before) || IsDoubtedAfter(text, code.End)) return false;
        return history || !Others().IsMatch(before);
    }

    /// <summary>Where the clause begins: behind a full stop, semicolon, 'but', blank line, or a line that does not run on.</summary>
    private static int ClauseStart(string text, int at)
    {
        int start = Math.Max(0, at - LongestClause);
        int found = start;
        foreach (Match stop in Stop().Matches(text[start..at])) found = start + stop.Index + stop.Length;
        return found;
    }

    private static void Describe(RequestPage page, string text, int from, bool follows, int end, double weight, ListEntry entry)
    {
        string words = text[from..end];
        int skip;
        if (follows)
        {
            skip = Join().Match(words).Length;
        }
        else
        {
            skip = 0;
            foreach (Match lead in Lead().Matches(words)) skip = lead.Index + lead.Length;
        }

        // 'MD, FACC  heart failure': what a wide gap parts is not of the sentence.
        int gap = words.LastIndexOf("  ", StringComparison.Ordinal);
        if (gap >= skip && words.IndexOf('\n', gap) < 0 && gap + 2 < words.Length && char.IsLower(words[gap + 2])) skip = gap + 2;
        skip += Article().Match(words[skip..]).Length;
        string name = Trail().Replace(words[skip..], string.Empty);
        var spans = new List<TextSpan>();
        foreach (Match piece in Piece().Matches(name))
        {
            // A line of the letterhead beside the text: 'NPI 1234567893'.
            if (piece.Value.Count(char.IsAsciiDigit) >= 7) continue;
            int start = page.Page.Span.Start + from + skip + piece.Index;
            spans.Add(new(start, start + piece.Length));
        }

        string value = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));
        if (value.Length is < 3 or > 120 || value.Split(' ').Length > 14 || !value.Any(char.IsLetter) || Verb().IsMatch(value) || value.EndsWith('=') || OnlyRank().IsMatch(value)) return;
        entry.Add(new(page, "description", value, 0.75 * weight, "code-in-prose", [.. spans]));
    }

    /// <summary>'G47.33 obstructive sleep apnea, AHI 34': the name behind a code that no name stands before.</summary>
    private static void DescribeAfter(RequestPage page, string text, int end, double weight, ListEntry entry)
    {
        var match = Behind().Match(text, end);
        if (!match.Success || match.Index != end) return;
        var name = match.Groups["n"];
        string value = TextForm.OneLine(name.Value);
        if (value.Length is < 4 or > 120 || Verb().IsMatch(value)) return;
        if (text.AsSpan(end, name.Index - end).Contains('\n') && !DiseaseChapters.BearOut(value, entry.Value("code")!)) return;
        int start = page.Page.Span.Start + name.Index;
        entry.Add(new(page, "description", value, 0.72 * weight, "code-in-prose", [new(start, start + name.Value.TrimEnd().Length)]));
    }

    // Only a number, or a label and a gap, stands before it.
    private static readonly Lazy<Regex> LineStartPattern = Pattern.Of(@"(?:^|\n)[ \t>]*(?:[0-9]{1,2}[.)][ \t]*|[\-*•][ \t]+|\p{Lu}[\p{L}0-9 \-]{1,30}(?:[:=][ \t]*|[ \t]{2,}))?$", RegexOptions.CultureInvariant);

    private static Regex LineStart() => LineStartPattern.Value;

    private static readonly Lazy<Regex> BehindPattern = Pattern.Of(@"\G[ \t]*(?:[:,\-–=]|\()?[ \t]*(?:(?<![a-z][ \t]*)\n[ \t]*(?=\p{Lu}\p{Ll}))?(?<n>\p{L}[^\n,;.()\[\]]{3,110}(?:, \p{Ll}[\p{Ll} \-]{2,40})*)", RegexOptions.CultureInvariant);

    private static Regex Behind() => BehindPattern.Value;

    // In running text a code of three characters is one in brackets, '(F88)', or where it begins a line of a list beside a line that begins with a longer code.
    private static IEnumerable<Reading> InBrackets(string text)
    {
        foreach (Match match in InList().Matches(text)) yield return new(match.Groups["c"].Value, match.Groups["c"].Index, match.Groups["c"].Index + 3);
        foreach (Match match in Bracketed().Matches(text)) yield return new(match.Groups["c"].Value, match.Groups["c"].Index, match.Groups["c"].Index + 3);
    }

    private static readonly Lazy<Regex> StopPattern = Pattern.Of(@"[.;]\s+|\n\s*\n|(?<=(?:^|\n)[^\n]{0,30})\n(?=[>\s]*(?:\S{1,4}\s)?\p{Lu})|(?<![\p{Ll},(\-])\n(?![>\s]*[\p{Ll}(\[])|\b(?:but|however)\b|(?:,|\band)\s+(?=(?:(?:s?he|they|who|patient|now|also)\s+)?(?:has|have|is being|suffers|carries|presents)\b)", RegexOptions.CultureInvariant);

    private static Regex Stop() => StopPattern.Value;

    private static readonly Lazy<Regex> LacksPattern = Pattern.Of(@"(?<=[a-z],?\s)(?:not\s+(?:(?:well|adequately|fully|yet|otherwise|elsewhere|completely|currently)\s+)?(?!supported|suspected|confirmed|diagnosed|established|documented|indicated|ruled|believed|considered|met\b|satisfied|needed|identified|noted|observed|evaluated|requested)(?:[a-z]+ed|intractable|refractory|due)|(?<=\b(?!is\b|was\b|been\b|she\b|he\b|patient\b|remains?\b|remained\b)[A-Za-z][a-z\-]{3,},?\s)without\s+(?!evidence|signs?|any|history|known|documented|clear)[a-z]+)\b", RegexOptions.CultureInvariant);

    private static Regex Lacks() => LacksPattern.Value;

    private static readonly Lazy<Regex> DoubtedPattern = Pattern.Of(@"\b(?:rule[sd]?\s?-?out|r/o|denie[sd]|denying|no|nor|not|never|neither|cannot|without|negative for|possible|possibly|perhaps|maybe|probable|probably|suspected|suspect|suspicion|questionable|consider(?:ed|ing)?|thought|(?:with)?in (?:the |our |this )?policy|(?:we|plan|payer) (?:accepts?|covers?|pays?)|accepted|likely|unlikely|doubt(?:s|ed|ful)?|query|queried|may|might|could|would|if|versus|vs\.?|differential|(?<!has )(?<!have )had|s/p|screening|risk (?:of|for)|excluded?|earlier|previous(?:ly)?|resolved)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Doubted() => DoubtedPattern.Value;

    // A relative who has it, by a verb, a colon, an age, a possessive or 'family history of'; one who only tells of it or insures the patient is no such.
    private static readonly Lazy<Regex> OthersPattern = Pattern.Of(@"\b(?:family|history of|h/o|fhx?|fh)\b|\b(?:(?:(?:maternal|paternal|half|elder|older|younger|twin)[\s\-]+)*(?:relatives?|mother|father|sister|brother|siblings?|aunt|uncle|cousins?|niece|nephew|twin|grand\w+|son|daughter|parents?|wife|husband|spouse|donor))\b(?!\s+(?:reports?|says|said|states?|notes?|noticed|brought|tells|told|describes?|asks?|wants?)\b)(?=['’]s|\s*[:\-–—(]|,?\s+(?:who\s+)?(?:has|have|had|is|was|were|died|dies|with|at|also|both)\b|\s*$|[\s>]+\p{L}+[\s>]*[(\[]?$|\s+(?:carries|suffers|takes))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Others() => OthersPattern.Value;

    private static readonly Lazy<Regex> RemarkPattern = Pattern.Of(@"\([^()]{0,160}\)", RegexOptions.CultureInvariant);

    private static Regex Remark() => RemarkPattern.Value;

    private static readonly Lazy<Regex> AfterPattern = Pattern.Of(@"^[)\]\s,]*(?:does not apply|not applicable|(?:was|were|is|are|has been|had been)\s+(?:[a-z]+\s+){0,4}?(?:ruled out|excluded|denied|not|considered|thought|suspected|discussed|possible|likely|unlikely|questioned)\b|unlikely|is not|now without|without recurrence|in remission|resolved|possible|suspected|ruled out|excluded|to be (?:ruled|looked))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex After() => AfterPattern.Value;

    // 'HIV (B20)  [ ] yes  [x] no'
    private static readonly Lazy<Regex> AnsweredPattern = Pattern.Of(@"^[^\n\[]{0,60}(?:\[ ?\]\s*(?:yes|y)\s*\[[xX]\]\s*(?:no?|none|never)\b|\[[xX]\]\s*(?:no?|none|never)\b\s*\[ ?\]|(?:yes|y)\s*\[ ?\]\s*no?\s*\[[xX]\])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Answered() => AnsweredPattern.Value;

    private static readonly Lazy<Regex> LeadPattern = Pattern.Of(@"(?:\b(?:has|have|having|with|diagnosis of|diagnosed with|for|treat(?:s|ing|ment of)?|staging of|because of|due to|suffers from|assessment|impression|reason|is|are|as|his|her|their|my patient)\b|\p{L}['’]s\b|[:=])[>\s]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Lead() => LeadPattern.Value;

    private static readonly Lazy<Regex> JoinPattern = Pattern.Of(@"^[)\]\s,.;:>]*(?:\b(?:and|with|plus|as well as|also|or)\b[>\s]+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Join() => JoinPattern.Value;

    private static readonly Lazy<Regex> ArticlePattern = Pattern.Of(@"^[\s>*•\-]*(?:(?:a|an|the|his|her|their|known|established|from|[0-9]{1,2}[.)])\s+)*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Article() => ArticlePattern.Value;

    private static readonly Lazy<Regex> TrailPattern = Pattern.Of(@"[\s,;:(\[\-–>]*(?:\b(?:ICD-?(?:10)?(?:-CM)?|codes?|dx)\b[\s:.#\-]*)*[\s,;:(\[\-–>]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Trail() => TrailPattern.Value;

    private static readonly Lazy<Regex> PiecePattern = Pattern.Of(@"[^\s>][^\n]*", RegexOptions.CultureInvariant);

    private static Regex Piece() => PiecePattern.Value;

    private static readonly Lazy<Regex> VerbPattern = Pattern.Of(@"\b(?:is|was|are|were|has|have|had|will|request(?:s|ed|ing)?|CPT|HCPCS)\b", RegexOptions.CultureInvariant);

    private static Regex Verb() => VerbPattern.Value;

    private static readonly Lazy<Regex> OnlyRankPattern = Pattern.Of(@"^\W*(?:also|and|second(?:ary)?|primary|principal|main|others?|additional|further|plus|codes?|words?|diagnos[ei]s|dx)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OnlyRank() => OnlyRankPattern.Value;

    private static readonly Lazy<Regex> InListPattern = Pattern.Of(@"(?<=(?:^|\n)[^\n]{0,30}?(?:[ \t]{2,}|^|\n|[:.)] ))(?<c>[A-TV-Z][0-9][0-9AB])(?=[ \t]+[\p{L} ,]{4,100}\n[ \t0-9.)\-*]{0,40}[A-TV-Z][0-9][0-9AB]\.[0-9A-Z])|(?<=\n[^\n]{0,30}?[A-TV-Z][0-9][0-9AB]\.[0-9A-Z]{1,4}[ \t]+\p{L}[^\n]{3,100}\n[ \t0-9.)\-*]{0,40})(?<c>[A-TV-Z][0-9][0-9AB])(?=[ \t]+\p{L}{4})", RegexOptions.CultureInvariant);

    private static Regex InList() => InListPattern.Value;

    private static readonly Lazy<Regex> BracketedPattern = Pattern.Of(@"[(\[](?:ICD-?10(?:-CM)?:?\s*)?(?<c>[A-TV-Z][0-9][0-9AB])[)\]]", RegexOptions.CultureInvariant);

    private static Regex Bracketed() => BracketedPattern.Value;
}
