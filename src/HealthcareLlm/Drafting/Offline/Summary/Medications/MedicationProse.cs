using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>
/// Reads drugs out of a sentence: 'he continues amlodipine 10 mg daily and sertraline 50 mg daily; aspirin is held while he is on enoxaparin'.
/// A drug counts where a dose or frequency follows it or an action governs it, not where it is only spoken of.
/// </summary>
internal static class MedicationProse
{
    private const int FarthestBack = 60;

    /// <summary>The drugs of a sentence that are to be taken or no more to be taken.</summary>
    internal static List<MedicationItem> Read(Note note, MedicationList list, TextSpan sentence)
    {
        var names = Names(note, sentence);
        var items = Read(note, list, sentence, names);
        // A drug that is only spoken of ('held while on enoxaparin') does not end the words about the one before it.
        if (items.Count < names.Count && items.Count > 0) items = Read(note, list, sentence, names.FindAll(n => items.Exists(i => i.Name == n.NameSpan)));
        return OfAll(note, sentence, items);
    }

    private static List<MedicationItem> Read(Note note, MedicationList list, TextSpan sentence, List<Mention> names)
    {
        var items = new List<MedicationItem>();
        MedicationAction? governing = null;
        int from = sentence.Start;
        for (int i = 0; i < names.Count; i++)
        {
            int limit = i + 1 < names.Count ? names[i + 1].NameSpan.Start : sentence.End;
            int cut = i + 1 < names.Count ? Cut(note.Text, names[i].NameSpan.End, limit) : sentence.End;
            var lead = new TextSpan(from, names[i].NameSpan.Start);
            from = cut;
            string before = lead.In(note.Text), segment = note.Text[names[i].NameSpan.Start..cut];
            if (EndsClause().IsMatch(before)) governing = null;
            if (Last(before) is { } own) governing = new(own.Change, new(lead.Start + own.Span.Start, lead.Start + own.Span.End));
            if (Item(note, list, names[i], lead, cut, segment, before, governing) is { } item) items.Add(item);
        }

        return items;
    }

    private static List<Mention> Names(Note note, TextSpan sentence)
    {
        var names = new List<Mention>();
        foreach (var mention in note.Document.MentionsBetween(sentence.Start, sentence.End))
        {
            if (mention.NameSpan.Start >= sentence.End) break;
            if (mention.Type != MentionType.Medication || !sentence.Contains(mention.NameSpan) || mention.Assertion.Experiencer != Experiencer.Patient) continue;
            if (names.Count > 0 && names[^1].NameSpan.Overlaps(mention.NameSpan)) continue;
            names.Add(mention);
        }

        return names;
    }

    private static MedicationItem? Item(Note note, MedicationList list, Mention name, TextSpan lead, int cut, string segment, string before, MedicationAction? governing)
    {
        int nameLength = name.NameSpan.Length;
        var dose = MedicationGrammar.NewDose(segment, MedicationGrammar.Dose().Match(segment, nameLength));
        var frequency = MedicationGrammar.Frequency().Match(segment, nameLength);
        var said = Said().Match(segment, nameLength);
        var after = said.Success && said.Index <= nameLength + FarthestBack ? MedicationActions.Find(said.Value) : null;
        bool measured = (dose.Success && dose.Index < nameLength + FarthestBack) || (frequency.Success && frequency.Index < nameLength + FarthestBack);
        bool spokenOf = SpokenOf().IsMatch(before) && !To().IsMatch(before);
        if (MedicationGrammar.NotForHome().IsMatch(before + segment) || Doubt().IsMatch(before)) return null;
        if (after is null && spokenOf && !measured) return null;
        if (!measured && after is null && governing is null) return null;
        var action = after is { } own ? (own.Change, new TextSpan(name.NameSpan.Start + said.Index, name.NameSpan.Start + said.Index + said.Length))
            : governing is { } g ? (g.Change, g.Span) : ((MedicationChange Change, TextSpan Span)?)null;
        bool leads = action is { } a && lead.Contains(a.Span);
        var row = new TextSpan(leads ? action!.Value.Span.Start : name.NameSpan.Start, Trimmed(note.Text, name.NameSpan.Start, cut));
        var route = MedicationGrammar.Route().Match(segment, nameLength);
        var duration = MedicationGrammar.Duration().Match(segment, nameLength);
        var item = new MedicationItem(note, list, row, name.NameSpan)
        {
            Dose = At(name, dose),
            Route = At(name, route),
            Frequency = At(name, frequency),
            Duration = At(name, duration),
            Drug = DrugName.Of(name.NameSpan.In(note.Text), name.Concept),
            Change = action?.Change ?? MedicationChange.Unsaid,
            ChangeSpan = action?.Span ?? default,
        };
        int reasonFrom = Math.Max(nameLength, Math.Max(said.Success ? said.Index + said.Length : 0, new[] { dose, frequency, duration }.Where(m => m.Success).Select(m => m.Index + m.Length).DefaultIfEmpty(0).Max()));
        var reason = Why().Match(segment, Math.Min(reasonFrom, segment.Length));
        return reason.Success && reason.Length > 4 ? item with { Reason = At(name, reason) } : item;
    }

    // '…, all new': said of every drug before it.
    private static List<MedicationItem> OfAll(Note note, TextSpan sentence, List<MedicationItem> items)
    {
        var all = All().Match(sentence.In(note.Text));
        if (!all.Success || MedicationActions.Find(all.Value) is not { } action) return items;
        var span = new TextSpan(sentence.Start + all.Index, sentence.Start + all.Index + all.Length);
        return items.ConvertAll(i => i.Name.Start < span.Start && i.Change is MedicationChange.Unsaid or MedicationChange.New ? i with { Change = action.Change, ChangeSpan = span } : i);
    }

