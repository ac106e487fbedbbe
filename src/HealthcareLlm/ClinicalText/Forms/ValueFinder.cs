using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Finds the value of a label: in its cell, in the next one, below it, above it.</summary>
internal static class ValueFinder
{
    private const int MaximumContinuation = 3;

    internal static List<LabelledValue> Read(FormPage page)
    {
        var values = new List<LabelledValue>();
        for (int i = 0; i < page.Lines.Count; i++)
        {
            if (page.TableLines.Contains(i)) continue;
            for (int h = 0; h < page.Hits[i].Count; h++)
            {
                if (ValueOf(page, i, h) is { } value) values.Add(value);
            }
        }

        return values;
    }

    private static LabelledValue? ValueOf(FormPage page, int index, int h)
    {
        var line = page.Lines[index];
        var hit = page.Hits[index][h];
        double left = line.Tokens[hit.First].Left;
        var topic = hit.Match.Target.Length == 0 ? FormTopic.None : TopicResolver.Of(page, index, left, hit.Match);
        // 'ICD-10: R40.0  Text: Somnolence': what describes stands behind the code that it describes.
        if (hit.Match.Target == "item.description" && page.Hits[index].FindLast(o => o.First < hit.First && o.Match.Target is "diagnosis.code" or "service.code") is { } code) topic = code.Match.Target == "diagnosis.code" ? FormTopic.Diagnosis : FormTopic.Service;
        string target = TopicResolver.Target(hit.Match.Target, topic);
        var labelSpan = LabelSpan(line, hit);
        var (span, more, place, score, boxes) = Locate(page, index, h, target);
        if (boxes) return null;
        return new(labelSpan.In(page.Text), labelSpan, span, place, score)
        {
            Target = target,
            Topic = topic,
            OwnTopic = hit.Match.Topic != FormTopic.None,
            MoreSpans = more,
            Rule = hit.Match.Rule ?? string.Empty,
        };
    }

    private static TextSpan LabelSpan(FormLine line, LabelHit hit)
    {
        int end = hit.After;
        while (end > hit.First + 1 && line.Tokens[end - 1].Kind == FormTokenKind.Mark && !line.Tokens[end - 1].Is(')')) end--;
        return line.SpanOf(hit.First, end);
    }

