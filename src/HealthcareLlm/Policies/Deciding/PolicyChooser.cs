using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>What a request was matched with, for 'no approved policy found'.</summary>
/// <param name="Payer">Payer as the request has it; null where it gives none.</param>
/// <param name="Codes">Codes and drugs of the request.</param>
/// <param name="Diagnoses">Codes of diagnoses.</param>
/// <param name="Day">The date of service; null where it is not settled.</param>
/// <param name="Line">Line of business; null where not given.</param>
/// <param name="State">State; null where not given.</param>
/// <param name="Approved">How many approved policies ruled on that day, of any payer.</param>
public sealed record SearchedFor(string? Payer, ImmutableArray<string> Codes, ImmutableArray<string> Diagnoses, DateOnly? Day, string? Line, string? State, int Approved);

/// <summary>Which policy rules a request. Where that is not certain nothing is chosen, and it is said why.</summary>
public abstract record PolicyChoice
{
    private PolicyChoice()
    {
    }

    /// <summary>Exactly one rules.</summary>
    /// <param name="Policy">It.</param>
    public sealed record Chosen(ApprovedPolicy Policy) : PolicyChoice;

    /// <summary>More than one may rule, or it depends on something that the request does not give.</summary>
    /// <param name="Candidates">Those that may.</param>
    /// <param name="Why">What would settle it, in a sentence.</param>
    public sealed record Unsettled(ImmutableArray<ApprovedPolicy> Candidates, string Why) : PolicyChoice;

    /// <summary>No approved policy was found.</summary>
    /// <param name="Searched">What was searched.</param>
    /// <param name="Why">What did not match, in a sentence.</param>
    public sealed record NotFound(SearchedFor Searched, string Why) : PolicyChoice;
}

/// <summary>Chooses the policy of a request by payer, code, drug, diagnosis, line of business, state and date of service.</summary>
public static class PolicyChooser
{
    private static readonly HashSet<string> LegalWords = new(StringComparer.Ordinal) { "inc", "llc", "corp", "corporation", "co", "company", "the", "of" };

    /// <summary>Chooses among policies that are approved for the date of service.</summary>
    /// <param name="facts">The request.</param>
    /// <param name="inForce">Gives the policies that are approved and rule on a day.</param>
    /// <param name="day">The date of service where a person gives it; else the request's.</param>
    /// <param name="policyId">The id that a person chose; null to choose by the request.</param>
    public static PolicyChoice Choose(CaseFacts facts, Func<DateOnly, IReadOnlyList<ApprovedPolicy>> inForce, DateOnly? day = null, string? policyId = null)
    {
        var on = day ?? facts.ServiceDate;
        ImmutableArray<string> codes = [.. facts.Services.SelectMany(static s => new[] { s.Code.Value, s.Ndc.Value, s.Description.Value }).OfType<string>().Distinct()];
        ImmutableArray<string> diagnoses = [.. facts.Diagnoses.Select(static d => d.Code.Value).OfType<string>().Distinct()];
        SearchedFor Searched(int approved) => new(facts.Payer.Value, codes, diagnoses, on, facts.LineOfBusiness.Value, facts.State.Value, approved);
        PolicyChoice None(int approved, string why) => new PolicyChoice.NotFound(Searched(approved), why);
        if (on is not { } service) return None(0, "The date of service is not given or not settled; the version that rules depends on it.");
        var approved = inForce(service);
        if (policyId is not null)
        {
            ApprovedPolicy[] named = [.. approved.Where(p => string.Equals(p.Policy.PolicyId, policyId, StringComparison.OrdinalIgnoreCase))];
            return named.Length == 1 ? new PolicyChoice.Chosen(named[0]) : None(approved.Count, "No version of the policy that was named is approved for the date of service.");
        }

        if (facts.Payer.Value is not { } payer) return None(approved.Count, "The payer is not given or not settled.");
        ApprovedPolicy[] ofPayer = [.. approved.Where(p => IsPayer(payer, p.Policy))];
        if (ofPayer.Length == 0) return None(approved.Count, "No policy of this payer is approved for the date of service.");
        ApprovedPolicy[] covering = [.. ofPayer.Where(p => Covered(facts.Services, p.Policy.Scope).Any())];
        if (covering.Length == 0) return None(approved.Count, "No approved policy of this payer covers a requested code or drug on the date of service.");
        ApprovedPolicy[] fitting = [.. covering.Where(p => Fits(diagnoses, p.Policy.Scope) && Allows(p.Policy.Scope.LinesOfBusiness, facts.LineOfBusiness) && Allows(p.Policy.Scope.States, facts.State))];
        // Of the only policy for the service, its own criterion says that the diagnosis is another: an answer that a person can use, and none that can be met.
        if (fitting.Length == 0 && covering is [var only] && Allows(only.Policy.Scope.LinesOfBusiness, facts.LineOfBusiness) && Allows(only.Policy.Scope.States, facts.State) && AsksForDiagnosis(only.Criteria.For(facts.RequestType.Value))) fitting = covering;
        if (fitting.Length == 0) return None(approved.Count, "The payer's approved policies for the requested service are for other diagnoses, lines of business or states.");
        return Settle(fitting, facts);
    }

