namespace HealthcareLlm.Tests.Drafting.Request;

/// <summary>Questionnaires of strangers: questions in any words, answers in sentences, behind or below them.</summary>
public sealed class QuestionnaireTests
{
    [Fact]
    public void AnswersBelowNumberedQuestionsAreDealtOutByTheirParts()
    {
        var packet = new Packet(
            """
            Infusion Questionnaire

            1. For whom is the infusion, and when was this person born?
            Ines Calloway, April 5, 1971, female
            2. Which number is printed on the insurance card? (not the group number)
            QX 441 0022
            3. Who orders the infusion? Give the NPI and a fax for our answer.
            Owen Brightman, MD; 1003000126; fax 555-014-2201
            4. Where will it be given, by whom, and under which NPI?
            Harrow Vale Infusion Center, outpatient, NPI 1114996915
            5. What are you asking us to approve (code), how much, and from when?
            J1745, infliximab, 400 mg intravenously every 8 weeks. In all 120 units, from 03/09/2026 to 08/09/2026.
            6. State the diagnosis with its code.
            Crohn's disease without complications, K50.00
            7. Does she also have tuberculosis (A15.0)?
            No.
            8. Must it be decided sooner than usual?
            No.
            9. What has been tried so far?
            Azathioprine, 02/2024 to 09/2024: no benefit
            Adalimumab, 10/2024 to 06/2025: stopped for rash
            10. What comes next if this fails?
            Vedolizumab (J3380).
            """);
        packet.Has(
            ("patient.name", "Ines Calloway"), ("patient.birthDate", "1971-04-05"), ("patient.sex", "female"), ("patient.memberId", "QX4410022"),
            ("requestingProvider.name", "Owen Brightman"), ("requestingProvider.npi", "1003000126"), ("requestingProvider.fax", "5550142201"),
            ("servicingProvider.npi", "1114996915"), ("request.setting", "outpatient"),
            ("request.services[0].code", "J1745"), ("request.services[0].description", "infliximab"), ("request.services[0].dose", "400 mg"), ("request.services[0].frequency", "every 8 weeks"),
            ("request.services[0].quantity", "120"), ("request.services[0].startDate", "2026-03-09"), ("request.services[0].endDate", "2026-08-09"),
            ("diagnoses[0].code", "K50.00"), ("diagnoses[0].description", "Crohn's disease without complications"), ("diagnoses[1].code", null),
            ("clinical.priorTreatments[0].treatment", "Azathioprine"), ("clinical.priorTreatments[0].outcome", "failed"),
            ("clinical.priorTreatments[1].treatment", "Adalimumab"), ("clinical.priorTreatments[1].outcome", "intolerant"));
        Assert.Equal(["J1745"], packet.Codes().Distinct());
    }

    [Fact]
    public void AnswersBehindQuestionsAndBesideThemAreRead()
    {
        var packet = new Packet(
            """
            QUESTIONS ABOUT THE REQUEST
            Q1) Who is the member? Calloway, Ines
            Q2) When was she born? 04/05/1971   And the member number? QX4410022
            Q3) Which doctor is asking?
                A: Owen Brightman, DO - Pulmonology
            Q4) At what number can we reach the doctor?
                A: (555) 014-2200
            Q5) How many nights are requested?
                A: 2 nights
            Q6) Code of the study (CPT)?
                A: 95810, polysomnography
            Q7) Is this a renewal?
                A: No, a new request
            Q8) Any allergy?
                A: sulfa (hives)
            """);
        packet.Has(
            ("patient.name", "Ines Calloway"), ("patient.birthDate", "1971-04-05"), ("patient.memberId", "QX4410022"),
            ("requestingProvider.name", "Owen Brightman"), ("requestingProvider.specialty", "Pulmonology"), ("requestingProvider.phone", "5550142200"),
            ("request.services[0].code", "95810"), ("request.services[0].quantity", "2"), ("request.type", "initial"), ("clinical.allergies[0]", "sulfa"));
    }

    [Fact]
    public void WhatAQuestionNamesIsNoFact()
    {
        var packet = new Packet(
            """
            Prior authorization questions
            1. Name of the member
            Ines Calloway
            2. Is the member allergic to latex?
            No
            3. Has she ever taken methotrexate, e.g. J9250?
            No
            4. Could asthma (J45.909) be the cause?
            Perhaps; being looked into.
            5. Does it run in the family?
            Her mother has lupus (M32.9).
            """);
        packet.Has(("patient.name", "Ines Calloway"), ("clinical.allergies[0]", null), ("clinical.priorTreatments[0].treatment", null), ("diagnoses[0].code", null), ("request.services[0].code", null));
    }

    [Fact]
    public void NumberedTitlesOverLabelsAreNoQuestions()
    {
        var packet = new Packet(
            """
            Prior Authorization Request
            1. Member
            Name: Ines Calloway    Date of birth: 04/05/1971
            2. Prescriber
            Name: Owen Brightman, MD    NPI: 1003000126
            3. Request
            CPT: 95810    Units: 1
            """);
        packet.Has(("patient.name", "Ines Calloway"), ("patient.birthDate", "1971-04-05"), ("requestingProvider.npi", "1003000126"), ("request.services[0].code", "95810"));
    }
}
