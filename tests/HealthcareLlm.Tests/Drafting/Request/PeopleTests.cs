namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>The patient, the subscriber and the coverage on lay-outs of any maker.</summary>
public class PeopleTests
{
    [Fact]
    public void Labels_run_into_their_values_under_a_title_that_names_the_party()
    {
        new Packet(
"""
            ADMISSION APPROVAL SHEET

            1. COVERED PERSON
            Name LINDQVIST,  ROSA T
            Birth date 03/11/1958   Sex Female   Phone 555-010-2211
            Contract no. HMT 90144527   Group SD-118
            Plan Harbor Teachers Benefit Trust
            2. ADMISSION
            Admit date 10/06/2026
            """).Has(
            ("patient.name", "ROSA T LINDQVIST"), ("patient.birthDate", "1958-03-11"), ("patient.memberId", "HMT90144527"), ("patient.phone", "5550102211"),
            ("coverage.groupNumber", "SD-118"), ("coverage.payer", "Harbor Teachers Benefit Trust"));
    }

    [Fact]
    public void People_side_by_side_keep_what_is_theirs()
    {
        new Packet(
"""
            REGISTRATION SHEET                       Oakton Digestive Group

            PATIENT                                  GUARANTOR                           EMERGENCY CONTACT
            Name     Brandeis, Tilda                 Name     Brandeis, Agnes            Name     Oakes, Peter
            DOB      08/23/2003                      DOB      12/01/1974                 Phone    555-010-0114
            Cell     555-010-0112                    Phone    555-010-0113               Relation Uncle

            PRIMARY COVERAGE                         SECONDARY COVERAGE
            Plan       Summit Preferred PPO          Plan       Oakton Open Health
            Member ID  SPP 6620-41187                Member ID  OOH2290441
            """).Has(
            ("patient.name", "Tilda Brandeis"), ("patient.birthDate", "2003-08-23"), ("patient.phone", "5550100112"), ("patient.memberId", "SPP662041187"), ("coverage.payer", "Summit Preferred PPO"));
    }

    [Fact]
    public void Captions_right_of_the_lines_that_hold_the_values()
    {
        new Packet(
"""
            Insurance clearance wanted

            Tilda Brandeis                     name of patient
            08/23/2003                         birth date
            SPP 6620 41187                     identification no.
            70-4418B                           group
            555-010-0112                       patient's phone
            Corinne Brandeis (wife)            policy holder
            """).Has(
            ("patient.name", "Tilda Brandeis"), ("patient.birthDate", "2003-08-23"), ("patient.memberId", "SPP662041187"), ("coverage.groupNumber", "70-4418B"),
            ("patient.phone", "5550100112"), ("coverage.subscriberName", "Corinne Brandeis"), ("coverage.relationship", "spouse"));
    }

    [Theory]
    [InlineData("Enrollee is her:   spouse", "spouse")]
    [InlineData("Is the patient the cardholder?  [x] Yes  [ ] No", "self")]
    [InlineData("Patient is policyholder's:   [ ] self  [x] child", "child")]
    public void Relations_in_words_of_any_form(string line, string relation)
    {
        new Packet($"Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\n{line}\nMember ID: SPP662041187\n").Has(("coverage.relationship", relation));
    }

    [Fact]
    public void Whether_the_patient_is_the_cardholder_denied_or_unmarked_says_nothing()
    {
        new Packet("Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nIs the patient the cardholder?  [ ] Yes  [x] No\nMember ID: SPP662041187\n").Has(("coverage.relationship", null));
        new Packet("Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nIs the patient the cardholder?  [ ] Yes  [ ] No\nMember ID: SPP662041187\n").Has(("coverage.relationship", null));
    }

    [Fact]
    public void The_payer_at_the_head_of_its_form_and_its_programme_in_its_name()
    {
        var packet = new Packet("SALT CREEK MEDICAID PLAN     Fax to 555-010-9000\nPrior approval request\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nMember ID: SPP662041187\n");
        packet.Has(("coverage.payer", "SALT CREEK MEDICAID PLAN"), ("coverage.lineOfBusiness", "Medicaid"));
    }

    [Fact]
    public void A_hospital_at_the_head_of_its_own_sheet_is_no_payer_and_its_desk_no_patient()
    {
        var packet = new Packet("OAKTON REGIONAL HEALTH CENTER\nPatient Access, Pre-Service Unit\nRegistration sheet\n\nDate of birth: 08/23/2003\nMember ID: SPP662041187\n");
        packet.Has(("coverage.payer", null));
        packet.Has(("patient.name", null));
    }

    [Fact]
    public void A_day_that_makes_the_age_beside_it_is_a_birth_date_and_another_day_is_not()
    {
        new Packet("Tilda Brandeis\nReferral order      F, 67 y, 12/14/1958\nOakton Primary Care, printed 06/11/2026\n").Has(("patient.birthDate", "1958-12-14"));
        new Packet("Tilda Brandeis\nReferral order      F, 67 y, 12/14/2025\nOakton Primary Care, printed 06/11/2026\n").Has(("patient.birthDate", null));
    }

    [Fact]
    public void A_height_without_its_inches_is_not_given()
    {
        new Packet("Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nHeight: 5\nWeight: 81 kg\n").Has(("patient.height", null));
        new Packet("Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nHeight: 5 ft 6 in\nWeight: 81 kg\n").Has(("patient.height", "5 ft 6 in"));
    }

    [Fact]
    public void An_address_in_parts_is_put_together_and_an_office_is_nobodys_home()
    {
        new Packet("Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nMember ID: SPP662041187\n\n41 Elder Run Ct,      Harlow Falls,      MI 49599\nStreet, city, ZIP\n").Has(("patient.address", "41 Elder Run Ct, Harlow Falls, MI 49599"));
        new Packet("Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nMember ID: SPP662041187\nOrdering physician: Peter Oakes, MD\n2218 Kettle Pond Rd, Suite 4, Harlow Falls, MI 49599\n").Has(("patient.address", null));
    }

    [Fact]
    public void A_number_that_differs_from_the_members_in_a_digit_conflicts_and_a_brothers_does_not()
    {
        const string Form = "Member approval form\n\nPatient name: Tilda Brandeis\nDate of birth: 08/23/2003\nMember ID: SPP662041187\n";
        Assert.Equal(2, new Packet(Form, "Office note\nTilda Brandeis, DOB 08/23/2003\nCard copied: SPP662041781\n").Of("patient.memberId").Count());
        Assert.Single(new Packet(Form, "Office note\nTilda Brandeis, DOB 08/23/2003\nHer brother's number is SPP662041188.\n").Of("patient.memberId"));
    }
}
