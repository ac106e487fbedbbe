namespace HealthcareLlm.Evaluation.Subgroups;

/// <summary>One measure in one subgroup, beside everyone else.</summary>
/// <param name="Tag">The tag: age band, sex, document type, specialty, grade, payer.</param>
/// <param name="Value">Its value.</param>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Packets">Packets of the subgroup that have anything to count.</param>
/// <param name="Count">How many in the subgroup.</param>
/// <param name="Of">Of how many.</param>
/// <param name="RestPackets">The other packets that have the tag and anything to count.</param>
/// <param name="RestCount">How many in the rest.</param>
/// <param name="RestOf">Of how many.</param>
/// <param name="Interval">95 % interval of the difference, subgroup less rest, by bootstrap over packets; null where one side has fewer than two packets.</param>
/// <param name="PValue">Two-sided p of no difference (difference over its standard error by packet, normal); null where there is no spread to judge by.</param>
/// <param name="Error">Standard error of the difference by packet; null as the p.</param>
public sealed record SubgroupFigure(
    string Tag, string Value, string Measure, int Packets, int Count, int Of, int RestPackets, int RestCount, int RestOf, (double Lower, double Upper)? Interval, double? PValue, double? Error)
{
    /// <summary>Packets below which no claim is made of a subgroup: the normal distribution is no guide there.</summary>
    public const int LeastPackets = 20;

    /// <summary>The field whose rate it is, a path without indexes; null where the measure is over all fields.</summary>
    public string? Field { get; init; }

    /// <summary>Whether it is the other side of a comparison that stands here already: with two values of a tag each is the other's rest. Such a pair is one comparison.</summary>
    public bool IsMirror { get; init; }

    /// <summary>The p corrected for the number of comparisons of this report (Holm 1979); null as the p.</summary>
    public double? Corrected { get; init; }

    /// <summary>Share in the subgroup, 0 to 1.</summary>
    public double Share => (double)Count / Of;

    /// <summary>Share in the rest, 0 to 1; null where there is no rest.</summary>
    public double? RestShare => RestOf == 0 ? null : (double)RestCount / RestOf;

    /// <summary>Subgroup less rest; null where there is no rest.</summary>
    public double? Difference => Share - RestShare;

    /// <summary>The smallest true difference that these packets would show in four of five samples at p 0.05: 2.8 standard errors; null where there is none.</summary>
    public double? Detectable => Error * 2.8;

    /// <summary>Whether the packets are too few for a claim about the subgroup, for better or worse.</summary>
    public bool TooFew => Math.Min(Packets, RestPackets) < LeastPackets;

    /// <summary>1 where a difference is for the better of the subgroup, -1 for the worse, 0 for neither: more of a field's rate is better, but of values that are wrong.</summary>
    public int Direction => Field is null ? MeasureDirection.Of(Measure, Difference) : Math.Sign(Difference ?? 0) * (Measure == FieldSubgroups.Wrong ? -1 : 1);

    /// <summary>Whether the subgroup differs after the correction, on packets enough to say so.</summary>
    public bool Differs => !TooFew && Corrected < 0.05;
}
