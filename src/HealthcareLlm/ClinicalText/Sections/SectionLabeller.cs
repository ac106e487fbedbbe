using System.Globalization;
using System.Text;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>What a section without a title is likely to be.</summary>
/// <param name="Category">The likeliest category.</param>
/// <param name="Score">Its share by the model, 0 to 1; a rank, not calibrated.</param>
public sealed record SectionGuess(SectionCategory Category, double Score);

/// <summary>
/// Tells what a section is about from its words alone: a multinomial logistic regression over words, pairs of neighbouring words, first words and length, whose weights
/// (<c>rules/section-words.tsv</c>) tests/HealthcareLlm.RoleTrainer learns; docs/clinical-language.md is its card. It suggests and decides nothing: no assertion rests on it.
/// </summary>
public static class SectionLabeller
{
    private const int MostWords = 300;

    private static readonly Lazy<Model> s_model = new(Load);

    /// <summary>The categories that it tells apart, in the order of the weights.</summary>
    internal static SectionCategory[] Categories { get; } =
    [
        SectionCategory.Hpi, SectionCategory.FamilyHistory, SectionCategory.SocialHistory, SectionCategory.PastHistory, SectionCategory.ChiefComplaint, SectionCategory.SurgicalHistory, SectionCategory.Allergies,
        SectionCategory.Medications, SectionCategory.ReviewOfSystems, SectionCategory.Assessment, SectionCategory.Exam, SectionCategory.Diagnoses, SectionCategory.Disposition, SectionCategory.Plan,
        SectionCategory.Immunizations, SectionCategory.EdCourse, SectionCategory.Imaging, SectionCategory.ObstetricHistory, SectionCategory.Procedure, SectionCategory.Labs,
    ];

    /// <summary>The categories of a text with their shares, likeliest first; empty for a text without words.</summary>
    public static IReadOnlyList<SectionGuess> Guess(string text)
    {
        var features = Features(text);
        if (features.Count == 0) return [];
        double[] shares = Shares(features, s_model.Value.Weights);
        return [.. shares.Select(static (s, i) => new SectionGuess(Categories[i], s)).OrderByDescending(static g => g.Score).ThenBy(static g => g.Category)];
    }

    /// <summary>What the model looks at.</summary>
    internal static List<string> Features(string text)
    {
        var words = new List<string>();
        foreach (var token in TermTokenizer.Tokenize(text, new TextSpan(0, text.Length)))
        {
            if (words.Count == MostWords) break;
            if (token.Key.Length > 0) words.Add(token.Kind == TermTokenKind.Number ? "#" : token.Key);
        }

        if (words.Count == 0) return [];
        var features = new HashSet<string>(StringComparer.Ordinal) { string.Create(CultureInfo.InvariantCulture, $"length:{Math.Min(8, (int)Math.Log2(words.Count))}"), "first:" + words[0] };
        if (words.Count > 1) features.Add("first:" + words[0] + " " + words[1]);
        for (int i = 0; i < words.Count; i++)
        {
            features.Add(words[i]);
            if (i > 0) features.Add(words[i - 1] + " " + words[i]);
        }

        AddKinds(text, features);
        return [.. features.Order(StringComparer.Ordinal)];
    }

    /// <summary>Which kinds of things are named, which stands first, and how much of the text their names fill: 'Cylert.' is a drug though no text had that word before.</summary>
    private static void AddKinds(string text, HashSet<string> features)
    {
        var source = DocumentComposer.ComposeText(new SourceFile("section", Encoding.UTF8.GetBytes(text)), text, []);
        var filled = new SortedDictionary<MentionType, int>();
        bool first = true;
        foreach (var mention in MentionFinder.Find(ClinicalTextAnnotator.Structure(source)).OrderBy(static m => m.NameSpan.Start))
        {
            if (first) features.Add("kind first:" + mention.Type);
            first = false;
            filled[mention.Type] = filled.GetValueOrDefault(mention.Type) + mention.NameSpan.Length;
        }

        foreach (var (type, length) in filled)
        {
            features.Add("kind:" + type);
            features.Add(string.Create(CultureInfo.InvariantCulture, $"kind fills:{type} {Math.Min(4, length * 5 / Math.Max(1, text.Length))}"));
        }

        if (filled.Count == 1) features.Add("kind only:" + filled.Keys.First());
    }

    /// <summary>The shares of the categories by some weights; each feature counts less the more there are.</summary>
    internal static double[] Shares(List<string> features, IReadOnlyDictionary<string, double[]> weights)
    {
        double[] scores = new double[Categories.Length];
        double each = 1 / Math.Sqrt(features.Count);
        foreach (string feature in features)
        {
            if (!weights.TryGetValue(feature, out double[]? row)) continue;
            for (int c = 0; c < scores.Length; c++) scores[c] += row[c] * each;
        }

        if (weights.TryGetValue("bias", out double[]? bias))
        {
            for (int c = 0; c < scores.Length; c++) scores[c] += bias[c];
        }

        double top = scores.Max(), sum = 0;
        for (int c = 0; c < scores.Length; c++) sum += scores[c] = Math.Exp(scores[c] - top);
        for (int c = 0; c < scores.Length; c++) scores[c] /= sum;
        return scores;
    }

    private static Model Load()
    {
        var weights = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (string[] row in RuleFiles.Read("section-words.tsv", 2))
        {
            double[] values = new double[Categories.Length];
            foreach (string weight in row[1].Split(' '))
            {
                int colon = weight.IndexOf(':', StringComparison.Ordinal);
                values[int.Parse(weight.AsSpan(0, colon), CultureInfo.InvariantCulture)] = double.Parse(weight.AsSpan(colon + 1), CultureInfo.InvariantCulture);
            }

            weights.Add(row[0], values);
        }

        return new(weights);
    }

    private sealed record Model(Dictionary<string, double[]> Weights);
}
