using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>What a word does in a sentence that plans care; the classes of <c>rules/follow-up.tsv</c>.</summary>
[Flags]
internal enum PlanWord
{
    /// <summary>None of the others.</summary>
    None = 0,
    /// <summary>What is to come: 'will'.</summary>
    Modal = 1 << 0,
    /// <summary>What is needed stands behind it.</summary>
    Need = 1 << 1,
    /// <summary>The writer's proposal.</summary>
    Advice = 1 << 2,
    /// <summary>A care that is booked or has fallen due: 'scheduled for'.</summary>
    Due = 1 << 3,
    /// <summary>May stand before 'to' and an act: 'PCP to recheck'.</summary>
    Arm = 1 << 4,
    /// <summary>May stand between what is to come and its act.</summary>
    Skip = 1 << 5,
    /// <summary>To have a test or visit.</summary>
    Act = 1 << 6,
    /// <summary>To take a value or an image again.</summary>
    Measure = 1 << 7,
    /// <summary>What is done with a test: 'rechecked'.</summary>
    Done = 1 << 8,
    /// <summary>What is done with a patient: 'evaluated'.</summary>
    Person = 1 << 9,
    /// <summary>To come again.</summary>
    Again = 1 << 10,
    /// <summary>A test.</summary>
    Test = 1 << 11,
    /// <summary>A visit.</summary>
    Visit = 1 << 12,
    /// <summary>A procedure that is booked as an appointment.</summary>
    Procedure = 1 << 13,
    /// <summary>An appointment or test of several words.</summary>
    Noun = 1 << 14,
    /// <summary>Denies the act.</summary>
    Deny = 1 << 15,
    /// <summary>What is over.</summary>
    Past = 1 << 16,
    /// <summary>Ends the words in which an object is looked for.</summary>
    Break = 1 << 17,
    /// <summary>A warning, behind 'return for'.</summary>
    Risk = 1 << 18,
    /// <summary>Before the name of a visit: that visit is over or is this one.</summary>
    Over = 1 << 19,
    /// <summary>To follow up: an act that needs no object.</summary>
    Come = 1 << 20,
    /// <summary>Behind the name of a laboratory value: it is eaten or taken.</summary>
    Food = 1 << 21,
    /// <summary>Before 'if': a warning.</summary>
    Warn = 1 << 22,
    /// <summary>To see or meet someone.</summary>
    Meet = 1 << 23,
}

/// <summary>The words of <c>rules/follow-up.tsv</c>; read at first use.</summary>
internal static class FollowUpLexicon
{
    private static readonly Lazy<Words> s_words = new(Load);

    /// <summary>A word of a sentence, its classes, and what stands between it and the word before it.</summary>
    /// <param name="Span">Where it stands.</param>
    /// <param name="Kind">Its classes.</param>
    /// <param name="Stop">Whether a semicolon, a colon or a bracket stands before it.</param>
    /// <param name="Comma">Whether a comma stands before it.</param>
    internal readonly record struct Token(TextSpan Span, PlanWord Kind, bool Stop, bool Comma)
    {
        internal bool Is(PlanWord kind) => (Kind & kind) != 0;
    }

    /// <summary>The words of a part of a text; a hyphen inside a word belongs to it. A name of several words is a word.</summary>
    internal static List<Token> Read(string text, TextSpan range)
    {
        var words = s_words.Value;
        var tokens = new List<Token>();
        int at = range.Start;
        while (at < range.End)
        {
            bool stop = false, comma = false;
            for (; at < range.End && !char.IsLetterOrDigit(text[at]); at++)
            {
                stop |= text[at] is ';' or ':' or '(' or ')' or '?' or '\u2022' || (text[at] == '.' && at + 1 < range.End && text[at + 1] == ',');
                comma |= text[at] == ',';
            }

            if (at >= range.End) break;
            int end = WordEnd(text, at, range.End);
            var span = new TextSpan(at, end);
            var kind = words.Of(text.AsSpan(at, end - at));
            // 'Re-biopsy'.
            if (kind == PlanWord.None && end - at > 5 && text.AsSpan(at, 3).Equals("re-", StringComparison.OrdinalIgnoreCase)) kind = words.Of(text.AsSpan(at + 3, end - at - 3)) & (PlanWord.Test | PlanWord.Visit | PlanWord.Procedure);
            if (words.Phrase(text, span, range.End) is { } last)
            {
                span = new(at, last);
                kind = PlanWord.Noun;
            }
            else if (kind == PlanWord.None && IsStudy(text.AsSpan(at, end - at)))
            {
                kind = PlanWord.Test;
            }

            tokens.Add(new(span, kind, stop, comma));
            at = span.End;
        }

        return tokens;
    }

