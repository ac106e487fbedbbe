using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>What a modifier says.</summary>
internal enum ModifierClass
{
    /// <summary>How bad.</summary>
    Severity,

    /// <summary>How new.</summary>
    Acuity,

    /// <summary>Which side.</summary>
    Laterality,

    /// <summary>Where in the body.</summary>
    Site,

    /// <summary>A word that binds two modifiers ('acute on chronic').</summary>
    Link,
}

/// <summary>A term with the modifiers around it.</summary>
/// <param name="First">First token of the whole.</param>
/// <param name="End">The token after the last one of the whole.</param>
/// <param name="Site">Words of the body site that stand right before the term; null where there are none.</param>
/// <param name="Parts">Laterality and severity.</param>
internal sealed record ModifiedTerm(int First, int End, string? Site, List<MentionPart> Parts);

/// <summary>Finds severity, acuity, side and site beside a term, by the words of rules/modifiers.tsv.</summary>
internal static class TermModifiers
{
    private const int MostModifiers = 8;

    private static readonly Lazy<TermAutomaton<(ModifierClass Class, string Value)>> s_words = new(Load);

    /// <summary>For each token the modifier that starts there, with its length; found once for a whole text.</summary>
    internal static (ModifierClass Class, string Value, int First, int Count)?[] Mark(List<TermToken> tokens)
    {
        var marks = new (ModifierClass, string, int, int)?[tokens.Count];
        foreach (var match in s_words.Value.Find(tokens))
        {
            for (int i = match.First; i < match.First + match.Count; i++) marks[i] = (match.Entry.Class, match.Entry.Value, match.First, match.Count);
        }

        return marks;
    }

    internal static ModifiedTerm Around(string text, List<TermToken> tokens, (ModifierClass Class, string Value, int First, int Count)?[] marks, int first, int count)
    {
        var parts = new List<MentionPart>();
        int start = first, siteStart = first;
        bool siteOpen = true;
        for (int i = first - 1, steps = 0; i >= 0 && steps < MostModifiers && !tokens[i + 1].Break; steps++)
        {
            if (marks[i] is not { } mark || mark.First + mark.Count != i + 1) break;
            if (mark.Class == ModifierClass.Link)
            {
                if (i == 0 || start == first || marks[i - 1] is not { } before || before.Class is ModifierClass.Link or ModifierClass.Site) break;
                i = mark.First - 1;
                continue;
            }

            start = mark.First;
            siteOpen &= mark.Class == ModifierClass.Site;
            if (siteOpen) siteStart = start;
            Note(text, tokens, mark, parts);
            i = mark.First - 1;
        }

        int end = After(text, tokens, marks, first + count, parts);
        string? site = siteStart < first ? string.Join(' ', Enumerable.Range(siteStart, first - siteStart).Select(i => tokens[i].Key)) : null;
        return new(start, end, site, parts);
    }

    /// <summary>'of the left knee', 'on the right', 'stage 3b', 'grade II'.</summary>
    private static int After(string text, List<TermToken> tokens, (ModifierClass Class, string Value, int First, int Count)?[] marks, int from, List<MentionPart> parts)
    {
        int i = from;
        if (i < tokens.Count && tokens[i].Key == "," && i + 1 < tokens.Count && tokens[i + 1].Key is "stage" or "grade" or "class") i++;
        if (i + 1 < tokens.Count && tokens[i].Key is "stage" or "grade" or "class" && !tokens[i].Break && tokens[i + 1].IsWord && tokens[i + 1].Key.Length <= 4)
        {
            parts.Add(new("severity", text[tokens[i].Start..tokens[i + 1].End], new(tokens[i].Start, tokens[i + 1].End)));
            return i + 2;
        }

        i = from;
        if (i >= tokens.Count || tokens[i].Break || tokens[i].Key is not ("of" or "in" or "on" or "at" or "involving")) return from;
        i++;
        if (i < tokens.Count && tokens[i].Key is "the" or "his" or "her" or "their") i++;
        int firstModifier = i;
        while (i < tokens.Count && !tokens[i].Break && i < firstModifier + MostModifiers && marks[i] is { Class: ModifierClass.Laterality or ModifierClass.Site } mark && mark.First == i)
        {
            Note(text, tokens, mark, parts);
            i += mark.Count;
        }

        // 'in left' alone is no place; it needs a site or ends there.
        return i > firstModifier ? i : from;
    }

    private static void Note(string text, List<TermToken> tokens, (ModifierClass Class, string Value, int First, int Count) mark, List<MentionPart> parts)
    {
        var span = new TextSpan(tokens[mark.First].Start, tokens[mark.First + mark.Count - 1].End);
        if (mark.Class == ModifierClass.Laterality && !parts.Exists(static p => p.Name == "laterality")) parts.Add(new("laterality", mark.Value, span));
        if (mark.Class == ModifierClass.Severity && !parts.Exists(static p => p.Name == "severity")) parts.Add(new("severity", span.In(text), span));
    }

    private static TermAutomaton<(ModifierClass Class, string Value)> Load()
    {
        var words = new TermAutomaton<(ModifierClass, string)>();
        foreach (var row in RuleFiles.Read("modifiers.tsv", 3))
        {
            var entry = (Enum.Parse<ModifierClass>(row[0], ignoreCase: true), row[1]);
            foreach (string word in row[2].Split('|')) words.Add(word, entry);
        }

        return words;
    }
}
