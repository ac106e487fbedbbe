using System.Collections.Immutable;
using HealthcareLlm.Evaluation.Summaries;

namespace HealthcareLlm.Tests.Evaluation.Summaries;

public class RowTextTests
{
    private static bool IsAtOdds(string section, string text, params (string Name, string Value)[] parts) =>
        RowText.IsAtOdds(new(section, text, "supported", parts.ToImmutableSortedDictionary(static p => p.Name, static p => p.Value, StringComparer.Ordinal), [text]));

    [Theory]
    [InlineData("Stopped: Furosemide 20 mg.", "stopped", "20 mg", "", false)]
    [InlineData("Continued: Furosemide 20 mg.", "stopped", "20 mg", "", true)]
    [InlineData("New: Furosemide 20 mg daily.", "new", "20 mg", "once daily", false)]
    [InlineData("New: Furosemide 20 mg BID.", "new", "20 mg", "twice daily", false)]
    [InlineData("New: Furosemide 20 mg BID.", "new", "20 mg", "daily", true)]
    [InlineData("New: Furosemide 20 mg daily.", "new", "20 mg", "BID", true)]
    [InlineData("New: Furosemide 20 mg daily as needed for swelling.", "new", "20 mg", "daily", true)]
    [InlineData("Changed: Furosemide 20 mg -> 40 mg daily.", "changed", "40 mg", "daily", false)]
    [InlineData("Changed: Furosemide 20 mg -> 40 mg daily.", "changed", "20 mg", "daily", true)]
    [InlineData("Changed: Furosemide from 20 mg to 40 mg daily.", "changed", "20 mg", "daily", true)]
    [InlineData("Continued: Furosemide 20 mg daily. Do not take with ibuprofen.", "continued", "20 mg", "daily", false)]
    [InlineData("Continued: Furosemide 20 mg daily. Do not take it.", "continued", "20 mg", "daily", true)]
    [InlineData("Changed: Furosemide 40 mg daily (was 20 mg).", "changed", "20 mg", "daily", true)]
    [InlineData("Changed: Furosemide 40 mg daily (was 20 mg).", "changed", "40 mg", "daily", false)]
    [InlineData("Paused: Furosemide 20 mg.", "held", "20 mg", "", false)]
    [InlineData("Unchanged: Furosemide 20 mg.", "held", "20 mg", "", true)]
    public void A_drug(string text, string change, string dose, string frequency, bool atOdds) =>
        Assert.Equal(atOdds, IsAtOdds("dischargeMedications", text, [("name", "Furosemide"), ("dose", dose), ("change", change), .. frequency.Length > 0 ? [("frequency", frequency)] : Array.Empty<(string, string)>()]));

    [Theory]
    [InlineData("procedures", "2/11: right thoracentesis.", "date", "2026-02-11", false)]
    [InlineData("procedures", "2/12: right thoracentesis.", "date", "2026-02-11", true)]
    [InlineData("procedures", "11 Feb 2026: right thoracentesis.", "date", "2026-02-11", false)]
    [InlineData("procedures", "2/11/25: right thoracentesis.", "date", "2026-02-11", true)]
    [InlineData("procedures", "right thoracentesis.", "laterality", "left", true)]
    [InlineData("procedures", "right thoracentesis.", "laterality", "right", false)]
    [InlineData("allergies", "Penicillin (hives).", "substance", "cefazolin", true)]
    [InlineData("followUp", "Cardiology in 2 weeks.", "when", "in 3 weeks", true)]
    [InlineData("followUp", "Cardiology in 2 weeks.", "with", "Cardiology", false)]
    [InlineData("conflicts", "Notes disagree.", "about", "dose", false)]
    public void Another_row(string section, string text, string part, string value, bool atOdds) => Assert.Equal(atOdds, IsAtOdds(section, text, (part, value)));
}