    // Where one drug's words end and the next one's begin: the last comma, semicolon or 'and' before it, with a verb between them left to the next.
    private static int Cut(string text, int from, int next)
    {
        for (int i = next - 1; i > from; i--)
        {
            if (text[i] is ';' or '.' && char.IsWhiteSpace(text[Math.Min(i + 1, text.Length - 1)])) return i;
            if (text[i] is ',' && !char.IsDigit(text[Math.Min(i + 1, text.Length - 1)])) return i;
            if (text[i] == ' ' && (Is(text, i, " and ") || Is(text, i, " but ") || Is(text, i, " then ") || Is(text, i, " plus ") || Is(text, i, " or "))) return i;
        }

        return next;
    }

    private static bool Is(string text, int at, string word) => at + word.Length <= text.Length && string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    // The last action of the words in front of a name.
    private static MedicationAction? Last(string before)
    {
        MedicationAction? last = null;
        foreach (Match match in Verbs().Matches(before))
        {
            if (MedicationActions.Find(match.Value) is { } action) last = new(action.Change, new(match.Index, match.Index + match.Length));
        }

        return last;
    }

    private static int Trimmed(string text, int start, int end)
    {
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] is ',' or ';')) end--;
        return end;
    }

    private static TextSpan At(Mention name, Match match) =>
        match.Success ? new(name.NameSpan.Start + match.Index, name.NameSpan.Start + match.Index + match.Length) : default;

    private static SievedPattern EndsClause() => EndsClausePattern.Value;

    private static readonly Lazy<SievedPattern> EndsClausePattern = Pattern.Sieved(@"[;.]\s|\b(?:but|whereas|while)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Words in front of a drug that govern it.
    private static SievedPattern Verbs() => VerbsPattern.Value;

    private static readonly Lazy<SievedPattern> VerbsPattern = Pattern.Sieved(@"\b(?:new(?:ly)?|start(?:ed|ing|s)?|beg[au]n|add(?:ed|ing)?|initiat(?:ed|ing)|chang(?:ed?|ing)|increas(?:ed?|ing)|decreas(?:ed?|ing)|reduc(?:ed?|ing)|adjust(?:ed)?|continu(?:e|es|ed|ing)|cont|resum(?:e|es|ed|ing)|restart(?:ed|s)?|keep(?:s|ing)?|stop(?:s|ped|ping)?|discontinu(?:e|es|ed|ing)|d/c'?e?d|hold(?:s|ing)?|held|paus(?:e|ed))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // 'aspirin is held', 'prednisolone has been stopped', 'methylphenidate: hold', 'losartan (new)'.
    private static SievedPattern Said() => SaidPattern.Value;

    private static readonly Lazy<SievedPattern> SaidPattern = Pattern.Sieved(@"\b(?:is|was|are|were|has been|have been|will be|to be|being|stays|remains|now|:|-|–)\s+(?:also |now |to be |being |currently |on )?(?:stopped|discontinued|held|hold|stop|paused|continued?|resumed?|restarted|started|increased|decreased|reduced|changed|new|unchanged|off)\b|(?:[(\[]|,\s)(?:new|changed|increased|reduced|continued?|unchanged|held|hold|stopped|resumed)\b|\b(?:stopped|discontinued|held)(?=\s*(?:[.;,(]|$|for\b|due\b|because\b|until\b|on\b))|\bstays off\b|\boff until\b|[:–-]\s(?:stop|hold|continue)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // A drug behind these is the setting of something else.
    private static SievedPattern SpokenOf() => SpokenOfPattern.Value;

    private static readonly Lazy<SievedPattern> SpokenOfPattern = Pattern.Sieved(@"\b(?:on|with|for|of|from|than|by|while|until|after|before|instead of|in place of|replac\w+|over|despite|given|to|about|between|without|no|like|via|since|against|regarding|as|prior|taken|took|takes?|than|versus|vs\.?)\s+(?:the |her |his |home |a |an |oral |IV )*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern To() => ToPattern.Value;

    private static readonly Lazy<SievedPattern> ToPattern = Pattern.Sieved(@"\b(?:(?:chang|switch|transition|convert|step)\w*(?: down| over)?(?: from [^.;]{2,40})? to|replaced (?:by|with)|home (?:on|with)|discharged?[^.;]{0,20} (?:on|with)|sent[^.;]{0,20} (?:on|with)|start(?:ed)? on|go(?:es)? on|maintained on|prescri\w+(?: for)?|scripts? for|(?:medicines?|medications?|meds|prescriptions?|drugs?|tablets) (?:are|is|include|will be)(?: as follows)?:?)\s+(?:the |her |his |home |a |an |oral )*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Doubt() => DoubtPattern.Value;

    private static readonly Lazy<SievedPattern> DoubtPattern = Pattern.Sieved(@"\b(?:consider\w*|discuss\w*|may (?:be|need|start)|might|could|would|if|whether|option of|offered|declin\w+|refus\w+|allerg\w+|intoleran\w+|example|avoid)\b[^.;]*$|\bno\s+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern Why() => WhyPattern.Value;

    private static readonly Lazy<SievedPattern> WhyPattern = Pattern.Sieved(@"\b(?:for (?!\d|one |two |three |four |five |six |seven |ten |the next)|due to |because (?:of )?|given (?=[a-z])|while |until |in (?:the )?setting of |as (?!needed|before|directed))[^.;()]{3,80}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static SievedPattern All() => AllPattern.Value;

    private static readonly Lazy<SievedPattern> AllPattern = Pattern.Sieved(@"\b(?:all|both|each)(?: of (?:these|them|which))?(?: (?:are|is|being|will be))? (?:new|newly started|started this stay|continued|unchanged|stopped|held)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
