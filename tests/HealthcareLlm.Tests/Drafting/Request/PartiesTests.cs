namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Who is who, and what the request as a whole says, where forms and letters have ways of their own.</summary>
public class PartiesTests
{
    [Fact]
    public void Labels_under_their_values_with_combs_and_boxes_without_a_question()
    {
        var packet = new Packet(
"""
            Harbor Mutual Health Plan
            Surgical approval request form

            W  7  7  2  1  0  4  5     0  3  1  1  1  9  5  8    4417
            Member identification      Date of birth MMDDYYYY    Group

            Rosa T Lindqvist                   (555) 010-2211
            Member's name                      Daytime telephone

            [ ] Male   [x] Female    [ ] Medicare   [x] Commercial
            [ ] Initial request   [x] Renewal

            Peter Oakes, MD                    Otolaryngology
            Ordering practitioner              Specialty

            1234567893                         98-7654321
            Ordering practitioner's NPI        Tax identification number

            (555) 010-3344                     (555) 010-3345
            Office telephone                   Office fax

            Bayview Surgical Pavilion
            Surgical facility

            1992999999
            Surgical facility's NPI
            """);
        packet.Has(
            ("patient.memberId", "W7721045"), ("patient.birthDate", "1958-03-11"), ("patient.name", "Rosa T Lindqvist"), ("patient.phone", "5550102211"),
            ("patient.sex", "female"), ("coverage.lineOfBusiness", "commercial"), ("request.type", "renewal"),
            ("requestingProvider.name", "Peter Oakes"), ("requestingProvider.specialty", "Otolaryngology"), ("requestingProvider.npi", "1234567893"),
            ("requestingProvider.taxId", "987654321"), ("requestingProvider.phone", "5550103344"), ("requestingProvider.fax", "5550103345"),
            ("servicingProvider.name", "Bayview Surgical Pavilion"), ("servicingProvider.npi", "1992999999"));
    }

