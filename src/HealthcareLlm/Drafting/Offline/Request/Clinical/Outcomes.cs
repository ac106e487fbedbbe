using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>How a treatment went, by the words said of it.</summary>
internal static class Outcomes
{
    private const int LongestCell = 90;

    internal const string Path = "clinical.priorTreatments[].outcome";

    /// <summary>
    /// The outcome that words tell; null where they tell none. A symptom ('nausea', 'headaches') is an intolerance only where it ended the treatment
    /// or nothing else is said: 'topiramate failed to reduce her headaches' is a failure.
    /// </summary>
    internal static ChoiceMatch? Of(string words)
    {
        // Line ends and a typewriter's wide spaces are read as one; the places of what is found are those of the words as they stand.
        var places = new List<int>(words.Length);
        for (int i = 0; i < words.Length; i++)
        {
            if (!char.IsWhiteSpace(words[i]) || places.Count == 0 || !char.IsWhiteSpace(words[places[^1]])) places.Add(i);
        }

        string plain = new([.. places.Select(p => char.IsWhiteSpace(words[p]) ? ' ' : words[p])]);
        return In(plain) is { } match ? match with { Span = new(places[match.Span.Start], places[match.Span.End - 1] + 1) } : null;
    }

    private static ChoiceMatch? In(string words)
    {
        ChoiceMatch? first = null;
        foreach (var rule in ChoiceRules.All)
        {
            if (rule.Path != Path) continue;
            // 'Stopped for cost', 'stopped for want of effect' is no harm.
            if (rule.Id == "outcome-intolerant-cause" && NoHarm().IsMatch(words)) continue;
            var match = rule.Pattern.Match(words);
            if (!match.Success || Denied().IsMatch(words.AsSpan(0, match.Index))) continue;
            // 'from 22 to 9 headache days', 'rash returns', 'headaches did not ease': what was treated is counted, or stays; 'when his thyroid failed': a part of the body.
            if (rule.Value == "intolerant" && !Harm().IsMatch(match.Value) && Treated().IsMatch(words.AsSpan(match.Index + match.Length))) continue;
            if (rule.Value == "failed" && match.Value.StartsWith("fail", StringComparison.OrdinalIgnoreCase) && Organ().IsMatch(words.AsSpan(0, match.Index))) continue;
            // 'did not help enough' helped a little.
            if (rule.Value == "failed" && Enough().IsMatch(words.AsSpan(match.Index + match.Length))) continue;
            // 'sumatriptan for headaches' tells what it was taken for.
            if (rule.Value == "intolerant" && !Harm().IsMatch(words) && (Purpose().IsMatch(words.AsSpan(0, match.Index)) || words.Length > LongestCell)) continue;
            var found = new ChoiceMatch(rule, new(match.Index, match.Index + match.Length));
            if (first is null)
            {
                first = found;
                if (rule.Value != "intolerant" || Harm().IsMatch(words)) return first;
            }
            else if (rule.Value is "failed" or "inadequate")
            {
                return found;
            }
        }

        return first;
    }

    /// <summary>
    /// The outcome in the answer to a label, or under a heading, that asks for it: by its own words, else by these together with what is asked:
    /// 'Response: partial'. Null where neither tells.
    /// </summary>
    internal static Told? OfAnswer(string text, TextSpan label, TextSpan answer)
    {
        if (answer.IsEmpty) return null;
        if (Of(answer.In(text)) is { } own) return new(own.Rule, [new(answer.Start + own.Span.Start, answer.Start + own.Span.End)]);
        if (label.IsEmpty) return null;
        string asked = TextForm.OneLine(label.In(text)).ToLowerInvariant();
        string said = asked + ": " + answer.In(text);
        foreach (var rule in ChoiceRules.All)
        {
            if (rule.Path != Path || rule.Pattern.Match(said) is not { Success: true } match || match.Index >= asked.Length || match.Index + match.Length <= asked.Length + 2) continue;
            return new(rule, [label, new(answer.Start, Math.Min(answer.End, answer.Start + match.Index + match.Length - asked.Length - 2))]);
        }

        return null;
    }

    /// <summary>An outcome and the words that tell it.</summary>
    /// <param name="Rule">The rule that knows them.</param>
    /// <param name="Spans">Where they stand.</param>
    internal sealed record Told(ChoiceRule Rule, TextSpan[] Spans)
    {
        /// <summary>The leaf of an entry that it makes.</summary>
        internal EntryLeaf Leaf(RequestPage page, double score) => new(page, "outcome", Rule.Value, score, Rule.Id, Spans) { Mapped = true };
    }

    /// <summary>Adds the outcome to an entry, cited at the words that tell it.</summary>
    internal static void Add(RequestPage page, TextSpan span, double score, ListEntry entry)
    {
        if (entry.Has("outcome") || span.IsEmpty || Of(span.In(page.Text)) is not { } match) return;
        entry.Add(new(page, "outcome", match.Rule.Value, score, match.Rule.Id, [new(span.Start + match.Span.Start, span.Start + match.Span.End)]) { Mapped = true });
    }

    private static readonly Lazy<Regex> NoHarmPattern = Pattern.Of(@"\b(?:because of|due to|for|secondary to)\s+(?:an?\s+|the\s+|his\s+|her\s+)?(?:lack|want|loss|no\b|insufficient|ineffect\w*|inadequate|failure|poor|cost|price|insurance|coverage|formulary|shortage|non-?response|pregnan\w+|surgery|remission|(?:drug )?interactions?|completion|progression|procedure|move|travel|[0-9])|\b(?:stopped|discontinued|quit|given up|withdrawn)(?: (?:on |after |at )?day [a-z0-9]+)?\s*[,(–-]\s*(?:no\b|not\b|lack|want|loss|in\b|on\b|after\b|by\b|then\b|and\b|but\b|completed|without|still|when\b|with\b|last|[0-9]|symptoms|h(?:is|er)\b|the(?:ir)?\b|s?he\b|they\b|cost|price|insurance|coverage|per\b|for\b|see\b|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|switched|replaced|changed|relapse|pregnan)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoHarm() => NoHarmPattern.Value;

    private static readonly Lazy<Regex> HarmPattern = Pattern.Of(@"\b(?:stopped|discontinued|given up|d/c'?d|intoleran\w+|tolerat\w+|side effects?|adverse|because|due to|caus\w+|developed|secondary to|withdrawn|allerg\w+)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Harm() => HarmPattern.Value;

    private static readonly Lazy<Regex> TreatedPattern = Pattern.Of(@"^\s+(?:days?|hours?|frequency|scores?|returns?|returned|comes?|came|persist\w*|stay\w*|continue[sd]?|remain\w*|(?:did|does|do|was|were|is|are) (?:not|no)\b|unchanged|went on|goes on)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Treated() => TreatedPattern.Value;

    private static readonly Lazy<Regex> EnoughPattern = Pattern.Of(@"^\s+(?:enough|sufficiently)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Enough() => EnoughPattern.Value;

    private static readonly Lazy<Regex> OrganPattern = Pattern.Of(@"\b(?:thyroid|kidneys?|liver|heart|lungs?|hips?|knees?|graft|bypass|transplant|battery|controller|pump|motor)\s+(?:had\s+|has\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Organ() => OrganPattern.Value;

    private static readonly Lazy<Regex> PurposePattern = Pattern.Of(@"\bfor\s+(?:\w+\s+){0,2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Purpose() => PurposePattern.Value;

    private static readonly Lazy<Regex> DeniedPattern = Pattern.Of(@"\b(?:no|without|not|denies|free of)\s+(?:any\s+|signs of\s+)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Denied() => DeniedPattern.Value;
}
