using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>The sentences of a document with their scopes, each read when it is first asked for.</summary>
internal sealed class DocumentScopes
{
    private const int LongestList = 30;

    private readonly SectionedText _text;
    private readonly SentenceScopes?[] _sentences;
    private readonly int _latestYear;

    internal DocumentScopes(SectionedText text)
    {
        _text = text;
        _sentences = new SentenceScopes?[text.Sentences.Length];
        _latestYear = LatestYear(text.Text);
    }

    /// <summary>What the document says of a span.</summary>
    internal Assertion Judge(TextSpan span, MentionType? type)
    {
        if (span.IsEmpty || span.End > _text.Text.Length) return Assertion.Default;
        var section = _text.Sections.IsEmpty ? null : _text.Sections[_text.SectionAt(span.Start)];
        var scopes = At(span);
        bool treatment = type is MentionType.Procedure;
        bool any = type is null;
        var effects = AssertionEffects.None;
        var rules = ImmutableArray.CreateBuilder<string>();
        foreach (var rule in scopes.Over(span))
        {
            // 'Sumatriptan as needed, losartan daily': the drug after it is taken.
            if (type == MentionType.Medication && rule.Id == "hypothetical-as-needed") continue;
            if (!(treatment ? rule.ForTreatments : rule.ForProblems) || (any && !rule.ForProblems)) continue;
            if ((effects & rule.Effects) == rule.Effects) continue;
            effects |= rule.Effects;
            rules.Add(rule.Id);
        }

        bool happened = (effects & AssertionEffects.Performed) != 0;
        if (happened && !rules.Contains("hypothetical-if")) effects &= ~AssertionEffects.Hypothetical;
        var polarity = (effects & AssertionEffects.Negated) != 0 ? Polarity.Negated : (effects & AssertionEffects.Possible) != 0 ? Polarity.Possible : Polarity.Affirmed;
        if (rules.Contains("pseudo-possible-negated")) polarity = Polarity.Possible;
        if (CheckBoxJudge.Judge(scopes.Tokens, scopes.TokenAt(span.Start), scopes.TokenAt(span.End - 1)) is { } box)
        {
            // A box settles what its line says, but words beside it may still deny.
            if (box.Polarity != Polarity.Affirmed || polarity == Polarity.Affirmed) polarity = box.Polarity;
            rules.Add(box.Rule);
        }

        effects |= SectionDefaults.Of(section, type, polarity, effects, rules);
        var temporality = (effects & AssertionEffects.Hypothetical) != 0 ? Temporality.Hypothetical : (effects & AssertionEffects.Historical) != 0 ? Temporality.Historical : Temporality.Recent;
        var experiencer = (effects & AssertionEffects.Other) != 0 ? Experiencer.Other : Experiencer.Patient;
        return new(polarity, temporality, experiencer) { Rules = rules.ToImmutable() };
    }

    /// <summary>The sentence around a span, or its line where it stands in no sentence.</summary>
    internal SentenceScopes At(TextSpan span) =>
        _text.SentenceAt(span.Start) is var sentence && sentence >= 0 ? Scopes(sentence) : new SentenceScopes(_text.Text, Surroundings(span), _latestYear, []);

    private SentenceScopes Scopes(int index) => _sentences[index] ??= new(_text.Text, _text.Sentences[index].Span, _latestYear, Carried(index));

    /// <summary>Rules that a line before this one ('Call your doctor if you have:') lays over the items below it.</summary>
    private IReadOnlyList<AssertionRule> Carried(int index)
    {
        var item = _text.Sentences[index];
        for (int i = index - 1; i >= Math.Max(0, index - LongestList); i--)
        {
            var before = _text.Sentences[i];
            if (before.Section != item.Section || !Adjoin(before.Span, _text.Sentences[i + 1].Span)) return [];
            if (_text.Text[before.Span.End - 1] == ':') return Scopes(i).OpenAtEnd;
            if (before.Span.Length > 120) return [];
        }

        return [];
    }

    /// <summary>Whether one line follows the other without an empty line between, or with one before a bullet.</summary>
    private bool Adjoin(TextSpan above, TextSpan below)
    {
        int lineEnds = _text.Text.AsSpan(above.End, below.Start - above.End).Count('\n');
        return lineEnds == 1 || (lineEnds == 2 && Sections.LinePrefix.LengthOfBullet(_text.Text, below.Start, _text.Text.Length) > 0);
    }

    /// <summary>The line around a span that stands in no sentence, such as one inside a title.</summary>
    private TextSpan Surroundings(TextSpan span)
    {
        const int Margin = 300;
        int from = Math.Max(0, span.Start - Margin);
        int start = span.Start == 0 ? 0 : _text.Text.LastIndexOfAny(['\n', '\f'], span.Start - 1, span.Start - from) + 1;
        if (start == 0) start = from;
        int end = _text.Text.IndexOfAny(['\n', '\f'], span.End - 1, Math.Min(Margin, _text.Text.Length - span.End + 1));
        return new(Math.Min(start, span.Start), Math.Max(span.End, end < 0 ? Math.Min(_text.Text.Length, span.End + Margin) : end));
    }

    /// <summary>The latest year of a whole date (03/04/2026, 2026-03-04, March 4, 2026), plausible as the year of the note; a year that stands alone counts as past, and where there is no whole date every one does.</summary>
    private static int LatestYear(string text)
    {
        int latest = 0;
        for (int i = 0; i + 4 <= text.Length; i++)
        {
            if (text[i] is not ('1' or '2') || (i > 0 && char.IsLetterOrDigit(text[i - 1]))) continue;
            if (i + 4 < text.Length && char.IsLetterOrDigit(text[i + 4])) continue;
            if (!int.TryParse(text.AsSpan(i, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < 1900 or > 2100) continue;
            if (IsOfWholeDate(text, i)) latest = Math.Max(latest, year);
        }

        return latest == 0 ? int.MaxValue : latest;
    }

    private static bool IsOfWholeDate(string text, int year)
    {
        if (year + 6 < text.Length && text[year + 4] is '-' or '/' && char.IsDigit(text[year + 5])) return true;
        // '3/4/2026' and 'March 4, 2026', not '3/2026' and 'March 2026'.
        if (year > 3 && text[year - 1] is '/' or '-') return char.IsDigit(text[year - 2]) && text.AsSpan(Math.Max(0, year - 6), Math.Min(4, year - 2)).ContainsAny('/', '-');
        return year > 3 && text[year - 1] == ' ' && (text[year - 2] == ',' ? char.IsDigit(text[year - 3]) : char.IsDigit(text[year - 2]) && text[year - 3] is ' ' or >= '0' and <= '9');
    }
}
