namespace HealthcareLlm.Tests.ClinicalText.Sections;

public class SentenceSplitterTests
{
    [Theory]
    [InlineData("Seen by Dr. Ames. Given 2.5 mg q.d. with food. Better.", "Seen by Dr. Ames.|Given 2.5 mg q.d. with food.|Better.")]
    [InlineData("Level vs. baseline is No. 3 of 4. Stable.", "Level vs. baseline is No. 3 of 4.|Stable.")]
    [InlineData("Plan:\n1. Aspirin.\n2. Heparin drip\n3. Rest", "1. Aspirin.|2. Heparin drip|3. Rest")]
    [InlineData("Plan: 1) aspirin 2) heparin 3) rest", "1) aspirin|2) heparin|3) rest")]
    [InlineData("PMH:\nHypertension\nDiabetes mellitus type 2\nGout", "Hypertension|Diabetes mellitus type 2|Gout")]
    [InlineData("Exam: General: NAD HEENT: normal Neck: supple", "General: NAD|HEENT: normal|Neck: supple")]
    [InlineData("PLAN: ,1.  Rest.,2.  Fluids.", "1.  Rest.|2.  Fluids.")]
    [InlineData("Fever: no    Cough: yes", "Fever: no|Cough: yes")]
    [InlineData("HPI:\nThe patient was seen in the clinic today for a follow-up of his chronic\nAchilles tendon pain, which is better.\n\nHe walks.", "The patient was seen in the clinic today for a follow-up of his chronic\nAchilles tendon pain, which is better.|He walks.")]
    [InlineData("HPI: He has a rash on\nhis arm. J. Smith saw it.", "He has a rash on\nhis arm.|J. Smith saw it.")]
    public void Sentences(string text, string expected)
    {
        Assert.Equal(expected.Split('|'), Notes.Sectioned(text).Sentences.Select(s => s.Span.In(text)));
    }

    [Fact]
    public void A_row_of_a_table_is_a_sentence_and_none_runs_over_a_page()
    {
        string text = "Problem      Code   Since\nGout         M10.9  2019\nAsthma       J45    2001\fand more";
        var sentences = Notes.Sectioned(text).Sentences.Select(s => s.Span.In(text)).ToList();
        Assert.Contains("Gout         M10.9  2019", sentences);
        Assert.Contains("Asthma       J45    2001", sentences);
        Assert.Contains("and more", sentences);
    }
}
