using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>What the triggers of one sentence say, token by token.</summary>
internal sealed class SentenceScopes
{
    /// <summary>Tokens before an answer ('Shortness of breath at rest: no') that it speaks of.</summary>
    private const int AnswerReach = 5;

    /// <summary>Most words of a label before the condition that it makes.</summary>
    private const int LabelWords = 5;

    private readonly string _text;
    private readonly List<TermToken> _tokens;
    private readonly AssertionEffects[] _stops;
    private readonly List<Scope>?[] _over;

    internal SentenceScopes(string text, TextSpan span, int latestYear, IReadOnlyList<AssertionRule> carried)
    {
        _text = text;
        _tokens = TermTokenizer.Tokenize(text, span);
        _stops = new AssertionEffects[_tokens.Count];
        _over = new List<Scope>?[_tokens.Count];
        var matches = AssertionRuleSet.Automaton.Find(_tokens).ToList();
        FindStops(matches);
        StopAtLabels();
        foreach (var rule in carried) Cover(rule, -1, 0, forward: true);
        foreach (var match in matches)
        {
            foreach (var rule in match.Entry) Apply(rule, match.First, match.Count);
        }

        ApplyMinus();
        ApplyPossessives();
        ApplyTimes(latestYear);
    }

    /// <summary>A rule and the tokens of its trigger; -1 where the trigger stands in an earlier line.</summary>
    internal readonly record struct Scope(AssertionRule Rule, int First, int Count, bool Forward);

    internal IReadOnlyList<TermToken> Tokens => _tokens;

    /// <summary>Rules whose scope runs to the end of the sentence behind its closing colon: they go on over the list below.</summary>
    internal IReadOnlyList<AssertionRule> OpenAtEnd { get; private set; } = [];

    /// <summary>The rules over a target; triggers inside it do not count.</summary>
    internal IEnumerable<AssertionRule> Over(TextSpan target)
    {
        int first = TokenAt(target.Start), last = TokenAt(target.End - 1);
        if (first < 0 || last < 0) yield break;
        foreach (var scope in _over[first] ?? [])
        {
            if (scope.Forward && !Inside(scope, target)) yield return scope.Rule;
        }

        foreach (var scope in _over[last] ?? [])
        {
            if (!scope.Forward && !Inside(scope, target)) yield return scope.Rule;
        }
    }

