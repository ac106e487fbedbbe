using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;

namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>The words of <c>rules/course-cues.tsv</c>, which make a sentence more or less fit for the hospital course.</summary>
internal static class CourseCues
{
    private const double Most = 8;

    private static readonly Lazy<PhraseList<(string Id, double Weight)>> Loaded = new(Load);

    /// <summary>Sum of the weights of the cues in a sentence, at most 8.</summary>
    internal static double Weigh(string sentence)
    {
        double sum = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, weight) in Loaded.Value.Find(sentence))
        {
            if (seen.Add(id)) sum += weight;
        }

        return Math.Min(sum, Most);
    }

    private static PhraseList<(string Id, double Weight)> Load()
    {
        var cues = new PhraseList<(string, double)>();
        foreach (string[] row in RuleFiles.Read("course-cues.tsv", 6)) cues.Add(row[2], (row[0], double.Parse(row[1], CultureInfo.InvariantCulture)));
        return cues;
    }
}
