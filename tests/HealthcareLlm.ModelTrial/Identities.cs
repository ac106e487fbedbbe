using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.ModelTrial;

/// <summary>
/// Fragments of documents whose author did not know the program, with each name, number, address of somebody marked (<c>[[…]]</c>): what is shown of them, and what is hidden that is none. The odd ones were never looked at.
/// </summary>
internal static class Identities
{
    private static readonly string[] NoName = ["dr", "mr", "mrs", "ms", "miss", "md", "do", "np", "pa", "rn", "jr", "sr", "ii", "iii", "iv", "st", "de", "la", "van", "von", "del", "der", "di", "da", "al", "el", "pac", "dpt", "phd", "and", "the", "of", "sra"];

    /// <summary>The rows of the table.</summary>
    internal static async Task<IEnumerable<(string Measure, string Found, string Bound, bool Holds)>> MeasureAsync(string root, CancellationToken cancellation)
    {
        var rows = new List<(string Measure, string Found, string Bound, bool Holds)>();
        foreach (string file in (string[])["identities.txt", "identities-2.txt"]) rows.Add(await OfAsync(Path.Combine(root, "tests/HealthcareLlm.ModelTrial", file), cancellation).ConfigureAwait(false));
        return rows;
    }

    private static async Task<(string Measure, string Found, string Bound, bool Holds)> OfAsync(string file, CancellationToken cancellation)
    {
        int[] marks = [0, 0], shown = [0, 0], needless = [0, 0];
        var fragments = (await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false)).ReplaceLineEndings("\n").Split("=== ", StringSplitOptions.RemoveEmptyEntries);
        foreach (string fragment in fragments)
        {
            int line = fragment.IndexOf('\n', StringComparison.Ordinal), half = int.Parse(fragment[..line], CultureInfo.InvariantCulture) % 2;
            var (text, places) = Unmarked(fragment[(line + 1)..]);
            var hidden = await HiddenAsync(text, cancellation).ConfigureAwait(false);
            foreach (var place in places)
            {
                var parts = Parts(text, place).ToList();
                marks[half]++;
                if (parts.TrueForAll(p => hidden.Any(h => h.Start <= p.Start && p.End <= h.End))) continue;
                shown[half]++;
                if (half == 0 && Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null) Console.WriteLine("    shown: " + fragment[..line] + ": " + place.In(text).ReplaceLineEndings(" ") + " by " + string.Join(", ", parts.Where(p => !hidden.Any(h => h.Start <= p.Start && p.End <= h.End)).Select(p => p.In(text))));
            }

            foreach (var span in hidden.Where(h => !places.Exists(p => p.Overlaps(h))))
            {
                needless[half]++;
                if (half == 0 && Environment.GetEnvironmentVariable("TRIAL_VERBOSE") is not null) Console.WriteLine("    hidden: " + fragment[..line] + ": " + span.In(text).ReplaceLineEndings(" "));
            }
        }

        return (
            $"identifiers of a stranger's fragments of documents ({Path.GetFileNameWithoutExtension(file)}) that are shown (read half; never looked at); other words and numbers hidden",
            string.Create(CultureInfo.InvariantCulture, $"{shown[0]} of {marks[0]}; {shown[1]} of {marks[1]}; {needless[0]}; {needless[1]}"),
            "5 %; 5 %; -; -",
            shown[0] * 20 <= marks[0] && shown[1] * 20 <= marks[1]);
    }

    private static (string Text, List<TextSpan> Places) Unmarked(string marked)
    {
        var text = new StringBuilder();
        var places = new List<TextSpan>();
        int start = -1;
        for (int i = 0; i < marked.Length; i++)
        {
            if (i + 1 < marked.Length && marked[i] == '[' && marked[i + 1] == '[')
            {
                start = text.Length;
                i++;
            }
            else if (start >= 0 && i + 1 < marked.Length && marked[i] == ']' && marked[i + 1] == ']')
            {
                places.Add(new(start, text.Length));
                start = -1;
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        return (text.ToString(), places);
    }

    /// <summary>What of a mark may not be seen: words of names, and runs with digits; of an address its number and its words count.</summary>
    private static IEnumerable<TextSpan> Parts(string text, TextSpan place)
    {
        for (int at = place.Start; at < place.End;)
        {
            int end = at;
            while (end < place.End && char.IsLetterOrDigit(text[end])) end++;
            if (end == at)
            {
                at++;
                continue;
            }

            string word = text[at..end];
            if (word.Length > 1 && !NoName.Contains(word, StringComparer.OrdinalIgnoreCase)) yield return new(at, end);
            at = end;
        }
    }

    private static async Task<ImmutableArray<TextSpan>> HiddenAsync(string text, CancellationToken cancellation)
    {
        ImmutableArray<AnnotatedDocument> annotated = [ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("a.txt", Encoding.UTF8.GetBytes(text)), text, []))];
        var documents = new CaseDocuments(annotated, PatientAssessor.Assess(annotated));
        var draft = await new OfflineDraftingEngine().DraftRequestAsync(documents, cancellation).ConfigureAwait(false);
        var source = annotated[0].Source;
        if (source.Text != text) throw new InvalidOperationException("the text of a fragment was changed");
        return [.. Surrogates.For(SurrogateTerms.Of(documents, draft.Fields), [text]).Hide(SourceBlock.Of("D1P1", source, 1, new(0, text.Length))).Replacements.Select(static r => r.Original)];
    }
}
