using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A word of a name of a person.</summary>
/// <param name="Word">As it is written.</param>
/// <param name="CapitalsOnly">Whether the same letters are also a word ('Grace Hill'): in small letters it is shown.</param>
internal readonly record struct ListedName(string Word, bool CapitalsOnly);

/// <summary>
/// Names of persons by lists of given names and surnames (<c>given-names.tsv</c>, <c>surnames.tsv</c>), which also see names of known words ('Grace Hill') and names in small letters.
/// For hiding alone: no field is made of them. A name that no list holds is left to its label, its credential or its shape.
/// </summary>
internal static class ListedNames
{
    /// <summary>Letters of a name in small letters; shorter ones are read as words.</summary>
    private const int ShortestSmall = 3;

    /// <summary>Letters of a name in small letters that is one by itself.</summary>
    private const int ShortestAlone = 5;

    // The value tells whether the letters are also a word.
    private static readonly Lazy<Dictionary<string, bool>> s_given = new(static () => Read("given-names.tsv")), s_surnames = new(static () => Read("surnames.tsv"));

    /// <summary>Names that are words of the language before all.</summary>
    private static readonly Lazy<HashSet<string>> s_words = new(static () => new(
        new[] { "given-names.tsv", "surnames.tsv" }.SelectMany(static f => RuleFiles.Read(f, 3)).Where(static r => r[2].Contains("word", StringComparison.Ordinal) && !r[2].Contains("eponym", StringComparison.Ordinal)).Select(static r => r[0]), StringComparer.OrdinalIgnoreCase));

    private enum Form
    {
        Small,
        Title,
        Capitals,
    }

    /// <summary>Whether a word is a name and nothing else.</summary>
    internal static bool IsName(string word) => Is(s_given.Value, word) is { } given
        ? !given && Is(s_surnames.Value, word) is not true
        : Is(s_surnames.Value, word) is false;

    /// <summary>Whether a word is a given name, be it also a word.</summary>
    internal static bool IsGiven(string word) => s_given.Value.ContainsKey(word);

    /// <summary>Words of names, in the order of the text.</summary>
    internal static IEnumerable<ListedName> In(string text)
    {
        var tokens = Tokens(text);
        for (int i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (!s_given.Value.ContainsKey(token.Word) && !s_surnames.Value.ContainsKey(token.Word)) continue;
            if (IsName(token.Word) && (StandsAlone(token) || IsSmallName(text, tokens, i)))
            {
                yield return new(token.Word, CapitalsOnly: false);
            }
            else if (token.Form == Form.Small ? IsSmallWord(text, tokens, i) : IsOfPair(text, tokens, i) || IsBesideUnknown(text, tokens, i) || IsBehindInitial(text, tokens, i))
            {
                yield return new(token.Word, token.Form != Form.Small);
            }
        }
    }

    // In small letters a longer name is one by itself, a shorter one beside another.
    private static bool IsSmallName(string text, List<Token> tokens, int i) =>
        tokens[i] is { Form: Form.Small, Word.Length: >= ShortestSmall } token && (token.Word.Length >= ShortestAlone || IsBesideName(text, tokens, i));

    /// <summary>Whether a word that is also a name stands in small letters behind kin or office ('nurse baxter') or joined to another name ('achebe-stern'); a word of the language is none there ('nurse will').</summary>
    private static bool IsSmallWord(string text, List<Token> tokens, int i)
    {
        if (i == 0 || tokens[i].Word.Length <= ShortestSmall) return false;
        string between = text[tokens[i - 1].End..tokens[i].Start];
        if (between == "-") return IsName(tokens[i - 1].Word);
        return between is " " or ". " && UnknownNames.IsKinOrOffice(tokens[i - 1].Word) && !s_words.Value.Contains(tokens[i].Word);
    }

    // 'Marcus Pettibone', 'Carrie-Ann', 'Kowalski-Ng': beside a name that no list holds, or joined to one.
    private static bool IsBesideUnknown(string text, List<Token> tokens, int i)
    {
        if (i + 1 < tokens.Count && text[tokens[i].End..tokens[i + 1].Start] is " " or "-" && tokens[i + 1].Form == tokens[i].Form && s_given.Value.ContainsKey(tokens[i].Word) && UnknownNames.IsUnknown(tokens[i + 1].Word)) return true;
        return i > 0 && text[tokens[i - 1].End..tokens[i].Start] == "-" && tokens[i - 1].Form == tokens[i].Form && (IsName(tokens[i - 1].Word) || (tokens[i].Form == Form.Title && UnknownNames.IsUnknown(tokens[i - 1].Word)));
    }

