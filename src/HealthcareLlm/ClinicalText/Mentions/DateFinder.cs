using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Finds dates (part <c>date</c>, ISO; <c>ambiguous</c> with the possible values; <c>time</c>; <c>repaired</c>), relative dates
/// (part <c>relative</c>) and durations.
/// </summary>
internal sealed class DateFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        var evidence = DateEvidence.From(content);
        foreach (var date in DateReader.Read(content, evidence, offset => RoleAt(content, offset))) yield return ToMention(content, date);
        foreach (Match match in DatePatterns.Relative().Matches(content))
        {
            var span = new TextSpan(match.Index, match.Index + match.Length);
            yield return Mentions.Find.Mention(MentionType.Date, span, span, "date-relative", Mentions.Find.Part("relative", content, span));
        }

        foreach (Match match in DatePatterns.Duration().Matches(content))
        {
            var (n, u) = (match.Groups["n"], match.Groups["u"]);
            if (u.Value == "HR") continue;
            var name = new TextSpan(n.Index, match.Index + match.Length);
            yield return Mentions.Find.Mention(MentionType.Duration, name, name, "duration",
                new MentionPart("value", n.Value, new(n.Index, n.Index + n.Length)), new MentionPart("unit", u.Value.ToLowerInvariant(), new(u.Index, u.Index + u.Length)));
        }
    }

    /// <summary>Whether what stands before an offset on its line says that the date is one of birth.</summary>
    internal static DateRole RoleAt(string text, int offset) =>
        Birth().IsMatch(Mentions.Find.Before(text, offset, 32)) ? DateRole.Birth : DateRole.Service;

    private static Mention ToMention(string text, DateReading date)
    {
        var parts = ImmutableArray.CreateBuilder<MentionPart>();
        if (date.Value is { } value) parts.Add(new("date", value, date.Span));
        if (date.Ambiguous) parts.Add(new("ambiguous", string.Join('|', date.Candidates), date.Span));
        if (date.Repaired) parts.Add(new("repaired", "true", date.Span));
        var span = date.Span;
        var time = DatePatterns.TimeAfter().Match(text, date.Span.End);
        if (time.Success)
        {
            var group = time.Groups["time"];
            parts.Add(new("time", group.Value, new(group.Index, group.Index + group.Length)));
            span = new(span.Start, time.Index + time.Length);
        }

        return Mentions.Find.Mention(MentionType.Date, span, date.Span, date.Rule, parts.ToImmutable());
    }

    private static readonly Lazy<SievedPattern> BirthPattern = Pattern.Sieved(@"(?:\bD\.?O\.?B\b\.?|\bbirth ?date\b|\bdate of birth\b|\bborn\b|\bb(?:irth)? ?day\b)[^\d\n]{0,16}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Birth() => BirthPattern.Value;
}
