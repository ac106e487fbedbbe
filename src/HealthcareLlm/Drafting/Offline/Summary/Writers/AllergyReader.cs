using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Medications;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>An allergy as one note states it.</summary>
/// <param name="Note">The note.</param>
/// <param name="Span">The words.</param>
/// <param name="Substance">The substance; empty for a denial of any allergy.</param>
/// <param name="Reaction">The reaction; empty where none is written.</param>
internal sealed record StatedAllergy(Note Note, TextSpan Span, TextSpan Substance, TextSpan Reaction)
{
    /// <summary>Whether the note says that there is none.</summary>
    internal bool IsDenial => Substance.IsEmpty;

    /// <summary>The substance for comparison.</summary>
    internal DrugName Name { get; } = DrugName.Of(Substance.In(Note.Text), null);
}

/// <summary>Reads the allergies of all notes.</summary>
internal static class AllergyReader
{
    private const int MostWords = 6;

    /// <summary>Every allergy and every denial, in order of time.</summary>
    internal static List<StatedAllergy> Read(EncounterChart chart)
    {
        var found = new List<StatedAllergy>();
        foreach (var note in chart.Notes)
        {
            foreach (var section in note.Sections.Where(s => s.Category == SectionCategory.Allergies)) ReadSection(note, section, found);
        }

        foreach (var passage in chart.Passages.Where(p => p.Category is not (SectionCategory.Allergies or SectionCategory.FamilyHistory)))
        {
            ReadSentence(passage, found);
        }

        found.AddRange(AllergyReactions.Of(chart, found));
        found.RemoveAll(f => chart.IsCorrected(f.Note, f.Span) || chart.IsDropped(f.Note, f.Span));
        foreach (var passage in chart.Passages.Where(p => Removed().IsMatch(p.Text)))
        {
            var words = passage.Text.ToLowerInvariant();
            found.RemoveAll(f => !f.IsDenial && f.Note.Order <= passage.Note.Order && f.Name.First.Length > 3 && words.Contains(f.Name.First, StringComparison.Ordinal));
        }

        return [.. found.OrderBy(f => f.Note.Order).ThenBy(f => f.Span)];
    }

    private static void ReadSection(Note note, Section section, List<StatedAllergy> found)
    {
        var whole = Clip(note, section.Body);
        if (!OneLine(note, whole) && ReadTable(note, whole, found)) return;
        var body = ListPart(note, whole);
        string text = body.In(note.Text);
        var denial = Denial().Match(text);
        if (denial.Success) found.Add(new(note, WithTitle(note, section, At(body, denial)), default, default));
        foreach (Match piece in Pieces().Matches(text))
        {
            var span = At(body, piece);
            string words = span.In(note.Text);
            if (Placeholder.Is(words) || Denial().IsMatch(words) || NotAllergy().IsMatch(words) || Wording.CountWords(words) > 14) continue;
            if (Parse(note, span) is { } allergy) found.Add(allergy);
        }
    }

    // 'Substance   Reaction   Noted' and rows under it; or rows of two cells without headings.
    private static bool ReadTable(Note note, TextSpan body, List<StatedAllergy> found)
    {
        double? reactionAt = null;
        bool headed = false;
        int rows = 0;
        foreach (var line in ChartLines.Over(note, body))
        {
            if (!body.Contains(line.Span)) continue;
            if (line.Cells.Length < 2)
            {
                if (rows > 0 || !string.IsNullOrWhiteSpace(line.Span.In(note.Text))) break;
                continue;
            }

            var cells = line.Cells.Select(c => (c.Box.X, Span: Trim(note.Text, c.Span))).ToList();
            if (MedicationGrammar.Dose().IsMatch(line.Span.In(note.Text))) break;
            if (!headed && SubstanceHeading().IsMatch(cells[0].Span.In(note.Text)) && cells.Exists(c => ReactionHeading().IsMatch(c.Span.In(note.Text))))
            {
                headed = true;
                foreach (var (x, span) in cells) reactionAt ??= ReactionHeading().IsMatch(span.In(note.Text)) ? x : null;
                continue;
            }

            var reaction = reactionAt is { } at ? cells.Skip(1).Where(c => Math.Abs(c.X - at) < 60).Select(c => c.Span).FirstOrDefault() : cells[1].Span;
            var substance = cells[0].Span;
            string name = substance.In(note.Text);
            if (!headed && (Wording.CountWords(name) > 3 || name.Contains(',', StringComparison.Ordinal) || name.Contains('(', StringComparison.Ordinal))) break;
            rows++;
            if (name.Length < 3 || Denial().IsMatch(name) || Placeholder.Is(name) || NotSubstance().IsMatch(name)) continue;
            bool tells = !reaction.IsEmpty && DateReader.First(note.Text, reaction) is null && reaction.In(note.Text).Any(char.IsLetter);
            found.Add(new(note, line.Span, substance, tells ? reaction : default));
        }

        return rows > 0;
    }

