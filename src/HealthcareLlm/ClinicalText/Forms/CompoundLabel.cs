namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>
/// Labels that the lexicon knows by their last words alone: 'Company NPI', 'Daytime telephone', 'Imaging facility's NPI'.
/// The words before tell whom it is about, where they name a party.
/// </summary>
internal static class CompoundLabel
{
    // Words before the known end of a label.
    private const int MaximumQualifiers = 4;

    // Tokens of a whole label.
    private const int MaximumTokens = 10;

    /// <summary>The label that fills a cell, or reaches from its start to a colon; null where there is none.</summary>
    internal static LabelHit? At(FormPage page, int index, int start, int end)
    {
        var tokens = page.Lines[index].Tokens;
        int words = 0;
        for (int t = start; t < end && t - start < MaximumTokens; t++)
        {
            if (tokens[t].Kind == FormTokenKind.CheckBox || (tokens[t].Kind == FormTokenKind.Mark && tokens[t].Key[0] is not ('/' or '-' or '\'' or '’' or '.'))) return null;
            if (tokens[t].Kind != FormTokenKind.Word) continue;
            if (tokens[t].Key.AsSpan().ContainsAnyInRange('0', '9')) return null;
            if (t > start && words is > 0 and <= MaximumQualifiers && LabelLexicon.MatchLabel(tokens, t, end, page.Reading.Read) is { PartyOnly: false } match && IsKnownByItsEnd(match.Target))
            {
                int colon = LabelFinder.ColonAfter(tokens, match.End, end);
                if (colon < 0 && match.End < end) return null;
                var topic = match.Topic != FormTopic.None ? match.Topic : Party(tokens, start, t, page.Reading.Read);
                int after = colon > 0 ? colon : match.End;
                bool unknown = tokens[start..t].Any(w => w.Kind == FormTokenKind.Word && !LabelLexicon.Vocabulary.Contains(page.Reading.Read(w.Key)));
                // 'Little Otter Therapy Group' is a name; 'Adult's birth date' is somebody else's.
                if (unknown && match.Target == "groupNumber" && tokens[t - 1].Kind == FormTokenKind.Word) return null;
                if (unknown && match.Target == "birthDate" && topic == FormTopic.None) topic = FormTopic.Other;
                return new(index, start, after, match with { Topic = topic }, colon > 0, after >= end);
            }

            words++;
        }

        return null;
    }

    private static bool IsKnownByItsEnd(string target) => target is "npi" or "phone" or "fax" or "phoneFax" or "taxId" or "birthDate" or "specialty" or "groupNumber";

    /// <summary>The last party that the words before the known end name.</summary>
    private static FormTopic Party(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        for (int t = start; t < end; t++)
        {
            if (tokens[t].Kind == FormTokenKind.Word && LabelLexicon.MatchParty(tokens, t, end, read) is { } topic) return topic;
        }

        return FormTopic.None;
    }
}
