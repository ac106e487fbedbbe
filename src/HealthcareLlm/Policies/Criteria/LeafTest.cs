using System.Collections.Immutable;

namespace HealthcareLlm.Policies.Criteria;

/// <summary>How a laboratory value is compared with a threshold.</summary>
public enum Comparison
{
    /// <summary>The threshold or more.</summary>
    AtLeast,

    /// <summary>The threshold or less.</summary>
    AtMost,

    /// <summary>More than the threshold.</summary>
    Above,

    /// <summary>Less than the threshold.</summary>
    Below,
}

/// <summary>What a criterion asks of the chart, so that code can decide it. A criterion without a test is for a person.</summary>
public abstract record LeafTest
{
    private protected LeafTest()
    {
    }
}

/// <summary>The patient's age on the date of service.</summary>
/// <param name="AtLeast">Least age in completed years; null for none.</param>
/// <param name="AtMost">Greatest age in completed years; null for none.</param>
public sealed record AgeTest(int? AtLeast, int? AtMost) : LeafTest;

/// <summary>A diagnosis of the request.</summary>
/// <param name="AnyOf">Beginnings of ICD-10-CM codes any of which suffices.</param>
/// <param name="Named">Names of the disease; where the chart denies one, the code conflicts with the chart.</param>
public sealed record DiagnosisTest(ImmutableArray<string> AnyOf, ImmutableArray<string> Named) : LeafTest;

/// <summary>The latest result of a test within a time before the date of service.</summary>
/// <param name="AnyOf">Names of the test.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">The threshold, in <paramref name="Unit"/>.</param>
/// <param name="Unit">Unit; empty where the result is a plain number, such as a score. A result in another unit is not compared.</param>
/// <param name="WithinDays">Greatest age of the result on the date of service, days, that day included; null for any.</param>
public sealed record LabTest(ImmutableArray<string> AnyOf, Comparison Comparison, decimal Value, string Unit, int? WithinDays) : LeafTest;

/// <summary>Treatments that were tried.</summary>
/// <param name="AnyOf">Drugs, classes of drugs (<c>class:nsaid</c>) or other treatments.</param>
/// <param name="Count">How many different ones.</param>
/// <param name="Outcomes">Outcomes that count, of the contract's list. Intolerance and contraindication count whatever the duration.</param>
/// <param name="MinimumDays">Least duration in days; null for any.</param>
/// <param name="WithinDays">Latest end before the date of service, days; null for any.</param>
public sealed record TherapyTest(ImmutableArray<string> AnyOf, int Count, ImmutableArray<string> Outcomes, int? MinimumDays, int? WithinDays) : LeafTest;

/// <summary>The specialty of the prescriber, or of a specialist who was consulted.</summary>
/// <param name="AnyOf">Specialties, as the field: rheumatology.</param>
/// <param name="Specialist">What such a physician is called, for 'in consultation with': rheumatologist; empty where a consultation does not suffice.</param>
public sealed record SpecialtyTest(ImmutableArray<string> AnyOf, ImmutableArray<string> Specialist) : LeafTest;

/// <summary>A limit on the quantity asked for.</summary>
/// <param name="AtMost">Greatest quantity of any service.</param>
/// <param name="Unit">Its unit; a request in another unit is not compared.</param>
public sealed record QuantityTest(decimal AtMost, string Unit) : LeafTest;

/// <summary>A statement that must stand in the chart.</summary>
/// <param name="AnyOf">Phrases any of which suffices; <c>...</c> stands for up to six words of the same sentence.</param>
/// <param name="DeniedBy">Phrases that, affirmed, state the opposite.</param>
/// <param name="WithinDays">Greatest age of the statement on the date of service, days; null for any.</param>
/// <param name="OfRelative">Whether it must be said of a relative of the patient, as a family history is.</param>
/// <param name="AnyResult">Whether it counts whatever was found: an examination that was negative was made all the same.</param>
public sealed record DocumentedTest(ImmutableArray<string> AnyOf, ImmutableArray<string> DeniedBy, int? WithinDays, bool OfRelative = false, bool AnyResult = false) : LeafTest
{
    /// <summary>Kinds of relatives that count, as <c>rules/relatives.tsv</c> names them; empty for any by blood. Counts only where it must be said of a relative.</summary>
    public ImmutableArray<string> Relatives { get; init; } = [];
}

/// <summary>Something that the chart must deny: silence is no denial.</summary>
/// <param name="AnyOf">Phrases any of which, affirmed, makes it not met.</param>
/// <param name="DeniedBy">Phrases that, affirmed, deny it: 'QuantiFERON negative'.</param>
/// <param name="WithinDays">Greatest age of the denial on the date of service, days; null for any.</param>
/// <param name="Ever">Whether it excludes the service also where it lies in the past, as an earlier test does.</param>
public sealed record ExcludedTest(ImmutableArray<string> AnyOf, ImmutableArray<string> DeniedBy, int? WithinDays, bool Ever = false) : LeafTest
{
    /// <summary>What excludes the service where a sentence gives it a day of its own before the date of service: 'MRI lumbar spine 01/22/2026'. Without a day it may be what is asked for, and counts for nothing.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>Greatest age of <see cref="Done"/> on the date of service, days; null for any. What is older excludes nothing.</summary>
    public int? DoneWithinDays { get; init; }
}
