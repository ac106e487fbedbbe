using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>Of what a denial must speak to contradict a field.</summary>
internal enum DeniedMatter
{
    /// <summary>That a treatment was ever given.</summary>
    Given,

    /// <summary>That a drug is taken now.</summary>
    Current,

    /// <summary>That a service is asked for.</summary>
    Requested,

    /// <summary>That a disease or finding is there.</summary>
    Present,
}

/// <summary>
/// Whether a denial reaches a treatment or service itself, and not its effect: between 'never' and the name stand only words for giving it (or for asking for it) and other
/// members of the same list. 'Never received methotrexate' and 'methotrexate was not tried' deny it; 'no response to methotrexate', 'did not tolerate', 'never stopped',
/// 'no longer takes' say that it was given.
/// </summary>
internal static class DirectDenial
{
    private const int LongestGap = 1;

    private static readonly HashSet<string> s_denials = Keys("no not never without denies denied denying declines declined refuses refused none nor neither");
    private static readonly HashSet<string> s_contracted = Keys("hasn haven hadn didn doesn don wasn weren isn aren");
    private static readonly HashSet<string> s_present = Keys("do does is are am don doesn isn aren currently now patient she he");
    private static readonly HashSet<string> s_fillers = Keys("a an the any been be being ever yet previously actually formally prior previous past history of with to evidence record documentation documented mention was were is are has have had having did do does either also known");
    private static readonly HashSet<string> s_given = Keys("received receive receiving tried try trying trial trialed trialled taken took take taking used use using underwent undergone undergo undergoing given administered administration started start starting initiated begun begin attempted attempt exposure exposed treated treatment therapy course dose prescribed prescription got gotten get");
    private static readonly HashSet<string> s_byHabit = Keys("take taking use using");
    private static readonly HashSet<string> s_current = Keys("taking take takes taken using use uses on longer currently current now prescribed started");
    private static readonly HashSet<string> s_requested = Keys("request requesting requested asking ask asked seeking seek order ordering ordered need needed needing want wanting wanted require requiring required authorize authorizing authorization approval submit submitting submitted bill billing pursue pursuing include including included");
    private static readonly HashSet<string> s_toServices = Keys("for code cpt hcpcs ndc service procedure longer now at time this");
    private static readonly HashSet<string> s_evidence = Keys("evidence sign signs symptom indication suggestion finding findings diagnosis dx criteria have has had meet meets support supports show shows showed suggest suggests represent consistent diagnosed");
    private static readonly HashSet<string> s_ofCodes = Keys("for code icd 10 cm clinical radiographic acute further current active significant definite");
    private static readonly HashSet<string> s_seen = Keys("present supported met found seen identified suspected confirmed diagnosed meet evident detected noted demonstrated");
    private static readonly HashSet<string> s_done = Keys("tried received given taken started used attempted administered begun initiated prescribed undergone trialed trialled performed done");
    private static readonly HashSet<string> s_asked = Keys("requested needed wanted ordered required included pursued sought billed submitted asked");
    private static readonly HashSet<string> s_between = Keys("was were has have had been is are being yet ever also which that therapy treatment trial mg mcg g ml unit iu iv sc po im xr er daily weekly and");
    private static readonly HashSet<string> s_effects = Keys("toxicity side adverse reaction allergy response relief benefit improvement effect failure intolerance complication problem issue success change interruption resistance level");
    private static readonly HashSet<string> s_sinceWhen = Keys("since recently lately again until today anymore regularly consistently reliably correctly long enough before after as alone");
    private static readonly HashSet<string> s_spans = Keys("last past several many year month week");

