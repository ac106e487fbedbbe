namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>The contract's leaves and sections as a prompt lists them.</summary>
internal static class LeafLists
{
    internal static string Request { get; } = string.Join('\n', RecordFields.All.Select(f => $"- {f.Path.Replace("[]", "[N]", StringComparison.Ordinal)}: {(f.Choices.IsEmpty ? Documents.Names.Of(f.Kind) : "one of " + string.Join(", ", f.Choices))}"));

    internal static string Summary { get; } = string.Join('\n', SummaryAnswer.Sections.Values.OrderBy(s => SummarySections.All.IndexOf(s)).Select(s => $"- {s.Name}{(s.Parts.IsEmpty ? string.Empty : ": " + string.Join(", ", s.Parts))}"));
}
