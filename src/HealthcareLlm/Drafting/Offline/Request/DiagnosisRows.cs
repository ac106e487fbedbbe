using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Reads codes of diagnoses in the places of a form, line by line and box by box: 'A | G12.21 | Amyotrophic …', boxes of 'F84.0 Autistic disorder' side by
/// side, 'Other chronic pain [G89.29]', '(1) I10 Essential hypertension'. Each code takes the words of its own box or line. A code with its dot speaks for
/// itself, whatever its place is called; one without, or with a letter that recognition lost, needs a heading or label that announces it.
/// </summary>
internal static class DiagnosisRows
{
    private const int Reach = 8;
    private const int LeastOptions = 3;
    private const int MostSpaces = 24;

    /// <summary>The diagnoses, and the places of codes that are options without a mark.</summary>
    internal static (List<ListEntry> Entries, List<TextSpan> Unmarked) OfPage(RequestPage page, double weight)
    {
        var lines = FormTokenizer.Tokenize(page.Document.Source, page.Page);
        var found = new List<Coded>();
        int until = -1;
        bool other = false, speaks = page.Kind is PageKind.Form or PageKind.Other or PageKind.FaxCover;
        var running = ProseParties.IsProse(page) || speaks ? Passages.Running(page) : [];
        for (int i = 0; i < lines.Count; i++)
        {
            string words = lines[i].Line.Span.In(page.Text);
            if (words.Length > 400 || running.Exists(r => r.Contains(lines[i].Line.Span))) continue;
            bool title = IsTitle(lines[i], words);
            if (title || Announces().IsMatch(words)) other = OtherDiagnoses().IsMatch(words);
            if (IsAnnounced(words)) until = i + Reach;
            else if (i <= until && until - i < Reach && title) until = -1;
            // A label may stand below its value.
            bool announced = i <= until || Enumerable.Range(i + 1, Math.Min(2, lines.Count - i - 1)).Any(n => IsAnnounced(lines[n].Line.Span.In(page.Text)));
            if (!announced && (!speaks || other)) continue;
            int had = found.Count;
            for (int c = 0; c < lines[i].CellCount; c++) OfCell(page, lines, i, c, announced, found);
            // A list goes on as long as it gives codes.
            if (found.Count > had && i <= until) until = Math.Max(until, i + 4);
        }

        return Entries(page, found, weight);
    }

    private sealed record Coded(int Line, int Cell, Reading Code, TextSpan Place, List<TextSpan> Words, WordMarks? Box, bool Announced)
    {
        /// <summary>Whether a clear box stands before it.</summary>
        internal bool IsOption { get; init; }
    }

    private static bool IsAnnounced(string words) => Announces().IsMatch(words) && !OtherDiagnoses().IsMatch(words);

