using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Grounding;

/// <summary>Words that deny, end or put off without a 'no', told by their beginnings.</summary>
internal static class DenialWords
{
    /// <summary>Of a note: what stands right beside them is not had, not given or not allowed.</summary>
    internal static bool Denies(string key) => s_denies.Value.IsMatch(key);

    /// <summary>Whether a text has a word of either kind of notes.</summary>
    internal static bool StandIn(string text) => s_standing.Value.IsMatch(text);

    /// <summary>Of a note: what stands in a clause with them is not known yet.</summary>
    internal static bool LeavesOpen(string key) => s_open.Value.IsMatch(key);

    /// <summary>Of a sentence: it may say in this way what the note denies.</summary>
    internal static bool Excuses(string key) => s_excuses.Value.IsMatch(key);

    /// <summary>Of a sentence: it tells of thinking alone, unless the same clause tells of doing.</summary>
    internal static bool Weighs(string key) => s_weighs.Value.IsMatch(key);

    /// <summary>Of a sentence: something was done or is there.</summary>
    internal static bool Does(string key) => s_does.Value.IsMatch(key);

    /// <summary>Of a sentence: a denial by itself, so that a 'no' before the same thing denies twice.</summary>
    internal static bool DeniesToo(string key) => s_too.Value.IsMatch(key);

    /// <summary>Words that lead from what is denied to something else: 'stopped for low sodium', 'no driving on oxycodone'.</summary>
    internal static bool LeadsOn(string key) => key is "for" or "because" or "due" or "with" or "after" or "while" or "on" or "in" or "at" or "from" or "as" or "by" or "during" or "until" or "before";

    /// <summary>Of a sentence: one thing takes the place of another, which ends.</summary>
    internal static bool Replaces(string key) => key is "place" or "over" or "instead" || key.StartsWith("replac", StringComparison.Ordinal);

    /// <summary>Denials that reach what stands before them: 'EEG not needed', 'complications: none'; 'no' reaches what follows alone.</summary>
    internal static bool ReachesBack(string key) => s_back.Value.IsMatch(key);

    private static readonly Lazy<SievedPattern> s_standing = Pattern.Sieved("\\b(?:non[a-z]{5,}|resist|against|off\\b|declin|refus|unaided|unlikely|stop|discontinu|dc\\b|held|hold|withh|avoid|neg\\b|negative|none|nil|excluded|ruled|forbid|defer|delay|pending|await|incubat|outstanding|arranged|scheduled|tbd|out\\b|dnr\\b|dnar\\b|nkd?a\\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Lazy<SievedPattern> s_denies = Pattern.Sieved("^(?:resist|against|off$|declin|refus|unaided|unlikely|stop|discontinu|dc$|held|hold|withh|avoid|neg$|negative|none|nil|excluded|ruled|forbid|defer|delay)", Options);

    private static readonly Lazy<SievedPattern> s_open = Pattern.Sieved("^(?:pending|await|incubat|outstanding|arranged|scheduled|tbd)", Options);

    private static readonly Lazy<SievedPattern> s_back = Pattern.Sieved("^(?:not|never|none|cannot|negative|neg|denied|excluded|absent|unlikely|nil|hadn|hasn|haven|wasn|weren|isn|aren|didn|doesn|don|nobody|nothing)$", Options);

    private static readonly Lazy<SievedPattern> s_weighs = Pattern.Sieved("^(?:consider|thought|discuss|talk|question|suspect|worri|worry|possib|doubt|rais)", Options);

    private static readonly Lazy<SievedPattern> s_does = Pattern.Sieved("^(?:given|done|perform|placed|started|begun|used|needed|necessary|present|made|taken|found|confirmed)$", Options);

    private static readonly Lazy<SievedPattern> s_too = Pattern.Sieved("^(?:stop|ceas|end(?:ed|s|ing)?$|discontinu|held|hold|withh|avoid|forbid|declin|refus|unnecess|unneed|needless|spar|leav|paus|wait|miss|resist|off$|away$|exclud|ruled$|delay|defer|postpon)", Options);

    private static readonly Lazy<SievedPattern> s_excuses = Pattern.Sieved(
        "^(?:pend|await|incubat|outstand|expect|resist|withst|against|off$|declin|refus|reject|un(?!d|t|i|e$)[a-z]{4,}|non[a-z]{4,}|stop|discontinu|hold|held|withh|avoid|forbid|forbad|negativ|neg$|none|nil|zero|nobody|noth|exclud|rule|spar|lack|absen|steril|clean|clear|normal|alone|only|instead|rather|due$|still|until|till|leav|keep|kept|reserve|drop|replac|place$|fail|free|gone|resolv|recover|heal|over$|disappear|vanish|settl|end|ceas|paus|wait|miss|run$|ran$|later|before|if$|call|ring|return|empty|dry$|flat$|open|tolerat|stay|remain|restart|resum|again|defer|delay|postpon|close|cut$|halt|forgo|abstain|refrain|contraind|intact|neither|nor$|whether|gave|give$|exchang|switch|chang|instead|up$|abandon|may$|arrang|schedul)",
        Options);
}
