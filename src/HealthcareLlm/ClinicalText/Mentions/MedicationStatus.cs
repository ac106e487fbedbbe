using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>What the words around a drug say happens with it: new, changed, continued, held, stopped, given, current.</summary>
internal static class MedicationStatus
{
    /// <summary>The status by a cue before or after the drug; null where none stands there.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the clause begins: the sentence's start or the end of the previous drug.</param>
    /// <param name="name">The drug's name.</param>
    /// <param name="end">End of its attributes.</param>
    /// <param name="until">Where the clause ends: the sentence's end or the next drug.</param>
    internal static MentionPart? Of(string text, int from, TextSpan name, int end, int until)
    {
        int start = Math.Max(from, name.Start - 60);
        string before = text[start..name.Start];
        if (Last(Before(), before) is { } cue && !Barrier().IsMatch(before[(cue.Index + cue.Length)..])) return Make(cue, start);
        int last = Math.Min(until, end + 60);
        if (last > name.End)
        {
            string after = text[name.End..last];
            var match = After().Match(after);
            if (match.Success && !ClauseEnd().IsMatch(after.AsSpan(0, Math.Min(after.Length, match.Index + 4)))) return Make(match, name.End);
        }

        return null;
    }

    /// <summary>The status that a section's title, or the list it heads, gives to its drugs; null where it gives none.</summary>
    internal static string? OfTitle(string title, SectionCategory category)
    {
        if (TitleStopped().IsMatch(title)) return "stopped";
        if (TitleHeld().IsMatch(title)) return "held";
        if (TitleChanged().IsMatch(title)) return "changed";
        if (TitleNew().IsMatch(title)) return "new";
        if (TitleContinued().IsMatch(title)) return "continued";
        return category == SectionCategory.Medications ? "current" : null;
    }

    private static Match? Last(SievedPattern pattern, string text)
    {
        Match? last = null;
        foreach (Match match in pattern.Matches(text)) last = match;
        return last;
    }

    private static MentionPart Make(Match cue, int offset)
    {
        var span = new TextSpan(offset + cue.Index, offset + cue.Index + cue.Length);
        foreach (string status in (string[])["stopped", "held", "changed", "continued", "given", "new", "current"])
        {
            if (cue.Groups[status].Success) return new("status", status, span);
        }

        return new("status", "current", span);
    }

    private static readonly Lazy<SievedPattern> BeforePattern = Pattern.Sieved(@"\b(?:(?<stopped>stop(?:ped|ping|s)?|discontinu(?:e|ed|ing)|d/c(?:'?e?d)?|dc'?d|taken off|came off|off|weaned off|switch(?:ed)? from|transition(?:ed)? from|no longer (?:taking|on)|do not take|quit|changed from|instead of)|(?<held>h[eo]ld(?:ing)?|withh[eo]ld|hold off on)|(?<changed>increas(?:e|ed|ing)|decreas(?:e|ed|ing)|reduc(?:e|ed|ing)|titrat(?:e|ed|ing)|up-?titrat(?:e|ed)|taper(?:ed|ing)?|chang(?:e|ed) (?:the )?(?:dose of )?(?:his |her )?|adjust(?:ed)?|lower(?:ed)?|doubl(?:e|ed))|(?<continued>continu(?:e|ed|es|ing)(?: on| with| to take)?|resum(?:e|ed)|restart(?:ed)?|maintain(?:ed)?(?: on)?|remain(?:ed|s)? on|keep on)|(?<given>given|received|administered|got|was loaded with|bolused with|treated with|medicated with|infused|injected with|gave)|(?<new>start(?:ed|ing)?(?: on)?(?: her| him)?|initiat(?:e|ed|ing)|beg[iau]n|add(?:ed)?|prescri(?:be|bed|ption)(?: for)?|switch(?:ed)? to|transition(?:ed)? to|changed to|place(?:d)? on|put on|new)|(?<current>takes|taking|currently on|is on|uses|using|at home on|home))\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Before() => BeforePattern.Value;

    private static readonly Lazy<SievedPattern> AfterPattern = Pattern.Sieved(@"(?:\b(?:was|were|is|are|been|be|has been|will be|currently|now|to be|which (?:is|was|she|he)(?: currently)?|and) (?:\w{2,12} )?(?:(?<stopped>stopped|discontinued|d/c'?d|dc'?d)|(?<held>held|on hold|withheld)|(?<changed>increased|decreased|reduced|changed|titrated|uptitrated|tapered|adjusted|doubled)|(?<continued>continued|resumed|restarted|maintained)|(?<given>given|administered)|(?<new>started|initiated|added|begun|prescribed))\b|(?:[,(\-\u2013:|]|  ) ?(?:(?<stopped>STOP(?:PED)?|D/C'?D?|discontinued|stopped|stop)|(?<held>HOLD|HELD|on hold|held)|(?<changed>CHANGED?|increased|decreased|reduced|dose changed|changed)|(?<continued>CONTINUED?|unchanged|continued?)|(?<new>NEW|started|new)|(?<given>given))\b|\b(?<stopped>discontinued|stopped) (?:due|because|secondary|on|in|by|after|\d)|\b(?<held>held|on hold) (?:due|because|for|on|until|pending))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern After() => AfterPattern.Value;

    private static readonly Lazy<SievedPattern> BarrierPattern = Pattern.Sieved(@"[.;\n]\s|\b(?:but|however|then|because|although|due to)\b|\bfor (?:his|her|the)\b|\b(?:and|was|were) (?:is|has|was)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Barrier() => BarrierPattern.Value;

    private static readonly Lazy<SievedPattern> ClauseEndPattern = Pattern.Sieved(@"[;\n]|\.\s+[A-Z]", RegexOptions.CultureInvariant);

    private static SievedPattern ClauseEnd() => ClauseEndPattern.Value;

    private static readonly Lazy<SievedPattern> TitleStoppedPattern = Pattern.Sieved(@"\bstop|discontinu|no longer|do not take|previous|prior\b|past\b|failed", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern TitleStopped() => TitleStoppedPattern.Value;

    private static readonly Lazy<SievedPattern> TitleHeldPattern = Pattern.Sieved(@"\bheld\b|\bhold\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern TitleHeld() => TitleHeldPattern.Value;

    private static readonly Lazy<SievedPattern> TitleChangedPattern = Pattern.Sieved(@"\bchange", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern TitleChanged() => TitleChangedPattern.Value;

    private static readonly Lazy<SievedPattern> TitleNewPattern = Pattern.Sieved(@"\bnew\b|\bstart", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern TitleNew() => TitleNewPattern.Value;

    private static readonly Lazy<SievedPattern> TitleContinuedPattern = Pattern.Sieved(@"\bcontinu|\bunchanged|\bresume", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern TitleContinued() => TitleContinuedPattern.Value;
}
