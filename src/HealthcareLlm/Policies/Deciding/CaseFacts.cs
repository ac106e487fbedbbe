using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A place in a document of the case.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Span">Where in its text.</param>
public readonly record struct Place(DocumentId DocumentId, TextSpan Span);

/// <summary>What the guarded request says of one leaf.</summary>
public abstract record Fact
{
    private Fact()
    {
    }

    /// <summary>The value where it is given; null otherwise.</summary>
    public string? Value => (this as Known)?.Text;

    /// <summary>Every place that bears it, or its candidates.</summary>
    public ImmutableArray<Place> Places => this switch
    {
        Known known => known.At,
        Open open => [.. open.Sides.SelectMany(static s => s.At)],
        _ => [],
    };

    /// <summary>A verified value.</summary>
    /// <param name="Text">Normal form of the contract.</param>
    /// <param name="At">Where it stands.</param>
    public sealed record Known(string Text, ImmutableArray<Place> At) : Fact;

    /// <summary>Something stands there and is not given: held back, or documents disagree.</summary>
    /// <param name="Sides">The candidates.</param>
    /// <param name="Disputed">Whether documents disagree.</param>
    public sealed record Open(ImmutableArray<Known> Sides, bool Disputed) : Fact;

    /// <summary>No document gives it.</summary>
    public sealed record Absent : Fact
    {
        /// <summary>The only one.</summary>
        public static Absent Instance { get; } = new();
    }
}

/// <summary>A requested service or drug.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Ndc">Its NDC.</param>
/// <param name="Description">As written.</param>
/// <param name="Quantity">A number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="StartDate">First day.</param>
public sealed record ServiceFacts(Fact Code, Fact Ndc, Fact Description, Fact Quantity, Fact Unit, Fact StartDate);

/// <summary>A diagnosis.</summary>
/// <param name="Code">ICD-10-CM.</param>
/// <param name="Description">As written.</param>
public sealed record DiagnosisFacts(Fact Code, Fact Description);

/// <summary>A treatment that was tried.</summary>
/// <param name="Treatment">As written.</param>
/// <param name="Outcome">Of the contract's list.</param>
/// <param name="StartDate">Partial date.</param>
/// <param name="EndDate">Partial date.</param>
public sealed record TreatmentFacts(Fact Treatment, Fact Outcome, Fact StartDate, Fact EndDate);

/// <summary>A laboratory result.</summary>
/// <param name="Name">Name of the test.</param>
/// <param name="Value">As written, with its comparator.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Date">Partial date.</param>
public sealed record LabFacts(Fact Name, Fact Value, Fact Unit, Fact Date);

/// <summary>What the guarded request and the chart say: all that criteria are judged by.</summary>
public sealed record CaseFacts
{
    /// <summary>Payer or plan.</summary>
    public required Fact Payer { get; init; }

    /// <summary>Line of business.</summary>
    public required Fact LineOfBusiness { get; init; }

    /// <summary>State, two letters.</summary>
    public required Fact State { get; init; }

    /// <summary>Birth date.</summary>
    public required Fact BirthDate { get; init; }

    /// <summary>The prescriber's specialty.</summary>
    public required Fact Specialty { get; init; }

    /// <summary>Initial, renewal, extension, retrospective, appeal.</summary>
    public required Fact RequestType { get; init; }

    /// <summary>Services in the order asked for.</summary>
    public required ImmutableArray<ServiceFacts> Services { get; init; }

    /// <summary>Diagnoses, primary first.</summary>
    public required ImmutableArray<DiagnosisFacts> Diagnoses { get; init; }

    /// <summary>Treatments that were tried.</summary>
    public required ImmutableArray<TreatmentFacts> Treatments { get; init; }

    /// <summary>Results.</summary>
    public required ImmutableArray<LabFacts> Labs { get; init; }

    /// <summary>The text of the chart, without pages and passages that must not be used.</summary>
    public required ChartText Chart { get; init; }

    /// <summary>The first day of service: the earliest start date of the services; null where none is given, or one of them is in doubt.</summary>
    public DateOnly? ServiceDate
    {
        get
        {
            if (Services.Any(static s => s.StartDate is Fact.Open)) return null;
            string[] days = [.. Services.Select(static s => s.StartDate.Value).OfType<string>().Order(StringComparer.Ordinal)];
            return days.Length > 0 && PartialDate.Parse(days[0]) is { IsDay: true } day ? day.Earliest : null;
        }
    }
}
