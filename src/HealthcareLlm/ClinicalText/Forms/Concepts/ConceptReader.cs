using System.Collections.Immutable;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>
/// Reads what the words of any label, question or instruction ask for: clause by clause a party and what is asked of it.
/// 'Who asks for the drug, and what is that person's NPI?' asks for the name and the NPI of who requests.
/// </summary>
internal static class ConceptReader
{
    // A question longer than this is a paragraph.
    private const int MaximumTokens = 60;

    /// <summary>Parties in the order in which they prevail where words name several: 'the patient's doctor'.</summary>
    private static readonly (string Class, FormTopic Topic)[] s_parties =
    [
        ("p-subscriber", FormTopic.Subscriber), ("p-other", FormTopic.Other), ("p-pharmacy", FormTopic.Pharmacy), ("p-contact", FormTopic.Contact),
        ("p-servicing", FormTopic.Servicing), ("p-requesting", FormTopic.Requesting), ("p-patient", FormTopic.Patient), ("p-payer", FormTopic.Payer),
    ];

    /// <summary>What the tokens ask for.</summary>
    /// <param name="tokens">Tokens of a line.</param>
    /// <param name="start">The first.</param>
    /// <param name="end">Index after the last.</param>
    /// <param name="read">Reads damaged words.</param>
    /// <param name="allowed">Where more words than these are unknown, nothing else is asked for, and the reading has no concepts.</param>
    internal static ConceptReading Read(FormToken[] tokens, int start, int end, Func<string, string> read, int allowed = int.MaxValue)
    {
        if (end - start > MaximumTokens) return ConceptReading.None;
        var clauses = Clauses(tokens, start, end, read);
        int unknown = 0;
        foreach (var clause in clauses)
        {
            foreach (var word in clause)
            {
                if (word.Classes == 0 && !tokens[word.First].Key.All(char.IsAsciiDigit)) unknown++;
            }
        }

        if (unknown > allowed) return ConceptReading.None with { Unknown = unknown };
        var concepts = ImmutableArray.CreateBuilder<Concept>();
        bool yesNo = false, first = true;
        FormTopic named = FormTopic.None, condition = FormTopic.None;
        UInt128 all = 0;
        foreach (var clause in clauses)
        {
            if (first) yesNo = Holds(clause[0], "aux");
            first = false;
            all |= MaskOf(clause);
            var party = PartyOf(clause);
            // 'If the patient is not the subscriber, who is?' asks for the subscriber.
            if (party == FormTopic.Subscriber && tokens[clause[0].First].Key is "if" or "when" && clause.Exists(w => Holds(w, "not")))
            {
                (named, condition) = (party, party);
                continue;
            }

            if (party == FormTopic.None) party = condition;
            if (named == FormTopic.None) named = party;
            int had = concepts.Count;
            OfClause(clause, party, concepts);
            // Behind such a condition 'who' is the subscriber, though recognition spoilt the verb.
            if (condition != FormTopic.None && concepts.Count == had && clause.Exists(w => Holds(w, "who"))) concepts.Add(new("name", condition, "party"));
        }

        return new(Settled(concepts, all, named), unknown, named, yesNo);
    }

    private static void OfClause(List<ConceptWord> clause, FormTopic party, ImmutableArray<Concept>.Builder concepts)
    {
        // A word to a bit: a clause has no more words than a question has tokens.
        ulong used = 0;
        UInt128 all = MaskOf(clause), idle = s_idle.Value;
        foreach (var rule in ConceptLexicon.Rules)
        {
            if ((all & rule.Bars) != 0 || Taken(clause, used, rule, all) is not { } taken) continue;
            if (rule.IsWhole && !IsWhole(clause, taken, idle | rule.Own)) continue;
            used |= taken;
            concepts.Add(new(rule.Target, rule.Topic != FormTopic.None || !IsOfParty(rule.Target) ? rule.Topic : party, rule.Id));
        }
    }

    private static readonly Lazy<UInt128> s_idle = new(static () => s_parties.Aggregate(ConceptLexicon.Class("stop") | ConceptLexicon.Class("tell"), static (m, p) => m | ConceptLexicon.Class(p.Class)));

    private static bool IsWhole(List<ConceptWord> clause, ulong taken, UInt128 allowed)
    {
        for (int i = 0; i < clause.Count; i++)
        {
            if ((taken & (1UL << i)) == 0 && (clause[i].Classes & allowed) == 0) return false;
        }

        return true;
    }

    /// <summary>Words that answer a rule's needs, each by another, a word to a bit; null where they do not.</summary>
    private static ulong? Taken(List<ConceptWord> clause, ulong used, ConceptRule rule, UInt128 all)
    {
        foreach (var need in rule.Needs)
        {
            if ((all & need) == 0) return null;
        }

        ulong taken = 0;
        foreach (var need in rule.Needs)
        {
            int at = 0;
            while (at < clause.Count && (((used | taken) & (1UL << at)) != 0 || (clause[at].Classes & need) == 0)) at++;
            if (at == clause.Count) return null;
            taken |= 1UL << at;
        }

        return taken;
    }

    private static FormTopic PartyOf(List<ConceptWord> clause)
    {
        UInt128 all = MaskOf(clause);
        bool Has(string name) => (all & ConceptLexicon.Class(name)) != 0;
        if (Has("who") && Has("ask") && !Has("p-servicing")) return FormTopic.Requesting;
        if ((Has("p-requesting") || Has("where")) && Has("give") && !Has("ask")) return FormTopic.Servicing;
        foreach (var (name, topic) in s_parties)
        {
            if (Has(name)) return topic;
        }

        // 'That place's NPI'.
        if (Has("where") && (Has("npi") || Has("phone") || Has("fax"))) return FormTopic.Servicing;
        return Has("who") && Has("give") ? FormTopic.Servicing : Has("who") && Has("use") ? FormTopic.Patient : FormTopic.None;
    }

