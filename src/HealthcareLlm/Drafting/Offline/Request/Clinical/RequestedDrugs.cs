using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>What the request asks for, so that it is not read as tried before or taken now.</summary>
/// <param name="Descriptions">The first description of each service asked for, upper case.</param>
internal sealed record RequestedDrugs(ImmutableArray<string> Descriptions)
{
    private const int MostServices = 12;

    internal static RequestedDrugs Of(RequestContext context)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < MostServices; i++)
        {
            if (context.Book.Of(string.Create(CultureInfo.InvariantCulture, $"request.services[{i}].description")) is [var first, ..]) names.Add(first.Value.ToUpperInvariant());
        }

        return new(names.ToImmutable());
    }

    /// <summary>Whether a name is that of a drug asked for: one begins with the other. Services such as physical therapy may well have been tried before.</summary>
    internal bool Names(string name)
    {
        string upper = name.ToUpperInvariant();
        return Descriptions.Any(d => d == upper || StartsWithWord(d, upper) || StartsWithWord(upper, d)) && DrugLexicon.Find(name, new(0, name.Length)).Any();
    }

    private static bool StartsWithWord(string text, string start) =>
        start.Length > 4 && text.Length > start.Length && text.StartsWith(start, StringComparison.Ordinal) && !char.IsLetterOrDigit(text[start.Length]);
}
