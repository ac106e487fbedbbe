using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>Times of the past that are told by numbers and place, not by phrases: years, ages, 'before' at the end of a clause.</summary>
internal static class PastTimes
{
    /// <summary>Tokens before a time that it speaks of, and behind it where it begins its clause, and where it does not.</summary>
    private const int Back = 10, Ahead = 14, AheadInside = 6;

    /// <summary>A time that stands so near to the start of its clause begins it: 'On 06/02/2019 she', 'In 2011 he'.</summary>
    private const int Opening = 6;

    private static readonly AssertionRule s_before = new("historical-in-year", AssertionEffects.Historical, TriggerPlace.Time, true, true, Back);
    private static readonly AssertionRule s_ahead = new("historical-in-year", AssertionEffects.Historical, TriggerPlace.Time, true, true, Ahead);
    private static readonly AssertionRule s_aheadInside = new("historical-in-year", AssertionEffects.Historical, TriggerPlace.Time, true, true, AheadInside);
    private static readonly AssertionRule s_age = new("historical-at-age", AssertionEffects.Historical, TriggerPlace.Time, true, true, Back);
    private static readonly AssertionRule s_once = new("historical-before-now", AssertionEffects.Historical, TriggerPlace.Time, true, true, Back);

    private static readonly HashSet<string> s_copula = Keys("is was are were notable significant remarkable positive sig for of include includes including also as above mainly only");
    private static readonly HashSet<string> s_units = Keys("mg mcg g ml cc l % iu meq mmol kcal copy cell unit kg lb cm mm hour hr am pm calorie cal steps x");
    private static readonly HashSet<string> s_persons = Keys("she he they patient");
    private static readonly HashSet<string> s_months = Keys("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec");

    /// <summary>The scopes: rule, first token and number of tokens of the time, and whether it is over what follows.</summary>
    internal static IEnumerable<(AssertionRule Rule, int First, int Count, bool Forward)> Of(string text, List<TermToken> tokens, int latestYear)
    {
        for (int i = 0; i < tokens.Count; i++)
        {
            if (IsPastYear(text, tokens, i, latestYear) && !IsSince(tokens, i))
            {
                int first = FirstOfDate(tokens, i);
                yield return (s_before, first, i - first + 1, false);
                bool opens = first == 0 || (first <= Opening && !tokens.Take(first).Any(static t => t.Key is "," or ";"));
                bool heads = first <= 1 || tokens[first - 1].Key is "," or ";" or ".";
                if (heads || (opens && i + 1 < tokens.Count && s_persons.Contains(tokens[i + 1].Key))) yield return (s_ahead, first, i - first + 1, true);
                else if (i + 1 < tokens.Count && tokens[i + 1].IsWord) yield return (s_aheadInside, first, i - first + 1, true);
            }
            else if (IsAge(tokens, i))
            {
                yield return (s_age, i - 1, 2, false);
                if (i <= 2) yield return (s_age, i - 1, 2, true);
            }
            else if (tokens[i].Key is "before" or "once" && i > 2 && Ends(tokens, i + 1) && tokens[i - 1].Key is not ("as" or "than" or "never" or "day" or "night" or "hour" or "not" or "at" or "week"))
            {
                yield return (s_once, i, 1, false);
            }
        }
    }

    /// <summary>Whether a time that a phrase tells speaks of what follows it: where it begins its clause, and inside it where nothing parts them.</summary>
    internal static bool SpeaksAhead(List<TermToken> tokens, int first, int count)
    {
        bool opens = first <= Opening && !tokens.Take(first).Any(static t => t.Key is "," or ";");
        return opens || (first > 0 && tokens[first - 1].Key == ",") || (first + count < tokens.Count && tokens[first + count].IsWord);
    }

    /// <summary>Whether a clause ends at a token before a time: 'gout, CABG in 2014' are two, 'breast cancer, 2011' is one.</summary>
    internal static bool BreaksClause(List<TermToken> tokens, int i, int time) => (tokens[i].Key == "," && i < time - 1) || tokens[i].Key is "." or "but" or "who" or "which" or "since" or "because";

