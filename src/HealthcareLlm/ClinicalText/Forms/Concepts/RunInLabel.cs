using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>
/// Labels that run into their value without a colon, as on dotted lines: 'Contract no. OTB 90144527', 'Plan Ozark Teachers Benefit Trust', 'Last name Roe'.
/// The label is what the words before the value mean; the value must fill the rest of the cell in the form that the label asks for.
/// </summary>
internal static class RunInLabel
{
    // Words of the label, and tokens of a whole cell: what is longer is a sentence.
    private const int MaximumWords = 7;
    private const int MaximumTokens = 24;

    private static readonly Lazy<Regex> Line = Pattern.OfWords(@"^\W*(?:(?:individual|managed|traditional|original|commercial|employer|group|state|exchange|marketplace|medicare|medicaid|advantage|plan|hmo|ppo|epo|pos|part [a-d]|chip|tricare|aca|qhp)\b[\s/,()\-]*)+$");

    private static readonly Lazy<Regex> Relation = Pattern.OfWords(@"^\W*(?:self|spouse|husband|wife|partner|child|son|daughter|dependent|mother|father|parent|guardian|other)\W*$");

    private static readonly Lazy<Regex> Street = Pattern.Of(@"^(?:P\.? ?O\.? Box\s)?[0-9]{1,6}[A-Z]?\s+(?:[NSEW]{1,2}\.?\s+)?\p{Lu}\p{L}+", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Number = Pattern.Of(@"^[#\s]*(?:[A-Z]{1,5}[\s#\-]{1,2})?(?=[A-Z0-9\-]*[0-9])[A-Z0-9][A-Z0-9\-]*(?:[ \-][A-Z0-9\-]*[0-9][A-Z0-9\-]*|[ \-][A-Z]{1,3})*\W*$", RegexOptions.CultureInvariant);

    // 'Plan of Care', 'Insurance Authorization Request' are titles.
    private static readonly Lazy<Regex> Task = Pattern.OfWords(@"\b(?:requests?|authori[sz]ations?|services|forms?|review|approval|verification|information|of care|of treatment|statement|worksheet|section)\b");

    /// <summary>The label at the head of a cell whose rest is its value; null where the words do not tell one thing, or the rest has not its form.</summary>
    internal static LabelHit? At(FormPage page, int index, int start, int end)
    {
        var line = page.Lines[index];
        var tokens = line.Tokens;
        if (end - start is < 2 or > MaximumTokens) return null;
        // In small letters only a phrase of the lexicon is a label: 'payer Salt Creek Family Care'.
        bool small = !char.IsUpper(page.Text[tokens[start].Span.Start]);
        int words = 0;
        LabelHit? best = null;
        for (int t = start; t < end - 1 && words < MaximumWords; t++)
        {
            if (tokens[t].Kind == FormTokenKind.CheckBox || tokens[t].Key.AsSpan().ContainsAnyInRange('0', '9')) break;
            if (tokens[t].Kind == FormTokenKind.Word) words++;
            int after = t + 1;
            int value = PastRemark(tokens, after, end);
            if (value >= end || (tokens[value].Kind != FormTokenKind.Word && !tokens[value].Is('#'))) continue;
            if (MayFit(page.Text.AsSpan(line.SpanOf(value, end).Start, line.SpanOf(value, end).Length).Trim()) && Meaning(tokens, start, after, page.Reading.Read) is { } match && (!small || (match.Target is "payer" && !match.Rule.StartsWith("concept-", StringComparison.Ordinal))) && Fits(page, line, match, value, end)) best = new(index, start, value, match, true, false);
        }

        return best;
    }

    private static LabelMatch? Meaning(FormToken[] tokens, int start, int after, Func<string, string> read)
    {
        if (LabelLexicon.MatchLabel(tokens, start, after, read) is { PartyOnly: false } phrase && phrase.End >= LastWord(tokens, start, after)) return IsKind(phrase.Target) ? phrase with { End = after } : null;
        var reading = ConceptReader.Read(tokens, start, after, read, allowed: 0);
        if (reading.Unknown > 0 || reading.Concepts.Length != 1 || reading.Concepts[0].Rule is "party" or "who" or "card") return null;
        var concept = reading.Concepts[0];
        return IsKind(concept.Target) ? new(concept.Target, concept.Topic, after, false, false, concept.Target == "memberId" ? "member-id" : "concept-" + concept.Rule) : null;
    }

    /// <summary>'(on the front of the card)' behind a label is a remark.</summary>
    private static int PastRemark(FormToken[] tokens, int at, int end)
    {
        if (!tokens[at].Is('(')) return at;
        int close = Array.FindIndex(tokens, at, end - at, t => t.Is(')'));
        return close > at + 1 && !tokens[(at + 1)..close].Any(t => t.Key.AsSpan().ContainsAnyInRange('0', '9')) ? close + 1 : end;
    }

    private static int LastWord(FormToken[] tokens, int start, int after)
    {
        while (after > start && tokens[after - 1].Kind == FormTokenKind.Mark) after--;
        return after;
    }

    private static bool IsKind(string target) => target is "memberId" or "name" or "lastName" or "firstName" or "subscriber.name" or "payer" or "lineOfBusiness" or "relationship" or "address";

    private static bool Fits(FormPage page, FormLine line, LabelMatch match, int from, int end)
    {
        string value = line.SpanOf(from, end).In(page.Text).Trim();
        return match.Target switch
        {
            "memberId" => value.Count(char.IsAsciiDigit) >= 4 && value.Length <= 30 && Number.Value.IsMatch(value),
            "name" or "subscriber.name" => IsName(page, line, from, end, value),
            "lastName" or "firstName" => value.Length <= 30 && value.Split(' ').Length <= 3 && char.IsUpper(value[0]) && !value.AsSpan().ContainsAnyInRange('0', '9') && !HoldsLabel(page, line, from, end),
            "payer" => value.Length <= 60 && Capitals(value, 2) && !value.Any(c => char.IsAsciiDigit(c) || c is '.' or ';' or ':') && !Task.Value.IsMatch(value),
            "lineOfBusiness" => Line.Value.IsMatch(value),
            "relationship" => Relation.Value.IsMatch(value),
            "address" => Street.Value.IsMatch(value),
            _ => false,
        };
    }

    /// <summary>Whether a value may have the form that any of the labels asks for, which most of a sentence has not: told before its label is read.</summary>
    private static bool MayFit(ReadOnlySpan<char> value)
    {
        if (value.IsEmpty) return true;
        // A street, a short name, or what is only words in capitals.
        if (char.IsDigit(value[0]) || value[0] is 'P' || (char.IsUpper(value[0]) && value.Length <= 30) || (value.Length <= 60 && AreCapitals(value))) return true;
        return (value.Length <= 30 && value.ContainsAnyInRange('0', '9')) || Line.Value.IsMatch(value) || Relation.Value.IsMatch(value);
    }

    private static bool AreCapitals(ReadOnlySpan<char> value)
    {
        foreach (var range in value.SplitAny(' ', '\t'))
        {
            var word = value[range];
            if (!word.IsEmpty && char.IsLower(word[0]) && word is not ("of" or "and" or "the" or "for" or "de" or "la" or "van" or "von" or "del")) return false;
        }

        return true;
    }

    /// <summary>A person's name, which a comma at the end of the cell may leave open.</summary>
    private static bool IsName(FormPage page, FormLine line, int from, int end, string value)
    {
        if (value.Length > 50 || value.AsSpan().ContainsAnyInRange('0', '9') || HoldsLabel(page, line, from, end)) return false;
        bool open = value.EndsWith(',') && end < line.Tokens.Length;
        return (open && Capitals(value, 1)) || (Capitals(value, 2) && PersonNames.Parse(value) is { } name && name.Normal.Contains(' ', StringComparison.Ordinal));
    }

    private static bool HoldsLabel(FormPage page, FormLine line, int from, int end)
    {
        for (int t = from; t < end; t++)
        {
            if (line.Tokens[t].Kind == FormTokenKind.CheckBox) return true;
            if (t == from && line.Tokens[t].Kind == FormTokenKind.Word && LabelLexicon.MatchLabel(line.Tokens, t, end, page.Reading.Read) is not null) return true;
        }

        return false;
    }

    private static bool Capitals(string value, int least)
    {
        string[] words = value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= least && Array.TrueForAll(words, w => !char.IsLower(w[0]) || w is "of" or "and" or "the" or "for" or "de" or "la" or "van" or "von" or "del") && char.IsUpper(words[0][0]);
    }
}
