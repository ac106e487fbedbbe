using System.Globalization;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Finds laboratory results, vital signs and scores with a value. Parts: <c>name</c>, <c>value</c> (the latest of a trend), <c>earlier</c>,
/// <c>unit</c>, <c>range</c>, <c>flag</c>, <c>time</c>.
/// </summary>
internal sealed class ResultFinder : IMentionFinder
{
    private const int Reach = 60;

    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        var tables = new ResultTables(text);
        int taken = 0;
        foreach (var (name, test) in TestLexicon.Find(content, new(0, content.Length)))
        {
            if (name.Start < taken) continue;
            var columns = tables.Columns(name);
            if (columns.Count > 0)
            {
                foreach (var (value, time) in columns) yield return FromColumn(content, name, test, value, time);
                taken = columns[^1].Value.End;
                continue;
            }

            if (Read(text, name, test) is not { } mention) continue;
            taken = mention.Span.End;
            yield return mention;
        }
    }

    private static Mention FromColumn(string text, TextSpan name, ClinicalTest test, TextSpan value, TextSpan time) =>
        Mentions.Find.Mention(test.Type, value, value, "result-table", Mentions.Find.Part("name", text, name), Mentions.Find.Part("value", text, value), Mentions.Find.Part("time", text, time)) with { Concept = test.Name };

    private static Mention? Read(SectionedText text, TextSpan name, ClinicalTest test)
    {
        string content = text.Text;
        if (name.Length == 1 && !SingleLetterFits(text, name, test)) return null;
        int at = SkipFiller(content, name.End, out bool direct);
        if (at < 0 || (name.Length <= 2 && !direct)) return null;
        // 'BUN and creatinine are 5 and 0.6': the number is the other test's.
        if (!direct && Mentions.Find.Before(content, name.Start, 4).EndsWith("and ") && content.AsSpan(name.End, at - name.End).IndexOf(" are ") + content.AsSpan(name.End, at - name.End).IndexOf(" were ") > -2) return null;
        var parts = new List<MentionPart> { Mentions.Find.Part("name", content, name) };
        if (ValueAt(content, at, test) is not { } value)
        {
            var word = ResultPatterns.Qualitative().Match(content, at);
            if (!word.Success || test.Type == MentionType.Vital || name.Length <= 2) return null;
            var qualitative = new TextSpan(at, at + word.Length);
            parts.Add(Mentions.Find.Part("value", content, qualitative));
            return Make(name, qualitative.End, test, parts);
        }

        int end = Trend(content, ref value, parts, test);
        parts.Insert(1, Mentions.Find.Part("value", content, value));
        end = Tail(content, end, parts);
        if (parts.Exists(p => p.Name == "unit") is false && Implausible(content, value, test)) return null;
        return Make(name, end, test, parts);
    }

    private static Mention Make(TextSpan name, int end, ClinicalTest test, List<MentionPart> parts) =>
        Mentions.Find.Mention(test.Type, new(name.Start, end), name, "result-lexicon", [.. parts]) with { Concept = test.Name };

    /// <summary>Where the value begins; -1 where something else stands between. <paramref name="direct"/>: only marks stand between.</summary>
    private static int SkipFiller(string text, int start, out bool direct)
    {
        int at = start;
        direct = true;
        while (at < text.Length && at < start + Reach)
        {
            var filler = ResultPatterns.Filler().Match(text, at);
            if (!filler.Success || filler.Length == 0 || (char.IsDigit(text[at]) || text[at] is '<' or '>')) break;
            // 'high' before a value is its flag; words need a boundary before them.
            if (char.IsLetter(text[at]) && at > 0 && char.IsLetterOrDigit(text[at - 1])) return -1;
            if (char.IsLetter(text[at])) direct = false;
            if (ResultPatterns.Qualitative().IsMatch(text.AsSpan(0, Math.Min(text.Length, at + 24)), at) && !DigitFollows(text, at + filler.Length)) break;
            at += filler.Length;
        }

        return at > start && at < text.Length ? at : -1;
    }

    private static bool DigitFollows(string text, int at)
    {
        int end = Math.Min(text.Length, at + 12);
        for (int i = at; i < end && text[i] is not ('.' or '\n' or ';'); i++)
        {
            if (char.IsDigit(text[i])) return true;
        }

        return false;
    }

    private static TextSpan? ValueAt(string text, int at, ClinicalTest test)
    {
        if (test.IsPair)
        {
            var pair = ResultPatterns.Pair().Match(text, at);
            return pair.Success ? new(at, at + pair.Groups["v"].Length) : null;
        }

        if (test.Name is "height" && ResultPatterns.FeetAndInches().Match(text, at) is { Success: true } feet) return new(at, at + feet.Length);
        if (test.Name is "visual acuity" && ResultPatterns.Pair().Match(text, at) is { Success: true } acuity) return new(at, at + acuity.Length);
        var match = ResultPatterns.Value().Match(text, at);
        if (!match.Success) return null;
        int number = match.Groups["v"].Index + match.Groups["v"].Length;
        if (ResultPatterns.NoResult().IsMatch(text.AsSpan(), number)) return null;
        int end = match.Groups["r"].Success && test.Type == MentionType.Vital ? match.Index + match.Length : number;
        if (end < text.Length && text[end] == '/' && end + 1 < text.Length && char.IsDigit(text[end + 1]) && !OutOf(text, end)) return null;
        if (end < text.Length && char.IsLetter(text[end]) && !ResultPatterns.Unit().IsMatch(text.AsSpan(), end) && text[end] is not ('H' or 'L' or 'K')) return null;
        return OutOf(text, end) ? new(at, end + 1 + DigitsAt(text, end + 1)) : new(at, end);
    }

    /// <summary>'8/10', '28/30': a score out of its greatest value.</summary>
    private static bool OutOf(string text, int end) =>
        end + 1 < text.Length && text[end] == '/' && DigitsAt(text, end + 1) is 1 or 2 or 3
        && text.AsSpan(end + 1, DigitsAt(text, end + 1)) is "10" or "15" or "30" or "27" or "21" or "100" or "24" or "12";

    private static int DigitsAt(string text, int at)
    {
        int count = 0;
        while (at + count < text.Length && char.IsAsciiDigit(text[at + count])) count++;
        return count;
    }

    private static int Trend(string text, ref TextSpan value, List<MentionPart> parts, ClinicalTest test)
    {
        for (int i = 0; i < 6; i++)
        {
            int after = value.End;
            if (ResultPatterns.Unit().Match(text, after) is { Success: true } unit) after = unit.Index + unit.Length;
            var arrow = ResultPatterns.Arrow().Match(text, after);
            if (!arrow.Success || arrow.Length == 0 || ValueAt(text, arrow.Index + arrow.Length, test) is not { } next) break;
            parts.Add(Mentions.Find.Part("earlier", text, value));
            value = next;
        }

        return value.End;
    }

    private static int Tail(string text, int end, List<MentionPart> parts)
    {
        for (int i = 0; i < 4; i++)
        {
            int next = Take("unit", ResultPatterns.Unit(), "u", text, end, parts);
            if (next < 0) next = Take("flag", ResultPatterns.Flag(), "f", text, end, parts);
            if (next < 0) next = Take("time", ResultPatterns.When(), "d", text, end, parts);
            if (next < 0) next = Take("range", ResultPatterns.Range(), "r", text, end, parts);
            if (next < 0) break;
            end = next;
        }

        return end;
    }

    private static int Take(string name, SievedPattern pattern, string group, string text, int at, List<MentionPart> parts)
    {
        if (parts.Exists(p => p.Name == name)) return -1;
        var match = pattern.Match(text, at);
        if (!match.Success) return -1;
        var value = match.Groups[group];
        parts.Add(Mentions.Find.Part(name, text, new(value.Index, value.Index + value.Length)));
        return match.Index + match.Length;
    }

    private static bool Implausible(string text, TextSpan value, ClinicalTest test)
    {
        if (test.IsPair) return false;
        string digits = new([.. value.In(text).SkipWhile(c => !char.IsDigit(c) && c != '.').TakeWhile(c => char.IsDigit(c) || c is '.' or ',').Where(c => c != ',')]);
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && (number < test.Low || number > test.High);
    }

    /// <summary>T, P, R and K alone need company: vital signs or other results on their line.</summary>
    private static bool SingleLetterFits(SectionedText text, TextSpan name, ClinicalTest test)
    {
        var category = Mentions.Find.CategoryAt(text, name.Start);
        if (name.Start > 0 && text.Text[name.Start - 1] is '-' or '/' or '\'' or '.' or '&') return false;
        if (category is SectionCategory.Vitals && test.Kind == "vital") return true;
        var line = Mentions.Find.LineAt(text.Text, name.Start).In(text.Text);
        return test.Kind == "vital"
            ? line.Contains("BP", StringComparison.Ordinal) || line.Contains("HR", StringComparison.Ordinal) || line.Contains("vital", StringComparison.OrdinalIgnoreCase) || line.Contains("blood pressure", StringComparison.OrdinalIgnoreCase)
            : category is SectionCategory.Labs or SectionCategory.OtherResults || line.Contains("Na", StringComparison.Ordinal) || line.Contains("Cr", StringComparison.Ordinal) || line.Contains("lab", StringComparison.OrdinalIgnoreCase) || name.Start == Mentions.Find.LineAt(text.Text, name.Start).Start || test.Name == "potassium";
    }
}
