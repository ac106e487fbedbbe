using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>A label found at a token.</summary>
/// <param name="Target">What it asks for.</param>
/// <param name="Topic">Whom it names itself; <see cref="FormTopic.None"/> where it names nobody.</param>
/// <param name="End">Index after its last token, without colon.</param>
/// <param name="IsStrong">Whether it may stand in the middle of a line.</param>
/// <param name="PartyOnly">Whether it names a party and nothing that is asked for.</param>
/// <param name="Rule">Id of the rule.</param>
internal readonly record struct LabelMatch(string Target, FormTopic Topic, int End, bool IsStrong, bool PartyOnly, string Rule);

/// <summary>
/// The labels of <c>rules/labels.tsv</c> and the parties and headings of <c>rules/form-topics.tsv</c>.
/// A label is <c>[party] asked-for [of party]</c>; words damaged by recognition are read as the lexicon's word at a distance of one edit (two from nine letters on).
/// </summary>
internal static class LabelLexicon
{
    private static readonly Lazy<Tables> s_tables = new(Load);

    internal static ImmutableArray<LabelRule> Labels => s_tables.Value.LabelRules;

    internal static ImmutableArray<TopicRule> Topics => s_tables.Value.TopicRules;

    /// <summary>The longest label that begins at a token; null where none does.</summary>
    internal static LabelMatch? MatchLabel(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        var tables = s_tables.Value;
        // Most words begin no label and name no party.
        if (start >= end || tokens[start].Kind != FormTokenKind.Word || read(tokens[start].Key) is var first && !tables.Labels.Begins(first) && !tables.Parties.Begins(first)) return null;
        var plain = Best(tables.Labels.At(tokens, start, end, read), FormTopic.None, 0);
        LabelMatch? withParty = null;
        foreach (var (topic, after, length) in tables.Parties.At(tokens, start, end, read))
        {
            int next = SkipJoints(tokens, after, end);
            // 'Patient / Member name': a second party word may follow.
            foreach (var (second, afterSecond, _) in tables.Parties.At(tokens, next, end, read))
            {
                if (second.Topic != topic.Topic) continue;
                next = SkipJoints(tokens, afterSecond, end);
                break;
            }

            var found = Best(tables.Labels.At(tokens, next, end, read), topic.Topic, length);
            // 'Clinician and credentials' asks for the clinician first.
            if (found is { Target: "ignore" } && next > after && tokens[next - 1] is { Kind: FormTokenKind.Word, Key: "and" }) continue;
            if (found is { } f && (withParty is null || f.End > withParty.Value.End)) withParty = f;
        }

        // 'Office phone' is the practice's, though 'office phone' is a label of its own.
        var best = withParty is { } w && (plain is null || w.End > plain.Value.End || (w.End == plain.Value.End && w is { Target: "phone" or "fax", Topic: FormTopic.Requesting })) ? withParty : plain;
        var partyOnly = PartyAlone(tables, tokens, start, end, read);
        if (best is null || (partyOnly is { } p && p.End > best.Value.End)) best = partyOnly;
        return best is { } b ? WithSuffix(tables, tokens, b, end, read) : null;
    }

    /// <summary>The heading that these tokens are, as a whole; null where they are none.</summary>
    internal static FormTopic? MatchHeading(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        int at = SkipNumbering(tokens, start, end, read);
        if (at >= end) return null;
        foreach (var (topic, after, _) in s_tables.Value.Headings.At(tokens, at, end, read))
        {
            int rest = after;
            bool whole = true;
            for (; rest < end && whole; rest++) whole = tokens[rest].Kind != FormTokenKind.CheckBox && (tokens[rest].Kind == FormTokenKind.Mark || IsHeadingWord(tokens[rest], read) || IsSecondTopic(tokens, ref rest, end, read));
            if (whole) return topic.Topic;
        }

        return IsTreatmentTitle(tokens, at, end, read) ? FormTopic.Treatment : null;
    }

    /// <summary>'Drugs tried for this condition', 'Therapies that have failed': a short title of what was tried.</summary>
    private static bool IsTreatmentTitle(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        if (end - start > 9) return false;
        bool tried = false, thing = false;
        for (int t = start; t < end; t++)
        {
            string word = read(tokens[t].Key);
            if (word.AsSpan().ContainsAnyInRange('0', '9') || word is "authorization" or "approval" or "request" or "requested" or "?" or ":" && t < end - 1) return false;
            tried |= word is "tried" or "failed" or "previous" or "prior" or "past" or "earlier";
            thing |= word is "drug" or "drugs" or "medication" or "medications" or "medicines" or "therapy" or "therapies" or "treatment" or "treatments";
        }

        return tried && thing;
    }

