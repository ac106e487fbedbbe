namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>Titles of sections that name a party in words that the lexicon does not know as a phrase: 'Covered person', 'Insurance 2 - secondary', 'Subscriber (primary)'.</summary>
internal static class PartyTitle
{
    private const int MaximumWords = 6;

    private static readonly (string Class, FormTopic Topic)[] s_parties =
    [
        ("p-other", FormTopic.Other), ("p-subscriber", FormTopic.Subscriber), ("p-pharmacy", FormTopic.Pharmacy), ("p-contact", FormTopic.Contact),
        ("p-servicing", FormTopic.Servicing), ("p-requesting", FormTopic.Requesting), ("p-patient", FormTopic.Patient), ("p-payer", FormTopic.Payer), ("card", FormTopic.Payer),
    ];

    /// <summary>The party that the words name and nothing beside it; null where they say more, or name none.</summary>
    internal static FormTopic? Of(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        UInt128 all = 0;
        int words = 0;
        bool further = false;
        for (int t = start; t < end;)
        {
            if (tokens[t].Kind == FormTokenKind.CheckBox) return null;
            if (tokens[t].Kind == FormTokenKind.Mark)
            {
                if (tokens[t].Key[0] is ':' or '?' or ';' or '=') return null;
                // A remark in brackets is none of the title's, but '(secondary)' is.
                bool remark = tokens[t].Is('(') && t > start && !(t + 1 < end && Is(ConceptLexicon.At(tokens, t + 1, end, read), "other"));
                t++;
                while (remark && t < end && !tokens[t].Is(')')) t++;
                continue;
            }

            string key = read(tokens[t].Key);
            // 'Policy holder, if someone else'.
            if (words > 0 && key == "if") break;
            if (++words > MaximumWords) return null;
            if (key.Length == 1 && char.IsAsciiDigit(key[0]))
            {
                further |= key[0] is not ('0' or '1');
                t++;
                continue;
            }

            var word = ConceptLexicon.At(tokens, t, end, read);
            if (key is "providers" or "physicians" or "practitioners" or "prescribers") word = word with { Classes = ConceptLexicon.Class("p-requesting") };
            bool known = key is "primary" or "main" or "information" or "demographics" or "injury" || s_parties.Any(p => Is(word, p.Class)) || Is(word, "stop") || Is(word, "other") || Is(word, "old");
            if (!known) return null;
            further |= Is(word, "other") || Is(word, "old");
            all |= word.Classes;
            t = word.End;
        }

        foreach (var (name, topic) in s_parties)
        {
            if ((all & ConceptLexicon.Class(name)) != 0) return further ? FormTopic.Other : topic;
        }

        return null;
    }

    private static bool Is(ConceptWord word, string name) => (word.Classes & ConceptLexicon.Class(name)) != 0;
}
