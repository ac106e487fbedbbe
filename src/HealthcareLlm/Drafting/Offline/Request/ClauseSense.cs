using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What a clause does with the thing that it names.</summary>
internal enum Sense
{
    /// <summary>It does not tell.</summary>
    Untold,

    /// <summary>It asks for it, orders, plans or needs it.</summary>
    Asked,

    /// <summary>It tells of what was, or of another request.</summary>
    Past,

    /// <summary>It denies it, takes it back, or only supposes it.</summary>
    NotAsked,
}

/// <summary>
/// Reads from the words around a place what is done with what stands there: 'we ask for X', 'X was given in 2024', 'X is not being asked for'.
/// The clause decides; one that says nothing goes on with what the clause before it does.
/// </summary>
internal static class ClauseSense
{
    /// <summary>The sense of a place in a sentence or item; its introduction speaks where the words themselves do not.</summary>
    internal static Sense At(string words, int at, string intro)
    {
        string plain = WithoutRemarks(words, at);
        int from = 0;
        var breaks = new List<int> { 0 };
        foreach (Match stop in Break().Matches(plain))
        {
            if (stop.Index + stop.Length > at) break;
            breaks.Add(from = stop.Index + stop.Length);
        }

        var next = Break().Match(plain, Math.Min(plain.Length, at));
        int to = next.Success ? next.Index : plain.Length;
        var sense = Of(plain[from..to], at - from);
        for (int b = breaks.Count - 2; b >= 0 && sense == Sense.Untold && !EndsSentence(plain, breaks[b + 1]); b--) sense = Of(plain[breaks[b]..breaks[b + 1]], breaks[b + 1] - breaks[b]);
        if (sense == Sense.Untold && TakenBack().IsMatch(words)) return Sense.NotAsked;
        // '… the generator (63685); please disregard it.'
        if (sense == Sense.Asked && BackReference().Match(words, Math.Min(words.Length, at)) is { Success: true } back && !CodeReadings.Services(words[Math.Min(words.Length, at + 5)..Math.Max(back.Index, Math.Min(words.Length, at + 5))]).Any()) return Sense.NotAsked;
        return sense != Sense.Untold || intro.Length == 0 ? sense : Of(intro, intro.Length) is var told && told == Sense.Untold ? Sense.Untold : told;
    }

    private static bool EndsSentence(string plain, int at)
    {
        int end = at;
        while (end > 0 && char.IsWhiteSpace(plain[end - 1])) end--;
        return end > 0 && plain[end - 1] is '.' or '!' or '?';
    }

    /// <summary>Whether a sentence as a whole asks, and does not tell of something else.</summary>
    internal static bool Asks(string words) => Asked().IsMatch(words) && !NotAsked().IsMatch(words) && !Past().IsMatch(words);

    /// <summary>Whether words tell of what was.</summary>
    internal static bool IsPast(string words) => Past().IsMatch(words);

    /// <summary>Whether words deny, take back or suppose.</summary>
    internal static bool IsNotAsked(string words) => NotAsked().IsMatch(words) || TakenBack().IsMatch(words);

    /// <summary>Where the last words that ask end before a place; -1 where none stand there.</summary>
    internal static int AskedEnd(string words, int before)
    {
        int end = -1;
        foreach (Match match in Asked().Matches(words[..before])) end = match.Index + match.Length;
        return end;
    }

    /// <summary>Where words that ask end, in order.</summary>
    internal static IEnumerable<int> AskedEnds(string words) => Asked().Matches(words).Select(m => m.Index + m.Length);

    private static Sense Of(string clause, int at)
    {
        if (NotAsked().IsMatch(clause) || TakenBack().IsMatch(clause)) return Sense.NotAsked;
        // What asks nearest before the place decides over what is told before it: 'after X failed we request Y'.
        int asked = -1, past = -1;
        foreach (Match match in Asked().Matches(clause)) asked = Nearer(asked, match, at);
        foreach (Match match in Past().Matches(clause)) past = Nearer(past, match, at);
        if (asked < 0 && past < 0) return Sense.Untold;
        if (past < 0) return Sense.Asked;
        if (asked < 0) return Sense.Past;
        return asked < past ? Sense.Asked : Sense.Past;
    }

    // How far a cue stands from a place: one before it is nearer than one behind it.
    private static int Nearer(int best, Match match, int at)
    {
        int distance = match.Index < at ? Math.Max(0, at - match.Index - match.Length) : (match.Index - at) + 40;
        return best < 0 || distance < best ? distance : best;
    }

    /// <summary>The words with what stands in closed brackets blanked, but for the brackets around the place.</summary>
    private static string WithoutRemarks(string words, int at)
    {
        char[] plain = words.ToCharArray();
        foreach (Match remark in Remark().Matches(words))
        {
            bool holds = remark.Index <= at && at < remark.Index + remark.Length;
            // A remark that itself takes back or denies is a clause of its own.
            if (holds && NotAsked().IsMatch(remark.Value)) { plain[remark.Index] = ';'; continue; }
            if (holds) { plain[remark.Index] = ' '; plain[remark.Index + remark.Length - 1] = ' '; continue; }
            Array.Fill(plain, ' ', remark.Index, remark.Length);
        }

        return new(plain);
    }