    // 'Echocardiogram', 'mammography', 'colonoscopy': studies by their ends; 'program', 'milligram' and 'paragraph' are none.
    private static bool IsStudy(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('s');
        if (word.Length < 7) return word.EndsWith("scopie", StringComparison.OrdinalIgnoreCase);
        return word.EndsWith("scopy", StringComparison.OrdinalIgnoreCase) || word.EndsWith("scopie", StringComparison.OrdinalIgnoreCase) || word.EndsWith("graphy", StringComparison.OrdinalIgnoreCase) || word.EndsWith("ometry", StringComparison.OrdinalIgnoreCase)
            || (word.EndsWith("ogram", StringComparison.OrdinalIgnoreCase) && !word.EndsWith("program", StringComparison.OrdinalIgnoreCase) && !word.EndsWith("kilogram", StringComparison.OrdinalIgnoreCase) && !word.EndsWith("microgram", StringComparison.OrdinalIgnoreCase))
            || word.Equals("myelogram", StringComparison.OrdinalIgnoreCase) || word.Equals("discogram", StringComparison.OrdinalIgnoreCase);
    }

    private static int WordEnd(string text, int at, int end)
    {
        while (at < end && (char.IsLetterOrDigit(text[at]) || (text[at] is '-' or '\'' or '\u2019' && at + 1 < end && char.IsLetter(text[at + 1])))) at++;
        return at;
    }

    private static Words Load()
    {
        var words = new Words();
        foreach (string[] row in RuleFiles.Read("follow-up.tsv", 5))
        {
            if (!Enum.TryParse(row[0], ignoreCase: true, out PlanWord kind)) throw new InvalidDataException("rules/follow-up.tsv: unknown class " + row[0]);
            foreach (string word in row[1].Split('|')) words.Add(word, kind);
        }

        return words;
    }

    private sealed class Words
    {
        private readonly Dictionary<string, PlanWord> _kinds = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, PlanWord>.AlternateLookup<ReadOnlySpan<char>> _lookup;
        private readonly Dictionary<string, List<string>> _phrases = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, List<string>>.AlternateLookup<ReadOnlySpan<char>> _firsts;

        internal Words()
        {
            _lookup = _kinds.GetAlternateLookup<ReadOnlySpan<char>>();
            _firsts = _phrases.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        internal void Add(string words, PlanWord kind)
        {
            int space = words.IndexOf(' ', StringComparison.Ordinal);
            if (space < 0)
            {
                _kinds[words] = _kinds.GetValueOrDefault(words) | kind;
                return;
            }

            if (!_phrases.TryGetValue(words[..space], out var list)) _phrases[words[..space]] = list = [];
            list.Add(words);
        }

        internal PlanWord Of(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var kind) ? kind : PlanWord.None;

        /// <summary>Where the longest name of several words ends that begins with this word; null where none does.</summary>
        internal int? Phrase(string text, TextSpan first, int end)
        {
            if (!_firsts.TryGetValue(text.AsSpan(first.Start, first.Length), out var list)) return null;
            int? longest = null;
            foreach (string phrase in list)
            {
                int last = first.Start + phrase.Length;
                if (last > end || (last < text.Length && char.IsLetter(text[last])) || !text.AsSpan(first.Start, phrase.Length).Equals(phrase, StringComparison.OrdinalIgnoreCase)) continue;
                longest = Math.Max(longest ?? 0, last);
            }

            return longest;
        }
    }
}