    /// <summary>What the clauses ask for together: a party named once holds for all; a list of treatments takes in when and with what result.</summary>
    private static ImmutableArray<Concept> Settled(ImmutableArray<Concept>.Builder concepts, UInt128 all, FormTopic named)
    {
        var settled = concepts.DistinctBy(c => (c.Target, c.Topic)).ToList();
        // 'Treatments and how they went' asks for the treatments.
        int outcome = settled.FindIndex(c => c.Target == "treatment.outcome");
        if (outcome >= 0 && !settled.Exists(c => c.Target == "treatment.list") && (all & (ConceptLexicon.Class("treat") | ConceptLexicon.Class("drugs"))) != 0) settled[outcome] = new("treatment.list", FormTopic.None, settled[outcome].Rule);
        if (settled.Exists(c => c.Target is "treatment.list" or "medication.list")) settled.RemoveAll(c => c.Target is "treatment.outcome" or "lab" or "requestDate" or "signDate" || c.Target.StartsWith("item.", StringComparison.Ordinal) || c.Target.StartsWith("service.", StringComparison.Ordinal));
        if (settled.Exists(c => c.Target != "ignore")) settled.RemoveAll(c => c.Target == "ignore");
        // 'Is the patient the cardholder?' asks for neither's name.
        if (settled.Exists(c => c.Rule == "relation-is")) settled.RemoveAll(c => c.Target is "subscriber.name" or "name");
        if (settled.Exists(c => c.Target == "setting")) settled.RemoveAll(c => c is { Target: "name", Rule: "party" });
        if (settled.Exists(c => c.Target == "weight") && settled.Exists(c => c.Target == "height"))
        {
            settled.RemoveAll(c => c.Target == "height");
            settled[settled.FindIndex(c => c.Target == "weight")] = new("heightWeight", FormTopic.Patient, "heightweight");
        }

        for (int i = 0; i < settled.Count; i++)
        {
            if (settled[i].Topic != FormTopic.None || !IsOfParty(settled[i].Target)) continue;
            // 'Where will it be given, and under which NPI?'
            if (settled.Exists(c => c.Target == "setting") && named is FormTopic.Servicing) settled[i] = settled[i] with { Topic = named };
            var near = settled.Take(i).LastOrDefault(c => c.Topic != FormTopic.None && IsOfParty(c.Target)) ?? settled.Skip(i).FirstOrDefault(c => c.Topic != FormTopic.None && IsOfParty(c.Target));
            if (near is not null) settled[i] = settled[i] with { Topic = near.Topic };
        }

        return [.. settled];
    }

    /// <summary>Whether every party has it.</summary>
    internal static bool IsOfParty(string target) => target is "name" or "npi" or "phone" or "fax" or "address" or "taxId" or "specialty" or "birthDate";

    private static UInt128 MaskOf(List<ConceptWord> clause)
    {
        UInt128 all = 0;
        foreach (var word in clause) all |= word.Classes;
        return all;
    }

    private static bool Holds(ConceptWord word, string name) => (word.Classes & ConceptLexicon.Class(name)) != 0;

    /// <summary>Words between commas, semicolons, brackets and 'and'; what is taken out ('not the Rx number', 'e.g. J0586') is left aside.</summary>
    private static List<List<ConceptWord>> Clauses(FormToken[] tokens, int start, int end, Func<string, string> read)
    {
        var clauses = new List<List<ConceptWord>>();
        var clause = new List<ConceptWord>();
        void Close()
        {
            bool excluded = clause.Count > 0 && clauses.Count > 0 && Holds(clause[0], "not");
            if (clause.Count > 0 && !excluded) clauses.Add(clause);
            clause = [];
        }

        for (int t = start; t < end;)
        {
            var token = tokens[t];
            if (token.Kind != FormTokenKind.Word)
            {
                bool number = token.Is('#');
                if (number) clause.Add(new(t, t + 1, ConceptLexicon.Class("number")));
                if (token.Kind == FormTokenKind.Mark && token.Key[0] is ',' or ';' or '(' or ')' or '/' or '&' or '?' or ':' or '+') Close();
                t++;
                continue;
            }

            // An example is no part of the question: 'e.g. J0586', 'such as asthma'.
            if (IsExample(tokens, t, end))
            {
                Close();
                while (t < end && !(tokens[t].Kind == FormTokenKind.Mark && tokens[t].Key[0] is ',' or ')' or '?')) t++;
                continue;
            }

            if (token.Key == "and" && clause.Count > 0)
            {
                Close();
                t++;
                continue;
            }

            var word = ConceptLexicon.At(tokens, t, end, read);
            // 'Give dates': a verb that tells the reader to write is none of the service's.
            if (clause.Count == 0 && Holds(word, "tell")) word = word with { Classes = ConceptLexicon.Class("tell") };
            clause.Add(word);
            t = word.End;
        }

        Close();
        return clauses;
    }

    private static bool IsExample(FormToken[] tokens, int t, int end) =>
        t + 2 < end && ((tokens[t].Key is "e" && tokens[t + 1].Is('.') && tokens[t + 2].Key is "g") || (tokens[t].Key == "such" && tokens[t + 1].Key == "as") || (tokens[t].Key == "for" && tokens[t + 1].Key == "example")) || tokens[t].Key is "eg";
}