    /// <summary>Whether words around a span deny it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="tokens">The tokens of its sentence.</param>
    /// <param name="target">The treatment or service.</param>
    /// <param name="matter">What is at stake.</param>
    internal static bool Denies(AnnotatedDocument document, IReadOnlyList<TermToken> tokens, TextSpan target, DeniedMatter matter)
    {
        int first = -1, last = -1;
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].End <= target.Start || tokens[i].Start >= target.End) continue;
            if (first < 0) first = i;
            last = i;
        }

        return first >= 0 && (Before(document, tokens, first, last, matter) || After(document, tokens, last, matter));
    }

    private static bool Before(AnnotatedDocument document, IReadOnlyList<TermToken> tokens, int first, int last, DeniedMatter matter)
    {
        bool spoken = false, listed = false, joined = false;
        for (int i = first - 1; i >= 0; i--)
        {
            string key = tokens[i].Key;
            if (Apart(document.Text, tokens, i)) return false;
            if (IsDenial(tokens, i))
            {
                // 'No NSAIDs, methotrexate since 2020' is no list; 'spondylosis without myelopathy [M47.816]' denies a part of the name.
                if (listed && !joined && !spoken && (matter != DeniedMatter.Present || key == "without")) return false;
                // 'No. 72148' is a number, 'no 72148' an answer before it, and what was denied may be asked for again.
                if (matter == DeniedMatter.Requested && !spoken && key is not ("not" or "without")) return false;
                if (matter == DeniedMatter.Given && key is "not" or "t" && IsHabit(tokens, i, first)) return false;
                if (matter == DeniedMatter.Present) return !IsDoubled(tokens, i) && !IsNumbering(document.Text, tokens, i);
                if (!spoken && last + 1 < tokens.Count && s_effects.Contains(tokens[last + 1].Key)) return false;
                return !IsDoubled(tokens, i) && !(matter == DeniedMatter.Given && key != "never" && IsOfLate(tokens, last));
            }

            if (WordsOf(matter).Contains(key)) spoken = true;
            else if (key is "or" or "nor" or "and" or "/") joined = true;
            else if (key == "on" && i > 0 && (tokens[i - 1].Key is "never" or "been" || WordsOf(matter).Contains(tokens[i - 1].Key))) continue;
            else if (key == "," || IsOfList(document, tokens[i], matter)) listed = true;
            else if (!s_fillers.Contains(key) && !MayStand(key, matter)) return false;
        }

        return false;
    }

    private static bool After(AnnotatedDocument document, IReadOnlyList<TermToken> tokens, int last, DeniedMatter matter)
    {
        string text = document.Text;
        for (int i = last + 1; i < Math.Min(tokens.Count, last + 9); i++)
        {
            string key = tokens[i].Key;
            if (Apart(text, tokens, i - 1)) return false;
            bool over = matter switch
            {
                DeniedMatter.Present => key is "excluded" or "absent" or "unlikely" || (key is "ruled" && i + 1 < tokens.Count && tokens[i + 1].Key is "out"),
                DeniedMatter.Requested => key is "withdrawn" or "cancelled" or "canceled",
                _ => key is "declined" or "refused",
            };
            if (over) return true;
            if (IsDenial(tokens, i) || key == "nil")
            {
                // 'Methotrexate: never.'
                if (tokens[i - 1].Key is ":" or "-" && key is "no" or "never" or "none" or "nil" && Ends(text, tokens, i + 1)) return matter is DeniedMatter.Given or DeniedMatter.Current;
                int next = i + 1;
                while (next < tokens.Count && (s_fillers.Contains(tokens[next].Key) || (matter != DeniedMatter.Given && tokens[next].Key == "longer"))) next++;
                if (next == tokens.Count) return false;
                var done = matter switch { DeniedMatter.Requested => s_asked, DeniedMatter.Present => s_seen, _ => s_done };
                return done.Contains(tokens[next].Key) && !IsOfLate(tokens, next);
            }

            if (matter == DeniedMatter.Present && key is "," or "and") return false;
            bool passes = (matter == DeniedMatter.Present && IsOfList(document, tokens[i], matter)) || s_between.Contains(key) || s_contracted.Contains(key) || tokens[i].Kind == TermTokenKind.Number || key is "," or ":" or "-" or "(" or ")" or "/";
            if (!passes) return false;
        }

        return false;
    }

    private static HashSet<string> WordsOf(DeniedMatter matter) => matter switch
    {
        DeniedMatter.Given => s_given,
        DeniedMatter.Current => s_current,
        DeniedMatter.Present => s_evidence,
        _ => s_requested,
    };

    private static bool MayStand(string key, DeniedMatter matter) => matter switch
    {
        DeniedMatter.Requested => s_toServices.Contains(key),
        DeniedMatter.Present => s_ofCodes.Contains(key) || key is "(" or "[",
        _ => false,
    };

    /// <summary>'No. 1', 'No 2', 'No #': a number and no denial.</summary>
    private static bool IsNumbering(string text, IReadOnlyList<TermToken> tokens, int denial) =>
        tokens[denial].Key == "no" && denial + 1 < tokens.Count && (tokens[denial + 1].Kind == TermTokenKind.Number || tokens[denial + 1].Key is "." or "#" || text[tokens[denial].End] is '.' or ':' or ')');

    private static bool IsDenial(IReadOnlyList<TermToken> tokens, int i) =>
        s_denials.Contains(tokens[i].Key) || (tokens[i].Key == "t" && i > 0 && s_contracted.Contains(tokens[i - 1].Key));

    /// <summary>'Does not take' and 'not taking' speak of now; 'did not take' of ever.</summary>
    private static bool IsHabit(IReadOnlyList<TermToken> tokens, int denial, int first)
    {
        for (int i = denial + 1; i < first; i++)
        {
            if (!s_byHabit.Contains(tokens[i].Key)) continue;
            return tokens[i].Key is not ("take" or "use") || denial == 0 || s_present.Contains(tokens[denial - 1].Key);
        }

        return false;
    }

    /// <summary>'Cannot do without methotrexate', 'was never without it'.</summary>
    private static bool IsDoubled(IReadOnlyList<TermToken> tokens, int denial)
    {
        for (int i = denial - 1; i >= Math.Max(0, denial - 4) && tokens[i].IsWord; i--)
        {
            if (IsDenial(tokens, i) || tokens[i].Key is "cannot" or "unable") return true;
        }

        return false;
    }

    /// <summary>'Has not received infliximab since 2023', 'not taken regularly': it was given before, or in part.</summary>
    private static bool IsOfLate(IReadOnlyList<TermToken> tokens, int last)
    {
        int i = last + 1;
        return i < tokens.Count && (s_sinceWhen.Contains(tokens[i].Key)
            || (tokens[i].Key is "in" or "for" or "over" && i + 1 < tokens.Count && tokens[i + 1].Key != "the" && (tokens[i + 1].Kind == TermTokenKind.Number || s_spans.Contains(tokens[i + 1].Key)))
            || (tokens[i].Key is "in" or "for" or "over" && i + 2 < tokens.Count && tokens[i + 1].Key == "the" && tokens[i + 2].Key == "last"));
    }

    private static bool IsOfList(AnnotatedDocument document, TermToken token, DeniedMatter matter)
    {
        foreach (var mention in document.Mentions)
        {
            if (mention.Span.Start > token.Start) return false;
            bool member = matter == DeniedMatter.Present ? mention.Type is MentionType.Problem or MentionType.Finding or MentionType.Code : mention.Type is MentionType.Medication or MentionType.Procedure or MentionType.Code;
            if (member && token.End <= mention.Span.End) return true;
        }

        return false;
    }

    /// <summary>Whether another cell of a line begins behind a token, or a clause ends with it.</summary>
    private static bool Apart(string text, IReadOnlyList<TermToken> tokens, int i)
    {
        if (tokens[i].Key is ";" or "." or "|" or "?" || i + 1 >= tokens.Count) return tokens[i].Key is ";" or "." or "|" or "?";
        var gap = text.AsSpan(tokens[i].End, tokens[i + 1].Start - tokens[i].End);
        return tokens[i + 1].Break || gap.Contains('\t') || (!gap.Contains('\n') && gap.Length > LongestGap);
    }

    private static bool Ends(string text, IReadOnlyList<TermToken> tokens, int next) =>
        next >= tokens.Count || tokens[next].Key is "," or ";" or "." or ")" || Apart(text, tokens, next - 1) || text.AsSpan(tokens[next - 1].End, tokens[next].Start - tokens[next - 1].End).Contains('\n');

    private static HashSet<string> Keys(string words) => [.. words.Split(' ').Select(static w => TermTokenizer.KeyOf(w))];
}
