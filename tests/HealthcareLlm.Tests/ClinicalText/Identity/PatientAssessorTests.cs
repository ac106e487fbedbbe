using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.ClinicalText.Identity;

/// <summary>Which pages are about somebody else: near misses on both sides.</summary>
public class PatientAssessorTests
{
    private const string Main = "PROGRESS NOTE\nPatient: Okonjo, Martha L   MRN: 4471820   DOB: 03/14/1957\nDoing well on the new dose.\n";

    [Theory]
    [InlineData("Patient: Stavros Mellin   MRN: 5520011   DOB: 11/30/1949\nKnee pain.\n")] // another name and birth date
    [InlineData("Patient: Okonjo, Denise   MRN: 4471821   DOB: 03/14/1957\nCroup.\n")] // a twin
    [InlineData("Patient: Baby Girl Okonjo   MRN: 4471999   DOB: 02/02/2026\nNewborn.\n")] // the newborn
    [InlineData("Patient: Stavros Mellin   MRN: 5520011\nKnee pain.\n")] // no birth date, other number, nothing in common
    [InlineData("CARDIOLOGY NOTE 1/20/2026\nPT MELLIN,  STAVROS DOB 11/30/1949 SEX M\nKnee pain.\n")] // no label before the name
    [InlineData("Patient: Stavros Mellin   MRN: 5520011   DOB: 11/30/1949\nKnee pain.\nBetter at rest.\nNo fever.\nNo trauma.\nNo swelling.\nWorse on stairs.\nHis wife, Martha Okonjo, was born 03/14/1957 and drives him.\n")] // the patient stands on it as his wife
    [InlineData("Lakeside Imaging - MRI report\nStavros P. Mellin, b. 11/30/1949, MRN 5520011\nNormal.\n")]
    [InlineData("Stavros Mellin-Okafor   Sr\nBorn: 30-Nov-1949   Member: QX5520011\nKnee pain.\n")] // the birth date a line below
    [InlineData("Dear Reviewer:\nI write about Stavros Mellin, a man born on November 30, 1949, who has knee pain.\n")]
    [InlineData("Harrow Clinic\n12 Elm St\nphone 555-010-2000\nfax 555-010-2001\nVisit note 02/03/2026\nMELLIN, STAVROS 11/30/1949\nKnee pain.\n")] // below a letterhead
    [InlineData("218 Elm Ln\nPinos, Nora 87099\nKnee pain.\n")] // a given name before the number, not a state
    [InlineData("Lung Clinic  Mellin, Stavros P Jr * 11/30/1949 \u00a9 seen 02/03/2026\nKnee pain.\n")] // bullets as they are recognized
    [InlineData("VISIT 02/03/2026\nMELLIN, STAVROS PJR DOB 11/30/1949\nKnee pain.\n")] // initial and suffix run together
    [InlineData("Patient last name: MELLIN, STAVROS, P\nMRN: 5520011\nKnee pain.\n")] // the whole name in one box
    public void AnotherPatientsPageIsSetAside(string other)
    {
        var assessed = Assess(Main, Main + "Second day.\n", other);
        Assert.Equal("Martha L Okonjo", assessed.Name);
        Assert.Single(assessed.SetAside);
        Assert.NotEmpty(assessed.SetAside[0].Evidence);
    }

