using System.Globalization;
using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// Describes a mention by words: those before and behind it in its line, above and below it, of the last heading; by how it looks, and by where else it stands.
/// Each word counts whole and by its classes in <c>rules/concept-words.tsv</c>, so that 'requesting' and 'ordering' share what is learned.
/// </summary>
internal sealed class RoleFeatures
{
    /// <summary>How features begin that tell what the form readers take a place for.</summary>
    internal const string Labelled = "t=";

    /// <summary>That look-alike characters of a code were mended.</summary>
    internal const string Repaired = "repaired";

    private const int Before = 6, Behind = 4, HeadingReach = 14, ColumnReach = 14;

    private readonly RequestContext _context;
    private readonly HashSet<string>? _kept;
    private readonly Dictionary<(RoleKind, string), HashSet<int>> _pages = [];
    private readonly Dictionary<(RoleKind, string), int> _counts = [];
    private readonly Dictionary<RequestPage, List<(RoleKind Kind, string Value, RequestPage Page, int Line, TextSpan Span)>> _byPage = [];
    private readonly Dictionary<string, HashSet<string>> _said = new(StringComparer.Ordinal);
    private readonly HashSet<(RequestPage, int)> _birthLines = [];
    private readonly string _latest;
    private readonly DateOnly? _written;
    private readonly string _earliest;

