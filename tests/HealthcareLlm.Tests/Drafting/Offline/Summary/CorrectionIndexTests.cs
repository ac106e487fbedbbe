using CsCheck;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>A text is contradicted by the corrections of a chart as if each were held against it.</summary>
public class CorrectionIndexTests
{
    private static readonly string[] s_topics = ["insulin", "knee", "ef", "lisinopril", "fracture"];

    // Values as they are written, run together, within others, behind a full stop, and sides.
    private static readonly string[] s_values = ["5 mg", "5mg", "25 mg", "5", "2.5 mg", "left", "right", "l5", "left hip", "5 days"];

    private static readonly Gen<string> s_sentence = Gen.Int[0, s_topics.Length + s_values.Length - 1].Select(static i => i < s_topics.Length ? s_topics[i] : s_values[i - s_topics.Length]).Array[1, 6].Select(static w => string.Join(' ', w));

    private static readonly Gen<(int At, int Value, int[] Topics, int Right)> s_correction =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, s_values.Length - 1], Gen.Int[0, s_topics.Length - 1].Array[1, 2], Gen.Int[-3, s_values.Length - 1]);

    [Fact]
    public void The_index_finds_what_a_look_at_all_finds() => Gen.Select(s_sentence.Array[12], s_correction.Array[0, 40]).Sample((sentences, drawn) =>
    {
        var (note, spans) = NoteOf(sentences);
        var earlier = note with { Order = 0 };
        var corrections = drawn.Select(d => new Correction(PassageOf(note, spans[d.At]), s_values[d.Value], [.. d.Topics.Select(static t => s_topics[t])]) { Right = d.Right < 0 ? string.Empty : s_values[d.Right] }).ToList();
        var index = new CorrectionIndex(corrections);
        return Enumerable.Range(0, sentences.Length).All(i =>
        {
            var words = new FoldedWords(sentences[i]);
            return index.Contradicts(note, spans[i], sentences[i]) == corrections.Exists(c => c.Contradicts(note, spans[i], words))
                && index.Contradicts(earlier, spans[i], sentences[i]) == corrections.Exists(c => c.Contradicts(earlier, spans[i], words));
        });
    });

    /// <summary>More corrections of one value than are looked at one by one, and of one thing: either way the one that speaks of the text is found.</summary>
    [Theory]
    [InlineData("insulin 5 mg", true)]
    [InlineData("insulin 25 mg", false)]
    [InlineData("knee 5mg", true)]
    [InlineData("knee, aspirin", false)]
    public void Of_many_corrections_the_right_one_is_found(string text, bool contradicted)
    {
        var (note, spans) = NoteOf([text, "the end"]);
        var passage = PassageOf(note, spans[1]);
        var ofValue = Enumerable.Range(0, 60).Select(i => new Correction(passage, "5 mg", [(char)('a' + (i % 20)) + "x" + i]));
        var ofThing = Enumerable.Range(100, 60).Select(i => new Correction(passage, i + " mg", ["insulin"]));
        var index = new CorrectionIndex([.. ofValue, .. ofThing, new(passage, "5 mg", ["insulin"]), new(passage, "5 mg", ["knee"])]);
        Assert.Equal(contradicted, index.Contradicts(note, spans[0], text));
    }

    private static Passage PassageOf(Note note, TextSpan span) => new(note, span, note.Document.Sections[0], 0) { Fingerprint = Fingerprint.Of(span.In(note.Text)), Mentions = [] };

    private static (Note Note, List<TextSpan> Spans) NoteOf(string[] sentences)
    {
        var text = new System.Text.StringBuilder();
        var spans = new List<TextSpan>();
        foreach (string sentence in sentences)
        {
            spans.Add(new(text.Length, text.Length + sentence.Length));
            text.Append(sentence).Append(".\n");
        }

        // One document of which the text alone is looked at.
        var sectioned = ClinicalTextAnnotator.Structure(Notes.Document(text.ToString()));
        return (new(new(sectioned, []), new(0, text.Length), NoteKind.Progress) { Order = 1 }, spans);
    }
}