    /// <summary>Where the list begins behind a trigger: 'Past history is notable for: …'.</summary>
    internal static int PastCopula(List<TermToken> tokens, int from)
    {
        int i = from;
        while (i < tokens.Count && i - from < 5 && s_copula.Contains(tokens[i].Key)) i++;
        // Without what it joins a copula joins nothing.
        return i < tokens.Count && i > from && tokens[i - 1].Key is "for" or "of" or "include" or "including" ? i : from;
    }

    /// <summary>Whether a day of a month without a year stands within a few words: it is of this year.</summary>
    internal static bool HasNearDay(List<TermToken> tokens, int from)
    {
        for (int i = from; i + 2 < Math.Min(tokens.Count, from + 7); i++)
        {
            if (tokens[i].Key is "," or ";" or "." or "and") return false;
            if (tokens[i].Kind == TermTokenKind.Number && tokens[i + 1].Key == "/" && tokens[i + 2].Kind == TermTokenKind.Number) return !(i + 4 < tokens.Count && tokens[i + 3].Key == "/");
        }

        return false;
    }

    private static bool IsPastYear(string text, List<TermToken> tokens, int i, int latestYear)
    {
        if (tokens[i].Kind != TermTokenKind.Number || tokens[i].End - tokens[i].Start != 4) return false;
        // '60's' has four characters too.
        if (!int.TryParse(text.AsSpan(tokens[i].Start, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < 1930 or > 2100 || year >= latestYear) return false;
        string before = i > 0 ? tokens[i - 1].Key : string.Empty, after = i + 1 < tokens.Count ? tokens[i + 1].Key : string.Empty;
        if (s_units.Contains(after) || before is "to" or "with" or "than" or "versus" or "vs" or "#" or "$" or "x" or "+" or "=" or "<" or ">" or ":" || (before.Length > 0 && tokens[i - 1].Kind == TermTokenKind.Number)) return false;
        // A day of the year before may belong to a stay over New Year.
        bool ofDate = before is "/" or "-" || s_months.Contains(before) || (before == "," && i > 1 && tokens[i - 2].Kind == TermTokenKind.Number);
        if (ofDate) return latestYear == int.MaxValue ? before is not ("/" or "-" or ",") : year < latestYear - 1 || (year < latestYear && s_months.Contains(before) && before is not ("november" or "december" or "nov" or "dec"));
        // '2/2019' and '2019/3' were dates; a number of another kind has other marks around it.
        return after is not ("/" or "-");
    }

    private static bool IsSince(List<TermToken> tokens, int year)
    {
        for (int i = year - 1; i >= Math.Max(0, year - 3); i--)
        {
            if (tokens[i].Key is "since") return true;
            if (tokens[i].Key is "in" or "," or ";") return false;
        }

        return false;
    }

    private static int FirstOfDate(List<TermToken> tokens, int year)
    {
        int first = year;
        while (first > 0 && (tokens[first - 1].Key is "/" or "-" or "in" or "on" or "of" or "(" or "around" or "by" or "from" || (tokens[first - 1].Kind == TermTokenKind.Number && year - first < 5) || s_months.Contains(tokens[first - 1].Key))) first--;
        return first;
    }

    /// <summary>'at 16,', 'At 30 she': an age that is told without its word.</summary>
    private static bool IsAge(List<TermToken> tokens, int i) =>
        i > 0 && tokens[i - 1].Key == "at" && tokens[i].Kind == TermTokenKind.Number && tokens[i].End - tokens[i].Start <= 2 && (i == 1 || tokens[i - 2].Kind != TermTokenKind.Number)
        && (Ends(tokens, i + 1) || s_persons.Contains(tokens[i + 1].Key));

    private static bool Ends(List<TermToken> tokens, int at) => at >= tokens.Count || tokens[at].Key is "," or ";" or "." or ")";

    private static HashSet<string> Keys(string words) => [.. words.Split(' ').Select(static w => TermTokenizer.KeyOf(w))];
}