    // 'E. Tan', 'J. Law'; 'P. Vera' is no surname.
    private static bool IsBehindInitial(string text, List<Token> tokens, int i) =>
        i > 0 && tokens[i - 1] is { Word.Length: 1, Form: Form.Title } initial && text[initial.End..tokens[i].Start] is ". " or "." && s_surnames.Value.ContainsKey(tokens[i].Word);

    // 'NG' and 'AN' in capitals are abbreviations.
    private static bool StandsAlone(Token token) => token.Form == Form.Title || (token.Form == Form.Capitals && token.Word.Length > 3);

    /// <summary>Whether a word that is also a name stands with its other half: 'Grace Hill', 'Grace T. Hill', 'Hill, Grace', 'HILL, JENNIFER'.</summary>
    private static bool IsOfPair(string text, List<Token> tokens, int i)
    {
        string word = tokens[i].Word;
        bool given = s_given.Value.ContainsKey(word), surname = s_surnames.Value.ContainsKey(word);
        if (Neighbor(text, tokens, i, 1) is { } next)
        {
            if (given && IsHalf(next, tokens[i], s_surnames.Value)) return true;
            if (surname && next.IsBehindComma && IsHalf(next, tokens[i], s_given.Value, behindComma: true)) return true;
        }

        if (Neighbor(text, tokens, i, -1) is { } before)
        {
            if (surname && IsHalf(before, tokens[i], s_given.Value)) return true;
            if (given && before.IsBehindComma && IsHalf(before, tokens[i], s_surnames.Value, behindComma: true)) return true;
        }

        return false;
    }

    // Two halves that are both words make a name only as 'Grace Hill' is written: in headings of capitals and behind commas they may be anything.
    private static bool IsHalf((Token Token, bool IsBehindComma) half, Token own, Dictionary<string, bool> list, bool behindComma = false) =>
        half.IsBehindComma == behindComma && half.Token.Form == own.Form && list.ContainsKey(half.Token.Word) && (IsName(half.Token.Word) || (own.Form == Form.Title && !behindComma));

    private static bool IsBesideName(string text, List<Token> tokens, int i)
    {
        if (i > 0 && tokens[i - 1].Word.Length == 1 && text[tokens[i - 1].End..tokens[i].Start] == ". ") return true;
        if (Neighbor(text, tokens, i, 1) is { } next && (s_given.Value.ContainsKey(next.Token.Word) || s_surnames.Value.ContainsKey(next.Token.Word))) return true;
        if (Neighbor(text, tokens, i, -1) is not { } before) return false;
        return s_given.Value.ContainsKey(before.Token.Word) || s_surnames.Value.ContainsKey(before.Token.Word) || UnknownNames.Leads(before.Token.Word);
    }

    /// <summary>The next word of the same name, or the one before: behind a blank, a comma and a blank, a hyphen, or an initial between blanks; null where none stands there.</summary>
    private static (Token Token, bool IsBehindComma)? Neighbor(string text, List<Token> tokens, int i, int step)
    {
        bool comma = false;
        for (int at = i + step, passed = 0; at >= 0 && at < tokens.Count; at += step, passed++)
        {
            var (left, right) = step > 0 ? (tokens[at - 1], tokens[at]) : (tokens[at], tokens[at + 1]);
            string between = text[left.End..right.Start];
            switch (between)
            {
                case " " or "-":
                    break;
                case ", " or ",":
                    comma = true;
                    break;
                case ". " when left.Word.Length == 1 || UnknownNames.Leads(left.Word):
                    break;
                default:
                    return null;
            }

            if (tokens[at].Word.Length > 1) return (tokens[at], comma);
            if (passed > 0) return null;
        }

        return null;
    }

    private static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        for (int at = 0; at < text.Length; at++)
        {
            if (!char.IsLetter(text[at])) continue;
            int start = at;
            bool small = false, capitals = false;
            for (; at < text.Length && char.IsLetter(text[at]); at++)
            {
                if (at == start) continue;
                small |= char.IsLower(text[at]);
                capitals |= char.IsUpper(text[at]);
            }

            // Letters beside digits are a code or a dose.
            bool isCode = (start > 0 && char.IsDigit(text[start - 1])) || (at < text.Length && char.IsDigit(text[at]));
            if (isCode) continue;
            var form = char.IsUpper(text[start]) ? capitals && !small ? Form.Capitals : Form.Title : Form.Small;
            tokens.Add(new(text[start..at], start, at, form));
        }

        return tokens;
    }

    private static bool? Is(Dictionary<string, bool> list, string word) => list.TryGetValue(word, out bool isWord) ? isWord : null;

    private static Dictionary<string, bool> Read(string file) =>
        RuleFiles.Read(file, 3).ToDictionary(static r => r[0], static r => r[1] == "yes", StringComparer.OrdinalIgnoreCase);

    private readonly record struct Token(string Word, int Start, int End, Form Form);
}