    /// <summary>The requested services that a policy covers.</summary>
    public static IEnumerable<ServiceFacts> Covered(ImmutableArray<ServiceFacts> services, PolicyScope scope) => services.Where(s =>
        scope.Codes.Any(c => c.Code == s.Code.Value || c.Code == s.Ndc.Value)
        || (s.Description.Value is { } text && DrugLexicon.Find(text, new(0, text.Length)).Any(d => scope.Drugs.Contains(d.Drug.Generic))));

    /// <summary>Whether a payer's name is the policy's: the same words, or one of the other names that the sheet gives, but for words of law.</summary>
    public static bool IsPayer(string written, MedicalPolicy policy)
    {
        string sought = Bare(written);
        return sought.Length > 0 && policy.PayerAlsoCalled.Prepend(policy.Payer).Any(n => Bare(n) == sought);
    }

    private static string Bare(string name) => string.Join('-', PolicyKey.Slug(name).Split('-').Where(static w => !LegalWords.Contains(w)));

    private static PolicyChoice Settle(ApprovedPolicy[] fitting, CaseFacts facts)
    {
        if (fitting.Any(p => !p.Policy.Scope.LinesOfBusiness.IsEmpty) && facts.LineOfBusiness.Value is null)
        {
            return new PolicyChoice.Unsettled([.. fitting], "Which policy rules depends on the line of business, which the request does not give.");
        }

        if (fitting.Any(p => !p.Policy.Scope.States.IsEmpty) && facts.State.Value is null)
        {
            return new PolicyChoice.Unsettled([.. fitting], "Which policy rules depends on the state, which the request does not give.");
        }

        if (fitting.Length > 1)
        {
            // Where each has services of its own, each has to be asked for; where one service is covered twice, a person must say which rules.
            bool apart = facts.Services.All(s => fitting.Count(p => Covered([s], p.Policy.Scope).Any()) <= 1);
            return new PolicyChoice.Unsettled([.. fitting], apart
                ? $"The requested services fall under different approved policies ({string.Join(", ", fitting.Select(static p => p.Policy.PolicyId))}); decide each by itself (--policy)."
                : "More than one approved policy covers the request; a person must choose (--policy).");
        }

        return new PolicyChoice.Chosen(fitting[0]);
    }

    /// <summary>Whether a tree cannot be met without a diagnosis that the policy lists.</summary>
    private static bool AsksForDiagnosis(CriteriaTree tree) => tree switch
    {
        CriteriaTree.Leaf leaf => leaf.Criterion.Test is DiagnosisTest,
        CriteriaTree.All all => all.Children.Any(AsksForDiagnosis),
        _ => false,
    };

    private static bool Fits(ImmutableArray<string> diagnoses, PolicyScope scope) =>
        scope.Diagnoses.IsEmpty || diagnoses.IsEmpty || diagnoses.Any(d => scope.Diagnoses.Any(b => d.StartsWith(b, StringComparison.OrdinalIgnoreCase)));

    /// <summary>An empty list allows all; a value that the request does not give is settled later.</summary>
    private static bool Allows(ImmutableArray<string> allowed, Fact given) => allowed.IsEmpty || given.Value is not { } value || allowed.Contains(value);
}
