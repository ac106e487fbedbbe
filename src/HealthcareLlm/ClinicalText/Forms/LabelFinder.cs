using HealthcareLlm.ClinicalText.Forms.Concepts;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Finds the labels and headings of a page.</summary>
internal static class LabelFinder
{
    // A label that the lexicon does not know has at most this many words before its colon.
    private const int UnknownLabelWords = 7;

    // A line with more tokens than this is prose.
    private const int SignatureTokens = 16;

    internal static void Find(FormPage page)
    {
        FindLabels(page);
        FindHeadings(page);
    }

    /// <summary>Finds headings, once labels are found and questions taken.</summary>
    internal static void FindHeadings(FormPage page)
    {
        for (int i = 0; i < page.Lines.Count; i++)
        {
            if (!page.TableLines.Contains(i)) FindHeadings(page, i);
        }
    }

    /// <summary>Finds labels and no headings, as on a page that is one box of a form.</summary>
    internal static void FindLabels(FormPage page)
    {
        for (int i = 0; i < page.Lines.Count; i++) FindInLine(page, i);
    }

    /// <summary>The label that the first line of a page is as a whole; target empty where only its colon tells, null where it is none.</summary>
    internal static LabelMatch? WholeLabel(FormPage page)
    {
        var tokens = page.Lines[0].Tokens;
        if (HitAt(page, 0, 0, 0, tokens.Length, true) is { IsWholeCell: true } hit) return hit.Match;
        return LabelLexicon.MatchLabel(tokens, 0, tokens.Length, page.Reading.Read) is { } match && RestIsFill(tokens, match.End, tokens.Length) ? match : null;
    }

    private static void FindInLine(FormPage page, int index)
    {
        var line = page.Lines[index];
        for (int cell = 0; cell < line.CellCount; cell++)
        {
            int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
            int first = LabelLexicon.SkipNumbering(line.Tokens, start, end, page.Reading.Read);
            bool atStart = true;
            bool answers = start > 0 && (line.Tokens[start - 1].Is(':') || line.Tokens[start - 1].Is('?'));
            // The words behind a box that fills the end of the cell before are its option.
            if (start > 0 && line.Tokens[start - 1].Kind == FormTokenKind.CheckBox) first = SkipOption(page, line, start - 1, end);
            for (int t = first; t < end;)
            {
                if (line.Tokens[t].Kind == FormTokenKind.CheckBox)
                {
                    // What follows a box is its option, which may read like a label.
                    t = SkipOption(page, line, t, end);
                    atStart = true;
                    continue;
                }

                var hit = HitAt(page, index, cell, t, end, atStart);
                // What follows a label's colon is its value, though it may read like a label: 'Relation:  Spouse'.
                if (hit is { HasColon: false } && answers && t == first && (hit.IsWholeCell || hit.Match.Target is not ("weight" or "height"))) hit = null;
                // '31 units' is a quantity, and no box numbered 31.
                if (hit is { HasColon: false, Match.Target: "item.quantity" } && t == first && t > start && line.Tokens[t - 1].Kind == FormTokenKind.Word) hit = null;
                if (hit is not null)
                {
                    page.Hits[index].Add(hit);
                    t = hit.After;
                }
                else
                {
                    t++;
                }

                atStart = false;
            }
        }
    }

    private static int SkipOption(FormPage page, FormLine line, int box, int end)
    {
        int t = box + 1;
        for (; t < end && line.Tokens[t].Kind == FormTokenKind.Word; t++)
        {
            if (t == box + 1) continue;
            var match = LabelLexicon.MatchLabel(line.Tokens, t, end, page.Reading.Read);
            if (match is { IsStrong: true } m && ColonAfter(line.Tokens, m.End, end) > 0) break;
        }

        return t;
    }