    private static void OfCell(RequestPage page, List<FormLine> lines, int line, int cell, bool announced, List<Coded> found)
    {
        var span = lines[line].CellSpan(cell);
        string words = span.In(page.Text);
        // Sentences are read as such.
        if (words.Count(char.IsWhiteSpace) > MostSpaces || page.Tables.Any(t => TableKinds.Of(t) == TableKind.Services && t.Extent.Contains(span))) return;
        var codes = new List<Reading>();
        bool recognized = page.Page.Reading is not (PageReading.Text or PageReading.TextLayer);
        var readings = CodeReadings.Diagnoses(words, announced: true);
        if (recognized && announced) readings = readings.Concat(CodeReadings.WithoutLetter(words)).OrderBy(c => c.Start).ThenBy(c => c.Repaired);
        string whole = lines[line].Line.Span.In(page.Text);
        bool beside = CodeReadings.Diagnoses(whole, announced: false).Any(c => !c.Repaired);
        foreach (var code in readings)
        {
            if (codes.Count > 0 && code.Start < codes[^1].End) continue;
            // What recognition lost is mended only where a heading or a clear code in the line says that codes stand here.
            if (code.Repaired ? !recognized || !(announced || beside) || !IsMendable(words, code, announced) : !announced && !words.AsSpan(code.Start, code.End - code.Start).Contains('.')) continue;
            if (IsCode(words, code, cell + 1 < lines[line].CellCount) || (codes.Count > 0 && Listed().IsMatch(words[codes[^1].End..code.Start]))) codes.Add(code);
        }

        for (int k = 0; k < codes.Count; k++)
        {
            var code = codes[k];
            var place = code.At(span);
            int from = page.Page.Span.Start;
            if (page.IsLeftOut(place) || place.End - from > page.PageText.Length || Instructions.Name(page.PageText, place.Start - from, place.End - from) || IsDenied(page, place)) continue;
            string before = words[..code.Start], after = words[code.End..(k + 1 < codes.Count ? codes[k + 1].Start : words.Length)];
            // 'I82.40-' names a family of codes.
            if (after.StartsWith('-') && (after.Length == 1 || !char.IsLetterOrDigit(after[1]))) continue;
            var box = BoxBefore(words[..code.Start]) is { } own ? own : k == 0 && lines[line].Tokens[lines[line].CellStarts[cell]] is { Kind: FormTokenKind.CheckBox } token ? lines[line].Page.Words[token.Word].Marks : k > 0 || Count().IsMatch(before) ? null : BoxMarks.Of(before) ?? (code.Start == 0 ? BoxMarks.Of(cell > 0 ? lines[line].CellSpan(cell - 1).In(page.Text) : line > 0 ? LastWord(page, lines[line - 1]) : string.Empty) : null);
            var coded = new Coded(line, cell, code, place, [], box, announced) { IsOption = BoxBefore(words[..code.Start]) is not null };
            bool bracketed = before.TrimEnd() is [.., '[' or '('] && Letters(before) + Letters(k == 0 && line > 0 ? lines[line - 1].Line.Span.In(page.Text) : string.Empty) >= 3;
            // What stands in brackets behind words is read with them.
            if (bracketed && (!announced || !DiagnosisProse.IsTaken(page.PageText, code.At(new(span.Start - from, span.End - from)), code.Value))) continue;
            if (bracketed) Add(page, coded, new(span.Start + (k > 0 ? codes[k - 1].End : 0), span.Start + code.Start));
            else if (Letters(after) >= 3) Behind(page, lines, coded, new(place.End, span.Start + (k + 1 < codes.Count ? codes[k + 1].Start : words.Length)), k + 1 == codes.Count);
            else if (k + 1 == codes.Count && cell + 1 < lines[line].CellCount) Beside(page, lines, coded);
            else if (k + 1 == codes.Count) Across(page, lines, coded);
            found.Add(coded);
        }
    }

    /// <summary>Whether a mended code has its letter, or words that bear out the one that it may have had, or a heading of codes over it.</summary>
    private static bool IsMendable(string words, Reading code, bool announced)
    {
        if (char.IsAsciiLetter(words[code.Start])) return true;
        string around = words[..code.Start].TrimEnd().EndsWith('(') ? words[Math.Max(0, code.Start - 60)..code.Start] : words[code.End..];
        return LookAlikes.LettersOf(words[code.Start]).Any(l => DiseaseChapters.BearOut(around, l + code.Value[1..])) || (announced && code.Value.Contains('.', StringComparison.Ordinal));
    }

    /// <summary>The box of an option that begins behind these words: '[x] M45.9 ankylosing spondylitis [ ] M45.A0 …', '( ) L40.0'; null where none stands before it.</summary>
    internal static WordMarks? BoxBefore(string before) => Option().Match(before) is { Success: true } box ? BoxMarks.Of(box.Groups["b"].Value) : null;

    /// <summary>A code begins its box, behind no more than a number, letter, word of rank or label; or it stands in brackets at the end.</summary>
    private static bool IsCode(string words, Reading code, bool beside)
    {
        string before = words[..code.Start], after = words[code.End..];
        bool dotted = code.Value.Contains('.', StringComparison.Ordinal) && words[code.Start..code.End].IndexOfAny(['.', ',', '\u00b7']) > 0;
        bool borneOut = DiseaseChapters.BearOut(after, code.Value);
        if (code.Repaired && !dotted && !borneOut) return false;
        // Without a dot a letter and four digits are a code of HCPCS: 'diphenhydramine 25 mg IV (J1200)'.
        if (!dotted && code.End - code.Start == 5 && words[(code.Start + 1)..code.End].All(char.IsAsciiDigit)) return false;
        // Without a dot only a code of three characters is no code of a service.
        if (before.Trim().Length == 0 || Lead().IsMatch(before) || BoxMarks.Of(before) is not null || BoxBefore(before) is not null)
            return dotted || (code.Value.Length == 3 && ((after.Length > 0 && char.IsWhiteSpace(after[0]) && Letters(after) >= 5) || (after.Length == 0 && beside && !code.Repaired))) || (code.Repaired && borneOut);
        if (!dotted && borneOut && Separated().IsMatch(before)) return true;
        return dotted ? Bracket().IsMatch(before) || Separated().IsMatch(before) : Bracket().IsMatch(before) && after.TrimStart().StartsWith(']') | after.TrimStart().StartsWith(')');
    }