    private static (TextSpan Span, ImmutableArray<TextSpan> More, LabelPlace Place, double Score, bool Boxes) Locate(FormPage page, int index, int h, string target)
    {
        var line = page.Lines[index];
        var hit = page.Hits[index][h];
        int cell = line.Tokens[hit.First].Cell;
        int stop = h + 1 < page.Hits[index].Count ? page.Hits[index][h + 1].First : line.Tokens.Length;
        // 'Enrollee is her   spouse': whom a relation names is its value.
        if (target == "relationship" && h + 1 < page.Hits[index].Count && page.Hits[index][h + 1] is { HasColon: false, IsWholeCell: true, Match: { PartyOnly: true, Topic: FormTopic.Other } or { Target: "ignore" } }) stop = h + 2 < page.Hits[index].Count ? page.Hits[index][h + 2].First : line.Tokens.Length;
        int cellEnd = Math.Min(stop, line.CellStarts[cell + 1]);
        if (HasBox(line, hit.After, stop))
        {
            // 'DOB: Feb 27, 2017 Gender [x] Male': the date is the label's, the boxes are not.
            int box = Array.FindIndex(line.Tokens, hit.After, t => t.Kind == FormTokenKind.CheckBox);
            var before = Trimmed(line, hit.After, Math.Min(box, cellEnd));
            // The boxes of another cell are another question's.
            if (line.Tokens[box].Cell != cell && !before.IsEmpty && PlaceShape.Fit(page, target, before) is > 0 and var own && CheckBoxReader.IsWritten(target)) return (before, [], LabelPlace.Inline, own == 2 ? 0.9 : 0.8, false);
            bool measure = target is "weight" or "height" && before.Length > 0 && char.IsAsciiDigit(page.Text[before.Start]);
            return (measure || (hit.HasColon && target is "birthDate" or "memberId" or "phone")) && !before.IsEmpty && ValueShape.Fit(target, before.In(page.Text)) == 2
                ? (before, [], LabelPlace.Inline, 0.9, false) : (default, [], LabelPlace.CheckBox, 0, true);
        }

        // In running text, without a colon, the value is what follows at once.
        if (!hit.HasColon && !hit.IsWholeCell) cellEnd = ProseEnd(line, hit.After, cellEnd);
        var inline = Trimmed(line, PastRemark(page, line, hit.After, cellEnd), cellEnd);
        if (target is "name" or "patient.re" or "subscriber.name") inline = WithFirstName(line, inline, stop);
        var none = ImmutableArray<TextSpan>.Empty;
        if (!inline.IsEmpty)
        {
            int fit = PlaceShape.Fit(page, target, inline);
            double score = hit.HasColon ? (fit == 2 ? 0.95 : fit == 1 ? 0.85 : 0.3) : fit == 2 ? 0.85 : 0.5;
            var more = More(page, index, target, LeftOf(line, inline), LeftOf(line, line.SpanOf(hit.First, hit.After)), stop >= line.Tokens.Length || line.Tokens[stop].Cell != cell);
            if (fit > 0 || !HasOther(page, index, hit, stop, target)) return (inline, more, LabelPlace.Inline, score, false);
        }

        if (page.LabelsRight && hit is { HasColon: false, IsWholeCell: true } && cell > 0)
        {
            var (before, rest) = RightLabels.ValueOf(page, index, h);
            int right = before.IsEmpty ? 1 : Math.Max(PlaceShape.Fit(page, target, before), rest.IsEmpty ? 0 : PlaceShape.Fit(page, target, rest));
            bool labelled = page.Hits[index].Exists(o => o != hit && line.Tokens[o.First].Cell < cell && !(o is { HasColon: false, IsWholeCell: true }));
            if (right > 0 || !(page.LabelsBelow || labelled)) return right > 0 ? (before, rest.IsEmpty ? none : [rest], LabelPlace.Beside, right == 2 ? 0.92 : 0.82, false) : (default, none, LabelPlace.Beside, 0.8, false);
        }

        // On a page whose labels stand below their values, two labels side by side are not label and value.
        var over = page.LabelsBelow && !hit.HasColon && hit.IsWholeCell && target != "signature" ? Above(page, index, hit, stop, target) : default;
        if (!over.IsEmpty) return (over, none, LabelPlace.Above, 0.85, false);
        var beside = Beside(page, line, cell, stop, target);
        if (!beside.IsEmpty) return (beside, More(page, index, target, LeftOf(line, beside), LeftOf(line, line.SpanOf(hit.First, hit.After)), true), LabelPlace.Beside, PlaceShape.Fit(page, target, beside) == 2 ? 0.92 : 0.8, false);
        bool upwards = target == "signature" || (page.LabelsBelow && !hit.HasColon && hit.IsWholeCell);
        var first = upwards ? Above(page, index, hit, stop, target) : Below(page, index, hit, stop, target);
        if (!first.IsEmpty) return (first, none, upwards ? LabelPlace.Above : LabelPlace.Below, 0.8, false);
        // Where labels stand below their values, what follows a label is the next one's value.
        var second = upwards || hit.HasColon ? default : Above(page, index, hit, stop, target);
        return second.IsEmpty ? (default, none, LabelPlace.Inline, hit.HasColon || hit.IsWholeCell ? 0.8 : 0.3, false) : (second, none, LabelPlace.Above, 0.7, false);
    }

    /// <summary>'ROE,   JANE': a last name whose comma ends its cell goes on in the next one.</summary>
    private static TextSpan WithFirstName(FormLine line, TextSpan name, int stop)
    {
        if (name.IsEmpty) return name;
        int comma = Array.FindIndex(line.Tokens, t => t.Span.Start >= name.End);
        if (comma < 0 || comma + 1 >= stop || !line.Tokens[comma].Is(',') || line.Tokens[comma + 1].Kind != FormTokenKind.Word || line.Tokens[comma + 1].Cell == line.Tokens[comma].Cell) return name;
        int end = Math.Min(stop, line.CellStarts[line.Tokens[comma + 1].Cell + 1]);
        var first = Trimmed(line, comma + 1, end);
        return first.IsEmpty || first.Length > 30 ? name : name.Union(first);
    }

    /// <summary>Skips an instruction in brackets: '(please specify name, strength, and dosing schedule)'.</summary>
    private static int PastRemark(FormPage page, FormLine line, int from, int to)
    {
        if (from >= to || !line.Tokens[from].Is('(')) return from;
        int close = from + 1;
        while (close < to && !line.Tokens[close].Is(')')) close++;
        bool remark = Enumerable.Range(from, close - from).Any(t => line.Tokens[t].Key is "please" or "specify" or "include" or "list" or "required" or "check" or "mm" or "if" or "optional" or "attach" or "describe" or "circle" or "print" or "one" or "must" or "select" or "etc");
        _ = page;
        return remark ? Math.Min(to, close + 1) : from;
    }

