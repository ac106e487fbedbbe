using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A result that a sentence tells in words: 'C-reactive protein measured 02/12/2026 was 8 mg/L'.</summary>
/// <param name="IsVital">Whether it is a vital sign or a measure of the body.</param>
/// <param name="Value">The number, with its comparator.</param>
/// <param name="Unit">Its unit; empty where none is written.</param>
/// <param name="Name">Where the test is named.</param>
/// <param name="Sentence">The sentence.</param>
internal sealed record ToldResult(bool IsVital, string Value, string Unit, TextSpan Name, TextSpan Sentence);

/// <summary>Results whose number stands at a distance from the name of the test, with nothing between but words that tell when and how it was measured.</summary>
internal static class LabSentences
{
    private const int Reach = 120;

    private const string Between = @"on|of|at|in|from|dated|date|measured|collected|drawn|taken|obtained|done|performed|checked|recorded|repeat|repeated|was|is|were|has been|came back|returned|resulted|result|results|value|level|levels|reading|score|index|today|now|again|recently|latest|most recent|last|the|a|an|as|rest|resting|while|awake|breathing|room air|RA|ambient air|by|with|oximetry|found to be|found|noted|showed|shows|shown|estimated|calculated|about|approximately|and|it|her|his|dropped to|fell to|down to|up to|rose to|low|lowest|high|elevated|normal|events|arterial|blood|gas|Jan\w*|Feb\w*|Mar\w*|Apr\w*|May|Jun\w*|Jul\w*|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2},? (?:19|20)[0-9]{2}";

    // A number in words has its unit behind it, or is of two words: 'one' is more often no number.
    private const string Tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety", Ones = "one|two|three|four|five|six|seven|eight|nine", Teens = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";

    private const string Units = @"mg\s?/\s?(?:dL|L)|g\s?/\s?(?:dL|L)|%|percent|per cent|mm\s?Hg|torr|kg\s?/\s?m(?:2|²|\^2)|(?:events?\s?)?(?:per|an|/)\s?h(?:ou)?r?\b|events?\b";

    private const string InWords = "(?:" + Tens + ")[ -](?:" + Ones + ")(?: point (?:zero|" + Ones + "))?|(?:" + Tens + "|" + Teens + "|" + Ones + ") point (?:zero|" + Ones + ")|(?:" + Tens + "|" + Teens + "|" + Ones + @")(?=\s?(?:" + Units + "))";

    private static readonly Lazy<Regex> Value = Pattern.OfWords(@"^(?:[^\w;.<>≤≥]+(?:" + Between + @")(?!\w))*?[^\w;<>≤≥]*(?:(?<words>" + InWords + @")(?!\w)|(?<value>(?:[<>≤≥]=?\s?)?[0-9]{1,4}(?:\.[0-9]{1,3})?))(?![0-9:/]|[.,][0-9]|,? (?:19|20)[0-9]{2}|\s?(?:-|–|to)\s?[0-9]|(?:st|nd|rd|th)\b)\s?(?<unit>" + Units + @")?");

    private static readonly Lazy<Regex> NoValue = Pattern.OfWords(@"^\s?(?:days?|weeks?|months?|years?|times?|L\b|liters?|of\b|pounds?|mg\b(?!\s?/)|points?|nights?)");

    /// <summary>Every such result of a document for which no mention has a number, of tests of the lexicon and of those that a policy names.</summary>
    internal static IEnumerable<ToldResult> In(AnnotatedDocument document, ImmutableArray<string> named)
    {
        string text = document.Text;
        var names = new Regex(@"(?<!\w)(?:" + string.Join('|', named.Select(Regex.Escape)) + @")(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        foreach (var sentence in document.Sentences.Select(static s => s.Span))
        {
            var tests = TestLexicon.Find(text, sentence).Select(static t => (t.Span, IsVital: t.Test.Kind == "vital")).ToList();
            foreach (Match match in names.Matches(sentence.In(text)))
            {
                var span = new TextSpan(sentence.Start + match.Index, sentence.Start + match.Index + match.Length);
                if (!tests.Exists(t => t.Span.Overlaps(span))) tests.Add((span, false));
            }

            foreach (var (name, isVital) in tests)
            {
                if (document.Mentions.Any(m => m.NameSpan.Overlaps(name) && m.Part("value") is not null)) continue;
                string behind = text[name.End..Math.Min(sentence.End, name.End + Reach)];
                var match = Value.Value.Match(behind);
                if (!match.Success || NoValue.Value.IsMatch(behind[(match.Index + match.Length)..])) continue;
                // A number of a date is no result.
                var said = match.Groups[match.Groups["words"].Success ? "words" : "value"];
                var value = new TextSpan(name.End + said.Index, name.End + said.Index + said.Length);
                if (document.Mentions.Any(m => m.Type == MentionType.Date && m.Span.Overlaps(value))) continue;
                yield return new(isVital, match.Groups["words"].Success ? InDigits(said.Value) : said.Value.Replace(" ", string.Empty, StringComparison.Ordinal), match.Groups["unit"].Value, name, sentence);
            }
        }
    }

    /// <summary>A number in words as digits: 'eighty-nine' is 89, 'six point eight' 6.8.</summary>
    internal static string InDigits(string words)
    {
        string[] parts = words.Split(" point ", StringSplitOptions.TrimEntries);
        int whole = parts[0].Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Sum(static w => NumberWords.TryRead(w, out int number) ? number : 0);
        string tenths = parts.Length > 1 && NumberWords.TryRead(parts[1], out int part) ? "." + part.ToString(CultureInfo.InvariantCulture) : string.Empty;
        return whole.ToString(CultureInfo.InvariantCulture) + tenths;
    }
}
