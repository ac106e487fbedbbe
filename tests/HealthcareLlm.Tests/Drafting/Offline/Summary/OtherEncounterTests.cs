namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>Short stays of other wards in other house styles, each with its traps.</summary>
public sealed class OtherEncounterTests
{
    [Fact]
    public void Orthopaedics_without_a_discharge_list()
    {
        var stay = Encounter.Of(
            """
            ED NOTE 03/10/2026 11:20
            CC: fall, hip pain
            HPI: 82F slipped on ice, pain in the left hip, could not stand. No head injury.
            PMH: hypothyroidism, osteoporosis
            Meds: levothyroxine 50 mcg daily, alendronate 70 mg weekly
            Allergies: penicillin (anaphylaxis)
            XR hip: displaced left femoral neck fracture.
            A/P: left hip fracture, ortho to admit.
            """,
            """
            OPERATIVE REPORT
            DATE OF PROCEDURE: 03/11/2026
            SURGEON: Thaddeus Okafor, MD
            PREOPERATIVE DIAGNOSIS: Left femoral neck fracture
            PROCEDURE PERFORMED: Left hip hemiarthroplasty
            COMPLICATIONS: None
            """,
            """
            Ortho progress note POD#1 3/12/26
            s/p right hip hemiarthroplasty. Pain ok. Hgb 9.2, given 1 unit PRBC.
            A/P: WBAT, PT, enoxaparin 40 mg SC daily. Continue levothyroxine.
            """,
            """
            CASE MANAGEMENT NOTE 03/13/2026
            Accepted at Birchwood SNF. Ortho clinic Dr. Okafor 03/27/2026, staples out then.
            """,
            """
            DISCHARGE ORDERS 03/14/2026
            Discharge to: Birchwood SNF
            Discharge on enoxaparin 40 mg SC daily x 28 days and oxycodone 5 mg PO q6h prn.
            Hold alendronate until seen by PCP. Resume home medications otherwise.
            No driving. Keep incision dry. Call for fever or drainage.
            DNR confirmed with patient.
            """);
        stay.IsSound();
        stay.Has("procedures", "left hip hemiarthroplasty", "2026-03-11", "Okafor");
        stay.Has("conflicts", "laterality", "right hip", "left hip");
        stay.Has("dischargeMedications", "enoxaparin", "40 mg", "28 days", "new");
        stay.Has("dischargeMedications", "alendronate", "held");
        stay.Has("dischargeMedications", "levothyroxine", "continued");
        stay.Has("allergies", "penicillin", "anaphylaxis");
        stay.Has("encounter", "Birchwood SNF");
        stay.Has("followUp", "Okafor", "2026-03-27");
        stay.Has("codeStatus", "DNR");
    }

    [Fact]
    public void Psychiatry_in_one_document_of_several_notes()
    {
        var stay = Encounter.Of(
            """
            INITIAL PSYCHIATRIC EVALUATION
            Date of service: 01/05/2026 10:00
            Author: Dr. Saffron Willoughby
            Chief complaint: "I can't sleep."
            HPI: 29M with bipolar disorder brought by his brother after five days without sleep and reckless spending. Stopped lithium in December. Denies suicidal ideation.
            Family history: father with schizophrenia, sister with depression.
            Allergies: NKDA
            Home medications: lithium 600 mg BID (not taking), sertraline 100 mg daily
            Assessment: bipolar I disorder, current episode manic.
            Plan: stop sertraline because of mania. Restart lithium 300 mg BID.
            -----------------------------------------
            PROGRESS NOTE
            Date: 01/08/2026 09:30
            Author: Dr. Saffron Willoughby
            Sleeping 6 hours, less pressured. Lithium increased to 450 mg BID. Lithium level 0.6 on 01/08.
            If agitated, consider haloperidol 5 mg IM.
            -----------------------------------------
            DISCHARGE SUMMARY
            Date: 01/12/2026 15:00
            Discharge diagnosis: Bipolar I disorder, manic episode, improved.
            Discharge medications: lithium 450 mg PO BID. Stop sertraline.
            Mental status: alert, euthymic, no suicidal ideation.
            Follow up with Dr. Pemberton, outpatient psychiatry, 01/19/2026. Lithium level in 1 week.
            Return if sleepless for two nights or with thoughts of self-harm.
            Disposition: home with brother
            """);
        stay.IsSound();
        stay.Has("encounter", "2026-01-12");
        stay.Has("principalDiagnosis", "bipolar");
        stay.Lacks("secondaryDiagnoses", "schizophrenia|depression");
        stay.Has("dischargeMedications", "lithium", "450 mg", "changed");
        stay.Has("dischargeMedications", "sertraline", "stopped");
        stay.Lacks("dischargeMedications", "haloperidol");
        stay.Has("allergies", "NKDA");
        stay.Has("followUp", "Pemberton", "2026-01-19");
        stay.Has("conditionAtDischarge", "alert");
    }

    [Fact]
    public void Nothing_in_gives_nothing_out()
    {
        Assert.Empty(Encounter.Of(string.Empty).Draft.Statements);
        Assert.Empty(Encounter.Of("\f\f", "   ").Draft.Statements);
    }

    [Fact]
    public void The_same_notes_give_the_same_draft_in_any_order()
    {
        const string first = "PROGRESS NOTE 02/01/2026\nA/P:\n1. Pneumonia: started ceftriaxone 1 g IV daily.\n";
        const string second = "PROGRESS NOTE 02/02/2026\nA/P:\n1. Pneumonia: improved, weaned to room air.\n";
        Assert.Equal(Encounter.Of(first, second).Draft.Statements.Select(s => s.Text), Encounter.Of(second, first).Draft.Statements.Select(s => s.Text));
    }
}
