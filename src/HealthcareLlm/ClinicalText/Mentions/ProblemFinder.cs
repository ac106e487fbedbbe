using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds problems, findings, procedures and devices: the terms of the lexicons in one pass, and problems that stand where problems stand.</summary>
internal sealed class ProblemFinder : IMentionFinder
{
    private const int NearNeeds = 6, NearRefuses = 3;

    /// <summary>Terms that say little without their site: 'knee pain' is another concept than 'pain'.</summary>
    private static readonly HashSet<string> s_generic = new(StringComparer.Ordinal)
    {
        "pain", "fracture", "mass", "infection", "edema", "swelling", "abscess", "skin ulcer", "laceration", "tenderness", "weakness", "numbness", "stenosis", "nodule", "lesion", "cancer", "injury", "sprain", "deformity",
        "hematoma", "bleeding", "dislocation", "cyst", "arthritis", "osteoarthritis", "joint swelling", "effusion", "ischemia", "obstruction", "necrosis", "inflammation", "perforation", "muscle spasm", "calcification",
    };

    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        var tokens = TermTokenizer.Tokenize(text.Text, new(0, text.Text.Length));
        var marks = TermModifiers.Mark(tokens);
        var found = new List<Mention>();
        foreach (var match in TermLexicon.Terms.Find(tokens))
        {
            if (match.Entry.Type is null || !IsMeant(tokens, match)) continue;
            if (MentionOf(text, tokens, marks, match) is { } mention) found.Add(mention);
        }

        found.AddRange(ProblemListReader.Find(text, found).ToList());
        return found;
    }

    private static Mention? MentionOf(SectionedText text, List<TermToken> tokens, (ModifierClass Class, string Value, int First, int Count)?[] marks, TermMatch<TermEntry> match)
    {
        var entry = match.Entry;
        var name = new TextSpan(tokens[match.First].Start, tokens[match.First + match.Count - 1].End);
        var section = text.Sections[text.SectionAt(name.Start)];
        // What a title names is not said by it, but for the name of a test over its result.
        if (section.TitleSpan.Overlaps(name) && !(entry.Type == MentionType.Procedure && section.Category is SectionCategory.Imaging or SectionCategory.OtherResults && name.Length < section.TitleSpan.Length + 1)) return null;
        int sentence = text.SentenceAt(name.Start);
        var limits = sentence >= 0 ? text.Sentences[sentence].Span : section.Span;
        var around = TermModifiers.Around(text.Text, tokens, marks, match.First, match.Count);
        var span = new TextSpan(Math.Max(limits.Start, tokens[around.First].Start), Math.Min(Math.Max(name.End, limits.End), tokens[around.End - 1].End)).Union(name);
        string concept = entry.Concept;
        if (around.Site is not null && s_generic.Contains(concept))
        {
            concept = around.Site + " " + concept;
            int siteTokens = around.Site.Count(' ') + 1;
            name = new(Math.Max(span.Start, tokens[match.First - siteTokens].Start), name.End);
        }

        var parts = new List<MentionPart> { new("name", name.In(text.Text), name) };
        parts.AddRange(around.Parts.Where(p => span.Contains(p.Span)));
        if (entry.Type == MentionType.Procedure && ProcedureDates.Find(text.Text, span, limits) is { } date) parts.Add(date);
        return new(entry.Type!.Value, span, name, Assertion.Default, entry.Rule) { Concept = concept, Parts = [.. parts] };
    }

    private static bool IsMeant(List<TermToken> tokens, TermMatch<TermEntry> match)
    {
        if (match.Entry.Ambiguity is not { } ambiguity) return true;
        int last = match.First + match.Count - 1;
        for (int i = Math.Max(0, match.First - NearRefuses); i <= Math.Min(tokens.Count - 1, last + NearRefuses); i++)
        {
            if ((i < match.First || i > last) && ambiguity.Refuses.Contains(tokens[i].Key)) return false;
        }

        // 'PE:' is a label.
        if (last + 1 < tokens.Count && tokens[last + 1].Key == ":") return false;
        for (int i = Math.Max(0, match.First - NearNeeds); i <= Math.Min(tokens.Count - 1, last + NearNeeds); i++)
        {
            if (i >= match.First && i <= last) continue;
            if (ambiguity.Needs.Contains(tokens[i].Key)) return true;
            if (i + 2 < tokens.Count && ambiguity.Needs.Contains(tokens[i].Key + tokens[i + 1].Key + tokens[i + 2].Key)) return true;
        }

        return false;
    }
}
