using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Results;

/// <summary>A laboratory value as a note gives it.</summary>
/// <param name="Note">The note.</param>
/// <param name="Rule">What was measured.</param>
/// <param name="Name">Where its name stands.</param>
/// <param name="Written">Where the value stands.</param>
/// <param name="Value">The number.</param>
internal sealed record LabValue(Note Note, LabRule Rule, TextSpan Name, TextSpan Written, decimal Value)
{
    /// <summary>Where its unit stands; empty where none is written.</summary>
    internal TextSpan Unit { get; init; }

    /// <summary>Whether it is of the day of its note; false where its line bears another date.</summary>
    internal bool IsDated { get; init; } = true;

    /// <summary>Whether it lies outside of the usual range.</summary>
    internal bool IsUnusual => Value < Rule.Low || Value > Rule.High;

    /// <summary>Name, value and unit.</summary>
    internal TextSpan Span => Unit.IsEmpty ? new(Name.Start, Written.End) : new(Name.Start, Math.Max(Written.End, Unit.End));
}

/// <summary>Reads laboratory values out of sentences and lines, in order of time.</summary>
internal static class LabReader
{
    internal static List<LabValue> Read(EncounterChart chart)
    {
        var values = new List<LabValue>();
        foreach (var note in chart.Notes)
        {
            var unused = chart.Passages.Where(p => ReferenceEquals(p.Note, note) && (!p.IsUsable || IsOld(p))).Select(p => p.Span).ToList();
            foreach (var line in ChartLines.Of(note))
            {
                if (!chart.IsDropped(note, line) && !chart.IsCorrected(note, line)) ReadLine(note, line, unused, values);
            }
        }

        return values;
    }

    private static bool IsOld(Passage passage) =>
        passage.Category is SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.Medications or SectionCategory.Instructions or SectionCategory.FollowUp or SectionCategory.Allergies;

    private static void ReadLine(Note note, TextSpan line, List<TextSpan> unused, List<LabValue> values)
    {
        string text = note.Text;
        for (int i = line.Start; i < line.End;)
        {
            bool starts = char.IsLetter(text[i]) && (i == 0 || !(char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '-' or '/' or '\''));
            if (!starts || LabLexicon.At(text, i) is not { } lab)
            {
                i++;
                continue;
            }

            var name = new TextSpan(i, i + lab.Length);
            i = name.End;
            if (unused.Exists(u => u.Contains(name)) || Conditional().IsMatch(text[Math.Max(line.Start, name.Start - 24)..name.Start])) continue;
            i = ReadValues(note, line, lab.Rule, name, values);
        }
    }

    private static int ReadValues(Note note, TextSpan line, LabRule rule, TextSpan name, List<LabValue> values)
    {
        int at = name.End;
        var match = First().Match(note.Text, at, line.End - at);
        while (match.Success)
        {
            var group = match.Groups["v"];
            string digits = group.Value.TrimStart('<', '>', ' ').Replace(",", string.Empty, StringComparison.Ordinal);
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) || number < rule.PlausibleLow || number > rule.PlausibleHigh) break;
            if (group.Value[0] is '<' or '>' && note.Kind != NoteKind.Results) break;
            var unit = match.Groups["u"];
            string after = note.Text[(match.Index + match.Length)..Math.Min(line.End, match.Index + match.Length + 24)];
            at = match.Index + match.Length;
            if (Elsewhen().IsMatch(after)) break;
            bool ownDate = DateReader.Find(note.Text, new(line.Start, name.Start)).Exists(d => d.Span != note.DateSpan);
            values.Add(new(note, rule, name, new(group.Index, group.Index + group.Length), number) { IsDated = !ownDate, Unit = unit.Success ? new(unit.Index, unit.Index + unit.Length) : default });
            // 'Na 116 -> 121 -> 123': the last is the latest.
            match = Next().Match(note.Text, at, line.End - at);
        }

        return at;
    }

    private static Regex First() => FirstPattern.Value;

    private static readonly Lazy<Regex> FirstPattern = Pattern.Of(@"\G[\s|]*(?:(?:is|was|of|at|now|today|level|count|currently|still|up to|down to|peaked at|peak|only|about|stable at|back to|last|am|this am|improved to|rose to|fell to|to)\b\s*|[:=~(|]\s*){0,3}(?<v>[<>]?\s?\d+(?:,\d{3})*(?:\.\d+)?)(?![\d/:]|\s?(?:-|–)\s?\d|\s?(?:mg|mcg|g|mEq|units?|mmol|meq) (?:PO|IV|daily|x|BID|TID)|\s?(?:h|hr|hrs|hours?|days?|d|weeks?|yrs?|years?|mo|months?|tabs?|doses?)\b)\s?(?<u>%|percent\b|(?:m?g|mcg|ng|pg|mmol|mEq|U|IU|K|k|x10\S*|thou|cells|µ?mol)/(?:dL|mL|L|u?µ?L|uL|mm3|h|hr)\b)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static Regex Next() => NextPattern.Value;

    private static readonly Lazy<Regex> NextPattern = Pattern.Of(@"\G\s*(?:\([^()\n]{1,20}\)\s*)?(?:->|→|>|-->|then|to|and then|down to|up to)\s*(?<v>[<>]?\d+(?:,\d{3})*(?:\.\d+)?)(?![\d/:])\s?(?<u>%|(?:m?g|mcg|ng|pg|mmol|mEq|U|IU|K|k)/(?:dL|mL|L|uL)\b)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // 'until Cr < 1.3', 'baseline creatinine 1.4': a condition or another time.
    private static Regex Conditional() => ConditionalPattern.Value;

    private static readonly Lazy<Regex> ConditionalPattern = Pattern.Of(@"\b(?:until|goal|if|when|target|transfuse(?: for| if)?|keep|once|baseline|prior|previous|outside|last|admission|initial|his usual|her usual)\s*(?:the |an? )?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // '116 on arrival', '13.4 pre', '8.4 on 03/05': a value of another day than the note's.
    private static Regex Elsewhen() => ElsewhenPattern.Value;

    private static readonly Lazy<Regex> ElsewhenPattern = Pattern.Of(@"^\s*\(?(?:on (?:arrival|admission|adm\b|presentation|\d{1,2}/\d{1,2})|at (?:arrival|admission|presentation|baseline)|initially|pre\b|pre-?op|baseline|last (?:week|month|year)|prior|previously|in (?:20|19)\d\d|yesterday)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