    [Theory]
    [InlineData("Patient: M. Okonjo   MRN: 4471820   DOB: 03/14/1957\n")] // initial
    [InlineData("Patient: Martha Okonjo-Reyes   MRN: 4471820   DOB: 03/14/1957\n")] // double name
    [InlineData("Patient: Martha Reyes   MRN: 9981820   DOB: 03/14/1957\n")] // maiden name, number of another hospital
    [InlineData("Patient: Stavros Mellin   MRN: 4471280   DOB: 03/14/1957\n")] // a name read from another's column, the same birth date
    [InlineData("Patient: Okonjo, Martba   DOB: 03/14/1957\n")] // misread letter
    [InlineData("Patient: Martha Okonjo   DOB: 03/14/1967\n")] // misread digit
    [InlineData("Seen with her son Peter Okonjo, born 01/05/1984. No complaints.\n")] // a relative
    [InlineData("Attending: Dr. Stavros Mellin   Pager: 5520011\nContinue.\n")] // a provider
    [InlineData("PROGRESS NOTE 04/08/2025     Hospital day 3\nOkonjo, Martha     MRN 4471820\n")] // the title is no name, its date no birth date
    [InlineData("Discharge Day Note - 04/09/2025\nFeels well.\n")]
    [InlineData("Labs stable, plan unchanged.\n")] // names nobody
    [InlineData("I write about Martha Okonjo, who lives with her mother, Ruth Okafor (born 03/22/1930).\n")] // a relative's birth date
    [InlineData("Insurance of Denis Mellin (husband), born 02/11/1959, see card.\n")]
    [InlineData("PT OKONJO,  MARTHA L DOB 03/14/1957 SEX F\nKnee pain.\n")]
    [InlineData("OKONJO-REYES, MARTHA 3/14/57\nCall her daughter Ana Reyes, born 05/06/1990.\n")]
    [InlineData("PLAN OF TREATMENT\nPatient: Harbor Homecare   MRN: 5520011\n6. Patient name, address\nOkonjo, Martha L\n12 Elm St\n8. Birth date\n3/14/57\nWound care.\n")] // an agency stands where the label is, the patient's own name and birth date below
    [InlineData("STATE FORM\nBox 8   218 Elm Ln,  Pinos, NM 87099  Dana Reyes (mother)\nCode 97110\n")] // the end of an address is no name and number
    [InlineData("STATE FORM\nPinos, NM 87099-1234\nCode 97110\n")]
    [InlineData("VISIT 02/03/2026\nRJR MTK 01/02/1950\nKnee pain.\n")] // words without a vowel name nobody
    [InlineData("Lung Clinic  Okonjo, Martha L * 03/14/1957 \u00a9 seen 02/03/2026\nKnee pain.\n")]
    public void ThePatientsOwnPageIsKept(string own) => Assert.Empty(Assess(Main, Main + "Second day.\n", own).SetAside);

    [Fact]
    public void AReportOfAnothersResultsDoesNotOutweighThePageThatAsks()
    {
        const string asks = "TEAMSTERS HEALTH FUND - Radiation treatment, authorization request\nPatient: Marguerite A. Tillotson   DOB: 12/09/1961\nCourse asked for: 77301 plan, 1; 77386 delivery, 20.\n";
        const string report = "Gulf Shore Laboratory - final report\nPatient: Margaret Ellison   DOB: 02/27/1949   Sex: F   ID: GTF-00-51190-P2\nOrdered by: Ilse Kornfeld, MD   Collected: 11/13/2026\n\nTest         Result       Reference\nHemoglobin   9.1 g/dL     12.0-15.5\nPlatelets    88 K/uL      150-400\nCA 27-29     64 U/mL      < 38\n\nAllergy: penicillin\n";
        var assessed = Assess(asks, report);
        Assert.Equal("Marguerite A Tillotson", assessed.Name);
        Assert.Equal("other-patient", Assert.Single(assessed.SetAside).Reason);
        Assert.Equal("Margaret Ellison", Assess(report, asks.Replace("authorization request", "visit", StringComparison.Ordinal)).Name);
    }

    [Fact]
    public void APageWithoutBirthDateIsNoStrangersByAnInitialAndASuffixRunTogether()
    {
        const string letter = "Acme Health Plan\nRE: M. Okonjo, appeal received by telephone\nSend the notes.\n";
        Assert.Empty(Assess(letter, "IMAGING\nOKONJO, MARTHA LJR DOB 03/14/1957\nNo mass.\n").SetAside);
        Assert.Single(Assess(letter, "IMAGING\nMELLIN, STAVROS PJR DOB 11/30/1949\nNo mass.\n").SetAside);
    }

