using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Grounding;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Grounding;

/// <summary>Sentences that are right in other words than their quotes, and beside each the one that is wrong in one thing alone.</summary>
public class NearMissTests
{
    [Theory]
    // Words that exclude each other.
    [InlineData("CT: LGIB source in R colon.", "A lower gastrointestinal bleed came from the right colon.", "An upper gastrointestinal bleed came from the right colon.")]
    [InlineData("J tube placed by surgery 5/2.", "A jejunostomy was placed on May 2.", "A gastrostomy was placed on May 2.")]
    [InlineData("Sister at bedside, aware.", "Her sister knows.", "Her mother knows.")]
    [InlineData("Thrombus in the splenic vein.", "There was a clot in the splenic vein.", "There was a clot in the portal vein.")]
    [InlineData("Dual chamber PPM placed.", "A pacemaker with two leads was placed.", "A defibrillator with two leads was placed.")]
    [InlineData("Renal recs: restrict fluids.", "Nephrology advised fluid restriction.", "Cardiology advised fluid restriction.")]
    [InlineData("Exam: moderate ascites.", "There was moderate ascites.", "There was severe ascites.")]
    // Which came first.
    [InlineData("Rash began before the antibiotic was given.", "The rash preceded the antibiotic.", "The rash followed after the antibiotic was given.")]
    [InlineData("Delirium improved after the catheter came out.", "After the catheter was out, the delirium improved.", "The delirium improved before the catheter came out.")]
    [InlineData("Hemolysis attributed to dapsone rather than sulfasalazine.", "Dapsone, rather than sulfasalazine, was blamed for the hemolysis.", "Sulfasalazine rather than dapsone was blamed for the hemolysis.")]
    // Planned and done.
    [InlineData("Will consider a second biopsy if the node grows.", "A second biopsy is considered if the node grows.", "A second biopsy was done of the node.")]
    [InlineData("May need a pacemaker in the future.", "She may need a pacemaker in the future.", "She underwent placement of a pacemaker.")]
    // Whose it is.
    [InlineData("Father with colon cancer at 50.", "His father had colon cancer at 50.", "The patient had colon cancer at 50.")]
    [InlineData("Type A aortic dissection.", "A type A dissection of the aorta.", "A type B dissection of the aorta.")]
    [InlineData("Fusion of 2 levels at L4.", "Two levels were fused at L4.", "Three levels were fused at L4.")]
    // What was done with which.
    [InlineData("Sertraline continued, quetiapine stopped.", "Sertraline went on and quetiapine was stopped.", "Quetiapine was continued.")]
    [InlineData("Drain removed, Foley left in place.", "The drain was removed.", "The drain was left in place.")]
    [InlineData("Home sertraline continued unchanged, quetiapine discontinued.", "Sertraline was continued unchanged.", "Quetiapine was continued as before, as was sertraline.")]
    [InlineData("Port left in place, PICC removed at bedside.", "The port was left in place.", "The PICC was left in place, as was the port.")]
    // Which drug gave way to which.
    [InlineData("Carvedilol replaced by metoprolol for wheeze.", "Metoprolol replaced carvedilol.", "Carvedilol replaced metoprolol.")]
    [InlineData("| aspirin | -- | STOPPED - on rivaroxaban |", "Stopped: aspirin.", "Stopped: rivaroxaban.")]
    [InlineData("Changed from lisinopril to losartan.", "Losartan took the place of lisinopril.", "She was changed from losartan to lisinopril.")]
    [InlineData("daptomycin daily (vanc reaction)", "Daptomycin was given daily.", "Vancomycin was given daily.")]
    [InlineData("atorvastatin 20 mg          NEW (in for simvastatin, amio interaction)", "Atorvastatin 20 mg took the place of simvastatin.", "Atorvastatin 20 mg, in place of amiodarone.")]
    // How often, how long, how much.
    [InlineData("Methotrexate 10 mg once weekly, folic acid daily.", "Methotrexate 10 mg is taken once a week and folic acid daily.", "Methotrexate 10 mg is taken daily.")]
    [InlineData("Cefazolin x 6 wks.", "Cefazolin is given for six weeks.", "Cefazolin is given for six days.")]
    [InlineData("Afebrile 72 h.", "There was no fever for three days.", "There was no fever for four days.")]
    [InlineData("Ambulating on POD 2.", "She walked two days after the operation.", "She walked five days after the operation.")]
    [InlineData("metoprolol increased to 50 BID", "Metoprolol was increased to 50 mg twice daily.", "Metoprolol was increased to 50 mcg twice daily.")]
    [InlineData("EBL 250.", "Blood loss was 250 mL.", "Blood loss was 350 mL.")]
    // Denials out of place, and clauses of their own.
    [InlineData("Urine culture has no result yet.", "The urine culture has no result yet.", "The urine culture has result yet.")]
    [InlineData("Warfarin held, did not need reversal.", "Reversal was not needed.", "She did need reversal.")]
    [InlineData("No fever, procal 0.05, abx not started.", "She had no fever and antibiotics were not started.", "She had no fever, procalcitonin was 0.05 and antibiotics were started.")]
    [InlineData("Ran out of her levothyroxine.", "Her levothyroxine had run out.", "Her no levothyroxine had run out.")]
    [InlineData("bupropion - do NOT use again.", "Bupropion, which she had before, must not be used again.", "No bupropion, which she had before, must not be used again.")]
    [InlineData("Team held off on re-exploration.", "Re-exploration was held off by the team.", "The team carried out a re-exploration.")]
    public void What_is_right_passes_and_its_near_miss_does_not(string source, string same, string other)
    {
        Assert.Null(Fault(source, same));
        Assert.NotNull(Fault(source, other));
    }

