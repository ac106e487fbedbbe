using HealthcareLlm.Drafting.Offline.Request;

namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>What who asks practises, on lay-outs of our own; each with a practice, a ward or another clinician's field beside it.</summary>
public class SpecialtyTests
{
    private const string Path = "requestingProvider.specialty";

    private const string Head = "PRIOR AUTHORIZATION REQUEST FORM\nMember Name: Jane Roe      DOB: 03/04/1961      Member ID: ABC123456\n";

    [Theory]
    [InlineData("Requesting provider: Ada Winslow, MD — Sleep Medicine", "Sleep Medicine")]
    [InlineData("Requesting provider: Ada Winslow, DPM (podiatry)   NPI 1003000126", "podiatry")]
    [InlineData("Requesting provider: Ada Winslow, MD Vascular surgery NPI 1003000126", "Vascular surgery")]
    [InlineData("Requesting provider: Ada Winslow, MD   1003000126 Nephrology   555-010-0100", "Nephrology")]
    [InlineData("Requesting provider: Ada Winslow, MD\nDiscipline   Psychiatry   Office 555-010-0100", "Psychiatry")]
    [InlineData("Requesting provider: Ada Winslow, MD\nKind of practice: Nephrology\n", "Nephrology")]
    [InlineData("Requesting provider: Ada Winslow, MD\nField   Cardiology, interventional\n", "Cardiology, interventional")]
    [InlineData("Attending physiatrist Ada Winslow, MD   NPI 1003000126", "physiatrist")]
    [InlineData("Requesting provider: Ada Winslow, MD\nSpecialty: Allergy and\n           Immunology", "Allergy and Immunology")]
    [InlineData("Requesting provider: Ada Winslow, MD, Hospital Medicine", "Hospital Medicine")]
    [InlineData("Requesting provider: Ada Winslow, MD — Pulmonary Vascular\nDisease", "Pulmonary Vascular Disease")]
    public void TheFieldOfWhoAsksIsRead(string lines, string specialty) => new Packet(Head + lines + "\nSignature ________   Date 04/02/2026\n").Has((Path, specialty));

    [Theory]
    [InlineData("Requesting provider: Ada Winslow, MD, Birch Hollow Internal Medicine, 8 Union Ave")]
    [InlineData("Requesting provider: Ada Winslow, MD, Northgate Surgery Center")]
    [InlineData("Requesting provider: Ada Winslow, MD\nSpecialty: 1003000126")]
    [InlineData("Ordering oncologist Ada Winslow, MD   NPI 1003000126")]
    [InlineData("Requesting provider: Ada Winslow, MD\n[ ] Nephrology   [ ] Neurology")]
    public void APracticeANumberAndAnOpenOptionAreNone(string lines) => new Packet(Head + lines + "\nSignature ________   Date 04/02/2026\n").Has((Path, null));

    [Fact]
    public void AFieldBehindAnotherClinicianIsNotThatOfWhoAsks()
    {
        new Packet(Head + "Requesting provider: Ada Winslow, MD\nConsultant: Otis Pell, MD, Neurology\n").Has((Path, null));
        new Packet(Head + "Requesting provider: Ada Winslow, MD\nNPI 1003000126\nOperating surgeon: Otis Pell, MD\nSpecialty: Neurosurgery\n").Has((Path, null));
        new Packet(Head + "Consultant: Otis Pell, MD\nRequesting provider: Ada Winslow, MD\nSpecialty: Nephrology\n").Has((Path, "Nephrology"));
    }

    [Theory]
    [InlineData("Developmental-Behavioral Pediatrics", true)]
    [InlineData("Physical Medicine & Rehabilitation", true)]
    [InlineData("Oral and Maxillofacial Surgery", true)]
    [InlineData("Undersea and Hyperbaric Medicine", true)]
    [InlineData("Old Mill Internal Medicine", false)]
    [InlineData("Regional Surgery", false)]
    [InlineData("Prior", false)]
    public void WithoutALabelEveryWordNarrowsAField(string words, bool plain) => Assert.Equal(plain, SpecialtyWords.IsPlain(words));

    [Theory]
    [InlineData("Gastroenterology Tax ID 12-3456789", "Gastroenterology")]
    [InlineData("485550263", null)]
    [InlineData("Harbor Clinic — Surgical Oncology", "Surgical Oncology")]
    public void OfALabelledPlaceTheFieldAloneIsTaken(string words, string? field) => Assert.Equal(field, SpecialtyFields.In(words)?.Value);
}
