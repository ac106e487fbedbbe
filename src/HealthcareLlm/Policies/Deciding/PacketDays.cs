using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>
/// Settles days that a document by itself leaves open: a slip with '03/10/2026' alone does not say which number is the month, but the form that it came with does, for one office wrote both. Where
/// the packet shows both orders, or neither, the days stay open.
/// </summary>
internal static class PacketDays
{
    /// <summary>The documents of one packet, with the days that the whole packet settles.</summary>
    internal static ImmutableArray<AnnotatedDocument> Settled(ImmutableArray<AnnotatedDocument> documents)
    {
        if (documents.Length < 2) return documents;
        var order = DateEvidence.From(string.Join('\n', documents.Select(static d => d.Text))).Order;
        return order == DateOrder.Unknown ? documents : [.. documents.Select(d => d.Mentions.Any(IsOpen) ? d.With([.. d.Mentions.Select(m => IsOpen(m) ? Settled(m, d.Text, order) : m)]) : d)];
    }

    private static bool IsOpen(Mention mention) => mention.Type == MentionType.Date && mention.Part("date") is null && mention.Part("ambiguous") is not null;

    private static Mention Settled(Mention mention, string text, DateOrder order)
    {
        var open = mention.Part("ambiguous")!;
        if (NumericDate.Parse(mention.NameSpan.In(text)) is not { YearFirst: false } written) return mention;
        int month = order == DateOrder.MonthFirst ? written.First : written.Second;
        string[] fitting = [.. open.Value.Split('|').Where(c => c.Length == 10 && int.TryParse(c.AsSpan(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int m) && m == month)];
        return fitting is [var only] ? mention with { Parts = [.. mention.Parts.Where(static p => p.Name != "ambiguous"), new MentionPart("date", only, open.Span)] } : mention;
    }
}