    /// <summary>The rest of the code's own box, and what stands under it in the same box.</summary>
    private static void Behind(RequestPage page, List<FormLine> lines, Coded coded, TextSpan rest, bool last)
    {
        Add(page, coded, rest);
        if (!last || coded.Words.Count == 0) return;
        var joined = rest;
        for (int c = coded.Cell + 1; c < lines[coded.Line].CellCount && joined.In(page.Text).TrimEnd().EndsWith(','); c++)
        {
            joined = lines[coded.Line].CellSpan(c);
            if (CodeReadings.Diagnoses(joined.In(page.Text), announced: false).Any()) break;
            Add(page, coded, joined);
        }

        double left = lines[coded.Line].Tokens[lines[coded.Line].CellStarts[coded.Cell]].Left;
        double right = coded.Cell + 1 < lines[coded.Line].CellCount ? lines[coded.Line].Tokens[lines[coded.Line].CellStarts[coded.Cell + 1]].Left : double.MaxValue;
        for (int i = coded.Line + 1; i < lines.Count && i <= coded.Line + 2; i++)
        {
            var gap = lines[i].Line.Box.Y - lines[i - 1].Line.Box.Bottom;
            if (gap > lines[i].Height * 0.9) return;
            int under = Enumerable.Range(0, lines[i].CellCount).FirstOrDefault(c => Math.Abs(lines[i].Tokens[lines[i].CellStarts[c]].Left - left) < lines[i].Height * 1.2 && lines[i].Tokens[lines[i].CellStarts[c + 1] - 1].Right < right, -1);
            if (under < 0) return;
            string words = lines[i].CellSpan(under).In(page.Text);
            if (!GoesOn().IsMatch(words) || CodeReadings.Diagnoses(words, announced: false).Any() || words.Contains(':', StringComparison.Ordinal)) return;
            Add(page, coded, lines[i].CellSpan(under));
        }
    }

    private static void Beside(RequestPage page, List<FormLine> lines, Coded coded)
    {
        var line = lines[coded.Line];
        int cell = coded.Cell + 1;
        // 'ICD-10: F33.2 | Diagnosis: | Major depressive disorder'.
        if (OnlyLabel().IsMatch(line.CellSpan(cell).In(page.Text)) && cell + 1 < line.CellCount) cell++;
        var span = line.CellSpan(cell);
        string words = span.In(page.Text);
        if (OnlyLabel().IsMatch(words) || Letters(words) < 3 || CodeReadings.Diagnoses(words, announced: true).Any(c => !c.Repaired && IsCode(words, c, false) && (Letters(words[..c.Start]) < 3 || !Separated().IsMatch(words[..c.Start])))) return;
        // 'M17.12 | ANESTHESIA: spinal + block': what another label claims is no name of the disease, unless it is one.
        if (page.Values.Any(v => v.ValueSpan.Overlaps(span) && v.Target is not ("diagnosis" or "diagnosis.code") && v.Place != LabelPlace.CheckBox && !Announces().IsMatch(v.Label)) && !DiseaseChapters.BearOut(words, coded.Code.Value) && !page.Document.Mentions.Any(m => m.Type == MentionType.Problem && span.Contains(m.NameSpan))) return;
        // 'hypoxia ICD-10 343.9 emphysema': the words end where the next code begins.
        if (CodeReadings.Diagnoses(words, announced: true).FirstOrDefault(c => IsCode(words, c, false)) is { Value: not null } next && Separated().IsMatch(words[..next.Start]))
        {
            Add(page, coded, new(span.Start, span.Start + next.Start));
            return;
        }

        Add(page, coded, span);
        // 'Keratoconus,  unstable,  right eye': a gap behind a comma parts nothing.
        while (span.In(page.Text).TrimEnd().EndsWith(',') && ++cell < line.CellCount && !CodeReadings.Diagnoses(line.CellSpan(cell).In(page.Text), announced: false).Any()) Add(page, coded, span = line.CellSpan(cell));
    }