    [Fact]
    public void APageWhoseNameCannotBeReadIsKeptAndSaid()
    {
        const string comb = "STATE FORM\nLast name: [Me[li[nS{t\nMRN: 5520011\nCode 97110\n";
        var assessed = Assess(Main, Main + "Second day.\n", comb);
        Assert.Empty(assessed.SetAside);
        Assert.Equal("patient-doubtful", Assert.Single(assessed.Doubted).Reason);

        // The patient's own number, birth date or name on it settles whose it is.
        Assert.Empty(Assess(Main, Main + "Second day.\n", comb.Replace("5520011", "4471820", StringComparison.Ordinal)).Doubted);
        Assert.Empty(Assess(Main, Main + "Second day.\n", comb + "Born 03/14/1957.\n").Doubted);
        Assert.Empty(Assess(Main, Main + "Second day.\n", comb + "Letter on Martha Okonjo attached.\n").Doubted);
        // A tick box beside a name is no comb.
        Assert.Empty(Assess(Main, Main + "Second day.\n", "STATE FORM\nPatient name: [ ] see card [x] on file\nMRN: 5520011\n").Doubted);
    }

    private const string Unborn = "PSYCHIATRY\nPt: Mellin, Stavros        MRN T-5093        DOS: 04/09/2026\nProv: L. Okafor, MD\nLow mood.\n";

    private const string Letter = "Subject: authorization - Mellin, Stavros\nOur patient is Stavros Mellin, a 44-year-old man; the birth date is on file.\n";

    private const string Strange = "PATIENT INFORMATION\nPatient Name: Martha Okonjo\nDate of Birth: 03/14/1957\nMember ID: XKJ4471820\nGroup Number: 0042\nPhone: 555-010-2000\nAddress: 12 Elm St, Anytown, OH 43004\nSex: F\nPlan: Sample Health\nDiagnosis: M17.12\n";

    [Fact]
    public void ALoneStrangersFormDoesNotBecomeThePatient()
    {
        // One form weighs as much as the two pages of the case's own, one of which names the patient without a label and none the birth date.
        foreach (string[] order in (string[][])[[Unborn, Letter, Strange], [Strange, Unborn, Letter]])
        {
            // The letter that asks settles it.
            Assert.Equal(PatientLead.Clear, Assess(order).Lead);
            var assessed = Assess([.. order.Select(static n => n.Replace("authorization", "treatment", StringComparison.Ordinal))]);
            Assert.Equal("Stavros Mellin", assessed.Name);
            Assert.Null(assessed.BirthDate);
            Assert.Single(assessed.SetAside);
            Assert.Equal(PatientLead.Doubtful, assessed.Lead);
        }
    }

    [Fact]
    public void WhereNobodyPrevailsItIsSaid()
    {
        var assessed = Assess(Main, "Patient: Stavros Mellin   MRN: 5520011   DOB: 11/30/1949\nKnee pain.\n");
        Assert.Equal(PatientLead.None, assessed.Lead);
        Assert.Single(assessed.SetAside);
    }

    [Fact]
    public void AClearLeadIsNotDoubted()
    {
        Assert.Equal(PatientLead.Clear, Assess(Main, Main + "Second day.\n", "Patient: Stavros Mellin   MRN: 5520011   DOB: 11/30/1949\nKnee pain.\n").Lead);
        Assert.Equal(PatientLead.Clear, Assess(Main, Main + "Second day.\n").Lead);
        Assert.Equal(PatientLead.Clear, Assess(Main, "Labs stable, plan unchanged.\n").Lead);
    }

    private static PatientAssessment Assess(params string[] notes) =>
        PatientAssessor.Assess([.. notes.Select((n, i) => ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile($"{i}.txt", Encoding.UTF8.GetBytes(n + i)), n, [])))]);
}
