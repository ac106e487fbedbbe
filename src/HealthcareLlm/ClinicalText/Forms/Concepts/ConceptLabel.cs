using HealthcareLlm.ClinicalText.Mentions;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>
/// Labels that the lexicon does not know as phrases and that the meaning of their words tells: 'Card no.', 'Kind of plan', 'Pace', 'Asked on'.
/// Lists of clinical matter are left to questions, since their titles and their items use the same words.
/// </summary>
internal static class ConceptLabel
{
    // Words of a label that ends with its cell; with a colon or a question mark it may be longer, and hold a word that nobody knows.
    private const int MaximumWords = 6;
    private const int MaximumAnnounced = 14;

    /// <summary>The label that fills a cell, or reaches from its start to a colon or question mark; null where its words do not tell one thing that is asked for.</summary>
    internal static LabelHit? At(FormPage page, int index, int start, int end)
    {
        var tokens = page.Lines[index].Tokens;
        int stop = start, words = 0;
        for (; stop < end && !tokens[stop].Is(':') && !tokens[stop].Is('?'); stop++)
        {
            if (tokens[stop].Kind == FormTokenKind.CheckBox) break;
            if (tokens[stop].Kind == FormTokenKind.Word && ++words > MaximumAnnounced) return null;
        }

        // A label begins with a capital and is no sentence's end.
        if (words == 0 || !char.IsUpper(page.Text[tokens[start].Span.Start]) || HoldsSentenceEnd(tokens, start, stop)) return null;
        bool announced = stop < end;
        bool asked = announced && tokens[stop].Is('?');
        if ((!announced && words > MaximumWords) || (!asked && HoldsDigits(tokens, start, stop))) return null;
        int allowed = asked ? 3 : announced ? 1 : 0;
        var reading = ConceptReader.Read(tokens, start, stop, page.Reading.Read, allowed);
        if (reading.Concepts.Length != 1 || !IsOfLabel(reading.Concepts[0].Target)) return null;
        // 'CENTER' alone in a line ends a name.
        if (words == 1 && !announced && reading.Concepts[0].Rule == "party" && tokens[start].Key is "center" or "centre" or "company" or "clinic" or "office" or "practice" or "plan" or "agency") return null;
        var concept = reading.Concepts[0];
        int after = announced && tokens[stop].Kind == FormTokenKind.Mark ? stop + 1 : stop;
        return new(index, start, after, new(concept.Target, concept.Topic, stop, false, concept.Rule == "party", "concept-" + concept.Rule), announced, after >= end);
    }

    /// <summary>What the heading of a column asks for, all of whose words are known; null where they do not tell one thing.</summary>
    internal static LabelMatch? OfColumn(FormPage page, FormToken[] tokens, int start, int end)
    {
        if (end - start > MaximumWords || HoldsDigits(tokens, start, end)) return null;
        var reading = ConceptReader.Read(tokens, start, end, page.Reading.Read, allowed: 0);
        if (reading.Unknown > 0 || reading.Concepts.Length != 1 || !(IsOfLabel(reading.Concepts[0].Target) || reading.Concepts[0].Target == "treatment.outcome") || reading.Concepts[0].Rule is "party" or "meaning" or "what") return null;
        return new(reading.Concepts[0].Target, reading.Concepts[0].Topic, end, false, false, "concept-" + reading.Concepts[0].Rule);
    }

    /// <summary>Whether a phrase of the lexicon gives way where the words after it change what is asked for.</summary>
    internal static bool Prevails(LabelMatch match, int colon, int end) => !match.PartyOnly && !match.IsStrong ? match.End >= end || colon > 0 : colon < 0 && match.End < end;

    /// <summary>Where a person's name begins that fills the rest of a cell behind whom it is: 'Attending psychiatrist Jane Roe, MD'; -1 where none does.</summary>
    internal static int PersonFrom(FormPage page, FormLine line, int at, int end)
    {
        while (at < end && char.IsLower(page.Text[line.Tokens[at].Span.Start]) && (ConceptLexicon.At(line.Tokens, at, end, page.Reading.Read).Classes & ConceptLexicon.Class("p-requesting")) != 0) at++;
        var span = line.SpanOf(at, end);
        if (span.Length is < 5 or > 50 || !char.IsUpper(page.Text[span.Start])) return -1;
        string words = span.In(page.Text);
        bool capitals = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => !char.IsLower(w[0]));
        return capitals && PersonNames.Parse(words) is { } name && name.Normal.Contains(' ', StringComparison.Ordinal) && !words.AsSpan().ContainsAnyInRange('0', '9') ? at : -1;
    }

    private static bool HoldsSentenceEnd(FormToken[] tokens, int start, int end)
    {
        for (int t = start + 1; t + 1 < end; t++)
        {
            if (tokens[t].Is('.') && tokens[t - 1].Key.Length > 4 && tokens[t + 1].Span.Start > tokens[t].Span.End) return true;
        }

        return false;
    }

    /// <summary>Whether digits stand in a cell: it holds a value.</summary>
    private static bool HoldsDigits(FormToken[] tokens, int start, int end)
    {
        for (int t = start; t < end; t++)
        {
            if (tokens[t].Kind == FormTokenKind.Word && tokens[t].Key.AsSpan().ContainsAnyInRange('0', '9')) return true;
        }

        return false;
    }

    private static bool IsOfLabel(string target) => target is not ("finding" or "lab" or "family" or "plan" or "allergy" or "medication.list" or "signature") && !target.StartsWith("treatment.", StringComparison.Ordinal);
}