    /// <summary>Index of the token that holds an offset, or the next one.</summary>
    internal int TokenAt(int offset)
    {
        int low = 0, high = _tokens.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_tokens[middle].End > offset) high = middle;
            else low = middle + 1;
        }

        return _tokens.Count == 0 || _tokens[low].End <= offset ? -1 : low;
    }

    /// <summary>Stops of every length at every token, but not inside the words of a trigger.</summary>
    private void FindStops(List<TermMatch<AssertionRule[]>> matches)
    {
        var inside = new bool[_tokens.Count];
        foreach (var match in matches)
        {
            if (Array.TrueForAll(match.Entry, static r => r.Place == TriggerPlace.Stop)) continue;
            for (int i = match.First + 1; i < match.First + match.Count; i++) inside[i] = true;
        }

        for (int i = 0; i < _tokens.Count; i++)
        {
            if (inside[i]) continue;
            foreach (var match in AssertionRuleSet.Automaton.AllAt(_tokens, i))
            {
                foreach (var rule in match.Entry)
                {
                    if (rule.Place == TriggerPlace.Stop) _stops[i] |= rule.Effects;
                }
            }
        }
    }

    private bool Inside(Scope scope, TextSpan target) =>
        scope.First >= 0 && _tokens[scope.First].Start < target.End && target.Start < _tokens[scope.First + scope.Count - 1].End;

    private void Apply(AssertionRule rule, int first, int count)
    {
        switch (rule.Place)
        {
            case TriggerPlace.Before:
                // 'S/p laparotomy 11/03': a day without a year is near, and no past.
                if (rule.Id == "historical-near" && PastTimes.HasNearDay(_tokens, first + count)) break;
                Cover(rule, first, rule.Effects == AssertionEffects.Historical ? PastTimes.PastCopula(_tokens, first + count) - first : count, forward: true);
                break;
            case TriggerPlace.After:
                Cover(rule, first, count, forward: false);
                break;
            case TriggerPlace.Time:
                if (PastTimes.SpeaksAhead(_tokens, first, count)) Cover(rule, first, count, forward: true);
                Cover(rule, first, count, forward: false);
                break;
            case TriggerPlace.Around:
                Cover(rule, first, count, forward: true);
                Cover(rule, first, count, forward: false);
                break;
            case TriggerPlace.Answer:
                bool ends = ClauseEnds(first + count);
                // At the start of a sentence there is nothing that it could answer.
                Cover(rule, first, count, forward: !ends || first == 0);
                break;
        }
    }

    private void Cover(AssertionRule rule, int first, int count, bool forward)
    {
        var scope = new Scope(rule, first, count, forward);
        if (!forward)
        {
            int reach = rule.Place == TriggerPlace.Answer ? AnswerReach : rule.Reach;
            bool time = rule.Place == TriggerPlace.Time;
            for (int i = first - 1; i >= Math.Max(0, first - reach); i--)
            {
                if (_tokens[i].Key is ";" or ":" && i < first - 1) return;
                if (time)
                {
                    // A time speaks of its whole clause, verbs and all.
                    if (PastTimes.BreaksClause(_tokens, i, first) || (_stops[i] & AssertionEffects.Now) != 0) return;
                    (_over[i] ??= []).Add(scope);
                    continue;
                }

                (_over[i] ??= []).Add(scope);
                // The clause of a trigger that stands after its target starts at a stop.
                if ((_stops[i] & rule.Effects) != 0 && _tokens[i].IsWord && i < first - 1) return;
            }

            return;
        }

        int end = Math.Min(_tokens.Count, first + count + rule.Reach);
        var stops = rule.Place == TriggerPlace.Time ? AssertionEffects.Now : rule.Effects;
        for (int i = Math.Max(0, first + count); i < end; i++)
        {
            if (((_stops[i] & stops) != 0 && !(IsDenied(rule) && ListGoesOn(i, end))) || (rule.Place == TriggerPlace.Time && _tokens[i].Key == ";")) return;
            // 'Second diagnosis, if it bears on the request: …': the condition is the label's.
            if (_tokens[i].Key == ":" && i + 1 < _tokens.Count && (rule.Effects & AssertionEffects.Hypothetical) != 0 && IsInLabel(first)) return;
            (_over[i] ??= []).Add(scope);
        }

        if (end == _tokens.Count && end > 0 && _tokens[^1].Key == ":") OpenAtEnd = [.. OpenAtEnd, rule];
    }

    // What a patient denies is a list of complaints; what was not found may go on with what was: 'no fracture, mild changes at L4 or L5'.
    private static bool IsDenied(AssertionRule rule) => rule.Id == "negated-denies";

    /// <summary>
    /// Whether a comma before an adjective, which may begin what is not denied ('denies pain, mild cough today'), only goes on with a list that ends in 'or': 'denies chest pain, left arm numbness, or dyspnea'.
    /// </summary>
    private bool ListGoesOn(int comma, int end)
    {
        if (!IsQualifier(comma)) return false;
        for (int i = comma + 1; i < end; i++)
        {
            if (_tokens[i].Key is "or" or "nor") return true;
            if (_tokens[i].Key is ";" or "." or ":" or "and" || ((_stops[i] & AssertionEffects.Negated) != 0 && !IsQualifier(i))) return false;
        }

        return false;
    }

    private bool IsQualifier(int comma) => _tokens[comma].Key == "," && comma + 1 < _tokens.Count
        && _tokens[comma + 1].Key is "left" or "right" or "chronic" or "mild" or "moderate" or "severe" or "small";

    /// <summary>Whether a few words and a comma stand between the start of a line and a token: 'Cardholder, if …'.</summary>
    private bool IsInLabel(int token)
    {
        if (token < 2 || _tokens[token - 1].Key != ",") return false;
        for (int i = token - 2; i >= 0 && i >= token - 1 - LabelWords; i--)
        {
            if (!_tokens[i].IsWord) return false;
            if (i == 0 || _text.AsSpan(_tokens[i - 1].End, _tokens[i].Start - _tokens[i - 1].End).Contains('\n')) return true;
        }

        return false;
    }

    /// <summary>A label inside a sentence ('No distress HEENT: normal') starts a clause of its own, but not straight behind a trigger ('Denies: …').</summary>
    private void StopAtLabels()
    {
        for (int i = 2; i < _tokens.Count - 1; i++)
        {
            if (_tokens[i].Key != ":" || !_tokens[i - 1].IsWord || !char.IsUpper(_text[_tokens[i - 1].Start])) continue;
            int start = i - 1;
            while (start > 1 && i - start < 3 && _tokens[start - 1].IsWord && char.IsUpper(_text[_tokens[start - 1].Start])) start--;
            bool apart = _tokens[start - 1].Key is "," or "." or ";" or ")" || _tokens[start].Start - _tokens[start - 1].End >= 2 || TrueLabel(start, i);
            if (apart) _stops[start] |= AssertionEffects.Any & ~AssertionEffects.Hypothetical;
        }
    }

    private bool TrueLabel(int start, int colon) =>
        Sections.TitleLexicon.Shared.Lookup(_text.AsSpan(_tokens[start].Start, _tokens[colon].Start - _tokens[start].Start)) is { IsPart: true };

    private bool ClauseEnds(int next) =>
        next >= _tokens.Count || _tokens[next].Key is "," or ";" or "." or ")" or "|" or "/" or "[ ]" or "[x]"
        || _tokens[next].Start - _tokens[next - 1].End >= 2 || (next + 1 < _tokens.Count && _tokens[next + 1].Key == ":")
        || (next + 2 < _tokens.Count && _tokens[next + 2].Key == ":" && char.IsUpper(_text[_tokens[next].Start]));

    private static readonly AssertionRule s_minus = new("negated-minus-sign", AssertionEffects.Negated, TriggerPlace.Before, true, true, 3);

    /// <summary>'+cough -fever': a minus that touches the next word counts where a plus stands in the sentence too.</summary>
    private void ApplyMinus()
    {
        if (!_tokens.Exists(static t => t.Key == "+")) return;
        for (int i = 0; i + 1 < _tokens.Count; i++)
        {
            if (_tokens[i].Key == "-" && _tokens[i].End == _tokens[i + 1].Start && _tokens[i + 1].IsWord && (i == 0 || _tokens[i - 1].End < _tokens[i].Start))
            {
                Cover(s_minus, i, 1, forward: true);
            }
        }
    }

    private static readonly AssertionRule s_possessive = new("other-relatives-own", AssertionEffects.Other, TriggerPlace.Before, true, true, 4);

    /// <summary>'his wife's dementia'.</summary>
    private void ApplyPossessives()
    {
        for (int i = 0; i < _tokens.Count; i++)
        {
            var written = _text.AsSpan(_tokens[i].Start, _tokens[i].End - _tokens[i].Start);
            if (written.Length > 3 && written[^2] is '\'' or '’' && AssertionRuleSet.Relatives.Contains(_tokens[i].Key)) Cover(s_possessive, i, 1, forward: true);
        }
    }

    /// <summary>'in 2019', 'June 2019', '2019: …': years before the latest one of the document; 'at 16', 'had it once before'.</summary>
    private void ApplyTimes(int latestYear)
    {
        foreach (var (rule, first, count, forward) in PastTimes.Of(_text, _tokens, latestYear)) Cover(rule, first, count, forward);
    }
}