    private static LabelHit? HitAt(FormPage page, int index, int cell, int t, int end, bool atStart)
    {
        var line = page.Lines[index];
        var tokens = line.Tokens;
        if (tokens[t].Kind != FormTokenKind.Word) return null;
        var match = LabelLexicon.MatchLabel(tokens, t, end, page.Reading.Read);
        if (match is null)
        {
            if (atStart && CompoundLabel.At(page, index, t, end) is { } compound) return compound;
            if (atStart && (ConceptLabel.At(page, index, t, end) ?? RunInLabel.At(page, index, t, end)) is { } read) return read;
            return atStart ? UnknownLabel(line, index, t, end) : UnknownInside(line, index, t, end);
        }

        var m = match.Value;
        int colon = ColonAfter(tokens, m.End, end);
        // Recognition takes a faint colon for an apostrophe, which the label took along: 'Gender’ [x] Male'.
        if (colon < 0 && m.End > t + 1 && m.End < end && (tokens[m.End - 1].Is('’') || tokens[m.End - 1].Is('\'')) && tokens[m.End].Span.Start > tokens[m.End - 1].Span.End) colon = m.End;
        // 'Kind of plan', 'Insured parent': the words together say more than the phrase that begins them.
        if (atStart && ConceptLabel.Prevails(m, colon, end) && ConceptLabel.At(page, index, t, end) is { } together && together.Match.Target != m.Target) return together;
        bool whole = atStart && RestIsFill(tokens, colon > 0 ? colon : m.End, end);
        bool parted = t > 0 && tokens[t - 1].Kind == FormTokenKind.Mark && tokens[t - 1].Key[0] is ',' or ';' or '(' or ')' or '.' or '_' or '•' or '*' or '/' or '-' or '–' or ':';
        if (colon > 0)
        {
            // 'MEMBER:  5QD9H31WM62': behind the person's word stands a number and no name.
            if (m is { PartyOnly: true, Topic: FormTopic.Patient } && atStart && IsIdNext(page, line, colon, tokens.Length)) m = m with { Target = "memberId", Rule = "member-id", PartyOnly = false };
            bool allowed = atStart || m.IsStrong || parted || IsPayersId(page, line, cell, t, m);
            // 'Hire date:' is another label than 'date:'.
            return allowed ? new(index, t, colon, m, true, whole) : new(index, t, colon, m with { Target = "ignore" }, true, whole);
        }

        // 'Physician office telephone': the words of a party begin a label that the lexicon knows by its end alone.
        if (colon < 0 && atStart && !whole && (m.PartyOnly || !ValueShape.IsStrict(m.Target)) && CompoundLabel.At(page, index, t, end) is { } longer) return longer;
        if (tokens[t].Key.Length == 1 && m.End == t + 1) return null;
        if (atStart && whole && !m.PartyOnly) return new(index, t, m.End, m, false, true);
        if (atStart && whole && m.PartyOnly && line.CellCount > 1) return new(index, t, m.End, m, false, true);
        if (m is { PartyOnly: true, Topic: FormTopic.Patient } && IsIdNext(page, line, m.End, end)) return new(index, t, m.End, m with { Target = "memberId", Topic = FormTopic.Patient, Rule = "member-id" }, false, false);
        // 'Clinician  ~~~~  02/18/2026': a line that begins with who asks and ends with a date is where one signs.
        if (m is { PartyOnly: true, Topic: FormTopic.Requesting } && atStart && cell == 0 && tokens.Length <= SignatureTokens && EndsWithDate(page, line)) return new(index, t, m.End, m, false, false);
        if (m is { PartyOnly: true, Topic: FormTopic.Patient or FormTopic.Requesting } && atStart && ConceptLabel.PersonFrom(page, line, m.End, end) is > 0 and var person) return new(index, t, person, m, true, false);
        if (atStart && RunInLabel.At(page, index, t, end) is { } runIn) return runIn;
        if (!atStart && !m.IsStrong || m.PartyOnly) return null;
        int stop = Math.Min(end, m.End + 8);
        string rest = ValueText(page, line, m.End, stop);
        if (ValueShape.IsStrict(m.Target) && FitsAtOnce(m.Target, rest)) return new(index, t, m.End, m, false, false);
        return atStart && ValueShape.Fit(m.Target, rest) == 2 && char.IsUpper(page.Text[tokens[t].Span.Start]) && cell >= 0 && NextIsValue(tokens, m.End, end) ? new(index, t, m.End, m, false, false) : null;
    }

