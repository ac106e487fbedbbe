using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Names of persons by their shape, wherever they stand: runs of capitalized words of which at least two are no word that this program knows, or one beside an initial, a given name or a word of kin or office.
/// For hiding alone. What it knows are the words of its own rule files; a name of two such words ('Grace Hill') is not seen.
/// </summary>
internal static class UnknownNames
{
    /// <summary>Letters of a word of capitals that may be a name; shorter ones are abbreviations.</summary>
    private const int ShortestInCapitals = 4;

    /// <summary>Words before a name alone.</summary>
    private static readonly HashSet<string> s_before = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "drs", "mr", "mrs", "ms", "miss", "prof", "doctor", "nurse", "rabbi", "fr", "rev", "pastor", "father", "uncle", "aunt", "attorney", "officer", "chaplain", "sister", "brother", "son", "daughter", "wife", "husband", "mother", "dtr", "grandmother", "grandfather", "cousin", "niece", "nephew",
        "interpreter", "pharmacist", "therapist", "counselor", "dietitian", "technologist", "coordinator", "manager", "worker", "physician", "surgeon", "resident", "fellow", "intern", "midwife", "doula", "neighbor", "friend", "boyfriend", "girlfriend", "fiance", "fiancee", "roommate", "stepfather", "stepmother", "grandson", "granddaughter", "witness", "scribe", "tech", "teacher", "with", "by", "per", "w", "guardian", "partner", "spouse", "signed", "receptionist", "boss", "bf", "gf", "clerk", "sponsor", "sitter", "pharmacist", "psychologist", "facilitator", "notary", "mom", "dad", "grandma", "grandpa",
    };

    private static readonly Lazy<HashSet<string>> s_given = new(static () => [.. RuleFiles.Read("nicknames.tsv", 6).SelectMany(static r => r[2].Split('|').Append(r[1])).Select(static n => n.Trim())]);

    /// <summary>Files with names of persons, and files of what was learned from documents with such names.</summary>
    private static readonly string[] s_lists = ["nicknames.tsv", "given-names.tsv", "surnames.tsv", "roles.tsv", "role-trees.tsv", "opinions.tsv"];

    private static readonly Lazy<HashSet<string>> s_known = new(static () => RuleFiles.Words(s_lists));

    /// <summary>Whether a word stands in the rule files as a word.</summary>
    internal static bool Knows(string word) => s_known.Value.Contains(word) && !ListedNames.IsName(word);

    /// <summary>Whether a word stands before names: a title, kin or an office.</summary>
    internal static bool Leads(string word) => s_before.Contains(word);

    /// <summary>Whether such a word names kin, a title or an office, and is no preposition.</summary>
    internal static bool IsKinOrOffice(string word) => Leads(word) && word.ToLowerInvariant() is not ("with" or "by" or "per" or "w" or "signed" or "tech" or "resident" or "fellow" or "worker");

    /// <summary>Words of such names, in the order of the text.</summary>
    internal static IEnumerable<string> In(string text)
    {
        // In 'Drs. Marsh, Ott and Kessler' each stands behind the title.
        int listed = -1;
        for (int at = 0; at < text.Length;)
        {
            if (!char.IsUpper(text[at]) || (at > 0 && IsOfWord(text[at - 1])))
            {
                at++;
                continue;
            }

            var run = new List<(int Start, int End)>();
            int end = at;
            while (ReadWord(text, end) is var stop && stop > end)
            {
                run.Add((end, stop));
                end = Next(text, stop);
                if (end < 0) break;
            }

            at = run.Count == 0 ? at + 1 : run[^1].End;
            bool led = run.Count > 0 && (s_before.Contains(Before(text, run[0].Start)) || (listed >= 0 && Joins(text, listed, run[0].Start)));
            listed = led && run.Count > 0 && (listed >= 0 || Before(text, run[0].Start).Equals("drs", StringComparison.OrdinalIgnoreCase)) ? at : -1;
            foreach (string word in Of(text, run, led)) yield return word;
        }
    }

    private static IEnumerable<string> Of(string text, List<(int Start, int End)> run, bool led)
    {
        var words = run.ConvertAll(r => text[r.Start..r.End]);
        var unknown = words.Where(IsUnknown).ToList();
        if (unknown.Count == 0) yield break;
        bool capitals = unknown.TrueForAll(static w => w.All(static c => !char.IsLower(c)));
        bool named = words.Exists(static w => s_given.Value.Contains(w) || ListedNames.IsGiven(w)) || words.Exists(static w => w.Length == 1);
        if (unknown.Count < 2 && !((named || led) && !(capitals && unknown[0].Length < ShortestInCapitals))) yield break;
        foreach (string word in unknown.Where(w => !capitals || w.Length >= ShortestInCapitals)) yield return word;
        // 'Grace Hillborough': a word that is known beside one that is not, in a name of two or three.
        if (words.Count > 3 || !led) yield break;
        foreach (string word in words.Where(w => w.Length > 2 && !unknown.Contains(w) && !s_before.Contains(w))) yield return word;
    }

    /// <summary>Whether nothing but a comma and an 'and' stands between two names.</summary>
    private static bool Joins(string text, int end, int start) => start - end is > 0 and < 8 && text[end..start].Trim() is "," or ", and" or "and" or "&" or ", &" or "/";

    /// <summary>Whether a word has the shape of a name and is not known; of a double name one part may be ('Yoo-Harris').</summary>
    internal static bool IsUnknown(string word)
    {
        string[] parts = [.. word.Split('-', '\'', '\u2019').Where(static p => p.Length > 1)];
        return word.Length > 2 && parts.All(static p => p.Any(static c => "aeiouyAEIOUY".Contains(c, StringComparison.Ordinal) || c > 127)) && (parts.Length > 1 ? parts.Any(static p => p.Length > 2 && char.IsUpper(p[0]) && !Knows(p)) : parts.All(static p => !Knows(p)));
    }

    /// <summary>End of the capitalized word that begins at a place, or of an initial; the place itself where there is none.</summary>
    private static int ReadWord(string text, int at)
    {
        if (at >= text.Length || !char.IsUpper(text[at])) return at;
        int end = at + 1;
        while (end < text.Length && (char.IsLetter(text[end]) || (text[end] is '-' or '\'' or '\u2019' && end + 1 < text.Length && char.IsLetter(text[end + 1])))) end++;
        return end < text.Length && char.IsDigit(text[end]) ? at : end;
    }

    /// <summary>Where the next word of the same name begins: behind one blank, a comma and a blank, or the full stop of an initial; -1 where none does.</summary>
    private static int Next(string text, int end)
    {
        int at = end;
        if (at < text.Length && text[at] is ('.' or ',')) at++;
        if (at < text.Length && text[at] == ' ') at++;
        return at > end && at < text.Length && char.IsUpper(text[at]) && !(text[end] == '.' && end > 1 && char.IsLetter(text[end - 2])) ? at : -1;
    }

    private static string Before(string text, int at)
    {
        int end = at;
        while (end > 0 && text[end - 1] is (' ' or '.' or ':' or '(' or '/')) end--;
        int start = end;
        while (start > 0 && char.IsLetter(text[start - 1])) start--;
        return text[start..end];
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '\'' or '\u2019';
}
