using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds codes by grammar and context. Parts: <c>system</c>, <c>code</c>, <c>repaired</c>, <c>doubtful</c>, <c>modifier</c>.</summary>
internal sealed class CodeFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        foreach (var code in Read(text))
        {
            var parts = ImmutableArray.CreateBuilder<MentionPart>();
            parts.Add(new("system", code.System, default));
            parts.Add(new("code", code.Code, code.Span));
            if (code.Repaired) parts.Add(new("repaired", "true", code.Span));
            if (code.Doubtful) parts.Add(new("doubtful", "true", code.Span));
            int end = code.Span.End;
            if (code.System is "CPT" or "HCPCS")
            {
                foreach (var modifier in Modifiers(text.Text, end))
                {
                    parts.Add(Mentions.Find.Part("modifier", text.Text, modifier));
                    end = modifier.End;
                }
            }

            yield return Mentions.Find.Mention(MentionType.Code, new(code.Span.Start, end), code.Span, code.Rule, parts.ToImmutable());
        }
    }

    /// <summary>All codes of a text in order.</summary>
    internal static IEnumerable<CodeReading> Read(SectionedText text)
    {
        var context = new CodeContext(text);
        CodeReading? previous = null;
        foreach (Match match in Token().Matches(text.Text))
        {
            var span = new TextSpan(match.Index, match.Index + match.Length);
            var code = match.Value.Contains('-', StringComparison.Ordinal) ? Drug(text.Text, match.Value, span) : ReadToken(text.Text, span, context, previous);
            if (code is null) continue;
            previous = code;
            yield return code;
        }
    }

    private static CodeReading? Drug(string text, string token, TextSpan span) =>
        DrugCodes.Normalize(token, out bool doubtful) is { } code && !DrugCodes.IsOtherNumber(text, span.Start) ? new(span, "NDC", code, "code-ndc") { Doubtful = doubtful } : null;

    private static CodeReading? ReadToken(string text, TextSpan span, CodeContext context, CodeReading? previous)
    {
        var token = text.AsSpan(span.Start, span.Length);
        if (!LooksLikeCode(token)) return null;
        bool dotted = token.Length > 4 && token[3] is '.' or ',';
        var kind = context.At(span.Start);
        if (previous is not null && Continues(text, previous.Span.End, span.Start))
        {
            kind = previous.System switch { "ICD-10-CM" => CodeKind.Diagnosis, "NDC" => kind, _ => CodeKind.Service };
        }

        if (kind == CodeKind.Drug)
        {
            return DrugCodes.Normalize(token, out bool doubtful) is { } ndc ? new(span, "NDC", ndc, "code-ndc-run-together") { Doubtful = doubtful } : null;
        }

        if (token.Length == 5 && !dotted && kind is CodeKind.Service or CodeKind.Any && NotAnotherNumber(text, span)
            && ServiceCodes.Normalize(token, mend: kind == CodeKind.Service, out bool mended) is { } service)
        {
            return new(span, service.System, service.Code, "code-service-in-context") { Repaired = mended };
        }

        bool inContext = kind is CodeKind.Diagnosis or CodeKind.Any;
        if (Diagnosis(text, span, dotted, inContext) is { } diagnosis) return diagnosis;
        return Unlabelled(text, span, token);
    }

    private static CodeReading? Diagnosis(string text, TextSpan span, bool dotted, bool inContext)
    {
        var token = text.AsSpan(span.Start, span.Length);
        bool parenthesized = InParentheses(text, span);
        if (!dotted && !inContext && !parenthesized) return null;
        if (DiagnosisCodes.Normalize(token, mend: inContext, out bool repaired) is not { } code) return null;
        if (!inContext && !char.IsAsciiLetterUpper(token[0])) return null;
        if (!dotted && !inContext && (code.Length > 3 || NotACode().IsMatch(code))) return null;
        if (!dotted && repaired && (char.IsAsciiDigit(token[0]) || token.Length < 3)) return null;
        // T10 to T12 and B12 are vertebrae and a vitamin; ICD-10-CM has no such categories.
        if (code is "T10" or "T11" or "T12" or "B12" || (!dotted && NotACode().IsMatch(code) && Vitamin(text, span))) return null;
        if (!dotted && code.Length == 3 && !parenthesized && WordFollows(text, span)) return null;
        string rule = dotted ? "code-icd10-dotted" : parenthesized && !inContext ? "code-icd10-parenthesized" : "code-icd10-in-context";
        return new(span, "ICD-10-CM", code, rule) { Repaired = repaired };
    }

    private static CodeReading? Unlabelled(string text, TextSpan span, ReadOnlySpan<char> token)
    {
        // J and Q codes of drugs stand in prose without a label; others are too like room and account numbers.
        if (token.Length != 5 || token[0] is not ('J' or 'Q' or 'G') || !NotAnotherNumber(text, span)) return null;
        return ServiceCodes.Normalize(token, mend: false, out _) is { } code && code.System == "HCPCS" ? new(span, code.System, code.Code, "code-hcpcs-by-form") : null;
    }

    /// <summary>A letter and digits, or digits alone: words and plain numbers are left out early.</summary>
    private static bool LooksLikeCode(ReadOnlySpan<char> token)
    {
        int digits = 0, letters = 0;
        foreach (char c in token)
        {
            if (char.IsAsciiDigit(c)) digits++;
            else if (char.IsAsciiLetter(c)) letters++;
        }

        if (letters == 0) return digits is 5 or 10 or 11 || (digits is >= 4 and <= 7 && token.Length > 3 && token[3] == '.');
        return digits >= 1 || token.Contains('.') ? token.Length is >= 3 and <= 8 : false;
    }

    private static bool Continues(string text, int end, int start)
    {
        if (start - end > 12) return false;
        var between = text.AsSpan(end, start - end);
        return ListGap().IsMatch(between);
    }

    private static bool InParentheses(string text, TextSpan span) =>
        span.Start > 0 && text[span.Start - 1] is '(' or '[' && span.End < text.Length && text[span.End] is ')' or ']';

    /// <summary>'P53 mutation': a word in small letters goes on after it, and no label's mark stands before it.</summary>
    private static bool WordFollows(string text, TextSpan span) =>
        span.End + 1 < text.Length && text[span.End] == ' ' && char.IsAsciiLetterLower(text[span.End + 1])
        && Mentions.Find.Before(text, span.Start, 4).ToString().TrimEnd() is var before && before.Length > 0 && (char.IsLetter(before[^1]) || before[^1] == ',');

    private static bool Vitamin(string text, TextSpan span) =>
        Mentions.Find.Before(text, span.Start, 12).ToString() is var before
        && (before.Contains("vit", StringComparison.OrdinalIgnoreCase) || Mentions.Find.After(text, span.End, 12).TrimStart().StartsWith("def", StringComparison.OrdinalIgnoreCase) || before.EndsWith('-') || before.EndsWith('/'));

    /// <summary>No ZIP code, post-office box, amount or part of a longer number.</summary>
    private static bool NotAnotherNumber(string text, TextSpan span)
    {
        if (span.End < text.Length && (text[span.End] == '%' || (text[span.End] is '.' or ',' && span.End + 1 < text.Length && char.IsAsciiDigit(text[span.End + 1])))) return false;
        return !AnotherNumber().IsMatch(Mentions.Find.Before(text, span.Start, 24)) && !UnitAfter().IsMatch(Mentions.Find.After(text, span.End, 12));
    }

    private static IEnumerable<TextSpan> Modifiers(string text, int end)
    {
        for (int i = 0; i < 4; i++)
        {
            int at = end;
            while (at < text.Length && at < end + 3 && text[at] is '-' or ' ' or ',') at++;
            if (at == end || at + 2 > text.Length || (at + 2 < text.Length && char.IsLetterOrDigit(text[at + 2]))) yield break;
            bool hyphen = text.AsSpan(end, at - end).Contains('-');
            var token = text.AsSpan(at, 2);
            if (!ServiceCodes.IsModifier(token) || (!hyphen && char.IsAsciiDigit(token[0]))) yield break;
            yield return new(at, at + 2);
            end = at + 2;
        }
    }

    private static readonly Lazy<SievedPattern> TokenPattern = Pattern.Sieved(@"(?<![\w.\-/$#])(?:\d{4,5}-\d{3,4}-\d{1,2}(?![\w\-])|[A-Za-z0-9|]{3}\.(?:[A-Za-z0-9|]{1,4}| [0-9][A-Za-z0-9]{0,3})(?![\w/]|[.\-]\w)|[A-Za-z0-9|]{3,11}(?![\w/|]|\.\w))", RegexOptions.CultureInvariant);

    private static SievedPattern Token() => TokenPattern.Value;

    private static readonly Lazy<SievedPattern> ListGapPattern = Pattern.Sieved(@"^(?:-?[A-Z0-9]{2})?\s?(?:[,;/&|]|and|or|\+)?\s{0,3}(?:and )?$", RegexOptions.CultureInvariant);

    private static SievedPattern ListGap() => ListGapPattern.Value;

    private static readonly Lazy<SievedPattern> NotACodePattern = Pattern.Sieved(@"^(?:T1[0-2]|T0\d|L0\d|B12|B0?6|S1|C0\d|D3A?|M\d\d?$|P\d\d$|H1N)", RegexOptions.CultureInvariant);

    private static SievedPattern NotACode() => NotACodePattern.Value;

    private static readonly Lazy<SievedPattern> AnotherNumberPattern = Pattern.Sieved(@"(?:\b(?-i:A[KLRZ]|C[AOT]|D[CE]|FL|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]),? {1,2}|\bBox:? ?#?|\$ ?|\bZIP(?: code)?:? ?|\broom:? ?#?|\bsuite:? ?#?|(?:MRN|ID|NPI|acct|phone|fax)[:#. ]{0,3})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern AnotherNumber() => AnotherNumberPattern.Value;

    private static readonly Lazy<SievedPattern> UnitAfterPattern = Pattern.Sieved(@"^ ?(?:mg|mL|mcg|units?|IU|cells?|/|k/|x10|dollars|USD|people|patients)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern UnitAfter() => UnitAfterPattern.Value;
}