    /// <summary>'Cigna ID:': words that name the payer before a bare 'ID' at the start of a cell.</summary>
    private static bool IsPayersId(FormPage page, FormLine line, int cell, int t, LabelMatch match)
    {
        if (match.Rule != "member-id-bare") return false;
        int start = LabelLexicon.SkipNumbering(line.Tokens, line.CellStarts[cell], line.CellStarts[cell + 1], page.Reading.Read);
        return t - start is > 0 and <= 4 && Enumerable.Range(start, t - start).All(i => line.Tokens[i].Kind == FormTokenKind.Word && char.IsUpper(page.Text[line.Tokens[i].Span.Start]))
            && page.Topics.At(line.Index, line.Tokens[t].Left) is not (FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy);
    }

    private static bool EndsWithDate(FormPage page, FormLine line)
    {
        var last = line.Tokens[^1].Span;
        string end = page.Text[Math.Max(line.Tokens[0].Span.Start, last.End - 11)..last.End];
        return line.Tokens.Length > 3 && ValueShape.Fit("signDate", end) == 2 && char.IsAsciiDigit(end[^1]);
    }

    private static bool IsIdNext(FormPage page, FormLine line, int at, int end) =>
        at < end && line.Tokens[at].Kind == FormTokenKind.Word && line.Tokens[at].Span.Length >= 6 && line.Tokens[at].Key.Count(char.IsAsciiDigit) >= 4 && line.Tokens[at].Span.In(page.Text).Any(char.IsUpper);

    private static bool NextIsValue(FormToken[] tokens, int at, int end) => at < end && tokens[at].Kind == FormTokenKind.Word && tokens[at].Key.AsSpan().ContainsAnyInRange('0', '9');

    private static bool FitsAtOnce(string target, string rest)
    {
        // In running text the value follows at once: 'DOB 1/2/1960', 'NPI# 1234567893', 'Member ID W123 456'.
        string first = rest.TrimStart(' ', '#', '(', '.', '-', ':');
        if (first.StartsWith("is ", StringComparison.OrdinalIgnoreCase)) first = first[3..];
        int firstEnd = first.IndexOf(' ', StringComparison.Ordinal);
        string word = firstEnd < 0 ? first : first[..firstEnd];
        return target switch
        {
            "birthDate" or "requestDate" => ValueShape.Fit(target, first.Length > 20 ? first[..20] : first) == 2,
            "reference" => word.Length >= 5 && word.Count(char.IsAsciiDigit) >= 3,
            "phone" or "fax" => word.AsSpan().ContainsAnyInRange('0', '9') && ValueShape.Fit(target, first.Length > 20 ? first[..20] : first) == 2,
            "memberId" when word.Length is >= 1 and <= 4 && word.All(char.IsAsciiLetterUpper) => first.Length > word.Length + 1 && char.IsAsciiDigit(first[word.Length + 1]) && ValueShape.Fit(target, first.Length > 20 ? first[..20] : first) == 2,
            _ => word.AsSpan().ContainsAnyInRange('0', '9') && ValueShape.Fit(target, first.Length > 16 ? first[..16] : first) == 2,
        };
    }

    private static string ValueText(FormPage page, FormLine line, int from, int to)
    {
        var span = line.SpanOf(from, to);
        return span.IsEmpty ? string.Empty : span.In(page.Text);
    }

    /// <summary>A label that the lexicon does not know: some words and a colon at the start of a cell.</summary>
    private static LabelHit? UnknownLabel(FormLine line, int index, int t, int end)
    {
        int words = 0;
        for (int i = t; i < end && words <= UnknownLabelWords; i++)
        {
            var token = line.Tokens[i];
            if (token.Kind == FormTokenKind.CheckBox || token.Is(';') || token.Is(',')) return null;
            if (token.Kind == FormTokenKind.Word) words++;
            if (!token.Is(':')) continue;
            // '10:30' is a time.
            if (char.IsAsciiDigit(line.Tokens[i - 1].Key[^1])) return null;
            // A known label may stand within: 'Cigna ID:' is found from its own start.
            return words == 1 ? new LabelHit(index, t, i + 1, Unknown, true, i + 1 >= end) : null;
        }

        return null;
    }