    internal RoleFeatures(RequestContext context, List<(RoleKind Kind, string Value, RequestPage Page, int Line, TextSpan Span)> found, HashSet<string>? kept)
    {
        _context = context;
        _kept = kept;
        foreach (var f in found)
        {
            var key = (f.Kind, Key(f.Kind, f.Value));
            (_pages.TryGetValue(key, out var pages) ? pages : _pages[key] = []).Add(f.Page.Order);
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }

        foreach (var group in found.Where(static f => f.Kind is not (RoleKind.Choice or RoleKind.Therapy or RoleKind.Organization or RoleKind.Frequency or RoleKind.Duration)).GroupBy(static f => f.Page)) _byPage[group.Key] = [.. group.OrderBy(static f => f.Span.Start)];
        foreach (var name in found.Where(static f => f.Kind == RoleKind.Name))
        {
            var said = _said.TryGetValue(Key(RoleKind.Name, name.Value), out var had) ? had : _said[Key(RoleKind.Name, name.Value)] = new(StringComparer.Ordinal);
            var at = name.Page.Page.Lines[name.Line];
            foreach (string word in Words(name.Page.Text, at.Span.Start, name.Span.Start).TakeLast(3)) said.Add(word);
            foreach (string word in Words(name.Page.Text, name.Span.End, at.Span.End).Take(2)) said.Add(word);
            foreach (string word in Beside(name.Page, name.Line, name.Span, -1).Take(4)) said.Add(word);
        }

        var dates = found.Where(static f => f.Kind == RoleKind.Date).ToList();
        // The year in which most was written: the latest but for what is planned.
        _latest = dates.GroupBy(static d => d.Value[..4]).OrderByDescending(static g => g.Count()).ThenByDescending(static g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "0";
        _earliest = dates.Select(static d => d.Value).Min(StringComparer.Ordinal) ?? string.Empty;
        // The day on which most was written: of the dates of the last months the one that stands most often.
        string? common = dates.Where(d => d.Value.StartsWith(_latest, StringComparison.Ordinal)).GroupBy(static d => d.Value).OrderByDescending(static g => g.Count()).ThenByDescending(static g => g.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        if (DateOnly.TryParseExact(common, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) _written = day;
        foreach (var date in dates.Where(d => Years(d.Value) >= 2)) _birthLines.Add((date.Page, date.Line));
    }

    internal IReadOnlyList<string> Of(RoleKind kind, string value, RequestPage page, int line, TextSpan span)
    {
        var features = new HashSet<string>(StringComparer.Ordinal) { "bias", "k=" + page.Kind };
        var lines = page.Page.Lines;
        var at = lines[line];
        var before = Words(page.Text, at.Span.Start, span.Start);
        for (int i = 0; i < Math.Min(Before, before.Count); i++) Word(features, i == 0 ? "b1" : i == 1 ? "b2" : "b", before[^(i + 1)]);
        for (int i = 0; i < Math.Min(3, before.Count); i++) Word(features, "bb", before[^(i + 1)]);
        if (before.Count >= 2) features.Add("b12=" + before[^2] + " " + before[^1]);
        if (before.Count == 0) features.Add("first");
        var behind = Words(page.Text, span.End, at.Span.End);
        for (int i = 0; i < Math.Min(Behind, behind.Count); i++) Word(features, i == 0 ? "a1" : "a", behind[i]);
        if (behind.Count >= 2 && kind is (RoleKind.Amount or RoleKind.Date or RoleKind.Choice or RoleKind.Frequency or RoleKind.Duration)) features.Add("a12=" + behind[0] + " " + behind[1]);
        if (behind.Count == 0) features.Add("last");
        if (before.Count == 0 && behind.Count == 0) features.Add("alone");
        foreach (string word in Beside(page, line, span, -1)) Word(features, "u", word);
        foreach (string word in Beside(page, line, span, 1)) Word(features, "d", word);
        foreach (string word in Heading(page, line)) Word(features, "h", word);
        var key = (kind, Key(kind, value));
        features.Add("n=" + Math.Min(3, _counts[key]).ToString(CultureInfo.InvariantCulture));
        features.Add("np=" + Math.Min(3, _pages[key].Count).ToString(CultureInfo.InvariantCulture));
        features.Add("y=" + (line * 4 / Math.Max(1, lines.Length)).ToString(CultureInfo.InvariantCulture));
        if (line < 3) features.Add("top");
        features.Add("pg=" + Math.Min(3, page.Order).ToString(CultureInfo.InvariantCulture));
        if (kind is RoleKind.Procedure or RoleKind.Diagnosis or RoleKind.Amount or RoleKind.Date or RoleKind.Choice or RoleKind.Therapy or RoleKind.Frequency or RoleKind.Duration)
        {
            foreach (string word in Words(page.Text, at.Span.Start, at.Span.End).Distinct()) Word(features, "w", word);
        }

        Label(features, page, span);
        Column(features, page, line, span);
        Cells(features, page, line, span);
        Neighbours(features, kind, page, line, span);
        Look(features, kind, value, page, line, span);
        if (_kept is null) return [.. features];
        var kept = new List<string>(features.Count);
        foreach (string feature in features)
        {
            if (_kept.TryGetValue(feature, out string? same)) kept.Add(same);
        }

        return [.. kept];
    }

    /// <summary>Where a date stands among the packet's, and whether it is the beginning or the end of a range.</summary>
    private void Day(HashSet<string> features, string value, RequestPage page, TextSpan span)
    {
        if (_written is { } written && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            int days = day.DayNumber - written.DayNumber;
            features.Add("rel=" + (days < -400 ? "years" : days < -45 ? "months" : days < -7 ? "weeks" : days < 0 ? "days" : days == 0 ? "0" : days <= 7 ? "+days" : days <= 45 ? "+weeks" : days <= 400 ? "+months" : "+years"));
        }

        if (RangeEnd.Value.IsMatch(page.Text.AsSpan(span.End, Math.Min(16, page.Text.Length - span.End)))) features.Add("range-from");
        string before = page.Text[Math.Max(0, span.Start - 18)..span.Start];
        if (RangeStart.Value.IsMatch(before)) features.Add("range-to");
    }

    /// <summary>What the form readers take the place for: such a feature starts with <see cref="Labelled"/>, and says too much of packets on which their rules were mended.</summary>
    private static void Label(HashSet<string> features, RequestPage page, TextSpan span)
    {
        foreach (var value in page.Values)
        {
            if (!value.ValueSpan.Overlaps(span)) continue;
            features.Add(Labelled + value.Target);
            features.Add(Labelled + value.Target + "/" + value.Topic);
            if (value.Box != WordMarks.None) features.Add(Labelled + value.Target + "/" + value.Box);
        }
    }

    /// <summary>The nearest line above with words and no numbers over the place: the head of its column, or what stands higher in its part of the page.</summary>
    private static void Column(HashSet<string> features, RequestPage page, int line, TextSpan span)
    {
        var place = RolePlace.Of(page, line, span);
        int heads = 0;
        for (int l = line - 1; l >= Math.Max(0, line - ColumnReach); l--)
        {
            var (text, digits) = place.Meet(page, l, place.Unit);
            if (text.Length == 0 || digits) continue;
            var words = Words(text, 0, text.Length);
            if (words.Count is 0 or > 8) continue;
            foreach (string word in words) Word(features, heads == 0 ? "c" : "cc", word);
            if (heads == 0) features.Add("cd=" + (line - l == 1 ? "1" : line - l == 2 ? "2" : line - l < 5 ? "few" : "far"));
            if (++heads == 3) break;
        }

        for (int l = line - 1; l >= Math.Max(0, line - 5); l--)
        {
            var (text, _) = place.Meet(page, l, place.Unit * 12);
            foreach (string word in Words(text, 0, text.Length)) Word(features, "v", word);
        }
    }

    /// <summary>The words before a place in its own cell, and those of the cell before it.</summary>
    private static void Cells(HashSet<string> features, RequestPage page, int line, TextSpan span)
    {
        var cells = page.Page.Lines[line].Cells;
        for (int c = 0; c < cells.Length; c++)
        {
            if (!cells[c].Span.Overlaps(span)) continue;
            var own = Words(page.Text, cells[c].Span.Start, span.Start);
            foreach (string word in own.TakeLast(8)) Word(features, "s", word);
            var meant = own.Where(static w => ConceptLexicon.ClassesOf(w).Count > 0).TakeLast(2).ToList();
            if (meant.Count == 2) foreach (string first in ConceptLexicon.ClassesOf(meant[0])) foreach (string second in ConceptLexicon.ClassesOf(meant[1])) features.Add("s@" + first + "+" + second);
            features.Add("cells=" + Math.Min(4, cells.Length).ToString(CultureInfo.InvariantCulture));
            features.Add("cell=" + (c == 0 ? "first" : c == cells.Length - 1 ? "last" : "mid") + (own.Count == 0 ? "-whole" : string.Empty));
            if (c > 0) foreach (string word in Words(page.Text, cells[c - 1].Span.Start, cells[c - 1].Span.End).TakeLast(6)) Word(features, "pc", word);
            break;
        }
    }

    /// <summary>What other values stand near, and what is said of the nearest person.</summary>
    private void Neighbours(HashSet<string> features, RoleKind kind, RequestPage page, int line, TextSpan span)
    {
        if (!_byPage.TryGetValue(page, out var others)) return;
        int index = others.FindIndex(o => o.Span == span && o.Kind == kind);
        if (index > 0) features.Add("pm=" + others[index - 1].Kind + (others[index - 1].Line == line ? "-line" : string.Empty));
        if (index >= 0 && index + 1 < others.Count) features.Add("nm=" + others[index + 1].Kind + (others[index + 1].Line == line ? "-line" : string.Empty));
        foreach (var other in others)
        {
            if (other.Kind != kind && other.Line == line) features.Add("line=" + other.Kind);
            else if (other.Kind != kind && Math.Abs(other.Line - line) <= 2) features.Add("near=" + other.Kind);
        }

        if (kind == RoleKind.Name) return;
        var person = others.Where(o => o.Kind == RoleKind.Name && Math.Abs(o.Line - line) <= 4).OrderBy(o => (Math.Abs(o.Line - line) * 3) + (o.Line > line ? 2 : 0) + (o.Span.Start > span.Start ? 1 : 0)).FirstOrDefault();
        if (person.Page is null) return;
        if (_said.TryGetValue(Key(RoleKind.Name, person.Value), out var said)) foreach (string word in said) Word(features, "nn", word);
    }

    private void Look(HashSet<string> features, RoleKind kind, string value, RequestPage page, int line, TextSpan span)
    {
        string raw = span.In(page.Text);
        switch (kind)
        {
            case RoleKind.Name:
                string rest = page.Text[span.End..Math.Min(page.Text.Length, span.End + 10)];
                if (Credential.Value.IsMatch(rest)) features.Add("cred");
                if (span.Start >= 4 && page.Text[(span.Start - 4)..span.Start].Contains("Dr", StringComparison.OrdinalIgnoreCase)) features.Add("dr");
                if (raw.Contains(',', StringComparison.Ordinal)) features.Add("comma");
                if (!raw.Any(char.IsLower)) features.Add("caps");
                if (_birthLines.Contains((page, line)) || _birthLines.Contains((page, line + 1))) features.Add("dob-near");
                if (NameReadings.IsOrganization(raw)) features.Add("org");
                break;
            case RoleKind.Date:
                int years = Years(value);
                features.Add("yr=" + (years < 0 ? "future" : years == 0 ? "0" : years == 1 ? "1" : years < 5 ? "few" : "old"));
                if (value == _earliest) features.Add("earliest");
                Day(features, value, page, span);
                if (years >= 2 && value == _earliest) features.Add("earliest-old");
                break;
            case RoleKind.Choice:
                var own = page.Page.Lines[line].Span;
                features.Add("v=" + value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..]);
                features.Add("raw=" + raw.ToLowerInvariant());
                ChoiceMentions.Boxes(features, own.In(page.Text), span.Start - own.Start, span.End - own.Start);
                break;
            case RoleKind.Amount:
                features.Add("v=" + (value.Contains('.', StringComparison.Ordinal) ? "." : value.Length > 1 ? value.Length.ToString(CultureInfo.InvariantCulture) + "d" : value));
                break;
            case RoleKind.Id:
                features.Add("len=" + (value.Length / 2).ToString(CultureInfo.InvariantCulture));
                features.Add("lead=" + Math.Min(4, value.TakeWhile(char.IsAsciiLetter).Count()).ToString(CultureInfo.InvariantCulture));
                features.Add("dash=" + raw.Count(static c => c == '-').ToString(CultureInfo.InvariantCulture));
                if (value.All(char.IsAsciiDigit)) features.Add("digits");
                Extent(features, raw, page.Text, span);
                break;
            case RoleKind.Procedure:
                features.Add(value.Length == 11 ? "ndc" : char.IsAsciiLetter(value[0]) ? "hcpcs" : "cpt");
                if (raw.Length == value.Length && raw != value) features.Add(Repaired);
                Menu(features, page, line);
                break;
            case RoleKind.Diagnosis:
                Menu(features, page, line);
                features.Add(!raw.Contains('.', StringComparison.Ordinal) ? value.Length == 3 ? "three" : "undotted" : raw == value ? "dotted" : Repaired);
                features.Add("chapter=" + value[0]);
                break;
            case RoleKind.Organization or RoleKind.Frequency or RoleKind.Duration:
                var said = Words(raw, 0, raw.Length);
                foreach (string word in said) Word(features, "o", word);
                Word(features, "ol", said[^1]);
                Word(features, "of", said[0]);
                if (kind != RoleKind.Organization) break;
                features.Add("on=" + Math.Min(6, said.Count).ToString(CultureInfo.InvariantCulture));
                if (!raw.Any(char.IsLower)) features.Add("caps");
                if (raw.Contains(" - ", StringComparison.Ordinal) || raw.Contains('–', StringComparison.Ordinal) || raw.Contains('(', StringComparison.Ordinal)) features.Add("program");
                break;
            case RoleKind.Phone:
                string number = raw.Contains('(', StringComparison.Ordinal) ? "paren" : raw.Contains('-', StringComparison.Ordinal) ? "dash" : "plain";
                features.Add("form=" + number);
                break;
        }
    }

    /// <summary>Whether an identifier is the whole of what stands there: what goes on behind it or before it, and whether it runs over a wide gap, as one that ran into the next column does.</summary>
    private static void Extent(HashSet<string> features, string raw, string text, TextSpan span)
    {
        int gaps = Gap.Value.Count(raw), pieces = raw.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Length;
        features.Add("gaps=" + Math.Min(2, gaps).ToString(CultureInfo.InvariantCulture));
        features.Add("pieces=" + Math.Min(4, pieces).ToString(CultureInfo.InvariantCulture));
        string behind = text[span.End..Math.Min(text.Length, span.End + 12)], before = text[Math.Max(0, span.Start - 12)..span.Start];
        var (right, left) = (MoreBehind.Value.Match(behind), MoreBefore.Value.Match(before));
        string ends = (left.Success ? left.Groups["g"].Length > 1 ? "gap" : "on" : "edge") + "-" + (right.Success ? right.Groups["g"].Length > 1 ? "gap" : "on" : "edge");
        features.Add("ends=" + ends);
        features.Add("ends=" + ends + (gaps > 0 ? "-gapped" : string.Empty));
        if (gaps > 0 || right.Success) features.Add("runs=" + (raw.Count(char.IsAsciiLetterOrDigit) / 2).ToString(CultureInfo.InvariantCulture) + (gaps > 0 ? "-gapped" : string.Empty));
    }

    private static readonly Lazy<System.Text.RegularExpressions.Regex> Gap = Pattern.Of(@"\s{2,}", System.Text.RegularExpressions.RegexOptions.CultureInvariant);
    private static readonly Lazy<System.Text.RegularExpressions.Regex> MoreBehind = Pattern.Of(@"^(?<g>\ {1,4}|-|_)(?:[A-Z]{1,3}(?![A-Za-z])|[A-Z]{0,4}[0-9])", System.Text.RegularExpressions.RegexOptions.CultureInvariant);
    private static readonly Lazy<System.Text.RegularExpressions.Regex> MoreBefore = Pattern.Of(@"(?:(?<![A-Za-z])[A-Z]{1,4}|[0-9][A-Z]{0,3})(?<g>\ {1,4}|-|_)$", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private static readonly Lazy<System.Text.RegularExpressions.Regex> Credential = Pattern.Of(@"^,?\s*(?:M\.?D|D\.?O|N\.?P|PA|DPM|FNP|ARNP|APRN|CRNP|DNP|Ph\.?D|Psy\.?D|AuD|DDS|DMD|RN|PT|OT|SLP|BCBA|LCSW)\b", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private static readonly Lazy<System.Text.RegularExpressions.Regex> RangeEnd = Pattern.Of(@"^\s*(?:-|\u2013|\u2014|to|thru|through|until|/)\s*(?:[0-9]|[A-Z][a-z]{2})", System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.IgnoreCase);
    private static readonly Lazy<System.Text.RegularExpressions.Regex> RangeStart = Pattern.Of(@"[0-9]\s*(?:-|\u2013|\u2014|to|thru|through|until)\s*$", System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.IgnoreCase);

    /// <summary>Whether the nearest box before a code, in its line, is marked, and whether other codes of the page have boxes that are.</summary>
    private void Menu(HashSet<string> features, RequestPage page, int line)
    {
        string own = Boxed(page, line);
        features.Add("menu=" + own);
        bool marked = false, empty = false;
        foreach (var other in _byPage[page])
        {
            if (other.Kind is not (RoleKind.Procedure or RoleKind.Diagnosis) || other.Line == line) continue;
            string state = Boxed(page, other.Line);
            marked |= state == "marked";
            empty |= state == "empty";
        }

        features.Add("menu=" + own + (marked ? "-marked" : string.Empty) + (empty ? "-empty" : string.Empty));
    }

    private static string Boxed(RequestPage page, int line)
    {
        string words = page.Page.Lines[line].Span.In(page.Text);
        bool marked = words.Contains("[x]", StringComparison.OrdinalIgnoreCase), empty = words.Contains("[ ]", StringComparison.Ordinal);
        return marked && empty ? "both" : marked ? "marked" : empty ? "empty" : "none";
    }

    private int Years(string date) => int.Parse(_latest, CultureInfo.InvariantCulture) - int.Parse(date.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static string Key(RoleKind kind, string value)
    {
        if (kind != RoleKind.Name) return value;
        string[] parts = value.ToUpperInvariant().Split(' ');
        return parts[0] + " " + parts[^1];
    }

    private static void Word(HashSet<string> features, string where, string word)
    {
        features.Add(where + ":" + word);
        foreach (string name in ConceptLexicon.ClassesOf(word)) features.Add(where + "@" + name);
    }

    /// <summary>Words in lower case; a run of digits is '#', a box its state.</summary>
    private static List<string> Words(string text, int start, int end)
    {
        var words = new List<string>();
        for (int i = start; i < end;)
        {
            if (char.IsLetter(text[i]))
            {
                int from = i;
                while (i < end && (char.IsLetter(text[i]) || text[i] is '\'' or '’')) i++;
                words.Add(text[from..i].ToLowerInvariant());
                continue;
            }

            if (char.IsAsciiDigit(text[i]))
            {
                while (i < end && (char.IsAsciiDigit(text[i]) || text[i] is '-' or '/' or '.')) i++;
                words.Add("#");
                continue;
            }

            if (text[i] == '[' && i + 2 < text.Length && text[i + 2] == ']')
            {
                words.Add(text[i + 1] is 'x' or 'X' ? "[x]" : "[_]");
                i += 3;
                continue;
            }

            if (text[i] is ':' or ';' or '(' or '?') words.Add(text[i].ToString());
            i++;
        }

        return words;
    }

    /// <summary>Words of the cells over or under a place.</summary>
    private static IEnumerable<string> Beside(RequestPage page, int line, TextSpan span, int step)
    {
        int other = line + step;
        if (other < 0 || other >= page.Page.Lines.Length) return [];
        var lines = page.Page.Lines;
        var cell = lines[line].Cells.FirstOrDefault(c => c.Span.Overlaps(span));
        if (cell is null) return [];
        if (page.Page.HasPicture)
        {
            // The words themselves, since a caption may stand in the middle of a line's cell.
            var box = EvidenceOf.WordsIn(page.Document, span).Select(static w => w.Box).Aggregate(cell.Box with { Width = 0 }, static (a, b) => a.Width == 0 ? b : a.Union(b));
            double margin = box.Height * 2;
            return [.. EvidenceOf.WordsIn(page.Document, lines[other].Span).Where(w => w.Box.Right > box.X - margin && w.Box.X < box.Right + margin).SelectMany(static w => Words(w.Text, 0, w.Text.Length)).Take(8)];
        }

        int column = span.Start - lines[line].Span.Start;
        var near = lines[other].Cells.Where(c => Math.Abs(c.Span.Start - lines[other].Span.Start - column) < 12 || lines[other].Cells.Length == 1).Take(1);
        return [.. near.SelectMany(c => Words(page.Text, c.Span.Start, c.Span.End)).Take(8)];
    }

    /// <summary>The last line above that has few words, no digits and no colon: perhaps a heading.</summary>
    private static List<string> Heading(RequestPage page, int line)
    {
        for (int l = line - 1; l >= Math.Max(0, line - HeadingReach); l--)
        {
            string words = page.Page.Lines[l].Span.In(page.Text);
            if (words.Length > 60 || page.Page.Lines[l].Cells.Length > 2 || words.Contains(':', StringComparison.Ordinal)) continue;
            var found = Words(words, 0, words.Length);
            found.RemoveAll(static w => w == "#");
            if (found.Count is >= 1 and <= 7) return found;
        }

        return [];
    }
}