    // The line of the title and the rows below it, up to a line that is no row of such a list.
    private static TextSpan ListPart(Note note, TextSpan body)
    {
        int end = body.Start;
        bool any = false;
        foreach (var line in ChartLines.Over(note, body).Select(static l => l.Span))
        {
            var part = new TextSpan(Math.Max(line.Start, body.Start), Math.Min(line.End, body.End));
            string text = part.In(note.Text);
            if (string.IsNullOrWhiteSpace(text)) continue;
            bool gap = any && note.Text.AsSpan(end, part.Start - end).Count('\n') > 1;
            bool goesOn = any && note.Text.AsSpan(body.Start, end - body.Start).TrimEnd() is [.., ',' or ';'];
            bool row = !any || (!gap && (goesOn || (ListRow().IsMatch(text) && !MedicationGrammar.Dose().IsMatch(text) && Wording.CountWords(text) <= 10)));
            if (!row || (any && !goesOn && OneLine(note, body))) break;
            end = part.End;
            any = true;
        }

        return new(body.Start, end);
    }

    // 'Allergies: penicillin (hives).' ends with its line; 'Allergies:' alone is followed by rows.
    private static bool OneLine(Note note, TextSpan body)
    {
        int newLine = note.Text.IndexOf('\n', body.Start);
        return newLine < 0 || (newLine < body.End && note.Text[body.Start..newLine].Any(char.IsLetterOrDigit));
    }

    private static TextSpan WithTitle(Note note, Section section, TextSpan denial) =>
        section.TitleSpan.IsEmpty || section.TitleSpan.Start < note.Span.Start ? denial : new(section.TitleSpan.Start, denial.End);

    private static TextSpan Clip(Note note, TextSpan span) => new(Math.Max(span.Start, note.Span.Start), Math.Max(Math.Max(span.Start, note.Span.Start), Math.Min(span.End, note.Span.End)));

    private static StatedAllergy? Parse(Note note, TextSpan span)
    {
        var match = Row().Match(span.In(note.Text));
        if (!match.Success) return null;
        var substance = Trim(note.Text, Group(span, match, "substance"));
        if (substance.Length < 3 || Sentence().IsMatch(substance.In(note.Text)) || Wording.CountWords(substance.In(note.Text)) > MostWords || NotSubstance().IsMatch(substance.In(note.Text))) return null;
        return new(note, Trim(note.Text, span), substance, match.Groups["reaction"].Success ? Trim(note.Text, Group(span, match, "reaction")) : default);
    }

    private static void ReadSentence(Passage passage, List<StatedAllergy> found)
    {
        string text = passage.Text;
        var denial = SpokenDenial().Match(text);
        if (denial.Success) found.Add(new(passage.Note, At(passage.Span, denial), default, default));
        var match = Spoken().Match(text);
        if (!match.Success || NotAllergy().IsMatch(text)) return;
        var substance = Trim(passage.Note.Text, Group(passage.Span, match, match.Groups["a"].Success ? "a" : match.Groups["b"].Success ? "b" : "c"));
        if (substance.Length < 3 || NotSubstance().IsMatch(substance.In(passage.Note.Text))) return;
        var reaction = match.Groups["reaction"].Success ? Trim(passage.Note.Text, Group(passage.Span, match, "reaction")) : default;
        found.Add(new(passage.Note, passage.Span, substance, reaction));
    }

    private static TextSpan At(TextSpan span, Match match) => new(span.Start + match.Index, span.Start + match.Index + match.Length);

    private static TextSpan Group(TextSpan span, Match match, string name) => new(span.Start + match.Groups[name].Index, span.Start + match.Groups[name].Index + match.Groups[name].Length);

