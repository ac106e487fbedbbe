using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>What check boxes say of a target on their line: '[ ] Diabetes', '[x] Asthma', 'Fever: [ ] Yes [x] No'.</summary>
internal static class CheckBoxJudge
{
    private const int Reach = 8;

    /// <summary>The polarity and its rule; null where no box stands with the target.</summary>
    internal static (Polarity Polarity, string Rule)? Judge(IReadOnlyList<TermToken> tokens, int first, int last)
    {
        if (first < 0 || last < 0) return null;
        return After(tokens, last) ?? Before(tokens, first);
    }

    private static bool IsBox(TermToken token) => token.Kind is TermTokenKind.MarkedBox or TermTokenKind.EmptyBox or TermTokenKind.UnclearBox;

    /// <summary>A question with its answers behind it.</summary>
    private static (Polarity, string)? After(IReadOnlyList<TermToken> tokens, int last)
    {
        int i = last + 1;
        while (i < tokens.Count && i <= last + 4 && !IsBox(tokens[i]))
        {
            if (tokens[i].IsWord && i > last + 3) return null;
            i++;
        }

        return i < tokens.Count && IsBox(tokens[i]) ? Answer(tokens, i) : null;
    }

    private static (Polarity, string)? Answer(IReadOnlyList<TermToken> tokens, int box)
    {
        bool asked = false;
        for (int i = box; i + 1 < tokens.Count && i < box + 6; i++)
        {
            if (!IsBox(tokens[i]) || tokens[i + 1].Key is not ("yes" or "no" or "y" or "n")) continue;
            asked = true;
            if (tokens[i].Kind == TermTokenKind.UnclearBox) return (Polarity.Possible, "box-unclear");
            if (tokens[i].Kind == TermTokenKind.MarkedBox) return tokens[i + 1].Key[0] == 'y' ? (Polarity.Affirmed, "box-yes") : (Polarity.Negated, "box-no");
        }

        return asked ? (Polarity.Possible, "box-unanswered") : null;
    }

    private static (Polarity, string)? Before(IReadOnlyList<TermToken> tokens, int first)
    {
        for (int i = first - 1; i >= Math.Max(0, first - Reach); i--)
        {
            if (!IsBox(tokens[i])) continue;
            // '[x] Yes [ ] No  Diabetes': the boxes are answers.
            if (i + 1 < first && tokens[i + 1].Key is "yes" or "no" or "y" or "n")
            {
                int start = i;
                while (start > 1 && start > i - 6 && IsBox(tokens[start - 2]) && tokens[start - 1].Key is "yes" or "no" or "y" or "n") start -= 2;
                return i + 2 == first ? Answer(tokens, start) : null;
            }

            return tokens[i].Kind switch
            {
                TermTokenKind.MarkedBox => (Polarity.Affirmed, "box-marked"),
                TermTokenKind.EmptyBox => (Polarity.Negated, "box-empty"),
                _ => (Polarity.Possible, "box-unclear"),
            };
        }

        return null;
    }
}
