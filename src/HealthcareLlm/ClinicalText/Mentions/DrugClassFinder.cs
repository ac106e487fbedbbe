using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Finds drugs that are named by class or use alone ('antibiotics', 'pain medicine'), by <c>rules/drug-classes.tsv</c>. Part: <c>class</c>. The mention is no <see cref="MentionType.Medication"/>, since no drug is known
/// by it: no list of medications and no field is made of it.
/// </summary>
internal sealed class DrugClassFinder : IMentionFinder
{
    private const string Rule = "drug-class";

    /// <summary>Words behind a class that belong to its name.</summary>
    private static readonly string[] s_drugWords = ["medication", "medications", "medicine", "medicines", "meds", "med", "drug", "drugs", "agent", "agents", "pill", "pills", "tablets"];

    private static readonly string[] s_treatmentWords = ["therapy", "treatment", "regimen", "prophylaxis", "coverage"];

    /// <summary>Words behind a class that make a place or a state of it.</summary>
    private static readonly HashSet<string> s_elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "clinic", "clinics", "abuse", "abuser", "dependence", "dependent", "dependency", "addiction", "addict", "overdose", "withdrawal", "allergy", "allergies", "resistance", "resistant", "misuse", "level", "levels", "nurse", "nurses", "service",
        "contract", "agreement", "screen", "class", "bed", "beds", "dot", "stent", "pump", "port",
    };

    private static readonly string[] s_screens = ["drug screen", "tox screen", "toxicology screen", "UDS "];

    private static readonly Lazy<NameLexicon<string>> s_names = new(Load);

    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        foreach (var (span, drugClass) in s_names.Value.Find(content, new(0, content.Length)))
        {
            if (Next(content, span.End) is { Length: > 0 } next && s_elsewhere.Contains(next)) continue;
            // What a screen of the urine found is nothing that was prescribed.
            var sentence = Mentions.Find.SentenceAt(text, span.Start).In(content);
            if (s_screens.Any(w => sentence.Contains(w, StringComparison.OrdinalIgnoreCase))) continue;
            yield return Mentions.Find.Mention(MentionType.DrugClass, span, span, Rule, new MentionPart("class", drugClass, default));
        }
    }

    private static string Next(string text, int at)
    {
        int start = at;
        while (start < text.Length && text[start] is ' ' or '-') start++;
        int end = start;
        while (end < text.Length && char.IsLetter(text[end])) end++;
        return text[start..end];
    }

    private static NameLexicon<string> Load()
    {
        var names = new NameLexicon<string>();
        foreach (string[] row in RuleFiles.Read("drug-classes.tsv", 4))
        {
            foreach (string words in row[0].Split('|'))
            {
                if (row[1] == "alone")
                {
                    names.Add(words, row[2]);
                    if (!words.EndsWith('s')) names.Add(words.EndsWith('y') && words.Length > 4 && !words.EndsWith("apy", StringComparison.Ordinal) ? words[..^1] + "ies" : words + "s", row[2]);
                    foreach (string behind in s_treatmentWords) names.Add(words + " " + behind, row[2]);
                }

                foreach (string behind in s_drugWords) names.Add(words + " " + behind, row[2]);
            }
        }

        return names;
    }
}
