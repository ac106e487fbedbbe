using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Writers;

/// <summary>
/// The diagnoses that the last note lists, item by item, whatever a lexicon knows of them: 'DX: …', a table, or 'final diagnoses are …; …; …' in prose.
/// What a list doubts stands with its doubt; what it denies does not stand.
/// </summary>
internal static class DischargeDiagnoses
{
    private const int LongestItem = 24;

    /// <summary>The items in order, the principal one first where a title says which it is.</summary>
    internal static List<(Note Note, TextSpan Span)> Read(EncounterChart chart)
    {
        foreach (var note in chart.Notes.Reverse().Where(n => n.IsOfDischarge && n.Kind is not (NoteKind.Nursing or NoteKind.CaseManagement or NoteKind.DischargeMedications)).OrderByDescending(n => n.Day))
        {
            var items = new List<(int Rank, TextSpan Span)>();
            foreach (var passage in chart.PassagesOf(note).Where(p => !p.IsCorrected))
            {
                var lead = Lead().Match(passage.Text);
                bool section = passage.Category == SectionCategory.Diagnoses && !NotOfDischarge().IsMatch(passage.Section.Title);
                if (!section && !lead.Success) continue;
                int from = lead.Success ? lead.Index + lead.Length : 0;
                string title = lead.Success ? lead.Value : passage.Section.Title;
                int rank = Principal().IsMatch(title) ? 0 : 1;
                foreach (var item in Items(passage, new(passage.Span.Start + from, passage.Span.End))) items.Add((rank, item));
            }

            if (items.Count > 0) return [.. items.OrderBy(i => i.Rank).Select(i => (note, i.Span))];
        }

        return [];
    }

    private static IEnumerable<TextSpan> Items(Passage passage, TextSpan span)
    {
        var pieces = Pieces(passage, span);
        foreach (var piece in pieces)
        {
            var item = Bare(passage.Note.Text, piece);
            string words = item.In(passage.Note.Text);
            if (item.Length < 3 || Heading().IsMatch(words) || Wording.CountWords(words) > LongestItem || Placeholder.Is(words) || Denied().IsMatch(words)) continue;
            var problems = passage.Mentions.Where(m => m.Type == MentionType.Problem && item.Contains(m.NameSpan)).ToList();
            if (problems.Count > 0 && problems.TrueForAll(m => m.Assertion.Experiencer == Experiencer.Other || m.Assertion.Polarity == Polarity.Negated)) continue;
            yield return item;
        }
    }

    // Semicolons part diagnoses; commas only where each piece is a disease of its own: 'aphasia, right hemiparesis, dysphagia', not 'AKI, improving'.
    private static List<TextSpan> Pieces(Passage passage, TextSpan span)
    {
        string text = passage.Note.Text;
        var pieces = new List<TextSpan>();
        var whole = Split(text, span, ';');
        if (whole.Count == 1)
        {
            var parts = Split(text, span, ',');
            bool each = parts.Count > 2 && parts.TrueForAll(p => Wording.CountWords(p.In(text)) <= 6 && !Tail().IsMatch(p.In(text).Trim()))
                && parts.Count(p => passage.Mentions.Any(m => m.Type is MentionType.Problem && p.Contains(m.NameSpan))) * 2 > parts.Count;
            return each ? parts : [span];
        }

        foreach (var part in whole)
        {
            // 'stroke, cardioembolic; tenecteplase and thrombectomy 3/21': what was done for it belongs to it.
            bool named = passage.Mentions.Any(m => m.Type is MentionType.Problem or MentionType.Finding && part.Contains(m.NameSpan));
            bool done = !named && pieces.Count > 0 && (Tail().IsMatch(part.In(text).Trim()) || passage.Mentions.Any(m => m.Type is MentionType.Procedure or MentionType.Medication && part.Contains(m.NameSpan)));
            if (done) pieces[^1] = pieces[^1].Union(part);
            else pieces.Add(part);
        }

        return pieces;
    }

    private static List<TextSpan> Split(string text, TextSpan span, char at)
    {
        var parts = new List<TextSpan>();
        int start = span.Start, depth = 0;
        for (int i = span.Start; i < span.End; i++)
        {
            if (text[i] == '(') depth++;
            else if (text[i] == ')') depth = Math.Max(0, depth - 1);
            else if (text[i] == at && depth == 0 && !(at == ',' && i + 1 < span.End && char.IsDigit(text[i + 1])))
            {
                parts.Add(new(start, i));
                start = i + 1;
            }
        }

        parts.Add(new(start, span.End));
        return parts;
    }

    /// <summary>An item without its list mark, number and full stop.</summary>
    internal static TextSpan Bare(string text, TextSpan span)
    {
        var mark = Mark().Match(text[span.Start..span.End]);
        int start = span.Start + mark.Length, end = span.End;
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] is '-' or '*' or '#' or '•' or ':' or ',')) start++;
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is '.' or ';' or ',' or ':')) end--;
        return new(start, Math.Max(start, end));
    }

    private static SievedPattern Lead() => LeadPattern.Value;

    private static readonly Lazy<SievedPattern> LeadPattern = Pattern.Sieved(@"^\W*(?:(?:his|her|the|their|final|discharge|principal|primary|main|secondary|other|additional|active) )*(?:diagnos[ie]s|problems?|dx)(?: (?:at|on) discharge)?\s*(?::|\bare\b:?|\bis\b:?|\bwere\b:?|\bincludes?\b:?)\s*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern NotOfDischarge() => NotOfDischargePattern.Value;

    private static readonly Lazy<SievedPattern> NotOfDischargePattern = Pattern.Sieved(@"\b(?:pre-?op\w*|indication|complication|admi(?:t|ssion)\w*|admitting|differential|working|provisional|post-?op\w*|history|past)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Principal() => PrincipalPattern.Value;

    private static readonly Lazy<SievedPattern> PrincipalPattern = Pattern.Sieved(@"\b(?:principal|primary|main)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Heading() => HeadingPattern.Value;

    private static readonly Lazy<SievedPattern> HeadingPattern = Pattern.Sieved(@"^(?:#|no\.?)?\s*(?:diagnos[ie]s|problems?|code|ICD(?:-10)?|status|description|secondary|principal|other|active|resolved)(?: (?:diagnos[ie]s|problems?|list))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Denied() => DeniedPattern.Value;

    private static readonly Lazy<SievedPattern> DeniedPattern = Pattern.Sieved(@"^(?:no|not|without|negative for|none|treated|underwent|received|status post|s/p)\b|\?\s*$|\b(?:ruled out|r/o|rule out|excluded|unlikely)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Tail() => TailPattern.Value;

    private static readonly Lazy<SievedPattern> TailPattern = Pattern.Sieved(@"^(?:resolv\w+|improv\w+|stable|treated|now|with|on|s/p|status post|cleared|new|recover\w+|in |due|secondary|healed|controlled)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Mark() => MarkPattern.Value;

    private static readonly Lazy<SievedPattern> MarkPattern = Pattern.Sieved(@"^[\s#*•-]*(?:\(?\d{1,2}[.)](?!\d)\s*|\d{1,2}\s+(?=[A-Z])|(?:(?:[Aa]lso|[Oo]ther|[Ss]econdary|[Pp]lus|[Aa]dditional)\s*:\s*)|(?:and|also|plus)\s+)?", RegexOptions.CultureInvariant);
}
