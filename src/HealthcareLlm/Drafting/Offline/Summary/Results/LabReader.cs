using System.Collections.Immutable;
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

    /// <summary>Where its date stands: the note's, or the heading of its column; empty where it is not known.</summary>
    internal TextSpan DateSpan { get; init; }

    /// <summary>Its day; null where it is not known.</summary>
    internal DateOnly? Day { get; init; }

    /// <summary>Whether it lies outside of the usual range.</summary>
    internal bool IsUnusual => Value < Rule.Low || Value > Rule.High;

    /// <summary>Name, value and unit; the value alone where it stands in another column than the name.</summary>
    internal TextSpan Span => InTable ? Written : Unit.IsEmpty ? new(Name.Start, Written.End) : new(Name.Start, Math.Max(Written.End, Unit.End));

    /// <summary>Whether it stands under the heading of a column.</summary>
    internal bool InTable { get; init; }
}

/// <summary>Reads laboratory values out of sentences and lines, in order of time.</summary>
internal static class LabReader
{
    /// <summary>How far before its name a line says something of a value, characters: more than a line of any page holds.</summary>
    private const int FarthestBefore = 2_000;

    internal static List<LabValue> Read(EncounterChart chart)
    {
        var values = new List<(LabValue Value, int Order)>();
        var voided = new HashSet<(string, decimal)>();
        foreach (var note in chart.Notes)
        {
            var unused = new SpanCover(chart.PassagesOf(note).Where(p => !p.IsUsable || IsOld(p)).Select(p => p.Span));
            var read = new List<LabValue>();
            LabTable? table = null;
            foreach (var line in ChartLines.LinesOf(note))
            {
                if (chart.IsDropped(note, line.Span)) continue;
                if (LabTable.Of(note, line) is { } begins) table = begins;
                else if (table?.Read(line) is { Count: > 0 } row) read.AddRange(row);
                else if (!chart.IsCorrected(note, line.Span)) ReadLine(note, line.Span, unused, read);
            }

            foreach (var value in read) values.Add((value, note.Order));
            Void(chart, note, read, voided);
        }

        values.RemoveAll(v => voided.Contains((v.Value.Rule.Id, v.Value.Value)));
        return [.. values.OrderBy(v => v.Value.Day ?? DateOnly.MinValue).ThenBy(v => v.Order).ThenBy(v => v.Value.Written.Start).Select(v => v.Value)];
    }

    // '5.9 at 0415; drawn above the drip; redraw 8.8': 5.9 is no value of the patient, wherever it stands.
    private static void Void(EncounterChart chart, Note note, List<LabValue> read, HashSet<(string, decimal)> voided)
    {
        ImmutableArray<LabValue> inOrder = [.. read.OrderBy(static v => v.Written.Start)];
        foreach (var passage in chart.PassagesOf(note).Where(p => VoidResults.Voids(p.Text)))
        {
            int replaced = passage.Span.Start + VoidResults.Replacement(passage.Text);
            for (int i = Sorted.FirstFrom(inOrder, passage.Span.Start, static v => v.Written.Start); i < inOrder.Length && inOrder[i].Written.Start <= passage.Span.End; i++)
            {
                var value = inOrder[i];
                if (!passage.Span.Contains(value.Written)) continue;
                if (value.Written.Start < replaced || VoidResults.IsFormer(passage.Text, value.Written.Start - passage.Span.Start)) voided.Add((value.Rule.Id, value.Value));
            }
        }
    }

    private static bool IsOld(Passage passage) =>
        passage.Category is SectionCategory.PastHistory or SectionCategory.FamilyHistory or SectionCategory.Medications or SectionCategory.Instructions or SectionCategory.FollowUp or SectionCategory.Allergies;

