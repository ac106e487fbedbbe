using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Tests.Drafting.LanguageModel;

public class IdentifyingTextTests
{
    [Theory]
    [InlineData("PCP: Greta Iverholm, DO    Phone on file", "Iverholm")]
    [InlineData("SURGEON:    Rourkeson      ASSISTANT: Pillaiwala", "Pillaiwala")]
    [InlineData("AUTHOR: THIBODEAU-OKELY,LORNETTE", "LORNETTE")]
    [InlineData("SLP  2026-03-22 14:10   (K. Osslerman, CCC-SLP)", "Osslerman")]
    [InlineData("BRANDVOLDER, Casimira    5590-1182\nwalks with a frame", "Casimira")]
    [InlineData("her son Garrickson Loughlinde asked about the plan", "Loughlinde")]
    [InlineData("Seen with Ravenscrofter on rounds.", "Ravenscrofter")]
    [InlineData("/es/ OLWENNA PRATTLEY", "PRATTLEY")]
    [InlineData("seen on rounds (Guptarelli PGY2)", "Guptarelli")]
    [InlineData("case conference with Drs. Aldous Pfeifferling, Minhautra Dorsetti, and Kesslerman", "Kesslerman")]
    [InlineData("Wife says pharmacist Nedra Kowalczyk warned her", "Kowalczyk")]
    [InlineData("SLP: Camden Yooster-Harris", "Yooster")]
    [InlineData("seen by l. demopoulos, od, for the clinic", "demopoulos")]
    [InlineData("refills by dr hargreavesen", "hargreavesen")]
    [InlineData("spoke with jolanthe mimsworth about the plan", "mimsworth")]
    [InlineData("husband Grace Hillboroughs called", "Grace")]
    [InlineData("tech: jolanthe mimsworth, coa", "mimsworth")]
    [InlineData("pt r. blumenthal-king 69 f", "blumenthal")]
    [InlineData("Dictated by: Anneke Castellanova, MD; anneke.castellanova@clinic.example", "Castellanova")]
    public void A_name_of_a_heading_a_label_or_a_signature_is_found(string text, string name) => Assert.Contains(name, IdentifyingText.Names(text).SelectMany(static n => n.Split('-')), StringComparer.Ordinal);

    [Fact]
    public void A_given_name_that_is_also_a_word_shows_the_surname_that_no_list_holds() => Assert.Contains("Osslermann", IdentifyingText.Names("report of Grace Osslermann of the day"), StringComparer.Ordinal);

    [Fact]
    public void A_name_is_not_known_as_a_word_for_standing_in_a_list_or_an_example()
    {
        Assert.False(UnknownNames.Knows("bennett"));
        Assert.False(UnknownNames.Knows("halvorsen"));
        Assert.True(UnknownNames.Knows("tablet"));
    }

    [Theory]
    [InlineData("Attending: Pneumonia of the right lower lobe", "Pneumonia")]
    [InlineData("PCP: Primary Care of the county. She needs primary care.", "Primary")]
    [InlineData("Chief Complaint: Shortness of breath", "Complaint")]
    [InlineData("Takes Lisinopril Tablets by mouth", "Lisinopril")]
    [InlineData("DISCHARGE MEDICATIONS\nWARFARIN SODIUM daily", "WARFARIN")]
    [InlineData("seen with Pneumonia", "Pneumonia")]
    [InlineData("TAKE ONE TABLET OD WITH FOOD", "TABLET")]
    [InlineData("walks with a. fib and pain", "fib")]
    [InlineData("per dr note of the day", "note")]
    [InlineData("tech: chest film done", "film")]
    [InlineData("Review Osslermann Jolanthe today", "Review")]
    [InlineData("Seen by Drs. Aldous Pfeifferling and Marsh. Then Quixotech was used", "Quixotech")]
    public void A_word_that_is_known_is_no_name(string text, string word) => Assert.DoesNotContain(word, IdentifyingText.Names(text), StringComparer.Ordinal);

    [Theory]
    [InlineData("Call (555) 011-1037 at night", "(555) 011-1037")]
    [InlineData("pager 555-0177", "555-0177")]
    [InlineData("ID FGM7204805 is on the card", "FGM7204805")]
    [InlineData("Group No. GRP-40101", "GRP-40101")]
    [InlineData("Plan group: KX20", "KX20")]
    [InlineData("Member ID: XQ 412 8831", "XQ 412 8831")]
    [InlineData("Chart #: 412 88 1234", "412 88 1234")]
    [InlineData("Lic #: RN 204477", "RN 204477")]
    [InlineData("ACHTERBERG, D.   SB-0094417   03/03/2026", "SB-0094417")]
    [InlineData("BRANDVOLD    5590-1182    F 67", "5590-1182")]
    [InlineData("mail to 14 Tannery Row, Fairmont", "14 Tannery Row")]
    [InlineData("lives at 91-1020 Kaimana Loop", "91-1020 Kaimana Loop")]
    public void A_number_of_somebody_is_found(string text, string number) => Assert.Contains(number, IdentifyingText.Numbers(text), StringComparer.Ordinal);