    [Fact]
    public void Every_phrase_excludes_every_phrase_of_the_other_values_of_its_kind_and_not_itself()
    {
        var wrong = new List<string>();
        var rows = RuleFiles.Read("spoken-contrasts.tsv", 3).Select(static r => (Kind: r[0], Value: r[1], Phrases: r[2].Split('|').Where(static p => p[0] != '~').Select(static p => p.Replace(" *", " thing", StringComparison.Ordinal).TrimEnd('*').Replace("*", "x", StringComparison.Ordinal)).ToList())).ToList();
        Assert.True(rows.Count > 700);
        foreach (var kind in rows.GroupBy(static r => r.Kind))
        {
            if (kind.Count() < 2) wrong.Add(kind.Key + " has one value");
            foreach (var (_, value, phrases) in kind)
            {
                foreach (string phrase in phrases)
                {
                    var said = Words(phrase);
                    if (Of(said, kind.Key).Count == 0) wrong.Add($"{kind.Key}: '{phrase}' is not found");
                    if (SpokenContrasts.First(said, said) is not null) wrong.Add($"{kind.Key}: '{phrase}' excludes itself");
                    foreach (string other in kind.Where(o => o.Value != value).SelectMany(static o => o.Phrases))
                    {
                        // What may be both excludes neither: 'twin' of one and of several.
                        if (!Of(said, kind.Key).Overlaps(Of(Words(other), kind.Key)) && SpokenContrasts.First(said, Words(other)) is null) wrong.Add($"{kind.Key}: '{phrase}' passes for '{other}'");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    private static List<SpokenWord> Words(string text) => SpokenWord.Of(ClinicalTextAnnotator.Annotate(Notes.Document(text)), new(0, text.Length), judge: false);

    private static HashSet<string> Of(List<SpokenWord> words, string kind) => [.. SpokenContrasts.Find(words).Where(s => s.Kind == kind).SelectMany(static s => s.Values)];

    private static (Verdict Verdict, string Token)? Fault(string source, string statement) =>
        StatementVerifier.FirstFault(statement, [CitedSpan.Of(ClinicalTextAnnotator.Annotate(Notes.Document(source)), new TextSpan(0, source.Length))]);
}
