using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Summary.Notes;

/// <summary>What a part of a note is about, by the words of its title. Finer than the category of a section. In the order in which one head outweighs another.</summary>
internal enum SectionTopic
{
    /// <summary>Substances.</summary>
    Allergies,

    /// <summary>Results that are out.</summary>
    Pending,

    /// <summary>Lists of drugs.</summary>
    Medications,

    /// <summary>Visits and tests to come.</summary>
    FollowUp,

    /// <summary>The story of the stay.</summary>
    HospitalCourse,

    /// <summary>Resuscitation status.</summary>
    CodeStatus,

    /// <summary>Relatives.</summary>
    FamilyHistory,

    /// <summary>Names of diseases.</summary>
    Diagnoses,

    /// <summary>What was done.</summary>
    Procedure,

    /// <summary>Where to.</summary>
    Disposition,

    /// <summary>How the patient is.</summary>
    Condition,

    /// <summary>What the patient is told.</summary>
    Instructions,

    /// <summary>Why the patient came.</summary>
    ChiefComplaint,

    /// <summary>The story of the illness.</summary>
    Hpi,

    /// <summary>Results.</summary>
    Results,

    /// <summary>What is to be done.</summary>
    Plan,

    /// <summary>Judgement.</summary>
    Assessment,

    /// <summary>None that is known.</summary>
    None,
}

/// <summary>Tells what a title is about from the words of which it is made, whatever their order: <c>rules/label-words.tsv</c>, and a few turns of plain speech.</summary>
internal static class SectionLabels
{
    private const int MostWords = 7;

    /// <summary>Titles whose topic is kept, at most: the same few hundred stand in all notes, and each is asked about many times.</summary>
    private const int MostKnown = 4_096;

    private static readonly Remembered<SectionTopic> s_known = new(MostKnown);

    private static readonly Lazy<(FrozenDictionary<string, SectionTopic> Heads, FrozenSet<string> Fillers)> Loaded = new(Load);

    /// <summary>The topic of a title; <see cref="SectionTopic.None"/> where a word is unknown or none is a head.</summary>
    internal static SectionTopic Of(string title)
    {
        string words = title.Trim(' ', ':', '-', '*', '#', '=', '_', '|', '>', '\t');
        return words.Length is < 2 or > 70 ? SectionTopic.None : s_known.Of(words, Judge);
    }

