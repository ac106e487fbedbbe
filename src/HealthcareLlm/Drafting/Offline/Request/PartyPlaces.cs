using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Clinicians, organizations and NPIs of a form, found by their own grammar, with the party that the words before them, above or below them tell.
/// Labels of any wording are read by their meaning; what no label of the lexicon found is found here, and a party told in its own line prevails.
/// </summary>
internal static class PartyPlaces
{
    internal const string Rule = "party-place";

    // How far a caption may stand from what it names, heights of a line.
    private const double Reach = 2.4;

    private const int LongestCaption = 14;

    // A heading governs at most this many lines of its block.
    private const int BlockLines = 6;

    private static readonly Lazy<Regex> Number = Pattern.Of(@"(?<![0-9A-Za-z.\-/])[12][0-9]{9}(?![0-9A-Za-z]|-[0-9])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Elsewhere = Pattern.OfWords(@"^\W*(?:[0-9]{1,2}\W+)?if ?the\b|\b(?:pcp|primary (?:care|doctor|physician|provider|md)|family (?:doctor|physician|md)|accepting|receiving|discharging|transferring|referred by|refd by|sent by|supervis\w+|collaborat\w+|covering|backup|cc|copy|previous|prior|anesthesia|assistant|radiologist|pathologist|reviewer|medical director|read by|interpret\w+|emergency|therapist of|billing)\b");

    private static readonly Lazy<Regex> Delivers = Pattern.OfWords(@"\b(?:treat(?:ing|ment)|testing|infusion|surgical|surgery|imaging|care|service|delivery|place|name of) (?:site|place|location|center|given at|of (?:place|care|service|surgery))\b|\bcare given at\b|\bsite\b|\b(?:nursing|home) (?:agency|company)\b|\bwill (?:bill|deliver|supply|ship)\b");

    private static readonly Lazy<Regex> Question = Pattern.OfWords(@"\b(?:who|what|which|and|or|the|of|is)\W*$");

    private static readonly Lazy<Regex> GoesOn = Pattern.OfWords(@"(?:,|\b(?:in|at|our|the|a|an|of|by|for|with|and|or|to|my|his|her))\s*$");

    private static readonly Lazy<Regex> Referring = Pattern.OfWords(@"\breferr(?:ing|al)\b");

    // Where somebody else asks, who refers does not.
    private static readonly Lazy<Regex> Asks = Pattern.OfWords(@"\b(?:requesting|ordering|prescriber|prescribing|attending|treating)\b");

    private static readonly Lazy<Regex> Phone = Pattern.OfWords(@"(?<![/&] ?)(?<k>\b(?:phone|tel|telephone|ph|t|fax|facsimile|fx|f)\b)\.?\s*(?:is|no\.?|number)?\W{0,4}(?<v>(?<![0-9])\(?[0-9]{3}\)?[ .\-]{1,2}[0-9]{3}[.\-][0-9]{4})(?![0-9])");

    private static readonly Lazy<Regex> Signs = Pattern.OfWords(@"\bsign\w*\b");

    /// <summary>A name or number with its place on the page.</summary>
    private sealed record Typed(TextSpan Span, int End, string Target, bool IsPerson, int Line, double Left)
    {
        /// <summary>Left edge of its cell.</summary>
        internal double CellLeft { get; set; }

        /// <summary>Whether words stand before it in its cell.</summary>
        internal bool HasLead { get; set; }

        internal FormTopic Party { get; set; }

        internal TextSpan Caption { get; set; }

        internal bool IsLed { get; set; }

        internal bool IsBeside { get; set; }

        /// <summary>Whether its owner was told by a name of another cell.</summary>
        internal bool IsAcross { get; set; }

        /// <summary>Whether the heading over its block told its party.</summary>
        internal bool IsHeaded { get; set; }
    }

    /// <summary>The page with the values that its typed places tell.</summary>
    internal static RequestPage Refine(RequestPage page)
    {
        var names = ProsePeople.Of(page);
        page = WithoutCredentials(page, names);
        if (page.Kind is not (PageKind.Form or PageKind.Other or PageKind.FaxCover)) return page;
        var places = Find(page, names);
        if (places.Count == 0) return page;
        var lines = FormTokenizer.Tokenize(page.Document.Source, page.Page).ToDictionary(l => l.Index);
        foreach (var place in places) Lead(page, lines, places, place);
        foreach (var place in places.Where(p => p is { Target: "npi", Party: FormTopic.None })) Follow(places, place);
        var rest = places.FindAll(p => p.Party == FormTopic.None && (p.Target == "name" || p is { Target: "npi", HasLead: false }));
        var over = rest.ConvertAll(p => Caption(page, lines, places, p, -1));
        var under = rest.ConvertAll(p => Caption(page, lines, places, p, 1));
        bool below = under.Count(c => c.Party != FormTopic.None) > over.Count(c => c.Party != FormTopic.None);
        for (int i = 0; i < rest.Count; i++) (rest[i].Party, rest[i].Caption) = below ? under[i] : over[i];
        foreach (var place in places.Where(p => p is { Party: FormTopic.None, HasLead: true, Target: "name" or "npi" })) Heading(page, lines, places, place);
        foreach (var place in places.Where(p => p is { IsPerson: true, Party: FormTopic.None }))
        {
            var role = names.Find(n => n.Span == place.Span)!.Role;
            place.Party = role switch { ProseRole.Requesting => FormTopic.Requesting, ProseRole.Elsewhere => FormTopic.Other, _ => FormTopic.None };
            place.Caption = place.Span;
        }

        foreach (var place in places.Where(p => p.Party == FormTopic.None && p.Target != "name")) Follow(places, place);
        return page with { Values = Merge(page, places.FindAll(p => p.Party != FormTopic.None)) };
    }

    /// <summary>'Jane Roe, MD, NPI 1003000126', 'Oak Hospital, NPI …': the end of a name is no party that a label names.</summary>
    private static RequestPage WithoutCredentials(RequestPage page, List<ProseName> names)
    {
        bool InName(LabelledValue v) => v.OwnTopic && names.Exists(n => n.Span.Start < v.LabelSpan.Start && v.LabelSpan.Start < n.End && !page.Text.AsSpan(n.Span.Start, v.LabelSpan.Start - n.Span.Start).Contains('\n'));
        return page.Values.Any(InName) ? page with { Values = [.. page.Values.Select(v => InName(v) ? v with { OwnTopic = false, Topic = FormTopic.None, Target = v.Target == "name" ? string.Empty : v.Target } : v)] } : page;
    }

    /// <summary>A number that nothing else names is that of the name before it in its line, or of the one above it in its own column of labels.</summary>
    private static void Follow(List<Typed> places, Typed place)
    {
        int at = places.IndexOf(place);
        // A telephone stands behind the name, the NPI or the other telephone of its owner.
        if (at == 0 || (place.Target == "npi" && places[at - 1].Target != "name")) return;
        var owner = places[at - 1];
        bool above = place.HasLead && place.Line - owner.Line is 1 or 2 && Math.Abs(owner.CellLeft - place.CellLeft) < 12;
        place.IsAcross = owner.Line != place.Line || owner.CellLeft != place.CellLeft;
        if (owner.Line == place.Line || above) (place.Party, place.Caption, place.IsLed, place.IsBeside) = (owner.Party, owner.Caption, owner.IsLed, owner.IsBeside);
    }

    private static List<Typed> Find(RequestPage page, List<ProseName> names)
    {
        var found = new List<Typed>();
        foreach (var name in names.Where(n => n.IsPerson ? n.Name.Contains(' ', StringComparison.Ordinal) : NameReadings.IsDistinct(n.Name))) Add(name.Span, name.End, "name", name.IsPerson);
        foreach (Match match in Number.Value.Matches(page.PageText).Where(m => IdentifierReadings.IsNpi(m.Value))) Add(new(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length), 0, "npi", false);
        foreach (Match match in Phone.Value.Matches(page.PageText))
        {
            var group = match.Groups["v"];
            Add(new(page.Page.Span.Start + group.Index, page.Page.Span.Start + group.Index + group.Length), 0, match.Groups["k"].Value[0] is 'f' or 'F' ? "fax" : "phone", false);
        }

        found.Sort((a, b) => a.Span.CompareTo(b.Span));
        return found;

        void Add(TextSpan span, int end, string target, bool person)
        {
            int line = Array.FindIndex([.. page.Page.Lines], l => l.Span.Contains(new TextSpan(span.Start, span.Start + 1)));
            var word = EvidenceOf.WordsIn(page.Document, span).FirstOrDefault();
            if (line >= 0 && word is not null) found.Add(new(span, Math.Max(end, span.End), target, person, line, word.LayoutBox.X));
        }
    }

    /// <summary>The words before a place in its line, back to a box, a number or another place.</summary>
    private static void Lead(RequestPage page, Dictionary<int, FormLine> lines, List<Typed> places, Typed place)
    {
        if (!lines.TryGetValue(place.Line, out var line)) return;
        int end = Array.FindIndex(line.Tokens, t => t.Span.Start >= place.Span.Start);
        if (end < 0) return;
        int cell = line.CellStarts[line.Tokens[end].Cell];
        place.CellLeft = line.Tokens[cell].Left;
        if (end == 0) return;
        int from = end;
        while (from > 0 && line.Tokens[from - 1] is var t && t.Kind != FormTokenKind.CheckBox && !places.Exists(p => p.Span.Start <= t.Span.Start && t.Span.Start < p.End) && t.Key.Count(char.IsAsciiDigit) < 5 && !(t.Is('.') && from - 2 >= 0 && line.Tokens[from - 2].Key.Length > 3)) from--;
        // A telephone's words stand right before it.
        if (place.Target is "phone" or "fax") from = Math.Max(from, end - 5);
        // 'NPI:' may fill the cell before its number.
        int lead = cell > 0 && line.Tokens[cell - 1].Is(':') ? line.CellStarts[line.Tokens[cell - 1].Cell] : cell;
        place.HasLead = from < end && line.Tokens[Math.Max(from, lead)..end].Any(t => t.Kind == FormTokenKind.Word);
        // A number's own line names its party in its cell, or in the cells of labels before it.
        for (int start = Math.Max(from, cell); !line.Tokens[start..Math.Max(start, end - 1)].Any(t => t.Is(':')); start = Math.Max(from, line.CellStarts[line.Tokens[start].Cell - 1]))
        {
            var party = IsAnswered(page, line.SpanOf(start, end), place) ? FormTopic.None : PartyOf(page, line, start, end);
            if (party != FormTopic.None) (place.Party, place.IsLed, place.Caption, place.IsBeside) = (party, true, line.SpanOf(start, end), line.Tokens[start].Cell == line.Tokens[end].Cell);
            if (party != FormTopic.None || start == from || line.Tokens[start].Cell == 0 || !IsLabelCell(line, line.Tokens[start].Cell - 1)) return;
        }
    }

    // How far, in heights of print, a title in the middle of its column begins right of the column at least.
    private const double CenteredBy = 3;

    /// <summary>The party of the heading in capitals over the block of a place.</summary>
    private static void Heading(RequestPage page, Dictionary<int, FormLine> lines, List<Typed> places, Typed place)
    {
        double height = page.Page.Lines[place.Line].Box.Height;
        for (int i = place.Line - 1; i >= Math.Max(0, place.Line - BlockLines); i--)
        {
            if (!lines.TryGetValue(i, out var line)) continue;
            int cell = Enumerable.Range(0, line.CellCount).LastOrDefault(c => line.Tokens[line.CellStarts[c]].Left <= place.CellLeft + height, -1);
            // Titles in the middle of their columns begin right of what stands below them.
            bool centered = line.CellCount > 1 && lines.TryGetValue(i + 1, out var below) && below.Tokens[0].Left < line.Tokens[0].Left - (height * CenteredBy);
            if (centered && cell + 1 < line.CellCount && (cell < 0 || place.CellLeft > (line.Tokens[line.CellStarts[cell + 1] - 1].Right + line.Tokens[line.CellStarts[cell + 1]].Left) / 2)) cell++;
            if (cell < 0) continue;
            string words = line.CellSpan(cell).In(page.Text);
            if (words.Any(char.IsLower) || words.Count(char.IsLetter) < 4 || words.Count(char.IsAsciiDigit) > 2 || places.Exists(p => p.Span.Overlaps(line.CellSpan(cell)))) continue;
            var party = PartyOf(page, line, line.CellStarts[cell], line.CellStarts[cell + 1]);
            if (party != FormTopic.None) (place.Party, place.Caption, place.IsHeaded) = (party, line.CellSpan(cell), true);
            return;
        }
    }

    private static bool IsLabelCell(FormLine line, int cell) =>
        line.CellStarts[cell + 1] - line.CellStarts[cell] <= 8 && !line.Tokens[line.CellStarts[cell]..line.CellStarts[cell + 1]].Any(t => t.Kind == FormTokenKind.CheckBox || t.Key.Count(char.IsAsciiDigit) > 2);

    /// <summary>Whether a place is part of an answer whose question, or what stands beside that, the words are: what it is was asked there.</summary>
    private static bool IsAnswered(RequestPage page, TextSpan words, Typed place) =>
        page.Values.Any(v => v.Rule == AnswerReader.AnswerRule && v.ValueSpan.Contains(place.Span) && !v.ValueSpan.Contains(words)) || page.Values.Any(v => v.Rule == AnswerReader.AnswerRule && v.LabelSpan.Overlaps(words) && !v.ValueSpan.Contains(place.Span));

    /// <summary>The party of the caption above or below a place.</summary>
    private static (FormTopic Party, TextSpan Span) Caption(RequestPage page, Dictionary<int, FormLine> lines, List<Typed> places, Typed place, int step)
    {
        var own = page.Page.Lines[place.Line];
        // A number within a sentence has no caption.
        if (place.Target != "name" && own.Cells.FirstOrDefault(c => c.Span.Contains(place.Span)) is { } at && page.Text[place.Span.End..at.Span.End].Count(char.IsLetter) > 3) return default;
        for (int i = place.Line + step; i >= 0 && i < page.Page.Lines.Length && Math.Abs(i - place.Line) <= 2; i += step)
        {
            var other = page.Page.Lines[i];
            double gap = step < 0 ? own.Box.Y - other.Box.Bottom : other.Box.Y - own.Box.Bottom;
            if (gap > own.Box.Height * Reach || gap < -own.Box.Height || !lines.TryGetValue(i, out var line)) return default;
            int cell = Enumerable.Range(0, line.CellCount).LastOrDefault(c => line.Tokens[line.CellStarts[c]].Left <= place.Left + own.Box.Height, -1);
            if (cell < 0) continue;
            int start = line.CellStarts[cell], end = line.CellStarts[cell + 1];
            if (places.Exists(p => p.Line == i && p.Span.Overlaps(line.CellSpan(cell)))) return default;
            if (end - start > LongestCaption * 2 || place.Left - line.Tokens[end - 1].Right > own.Box.Height * 8) continue;
            // A line that goes on below, and a question, are captions of nothing above them.
            string caption = line.CellSpan(cell).In(page.Text);
            if (step > 0 && (caption.Contains('?', StringComparison.Ordinal) || (char.IsLower(caption[0]) && GoesOn.Value.IsMatch(own.Span.In(page.Text))))) return default;
            // What holds a value, or is the question of another answer, is no caption.
            if (line.Tokens[start..end].Any(t => t.Kind == FormTokenKind.CheckBox || t.Key.Count(char.IsAsciiDigit) > 4) || line.Tokens[start..(end - 1)].Any(t => t.Is(':'))) return default;
            if (IsAnswered(page, line.CellSpan(cell), place) || Question.Value.IsMatch(line.CellSpan(cell).In(page.Text))) return default;
            var party = PartyOf(page, line, start, end);
            if (party != FormTopic.None) return (party, line.CellSpan(cell));
        }

        return default;
    }

    /// <summary>The party that some words of a label name; none where they are no label.</summary>
    private static FormTopic PartyOf(RequestPage page, FormLine line, int start, int end)
    {
        if (start >= end) return FormTopic.None;
        var span = line.SpanOf(start, end);
        string words = span.In(page.Text);
        if (Elsewhere.Value.IsMatch(words) || (Referring.Value.IsMatch(words) && !Asks.Value.IsMatch(words) && Asks.Value.IsMatch(page.PageText))) return FormTopic.Other;
        var reading = ConceptReader.Read(line.Tokens, start, end, k => k);
        var party = reading.Concepts.FirstOrDefault(c => c.Target == "name" && c.Topic != FormTopic.None)?.Topic ?? reading.Party;
        if (party == FormTopic.None && Delivers.Value.IsMatch(words)) party = FormTopic.Servicing;
        for (int t = start; t < end && party == FormTopic.None; t++) party = LabelLexicon.MatchParty(line.Tokens, t, end, k => k) ?? FormTopic.None;
        return party is FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Contact or FormTopic.Other ? party : FormTopic.None;
    }

    private static System.Collections.Immutable.ImmutableArray<LabelledValue> Merge(RequestPage page, List<Typed> places)
    {
        var values = page.Values.ToList();
        foreach (var place in places)
        {
            bool At(LabelledValue v) => v.Target == place.Target && !v.IsBlank && v.ValueSpan.Overlaps(place.Span);
            // What the heading of a column says stands against a name in another cell.
            bool Stands(LabelledValue v) => (place.IsHeaded && v.Topic is not (FormTopic.None or FormTopic.Other)) || place is { Target: not ("name" or "npi"), IsAcross: true } && v.Topic != FormTopic.None || v.OwnTopic && (v.Rule == AnswerReader.AnswerRule ? !place.IsBeside : !place.IsLed || v.Place is LabelPlace.Inline or LabelPlace.Beside);
            int standing = values.FindIndex(v => At(v) && Stands(v));
            if (standing >= 0)
            {
                // What stands before the name is no part of it.
                if (place.IsPerson && values[standing].ValueSpan.Start < place.Span.Start) values[standing] = values[standing] with { ValueSpan = new(place.Span.Start, values[standing].ValueSpan.End) };
                continue;
            }

            values.RemoveAll(v => At(v));
            // A practice's name is not that of who asks.
            if (place is { Target: "name", IsPerson: false, Party: not (FormTopic.Servicing or FormTopic.Pharmacy) }) continue;
            values.Add(new(place.Caption.In(page.Text), place.Caption, place.Span, LabelPlace.Beside, place.IsLed ? 0.9 : Signs.Value.IsMatch(place.Caption.In(page.Text)) ? 0.55 : 0.8) { Target = place.Target, Topic = place.Party, OwnTopic = true, Rule = Rule });
        }

        return [.. values.OrderBy(v => v.LabelSpan.IsEmpty ? v.ValueSpan : v.LabelSpan).ThenBy(v => v.ValueSpan)];
    }
}
