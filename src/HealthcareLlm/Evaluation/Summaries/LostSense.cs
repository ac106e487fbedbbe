using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation.Summaries;

/// <summary>What turns what is told into something else: its denial, its doubt, another person's.</summary>
[Flags]
internal enum Sense
{
    /// <summary>Told as it is.</summary>
    None = 0,

    /// <summary>Denied.</summary>
    Negated = 1,

    /// <summary>Doubted, or planned to be ruled out.</summary>
    Doubted = 2,

    /// <summary>Of a relative or another person.</summary>
    OtherPerson = 4,

    /// <summary>Of what is over: that a document tells it of the past may be left out, but not added.</summary>
    Past = 8,

    /// <summary>Of a drug that is not to be taken.</summary>
    Withheld = 16,
}

/// <summary>
/// Whether a statement tells as a fact of the patient what the clauses that it cites deny, doubt or tell of someone else, or the other way round; after the trigger terms of Chapman et al. 2001 (NegEx) and Harkema et al. 2009
/// (ConText), whose terms are ours in <c>rules/sense-cues.tsv</c>. Written for the judge alone: the program reads assertions by other code.
/// </summary>
internal static partial class LostSense
{
    // Share of the letters of a clause's member that stand in the cited clauses, whose words these tell in one sense only.
    private const double Share = 0.5;

    // A list behind a denial goes on over commas as long as its members are short.
    private const int LongestMember = 5;

    private const int LeastLetters = 4;