    /// <summary>Where columns were read one after the other: the words at the same height to the right of a code, down to the next code of its column.</summary>
    private static void Across(RequestPage page, List<FormLine> lines, Coded coded)
    {
        var own = lines[coded.Line];
        double top = own.Line.Box.Y, left = own.Tokens[own.CellStarts[coded.Cell]].Left, right = own.Tokens[own.CellStarts[coded.Cell + 1] - 1].Right;
        if (page.Page.Height == 0 || own.CellCount > 1) return;
        double below = lines.Where(l => l.Index != own.Index && l.Line.Box.Y > top + (own.Height * 0.6) && Math.Abs(l.Tokens[0].Left - left) < own.Height).Select(l => l.Line.Box.Y).DefaultIfEmpty(top + (own.Height * 2.2)).Min();
        double end = Math.Min(below - (own.Height * 0.3), top + (own.Height * 3.5));
        var beside = lines.Where(l => l.Index != own.Index && l.Tokens[0].Left > right && l.Line.Box.CenterY > top - (own.Height * 0.5) && l.Line.Box.CenterY < end).OrderBy(l => l.Tokens[0].Left).ToList();
        if (beside.Count == 0) return;
        double column = beside[0].Tokens[0].Left;
        foreach (var line in beside.Where(l => l.Tokens[0].Left < column + own.Height).OrderBy(l => l.Line.Box.Y))
        {
            int cells = 1;
            while (cells < line.CellCount && line.Tokens[line.CellStarts[cells]].Left - line.Tokens[line.CellStarts[cells] - 1].Right < own.Height * 2.5) cells++;
            var span = line.SpanOf(0, line.CellStarts[cells]);
            string words = span.In(page.Text);
            if (Letters(words) < 3 || words.EndsWith(':') || CodeReadings.Diagnoses(words, announced: false).Any() || !(coded.Announced || coded.Words.Count > 0 || DiseaseChapters.BearOut(words, coded.Code.Value))) return;
            Add(page, coded, span);
        }
    }

    private static void Add(RequestPage page, Coded coded, TextSpan span)
    {
        string words = span.In(page.Text);
        int start = Skip().Match(words) is { Success: true } skip ? skip.Length : 0;
        // What stands behind a date tells of a visit.
        if (Dated().Match(words, start) is { Success: true } dated) words = words[..dated.Index];
        string kept = DiagnosisFields.WithoutTrail(words[start..], Trail(), span.Start >= coded.Place.End && NextCode().IsMatch(page.Text, span.End));
        if (kept.Count(char.IsLetter) < 3 || kept.Length > 160 || Instructions.Are(kept) || Aside().IsMatch(kept)) return;
        // 'B18.2 (chronic hepatitis C)'
        int open = kept.StartsWith('(') && !kept[1..].Contains('(', StringComparison.Ordinal) ? 1 : 0;
        int close = open == 1 && kept.EndsWith(')') ? 1 : 0;
        coded.Words.Add(new(span.Start + start + open, span.Start + start + kept.Length - close));
    }

    private static (List<ListEntry> Entries, List<TextSpan> Unmarked) Entries(RequestPage page, List<Coded> found, double weight)
    {
        // Of options with a box each, only the marked ones are the patient's; where no box was told, none is.
        bool options = found.Count(f => f.Box is not null) >= Math.Max(LeastOptions, found.Count / 2) || found.Exists(f => f.IsOption);
        var entries = new List<ListEntry>();
        var unmarked = new List<TextSpan>();
        foreach (var coded in found)
        {
            if (options && coded.Box is { } box && !box.HasFlag(WordMarks.CheckBoxMarked))
            {
                unmarked.Add(coded.Place);
                continue;
            }

            if (entries.Exists(e => e.Value("code") == coded.Code.Value)) continue;
            var entry = new ListEntry();
            entry.Add(new(page, "code", coded.Code.Value, 0.94 * weight, "dx-row", [coded.Place]) { Repaired = coded.Code.Repaired });
            if (coded.Words.Count > 0) entry.Add(new(page, "description", TextForm.OneLine(string.Join(' ', coded.Words.Select(w => w.In(page.Text)))), 0.92 * weight, "dx-row", [.. coded.Words]));
            entries.Add(entry);
        }

        return (entries, unmarked);
    }

