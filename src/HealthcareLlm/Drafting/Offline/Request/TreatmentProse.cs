using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads sentences on what was tried: 'She failed azathioprine from January 2024 to June 2024 and was intolerant to mesalamine because of rash.'</summary>
internal static partial class TreatmentProse
{
    private const int TimeLimit = 1000;
    private const string Outcome = "clinical.priorTreatments[].outcome";

    internal static IEnumerable<ListEntry> OfPage(RequestContext context, RequestPage page)
    {
        if (page.Kind is PageKind.Form) yield break;
        string text = page.PageText;
        foreach (Match match in Tried().Matches(text))
        {
            string lead = text[Math.Max(0, match.Index - 60)..match.Index];
            int stop = lead.LastIndexOfAny(['.', ';', '\n']);
            if (Denied().IsMatch(lead[(stop + 1)..] + match.Groups["v"].Value)) continue;
            var what = match.Groups["w"];
            foreach (var (item, at) in Names(what.Value))
            {
                var span = new TextSpan(page.Page.Span.Start + what.Index + at, page.Page.Span.Start + what.Index + at + item.Length);
                var entry = new ListEntry();
                entry.Add(new(page, "treatment", TextForm.OneLine(item), 0.68 * page.Weight, "treatment-prose", [span]));
                var sentence = new TextSpan(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length);
                Judge(context, page, match, sentence, entry);
                yield return entry;
            }
        }
    }

    private static void Judge(RequestContext context, RequestPage page, Match match, TextSpan sentence, ListEntry entry)
    {
        string clause = match.Value;
        var rest = match.Groups["r"];
        // What follows decides ('stopped for nausea'), else the verb ('failed').
        if (rest.Length > 0 && ChoiceRules.Map(Outcome, rest.Value) is { } after)
        {
            int start = page.Page.Span.Start + rest.Index;
            entry.Add(new(page, "outcome", after.Rule.Value, 0.62 * page.Weight, after.Rule.Id, [new(start + after.Span.Start, start + after.Span.End)]) { Mapped = true });
        }
        else if (ChoiceRules.Map(Outcome, match.Groups["v"].Value) is { } verb)
        {
            int start = page.Page.Span.Start + match.Groups["v"].Index;
            entry.Add(new(page, "outcome", verb.Rule.Value, 0.65 * page.Weight, verb.Rule.Id, [new(start + verb.Span.Start, start + verb.Span.End)]) { Mapped = true });
        }

        var dates = DateReadings.PartialDates(clause, context.Dates);
        for (int i = 0; i < dates.Count && i < 2; i++) entry.Add(new(page, i == 0 ? "startDate" : "endDate", dates[i].Value, 0.58 * page.Weight, "treatment-prose", [dates[i].At(sentence)]) { Doubt = dates[i].Doubt });
    }

    private static IEnumerable<(string Item, int At)> Names(string words)
    {
        int start = 0;
        foreach (Match cut in Joint().Matches(words))
        {
            if (Clean(words, start, cut.Index) is { } item) yield return item;
            start = cut.Index + cut.Length;
        }

        if (Clean(words, start, words.Length) is { } last) yield return last;
    }

    private static (string Item, int At)? Clean(string words, int start, int end)
    {
        var match = Thing().Match(words[start..end]);
        if (!match.Success) return null;
        var group = match.Groups["n"];
        string name = group.Value.TrimEnd(' ', ',');
        return name.Length is < 4 or > 60 || Stop().IsMatch(name) ? null : (name, start + group.Index);
    }

    [GeneratedRegex(@"\b(?<v>fail(?:ed|ure of)(?: (?:a |an )?(?:trials? of|treatment with|therapy with|to respond to))?|(?:has |have |had |was |were )?(?:previously |already )?(?:tried|treated with|took|taken|used|received|trialed|attempted)|(?:adequate |prior |previous )?trials? of|did not respond to|no response to|(?:an )?inadequate response to|(?:was |is |were )?intolerant (?:to|of)|intolerance (?:to|of)|(?:could|did|does|can) ?not tolerate|contraindicat(?:ed|ion) (?:to|for)|completed (?:a course of |(?=(?:[0-9]+|two|three|four|five|six|eight|ten|twelve)[ -](?:weeks?|visits?|sessions?|months?) of )))\s*(?<w>[a-z0-9][^.;:\n(]{2,90}?(?:\n?[^.;:\n(]{0,40}?)?)(?=\s*(?:\(|\.|;|,? (?:from|for|with|without|because|due|but|which|since|in [0-9A-Z]|between|despite|after|until|was|were|that|as|while|starting|beginning|over|during|at)\b|,? and (?:was|did|has|had|is|could|remains|continues|she|he|they)\b|\n\s*\n|$))(?<r>[^.;\n]{0,120}(?:\n[^.;\n]{0,60})?)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Tried();

    [GeneratedRegex(@"\b(not|never|no|denies|mother|father|brother|sister|if|should|may|might|will|plan|consider\w*|would|unless|before|kidney|heart|respiratory|renal|liver)\s+(?:\w+\s+){0,2}(?:failed|failure|tried|trial|treated)|\bno (?:prior|previous) trial|(?:kidney|heart|renal|respiratory|liver) failure", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Denied();

    [GeneratedRegex(@",?\s+and\s+|\s*,\s*(?:and\s+)?|\s*/\s*|\s+as well as\s+|\s+or\s+|\s+plus\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Joint();

    [GeneratedRegex(@"^\W*(?:both\s+|either\s+|a\s+course\s+of\s+|courses?\s+of\s+|the\s+|an?\s+|oral\s+and\s+|multiple\s+|prior\s+|previous\s+|conservative\s+(?:treatment|management|therapy|care)\s+(?:with|including)\s+|[0-9]+\s+(?:weeks?|months?)\s+of\s+)*(?<n>[A-Za-z][A-Za-z0-9\-' ]{2,60})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Thing();

    [GeneratedRegex(@"^(this|that|these|those|it|all|other|multiple|several|conservative|medications?|treatments?|therapy|therapies|drugs?|everything|at least|two|three|maximum|standard|first|me|her|him|his|them|which|both|well|us|you|other (medications?|agents?))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Stop();
}
