using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>A treatment that the chart says was not tried.</summary>
/// <param name="Agent">The treatment as <see cref="TherapyClasses.Match"/> names it; the class itself where all of it is denied.</param>
/// <param name="Place">The sentence.</param>
internal sealed record TherapyDenial(string Agent, Place Place);

/// <summary>Finds what says that a treatment was refused, never begun, or only planned: 'refused PT', 'has not had any inhaler yet', 'No NSAIDs ever'.</summary>
internal static class TherapyDenials
{
    private const string Mark = "\u0001";

    // In the text that a rule is tried on, the treatment is one mark, so that a rule needs no list of names.
    private static readonly Lazy<ImmutableArray<(string Id, Regex Pattern, string Example, string CounterExample)>> Rules = new(() =>
        [.. RuleFiles.Read("therapy-denials.tsv", 5).Select(static r => (r[0], Pattern.OfWords($@"(?<!\w)(?:{r[1].Replace("{}", Mark, StringComparison.Ordinal)})").Value, r[3], r[4]))]);

    // Who must not take a drug has not refused it.
    private static readonly Lazy<Regex> Forbidden = Pattern.OfWords(@"\b(?:contraindicat\w+|forb(?:ids?|idden|ade)|prohibit\w*|allerg\w+|intoleran\w+|not (?:allowed|permitted|safe)|unsafe|cannot (?:take|use|have)|can't (?:take|use|have)|must not|should not|avoid\w*|because of|due to|on account of)\b");

    /// <summary>Id, example and counter-example of each rule, for tests.</summary>
    internal static IEnumerable<(string Id, string Example, string CounterExample)> Examples => Rules.Value.Select(static r => (r.Id, r.Example, r.CounterExample));

    /// <summary>Denials of the treatments that a policy accepts.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="accepted">As the policy has them.</param>
    /// <param name="orForbidden">Whether the policy counts a treatment that must not be given: a sentence that says so denies nothing.</param>
    internal static ImmutableArray<TherapyDenial> Of(ChartText chart, ImmutableArray<string> accepted, bool orForbidden)
    {
        var found = ImmutableArray.CreateBuilder<TherapyDenial>();
        foreach (var document in chart.Documents)
        {
            foreach (var (name, span) in NamesIn(document.Text, accepted))
            {
                if (!chart.IsUsable(document, span)) continue;
                var sentence = ChartText.SentenceAt(document, span);
                if (!sentence.Contains(span) || RuleOf(document.Text, sentence, span) is null || chart.Scopes(document).Judge(span, null).Experiencer != Experiencer.Patient) continue;
                if (!orForbidden || !Forbidden.Value.IsMatch(sentence.In(document.Text))) found.Add(new(name, new(document.Source.Id, sentence)));
            }
        }

        return [.. found.Distinct()];
    }

    /// <summary>The rule by which a sentence says that the treatment at a span was not tried; null where none says so.</summary>
    internal static string? RuleOf(string text, TextSpan sentence, TextSpan span)
    {
        string marked = text[sentence.Start..span.Start] + Mark + text[span.End..sentence.End];
        foreach (var (id, pattern, _, _) in Rules.Value)
        {
            if (pattern.Match(marked) is { Success: true } match && !Relatives.StandsBefore(marked, new(0, marked.Length), match.Index)) return id;
        }

        return null;
    }

    /// <summary>Every place where a text names an accepted treatment, or a class of them by its own name.</summary>
    private static IEnumerable<(string Agent, TextSpan Span)> NamesIn(string text, ImmutableArray<string> accepted)
    {
        foreach (var (span, drug) in DrugLexicon.Find(text, new(0, text.Length)).Select(static d => (d.Span, d.Drug)))
        {
            if (TherapyClasses.Match(drug.Generic, accepted) is { } agent) yield return (agent, span);
        }

        foreach (var (span, name) in TherapyWords.Named(text).Where(n => accepted.Contains(n.Name, StringComparer.OrdinalIgnoreCase)))
        {
            yield return (name.Replace("class:", string.Empty, StringComparison.Ordinal).ToLowerInvariant(), span);
        }

        foreach (string name in accepted)
        {
            bool isClass = name.StartsWith("class:", StringComparison.Ordinal);
            string plain = isClass ? name["class:".Length..] : name;
            foreach (string written in isClass ? TherapyClasses.NamesOfClass(plain) : TherapyClasses.NamesOf(plain).Where(static n => n.Length > 1))
            {
                foreach (Match match in Regex.Matches(text, $@"(?<![\w-]){Regex.Escape(written)}(?:'?s)?(?![\w-])", written.Any(char.IsLower) ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)))
                {
                    yield return (isClass ? plain : name.ToLowerInvariant(), new(match.Index, match.Index + match.Length));
                }
            }
        }
    }
}