    // A box at the end of a line belongs to the option that begins the next.
    private static string LastWord(RequestPage page, FormLine line)
    {
        string words = line.Line.Span.In(page.Text).TrimEnd();
        return words.EndsWith(']') ? words[Math.Max(0, words.LastIndexOf('['))..] : words[(words.LastIndexOf(' ') + 1)..] is var last && last.Length == 1 && !char.IsLetterOrDigit(last[0]) ? last : string.Empty;
    }

    private static bool IsDenied(RequestPage page, TextSpan place)
    {
        int from = place.Start - page.Page.Span.Start;
        string text = page.PageText;
        string line = text[(text.LastIndexOf('\n', Math.Max(0, from - 1)) + 1)..from];
        int end = place.End - page.Page.Span.Start;
        return Denied().IsMatch(line) || DiagnosisProse.IsAnothers(line) || DiagnosisFields.IsQuestioned(page.Text, place.Start) || AskedAfter().IsMatch(text[end..Math.Min(text.Length, end + 120)]) || DiagnosisProse.IsDoubtedAfter(text, end) || Settled().IsMatch(RestOfLine(text, end));
    }

    private static string RestOfLine(string text, int at) => text[at..(text.IndexOf('\n', at) is >= 0 and var stop ? stop : text.Length)];

    private static bool IsTitle(FormLine line, string words) => line.CellCount == 1 && words.Length < 60 && (Title().IsMatch(words) || words.EndsWith(':')) && !CodeReadings.Diagnoses(words, announced: false).Any();

    private static int Letters(string words) => words.Count(char.IsLetter);

