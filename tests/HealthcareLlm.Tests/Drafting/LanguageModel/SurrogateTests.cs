using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

public class SurrogateTests
{
    private const string Form = "PRIOR AUTHORIZATION REQUEST\nPatient name: Holloway, Gareth\nDate of birth: 01/02/1960\nMember ID: SBM-7704-512\nPhone: (555) 062-2201\nAddress: 14 Larkspur Lane, Fairmont, OH 44512\nRequesting provider: Odile Brannigan, MD\nNPI: 1234567893\n"
        + "Mr. HOLLOWAY takes 7704 units. Call 555.062.2201. Ref SBM7704512. Dr. Brannigan's note: Gareth is well.\n";

    [Fact]
    public async Task Nothing_that_identifies_is_shown_and_everything_comes_back_at_its_place()
    {
        var (documents, surrogates) = await Of(Form);
        var block = surrogates.Hide(SourceBlock.Of("D1P1", documents.Documents[0].Source, 1, new(0, Form.Length)));
        foreach (string secret in (string[])["Holloway", "Gareth", "SBM-7704-512", "SBM7704512", "062-2201", "062.2201", "Brannigan", "Odile", "1234567893", "14 Larkspur"])
        {
            Assert.DoesNotContain(secret, block.Shown, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("takes 7704 units", block.Shown, StringComparison.Ordinal);
        Assert.Contains("01/02/1960", block.Shown, StringComparison.Ordinal);
        Assert.Equal(Form, surrogates.Restore(block.Shown), ignoreCase: true);
        // Every stretch of what is shown has its place in the document, letter by letter outside of surrogates.
        for (int at = 0; at + 9 < block.Shown.Length; at += 3)
        {
            var shown = new TextSpan(at, at + 9);
            var there = block.ToDocument(shown);
            Assert.InRange(there.Start, 0, there.End);
            if (block.Replacements.Any(r => r.Shown.Overlaps(shown))) continue;
            Assert.Equal(shown.In(block.Shown), there.In(Form));
        }
    }

    [Fact]
    public async Task A_name_that_is_also_a_word_is_hidden_where_it_begins_with_a_capital_and_the_word_stays()
    {
        const string text = "Grace Hill called. Hill may walk down the hill.\n";
        var (documents, surrogates) = await Of(text);
        string shown = surrogates.Hide(SourceBlock.Of("D1P1", documents.Documents[0].Source, 1, new(0, text.Length))).Shown;
        Assert.DoesNotContain("Hill", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace", shown, StringComparison.Ordinal);
        Assert.EndsWith(" may walk down the hill.\n", shown, StringComparison.Ordinal);
        Assert.Equal(text, surrogates.Restore(shown));
    }

    [Fact]
    public async Task The_same_name_has_the_same_surrogate_everywhere_and_keeps_its_capitals()
    {
        var (documents, surrogates) = await Of(Form);
        string shown = surrogates.Hide(SourceBlock.Of("D1P1", documents.Documents[0].Source, 1, new(0, Form.Length))).Shown;
        string stand = shown.Split("Patient name: ")[1].Split(',')[0];
        Assert.Contains("Mr. " + stand.ToUpperInvariant(), shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_with_surrogates_is_cited_in_the_document_s_own_words()
    {
        var (documents, surrogates) = await Of(Form);
        var block = surrogates.Hide(SourceBlock.Of("D1P1", documents.Documents[0].Source, 1, new(0, Form.Length)));
        string quote = block.Shown.Split('\n')[3];
        var index = new SourceIndex([block], Prompt.Load("prior-auth-request", "v1"), surrogates.Restore).With([documents.Documents[0].Source]);
        var (evidence, fault) = index.Find("D1P1", quote, "x");
        Assert.Null(fault);
        Assert.Equal("Member ID: SBM-7704-512", evidence!.Quote);
        Assert.Equal(evidence.Quote, evidence.Location!.Value.In(Form));
        Assert.Equal("SBM7704512", NormalForm.Of(FieldKind.Identifier, index.Restore(quote.Split(": ")[1])));
    }

    private static async Task<(CaseDocuments Documents, Surrogates Surrogates)> Of(string text)
    {
        ImmutableArray<AnnotatedDocument> annotated = [ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("a.txt", Encoding.UTF8.GetBytes(text)), text, []))];
        var documents = new CaseDocuments(annotated, PatientAssessor.Assess(annotated));
        var draft = await new OfflineDraftingEngine().DraftRequestAsync(documents, CancellationToken.None);
        return (documents, Surrogates.For(SurrogateTerms.Of(documents, draft.Fields), [text]));
    }
}