    private static readonly Lazy<ImmutableArray<(Sense Sense, string Place, RulePattern Pattern)>> s_cues = new(static () =>
        [.. RuleFiles.Read("sense-cues.tsv", 6).Select(static c => (Enum.Parse<Sense>(c[1]), c[2], new RulePattern(new(@"(?:(?<![\w-])(?=\w)|(?!\w))(?:" + c[3] + @")(?![\w])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))))]);

    private static readonly char[] Ends = ['.', ';', '\n', '!', '\u2022', '|', ':'];

    // 'Considered but not given' is one clause: what stands behind the turn tells only whether it was.
    private static readonly Lazy<RulePattern> s_turn = new(static () => new(new(@"(?<!\bnot),?\s+\b(?!but (?:(?:was|were|is|are) )?(?:not|never|withheld|held|deferred|declined|cancelled)\b)(?:" + string.Join('|', SummaryWords.Turns) + @")\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))));

    /// <summary>The senses that the statement lost or added: those in which the clauses of its quotes tell most of one of its clauses and it does not, or it does and they do not.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="around">The text of a citation with the rest of the clauses that it cuts; the quote where no text is kept.</param>
    internal static Sense Of(ReadStatement statement, Func<ReadCitation, string> around) =>
        // What becomes of a drug is told by the row of the drug and judged there.
        Of(statement, around, statement.Section == "dischargeMedications" ? Lost : LostInProse, Added);

    /// <summary>As <see cref="Of(ReadStatement, Func{ReadCitation, string})"/>, of a value that may not deny what they tell either.</summary>
    internal static Sense OfValue(ReadStatement value, Func<ReadCitation, string> around) => Of(value, around, Lost, AddedToValue);

    private static Sense Of(ReadStatement statement, Func<ReadCitation, string> around, Sense[] mayBeLost, Sense[] mayBeAdded)
    {
        var told = new Dictionary<string, List<Sense>>(StringComparer.Ordinal);
        foreach (var citation in statement.Citations)
        {
            foreach (var (word, sense, _) in Told(around(citation)))
            {
                if (!told.TryGetValue(word, out var senses)) told[word] = senses = [];
                senses.Add(sense);
            }
        }

        var lost = Sense.None;
        foreach (string clause in Clauses(statement.Text))
        {
            foreach (var said in Told(clause).GroupBy(static w => w.Member))
            {
                int all = said.Where(w => told.ContainsKey(w.Word)).Sum(static w => w.Word.Length);
                foreach (var sense in All)
                {
                    // What is denied need not be doubted too: 'not placed' of 'considered and not placed'.
                    int only = !mayBeLost.Contains(sense) ? 0 : said.Where(w => (w.Sense & sense) == 0 && !(sense == Sense.Doubted && IsDenied(w)) && told.TryGetValue(w.Word, out var senses) && senses.TrueForAll(s => (s & sense) != 0)).Sum(static w => w.Word.Length);
                    int added = !mayBeAdded.Contains(sense) ? 0 : said.Where(w => (w.Sense & sense) != 0 && told.TryGetValue(w.Word, out var senses) && senses.TrueForAll(s => (s & sense) == 0)).Sum(static w => w.Word.Length);
                    if (only > Share * all || added > Share * all) lost |= sense;
                }
            }
        }

        return WithFor(statement, around) ? lost | Sense.Negated : lost;

        bool IsDenied((string Word, Sense Sense, int Member) said) => (said.Sense & Sense.Negated) != 0 && told.TryGetValue(said.Word, out var senses) && senses.TrueForAll(static s => (s & Sense.Negated) != 0);
    }

    /// <summary>Whether the statement has 'with' before a word that stands in its clauses behind 'without' alone, or the other way round: it may be one word of many.</summary>
    private static bool WithFor(ReadStatement statement, Func<ReadCitation, string> around)
    {
        if (With().Matches(statement.Text) is not { Count: > 0 } said) return false;
        string cited = string.Join('\n', statement.Citations.Select(around));
        var told = With().Matches(cited).ToLookup(static m => m.Groups["word"].Value, static m => m.Groups["not"].Success, StringComparer.OrdinalIgnoreCase);
        return said.Any(m => told.Contains(m.Groups["word"].Value) && !told[m.Groups["word"].Value].Contains(m.Groups["not"].Success) && NormalForm.Words(cited).Count(w => w.Equals(m.Groups["word"].Value, StringComparison.OrdinalIgnoreCase)) == told[m.Groups["word"].Value].Count());
    }

    [GeneratedRegex(@"\b(?:with(?<not>out)?|w/(?<not>o)?)\s+(?:(?:any|an?|the|his|her) )?(?<word>\p{L}{4,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex With();

    /// <summary>Whether the statement speaks of something that the gold says is denied, doubted or another person's, and tells it otherwise.</summary>
    internal static bool Denies(ReadStatement statement, GoldAssertion gold)
    {
        var sense = SenseOf(gold);
        var about = Content(gold.About);
        if (sense == Sense.None || about.IsEmpty) return false;
        foreach (string clause in Clauses(statement.Text))
        {
            var said = Told(clause).ToLookup(static w => w.Word, static w => w.Sense);
            if (NormalForm.Numbers(gold.About).All(NormalForm.Words(clause).Contains) && about.All(w => said[w].Any(s => (s & sense) == 0))) return true;
        }

        return false;
    }

    private static Sense SenseOf(GoldAssertion gold) => gold.Experiencer == "other" ? Sense.OtherPerson : gold.Polarity switch { "negated" => Sense.Negated, "possible" => Sense.Doubted, _ => Sense.None };

    /// <summary>Whether the gold denies or doubts it, or says that it is another person's: of what it affirms nothing is told by <see cref="Denies"/>.</summary>
    internal static bool IsSaidOtherwise(GoldAssertion gold) => SenseOf(gold) != Sense.None;

    // A denial that no quote has is judged by CitedWords.
    private static readonly Sense[] Lost = [Sense.Negated, Sense.Doubted, Sense.OtherPerson], LostInProse = [.. Lost, Sense.Withheld], Added = [Sense.Doubted, Sense.OtherPerson, Sense.Past], AddedToValue = [.. Added, Sense.Negated];

    private static readonly Sense[] All = [Sense.Negated, Sense.Doubted, Sense.OtherPerson, Sense.Past, Sense.Withheld];

    /// <summary>The content words of a text but for those of cues, each as often as it stands, with the senses of its place and the number of the commas before it in its clause.</summary>
    internal static ImmutableArray<(string Word, Sense Sense, int Member)> Told(string text) => Known.Of(text, static t => [.. Read(t)]);

    private static readonly KnownTexts<string, ImmutableArray<(string Word, Sense Sense, int Member)>> Known = new(20_000);

    private static IEnumerable<(string Word, Sense Sense, int Member)> Read(string text)
    {
        foreach (string clause in Clauses(text))
        {
            var senses = new Sense[clause.Length];
            var isCue = new bool[clause.Length];
            var pairs = new TextPairs(clause);
            foreach (var (sense, place, pattern) in s_cues.Value)
            {
                if (!pattern.MayMatch(pairs)) continue;
                foreach (Match cue in pattern.Pattern.Matches(clause))
                {
                    isCue.AsSpan(cue.Index, cue.Length).Fill(true);
                    int from = place == "after" ? 0 : cue.Index, to = place == "after" ? cue.Index : place == "all" ? clause.Length : Reach(clause, cue.Index + cue.Length);
                    if (place == "all") from = 0;
                    if (place == "after") from = Since(clause, cue.Index);
                    for (int i = from; i < to; i++) senses[i] |= sense;
                }
            }

            for (int at = 0; at < clause.Length;)
            {
                if (!char.IsLetter(clause[at]))
                {
                    at++;
                    continue;
                }

                int end = at;
                while (end < clause.Length && (char.IsLetter(clause[end]) || clause[end] == '-')) end++;
                if (!isCue[at])
                {
                    foreach (string word in Content(clause[at..end])) yield return (word, senses[at], clause.AsSpan(0, at).Count(','));
                }

                at = end;
            }
        }
    }

    /// <summary>How far a cue reaches: over members of a list, up to a longer one.</summary>
    private static int Reach(string clause, int from)
    {
        int at = clause.IndexOf(',', from);
        while (at >= 0)
        {
            int next = clause.IndexOf(',', at + 1);
            int end = next < 0 ? clause.Length : next;
            if (clause[(at + 1)..end].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length > LongestMember) return at;
            at = next;
        }

        return clause.Length;
    }

    /// <summary>Where what a cue behind it speaks of begins: at the comma before.</summary>
    private static int Since(string clause, int cue) => cue == 0 ? 0 : clause.LastIndexOf(',', cue - 1) + 1;

    private static IEnumerable<string> Clauses(string text)
    {
        int from = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            bool ends = i == text.Length || (Ends.Contains(text[i]) && !(text[i] is '.' or ':' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) && !IsAbbreviation(text, i) && !(text[i] == ':' && IsLead(text[from..i])));
            if (!ends) continue;
            foreach (string part in s_turn.Value.Pattern.Split(text[from..i]))
            {
                if (part.Any(char.IsLetter)) yield return part;
            }

            from = i + 1;
        }
    }

    /// <summary>Whether a colon stands behind a word or two that belong to what follows: 'Mother: diabetes'.</summary>
    private static bool IsLead(string before) => before.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 2;

    /// <summary>Whether the point at that place ends a title and no sentence.</summary>
    private static bool IsAbbreviation(string text, int at) => text[at] == '.' && at >= 2 && (text.AsSpan(0, at).EndsWith("Dr", StringComparison.Ordinal) || text.AsSpan(0, at).EndsWith("Mr", StringComparison.Ordinal) || text.AsSpan(0, at).EndsWith("Ms", StringComparison.Ordinal) || text.AsSpan(0, at).EndsWith("Mrs", StringComparison.Ordinal));

    /// <summary>The words of a text that tell what it is about, by their first letters: those of four letters and more, and abbreviations in capitals.</summary>
    private static ImmutableArray<string> Content(string text) => KnownContent.Of(text, static text => [.. NormalForm.Words(text).Where(w => !NormalForm.IsNumber(w) && !SummaryWords.Common.Contains(w) && !SummaryWords.SidesWrittenOut.ContainsKey(w) && (w.Length >= LeastLetters || (w.Length >= 2 && text.Contains(w.ToUpperInvariant(), StringComparison.Ordinal) && !text.Contains(w, StringComparison.Ordinal)))).Select(static w => w.Length > 6 ? w[..6] : w).Distinct(StringComparer.Ordinal)]);

    private static readonly KnownTexts<string, ImmutableArray<string>> KnownContent = new(20_000);
}