    private static LabelHit? UnknownInside(FormLine line, int index, int t, int end)
    {
        // One capitalised word with a colon in the middle of a cell ends the value before it.
        if (t + 1 >= end || !line.Tokens[t + 1].Is(':') || line.Tokens[t + 1].Span.Start != line.Tokens[t].Span.End) return null;
        if (char.IsAsciiDigit(line.Tokens[t].Key[0])) return null;
        return new(index, t, t + 2, Unknown, true, false);
    }

    private static readonly LabelMatch Unknown = new(string.Empty, FormTopic.None, 0, false, false, string.Empty);

    internal static int ColonAfter(FormToken[] tokens, int at, int end)
    {
        int i = at;
        while (i < end && (tokens[i].Is('#') || tokens[i].Is('.') || tokens[i].Is(')') || tokens[i].Is('*'))) i++;
        if (i < end && tokens[i].Is('('))
        {
            // A remark in brackets before the colon: 'Date of birth (mm/dd/yyyy):'.
            int close = i + 1;
            while (close < end && close < i + 14 && !tokens[close].Is(')')) close++;
            if (close + 1 < end && tokens[close].Is(')') && tokens[close + 1].Is(':')) return close + 2;
        }

        if (i < end && (tokens[i].Is(':') || tokens[i].Is('?') || tokens[i].Is('='))) return i + 1;
        // 'Name - Jane Roe'; a hyphen that touches both sides is part of a word.
        if (i > 0 && i + 1 < end && (tokens[i].Is('-') || tokens[i].Is('–') || tokens[i].Is('—')) && tokens[i].Span.Start > tokens[i - 1].Span.End && tokens[i + 1].Span.Start > tokens[i].Span.End) return i + 1;
        // Recognition takes a faint colon for an apostrophe.
        if (i > 0 && i + 1 < end && (tokens[i].Is('’') || tokens[i].Is('\'') || tokens[i].Is('‘')) && tokens[i].Span.Start == tokens[i - 1].Span.End && tokens[i + 1].Span.Start > tokens[i].Span.End) return i + 1;
        // 'INSURER;   Bluffs': a semicolon and a gap.
        if (i > 0 && i + 1 < end && tokens[i].Is(';') && tokens[i].Span.Start == tokens[i - 1].Span.End && tokens[i + 1].Span.Start > tokens[i].Span.End + 1) return i + 1;
        // 'Signature ________'
        return i < end && tokens[i].Is('_') ? i : -1;
    }

    private static bool RestIsFill(FormToken[] tokens, int at, int end)
    {
        int depth = 0;
        for (int i = at; i < end; i++)
        {
            if (tokens[i].Is('(')) depth++;
            else if (tokens[i].Is(')')) depth = Math.Max(0, depth - 1);
            else if (depth == 0 && tokens[i].Kind != FormTokenKind.Mark) return false;
        }

        return true;
    }

    private static void FindHeadings(FormPage page, int index)
    {
        var line = page.Lines[index];
        var found = new List<(int Cell, FormTopic Topic)>();
        bool row = IsRowOfTitles(page, index);
        for (int cell = 0; cell < line.CellCount; cell++)
        {
            int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
            if (line.Tokens.AsSpan(start, end - start).ToArray().Any(t => t.Kind == FormTokenKind.CheckBox)) continue;
            if (row)
            {
                found.Add((cell, TitleOf(page, line, cell) ?? FormTopic.None));
                continue;
            }

            if (LabelLexicon.MatchHeading(line.Tokens, start, end, page.Reading.Read) is { } topic && IsTitle(page, index, cell, start, end)) found.Add((cell, topic));
            else if (line.CellCount == 1 && HeadsLabels(page, index, 0) && TitleOf(page, line, cell) is { } party && page.Hits[index].TrueForAll(h => h.Match.PartyOnly || h.Match.Rule.StartsWith("concept-", StringComparison.Ordinal))) found.Add((cell, party));
        }

        // A heading stands alone or beside other headings; among values it is a label or a column.
        if (found.Count == 0 || found.Count < line.CellCount) return;
        var columns = found.ConvertAll(f => (line.Tokens[line.CellStarts[f.Cell]].Left, f.Topic));
        for (int c = 1; c < columns.Count; c++) columns[c] = (ColumnEdge(page, index, c), columns[c].Topic);
        page.Topics.Add(index, columns);
        page.Hits[index].RemoveAll(h => found.Exists(f => line.Tokens[h.First].Cell == f.Cell));
    }

