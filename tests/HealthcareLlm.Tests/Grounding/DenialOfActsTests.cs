using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>What a statement affirms in other words than those in which its quotes deny it, or denies twice, is found; what only sounds so is not.</summary>
public class DenialOfActsTests
{
    [Fact]
    public void Each_rule_finds_its_example_and_leaves_its_counter_example()
    {
        var wrong = new List<string>();
        var rows = RuleFiles.Read("denial-acts.tsv", 7).ToList();
        foreach (string[] row in rows)
        {
            foreach (bool contradicted in (bool[])[true, false])
            {
                string[] pair = row[contradicted ? 5 : 6].Split(" = ");
                if (DenialOfActs.First(Words(pair[0]), Words(pair[1])) is not null != contradicted) wrong.Add(row[0] + ": " + row[contradicted ? 5 : 6]);
            }
        }

        Assert.True(rows.Count > 10);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("HCTZ - STOP, do not restart (pancreatitis)", "HCTZ must be resumed, for it can inflame the pancreas.")]
    [InlineData("STOPPED: OCP - do not restart.", "Your pill has been stopped and should be restarted.")]
    [InlineData("no driving until PCP visit", "You may drive before you have been to your doctor.")]
    [InlineData("Warm compress, no DVT, no anticoag.", "It was managed without DVT, with a warm compress and an anticoagulant.")]
    [InlineData("restart metformin when Cr < 1.3", "Metformin is not to be restarted when creatinine is below 1.3.")]
    [InlineData("Quetiapine only if danger to self - not needed so far.", "No quetiapine was kept in reserve and never required.")]
    [InlineData("Aspirin considered, not given.", "No aspirin was considered, but not given.")]
    [InlineData("No ibuprofen or other NSAID (bypass).", "Keep away from no ibuprofen and drugs like it.")]
    [InlineData("levetiracetam 2,000 mg given once; levetiracetam not continued", "A dose of no levetiracetam had been given.")]
    [InlineData("no OAC now, ASA only", "She takes no aspirin only.")]
    [InlineData("Levofloxacin not used because of ciprofloxacin reaction.", "Levofloxacin was avoided since no ciprofloxacin had hurt her.")]
    [InlineData("FINAL PATHOLOGY PENDING. I will call.", "The final pathology is out; the surgeon will ring him about it.")]
    [InlineData("no fever, no leukocytosis; afebrile throughout", "He had a fever.")]
    [InlineData("no driving on oxycodone", "She may drive, and an ambulance should be called if weakness comes on.")]
    public void What_is_denied_in_other_words_is_found(string source, string statement) => Assert.NotNull(Find(source, statement));

    [Theory]
    [InlineData("HCTZ - STOP, do not restart (pancreatitis)", "HCTZ was stopped and must not be resumed.")]
    [InlineData("no driving until PCP visit", "You may drive once you have been to your doctor.")]
    [InlineData("HOLD metformin - restart when Cr < 1.3", "Metformin may come back when creatinine is below 1.3.")]
    [InlineData("Aspirin considered, not given.", "Aspirin was considered, but not given.")]
    [InlineData("Quetiapine only if danger to self - not needed so far.", "Quetiapine was kept in reserve and never required.")]
    [InlineData("HRS not supported. Terlipressin considered, not given.", "HRS was not supported; terlipressin was considered but not given.")]
    [InlineData("SPEP pending at discharge.", "The protein electrophoresis (SPEP) had not come back.")]
    [InlineData("No ibuprofen or other NSAID (bypass).", "Keep away from ibuprofen and drugs like it.")]
    [InlineData("no fever, no leukocytosis; afebrile throughout", "He had no fever.")]
    [InlineData("The port does not need to be removed.", "There was no reason to take the port out.")]
    [InlineData("Unable to void overnight.", "He could not pass urine overnight.")]
    public void What_is_denied_in_other_words_too_is_not(string source, string statement) => Assert.Null(Find(source, statement));

    [Theory]
    [InlineData("A transfusion was given.", "PRBC: none.", true)] // a denial behind
    [InlineData("No fracture was seen.", "Wrist XR: fx.", true)] // denied by the sentence alone
    [InlineData("He had no pain, fracture was seen.", "Wrist XR: fx.", false)] // what is denied ends at the mark
    [InlineData("No fracture was seen.", "Wrist XR: no fx.", false)]
    public void A_denial_reaches_the_act_beside_it(string statement, string source, bool contradicted) => Assert.Equal(contradicted, DenialOfActs.First(Words(statement), Words(source)) is not null);

    private static List<SpokenWord> Words(string text) => SpokenWord.Of(ClinicalTextAnnotator.Annotate(Notes.Document(text)), new(0, text.Length), judge: true);

    private static (Verdict Verdict, string Token)? Find(string source, string statement) =>
        StatementVerifier.FirstFault(statement, [CitedSpan.Of(ClinicalTextAnnotator.Annotate(Notes.Document(source)), new TextSpan(0, source.Length))]);
}
