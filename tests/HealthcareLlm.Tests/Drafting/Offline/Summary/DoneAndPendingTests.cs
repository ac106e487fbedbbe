namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>What was not done though it is named, what is told twice, and what is no test though the word 'pending' stands over it.</summary>
public sealed class DoneAndPendingTests
{
    private static readonly Encounter Stay = Encounter.Of(
        """
        PROGRESS NOTE 05/02/2026 08:00
        Quillfeather, Tobias
        A/P:
        1. Access: Midline, today, rather than a PICC given his kidneys.
        2. Effusion: watched at 0800 instead of a chest tube.
        3. Anemia: two units packed red cells at 0915.
        4. Heart failure, LVEF pending.
        5. Respiratory: Extubated 1020 after a good breathing trial.
        """,
        """
        NURSING NOTE 05/02/2026 19:00
        Quillfeather, Tobias
        05/02 1022 (Marsh) extub, voice hoarse.
        """,
        """
        ECHOCARDIOGRAM 05/03/2026
        Quillfeather, Tobias
        LVEF 40% with an inferior wall motion abnormality.
        """,
        """
        DISCHARGE NOTE 05/05/2026
        Quillfeather, Tobias
        PENDING AT DISCHARGE:
        - Anti-GBM antibodies
        - Renal clinic will act on it
        - Dr. Sable-Innis will give the family the results
        Disposition: home
        """);

    [Fact]
    public void It_is_sound() => Stay.IsSound();

    [Fact]
    public void What_something_was_done_instead_of_was_not_done() => Stay.Lacks("procedures", "PICC|chest tube");

    [Fact]
    public void An_act_is_named_whole_and_once()
    {
        Stay.Has("procedures", "two units packed red cells");
        Assert.Contains(Stay.In("procedures"), s => s.Parts.Any(p => p.Name == "name" && p.Candidate.Value.Equals("two units packed red cells", StringComparison.OrdinalIgnoreCase)));
        Assert.Single(Stay.In("procedures"), s => s.Parts.Any(p => p.Name == "name" && p.Candidate.Value.StartsWith("extub", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void A_result_in_percent_ends_what_was_pending() => Stay.Lacks("pendingResults", "LVEF");

    [Fact]
    public void Who_will_tell_of_a_result_is_no_test()
    {
        Stay.Has("pendingResults", "Anti-GBM");
        Stay.Lacks("pendingResults", "clinic|Sable-Innis");
    }
}