    private static void ReadLine(Note note, TextSpan line, SpanCover unused, List<LabValue> values)
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
            if (unused.Covers(name) || OtherFluid().IsMatch(text[Math.Max(line.Start, name.Start - FarthestBefore)..name.Start]) || Conditional().IsMatch(text[Math.Max(line.Start, name.Start - 24)..name.Start])) continue;
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
            // 'A1c 05JAN 8.9': a date between name and value is the value's.
            var own = DateReader.Find(note.Text, new(name.End, group.Index)).Concat(DateReader.Find(note.Text, new(Math.Max(line.Start, name.Start - FarthestBefore), name.Start)).Where(d => d.Span != note.DateSpan).Reverse()).FirstOrDefault();
            bool dated = own.Span.IsEmpty;
            values.Add(new(note, rule, name, new(group.Index, group.Index + group.Length), number) { DateSpan = dated ? note.DateSpan : own.Span, Day = dated ? note.Day : own.On(note.Day?.Year), Unit = unit.Success ? new(unit.Index, unit.Index + unit.Length) : default });
            // 'Na 116 -> 121 -> 123': the last is the latest.
            match = Next().Match(note.Text, at, line.End - at);
        }

        return at;
    }

    private static SievedPattern First() => FirstPattern.Value;

    private static readonly Lazy<SievedPattern> FirstPattern = Pattern.Sieved(@"\G[\s|]*(?:\(?(?:\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}(?-i:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?:\d\d)?)\)?[:,]?\s+)?(?:(?:is|was|of|at|now|today|level|count|currently|still|up to|down to|peaked at|peak|only|about|stable at|back to|last|am|this am|improved to|rose to|fell to|to)\b\s*|[:=~(|]\s*){0,3}(?<v>[<>]?\s?\d+(?:,\d{3})*(?:\.\d+)?)(?![\d/:]|(?-i:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)|\s?(?:-|–)\s?\d|\s?(?:mg|mcg|g|mEq|units?|mmol|meq) (?:PO|IV|daily|x|BID|TID)|\s?(?:h|hr|hrs|hours?|days?|d|weeks?|yrs?|years?|mo|months?|tabs?|doses?)\b)\s?(?<u>%|percent\b|(?:m?g|mcg|ng|pg|mmol|mEq|U|IU|K|k|x10\S*|thou|cells|µ?mol)/(?:dL|mL|L|u?µ?L|uL|mm3|h|hr)\b)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Next() => NextPattern.Value;

    private static readonly Lazy<SievedPattern> NextPattern = Pattern.Sieved(@"\G\s*(?:\([^()\n]{1,20}\)\s*)?(?:->|→|>|-->|then|to|and then|down to|up to)\s*(?<v>[<>]?\d+(?:,\d{3})*(?:\.\d+)?)(?![\d/:])\s?(?<u>%|(?:m?g|mcg|ng|pg|mmol|mEq|U|IU|K|k)/(?:dL|mL|L|uL)\b)?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // 'pleural fluid: LDH 88', 'urine sodium 12': not of the blood.
    private static SievedPattern OtherFluid() => OtherFluidPattern.Value;

    private static readonly Lazy<SievedPattern> OtherFluidPattern = Pattern.Sieved(@"\b(?:pleural|peritoneal|ascit\w+|synovial|joint|drain|bile|amniotic|body) ?(?:fluid)?\b[^.;]*$|\b(?:thoracentesis|paracentesis|transudat\w+|exudat\w+|aspirate[ds]?|colou?red fluid)\b[^.;]*$|\b(?:urine|urinary|UA|stool|sweat|gastric)\b[^.;]{0,30}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // 'until Cr < 1.3', 'baseline creatinine 1.4': a condition or another time.
    private static SievedPattern Conditional() => ConditionalPattern.Value;

    private static readonly Lazy<SievedPattern> ConditionalPattern = Pattern.Sieved(@"\b(?:until|goal|if|when|target|transfuse(?: for| if)?|keep|once|baseline|prior|previous|outside|last|admission|initial|his usual|her usual)\s*(?:the |an? )?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // '116 on arrival', '13.4 pre', '8.4 on 03/05': a value of another day than the note's.
    private static SievedPattern Elsewhen() => ElsewhenPattern.Value;

    private static readonly Lazy<SievedPattern> ElsewhenPattern = Pattern.Sieved(@"^\s*\(?(?:on (?:arrival|admission|adm\b|presentation|\d{1,2}/\d{1,2})|at (?:arrival|admission|presentation|baseline)|initially|pre\b|pre-?op|baseline|last (?:week|month|year)|prior|previously|in (?:20|19)\d\d|yesterday)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
}
