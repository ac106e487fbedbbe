using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;

namespace HealthcareLlm.Tests.ClinicalText.Assertions;

public class AssertionJudgeTests
{
    /// <summary>n negated, ? possible, h historical, y hypothetical, o another person's, empty for a fact of now.</summary>
    [Theory]
    // A list under one denial, and where it ends.
    [InlineData("Denies chest pain, dyspnea, or [fever].", "n")]
    [InlineData("No fever but [cough] for two days.", "")]
    [InlineData("No murmurs, rubs or [gallops].", "n")]
    [InlineData("In no acute [distress], alert.", "n")]
    [InlineData("No acute distress, [alert] and oriented.", "")]
    [InlineData("He denies fever; [cough] is worse.", "")]
    [InlineData("Denies fever. Has [cough].", "")]
    [InlineData("ROS: (-) fever (+) [cough]", "")]
    [InlineData("ROS: (+) cough (-) [fever]", "n")]
    [InlineData("ROS: +cough -[fever] -chills", "n")]
    [InlineData("ROS: +[cough] -fever", "")]
    [InlineData("[Fever]: No", "n")]
    [InlineData("Fever: No  [Cough]: Yes", "")]
    [InlineData("[Chest pain]: denies", "n")]
    [InlineData("Neck: no [masses]", "n")]
    [InlineData("neg for [fever], chills", "n")]
    [InlineData("Denies:\n- fever\n- [chills]", "n")]
    [InlineData("She denies difficulty with chest pain or [edema].", "n")]
    [InlineData("He denies any problems with shortness of breath, chest pain, [nausea].", "n")]
    [InlineData("He denies problems with his [diabetes].", "")]
    [InlineData("Specifically denies chest pain, heart attack, [stroke], or asthma.", "n")]
    [InlineData("Denies chest pain, heart rate 110, [tachycardia] on the monitor.", "")]
    [InlineData("Denies chest pain, left arm [numbness], or dyspnea.", "n")]
    [InlineData("No acute infarct, chronic small vessel [disease].", "")]
    [InlineData("No acute infarct, chronic [ischemia] and no bleed or shift.", "")]
    [InlineData("No fracture, mild [arthritis] at L4 or L5.", "")]
    [InlineData("Denies chest pain, mild [cough] today.", "")]
    [InlineData("He was no longer having any signs of agitation or [confusion].", "n")]
    [InlineData("She has not had leg swelling, cough, shortness of breath, or [chest pain].", "n")]
    // Words of denial that deny something else.
    [InlineData("No change in the [effusion].", "")]
    [InlineData("Gram negative [sepsis].", "")]
    [InlineData("Not only [pneumonia] but effusion.", "")]
    [InlineData("Walks without difficulty, [arthritis] is mild.", "")]
    [InlineData("[Pneumonia] not ruled out.", "?")]
    [InlineData("[PE] was ruled out.", "n")]
    [InlineData("Ruled in for [MI].", "")]
    [InlineData("[Pneumonia] is unlikely.", "n")]
    // Supposed.
    [InlineData("r/o [PE]", "?")]
    [InlineData("Cannot exclude [pneumonia].", "?")]
    [InlineData("[Pneumonia] versus edema.", "?")]
    [InlineData("Suspected [appendicitis].", "?")]
    [InlineData("? [appendicitis]", "?")]
    // Conditional and planned.
    [InlineData("Return if you develop [fever].", "y")]
    [InlineData("Call your doctor if you have:\n- fever\n- [chest pain]\n- bleeding", "y")]
    [InlineData("Should [bleeding] develop, stop the drug.", "y")]
    [InlineData("Tylenol as needed for [pain].", "y")]
    [InlineData("Monitor for [bleeding].", "y")]
    [InlineData("At risk of [falls].", "y")]
    [InlineData("[DVT] prophylaxis with heparin.", "y")]
    [InlineData("Given heparin for [DVT].", "")]
    // Past.
    [InlineData("h/o [stroke], now with cough.", "h")]
    [InlineData("h/o stroke, now with [cough].", "")]
    [InlineData("55-year-old with history of hypertension, [diabetes] presents with cough.", "h")]
    [InlineData("55-year-old with history of hypertension presents with [cough].", "")]
    [InlineData("3 day history of [cough].", "")]
    [InlineData("[Pneumonia] in 2019.", "h")]
    [InlineData("[Stroke] 10 years ago.", "h")]
    [InlineData("[Rash], resolved.", "h")]
    [InlineData("PMH: [gout], asthma", "h")]
    [InlineData("Since her 60's she has had [gout].", "")]
    [InlineData("In 2011 she had a [stroke].", "h")]
    [InlineData("2013: [colon cancer]", "h")]
    [InlineData("Compared to 2023 the [effusion] is new.", "")]
    [InlineData("[Arthritis] since 2010, worse now.", "")]
    [InlineData("As a child she had [eczema].", "h")]
    [InlineData("As a child she had eczema, now she has [hives].", "")]
    [InlineData("Gout, CABG in 2014, [cough].", "")]
    [InlineData("[Nausea] resolved with ondansetron.", "")]
    [InlineData("S/p [laparotomy] 11/03.", "")]
    [InlineData("Past history is notable for [fibrillation].", "h")]
    [InlineData("Last attack of [podagra] in the spring.", "h")]
    [InlineData("Date: 03/04/2026. Seen 03/03/2026. [Pneumonia] in 2026.", "")]
    // Others.
    [InlineData("Mother had [breast cancer].", "o")]
    [InlineData("Mother reports that he has [fever].", "")]
    [InlineData("Family History: [gout], stroke", "o")]
    [InlineData("FH: no [gout]", "no")]
    [InlineData("Her roommate has [influenza].", "o")]
    [InlineData("[Diabetes] in his father.", "o")]
    [InlineData("Mother had gout, the patient has [asthma].", "")]
    [InlineData("He worries about his wife's [dementia].", "o")]
    [InlineData("Mother noticed his [dementia].", "")]
    // Boxes.
    [InlineData("[ ] [Diabetes]  [x] Asthma", "n")]
    [InlineData("[ ] Diabetes  [x] [Asthma]", "")]
    [InlineData("[Diabetes]: [ ] Yes [x] No", "n")]
    [InlineData("[Diabetes]: [x] Yes [ ] No", "")]
    [InlineData("[Diabetes]: [ ] Yes [ ] No", "?")]
    public void What_is_said(string marked, string expected)
    {
        var (text, span) = Notes.Marked(marked);
        var a = AssertionJudge.Judge(text, span);
        string said = (a.Polarity switch { Polarity.Negated => "n", Polarity.Possible => "?", _ => string.Empty })
            + (a.Temporality switch { Temporality.Historical => "h", Temporality.Hypothetical => "y", _ => string.Empty })
            + (a.Experiencer == Experiencer.Other ? "o" : string.Empty);
        Assert.True(expected == said, marked + " → " + said + " by " + string.Join(", ", a.Rules));
    }
}