    private static TextSpan Trim(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '*' or '•' or ':' or '|' or '.' or ',')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';' or '-' or '.' or ':' or '|')) end--;
        return new(start, end);
    }

    private static SievedPattern SubstanceHeading() => SubstanceHeadingPattern.Value;

    private static readonly Lazy<SievedPattern> SubstanceHeadingPattern = Pattern.Sieved(@"^(?:substance|allergen|agent|drug|allergy|allergies|medication|name|causative agent)s?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern ReactionHeading() => ReactionHeadingPattern.Value;

    private static readonly Lazy<SievedPattern> ReactionHeadingPattern = Pattern.Sieved(@"\b(?:reactions?|response|symptoms?|manifestations?|what happened)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Denial() => DenialPattern.Value;

    private static readonly Lazy<SievedPattern> DenialPattern = Pattern.Sieved(@"\b(?:NKDA|NKA|no known (?:drug |medication |food )?(?:allerg\w+|reactions?)(?: to medications?)?|none(?: known| reported)?|no (?:drug )?allergies|denies(?: any)?(?: drug)? allerg\w+|no allergy history)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern SpokenDenial() => SpokenDenialPattern.Value;

    private static readonly Lazy<SievedPattern> SpokenDenialPattern = Pattern.Sieved(@"\b(?:NKDA|NKA|no known (?:drug |medication )?allergies|(?:denies|no)(?: any)?(?: drug)? allergies)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // A comma inside of brackets divides nothing.
    private static SievedPattern Pieces() => PiecesPattern.Value;

    private static readonly Lazy<SievedPattern> PiecesPattern = Pattern.Sieved(@"(?:[^,;\n.()]|\([^()\n]*\)|\.(?=\d)|,(?= ?(?:causes?|caused|reaction|and |hives|rash|anaphylaxis|swelling|nausea|vomiting|itching)))+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Row() => RowPattern.Value;

    private static readonly Lazy<SievedPattern> RowPattern = Pattern.Sieved(@"^[\s:*•\-\d.)]*(?:allerg(?:ic|y) to |intoleran(?:t|ce) (?:of|to) )?(?<substance>[A-Za-z][\w/'-]*(?: (?!causes|caused|with|reaction|gives|gets|makes|added|removed|updated|allergy)[A-Za-z][\w/'-]*){0,3})\s*(?:(?:\(|\[|--?|–|—|:|->|→|=|\||\bcauses?d?\b|\bwith\b|\breaction:?\b|,)\s*(?:reaction:? ?)?(?<reaction>[^()\[\]|]{2,60}))?[\])]?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Spoken() => SpokenPattern.Value;

    private static readonly Lazy<SievedPattern> SpokenPattern = Pattern.Sieved(@"\b(?:allergic to|allergy to|anaphyla\w+ to|reaction to)\s+(?<a>[A-Za-z][\w'-]*(?:[- ](?:drugs?|dye|contrast|tape|products?|acid|sodium|shellfish|antibiotics?))?)(?:\s*(?:\(|-|:|with|causing)\s*(?<reaction>[^().;,]{3,50}))?|\b(?<b>[A-Za-z][\w'-]*)[- ]allergy\b(?! list| clinic| to)|\bgets (?<reaction>hives|rash|swelling|anaphylaxis|itching|itchy|short of breath) (?:with|from|to|after) (?<c>[A-Za-z][\w'-]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotAllergy() => NotAllergyPattern.Value;

    private static readonly Lazy<SievedPattern> NotAllergyPattern = Pattern.Sieved(@"\b(?:not an? (?:true )?allerg\w*|no (?:known )?(?:allergy|reaction)|denies allerg|without (?:allergic )?reaction|no allergic|tolerated|seasonal|allergist|allergy (?:clinic|testing)|father|mother|brother|sister|if allerg)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotSubstance() => NotSubstancePattern.Value;

    private static readonly Lazy<SievedPattern> NotSubstancePattern = Pattern.Sieved(@"^(?:none|no|nka|nkda|known|drug|food|latex-free|environmental|allerg\w*|reaction\w*|severity|see|reviewed|updated?|verified|confirmed|list|medications?|unknown|patient|pt|the|a|an|any|same|his|her|this|mild|moderate|severe|n/a|intolerances?|status|multiple|transfusion|per|chart|wife|daughter|contrast reaction|type)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // 'no swelling', 'she took cephalexin': what is said about an allergy is none.
    private static SievedPattern Sentence() => SentencePattern.Value;

    private static readonly Lazy<SievedPattern> SentencePattern = Pattern.Sieved(@"^(?:no|not|she|he|they|it|her|his|patient|mother|father|daughter|son|wife|took|takes|tolerat\w+|was|were|had|has|age|since|in|at|on|of|and|or|but|with|reactions?|then|also|widespread|mild|severe|rash|hives|swelling|itching|anaphylaxis|nausea|vomiting|as|when|after|from|per|last|noted|entered|updated)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern ListRow() => ListRowPattern.Value;

    private static readonly Lazy<SievedPattern> ListRowPattern = Pattern.Sieved(@"^\s*(?:[-*•]|\d{1,2}[.)])?\s*[A-Za-z]", RegexOptions.CultureInvariant);

    // 'Cefepime allergy removed from the list', 'penicillin allergy delabeled': it is none any more.
    private static SievedPattern Removed() => RemovedPattern.Value;

    private static readonly Lazy<SievedPattern> RemovedPattern = Pattern.Sieved(@"\ballerg\w*\b[^.;]{0,40}\b(?:removed|de-?label\w*|entered in error|was an error|ruled out|disproved)\b|\b(?:removed|de-?label\w*)\b[^.;]{0,40}\ballerg\w*|\bnot (?:truly |really )?allergic to\b|\bnot an? (?:true )?allergy\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