    [Fact]
    public void A_letter_tells_who_bears_which_npi_and_whose_numbers_stand_where()
    {
        var packet = new Packet(
"""
            Oak Hollow Pulmonary Associates
            12 Mill Lane, Oakton, VT 05999 - phone 555-010-7000 - fax 555-010-7001

            April 14, 2026
            Summit Teamsters Trust, Clinical Review
            Re: Walter Brandeis, born 02/09/1949, member STT-4471-20

            Dear Reviewer:
            I ask you to approve a sleep study for Mr. Brandeis, a 77-year-old man, as an outpatient at
            Oakton Sleep Center (NPI 1992999999). He was seen by Dr. Ines Varga (NPI 1245319599).
            Please treat this as a routine request.

            Sincerely,
            J Wh
            Judith Whitaker, MD - Pulmonary Medicine
            NPI 1234567893 - office 555-010-7100 - fax 555-010-7101

            cc: Dr. Ines Varga, phone 555-010-9999
            """);
        packet.Has(
            ("patient.name", "Walter Brandeis"), ("patient.memberId", "STT447120"), ("patient.sex", "male"), ("coverage.payer", "Summit Teamsters Trust"),
            ("requestingProvider.name", "Judith Whitaker"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.specialty", "Pulmonary Medicine"),
            ("requestingProvider.phone", "5550107100"), ("requestingProvider.fax", "5550107101"), ("requestingProvider.signature", "signed"),
            ("servicingProvider.name", "Oakton Sleep Center"), ("servicingProvider.npi", "1992999999"),
            ("request.date", "2026-04-14"), ("request.urgency", "standard"), ("request.setting", "outpatient"));
    }

    [Fact]
    public void A_sheet_of_labels_beside_values_with_companies_and_a_signature_line()
    {
        var packet = new Packet(
"""
            Home Infusion Authorization Request     Cedar Valley Health
            Member           Ines Abernathy         Date of birth     09/30/1971
            Member identifier  CVH3320118           Sex               [x] F  [ ] M
            Subscriber       Tom Abernathy, her father
            Prescribed by    Omar Lindgren, MD, Infectious Disease     Prescriber NPI   1234567893
            Prescriber phone   (555) 010-6010         Prescriber fax    (555) 010-6011
            Infusion company   Larch Home Infusion    Company NPI       1992999999
            Weight           64.5 kg                Place             [x] Home  [ ] Clinic
            Decision wanted  [ ] Fast  [x] Standard     Kind of request   [x] Initial  [ ] Renewal
            HCPCS   Drug          Qty   Start
            J0696   ceftriaxone   28    05/04/2026

            Prescriber   Olgn   Date 04/30/2026
            """);
        packet.Has(
            ("patient.name", "Ines Abernathy"), ("patient.memberId", "CVH3320118"), ("patient.sex", "female"), ("patient.weight", "64.5 kg"),
            ("coverage.payer", "Cedar Valley Health"), ("coverage.subscriberName", "Tom Abernathy"), ("coverage.relationship", "child"),
            ("requestingProvider.name", "Omar Lindgren"), ("requestingProvider.specialty", "Infectious Disease"), ("requestingProvider.npi", "1234567893"),
            ("requestingProvider.signature", "signed"), ("servicingProvider.name", "Larch Home Infusion"), ("servicingProvider.npi", "1992999999"),
            ("request.date", "2026-04-30"), ("request.urgency", "standard"), ("request.type", "initial"), ("request.setting", "home"));
    }

    [Fact]
    public void An_empty_signature_line_is_unsigned_and_a_plan_of_treatment_is_no_payer()
    {
        var packet = new Packet(
"""
            Prior Authorization Request Form
            Patient: Mara Quill           DOB: 01/02/1990     Member ID: QQ1234567
            Clinician: Dana Frost, PsyD   NPI: 1234567893
            Phone: 555-010-1212           CPT: 90837          Units: 12
            Diagnosis: F33.1              Review: [ ] Urgent  [x] Standard

            Clinician ____________________   Date __________
            """,
"""
            Progress note 03/01/2026
            Patient: Mara Quill   DOB: 01/02/1990
            Her sister is a 40-year-old woman with asthma.
            Plan: start weekly therapy. If it fails, medication.
            """);
        packet.Has(("requestingProvider.name", "Dana Frost"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.signature", "unsigned"),
            ("coverage.payer", null), ("patient.sex", null), ("request.urgency", "standard"), ("requestingProvider.phone", "5550101212"));
    }

    [Fact]
    public void Two_columns_of_parties_and_an_id_whose_last_letter_stands_apart()
    {
        var packet = new Packet(
"""
            Durable Medical Equipment - Request for Coverage Decision
            Sent to: Granite Peak Health Plan          From: Ashby Family Medicine

            Member                                   Supplier
            Full name      Ottavia Brenneman         Business name  Alpine Mobility LLC
            Born           8 March 1952              NPI            1992999999
            Plan ID        GPH 7720 4416 B           Telephone      555-010-4455
            Sex            F                         Fax            555-010-4456
            Tel.           555-010-2020

            Ordering practitioner                    Request
            Full name      Rufus Delgado, PA-C       Dated          05/11/2026
            NPI            1234567893                Kind           First request
            Telephone      555-010-6060              Speed          Standard
            Fax            555-010-6061              Used at        Home

            Practitioner's signature  R. Delgado PA-C     05/11/2026
            """);
        packet.Has(
            ("coverage.payer", "Granite Peak Health Plan"), ("patient.name", "Ottavia Brenneman"), ("patient.memberId", "GPH77204416B"), ("patient.phone", "5550102020"),
            ("patient.sex", "female"), ("servicingProvider.name", "Alpine Mobility LLC"), ("servicingProvider.npi", "1992999999"),
            ("requestingProvider.name", "Rufus Delgado"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.phone", "5550106060"), ("request.type", "initial"));
    }

    [Fact]
    public void Questions_that_ask_who_is_who()
    {
        var packet = new Packet(
"""
            MAPLEWOOD COMMUNITY PLAN                                   UM Fax: 555-010-0001
            Questionnaire: Continuous Glucose Monitor

            1. Who is the member?  Tobias Achterberg
            2. When was the member born?  07/19/1966
            3. What is the member's ID?  MCP-00-77123
            4. Is the member male or female?  Male
            5. Who is ordering?  Lena Quist, NP     Their NPI?  1234567893
            6. Office phone: 555-010-4000    Office fax: 555-010-4001
            7. Which supplier will deliver?  Ridgeline Diabetes Supply    Supplier's NPI? 1992999999
            8. Is this urgent? [ ] Yes [x] No
            9. Is this a new request or a renewal?  [x] New  [ ] Renewal
            10. Date of this request: 05/01/2026
            Signed: Lena Quist, NP
            """);
        packet.Has(
            ("patient.name", "Tobias Achterberg"), ("patient.memberId", "MCP0077123"), ("patient.sex", "male"), ("patient.phone", null),
            ("requestingProvider.name", "Lena Quist"), ("requestingProvider.npi", "1234567893"), ("requestingProvider.phone", "5550104000"),
            ("servicingProvider.name", "Ridgeline Diabetes Supply"), ("servicingProvider.npi", "1992999999"), ("request.urgency", "standard"));
    }

    [Fact]
    public void Headings_with_remarks_over_values_and_a_date_of_signing_that_signs_nothing()
    {
        var packet = new Packet(
"""
                                     BEHAVIORAL HEALTH AUTHORIZATION
            Insurance company                          Date submitted
            Fernwood Employee Benefit Trust            02/27/2026
            Client's legal name (last, first, middle)  Client's birthdate      Insurance ID number
            Marchetti-Olsen, Freya Anne                10-14-2007              FEB00417723
            Policyholder                               Relationship of client to policyholder
            Lars Olsen                                 Daughter
            Referring clinician and credentials        Clinician NPI           Clinician phone
            Dr. Naomi Castellane, PsyD                 1234567893              555.010.9191
            Treatment program                          Program NPI             Program fax
            Stillwater Day Program                     1992999999              555.010.9292
            Level of care                              Type of review          Review speed
            Outpatient                                 Initial                 Urgent
            Reason for urgent review
            Self-harm last week
            Date signed
                                                       02/27/2026
            """);
        packet.Has(
            ("patient.name", "Freya Anne Marchetti-Olsen"), ("patient.memberId", "FEB00417723"), ("coverage.payer", "Fernwood Employee Benefit Trust"),
            ("coverage.relationship", "child"), ("requestingProvider.name", "Naomi Castellane"), ("requestingProvider.npi", "1234567893"),
            ("servicingProvider.name", "Stillwater Day Program"), ("servicingProvider.npi", "1992999999"), ("requestingProvider.signature", null));
    }

    [Fact]
    public void TheNumberOfWhoReferredIsNotThatOfWhoOrders()
    {
        const string head = "ORDER REQUISITION FOR PRIOR AUTHORIZATION\nPatient: Kirsten Brandvold   DOB: 02/16/1974   Member ID: DPH220917743\nOrder: Capsule endoscopy [91110]\n";
        new Packet(head + "Ordering provider: Imhoff, Leopold T, MD\nReferred by: Rourke, Desmond, DO   Referring NPI: 1125927156\n").Has(("requestingProvider.name", "Leopold T Imhoff"), ("requestingProvider.npi", null));
        // Who refers and nobody else asks for it.
        new Packet(head + "Referring provider: Rourke, Desmond, DO   Referring NPI: 1125927156\n").Has(("requestingProvider.npi", "1125927156"));
    }
}
