using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>How charts name treatments and say how they went: <c>rules/therapy-words.tsv</c>.</summary>
internal static class TherapyWords
{
    /// <summary>Said before a treatment that was not had, or is yet to come.</summary>
    internal const string None = "none", Denied = "denied";

    // Of two outcomes that are told of one course the one that is no mere want of effect is the reason why it ended.
    private static readonly ImmutableArray<string> Order = ["contraindicated", "intolerant", "failed", "inadequate"];

    private static readonly Lazy<ImmutableArray<(string Name, string Kind, Regex Pattern, string Example, string CounterExample)>> Rows = new(Load);

    /// <summary>Every rule with its example and its counter-example.</summary>
    internal static ImmutableArray<(string Name, string Kind, Regex Pattern, string Example, string CounterExample)> Examples => Rows.Value;

    /// <summary>Where a text names treatments of the rule file, and which: the name that a sheet has.</summary>
    internal static IEnumerable<(TextSpan Span, string Name)> Named(string text) =>
        Rows.Value.Where(static r => r.Kind == "treatment").SelectMany(r => r.Pattern.Matches(text).Select(m => (new TextSpan(m.Index, m.Index + m.Length), r.Name)));

    /// <summary>The outcome that the words right before a treatment tell; <see cref="None"/> where it was not had; null where they tell nothing.</summary>
    internal static string? Before(string lead)
    {
        string words = lead + " ";
        string? Told(string name) => Rows.Value.Any(r => r.Kind == "before" && r.Name == name && r.Pattern.IsMatch(words)) ? name : null;
        return Told("contraindicated") ?? Told("intolerant") ?? Told("failed") ?? Told("inadequate") ?? Told(None);
    }

    /// <summary>Whether the words right before a treatment say that it was not had.</summary>
    internal static bool IsDenied(string lead) => Rows.Value.Any(r => r.Kind == "before" && r.Name == Denied && r.Pattern.IsMatch(lead + " "));

    /// <summary>The outcome that is told behind a treatment, and where its words begin; null where none is.</summary>
    internal static (string Outcome, int At)? Behind(string words)
    {
        var not = Rows.Value.Where(static r => r.Kind == "not").SelectMany(r => r.Pattern.Matches(words)).Select(static m => new TextSpan(m.Index, m.Index + m.Length)).ToList();
        foreach (string outcome in Order)
        {
            foreach (var row in Rows.Value.Where(r => r.Kind == "said" && r.Name == outcome))
            {
                foreach (Match match in row.Pattern.Matches(words))
                {
                    var span = new TextSpan(match.Index, match.Index + match.Length);
                    if (not.Exists(n => n.Overlaps(span))) continue;
                    // 'No improvement until week ten, now excellent relief' tells two things.
                    return outcome is "failed" or "inadequate" && Helped(words) ? null : (outcome, match.Index);
                }
            }
        }

        return null;
    }

    /// <summary>Whether the words right behind a treatment say that it was not had.</summary>
    internal static bool IsDeniedBehind(string words) => Rows.Value.Any(r => r.Kind == "behind" && r.Name == Denied && r.Pattern.Match(words) is { Success: true } match && !words[..match.Index].Any(char.IsLetterOrDigit));

    /// <summary>Whether the words right behind a treatment say that it is only planned, or was spoken of.</summary>
    internal static bool IsPlannedBehind(string words) => Rows.Value.Any(r => r.Kind == "behind" && r.Name == None && r.Pattern.Match(words) is { Success: true } match && Amount.Value.IsMatch(words[..match.Index]));

    /// <summary>Whether the rule file has the names of a treatment, beside those of <c>therapy-classes.tsv</c>.</summary>
    internal static bool Knows(string treatment) => Rows.Value.Any(r => r.Kind == "treatment" && r.Name == treatment);

    // A dose or a length, and nothing else.
    private static readonly Lazy<Regex> Amount = Pattern.OfWords(@"^\W*(?:(?:[0-9]+|an?|one|two|three|four|six|eight|ten|twelve|mg|mcg|weekly|daily|weeks?|months?|days?|for|x|of|twice|three|times|per|BID|TID)\W*)*$");

    /// <summary>Whether words say that a treatment helped, and not for a short time alone.</summary>
    private static bool Helped(string words)
    {
        var good = Rows.Value.Where(static r => r.Kind == "good").SelectMany(r => r.Pattern.Matches(words)).ToList();
        return good.Exists(g => !Wanting.Value.IsMatch(words[..g.Index])) && !Passing.Value.IsMatch(words);
    }

    // Before what is hoped for: it did not come.
    private static readonly Lazy<Regex> Wanting = Pattern.OfWords(@"\b(?:no|not|never|without|lack of|little|minimal|any|an?|inadequate|insufficient|in|un|nor|neither|failed to (?:\w+ ){0,2}|less than|partial|isn't|wasn't|n't|only) $");

    private static readonly Lazy<Regex> Passing = Pattern.OfWords(@"\b(?:initial(?:ly)?|lost|wore off|waned|faded|return(?:ed|s)|recur\w*|relaps\w*|flared?|temporar\w+|short|brief\w*|only|then|transient\w*|after (?:that|which)|worse)\b");

    /// <summary>Of two outcomes that are told of one course the one that is more than a want of effect.</summary>
    internal static string? Worse(string? one, string? other) => Order.FirstOrDefault(o => o == one || o == other);

    /// <summary>Whether nothing stands between a length of time and the treatment behind it but words that lead on: 'weeks of supervised'.</summary>
    internal static bool LeadsOn(string words) => LeadOn.Value.IsMatch(words);

    private static readonly Lazy<Regex> LeadOn = new(() => Rows.Value.First(static r => r.Kind == "leads").Pattern);

    private static ImmutableArray<(string Name, string Kind, Regex Pattern, string Example, string CounterExample)> Load()
    {
        var sets = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = ImmutableArray.CreateBuilder<(string, string, Regex, string, string)>();
        foreach (string[] row in RuleFiles.Read("therapy-words.tsv", 6))
        {
            if (row[1] == "set") sets.Add(row[0], ChartPattern.Of(row[2], sets));
            else if (row[1] == "leads") rows.Add((row[0], row[1], Pattern.Make("^(?:" + ChartPattern.Of(row[2], sets) + ")$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), row[4], row[5]));
            else if (row[1] == "before") rows.Add((row[0], row[1], Pattern.Make(@"(?<!\w)(?:" + ChartPattern.Of(row[2], sets) + ")$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant), row[4], row[5]));
            else rows.Add((row[0], row[1], row[1] == "said" || row[1] == "not" ? Pattern.Make(@"(?:(?<!\w)|(?=\W))(?:" + ChartPattern.Of(row[2], sets) + @")(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) : ChartPattern.Make(row[2], sets), row[4], row[5]));
        }

        return rows.ToImmutable();
    }
}