    private static FormTopic? TitleOf(FormPage page, FormLine line, int cell)
    {
        int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
        int first = LabelLexicon.SkipNumbering(line.Tokens, start, end, page.Reading.Read);
        return PartyTitle.Of(line.Tokens, first, end, page.Reading.Read) ?? LabelLexicon.MatchHeading(line.Tokens, start, end, page.Reading.Read);
    }

    /// <summary>Titles of columns side by side, most of them parties, each over labels of its own: 'PATIENT   GUARANTOR   EMERGENCY CONTACT'.</summary>
    private static bool IsRowOfTitles(FormPage page, int index)
    {
        var line = page.Lines[index];
        if (line.CellCount is < 2 or > 6 || page.LabelsBelow) return false;
        int titles = 0, heads = 0;
        for (int cell = 0; cell < line.CellCount; cell++)
        {
            if (line.Tokens[line.CellStarts[cell + 1] - 1].Is(':') || line.CellSpan(cell).Length > 40) return false;
            if (TitleOf(page, line, cell) is not null) titles++;
            if (HeadsLabels(page, index, cell)) heads++;
        }

        return titles * 3 >= line.CellCount * 2 && (heads >= 2 || (heads == 1 && line.CellCount > 2));
    }

    /// <summary>Whether a label that is no party alone stands right below a cell, at its left edge.</summary>
    private static bool HeadsLabels(FormPage page, int index, int cell)
    {
        var line = page.Lines[index];
        double left = line.Tokens[line.CellStarts[cell]].Left;
        int below = index + 1;
        return below < page.Lines.Count && page.Hits[below].Exists(h => (!h.Match.PartyOnly || page.Lines[below].CellCount > 1) && h.Match is { Target: "name" or "lastName" or "firstName" or "birthDate" or "memberId" or "payer" or "address" or "phone" or "npi" or "relationship" or "groupNumber" } && Math.Abs(page.Lines[below].Tokens[h.First].Left - left) <= page.LineHeight * 2);
    }

    /// <summary>Whether the words of a cell are a title and no label with a place for a value.</summary>
    private static bool IsTitle(FormPage page, int index, int cell, int start, int end)
    {
        var line = page.Lines[index];
        bool colon = line.Tokens[end - 1].Is(':');
        var hit = page.Hits[index].Find(h => line.Tokens[h.First].Cell == cell);
        bool titled = line.Tokens.Skip(start).Take(end - start).Any(t => page.Reading.Read(t.Key) is "information" or "info" or "section" or "details" or "demographics" or "history" or "sheet" or "only" or "request");
        if (titled) return true;
        if (hit is null || hit.Match.PartyOnly) return line.CellCount == 1 || !colon;
        // 'Diagnosis' or 'Signature' may be either: it is a title where it stands alone in its line, in capitals or bold, or labels follow.
        if (line.CellCount > 1 || hit.Match.Target is "signature") return false;
        bool capitals = line.CellSpan(cell).In(page.Text) is var text && text.Any(char.IsLetter) && !text.Any(char.IsLower);
        bool followed = index + 1 < page.Lines.Count && page.Hits[index + 1].Count > 0;
        return capitals || followed || !line.Tokens[end - 1].Is(':');
    }

    /// <summary>Where the column of the n-th heading begins: its own left edge where cells below line up with it, else half way between the headings' middles.</summary>
    private static double ColumnEdge(FormPage page, int index, int cell)
    {
        var line = page.Lines[index];
        double left = line.Tokens[line.CellStarts[cell]].Left;
        double tolerance = page.LineHeight * 1.2;
        for (int below = index + 1; below < page.Lines.Count && below <= index + 6; below++)
        {
            var other = page.Lines[below];
            for (int c = 0; c < other.CellCount; c++)
            {
                if (Math.Abs(other.Tokens[other.CellStarts[c]].Left - left) <= tolerance) return left - tolerance;
            }
        }

        double middle = (left + line.Tokens[line.CellStarts[cell + 1] - 1].Right) / 2;
        double before = (line.Tokens[line.CellStarts[cell - 1]].Left + line.Tokens[line.CellStarts[cell] - 1].Right) / 2;
        return (middle + before) / 2;
    }
}
