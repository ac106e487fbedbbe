namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Names and NPIs are dealt to the parties that the words beside, above or below them tell, under labels that no lexicon lists.</summary>
public class PartyPlacesTests
{
    private const string Head = """
        Request for Coverage Review
        Member name: Ines Abernathy     Date of birth: 09/30/1971     Member ID: CVH3320118

        """;

    [Fact]
    public void Captions_of_any_wording_above_their_values_tell_the_parties() => new Packet(Head + """
        13 Ordering practitioner          14 NPI            15 Field
        Judith Whitaker, MD               1234567893        Otology

        19 Supplier who will bill                           20 Supplier NPI
        Clearhill Implant Supply LLC                        1992999999

        21 Primary care provider, if not the same as 13     22 NPI
        Rosa Lind, NP                                       1245319599
        """).Has(
            ("requestingProvider.name", "Judith Whitaker"), ("requestingProvider.npi", "1234567893"),
            ("servicingProvider.name", "Clearhill Implant Supply LLC"), ("servicingProvider.npi", "1992999999"));

    [Fact]
    public void The_number_of_another_clinician_is_nobodys_though_the_own_one_is_wrong()
    {
        var packet = new Packet(Head + """
            Attending surgeon Peter Oakes, MD
            Surgeon NPI 1234567890
            PCP Rosa Lind, MD  NPI 1245319599
            Nursing agency Lantern Hill Nursing LLC  NPI 1992999999
            """);
        packet.Has(("requestingProvider.name", "Peter Oakes"), ("requestingProvider.npi", null), ("servicingProvider.name", "Lantern Hill Nursing LLC"), ("servicingProvider.npi", "1992999999"));
        Assert.DoesNotContain(packet.Of("requestingProvider.npi"), c => c.Candidate.Value is "1245319599" or "1992999999");
    }

    [Fact]
    public void A_letterhead_of_two_gives_the_signers_number() => new Packet("""
        Larch Orbit Surgery
        Judith Whitaker, M.D., F.A.C.S. (NPI 1234567893) - Peter Oakes, M.D. (NPI 1245319599)

        June 9, 2026
        Re: Ines Abernathy, born 09/30/1971, member CVH3320118

        Dear Reviewer:
        I ask you to approve HCPCS J3241, eight infusions, as an outpatient.

        Sincerely,
        J Whi
        Judith Whitaker, MD
        """).Has(("requestingProvider.name", "Judith Whitaker"), ("requestingProvider.npi", "1234567893"));

    [Fact]
    public void A_sentence_with_blanks_filled_in_names_who_asks_and_the_site() => new Packet("""
        TREATMENT REQUEST
        On 08/13/2026 I, Judith Whitaker, PMHNP, NPI 1234567893, ask for treatment of Ines Abernathy, born 09/30/1971,
        member ID CVH3320118. The treating site will be Harbor Hill
        TMS Center, NPI 1992999999, in the [X] office [ ] home.
        Person who answers questions: Fern. Primary care: Dr. Lind, NPI 1245319599.
        """).Has(
            ("requestingProvider.name", "Judith Whitaker"), ("requestingProvider.npi", "1234567893"),
            ("servicingProvider.name", "Harbor Hill TMS Center"), ("servicingProvider.npi", "1992999999"));

    [Fact]
    public void Telephones_are_those_of_the_name_before_them() => new Packet(Head + """
        ATTENDING Judith Whitaker, MD NPI 1234567893 Phone (520) 555-0120 Fax (520) 555-0121
        PCP Rosa Lind, NP NPI 1245319599 Phone (520) 555-0124 Fax (520) 555-0125
        Facility: Harbor Hill Hospital    NPI: 1992999999    Tax ID: 86-5500417
        """).Has(("requestingProvider.npi", "1234567893"), ("requestingProvider.phone", "5205550120"), ("requestingProvider.fax", "5205550121"), ("requestingProvider.taxId", null), ("servicingProvider.npi", "1992999999"));

    [Fact]
    public void Two_numbers_under_one_label_are_told_apart() => new Packet(Head + """
        Treating MD        Judith Whitaker, MD      NPI             1234567893
        Care given at      Harbor Hill Therapy LLC  Office / fax    (503) 555-0124 / (503) 555-0125
        """).Has(("requestingProvider.name", "Judith Whitaker"), ("requestingProvider.phone", "5035550124"), ("requestingProvider.fax", "5035550125"), ("servicingProvider.name", "Harbor Hill Therapy LLC"));

    [Fact]
    public void A_heading_of_any_wording_governs_plain_labels() => new Packet("""
        --- 1. RECIPIENT -------------------------------------
        Name ................. Ines Abernathy
        Born ................. 09/30/1971
        Recipient no. ........ CVH3320118
        --- 2. PRESCRIBER ------------------------------------
        Name, title .......... Judith Whitaker, NP
        NPI .................. 1234567893
        Supervising physician  Rosa Lind, MD     NPI 1245319599
        --- 3. PHARMACY THAT WILL DISPENSE -------------------
        Name ................. Bayou Hill Specialty Pharmacy
        NPI .................. 1992999999
        """).Has(
            ("requestingProvider.name", "Judith Whitaker"), ("requestingProvider.npi", "1234567893"),
            ("servicingProvider.name", "Bayou Hill Specialty Pharmacy"), ("servicingProvider.npi", "1992999999"));
}
