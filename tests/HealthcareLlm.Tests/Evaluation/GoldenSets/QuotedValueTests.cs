using HealthcareLlm.Drafting;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>What counts as standing in a quote: every writing that the judge takes for the value, and near misses that are another value.</summary>
public class QuotedValueTests
{
    [Theory]
    // Quantities by UCUM, not by digits that happen to be there.
    [InlineData("request.services[].dose", "0.5 g", "Dose: 500 mg by mouth")]
    [InlineData("patient.height", "70 in", "Height 5 ft 10 in, weight 180 lb")]
    [InlineData("clinical.currentMedications[].dose", "40 mg", "atorvastatin 40mg nightly")]
    [InlineData("request.services[].daysSupply", "30 days", "Days' supply: 30 days, refills 2")]
    // Dates in any writing.
    [InlineData("patient.birthDate", "1961-03-04", "DOB 03/04/1961")]
    [InlineData("patient.birthDate", "1961-03-04", "born on the 4th of March, 1961")]
    [InlineData("patient.birthDate", "1961-03-04", "Mar 4 '61")]
    [InlineData("patient.birthDate", "1961-03-04", "04MAR1961")]
    [InlineData("patient.birthDate", "1961-03-04", "19610304")]
    [InlineData("patient.birthDate", "1961-03-04", "0 3 0 4 1 9 6 1")]
    [InlineData("request.services[].startDate", "2026-01-05", "from 1/5 to 2/10/2026")]
    [InlineData("clinical.labs[].date", "2026-02", "A1c of Feb 2026")]
    [InlineData("clinical.labs[].date", "2026-02", "A1c 02/14/2026")]
    [InlineData("clinical.priorTreatments[].startDate", "2019", "methotrexate since 2019")]
    // Names.
    [InlineData("patient.name", "Jane A Doe", "DOE, JANE A")]
    [InlineData("patient.name", "Jane Doe", "Last Name: Doe   First Name: Jane")]
    [InlineData("patient.name", "Jane Doe", "Patient: Jane A. Doe")]
    [InlineData("patient.name", "Jos\u00e9 O'Brien", "Jose O\u2019Brien")]
    // Codes, ids and numbers with their separators, an NDC in ten digits.
    [InlineData("patient.memberId", "XQZ123456", "Member ID: XQZ-123-456 (group 7)")]
    [InlineData("patient.phone", "5551234567", "+1 (555) 123-4567")]
    [InlineData("diagnoses[].code", "M17.12", "Dx M1712")]
    [InlineData("request.services[].ndc", "00069015001", "NDC 0069-0150-01")]
    [InlineData("request.services[].quantity", "12", "twelve visits")]
    [InlineData("request.services[].quantity", "1500", "1,500 units")]
    [InlineData("request.services[].quantity", "1", "a single injection")]
    [InlineData("request.reference", "PA-2026-17", "Ref PA2026/17")]
    // Words by the judge's comparison.
    [InlineData("clinical.currentMedications[].frequency", "twice daily", "metformin 500 mg PO BID")]
    [InlineData("clinical.currentMedications[].route", "by mouth", "metformin 500 mg PO BID")]
    [InlineData("clinical.allergies[]", "Penicillin", "Allergies: 1. sulfa 2. PENICILLIN (hives)")]
    [InlineData("diagnoses[].description", "rheumatoid arthritis", "severe rheuma-\ntoid arthritis of both hands")]
    [InlineData("request.services[].refills", "3", "Refills: three")]
    public void A_value_stands_in_a_quote_in_any_writing_of_it(string path, string value, string quote) => Assert.True(Stands(path, value, quote));

    [Theory]
    [InlineData("request.services[].dose", "0.5 g", "Dose: 50 mg by mouth")]
    [InlineData("request.services[].dose", "5 mg", "Dose: 15 mg by mouth")]
    [InlineData("request.services[].dose", "5 mg", "Dose: 5 mcg by mouth")]
    [InlineData("request.services[].dose", "5 mg", "Dose: 1.5 mg by mouth")]
    [InlineData("patient.birthDate", "1961-03-04", "DOB 03/05/1961, 4 visits")]
    [InlineData("patient.birthDate", "1961-03-04", "DOB 03/04/1962")]
    [InlineData("patient.birthDate", "1961-03-04", "DOB 03/14/1961")]
    [InlineData("clinical.labs[].date", "2026-02", "A1c 03/02/2025")]
    [InlineData("patient.name", "Jane Doe", "Patient: Jane Roe")]
    [InlineData("patient.name", "Jane Doe", "Patient: Jane Roe; the letter was sent to Dr John Doe")]
    [InlineData("patient.name", "Jane Jane", "Patient: Jane Roe")]
    [InlineData("patient.memberId", "XQZ123456", "Member ID: XQZ1234567")]
    [InlineData("diagnoses[].code", "M17.1", "Dx M17.12")]
    [InlineData("request.services[].ndc", "00069015001", "NDC 0069-0151-01")]
    [InlineData("request.services[].quantity", "12", "two visits")]
    [InlineData("request.services[].quantity", "12", "120 visits")]
    [InlineData("clinical.currentMedications[].frequency", "twice daily", "metformin 500 mg PO daily")]
    [InlineData("clinical.allergies[]", "Penicillin", "Allergies: sulfa, peanuts")]
    [InlineData("diagnoses[].description", "rheumatoid arthritis", "psoriatic arthritis of both hands")]
    public void Another_value_does_not(string path, string value, string quote) => Assert.False(Stands(path, value, quote));

    [Fact]
    public void What_a_rule_maps_need_not_be_written()
    {
        Assert.False(QuotedValue.IsWritten(RecordFields.Find("patient.sex")!, "female"));
        Assert.False(QuotedValue.IsWritten(RecordFields.Find("coverage.state")!, "NY"));
        Assert.False(QuotedValue.IsWritten(RecordFields.Find("clinical.allergies[]")!, "none"));
        Assert.True(QuotedValue.IsWritten(RecordFields.Find("clinical.allergies[]")!, "latex"));
    }

    [Fact]
    public void Another_writing_or_a_pattern_is_enough()
    {
        var field = RecordFields.Find("clinical.findings[]")!;
        Assert.True(QuotedValue.Stands(field, ["swelling of the knee", "knee effusion"], null, "There is a knee effusion today."));
        Assert.True(QuotedValue.Stands(field, [], "effusion", "There is a knee effusion today."));
        Assert.False(QuotedValue.Stands(field, ["swelling of the ankle"], "oedema", "There is a knee effusion today."));
    }

    private static bool Stands(string path, string value, string quote) => QuotedValue.Stands(RecordFields.Find(path)!, [value], null, quote);
}