    /// <summary>All words that a damaged word may be read as.</summary>
    internal static ImmutableHashSet<string> Vocabulary => s_tables.Value.Vocabulary;

    /// <summary>'12', '7a' or 'B5': what counts the boxes of a form; a code of a procedure or supply is longer.</summary>
    private static bool IsBoxNumber(string key) => key.Length switch
    {
        1 => char.IsAsciiDigit(key[0]),
        2 => char.IsAsciiDigit(key[0]) || (char.IsAsciiLetter(key[0]) && char.IsAsciiDigit(key[1])),
        _ => false,
    };

    /// <summary>Skips '1.', 'a)', '*', 'Section B:' and the like.</summary>
    internal static int SkipNumbering(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        int at = start;
        if (at < end && read(tokens[at].Key) is "section" or "part" or "step" or "box" or "block")
        {
            int next = at + 1;
            if (next < end && tokens[next].Kind == FormTokenKind.Word && tokens[next].Span.Length <= 4) at = next + 1;
        }

        bool moved = true;
        while (at < end && moved)
        {
            moved = false;
            if (tokens[at].Kind == FormTokenKind.Mark && tokens[at].Key[0] is '*' or '•' or '-' or '–' or '—' or '.' or ':' or '>' or '#' or '=' or '(' or '►' or '▪' or '†' or '·')
            {
                at++;
                moved = true;
            }
            else if (at + 1 < end && tokens[at].Kind == FormTokenKind.Word && IsOrdinal(tokens[at].Key) && tokens[at + 1].Kind == FormTokenKind.Mark && tokens[at + 1].Key[0] is '.' or ')' or '·' or '|')
            {
                // '1.2' and '5.' are numbers; 'D.O.B.' is none.
                if (at + 2 < end && char.IsLetter(tokens[at].Key[0]) && tokens[at + 1].Is('.') && tokens[at + 2].Span.Start == tokens[at + 1].Span.End) break;
                at += 2;
                moved = true;
            }
            else if (at == start && at + 1 < end && tokens[at].Kind == FormTokenKind.Word && IsBoxNumber(tokens[at].Key) && tokens[at + 1].Kind == FormTokenKind.Word)
            {
                // '12 Date of birth', 'B5 Telephone', as on forms whose boxes are numbered.
                at++;
                moved = true;
            }
        }

        return at;
    }

    private static bool IsOrdinal(string key) => key.Length <= 3 && (key.All(char.IsAsciiDigit) || key.Length == 1 || (char.IsAsciiDigit(key[0]) && key.Length <= 3) || key is "ii" or "iii" or "iv" or "vi");

    private static LabelMatch? Best(IEnumerable<(LabelRule Rule, int End, int Length)> found, FormTopic topic, int partyWords)
    {
        foreach (var (rule, end, length) in found) return new(rule.Target, topic, end, rule.IsStrong || (partyWords > 0 && length > 0), false, rule.Id);
        return null;
    }

    /// <summary>The party that the longest phrase at a token names; null where none does.</summary>
    internal static FormTopic? MatchParty(FormToken[] tokens, int start, int end, Func<string, string> read) =>
        s_tables.Value.Parties.At(tokens, start, end, read).Select(f => (FormTopic?)f.Rule.Topic).FirstOrDefault();

    private static LabelMatch? PartyAlone(Tables tables, FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        foreach (var (topic, after, length) in tables.Parties.At(tokens, start, end, read))
        {
            return new("name", topic.Topic, after, length > 1, true, topic.Id);
        }

        return null;
    }

    private static LabelMatch WithSuffix(Tables tables, FormToken[] tokens, LabelMatch match, int end, Func<string, string> read)
    {
        int at = match.End;
        var topic = match.Topic;
        while (at < end)
        {
            int next = at;
            while (next < end && tokens[next].Kind == FormTokenKind.Mark && tokens[next].Key[0] is '#' or '*' or '.' or '/' or '\'' or '’' or '(' or '-' or '†') next++;
            if (next < end && next > at && tokens[next].Kind == FormTokenKind.Mark && tokens[next].Is(')')) { at = next + 1; continue; }
            if (next >= end || tokens[next].Kind != FormTokenKind.Word) { if (next > at && !AnyDash(tokens, at, next)) at = next; break; }
            string word = read(tokens[next].Key);
            // 'Clinician and credentials', 'Provider name and title'.
            if (word is "and" or "with" && next + 1 < end && read(tokens[next + 1].Key) is "credentials" or "credential" or "title" or "degree")
            {
                at = next + 2;
                continue;
            }

            if (word is "number" or "no" or "num" or "required" or "code" or "if" or "optional" or "please" or "mm" or "dd" or "yyyy" or "yy" or "s" or "es" or "ies" or "nbr")
            {
                if (word is "if" or "please" && !Parenthesis(tokens, at, next)) break;
                at = next + 1;
                while (at < end && Parenthesis(tokens, match.End, at) && !tokens[at - 1].Is(')')) at++;
                continue;
            }

            int party = word is "of" or "for" ? next + 1 : Parenthesis(tokens, at, next) ? next : -1;
            if (party < 0 || topic != FormTopic.None && word is not ("of" or "for")) break;
            if (party < end && tokens[party] is { Kind: FormTokenKind.Word, Key: "the" }) party++;
            var found = tables.Parties.At(tokens, party, end, read).FirstOrDefault();
            if (found.Rule is null) break;
            topic = topic == FormTopic.None ? found.Rule.Topic : topic;
            at = found.End;
            if (at < end && tokens[at].Is(')')) at++;
        }

        return match with { End = at, Topic = topic };
    }

