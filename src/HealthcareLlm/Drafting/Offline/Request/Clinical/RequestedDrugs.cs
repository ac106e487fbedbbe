using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>What the request asks for, so that it is not read as tried before or taken now.</summary>
/// <param name="Descriptions">The first description of each service asked for.</param>
internal sealed record RequestedDrugs(ImmutableArray<Candidate> Descriptions)
{
    private const int MostServices = 12;

    internal static RequestedDrugs Of(RequestContext context)
    {
        var names = ImmutableArray.CreateBuilder<Candidate>();
        for (int i = 0; i < MostServices; i++)
        {
            if (context.Book.Of(string.Create(CultureInfo.InvariantCulture, $"request.services[{i}].description")) is [var first, ..]) names.Add(first);
        }

        return new(names.ToImmutable());
    }

    /// <summary>Whether a name is that of a drug asked for: one begins with the other, at another place. Services such as physical therapy may well have been tried before.</summary>
    internal bool Names(EntryLeaf leaf)
    {
        string upper = leaf.Value.ToUpperInvariant();
        return Descriptions.Any(d => d.Value.ToUpperInvariant() is var asked && (asked == upper || StartsWithWord(asked, upper) || StartsWithWord(upper, asked)) && !IsSamePlace(d, leaf)) && DrugLexicon.Find(leaf.Value, new(0, leaf.Value.Length)).Any();
    }

    /// <summary>A row that was taken for a service is no evidence that the drug is asked for.</summary>
    private static bool IsSamePlace(Candidate asked, EntryLeaf leaf) =>
        asked.Evidence.All(e => e.DocumentId == leaf.Page.Document.Source.Id && e.Location is { } at && leaf.Spans.Any(s => s.Overlaps(at)));

    private static bool StartsWithWord(string text, string start) =>
        start.Length > 4 && text.Length > start.Length && text.StartsWith(start, StringComparison.Ordinal) && !char.IsLetterOrDigit(text[start.Length]);
}
