using HealthcareLlm.Evaluation.Prose;

namespace HealthcareLlm.Tests.Evaluation.Prose;

public class RougeTests
{
    private static void Same(double precision, double recall, Overlap measured)
    {
        Assert.Equal(precision, measured.Precision, 4);
        Assert.Equal(recall, measured.Recall, 4);
        Assert.Equal(2 * precision * recall / (precision + recall), measured.F, 4);
    }

    [Fact]
    public void One_sentence_is_as_computed_by_hand()
    {
        // the cat sat on the mat / the cat lay on the mat today: words in both: the twice, cat, on, mat: 5 of 6 and of 7.
        // Pairs in both: the cat, on the, the mat: 3 of 5 and of 6. Longest common subsequence: the cat on the mat: 5.
        var rouge = Rouge.Of("The cat lay on the mat today.", "The cat sat on the mat.");
        Same(5 / 7.0, 5 / 6.0, rouge.One);
        Same(3 / 6.0, 3 / 5.0, rouge.Two);
        Same(5 / 7.0, 5 / 6.0, rouge.L);
        Same(5 / 7.0, 5 / 6.0, rouge.Lsum);
    }

    [Fact]
    public void Lsum_is_the_union_of_lin_s_own_example()
    {
        // Lin 2004, 3.2: reference w1 w2 w3 w4 w5; candidates w1 w2 w6 w7 w8 and w1 w3 w8 w9 w5: subsequences w1 w2 and w1 w3 w5, union 4 of 5; precision 4 of 10.
        Same(0.4, 0.8, Rouge.Of("w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", "w1 w2 w3 w4 w5").Lsum);
    }

    [Fact]
    public void L_and_lsum_are_two_things()
    {
        // The same two sentences in the other order: as one sequence three of six words are in order, sentence by sentence all six.
        var rouge = Rouge.Of("d e f\na b c", "a b c\nd e f");
        Same(0.5, 0.5, rouge.L);
        Same(1, 1, rouge.Lsum);
    }

    [Fact]
    public void A_word_counts_no_more_often_than_it_stands_in_both()
    {
        // 'the' stands twice in the candidate: of seven in the reference two count; in Lsum the one 'a' of the candidate serves one of two sentences: 1 of 1, 1 of 2.
        Same(1, 2 / 7.0, Rouge.Of("the the", "the the the the the the the").One);
        Same(1, 0.5, Rouge.Of("a", "a\na").Lsum);
    }

    [Theory]
    [InlineData("", "a b")]
    [InlineData("a b", "")]
    [InlineData("a b", "c d")]
    public void Nothing_in_common_is_0(string candidate, string reference)
    {
        var rouge = Rouge.Of(candidate, reference);
        Assert.All([rouge.One, rouge.Two, rouge.L, rouge.Lsum], o => Assert.Equal((0, 0, 0), (o.Precision, o.Recall, o.F)));
    }

    [Fact]
    public void Words_are_runs_of_letters_and_digits_in_lower_case() => Assert.Equal(["500", "mg", "b", "i", "d"], Rouge.Words("500-mg, B.I.D.").AsEnumerable());
}