    private static bool AnyDash(FormToken[] tokens, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            if (tokens[i].Key[0] is '-' or '(') return true;
        }

        return false;
    }

    private static bool Parenthesis(FormToken[] tokens, int from, int to)
    {
        for (int i = to - 1; i >= from && i >= to - 8; i--)
        {
            if (tokens[i].Is('(')) return true;
            if (tokens[i].Is(')')) return false;
        }

        return false;
    }

    private static int SkipJoints(FormToken[] tokens, int at, int end)
    {
        while (at < end && (tokens[at].Kind == FormTokenKind.Mark && tokens[at].Key[0] is '/' or '-' or '\'' or '’' or '(' or ')' or '&' or '.' or '–' or ',' || tokens[at] is { Kind: FormTokenKind.Word, Key: "s" or "or" or "and" })) at++;
        return at;
    }

    private static bool IsSecondTopic(FormToken[] tokens, ref int at, int end, Func<string, string> read)
    {
        foreach (var (_, after, _) in s_tables.Value.Headings.At(tokens, at, end, read))
        {
            at = after - 1;
            return true;
        }

        return false;
    }

    private static bool IsHeadingWord(FormToken token, Func<string, string> read) => read(token.Key) is
        "information" or "info" or "details" or "detail" or "demographics" or "demographic" or "data" or "section" or "and" or "or" or "the" or "of" or "list" or "continued"
        or "cont" or "required" or "complete" or "all" or "please" or "this" or "history" or "contact" or "summary" or "name" or "for" or "s" or "request" or "identification" or "only" or "sheet" or "here" or "below" or "type" or "to" or "be" or "condition" or "diagnosis" or "tried" or "failed" or "one" or "tick";

    private static Tables Load()
    {
        var tables = new Tables();
        var labelRules = ImmutableArray.CreateBuilder<LabelRule>();
        foreach (string[] row in RuleFiles.Read("labels.tsv", 7))
        {
            var rule = new LabelRule(row[0], row[1], row[2] == "strong", row[5], row[6]);
            labelRules.Add(rule);
            foreach (string phrase in row[3].Split('|')) tables.Labels.Add(phrase, rule);
        }

        var topicRules = ImmutableArray.CreateBuilder<TopicRule>();
        foreach (string[] row in RuleFiles.Read("form-topics.tsv", 6))
        {
            var rule = new TopicRule(row[0], Enum.Parse<FormTopic>(row[1]), row[4], row[5]);
            topicRules.Add(rule);
            foreach (string phrase in row[2].Split('|'))
            {
                tables.Headings.Add(phrase, rule);
                if (rule.IsParty) tables.Parties.Add(phrase, rule);
            }
        }

        tables.Labels.Freeze();
        tables.Headings.Freeze();
        tables.Parties.Freeze();
        tables.LabelRules = labelRules.ToImmutable();
        tables.TopicRules = topicRules.ToImmutable();
        tables.Vocabulary = [.. tables.Labels.Vocabulary, .. tables.Headings.Vocabulary, .. Concepts.ConceptLexicon.Vocabulary, "information", "section", "number", "required"];
        return tables;
    }

    private sealed class Tables
    {
        internal PhraseTable<LabelRule> Labels { get; } = new();

        internal PhraseTable<TopicRule> Headings { get; } = new();

        internal PhraseTable<TopicRule> Parties { get; } = new();

        internal ImmutableArray<LabelRule> LabelRules { get; set; } = [];

        internal ImmutableArray<TopicRule> TopicRules { get; set; } = [];

        internal ImmutableHashSet<string> Vocabulary { get; set; } = [];
    }
}
