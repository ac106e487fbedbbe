using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Reads the attributes that follow a drug's name as an unbroken chain: anything that is neither attribute nor filler ends it, so that
/// nothing is taken from a neighbour.
/// </summary>
internal sealed class DoseReader
{
    private readonly string _text;
    private readonly ImmutableArray<MentionPart>.Builder _parts = ImmutableArray.CreateBuilder<MentionPart>();
    private TextSpan? _amount;
    private TextSpan? _unit;
    private TextSpan? _count;

    private readonly int _start;

    private DoseReader(string text, int start) => (_text, _start) = (text, start);

    /// <summary>Strengths without their unit stand right behind the name.</summary>
    private const int ForPair = 2;

    /// <summary>The attributes from a place on, and where the last of them ends.</summary>
    internal static (ImmutableArray<MentionPart> Parts, int End) Read(string text, int start, int limit)
    {
        var reader = new DoseReader(text, start);
        int end = reader.Chain(start, limit);
        reader.Settle();
        return (reader._parts.ToImmutable(), end);
    }

    /// <summary>Dose parts from an amount and unit: <c>dose</c>, <c>strength</c>, <c>unit</c>.</summary>
    internal static IEnumerable<MentionPart> Dose(string text, TextSpan? amount, TextSpan? unit, TextSpan? count)
    {
        if (count is { } c) yield return Find.Part("dose", text, c);
        else if (amount is { } a) yield return Find.Part("dose", text, a);
        if (amount is { } s) yield return Find.Part("strength", text, s);
        if (unit is { } u) yield return Find.Part("unit", text, u);
    }

    private int Chain(int start, int limit)
    {
        int at = start, end = start;
        while (at < limit)
        {
            int next = Step(at);
            if (next > limit) break;
            if (next > at)
            {
                at = end = next;
                continue;
            }

            var filler = DosePatterns.Filler().Match(_text, at);
            if (!filler.Success || filler.Length == 0) break;
            at += filler.Length;
        }

        return end;
    }

    private int Step(int at)
    {
        // Whole words only: no 'im' inside 'improve'.
        if (at > 0 && char.IsLetterOrDigit(_text[at]) && char.IsLetterOrDigit(_text[at - 1])) return at;
        // No attribute begins with a space or another mark.
        if (!char.IsLetterOrDigit(_text[at]) && _text[at] is not ('.' or '\u00d7')) return at;
        if (_amount is null && DosePatterns.Amount().Match(_text, at) is { Success: true } amount)
        {
            _amount = SpanOf(amount);
            _unit = SpanOf(amount.Groups["u"]);
            return _amount.Value.End;
        }

        if (_amount is null && at - _start <= ForPair && DosePatterns.Pair().Match(_text, at) is { Success: true } pair)
        {
            Add("strength", SpanOf(pair));
            return pair.Index + pair.Length;
        }

        if (_count is null && DosePatterns.CountOfForm().Match(_text, at) is { Success: true } count)
        {
            _count = SpanOf(count);
            Add("form", SpanOf(count.Groups["f"]));
            return _count.Value.End;
        }

        return Single("duration", DosePatterns.Duration(), at)
            ?? Single("frequency", DosePatterns.Frequency(), at)
            ?? Single("prn", DosePatterns.Prn(), at)
            ?? Single("route", DosePatterns.Route(), at)
            ?? Single("form", DosePatterns.Form(), at)
            ?? Single("reason", DosePatterns.Reason(), at)
            ?? at;
    }

    private int? Single(string name, SievedPattern pattern, int at)
    {
        var match = pattern.Match(_text, at);
        if (!match.Success || match.Length == 0) return null;
        var value = WithoutStop(match.Groups["v"].Success ? SpanOf(match.Groups["v"]) : SpanOf(match));
        bool has = _parts.Any(p => p.Name == name);
        if (has && name is "reason") return null;
        if (has && name is "frequency" && _parts.Last(p => p.Name == name) is var last && value.Start - last.Span.End <= 5)
        {
            // 'every morning and at bedtime' and 'once daily at bedtime' are one frequency.
            _parts[_parts.IndexOf(last)] = Find.Part(name, _text, last.Span.Union(value));
        }
        else if (!has)
        {
            Add(name, value);
        }

        return match.Index + match.Length;
    }

    private void Add(string name, TextSpan span)
    {
        if (_parts.Any(p => p.Name == name)) return;
        _parts.Add(name == "prn" ? new("prn", "true", span) : Find.Part(name, _text, span));
    }

    /// <summary>Without a full stop that ends a sentence and not an abbreviation with inner stops.</summary>
    private TextSpan WithoutStop(TextSpan span)
    {
        var written = _text.AsSpan(span.Start, span.Length);
        return written[^1] == '.' && !written[..^1].Contains('.') ? new(span.Start, span.End - 1) : span;
    }

    private void Settle()
    {
        var dose = Dose(_text, _amount, _unit, _count).ToList();
        // 'Advair 100/50, 1 puff': the pair is the strength, the puff a dose of it.
        if (_parts.Any(static p => p.Name == "strength")) dose.RemoveAll(static p => p.Name == "strength");
        for (int i = 0; i < dose.Count; i++) _parts.Insert(i, dose[i]);
    }

    private static TextSpan SpanOf(Capture capture) => new(capture.Index, capture.Index + capture.Length);
}
