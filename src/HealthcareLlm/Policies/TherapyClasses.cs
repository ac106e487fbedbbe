using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Policies;

/// <summary>Which treatments belong to what a policy names: single drugs by any of their names, classes of drugs, and treatments that are no drug.</summary>
public static class TherapyClasses
{
    private static readonly Lazy<ImmutableArray<string[]>> Rows = new(() => [.. RuleFiles.Read("therapy-classes.tsv", 4)]);

    private static readonly Lazy<ImmutableHashSet<string>> DrugClasses = new(() => [.. RuleFiles.Read("drugs.tsv", 3).Select(static r => r[2])]);

    /// <summary>Whether a class of drugs is known by this name.</summary>
    public static bool Known(string name) => DrugClasses.Value.Contains(name) || Rows.Value.Any(r => r[1] == "class" && r[0] == name);

    /// <summary>Groups of the rule file, each with its members and its counter-example.</summary>
    internal static IEnumerable<(string Group, bool IsClass, string[] Members, string CounterExample)> Groups => Rows.Value.Select(static r => (r[0], r[1] == "class", r[2].Split('|'), r[3]));

    /// <summary>Names of the classes that a drug belongs to, by its generic name.</summary>
    internal static IEnumerable<string> ClassesOf(string generic) => Rows.Value.Where(r => r[1] == "class" && r[2].Split('|').Contains(generic, StringComparer.OrdinalIgnoreCase)).Select(static r => r[0]);

    /// <summary>
    /// The treatment that a text names among those that a policy accepts; null where it names none. Two names of one drug give the same answer, so that a drug counts once.
    /// </summary>
    /// <param name="written">As the chart has it: 'Trexall 15 mg weekly'.</param>
    /// <param name="accepted">As the policy has it: a drug, <c>class:</c> and a class, or a treatment.</param>
    public static string? Match(string written, ImmutableArray<string> accepted)
    {
        Drug[] drugs = [.. DrugLexicon.Find(written, new(0, written.Length)).Select(static d => d.Drug)];
        foreach (string name in accepted)
        {
            if (name.StartsWith("class:", StringComparison.Ordinal))
            {
                string group = name["class:".Length..];
                if (Array.Find(drugs, d => IsOf(d, group)) is { } member) return member.Generic;
                // 'NSAIDs' names the class itself: one treatment, whichever it was.
                if (drugs.Length == 0 && HasWords(written, group)) return group;
            }
            else if (Array.Exists(drugs, d => string.Equals(d.Generic, name, StringComparison.OrdinalIgnoreCase)) || NamesOf(name).Any(n => HasWords(written, n)))
            {
                return name.ToLowerInvariant();
            }
        }

        return null;
    }

    /// <summary>
    /// The first treatment that the words of a policy name, as a sheet has it: a treatment that is no drug, <c>class:</c> and a class, or a drug; null where they name none.
    /// </summary>
    public static string? FirstNamed(string words)
    {
        var named = new List<(int At, int Length, string Name)>();
        void Add(string written, string name)
        {
            if (HasWords(words, written) && words.IndexOf(written, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) named.Add((at, written.Length, name));
        }

        foreach (string[] row in Rows.Value.Where(static r => r[1] == "therapy"))
        {
            foreach (string written in row[2].Split('|').Prepend(row[0])) Add(written, row[0]);
        }

        foreach (string group in DrugClasses.Value.Concat(Rows.Value.Where(static r => r[1] == "class").Select(static r => r[0])))
        {
            foreach (string written in QueryTerms.OtherWords(group).Prepend(group)) Add(written, "class:" + group);
        }

        named.AddRange(DrugLexicon.Find(words, new(0, words.Length)).Select(static d => (d.Span.Start, d.Span.Length, d.Drug.Generic)));
        return named.Count == 0 ? null : named.OrderBy(static n => n.At).ThenByDescending(static n => n.Length).ThenBy(static n => n.Name, StringComparer.Ordinal).First().Name;
    }

    /// <summary>Every name under which a treatment that is no drug may stand; the name itself where no group has it.</summary>
    public static IEnumerable<string> NamesOf(string treatment)
    {
        string[]? row = Rows.Value.FirstOrDefault(r => r[1] == "therapy" && string.Equals(r[0], treatment, StringComparison.OrdinalIgnoreCase));
        return row is null ? [treatment] : row[2].Split('|').Prepend(row[0]);
    }

    /// <summary>Names under which a class of drugs itself may stand: 'NSAID', 'disease-modifying drug'.</summary>
    internal static IEnumerable<string> NamesOfClass(string group) => QueryTerms.OtherWords(group).Prepend(group).Where(static n => n.Length > 2).Distinct(StringComparer.OrdinalIgnoreCase);

    private static bool IsOf(Drug drug, string group)
    {
        string[]? row = Rows.Value.FirstOrDefault(r => r[1] == "class" && r[0] == group);
        return row is null ? drug.DrugClass == group : row[2].Split('|').Contains(drug.Generic, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether the words of a name stand in a text one after the other, whole; a name all in capitals in capitals alone, a plural 's' aside.</summary>
    internal static bool HasWords(string text, string name)
    {
        bool capitals = name.Length > 1 && !name.Any(char.IsLower);
        string[] words = [.. NameLexicon<string>.Words(text, new(0, text.Length)).Select(w => w.In(text))], sought = [.. NameLexicon<string>.Words(name, new(0, name.Length)).Select(w => w.In(name))];
        var comparison = capitals ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        for (int i = 0; i + sought.Length <= words.Length; i++)
        {
            if (sought.Select((s, k) => string.Equals(words[i + k], s, comparison) || (k == sought.Length - 1 && string.Equals(words[i + k], s + "s", comparison))).All(static same => same)) return true;
        }

        return false;
    }
}