    private static readonly Lazy<Regex> RemarkPattern = Pattern.Of(@"\([^()]{0,160}\)", RegexOptions.CultureInvariant);

    private static Regex Remark() => RemarkPattern.Value;

    private static readonly Lazy<Regex> BreakPattern = Pattern.OfWords(@";\s|:\s|\s[—–]\s|, (?=(?:please |kindly )?(?:authori[sz]e|approve|cover|I|we)\b)|[.!?]\s+(?=\p{Lu})|,?\s+\b(?:but|which|who|whom|while|because|since|although|though|whereas|after|until|instead|rather than|and (?=(?:he|she|they|it|we|I|this|that|the patient)\b)|however)\b");

    private static Regex Break() => BreakPattern.Value;

    private static readonly Lazy<Regex> AskedPattern = Pattern.OfWords(@"\b(?:re-?)?(?:request(?:ing|s|ed)?|ask(?:ing|s|ed)?(?!\s+about)|seek(?:ing|s)?|appl(?:y|ies|ying)|petition(?:ing)?|order(?:ing|s|ed)?(?!\s*(?:#|no\b|number|id))|prescrib(?:e|es|ed|ing)|propos(?:e|es|ed|ing)|recommend(?:s|ed|ing)?|dispense|needs?|requires?|wants?|would like|wish(?:es)?|plan(?:s|ned|ning)? (?:to|for|on)|to be (?:done|given|performed|covered|provided|delivered|supplied|rented|treated)|is to (?:have|get|begin|start|undergo|receive)|will (?:have|get|undergo|receive|need|be (?:given|done|performed|treated|fitted|seen))|(?:prior |pre-?)?authori[sz](?:e|ation|ing)(?: (?:of|for|to))?|please|kindly|(?:to|you|plan) (?:cover|approve|allow|authori[sz]e)|(?:approv(?:al|e)|coverage|cover) (?:of|for|an?|the)|(?:approve|authori[sz]e|cover|allow)(?= \(?[A-Z]?[0-9]{4})|(?:is|are) medically necessary|supports?(?= the (?:use|request)| an? (?:trial|course)))\b");

    private static Regex Asked() => AskedPattern.Value;

    private static readonly Lazy<Regex> PastPattern = Pattern.OfWords(@"\b(?:(?:I|we|you|he|she|our (?:office|clinic|practice)) (?:\p{L}+ )?(?:asked|requested|applied|submitted|sought)(?: (?:you )?for)?\b|(?:was|were|had|has been|have been|had been)\b(?!\s+(?:\p{L}+\s+){0,2}(?:order|request|prescri|recommend|schedul|plan|advis|referr))|(?:earlier|previous|last|old|expired|former|existing|current) (?:prior )?(?:authori[sz]ation|approval|request|order|referral|coverage)(?: (?:of|for))?\b|received|gave|led to|underwent|took|tried|failed|completed|finished|took|used|looked|began|showed|revealed|previous(?:ly)?|earlier|(?<!\b(?:first|initial)\s)prior(?!\s*-?\s*(?:auth|approv|certif|request for))|last (?:year|month|week|spring|summer|fall|winter|time|letter|request|message|form)|(?:months?|years?|weeks?) ago|in (?:19|20)[0-9]{2}\b|expire[sd]|ended|stopped|discontinued|history of|formerly|already)\b");

    private static Regex Past() => PastPattern.Value;

    private static readonly Lazy<Regex> BackReferencePattern = Pattern.OfWords(@"\b(?:disregard|ignore|cancel|withdraw|remove|drop|strike|void)\s+(?:it|this|that|them|those|the latter)\b|\b(?:it|this one|that one|which|they)\s+(?:is|are|was|were|has been|have been|should be)\s+(?:now\s+)?(?:withdrawn|cancel(?:l)?ed|void|not\b|no longer|already (?:approved|done|given))");

    private static Regex BackReference() => BackReferencePattern.Value;

    private static readonly Lazy<Regex> NotAskedPattern = Pattern.OfWords(@"\b(?:not|never|no longer|needs? no|requires? no|no (?:prior )?(?:authori[sz]ation|approval|review)|isn['’]t|aren['’]t|wasn['’]t|won['’]t|don['’]t|declin(?:e|es|ed)|refus(?:e|es|ed)|den(?:ied|ial of|ies)|rule[sd]? out|instead of|in place of|rather than|by mistake|in error|mistakenly)\b");

    private static Regex NotAsked() => NotAskedPattern.Value;

    private static readonly Lazy<Regex> TakenBackPattern = Pattern.OfWords(@"\b(?:withdrawn|withdraw|disregard|ignore|cancel(?:l)?(?:ed|s|lation)?|void(?:ed)?|superseded|replaced|may follow|(?:would|will|may|might|could|can) be (?:requested|asked|discussed|needed|considered|added)|considered|if (?:it|he|she|they|this|that|the|a|an|no|not|needed|there|pain|symptoms)\b|later|in (?:our|my|the) (?:earlier|previous|last|prior)|does not apply)\b");

    private static Regex TakenBack() => TakenBackPattern.Value;
}
