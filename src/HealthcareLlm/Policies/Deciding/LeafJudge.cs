using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>Decides one criterion by its typed test. What it cannot decide is not documented; it never guesses.</summary>
public static class LeafJudge
{
    /// <summary>What the chart shows of a criterion.</summary>
    public static LeafFinding Judge(Criterion criterion, JudgedCase judged) => criterion.Test switch
    {
        null => LeafFinding.Silent("for-a-person: the criterion has no test; a person must judge it"),
        AgeTest age => Age(age, judged),
        DiagnosisTest diagnosis => Diagnosis(diagnosis, judged.Facts),
        LabTest lab => LabJudge.Judge(lab, judged),
        TherapyTest therapy => new TherapyJudge(therapy, judged).Judge(),
        SpecialtyTest specialty => Specialty(specialty, judged.Facts),
        QuantityTest quantity => Quantity(quantity, judged),
        DocumentedTest documented => StatementJudge.Documented(documented, judged),
        ExcludedTest excluded => StatementJudge.Excluded(excluded, judged),
        _ => throw new InvalidOperationException("unknown kind of test"),
    };

    /// <summary>Completed years on a day. Who was born on 29 February completes a year on 1 March of a year without that day.</summary>
    public static int AgeOn(DateOnly birth, DateOnly day)
    {
        int years = day.Year - birth.Year;
        return (day.Month, day.Day).CompareTo((birth.Month, birth.Day)) < 0 ? years - 1 : years;
    }

    private static LeafFinding Age(AgeTest test, JudgedCase judged)
    {
        var fact = judged.Facts.BirthDate;
        if (LeafFinding.NotGiven(fact, "the date of birth") is { } open) return open;
        if (PartialDate.Parse(fact.Value) is not { IsDay: true } birth || birth.Earliest > judged.ServiceDate) return LeafFinding.Silent("unusable: the date of birth is no day before the service", fact.Places);
        int age = AgeOn(birth.Earliest, judged.ServiceDate);
        return !(age < test.AtLeast) && !(age > test.AtMost)
            ? LeafFinding.Met("in-range: the age on the date of service lies in the policy's range", fact.Places)
            : LeafFinding.NotMet("out-of-range: the age on the date of service lies outside of the policy's range", fact.Places);
    }

    private static LeafFinding Diagnosis(DiagnosisTest test, CaseFacts facts)
    {
        bool Fits(string? code) => code is not null && test.AnyOf.Any(a => code.StartsWith(a, StringComparison.OrdinalIgnoreCase));
        var denied = test.Named.IsEmpty ? [] : facts.Chart.Find(test.Named).Where(static s => s.Assertion is { Polarity: ClinicalText.Polarity.Negated, Experiencer: ClinicalText.Experiencer.Patient }).ToList();
        ImmutableArray<Place> fitting = [.. facts.Diagnoses.Where(d => Fits(d.Code.Value)).SelectMany(static d => d.Code.Places)];
        if (!fitting.IsEmpty)
        {
            return denied.Count == 0
                ? LeafFinding.Met("code-given: a diagnosis of the request is of the policy's codes", fitting)
                : LeafFinding.Disputed("denied-in-chart: the request gives the diagnosis and the chart denies it", [.. fitting, .. denied.Select(static d => d.Place)]);
        }

        var disputed = facts.Diagnoses.Select(static d => d.Code).OfType<Fact.Open>().Where(o => o.Sides.Any(s => Fits(s.Text))).ToList();
        if (disputed.Count > 0)
        {
            ImmutableArray<Place> places = [.. disputed.SelectMany(static d => d.Places)];
            return disputed.Exists(static d => d.Disputed)
                ? LeafFinding.Disputed("documents-disagree: the documents disagree on the code of the diagnosis", places)
                : LeafFinding.Silent("held-back: a code of the policy stands in the documents and was held back for a person", places);
        }

        bool allCoded = facts.Diagnoses.Length > 0 && facts.Diagnoses.All(static d => d.Code is Fact.Known);
        return allCoded
            ? LeafFinding.NotMet("other-codes: every diagnosis of the request is of another code", [.. facts.Diagnoses.SelectMany(static d => d.Code.Places)])
            : LeafFinding.Silent("not-found: no document gives a code of the policy's diagnoses", [.. facts.Diagnoses.SelectMany(static d => d.Description.Places)]);
    }

