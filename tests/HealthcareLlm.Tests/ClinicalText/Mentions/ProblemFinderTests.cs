using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

public class ProblemFinderTests
{
    private static List<Mention> Find(string text) => [.. new ProblemFinder().Find(Notes.Sectioned(text))];

    [Fact]
    public void Each_ambiguous_abbreviation_is_taken_in_its_example_alone()
    {
        var wrong = new List<string>();
        foreach (var row in RuleFiles.Read("ambiguous-terms.tsv", 9))
        {
            if (!Find(row[7]).Exists(m => m.Rule == row[0])) wrong.Add(row[0] + ": " + row[7]);
            if (Find(row[8]).Exists(m => m.Rule == row[0])) wrong.Add(row[0] + ": " + row[8]);
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Acute on chronic left-sided systolic heart failure.", "Acute on chronic left-sided systolic heart failure", "systolic heart failure")]
    [InlineData("She has left knee pain.", "left knee pain", "knee pain")]
    [InlineData("Severe osteoarthritis of the right knee.", "Severe osteoarthritis of the right knee", "osteoarthritis")]
    [InlineData("Non-small-cell lung cancer.", "Non-small-cell lung cancer", "lung cancer")]
    [InlineData("Multiple DVTs found.", "DVTs", "deep vein thrombosis")]
    [InlineData("Oedema and anaemia.", "Oedema|anaemia", "edema|anemia")]
    [InlineData("CKD stage 3b and T2DM", "CKD stage 3b|T2DM", "chronic kidney disease|type 2 diabetes mellitus")]
    [InlineData("Type 2 diabetes mellitus", "Type 2 diabetes mellitus", "type 2 diabetes mellitus")]
    // Near misses.
    [InlineData("Body mass index 31. She does not smoke. First aid given. Pain medication list.", "", "")]
    [InlineData("Lungs clear to auscultation, CTA bilaterally. Takes Robitussin DM. PE: normal. MS 4 mg IV.", "", "")]
    public void Terms_with_their_modifiers(string text, string spans, string concepts)
    {
        var found = Find(text).Where(m => m.Type is MentionType.Problem or MentionType.Finding).ToList();
        Assert.Equal(spans, string.Join('|', found.Select(m => m.Span.In(text))));
        Assert.Equal(concepts, string.Join('|', found.Select(m => m.Concept)));
    }

    [Theory]
    [InlineData("DISCHARGE DIAGNOSES:\n1. Zorbel disease, type B\n2. Gout", "Zorbel disease, type B", "problem-list-item")]
    [InlineData("ASSESSMENT AND PLAN:\n# Quorm syndrome: continue drops", "Quorm syndrome", "problem-heading")]
    [InlineData("HPI: He was diagnosed with Zorbel disease in May.", "Zorbel disease", "problem-after-diagnosed")]
    [InlineData("DISCHARGE DIAGNOSES:\nNone\nSee above\nDischarge home today", "", "")]
    [InlineData("ASSESSMENT AND PLAN:\nContinue drops and follow up", "", "")]
    public void Problems_that_no_lexicon_knows(string text, string expected, string rule)
    {
        var found = Find(text).Where(m => m.Rule.StartsWith("problem-", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, string.Join('|', found.Select(m => m.Span.In(text))));
        Assert.All(found, m => Assert.Equal(rule, m.Rule));
    }

    [Theory]
    [InlineData("Left total knee arthroplasty on 3/4/2026.", "total knee arthroplasty", "left", "3/4/2026")]
    [InlineData("s/p appendectomy (2019)", "appendectomy", null, "2019")]
    [InlineData("03/04/2026: CT chest without contrast", "ct chest", null, "03/04/2026")]
    [InlineData("Colonoscopy 50 mg", "colonoscopy", null, null)]
    public void Procedures(string text, string concept, string? laterality, string? date)
    {
        var procedure = Assert.Single(Find(text), m => m.Type == MentionType.Procedure);
        Assert.Equal(concept, procedure.Concept);
        Assert.Equal(laterality, procedure.Part("laterality")?.Value);
        Assert.Equal(date, procedure.Part("date")?.Value);
    }

    [Fact]
    public void The_lexicons_are_large_and_name_nothing_twice()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, least) in new[] { ("problems.tsv", 1500), ("procedures.tsv", 400), ("devices.tsv", 60) })
        {
            var rows = RuleFiles.Read(file, 4).ToList();
            Assert.True(rows.Count >= least);
            Assert.All(rows, r => Assert.True(names.Add(r[1]), r[1]));
        }
    }
}
