using System.Collections.Immutable;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Drafting.Offline;

/// <summary>
/// Drafts once from an invented packet, so that rules are compiled and code is loaded while pages are still being read: the first draft of a process costs
/// some twenty times a later one (<c>./run bench</c>, two cores against one).
/// </summary>
internal static class Rehearsal
{
    // A little of everything that packets hold: labels, boxes, tables, prose, lists.
    private const string Packet = """
        Fax to: Sample Health Plan  Attn: Prior Authorization  Fax (555) 555-0100
        PRIOR AUTHORIZATION REQUEST FORM
        SECTION A - PATIENT INFORMATION
        Patient Name: Ada Q. Sample   Date of Birth: 02/03/1960   Sex: [x] F [ ] M
        Member ID: ABC123456789   Group No.: 0042   Relationship to subscriber: Self
        Address: 1 Main St, Anytown, OH 43004   Phone: 555-555-0101
        Height: 5 ft 4 in   Weight: 150 lb
        SECTION B - REQUESTING PROVIDER
        Ordering physician  Ann Roe, MD   NPI  1003000126   Specialty: Cardiology
        Tax ID: 12-3456789   Phone: 555-555-0102   Fax: 555-555-0103
        Servicing facility: Sample Hospital   NPI: 1234567893
        SECTION C - SERVICE
        [x] Standard   [ ] Expedited   [x] Initial   [ ] Renewal   Place of service: 22 outpatient hospital
        Code    Description          Mod  Units  From        To
        J1745   Infliximab, 10 mg    RT   40     03/16/2026  06/16/2026
        97110   Therapeutic exercise      12 visits 2 x week for 6 weeks
        Diagnosis: M05.79 Rheumatoid arthritis; E11.9 Type 2 diabetes
        1. Has the patient tried methotrexate?  [x] Yes [ ] No   From 01/2025 to 06/2025, stopped: nausea
        2. Dose, route and frequency: 5 mg/kg IV every 8 weeks, 30 day supply, 2 refills
        Prior treatments
        Drug           Dates              Outcome
        Methotrexate   01/2025 - 06/2025  Intolerant
        Signature: /s/ Ann Roe, MD   Date: 03/04/2026
        """ + "\f" + """
        OFFICE NOTE
        Patient: Ada Q. Sample  DOB 02/03/1960  Date of visit: March 2, 2026
        Dear Medical Director: I am writing to request coverage of infliximab for my patient.
        HPI: 66-year-old woman with joint pain. Denies fever. No evidence of infection. Mother has lupus; tuberculosis was ruled out.
        She failed naproxen 500 mg twice daily for three months in 2024 and could not tolerate sulfasalazine (rash).
        MEDICATIONS: lisinopril 10 mg by mouth daily; folic acid 1 mg PO daily.
        Allergies: penicillin (hives), sulfa.
        LABS 02/27/2026: CRP 24 mg/L (ref 0-5), hemoglobin 11.8 g/dL, ESR 48 mm/h
        EXAM: BP 122/74, weight 150 lb. Swollen joints 8, tender joints 12.
        Assessment and Plan:
        1. Rheumatoid arthritis (M05.79), uncontrolled. Start infliximab if approved.
        2. Possible neuropathy. Follow up in 4 weeks.
        Electronically signed by Ann Roe, MD 03/02/2026 17:20
        """;

    /// <summary>Drafts a request that nobody sees.</summary>
    internal static void OfRequest(CancellationToken cancellation)
    {
        var source = DocumentComposer.ComposeText(new SourceFile("rehearsal.txt", Encoding.UTF8.GetBytes(Packet)), Packet, []);
        cancellation.ThrowIfCancellationRequested();
        ImmutableArray<AnnotatedDocument> documents = [ClinicalTextAnnotator.Annotate(source)];
        cancellation.ThrowIfCancellationRequested();
        _ = Request.RequestDrafter.Draft(new(documents, PatientAssessor.Assess(documents)));
    }
}
