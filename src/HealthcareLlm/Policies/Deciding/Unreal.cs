using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Deciding;

/// <summary>What is planned, wished, advised, asked or supposed is no fact: 'will be taught', 'wants to quit smoking', 'if pain persists'.</summary>
internal static class Unreal
{
    // A condition reaches over commas to the end of its sentence.
    private static readonly Lazy<Regex> Supposed = Pattern.OfWords(@"\b(?:if|unless|until|once (?:the|she|he|patient|pt|a|an)|whether|should (?:the|she|he|symptoms)|in case|rule out|r/o)\b");

    // A plan or wish ends where another thing is said.
    private static readonly Lazy<Regex> Meant = Pattern.OfWords(@"\b(?:will|shall|would|could|might|may|should|must|to be|plans? (?:to|for)|planned|planning|planned for|going to|scheduled|recommend(?:ed|s|ation)?|advised?|advising|encouraged?|consider(?:ed|ing)?|awaiting|hop(?:es?|ing|ed)|expect(?:s|ed|ing)?|anticipat(?:es?|ed)|goals?|targets?|targeting|aims?|aiming|wants? to|wish(?:es)? to|trying to|tries to|attempts? to|attempting to|ready to|interested in|willing to|needs? to|has to|asked to|asked about|requests?|rather than|instead of|referred (?:to|for)|referral (?:to|for)|counsel(?:l)?ed (?:to|on|about|regarding)|told to|instructed to|urged to|risks? (?:of|for)|evaluate for|yet to|reminded to|prescribed|ordered|declin(?:es|ed|ing)|refus(?:es|ed|ing)|deferred|cancel+ed|missed|orders? (?:(?:was|were|is) )?(?:placed |written |sent |put in )?for)\b");

    private static readonly Lazy<Regex> NewSaying = Pattern.OfWords(@";|\bbut\b|\bhowever\b|,? and (?:she|he|they|it|pt|patient|the|is|was|were|has|had|still|currently|now|reports|denies)\b|, (?:she|he|they|it|pt|patient|the|which|who|has|had|is|was|still|currently|now|today|no|not|reports|denies)\b");

    private static readonly Lazy<Regex> After = Pattern.OfWords(@"^[^\w;]{0,3}(?:\w+[^\w;]+){0,3}?(?:is planned|are planned|planned|pending|(?:is|was|are|has been)?\s?scheduled|to follow|to be \w+|will (?:be|follow|begin|start|take|occur)|tomorrow|next (?:week|visit|month|appointment|session)|not yet|(?:was|were|is|are|has|have|had)(?: been)? (?:not|never|declined|refused|cancel+ed|deferred|postponed|recommended|advised|considered|discussed|offered)|if|unless|until|unknown|not (?:documented|available|known|done|given|provided|completed|performed|recorded|obtained|established)|unavailable|unclear|declined|refused|cancel+ed|deferred|postponed)\b");

    // Characters before and behind the words.
    private const int Reach = 300;

    private static readonly Lazy<Regex> Planned = Pattern.OfWords(@"\b(?:needs?|requires?|required|needed|order|orders|ordered|refer(?:red|ral)?|goals?|plan|recommend\w*|candidate|prescri\w+|rx)\b");

    private static readonly Lazy<Regex> Offered = Pattern.OfWords(@"\b(?:program|unit|facility|hospital|center|IRF|policy|plan|criteria|protocol|guidelines?) (?:that )?(?:provides?|offers?|includes?|requires?|has|gives|calls? for|states?|asks?)\b[^;]*$");

    /// <summary>Whether a span tells what a place offers or a rule asks for, and nothing of the patient.</summary>
    internal static bool IsOffered(string text, TextSpan sentence, TextSpan span) => Offered.Value.IsMatch(text[Math.Max(sentence.Start, span.Start - Reach)..Math.Max(sentence.Start, span.Start)]);

    /// <summary>Whether a phrase of a policy itself asks for a plan or a need.</summary>
    internal static bool AsksForAPlan(string phrase) => Planned.Value.IsMatch(phrase);

    /// <summary>Whether what stands around a span in its sentence makes it unreal.</summary>
    internal static bool Is(string text, TextSpan sentence, TextSpan span)
    {
        string before = text[Math.Max(sentence.Start, span.Start - Reach)..Math.Max(sentence.Start, span.Start)], after = text[span.End..Math.Max(span.End, Math.Min(sentence.End, span.End + Reach))];
        if (Supposed.Value.IsMatch(before) || After.Value.IsMatch(after)) return true;
        if (text.AsSpan(span.End, Math.Max(0, sentence.End - span.End)).TrimEnd().EndsWith("?")) return true;
        int from = 0;
        foreach (Match cut in NewSaying.Value.Matches(before)) from = cut.Index;
        return Meant.Value.IsMatch(before[from..]);
    }
}
