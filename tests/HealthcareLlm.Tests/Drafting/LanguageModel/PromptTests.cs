using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Grounding;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

/// <summary>Prompts are released as they are: a change is a new version, and every example keeps the rules that the model is asked to keep.</summary>
public class PromptTests
{
    [Theory]
    [InlineData("prior-auth-request", "v1", "3b3cd497")]
    [InlineData("discharge-summary", "v1", "94f1c3ae")]
    [InlineData("policy-criteria", "v1", "25cd84d2")]
    public void A_released_prompt_is_never_edited_in_place(string task, string version, string hash) => Assert.StartsWith(hash, Prompt.Load(task, version).Hash, StringComparison.Ordinal);

    [Fact]
    public void Every_value_of_an_example_stands_in_its_quote_and_every_quote_in_its_source()
    {
        var prompt = Prompt.Load("prior-auth-request", "v1");
        int checkedFields = 0;
        foreach (var example in prompt.Examples)
        {
            var reading = RequestAnswer.Read(example.Answer, Index(prompt, example), static _ => null);
            Assert.Empty(reading.Faults);
            foreach (var field in reading.Items)
            {
                Assert.True(example.Sources.Any(s => s.Value.Contains(field.Evidence.Quote, StringComparison.Ordinal)), field.Path);
                var leaf = RecordFields.Find(field.Path)!;
                bool holds = leaf.Kind == FieldKind.Choice ? RequestAssembly.Mapping(leaf, field.Path, field).Rule is not null : ValueVerifier.Holds(leaf.Kind, field.Value, [field.Evidence.Quote], false);
                Assert.True(holds, field.Path);
                checkedFields++;
            }
        }

        Assert.True(checkedFields >= 8);
    }

    [Fact]
    public void Every_statement_of_an_example_is_borne_out_by_its_quotes()
    {
        var prompt = Prompt.Load("discharge-summary", "v1");
        int checkedStatements = 0;
        foreach (var example in prompt.Examples)
        {
            var reading = SummaryAnswer.Read(example.Answer, Index(prompt, example), static _ => null);
            Assert.Empty(reading.Faults);
            foreach (var statement in reading.Items)
            {
                Assert.All(statement.Evidence, e => Assert.Contains(example.Sources, s => s.Value.Contains(e.Quote, StringComparison.Ordinal)));
                var spans = statement.Evidence.Select(e => new CitedSpan(e.Quote, StatementReader.Read(e.Quote).Mentions)).ToList();
                Assert.True(StatementVerifier.FirstFault(statement.Text, spans) is null, statement.Text);
                Assert.All(statement.Parts, p => Assert.True(statement.Evidence.Any(e => e.Quote.Contains(p.Value, StringComparison.OrdinalIgnoreCase)), p.Key));
                checkedStatements++;
            }
        }

        Assert.True(checkedStatements >= 6);
    }

    [Fact]
    public void Every_criterion_of_an_example_stands_in_its_clause()
    {
        var prompt = Prompt.Load("policy-criteria", "v1");
        int checkedCriteria = 0;
        foreach (var example in prompt.Examples)
        {
            var reading = CriteriaAnswer.Read(example.Answer, Index(prompt, example));
            Assert.Empty(reading.Faults);
            var id = DocumentId.Of("example"u8);
            HealthcareLlm.Policies.PolicyPassage[] passages = [.. example.Sources.Select((s, i) => new HealthcareLlm.Policies.PolicyPassage(id, i, 1, new(0, s.Value.Length), s.Value, string.Empty, s.Key, []))];
            foreach (var judged in HealthcareLlm.Guards.CriteriaProposalGuard.Judge(reading.Items, [.. passages]))
            {
                Assert.True((judged.Fault ?? judged.TestFault) is null, judged.Node.Id + ": " + (judged.Fault ?? judged.TestFault));
                checkedCriteria++;
            }
        }

        Assert.True(checkedCriteria >= 4);
    }

    private static SourceIndex Index(Prompt prompt, PromptExample example)
    {
        var id = DocumentId.Of("example"u8);
        return new([.. example.Sources.Select(s => new SourceBlock(s.Key, id, 1, new(0, s.Value.Length), s.Value, []))], prompt, static t => t);
    }
}