    private static LeafFinding Specialty(SpecialtyTest test, CaseFacts facts)
    {
        if (facts.Specialty is Fact.Known own && test.AnyOf.Any(s => own.Text.Contains(s, StringComparison.OrdinalIgnoreCase))) return LeafFinding.Met("prescriber: the prescriber is of the specialty", own.At);
        ImmutableArray<string> consulted = [.. test.Specialist.SelectMany(static s => (string[])[$"in consultation with ... {s}", $"consulted ... {s}", $"consultation with ... {s}", $"co-managed ... {s}", $"comanaged ... {s}", $"managed with ... {s}", $"under the care of ... {s}", $"followed by ... {s}", $"discussed with ... {s}", $"saw ... {s}", $"sees ... {s}", $"{s} saw", $"{s} recommends", $"{s} recommended", $"{s} agrees", $"per {s}", $"{s} consult", $"{s} evaluation", $"{s} visit", $"{s} note", $"{s} follow-up", $"advice of ... {s}", $"letter from ... {s}", $"seen by ... {s}", $"evaluated by ... {s}", $"recommended by ... {s}", $"{s} consultation on", $"{s} ... saw", $"{s} ... agrees", $"{s} ... agreed", $"{s} ... recommends", $"{s} ... recommended", $"{s} ... evaluated", $"together with ... {s}", $"together w/ ... {s}", $"seen with ... {s}", $"seen jointly with ... {s}"])];
        ImmutableArray<Place> seen = consulted.IsEmpty ? [] : [.. facts.Chart.Find(consulted).Where(static s => s.Assertion.IsPatientFact && s.IsReal).Select(static s => s.Place)];
        if (!seen.IsEmpty) return LeafFinding.Met("consulted: a specialist was consulted", seen);
        if (LeafFinding.NotGiven(facts.Specialty, "the prescriber's specialty") is { } open) return open;
        ImmutableArray<string> not = [.. test.Specialist.SelectMany(static s => (string[])[$"{s} has not", $"{s} not ... seen", $"{s} not ... consulted", $"no {s}", $"not ... seen by ... {s}", $"not ... seen {s}", $"not ... seen a {s}", $"never seen ... {s}", $"without {s}", $"{s} was not", $"{s} declined"])];
        ImmutableArray<Place> denied = not.IsEmpty ? [] : [.. facts.Chart.Find(not).Where(static s => s.Assertion.Experiencer == ClinicalText.Experiencer.Patient).Select(static s => s.Place)];
        return LeafFinding.NotMet("other-specialty: the prescriber is of another specialty, and no consultation is documented", [.. facts.Specialty.Places, .. denied.Distinct()]);
    }

    private static LeafFinding Quantity(QuantityTest test, JudgedCase judged)
    {
        var covered = PolicyChooser.Covered(judged.Facts.Services, judged.Scope).ToList();
        if (covered.Count == 0) return LeafFinding.Silent("not-found: no requested service is one of the policy's");
        var findings = covered.Select(s => Quantity(test, s, judged.Facts.Chart)).ToList();
        return findings.MinBy(static f => Array.IndexOf([CriterionState.NotMet, CriterionState.Conflicting, CriterionState.NotDocumented, CriterionState.Met], f.State))!;
    }

    private static LeafFinding Quantity(QuantityTest test, ServiceFacts service, ChartText chart)
    {
        if (LeafFinding.NotGiven(service.Quantity, "the quantity") is { } none) return none;
        // 'Units requested: 1' has its unit in the label.
        bool labelled = service.Unit is Fact.Absent && service.Quantity.Places.Any(p => chart.Document(p.DocumentId) is { } document && SaysUnit(test.Unit, document, p.Span));
        // 'Quantity: 1' beside the code of a procedure or a device counts these; beside a drug it may be milligrams or vials.
        labelled |= service.Unit is Fact.Absent && SameUnit("units", test.Unit) && !IsDrug(service);
        if (!labelled && LeafFinding.NotGiven(service.Unit, "the unit of the quantity") is { } open) return open;
        ImmutableArray<Place> places = [.. service.Quantity.Places, .. service.Unit.Places];
        if (!labelled && !SameUnit(service.Unit.Value!, test.Unit)) return LeafFinding.Silent("other-unit: the quantity is given in another unit than the policy's", places);
        if (!decimal.TryParse(service.Quantity.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal quantity)) return LeafFinding.Silent("unusable: the quantity is no number", places);
        return quantity <= test.AtMost
            ? LeafFinding.Met("within-limit: the quantity asked for lies within the policy's limit", places)
            : LeafFinding.NotMet("over-limit: the quantity asked for lies above the policy's limit", places);
    }

    /// <summary>Whether a service is, or may be, a drug: by its code, an NDC or its description; so is what has no code.</summary>
    private static bool IsDrug(ServiceFacts service) => service.Code.Value is not { } code || code.Length != 5 || code[0] is 'J' or 'Q' or 'S' or 'C' || service.Ndc is not Fact.Absent
        || (service.Description.Value is { } text && ClinicalText.Mentions.DrugLexicon.Find(text, new(0, text.Length)).Any());

    private static bool SaysUnit(string unit, ClinicalText.AnnotatedDocument document, Documents.TextSpan span) =>
        span.In(document.Text).Split([' ', ':', '(', ')', '#', '.', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries).Any(w => SameUnit(w, unit));

    private static bool SameUnit(string one, string other) => string.Equals(one.Trim().TrimEnd('s', 'S'), other.Trim().TrimEnd('s', 'S'), StringComparison.OrdinalIgnoreCase);
}
