using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes what is chosen from a list, by check box or in words: sex, urgency, type, setting, relationship, line of business.</summary>
internal static class ChoiceFields
{
    private const int LongestOption = 110;
    private const int LongestMatchOffset = 28;

    private static readonly Dictionary<string, string> s_paths = new(StringComparer.Ordinal)
    {
        ["sex"] = "patient.sex",
        ["urgency"] = "request.urgency",
        ["type"] = "request.type",
        ["setting"] = "request.setting",
        ["relationship"] = "coverage.relationship",
        ["lineOfBusiness"] = "coverage.lineOfBusiness",
        ["continuation"] = "request.type",
        ["service.laterality"] = "request.services[0].laterality",
    };

    // What an option of a question that the lexicon does not know may answer by itself.
    private static readonly string[] s_freeOptions = ["request.urgency", "request.type", "request.setting"];

    // What two options side by side ask for without any question.
    private static readonly string[] s_selfAsking = ["patient.sex", "coverage.lineOfBusiness", "coverage.relationship"];

    private static readonly Lazy<Regex> Sentence = Pattern.Of(@"[^.;\n]+(?:\n(?=\s*[a-z])[^.;\n]*)*", RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            foreach (var group in page.Values.Where(v => v.Place == LabelPlace.CheckBox && v.Topic != FormTopic.PayerUse).GroupBy(v => (v.LabelSpan, v.Target, Line: v.LabelSpan.IsEmpty ? LineOf(page, v.ValueSpan) : 0))) Boxes(context, page, [.. group]);
            foreach (var value in page.Values)
            {
                if (value.Place == LabelPlace.CheckBox || value.Target == "service.laterality" || value.IsBlank || value.Topic == FormTopic.PayerUse) continue;
                if (s_paths.TryGetValue(value.Target, out string? path)) Words(context, page, value, path);
                else if ((value.Target.Length == 0 || value.Label.StartsWith("answer", StringComparison.OrdinalIgnoreCase)) && page.Kind is PageKind.Form) Whole(context, page, value);
            }
        }
    }

    private static int LineOf(RequestPage page, TextSpan span)
    {
        for (int i = 0; i < page.Page.Lines.Length; i++)
        {
            if (page.Page.Lines[i].Span.Overlaps(span)) return i;
        }

        return -1;
    }

    private static void Words(RequestContext context, RequestPage page, LabelledValue value, string path)
    {
        if (path == "patient.sex" && (value.Topic == FormTopic.Subscriber || (value.OwnTopic && value.Topic == FormTopic.Requesting))) return;
        // Boxes within speak for themselves, and so do those that the same label heads.
        if (!value.LabelSpan.IsEmpty && page.Values.Any(v => v.Place == LabelPlace.CheckBox && v.LabelSpan == value.LabelSpan)) return;
        if (EvidenceOf.WordsIn(page.Document, value.ValueSpan).Any(w => w.IsCheckBox)) return;
        string words = value.ValueSpan.In(page.Text);
        // The box of an option stands before it, or the value begins behind one.
        if (Ticked.Value.Matches(words) is { Count: 1 } ticks && ChoiceRules.Map(path, ticks[0].Groups["o"].Value) is { } ticked)
        {
            int tick = value.ValueSpan.Start + ticks[0].Groups["o"].Index;
            context.AddChoice(path, page, ticked, new(tick, tick + ticks[0].Groups["o"].Length), 0.88 * page.AskingWeight);
            return;
        }

        if (TypedBox().IsMatch(words) || TypedBox().IsMatch(page.Text[Math.Max(0, value.ValueSpan.Start - 5)..value.ValueSpan.Start])) return;
        // An answer may say it in a later sentence: 'Yes. New start.'
        if (value.Rule == AnsweredItems.Rule && words.Length > LongestMatchOffset)
        {
            foreach (Match sentence in Sentence.Value.Matches(words))
            {
                if (ClauseSense.IsNotAsked(sentence.Value) || ChoiceRules.Map(path, sentence.Value) is not { } told || told.Span.Start > LongestMatchOffset) continue;
                int at = value.ValueSpan.Start + sentence.Index + told.Span.Start;
                context.AddChoice(path, page, told, new(at, at + told.Span.Length), value.Score * page.AskingWeight * 1.05);
                return;
            }
        }

        // What a form has its reader certify is no answer.
        if (words.Contains("certif", StringComparison.OrdinalIgnoreCase)) return;
        if (words.Length > LongestOption) words = words[..LongestOption];
        // 'Review type: Standard', 'Class: new request': forms use these words for one another.
        if (path is "request.type" or "request.urgency" or "request.setting" && ChoiceRules.Map(path, words) is null) path = s_freeOptions.FirstOrDefault(p => p != path && p != "request.setting" && ChoiceRules.Map(p, words) is { } m && m.Span.Start <= LongestMatchOffset) ?? path;
        bool asked = value.Target is "continuation" || (value.Target == "urgency" && YesOrNo(words));
        var span = asked ? value.LabelSpan.Union(value.ValueSpan) : value.ValueSpan;
        if (ChoiceRules.Map(path, asked ? span.In(page.Text) : words) is not { } match || match.Span.Start > (asked ? 400 : LongestMatchOffset)) return;
        double score = value.Score * (path is "request.urgency" or "request.type" or "request.setting" ? page.AskingWeight : page.Weight) * 1.05;
        var evidence = asked ? span : EvidenceOf.WithLabel(page.Document, value.LabelSpan, new(value.ValueSpan.Start + match.Span.Start, value.ValueSpan.Start + match.Span.End));
        // The label's own words must not speak for another choice ('standard or expedited:').
        if (!asked && ChoiceRules.Map(path, evidence.In(page.Text))?.Rule.Id != match.Rule.Id) evidence = new(value.ValueSpan.Start + match.Span.Start, value.ValueSpan.Start + match.Span.End);
        context.AddChoice(path, page, match, evidence, score);
    }

    /// <summary>'Category: Appeal', 'Answer: No, this is the first request': a value that is a choice and nothing else, or says so in so many words, under a label that nobody knows.</summary>
    private static void Whole(RequestContext context, RequestPage page, LabelledValue value)
    {
        string words = value.ValueSpan.In(page.Text);
        if (words.Length > 80) return;
        foreach (string leaf in (string[])["request.type", "request.urgency"])
        {
            var match = (leaf == "request.type" ? WholeType : WholeUrgency).Value.Match(words);
            if (!match.Success || ChoiceRules.Map(leaf, match.Groups["c"].Value) is not { } choice || choice.Rule.Id.Contains("-answer-", StringComparison.Ordinal)) continue;
            int at = value.ValueSpan.Start + match.Groups["c"].Index;
            context.AddChoice(leaf, page, choice, new(at, at + match.Groups["c"].Length), 0.72 * page.AskingWeight);
        }
    }

    private static readonly Lazy<Regex> Ticked = Pattern.Of(@"[\[(]\s?[xX]\s?[\])]\s*(?<o>[^\[\](){}\s][^\[\](){}]{0,40}?)(?=\s*[\[(]|\s{2,}|$)", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> WholeType = Pattern.OfWords(@"^\W*(?<c>(?:initial|renewal|extension|retrospective|appeal|re-?authori[sz]ation|new start|first request|new request)(?: (?:request|review|authori[sz]ation))?)\W*$|^\W*(?:yes|no)\W{1,3}(?<c>(?:this|it) is (?:the|a|her|his) (?:first request|renewal|appeal|extension|first use|first course)[^.]{0,20})\W*$");

    private static readonly Lazy<Regex> WholeUrgency = Pattern.OfWords(@"^\W*(?:(?:yes|no)\W{1,3})?(?<c>(?:standard|expedited|urgent|non-?urgent)(?: (?:request|review|handling|processing|time))?)\W*$");

    private static bool YesOrNo(string words) => words.Trim(' ', '.', ',') is var w && (w.Equals("yes", StringComparison.OrdinalIgnoreCase) || w.Equals("no", StringComparison.OrdinalIgnoreCase) || w.Equals("y", StringComparison.OrdinalIgnoreCase) || w.Equals("n", StringComparison.OrdinalIgnoreCase));

    private static void Boxes(RequestContext context, RequestPage page, List<LabelledValue> options)
    {
        var marked = options.FindAll(o => o.Box == WordMarks.CheckBoxMarked);
        var unclear = options.FindAll(o => o.Box == WordMarks.CheckBoxUnclear);
        // Services are told by their own boxes; a path that a question names, else what the option says itself.
        string[] paths = s_paths.TryGetValue(options[0].Target, out string? path) ? [path] : s_freeOptions;
        bool known = path is not null;
        var answered = new List<LabelledValue>();
        foreach (string leaf in known && options[0].Target is "type" or "urgency" ? [path!, .. s_freeOptions.Where(p => p != path)] : paths)
        {
            bool own = leaf == path;
            var found = new List<(LabelledValue Option, ChoiceMatch Match, TextSpan Evidence)>();
            foreach (var option in marked.Where(o => own || !answered.Contains(o)))
            {
                if (MapOption(page, option, leaf, own) is { } hit) found.Add((option, hit.Match, hit.Evidence));
            }

            if (own) answered.AddRange(found.Select(f => f.Option));

            var distinct = found.Select(f => f.Match.Rule.Value).Distinct().Count();
            double weight = leaf is "patient.sex" or "coverage.relationship" or "coverage.lineOfBusiness" ? page.Weight : page.AskingWeight;
            foreach (var (option, match, evidence) in found)
            {
                double score = (own ? 0.96 : 0.88) * weight;
                context.AddChoice(leaf, page, match, evidence, score, distinct > 1 ? Doubt.SeveralMarked : Doubt.None);
            }

            foreach (var option in unclear)
            {
                if (MapOption(page, option, leaf, own) is { } hit) context.AddChoice(leaf, page, hit.Match, hit.Evidence, 0.7 * weight, Doubt.UnclearMark);
            }

            if (answered.Count > 0 && answered.Count == marked.Count) break;
        }

        if (!known) Unasked(context, page, options, marked, unclear);
    }

    /// <summary>'[ ] Male [x] Female', without a question: two options or more that are choices of one field ask for it themselves.</summary>
    private static void Unasked(RequestContext context, RequestPage page, List<LabelledValue> options, List<LabelledValue> marked, List<LabelledValue> unclear)
    {
        if (options[0].Topic is FormTopic.Subscriber or FormTopic.Requesting or FormTopic.Servicing && options[0].OwnTopic) return;
        foreach (string leaf in s_selfAsking)
        {
            var choices = options.ConvertAll(o => MapOption(page, o, leaf, false)?.Match.Rule.Value).Where(v => v is not (null or "other" or "unknown")).Distinct().Count();
            if (choices < 2) continue;
            var found = marked.ConvertAll(o => MapOption(page, o, leaf, false)).FindAll(f => f is not null);
            bool several = found.Select(f => f!.Value.Match.Rule.Value).Distinct().Count() > 1;
            foreach (var hit in found) context.AddChoice(leaf, page, hit!.Value.Match, hit.Value.Evidence, 0.88 * page.Weight, several ? Doubt.SeveralMarked : Doubt.None);
            foreach (var option in unclear)
            {
                if (MapOption(page, option, leaf, false) is { } hit) context.AddChoice(leaf, page, hit.Match, hit.Evidence, 0.7 * page.Weight, Doubt.UnclearMark);
            }
        }
    }

    private static readonly Lazy<Regex> NextOptionPattern = Pattern.Of(@"(?<=\w\w)(?:[,;]|\s{2,}|\s(?:[O0oCcDG]{1,2}|\()\s(?=\p{L}{2})|\s?[\[(] ?[\])]\s?(?=\p{L})|\s[)\]]\s(?=\p{L}))", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> TypedBoxPattern = Pattern.Of(@"\[\s?[xX]?\s?\]|[☐☒☑]", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> EmptyBox = Pattern.Of(@"(?<=\p{L}.*)\s(?:\(\s?\)|\[\s?\])(?=\s|$)", RegexOptions.CultureInvariant);

    private static Regex TypedBox() => TypedBoxPattern.Value;

    private static Regex NextOption() => NextOptionPattern.Value;

    private static (ChoiceMatch Match, TextSpan Evidence)? MapOption(RequestPage page, LabelledValue option, string leaf, bool own)
    {
        string words = option.ValueSpan.In(page.Text);
        string bare = words.TrimStart('[', 'x', 'X', ']', '(', ')', '☒', '☑', '✓', '✔', '■', '?', ' ');
        if (bare.Length > LongestOption) bare = bare[..LongestOption];
        // 'Yes ( ) No': an empty box of typed brackets begins the next option.
        if (EmptyBox.Value.Match(bare) is { Success: true } empty)
        {
            bare = bare[..empty.Index].TrimEnd();
            option = option with { ValueSpan = new(option.ValueSpan.Start, option.ValueSpan.Start + words.IndexOf(bare, StringComparison.Ordinal) + bare.Length) };
            words = option.ValueSpan.In(page.Text);
        }

        string first = bare.TrimEnd('[', 'x', 'X', ']', '(', ')', '☒', '☑', '✓', '✔', '■', '?', ' ');
        if (YesOrNo(first))
        {
            // 'Is this urgent? [ ] Yes [x] No': question and answer together.
            if (option.LabelSpan.IsEmpty || (!own && option.Target.Length > 0 && option.Target != "continuation" && option.Target != "urgency")) return null;
            string asked = option.Label + " [x] " + first;
            if (ChoiceRules.Map(leaf, asked) is not { } answer || !answer.Rule.Id.Contains("-answer-", StringComparison.Ordinal)) return null;
            var both = option.LabelSpan.Union(option.ValueSpan);
            return ChoiceRules.Gives(answer.Rule.Id, leaf, answer.Rule.Value, both.In(page.Text)) ? (answer, both) : null;
        }

        // '[x] expedited, bed held O standard': behind the first words may stand the next option, whose box was not known as one.
        if (NextOption().Match(bare) is { Success: true } next && ChoiceRules.Map(leaf, bare[..next.Index]) is not null)
        {
            bare = bare[..next.Index];
            int behind = words.IndexOf(bare, StringComparison.Ordinal) + bare.Length;
            option = option with { ValueSpan = new(option.ValueSpan.Start, option.ValueSpan.Start + behind) };
        }

        if (ChoiceRules.Map(leaf, bare) is not { } match || match.Rule.Id.Contains("-answer-", StringComparison.Ordinal)) return null;
        // 'outpatient inpatient': the box of the second was not known as one.
        if (leaf is "request.setting" && match.Span.Start > 0 && bare[..match.Span.Start] is var before && before.TrimEnd().All(char.IsLetter) && ChoiceRules.Map(leaf, before) is { } earlier) match = earlier;
        int limit = own ? LongestMatchOffset * 2 : LongestMatchOffset;
        return match.Span.Start <= limit && (own || first.Length <= 60 || match.Span.Start <= 3) ? (match, option.ValueSpan) : null;
    }
}
