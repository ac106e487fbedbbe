using CsCheck;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Medications;
using HealthcareLlm.Drafting.Offline.Summary.Writers;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>What is looked up by halves or by words is what a look at everything finds: the look-ups are for speed alone.</summary>
public class LookupTests
{
    private static readonly Gen<string> s_word = Words("insulin", "glargine", "lispro", "cultures", "cx", "blood", "bloo", "echo", "echocardiogram", "sodium", "potassium", "pneumonia", "left", "5", "5", "12", "2026", "rash", "hives", "biopsy");

    private static readonly Gen<string> s_text = s_word.Array[0, 7].Select(static w => string.Join(' ', w));

    private static readonly Gen<TextSpan> s_span = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 12]).Select(static (start, length) => new TextSpan(start, start + length));

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    [Fact]
    public void No_text_that_is_alike_is_missed() => Gen.Select(s_text.Array[1, 120], s_text, Gen.Int[0, 2].Select(static i => i == 0 ? 0.6 : i == 1 ? 0.75 : 0.8)).Sample((texts, text, least) =>
    {
        var index = new FingerprintIndex();
        var prints = texts.Select(Fingerprint.Of).ToList();
        foreach (var print in prints) index.Add(print);
        var asked = Fingerprint.Of(text);
        var found = index.Alike(asked, least).ToHashSet();
        var similar = index.Similar(asked, least).ToHashSet();
        return Enumerable.Range(0, prints.Count).All(i => similar.Contains(i) || asked.Similarity(prints[i]) < least) && Enumerable.Range(0, prints.Count).All(i => found.Contains(i) || (asked.Similarity(prints[i]) < least && asked.ContainedIn(prints[i]) <= Math.Max(least, 0.8)))
            && asked.Numbers.All(n => Enumerable.Range(0, prints.Count).Where(i => prints[i].Numbers.Contains(n)).SequenceEqual(index.WithNumber(n)));
    });

    [Fact]
    public void Of_many_texts_few_are_looked_at()
    {
        var index = new FingerprintIndex();
        for (int i = 0; i < 5_000; i++) index.Add(Fingerprint.Of($"allergy word{i}x rash"));
        Assert.True(index.Alike(Fingerprint.Of("allergy word17x rash"), 0.8).Count() < 10);
    }

    [Fact]
    public void The_first_drug_of_the_same_name_is_found() => Gen.Select(s_text.Array[1, 40], s_text.Array[1, 10], Gen.Int[0, 39]).Sample((texts, others, place) =>
    {
        var index = new DrugNameIndex();
        var names = texts.Select(static (t, i) => DrugName.Of(t, i % 5 == 0 ? "c" + (t.Length % 3) : null)).ToList();
        foreach (var name in names) index.Add(name);
        foreach (string other in others)
        {
            var name = DrugName.Of(other, other.Length % 4 == 0 ? "c" + (other.Length % 3) : null);
            if (index.First(name) != names.FindIndex(n => n.IsSame(name))) return false;
            names[place % names.Count] = name;
            index.Replace(place % names.Count, name);
        }

        return true;
    });

    [Fact]
    public void No_test_that_is_the_same_is_missed() => Gen.Select(s_word.Array[1, 5].Array[1, 40], s_word.Array[1, 5]).Sample((sets, asked) =>
    {
        var index = new AlikeWords();
        var all = sets.Select(static s => s.ToHashSet(StringComparer.Ordinal)).ToList();
        foreach (var set in all) index.Add(set);
        var words = asked.ToHashSet(StringComparer.Ordinal);
        var (alike, any) = (index.Alike(words).ToHashSet(), index.WithAny(words).ToHashSet());
        // As PendingWriter judges it: the words of the earlier test are counted.
        bool IsSame(HashSet<string> a) => a.Count(x => words.Any(y => AlikeWords.Are(x, y))) is > 0 and var common && common * 2 > Math.Min(a.Count, words.Count);
        return Enumerable.Range(0, all.Count).All(i => (alike.Contains(i) || !IsSame(all[i])) && (any.Contains(i) || !all[i].Any(x => words.Any(y => AlikeWords.Are(x, y)))));
    });

    [Fact]
    public void Spans_cover_as_one_by_one() => Gen.Select(s_span.Array[0, 20], s_span).Sample((spans, asked) =>
    {
        var cover = new SpanCover(spans);
        return cover.Covers(asked) == spans.Any(s => s.Contains(asked)) && cover.Overlaps(asked) == spans.Any(s => s.Overlaps(asked));
    });

    [Fact]
    public void Mentions_and_sections_of_a_place_are_found()
    {
        var document = ClinicalTextAnnotator.Annotate(Notes.Document("PMH: COPD, type 2 diabetes.\n\nASSESSMENT: Pneumonia of the left lower lobe, no sepsis. Metformin 500 mg daily held.\n\nPLAN: repeat chest x-ray on 03/04/2026. Potassium 4.2 mmol/L.\nALLERGIES: penicillin (hives)."));
        Assert.True(document.Mentions.Length > 5 && document.Sections.Length > 3);
        for (int start = 0; start < document.Text.Length; start += 3)
        {
            Assert.Equal(document.Mentions.TakeWhile(m => m.NameSpan.Start < start).Count(), document.FirstMentionFrom(start));
            for (int end = start; end <= document.Text.Length; end += 5)
            {
                var span = new TextSpan(start, end);
                Assert.Equal(document.Mentions.Where(m => span.Contains(m.NameSpan)), document.MentionsIn(span));
                Assert.Equal(document.Sections.Where(s => s.Span.Overlaps(span)), document.SectionsOver(span));
            }
        }
    }
}
