using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Names of plans, clinics and suppliers, and how often and for how long something is done, by their grammar alone.</summary>
internal static class OtherMentions
{
    private const int Shortest = 5, LongestName = 80;

    /// <summary>Whether the name of an organization has a word of its own, and an end.</summary>
    internal static bool IsWholeName(string name) => !Words.Value["generic-name"].IsMatch(name) && !Words.Value["cut-name"].IsMatch(name);

    private static readonly Lazy<Dictionary<string, Regex>> Words = new(static () => RuleFiles.Read("organizations.tsv", 6).ToDictionary(static r => r[0], static r => Pattern.Of(r[2], RegexOptions.CultureInvariant | (r[1] == "i" ? RegexOptions.IgnoreCase : RegexOptions.None)).Value, StringComparer.Ordinal));

    // Capitalized words with what joins them; a program behind a dash or in parentheses may be part of the name.
    private static readonly Lazy<Regex> Run = Pattern.Of(@"(?<![\p{L}\p{M}'’\-&/])\p{Lu}[\p{L}\p{M}'’&\-]*\.?(?: (?:\p{Lu}[\p{L}\p{M}'’&\-]*\.?|of|and|&|the|for|at|[0-9]{1,4}(?![0-9/\-.,])))*(?<more>(?: [\-–—] | \()\p{Lu}[\p{L}'’&\-]*(?: (?:\p{Lu}[\p{L}'’&\-]*|of|and|&))*\)?)?", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Joint = Pattern.Of(@"(?: (?:of|and|&|the|for|at|[0-9]{1,4}))+$", RegexOptions.CultureInvariant);

    private const string Number = "(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve)";
    private const string Time = "(?:days?|wks?|weeks?|mos?|months?|yrs?|years?|hours?|hrs?)";

    private static readonly Lazy<Regex> FrequencyPattern = Pattern.Of($@"(?<![\w.])(?:every(?: other)? (?:{Number}(?:(?: ?- ?| to ){Number})? )?(?:{Time}|mornings?|evenings?|nights?|meals?)|(?:once|twice|thrice|{Number} ?(?:x|×|times?|visits?|sessions?|units?|hours?|hrs?|trips?|treatments?|doses?|days?)?) ?(?:(?:a|per|each|every|/) ?(?:day|wk|week|month|mo|night|year|visit)|(?:daily|weekly|monthly|nightly))|{Number} ?(?:x|×|times?) ?/? ?(?:day|wk|week|month|mo)|daily|nightly|weekly|biweekly|bi-weekly|monthly|quarterly|q ?[0-9]{{1,2}} ?(?:hours?|hrs?|h|days?|d|weeks?|wks?|wk|w|months?|mo)|bid|tid|qid|qhs|qod|[0-9]w[0-9]{{1,2}}|at bedtime|as needed|prn|continuous(?:ly)?|once)(?![\p{{L}}0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> DurationPattern = Pattern.Of($@"(?<![\w.\-/])(?:{Number}(?:[ \-]?(?:to|-)[ \-]?{Number})?[ \-]?{Time}|(?:one|a) year|{Number} (?:doses|cycles|infusions|fills|refills)|ongoing|lifetime|indefinite(?:ly)?|long[ \-]term)(?![\p{{L}}0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    internal static IEnumerable<Reading> Frequencies(string words) => FrequencyPattern.Value.Matches(words).Select(static m => new Reading(TextForm.OneLine(m.Value), m.Index, m.Index + m.Length));

    internal static IEnumerable<Reading> Durations(string words) => DurationPattern.Value.Matches(words).Select(static m => new Reading(TextForm.OneLine(m.Value), m.Index, m.Index + m.Length));

    /// <summary>Names of organizations in the cells of a line; where a program stands behind a name, with it and without it.</summary>
    internal static List<Reading> Organizations(string words, IEnumerable<(int From, int To)> cells)
    {
        var found = new List<Reading>();
        foreach (var (from, to) in cells)
        {
            foreach (Match m in Run.Value.Matches(words[from..to]))
            {
                int start = from + m.Index, end = start + m.Length, plain = m.Groups["more"].Success ? from + m.Groups["more"].Index : end;
                Add(found, words, start, plain);
                if (plain < end) Add(found, words, start, end);
            }
        }

        return found;
    }

    private static void Add(List<Reading> found, string words, int start, int end)
    {
        string name = words[start..end];
        end -= Joint.Value.Match(name).Length;
        name = words[start..end];
        while (Words.Value["leading-label"].Match(name) is { Success: true } label && label.Length < name.Length)
        {
            Keep(found, name, start, end);
            start += label.Length;
            name = words[start..end];
        }

        Keep(found, name, start, end);
    }

    private static void Keep(List<Reading> found, string name, int start, int end)
    {
        if (name.Length is < Shortest or > LongestName || !char.IsUpper(name[0])) return;
        bool single = !name.Contains(' ', StringComparison.Ordinal);
        if (single || (!Words.Value["payer-word"].IsMatch(name) && !Words.Value["provider-word"].IsMatch(name))) return;
        found.Add(new(TextForm.OneLine(name), start, end));
    }
}