    [Theory]
    [InlineData("1000-2000 mL a day")]
    [InlineData("Visit: 03 11 2024")]
    [InlineData("group therapy x20 sessions, group A strep")]
    [InlineData("a diet of 2500-3500 calories")]
    [InlineData("from 2019-2023 and on 2026-03-22, printed 20260322")]
    [InlineData("WBC 12.4, platelets 250,000, ferritin 1184")]
    [InlineData("visit on 03/20/2026 at 1410")]
    [InlineData("heparin 5000 units, insulin 10 units")]
    [InlineData("codes 72148, J0129 and M54.16")]
    public void A_range_a_date_a_dose_and_a_code_are_numbers_of_nobody(string text) => Assert.Empty(IdentifyingText.Numbers(text));

    [Theory]
    [InlineData("Saw Grace Hill in the clinic today", "Grace", true)]
    [InlineData("Saw Grace Hill in the clinic today", "Hill", true)]
    [InlineData("Saw Grace T. Hill in the clinic today", "Hill", true)]
    [InlineData("Wells, Jennifer was seen", "Wells", true)]
    [InlineData("WELLS, JENNIFER 67 F", "WELLS", true)]
    [InlineData("Jennifer was well", "Jennifer", false)]
    [InlineData("report from jennifer kowalski about the fall", "kowalski", false)]
    [InlineData("call j. kowalski back", "kowalski", false)]
    [InlineData("per nurse kowalski", "kowalski", false)]
    [InlineData("call jennifer back", "jennifer", false)]
    [InlineData("my son marcus has asthma", "marcus", false)]
    [InlineData("rosalind achebe-stern called", "stern", false)]
    [InlineData("Marcus Pettibonesk called", "Marcus", true)]
    [InlineData("RPH: VALDEZ, LUZ D.", "LUZ", true)]
    [InlineData("seen by E. Tan today", "Tan", true)]
    public void A_listed_name_is_found(string text, string name, bool capitalsOnly) => Assert.Contains(ListedNames.In(text), n => n.Word == name && n.CapitalsOnly == capitalsOnly);

    [Theory]
    [InlineData("Grace period. Hill climbing.")]
    [InlineData("MARK WELLS WARD")]
    [InlineData("May stop. Will follow.")]
    [InlineData("will cross the ward in may")]
    [InlineData("Wells score, Glasgow coma scale, Foley catheter, Parkinson disease, Graves disease")]
    [InlineData("Wells, Grace")]
    [InlineData("7JENNIFER2")]
    [InlineData("call luz back")]
    [InlineData("nurse will call; the son may come; E. coli, S. aureus")]
    [InlineData("the BUI was high")]
    public void A_word_that_is_also_a_name_is_none_by_itself(string text) => Assert.Empty(ListedNames.In(text));

    [Theory]
    [InlineData("seen by Drs. Lindqvist and Gold", "Gold")]
    [InlineData("Dr. Church to see", "Church")]
    [InlineData("goes by \"Chief\" with his squad", "Chief")]
    [InlineData("calling out for Jadzia", "Jadzia")]
    public void A_name_behind_a_title_is_found_be_it_a_word(string text, string name) => Assert.Contains(name, IdentifyingText.Titled(text), StringComparer.Ordinal);

    [Theory]
    [InlineData("Lic. SW-22871", "SW-22871")]
    [InlineData("VA claim no. C 28 771 904 pending", "C 28 771 904")]
    [InlineData("DOC#: K-44917", "K-44917")]
    [InlineData("RPSGT #11827.", "11827")]
    [InlineData("license PSY 11927", "PSY 11927")]
    [InlineData("Passport XDB440117", "XDB440117")]
    [InlineData("Acct: PT/7718/25  Dx: M17.11", "PT/7718/25")]
    [InlineData("UDS-88-1172 consistent", "UDS-88-1172")]
    [InlineData("Phone 1: 218\u2022555\u20220147", "218\u2022555\u20220147")]
    [InlineData("at +34 915 550 193", "+34 915 550 193")]
    [InlineData("lives at 12 FJORD LN", "12 FJORD LN")]
    public void A_number_of_letters_and_digits_is_found(string text, string number) => Assert.Contains(number, IdentifyingCodes.In(text), StringComparer.Ordinal);

    [Theory]
    [InlineData("E11.65, M17.11/I10, J1745, 99213, S72.001A")]
    [InlineData("BP-120/80, T-98.6, CPT-99213, ICD-10-CM, L4-L5, C5/C6")]
    [InlineData("COVID-19, CA-125, FY-2024, HLA-B27, SARS-COV-2")]
    [InlineData("Rx 100 mg, #30 tablets, 3 MM ST ELEVATION, 10 MG DR")]
    [InlineData("nystatin 100000 units; 2024-03-11; 12-MAR-2024")]
    public void A_code_a_measure_or_a_dose_is_no_number_of_somebody(string text) => Assert.Empty(IdentifyingCodes.In(text));
}
