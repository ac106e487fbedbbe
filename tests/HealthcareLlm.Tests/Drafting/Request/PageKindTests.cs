using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>What kind of paper a page is, where single signs would mislead.</summary>
public class PageKindTests
{
    [Theory]
    [InlineData("Form", "Clinical Questionnaire: growth hormone\nHarrow Plan\n1. Who will take the drug?\nPetra Vandermolen, 03/14/1961\n2. What is the member number?\nQXR4481207\n3. What was tried before? When?\ndiet, 2024\n4. What did the exam and lab results show?\nheight at -2.9 SD")]
    [InlineData("Form", "PHYSICIAN ORDER SHEET\nHarrow Heart Center\nPatient: Petra Vandermolen   DOB: 03/14/1961\nSchedule for 05/14/2026\nProcedure code: 93656   Quantity: 1\nDiagnosis code: I48.19")]
    [InlineData("Form", "Glucose Monitor Authorization\nMember: Petra Vandermolen   DOB: 03/14/1961   Member ID: QXR4481207\n[x] Standard [ ] Expedited\nHCPCS: E2103   Quantity: 1\nProgress note attached: [x] yes [ ] no\nLast office visit: 02/03/2026   NPI: 1234567893")]
    [InlineData("Note", "Harrow Spine and Joint   Office visit 02/03/2026\nPetra Vandermolen   DOB: 03/14/1961\nChief complaint: back pain\nHPI: Pain for six months, no relief from therapy. She asks for a prior authorization form for the MRI.\nExam: straight leg raise positive on the left at 40 degrees and no weakness of the foot.\nAssessment: radiculopathy\nPlan: MRI lumbar spine")]
    [InlineData("Note", "PRE-OPERATIVE HISTORY AND PHYSICAL  03/17/2026\nPatient: PETRA VANDERMOLEN   Policy: QXR4481207\nSeventy-year-old woman with resistant hypertension for eight years and low potassium and sweats.\nMedications: amlodipine 10 mg by mouth daily\nAllergies: none known\nExam: Heart regular. Abdomen soft.\nPlan: adrenalectomy 04/07/2026")]
    [InlineData("Note", "MRI LUMBAR SPINE WITHOUT CONTRAST\nVandermolen, Petra   03/14/1961   exam of 02/10/2026\nFindings: disc protrusion at L4-L5 with contact to the left L5 root and no stenosis of the canal.\nImpression: left L4-L5 protrusion.")]
    [InlineData("Letter", "Harrow Orthopedics\nMarch 2, 2026\nRe: Petra Vandermolen, born 03/14/1961\nDear Medical Director:\nYour notice of denial of January 5 says that the request has been denied. I am writing to appeal this decision.\nShe has tried physical therapy and injections without relief since last summer and cannot work.\nSincerely,\nAnselm Okwuosa, MD")]
    [InlineData("FaxCover", "FAX\nTo: Harrow Plan, prior authorization intake\nFrom: Okwuosa Orthopedics\nPages: 4 in all\nRe: request for MRI\nConfidential. If you got this in error, destroy it.")]
    [InlineData("FaxCover", "TRANSMITTAL\nTo    Harrow Plan precertification\nFrom  Okwuosa Orthopedics\nSheets  3\nSubject  authorization form enclosed")]
    [InlineData("PayerNotice", "Harrow Plan\nNOTICE OF DENIAL\nJanuary 5, 2026\nMember: Petra Vandermolen   Reference: 26-11871\nThe service that was asked for is not covered.")]
    public void TheWholePageTells(string kind, string text)
    {
        var document = ClinicalTextAnnotator.Annotate(DocumentComposer.ComposeText(new SourceFile("a.txt", Encoding.UTF8.GetBytes(text)), text, []));
        Assert.Equal(kind, PageKinds.Sort(new([document], PatientAssessor.Assess([document]))).Single().Kind.ToString());
    }
}