    private static int ProseEnd(FormLine line, int from, int to)
    {
        int t = from;
        while (t < to && (line.Tokens[t].Is('.') || line.Tokens[t].Is('#') || line.Tokens[t].Is(':'))) t++;
        for (; t < to; t++)
        {
            var token = line.Tokens[t];
            bool parted = t + 1 < line.Tokens.Length && line.Tokens[t + 1].Span.Start > token.Span.End;
            if (token.Is(')') && t > from + 3 || token.Is(';') || (token.Is('.') && (parted || t + 1 == to))) break;
            if (token.Is(')') && !line.Tokens[from].Is('(')) break;
            if (t - from > 12) break;
        }

        return t;
    }

    // The rest of a number that did not fit on its line.
    private static readonly Lazy<System.Text.RegularExpressions.Regex> NumberGoesOn = Pattern.Of(@"^[A-Z]{0,2}[0-9][A-Z0-9\-]{1,9}$", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private static bool HasOther(FormPage page, int index, LabelHit hit, int stop, string target)
    {
        var line = page.Lines[index];
        var beside = Beside(page, line, line.Tokens[hit.First].Cell, stop, target);
        return !beside.IsEmpty && PlaceShape.Fit(page, target, beside) == 2;
    }

    private static bool HasBox(FormLine line, int from, int to)
    {
        for (int t = from; t < to; t++)
        {
            if (line.Tokens[t].Kind == FormTokenKind.CheckBox) return true;
        }

        return false;
    }

    private static double LeftOf(FormLine line, TextSpan span) => line.Tokens.First(t => t.Span.Start >= span.Start).Left;

    /// <summary>A run of tokens without the fill around it.</summary>
    internal static TextSpan Trimmed(FormLine line, int from, int to)
    {
        while (from < to && (line.Tokens[from].IsBlankFill || line.Tokens[from].Is(':') || line.Tokens[from].Is('#') || line.Tokens[from].Is('*') || line.Tokens[from].Is(')') || line.Tokens[from].Is('?'))) from++;
        while (to > from && (line.Tokens[to - 1].Is('_') || line.Tokens[to - 1].Is(',') || line.Tokens[to - 1].Is(';') || line.Tokens[to - 1].Is('-') || line.Tokens[to - 1].Is('(') || line.Tokens[to - 1].Is('*') || line.Tokens[to - 1].Is('•'))) to--;
        return line.SpanOf(from, to);
    }

    private static TextSpan Beside(FormPage page, FormLine line, int cell, int stop, string target)
    {
        if (cell + 1 >= line.CellCount || line.CellStarts[cell + 1] >= stop) return default;
        var span = Trimmed(line, line.CellStarts[cell + 1], Math.Min(stop, line.CellStarts[cell + 2]));
        int next = cell + 2;
        // One character a cell (comb boxes), or a value whose cells lie apart.
        while (next < line.CellCount && line.CellStarts[next] < stop)
        {
            var piece = Trimmed(line, line.CellStarts[next], Math.Min(stop, line.CellStarts[next + 1]));
            bool comb = !span.IsEmpty && piece.Length <= 2 && span.Length <= 60 && span.In(page.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => w.Length <= 4);
            if (!span.IsEmpty && !comb && target is not ("address" or "name")) break;
            // A name ends where digits begin: 'Physician  ~~~  12/03/2025'.
            if (target is "name" && piece.In(page.Text).AsSpan().ContainsAnyInRange('0', '9')) break;
            // And where the words of the next cell are none of a name's.
            if (target is "name" && !span.IsEmpty && !comb && !piece.IsEmpty && !PersonNames.MayGoOn(span.In(page.Text), piece.In(page.Text))) break;
            if (!piece.IsEmpty) span = span.IsEmpty ? piece : span.Union(piece);
            next++;
        }

        return span.IsEmpty || PlaceShape.Fit(page, target, span) == 0 ? default : span;
    }

    private static TextSpan Below(FormPage page, int index, LabelHit hit, int stop, string target)
    {
        for (int below = index + 1; below < page.Lines.Count && below <= index + 2; below++)
        {
            if (page.TableLines.Contains(below) || page.Topics.IsHeading(below)) return default;
            var box = page.Lines[below].Line.Box;
            if (box.Y - page.Lines[index].Line.Box.Bottom > page.LineHeight * 2.2 || box.Y < page.Lines[index].Line.Box.Y) return default;
            var span = Under(page, index, below, hit, stop);
            if (!span.IsEmpty) return PlaceShape.Fit(page, target, span) > 0 ? span : default;
        }

        return default;
    }

    private static TextSpan Above(FormPage page, int index, LabelHit hit, int stop, string target)
    {
        int above = page.LabelsBelow ? LabelOrientation.Above(page, index) : index - 1;
        if (above < 0 || page.TableLines.Contains(above) || page.Topics.IsHeading(above)) return default;
        var box = page.Lines[above].Line.Box;
        if (page.Lines[index].Line.Box.Y - box.Bottom > page.LineHeight * 1.8 || box.Y > page.Lines[index].Line.Box.Y) return default;
        var span = Under(page, index, above, hit, stop);
        return span.IsEmpty || PlaceShape.Fit(page, target, span) == 0 || span.Length > 60 ? default : span;
    }

    /// <summary>The words of another line between the label's left edge and the next label or cell of the label's line.</summary>
    private static TextSpan Under(FormPage page, int index, int other, LabelHit hit, int stop)
    {
        var line = page.Lines[index];
        var target = page.Lines[other];
        int cell = line.Tokens[hit.First].Cell;
        double left = line.Tokens[hit.First].Left - (page.LineHeight * 0.8);
        double right = stop < line.Tokens.Length ? line.Tokens[stop].Left : cell + 1 < line.CellCount ? line.Tokens[line.CellStarts[cell + 1]].Left : double.MaxValue;
        double labelRight = line.Tokens[hit.After - 1].Right;
        for (int c = 0; c < target.CellCount; c++)
        {
            int start = target.CellStarts[c], end = target.CellStarts[c + 1];
            double cellLeft = target.Tokens[start].Left;
            // A cell farther right than twice the label belongs to something else.
            if (target.Tokens[end - 1].Right < left || cellLeft >= right - (page.LineHeight * 0.5) || cellLeft < left - (page.LineHeight * 0.8)) continue;
            if (cellLeft > labelRight + (page.LineHeight * 6)) continue;
            if (page.Hits[other].Exists(h => target.Tokens[h.First].Cell == c) || HasBox(target, start, end)) return default;
            while (end > start && target.Tokens[end - 1].Left >= right - 1) end--;
            return Trimmed(target, start, CombEnd(target, c, end, right - (page.LineHeight * 0.5)));
        }

        return default;
    }

    /// <summary>Where a comb that begins in a cell ends: one or two characters a cell, up to the next label's place.</summary>
    private static int CombEnd(FormLine line, int cell, int end, double right)
    {
        int last = end;
        for (int c = cell; c < line.CellCount && line.Tokens[line.CellStarts[c]].Left < right; c++)
        {
            if (line.CellSpan(c).Length > 2) break;
            last = Math.Max(end, line.CellStarts[c + 1]);
        }

        return last;
    }

    /// <summary>Further lines of an address or a description that line up with the value's first line.</summary>
    private static ImmutableArray<TextSpan> More(FormPage page, int index, string target, double left, double labelLeft, bool endsLine)
    {
        if (target is not ("memberId" or "address" or "specialty" or "name" or "payer" or "service.description" or "diagnosis" or "urgencyReason" or "finding" or "allergy" or "medication.list" or "treatment.list") || !endsLine) return [];
        var more = ImmutableArray.CreateBuilder<TextSpan>();
        for (int below = index + 1; below < page.Lines.Count && more.Count < MaximumContinuation; below++)
        {
            var line = page.Lines[below];
            if (line.Line.Block != page.Lines[index].Line.Block && target is "allergy" or "medication.list" or "treatment.list" or "finding") break;
            if (page.Hits[below].Exists(h => h.HasColon) && target is not "address") break;
            if (target is "allergy" && page.Lines[below - 1].Tokens[^1].Is('.')) break;
            if (page.TableLines.Contains(below) || page.Topics.IsHeading(below) || line.Line.Box.Y - page.Lines[below - 1].Line.Box.Bottom > page.LineHeight * 0.9) break;
            int cell = Enumerable.Range(0, line.CellCount).FirstOrDefault(c => Math.Abs(line.Tokens[line.CellStarts[c]].Left - left) <= page.LineHeight * 0.9, -1);
            // Prose wraps to the label's own left edge.
            bool prose = target is "urgencyReason" or "finding" or "medication.list" or "treatment.list" or "allergy";
            if (cell < 0 && prose && line.CellCount == 1 && Math.Abs(line.Tokens[0].Left - labelLeft) <= page.LineHeight) cell = 0;
            // What stands beside another label is that label's value.
            if (cell > 0 && page.Hits[below].Exists(h => h.Match.Target is { Length: > 0 } && line.Tokens[h.First].Cell == cell - 1)) break;
            if (cell < 0 || page.Hits[below].Exists(h => line.Tokens[h.First].Cell == cell) || HasBox(line, line.CellStarts[cell], line.CellStarts[cell + 1])) break;
            var span = Trimmed(line, line.CellStarts[cell], line.CellStarts[cell + 1]);
            if (span.IsEmpty || (target is "memberId" && (more.Count > 0 || line.CellCount > 1 || !NumberGoesOn.Value.IsMatch(span.In(page.Text))))) break;
            more.Add(span);
        }

        return more.ToImmutable();
    }
}