    private static readonly Lazy<Regex> AnnouncesPattern = Pattern.Of(@"\b(?:diagnos[ie]s|diagnostic code|ICD[\s\-]?(?:10|9)?(?:-?\s?CM)?|dx|indications?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Announces() => AnnouncesPattern.Value;

    private static readonly Lazy<Regex> OtherPattern = Pattern.Of(@"\b(?:differential|rule[d]?[ -]?out|family|admission history|discharge|problem list|past|resolved|history|pointer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OtherDiagnoses() => OtherPattern.Value;

    private static readonly Lazy<Regex> TitlePattern = Pattern.Of(@"^\W*(?:(?:section\s+)?(?:[0-9]{1,2}[A-Z]?|[A-Z])[.)\u00b7 \-\u2013]+\s*)?[A-Z][A-Za-z'/&]+(?:\s+[A-Za-z'/&]+){0,5}$", RegexOptions.CultureInvariant);

    private static Regex Title() => TitlePattern.Value;

    private static readonly Lazy<Regex> LeadPattern = Pattern.Of(@"^\W*(?:(?:[A-L]|[0-9]{1,2})[.):\s]\s*|\(?[0-9]{1,2}\)\s*|(?:primary|principal|secondary|second|first|third|tertiary|additional|other|main|admitting|ref)\b\W*|(?:dx|diagnos[ei]s|icd[\s\-]?(?:10|9)?(?:-?cm)?|codes?|no|indication)\b\W*(?:[0-9]\W+)?|[\u2022*\-]\s*)*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Lead() => LeadPattern.Value;

    private static readonly Lazy<Regex> BracketPattern = Pattern.Of(@"[(\[]\s*(?:ICD[\s\-]?10(?:-?CM)?\W*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Bracket() => BracketPattern.Value;

    // 'INDICATION: (1) I48.19 …', '…: E78.2 …'.
    private static readonly Lazy<Regex> SeparatedPattern = Pattern.Of(@"(?:[:\-\u2013](?:\s+[A-Z])?|(?:^|[(\s])[0-9]{1,2}[.)]?|\bICD[\s\-]?10(?:-?CM)?\W*|\b(?:also|secondary|others?|second|and|plus))\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Separated() => SeparatedPattern.Value;

    // 'B18.2 (chronic hepatitis C), K74.00 (hepatic fibrosis)'
    private static readonly Lazy<Regex> ListedPattern = Pattern.Of(@"^[^.]{0,120}(?:[,;/]|\band)\s*$", RegexOptions.CultureInvariant);

    private static Regex Listed() => ListedPattern.Value;

    private static readonly Lazy<Regex> SkipPattern = Pattern.Of(@"^(?:[\s\-\u2013:,.)\]*|\u2022]+|\b(?:text|description|wording|words?|in words|name|meaning|diagnosis|dx)\b\s*:\s*|words\s+|(?:[A-L]|[0-9]{1,2})[.)]\s+|\((?:primary|secondary|principal)\)\s*|(?:primary|secondary|principal)\s+(?=(?-i:[A-Z][a-z]|[A-Z]?[0-9])))*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Skip() => SkipPattern.Value;

    private static readonly Lazy<Regex> OnlyLabelPattern = Pattern.Of(@"^\W*(?:(?:diagnos[ei]s|dx|text|meaning|description|wording|name|date|onset|(?:in )?words)\s*:?|[A-Z][\w ]{2,24}:\s*$)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OnlyLabel() => OnlyLabelPattern.Value;

    private static readonly Lazy<Regex> TrailPattern = Pattern.Of(@"(?:\s*\(\s*(?:primary|secondary|principal|main|see [^)]*)\s*\))?[\s,;:(\[\-\u2013.|/]*(?:(?:\(?\bICD[\s\-]?10(?:-?CM)?\b|[.;,]\s*(?:also|and|secondary|plus|other)|[.;,]\s+[0-9]|(?<!\b(?:stage|grade|type|class|level|category|group|phase|degree|age|part|factor|trimester|week|weeks|number|no))\s[0-9(]+)\W*|\s[\[({]\s?[^\s\])}]?\s?[\])}]?\s*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Trail() => TrailPattern.Value;

    private static readonly Lazy<Regex> NextCodePattern = Pattern.Of(@"\G[\s:;.,(\-\u2013|]*(?:ICD[\s\-]?10(?:-?CM)?[\s:]*)?[A-Z][0-9][0-9A-Z](?:\.|\b)", RegexOptions.CultureInvariant);

    private static Regex NextCode() => NextCodePattern.Value;

    // A number in brackets counts the items of a list; a bracket that opens behind words holds the code itself.
    private static readonly Lazy<Regex> OptionPattern = Pattern.Of(@"(?:^|\s)\(?\s*(?<b>[\[({]\s?[^\s\])0-9]{0,2}\s?[\])}]|[\[{]\s?[^\s\]0-9]{1,2})(?:\s*\))?\s*$", RegexOptions.CultureInvariant);

    private static Regex Option() => OptionPattern.Value;

    // 'CKD stage 3a - RESOLVED 2024, entered in error'
    private static readonly Lazy<Regex> SettledPattern = Pattern.Of(@"(?:^|\s)[-–|(]?\s*(?:resolved|ruled[ -]out|entered in error|inactive|removed|not active|excluded)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Settled() => SettledPattern.Value;

    private static readonly Lazy<Regex> CountPattern = Pattern.Of(@"^\s*\(?[0-9]{1,2}[.)]\s*$", RegexOptions.CultureInvariant);

    private static Regex Count() => CountPattern.Value;

    private static readonly Lazy<Regex> DatedPattern = Pattern.Of(@"\s+\(?[0-9]{1,2}/[0-9]{1,4}\b", RegexOptions.CultureInvariant);

    private static Regex Dated() => DatedPattern.Value;

    private static readonly Lazy<Regex> AsidePattern = Pattern.Of(@"^\(?\s*(?:e\.? ?g\b|for example|such as|i\.e\.)|\?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Aside() => AsidePattern.Value;

    private static readonly Lazy<Regex> GoesOnPattern = Pattern.Of(@"^[a-z(,]", RegexOptions.CultureInvariant);

    private static Regex GoesOn() => GoesOnPattern.Value;

    private static readonly Lazy<Regex> AskedPattern = Pattern.Of(@"^[^.;\n]{0,100}\?", RegexOptions.CultureInvariant);

    private static Regex AskedAfter() => AskedPattern.Value;

    private static readonly Lazy<Regex> DeniedPattern = Pattern.Of(@"\b(?:rule[sd]?\s?-?out|r/o|ruled out|excluded|resolved|denie[sd]|no evidence|negative for|not (?:present|supported)|possible|probable|suspected|suspicion|versus|vs|family|mother|father|sister|brother|aunt|uncle|history of|risk of|earlier|previous|before|instead|as cause of|queried)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Denied() => DeniedPattern.Value;
}