    private static SectionTopic Judge(string words)
    {
        foreach (var (pattern, topic) in Spoken.Value)
        {
            if (pattern.IsMatch(words)) return topic;
        }

        var (heads, fillers) = Loaded.Value;
        var best = SectionTopic.None;
        int count = 0;
        foreach (string word in Bracketed().Replace(words, " ").ToLowerInvariant().Split([' ', ',', '(', ')', '\t', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (++count > MostWords) return SectionTopic.None;
            if (heads.TryGetValue(word, out var topic)) best = topic < best ? topic : best;
            else if (word.Contains('/', StringComparison.Ordinal) && word.Split('/') is [var a, var b] && heads.TryGetValue(a, out topic) && (heads.ContainsKey(b) || fillers.Contains(b))) best = topic < best ? topic : best;
            else if (!fillers.Contains(word)) return SectionTopic.None;
        }

        // 'All orders' of one word that is also a common one say too little.
        return best;
    }

    /// <summary>The category of a topic.</summary>
    internal static SectionCategory CategoryOf(SectionTopic topic) => topic switch
    {
        SectionTopic.Allergies => SectionCategory.Allergies,
        SectionTopic.Medications => SectionCategory.Medications,
        SectionTopic.FollowUp => SectionCategory.FollowUp,
        SectionTopic.HospitalCourse => SectionCategory.HospitalCourse,
        SectionTopic.FamilyHistory => SectionCategory.FamilyHistory,
        SectionTopic.Diagnoses => SectionCategory.Diagnoses,
        SectionTopic.Procedure => SectionCategory.Procedure,
        SectionTopic.Disposition => SectionCategory.Disposition,
        SectionTopic.Condition => SectionCategory.Condition,
        SectionTopic.Instructions => SectionCategory.Instructions,
        SectionTopic.ChiefComplaint => SectionCategory.ChiefComplaint,
        SectionTopic.Hpi => SectionCategory.Hpi,
        SectionTopic.Results => SectionCategory.OtherResults,
        SectionTopic.Plan => SectionCategory.Plan,
        SectionTopic.Assessment => SectionCategory.Assessment,
        _ => SectionCategory.Other,
    };

    private static (FrozenDictionary<string, SectionTopic>, FrozenSet<string>) Load()
    {
        var heads = new Dictionary<string, SectionTopic>(StringComparer.Ordinal);
        var fillers = new HashSet<string>(StringComparer.Ordinal);
        foreach (string[] row in RuleFiles.Read("label-words.tsv", 6))
        {
            foreach (string word in row[2].Split('|'))
            {
                if (row[1] == "filler") fillers.Add(word);
                else heads.TryAdd(word, Enum.Parse<SectionTopic>(row[1]));
            }
        }

        return (heads.ToFrozenDictionary(StringComparer.Ordinal), fillers.ToFrozenSet(StringComparer.Ordinal));
    }

    private static SievedPattern Bracketed() => BracketedPattern.Value;

    private static readonly Lazy<SievedPattern> BracketedPattern = Pattern.Sieved(@"\([^()]*\)", RegexOptions.CultureInvariant);

    // Titles in plain speech, as papers for families and some house styles have them. The whole title must match.
    private static readonly Lazy<(Regex Pattern, SectionTopic Topic)[]> Spoken = new(() =>
    [
        (Whole(@"still (?:out|to come|waiting)|(?:not (?:yet )?back|(?:results? )?(?:still )?awaited|waiting for|tests? (?:still )?(?:out|to come))"), SectionTopic.Pending),
        (Whole(@"(?:what|how) (?:to take|you (?:should )?take)|(?:keep|stop|start|continue) taking(?: th\w+)?"), SectionTopic.Medications),
        (Whole(@"to[- ]do(?: list)?|next steps?|what(?:'s| is) next|whom? (?:to see|you will see)"), SectionTopic.FollowUp),
        (Whole(@"what happened(?: (?:here|in (?:the )?hospital|during (?:the|your) stay))?|(?:the|your|her|his) stay|in (?:the )?hospital|summary of (?:the )?stay"), SectionTopic.HospitalCourse),
        (Whole(@"why\b.{1,40}\b(?:here|came|comes?|admitted|in (?:the )?hospital|seen)"), SectionTopic.ChiefComplaint),
        (Whole(@"(?:the |her |his )?story|(?:the )?history of (?:the |this )?(?:present )?(?:illness|injury|problem)|what brought .{2,30}|CC ?/ ?HPI|HPI ?/ ?\w+"), SectionTopic.Hpi),
        (Whole(@"how (?:she|he|they|\w+|the (?:patient|child|baby)|we left (?:her|him|them)) (?:is|are|was|were)(?: (?:doing|today|now|at discharge))?|(?:state|shape|exam(?:ination)?|vitals|status) (?:at|on) (?:discharge|transfer|leaving)|functional status"), SectionTopic.Condition),
        (Whole(@"going home|at home|when to (?:call|return|come back|worry|seek help).{0,20}|(?:call|return|come back)(?: (?:us|to (?:the )?(?:ed|er|hospital)))? (?:for|if|when)|come back|care at home|(?:diet|activity|wound|bathing|driving|lifting|nutrition|feeding|drain|incision|dressing|bowel|skin)(?: care)?(?:,? (?:and |/ ?)?(?:diet|activity|wound|bathing|driving|lifting|nutrition)(?: care)?)*|ACT|FEN"), SectionTopic.Instructions),
        (Whole(@"goals of care|advance directives?|(?:full )?code|code status|resuscitation status|LST"), SectionTopic.CodeStatus),
        (Whole(@"family|family (?:medical )?(?:history|hx)"), SectionTopic.FamilyHistory),
        (Whole(@"COND"), SectionTopic.Condition),
        (Whole(@"PEND"), SectionTopic.Pending),
        (Whole(@"TO|goes to|leaving to"), SectionTopic.Disposition),
    ]);

    private static Regex Whole(string pattern) => Pattern.Make("^(?:" + pattern + ")$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
