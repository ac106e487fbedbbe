using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Assertions;

/// <summary>The rules of rules/assertions.tsv as one automaton.</summary>
internal static class AssertionRuleSet
{
    /// <summary>No rule reaches further, so that the time stays linear; tokens.</summary>
    internal const int LongestReach = 60;

    private static readonly Lazy<TermAutomaton<AssertionRule[]>> s_automaton = new(Load);

    /// <summary>Phrases and the rules that they trigger; read on first use.</summary>
    internal static TermAutomaton<AssertionRule[]> Automaton => s_automaton.Value;

    private static readonly Lazy<HashSet<string>> s_relatives = new(static () => [.. RuleFiles.Read("assertions.tsv", 9).First(static r => r[0] == "class-relative")[5].Split('|').Select(static r => TermTokenizer.KeyOf(r))]);

    /// <summary>Keys of the words for people who are not the patient.</summary>
    internal static HashSet<string> Relatives => s_relatives.Value;

    private static TermAutomaton<AssertionRule[]> Load()
    {
        var rules = new Dictionary<string, List<AssertionRule>>(StringComparer.Ordinal);
        var order = new List<string>();
        var classes = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var row in RuleFiles.Read("assertions.tsv", 9))
        {
            if (row[2] == "class")
            {
                classes["<" + row[1] + ">"] = row[5].Split('|');
                continue;
            }

            int reach = int.Parse(row[4], CultureInfo.InvariantCulture);
            var rule = new AssertionRule(row[0], EffectsOf(row[1]), PlaceOf(row[2]), row[3] != "treatment", row[3] != "problem", reach == 0 ? LongestReach : reach);
            foreach (string phrase in row[5].Split('|'))
            {
                foreach (string written in Expand(phrase, classes))
                {
                    string key = string.Join(' ', TermTokenizer.Tokenize(written, new(0, written.Length)).Select(static t => t.Key));
                    if (key.Length == 0) continue;
                    if (!rules.TryGetValue(key, out var list))
                    {
                        rules.Add(key, list = []);
                        order.Add(key);
                    }

                    if (!list.Contains(rule)) list.Add(rule);
                }
            }
        }

        var automaton = new TermAutomaton<AssertionRule[]>();
        foreach (string key in order) automaton.AddKeys(key.Split(' '), [.. rules[key]]);
        return automaton;
    }

    private static IEnumerable<string> Expand(string phrase, Dictionary<string, string[]> classes)
    {
        int open = phrase.IndexOf('<', StringComparison.Ordinal), close = phrase.IndexOf('>', StringComparison.Ordinal);
        if (open < 0 || close < open) return [phrase];
        return classes[phrase[open..(close + 1)]].SelectMany(member => Expand(phrase[..open] + member + phrase[(close + 1)..], classes));
    }

    private static AssertionEffects EffectsOf(string names)
    {
        var effects = AssertionEffects.None;
        foreach (string name in names.Split(',')) effects |= Enum.Parse<AssertionEffects>(name, ignoreCase: true);
        return effects;
    }

    private static TriggerPlace PlaceOf(string name) => name switch
    {
        "before" => TriggerPlace.Before,
        "after" => TriggerPlace.After,
        "answer" => TriggerPlace.Answer,
        "pseudo" => TriggerPlace.Pseudo,
        "pseudo-around" => TriggerPlace.Around,
        "time" => TriggerPlace.Time,
        "stop" => TriggerPlace.Stop,
        _ => throw new InvalidDataException("rules/assertions.tsv: no place is called " + name),
    };
}
