using HealthcareLlm.Drafting;

namespace HealthcareLlm.Tests.Drafting.Request;

public class RequestDrafterTests
{
    [Fact]
    public void Sections_tell_three_names_and_two_npis_apart()
    {
        var packet = new Packet(
"""
                                 NORTHLAKE HEALTH PLAN
                          PRIOR AUTHORIZATION REQUEST FORM
            Fax completed form to: 555-010-9999

            SECTION A: MEMBER INFORMATION
            Name: Jane A. Roe                      DOB: 03/04/1961
            Member ID: NLH 443-218-90              Group #: 88-120
            Phone: (555) 010-2345                  Sex: [ ] M  [x] F
            Address: 12 Elm Street, Springfield, IL 62701

            SECTION B: REQUESTING PROVIDER
            Name: Alan Smith, MD                   NPI: 1234567893
            Specialty: Orthopedics                 Tax ID: 12-3456789
            Phone: 555-010-1111                    Fax: 555-010-1112

            SECTION C: SERVICING FACILITY
            Name: Lakeside Surgery Center          NPI: 1992999999
            Phone: 555-010-3333

            SECTION D: SERVICES REQUESTED
            Review type: [x] Standard  [ ] Expedited
            Place of service: [ ] Office  [x] Outpatient hospital  [ ] Inpatient
            CPT/HCPCS   Description                         Modifier   Units   From         To
            29881       Arthroscopy, knee, surgical         RT         1       04/01/2026   04/01/2026
            97110       Therapeutic exercises               GP         12      04/08/2026   05/20/2026

            Primary Diagnosis: M23.221 Derangement of posterior horn of medial meniscus, right knee
            Secondary Diagnosis: M17.11

            Signature: ______________________     Date: 03/20/2026
            """);
        packet.Has(
            ("patient.name", "Jane A Roe"), ("patient.birthDate", "1961-03-04"), ("patient.memberId", "NLH44321890"), ("patient.sex", "female"),
            ("requestingProvider.name", "Alan Smith"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.phone", "5550101111"),
            ("requestingProvider.signature", "unsigned"), ("servicingProvider.name", "Lakeside Surgery Center"), ("servicingProvider.npi", "1992999999"),
            ("request.urgency", "standard"), ("request.setting", "outpatient"), ("request.services[0].code", "29881"), ("request.services[0].quantity", "1"),
            ("request.services[1].code", "97110"), ("request.services[1].quantity", "12"), ("request.services[1].endDate", "2026-05-20"),
            ("diagnoses[0].code", "M23.221"), ("diagnoses[1].code", "M17.11"), ("request.services[2].code", null));
    }

    [Fact]
    public void Values_below_their_labels_two_columns_and_a_table_of_what_failed()
    {
        var packet = new Packet(
"""
            Prior Authorization Form - Medications

            1. PATIENT NAME (Last, First, MI)    2. DATE OF BIRTH      3. SEX
            Doe, John Q                          July 4, 1975          Male

            4. MEMBER ID                         5. PLAN NAME          6. GROUP NO.
            W88812345                            Acme Choice PPO       4471

            PRESCRIBER INFORMATION                          PHARMACY INFORMATION
            Prescriber Name: Maria Lopez MD                 Pharmacy Name: Corner Drugs
            NPI #: 1245319599                               Phone: 555-010-7777
            Office Phone: 555-010-8888                      Fax: 555-010-7778
            Office Fax: 555-010-8889

            MEDICATION REQUESTED
            Drug name: Adalimumab (Humira)
            Strength: 40 mg/0.4 mL
            Route: subcutaneous
            Frequency: every other week
            Quantity: 2 pens            Days Supply: 28
            Refills: 5
            Duration: 6 months
            NDC: 00074-0243-02          HCPCS: J0135
            Start date: 4/1/2026

            [ ] New therapy   [x] Continuation of therapy
            Is this request urgent?  [ ] Yes  [x] No

            Diagnosis: Rheumatoid arthritis          ICD-10: M05.79

            MEDICATIONS TRIED AND FAILED
            Drug                 Dates               Outcome
            Methotrexate 15 mg   01/2024 - 06/2024   Failed - no response
            Sulfasalazine        07/2024 - 09/2024   Stopped for nausea
            Hydroxychloroquine   10/2024 - 01/2025   Inadequate response

            Allergies: penicillin, sulfa
            Current medications: prednisone 5 mg daily; folic acid 1 mg daily

            Electronically signed by Maria Lopez, MD on 03/22/2026
            """);
        packet.Has(
            ("patient.name", "John Q Doe"), ("patient.birthDate", "1975-07-04"), ("patient.memberId", "W88812345"), ("coverage.payer", "Acme Choice PPO"),
            ("requestingProvider.npi", "1245319599"), ("requestingProvider.phone", "5550108888"), ("requestingProvider.fax", "5550108889"),
            ("request.type", "renewal"), ("request.urgency", "standard"), ("request.services[0].code", "J0135"), ("request.services[0].ndc", "00074024302"),
            ("request.services[0].quantity", "2"), ("diagnoses[0].code", "M05.79"), ("clinical.priorTreatments[1].treatment", "Sulfasalazine"),
            ("clinical.priorTreatments[1].outcome", "intolerant"), ("clinical.priorTreatments[2].endDate", "2025-01"), ("clinical.allergies[1]", "sulfa"));
    }

    [Fact]
    public void A_letter_gives_what_it_asks_for_and_not_what_it_denies()
    {
        var packet = new Packet(
"""
            Lakeside Rheumatology Associates
            100 Main Street, Suite 4, Springfield, IL 62701
            Phone: 555-010-4000   Fax: 555-010-4001

            March 12, 2026

            Northlake Health Plan
            Attn: Utilization Management

            RE: Jane Roe
            DOB: 03/04/1961
            Member ID: NLH44321890
            Reference #: PA-77120

            To Whom It May Concern:

            I am writing on behalf of my patient, Jane Roe, to request prior authorization for infliximab (J1745) 5 mg/kg IV every 8 weeks for 12 months. Ms. Roe has Crohn's disease of the small intestine (ICD-10 K50.00). She denies rheumatoid arthritis. Her mother had ulcerative colitis (K51.90).

            She failed azathioprine from January 2024 to June 2024 and was intolerant to mesalamine because of rash.
            Because of the risk of bowel obstruction, we ask for an expedited review.

            Sincerely,

            Peter Kim, MD
            Gastroenterology
            NPI 1234567893
            """);
        packet.Has(
            ("patient.name", "Jane Roe"), ("request.services[0].code", "J1745"), ("request.services[0].dose", "5 mg/kg"), ("diagnoses[0].code", "K50.00"),
            ("diagnoses[1].code", null), ("request.urgency", "expedited"), ("requestingProvider.name", "Peter Kim"), ("request.date", "2026-03-12"));
    }

    [Theory]
    [InlineData("Jane Roe", "03/04/1961", 0)] // the patient
    [InlineData("ROE, JANE", "03/04/1961", 0)] // swapped
    [InlineData("Jane Marlowe", "03/04/1961", 0)] // another last name, the same birth date
    [InlineData("Jane Roe", "03/04/1967", 0)] // one digit misread
    [InlineData("Brielle Okafor", "05/17/1988", 1)]
    public void A_page_is_set_aside_by_another_name_and_another_birth_date(string name, string birth, int aside)
    {
        var packet = new Packet(
            "PRIOR AUTHORIZATION REQUEST FORM\nPatient Name: Jane Roe  DOB: 03/04/1961\nMember ID: ABC123456  Plan: Acme Health\nProvider Name: Al Smith MD  NPI: 1234567893\nCPT: 73721  Units: 1\nDate of Service: 04/01/2026\nICD-10: M17.11\n",
            $"PROGRESS NOTE\nPatient: {name}  DOB: {birth}\nAllergies: penicillin\n");
        Assert.Equal(aside, packet.Patient.SetAside.Length);
        Assert.Equal(aside == 0 ? "penicillin" : null, packet["clinical.allergies[0]"]);
    }

    [Fact]
    public void A_bad_check_digit_is_doubted_and_a_look_alike_is_mended_where_it_decides()
    {
        Assert.Equal(Doubt.CheckDigit, new Packet("Requesting Provider NPI: 1234567890\n").Of("requestingProvider.npi").Single().Candidate.Doubt);
        var mended = new Packet("Requesting Provider NPI: l234567893\n").Of("requestingProvider.npi").Single().Candidate;
        Assert.Equal(("1234567893", true, Doubt.None), (mended.Value, mended.Repaired, mended.Doubt));
    }

    [Fact]
    public void An_empty_urgent_box_says_nothing_and_two_marked_boxes_are_doubted()
    {
        Assert.Empty(new Packet("PRIOR AUTHORIZATION REQUEST\nReview:  [ ] Urgent\n").Of("request.urgency"));
        Assert.All(new Packet("PRIOR AUTHORIZATION REQUEST\nReview: [x] Standard  [x] Urgent\n").Of("request.urgency"), c => Assert.Equal(Doubt.SeveralMarked, c.Candidate.Doubt));
        Assert.Equal("expedited", new Packet("PRIOR AUTHORIZATION REQUEST\nIs this request urgent?  [x] Yes  [ ] No\n")["request.urgency"]);
    }

    [Fact]
    public void A_voided_page_and_a_form_that_was_corrected_are_not_requested()
    {
        string form = "PRIOR AUTHORIZATION REQUEST FORM\nPatient Name: Jane Roe  DOB: 03/04/1961\nMember ID: ABC123456\nProvider NPI: 1234567893\nCPT Code: {0}  Units: {1}\n";
        string old = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, "70551", "1");
        string current = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, "73721", "2");
        new Packet("VOID\n" + old, current).Has(("request.services[0].code", "73721"), ("request.services[1].code", null));
        new Packet(old, "CORRECTED REQUEST\n" + current).Has(("request.services[0].code", "73721"), ("request.services[0].quantity", "2"), ("request.services[1].code", null));
    }

    [Fact]
    public void Labels_under_their_values_and_quantities_in_words()
    {
        var packet = new Packet(
            "PRIOR AUTHORIZATION\n\nJane Roe              03/04/1961\nPatient name          Birth date\n\nABC123456             77120\nMember number         Group\n\nPhysical therapy      97110      12 visits over 6 weeks\nService requested     CPT        Quantity\n");
        packet.Has(("patient.name", "Jane Roe"), ("patient.birthDate", "1961-03-04"), ("patient.memberId", "ABC123456"), ("coverage.groupNumber", "77120"), ("request.services[0].code", "97110"), ("request.services[0].quantity", "12"), ("request.services[0].unit", "visits"), ("request.services[0].duration", "6 weeks"));
    }

    [Fact]
    public void Form_and_note_that_differ_on_the_member_id_both_stand_as_candidates()
    {
        var packet = new Packet(
            "PRIOR AUTHORIZATION REQUEST FORM\nPatient Name: Jane Roe  DOB: 03/04/1961\nMember ID: ABC123456\nProvider NPI: 1234567893\nCPT: 73721  Units: 1\n",
            "PROGRESS NOTE\nPatient: Jane Roe  DOB: 03/04/1961  Member ID: ABC123465\n");
        var candidates = packet.Of("patient.memberId").ToList();
        Assert.Equal(2, candidates.Count);
        Assert.True(candidates[0].Candidate.Score - candidates[1].Candidate.Score < 0.15);
    }

    [Fact]
    public void A_megabyte_of_hostile_text_is_survived()
    {
        string hostile = string.Concat(Enumerable.Repeat("NPI: 12 - 34 failed (x, and [x] Name: A.B-C/", 4000)) + new string('1', 200_000) + new string('(', 200_000) + string.Concat(Enumerable.Repeat("request for a ", 30_000));
        _ = new Packet(hostile);
    }
}
