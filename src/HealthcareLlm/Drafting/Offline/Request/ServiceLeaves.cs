using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads one labelled value of a requested service into leaves of its entry.</summary>
internal static partial class ServiceLeaves
{
    /// <summary>The entries that a value gives leaves to: the first, and further ones where it holds several codes.</summary>
    internal static List<ListEntry> Read(RequestContext context, RequestPage page, LabelledValue value)
    {
        var entries = new List<ListEntry> { new() };
        double weight = value.Score * page.AskingWeight;
        foreach (var run in ValueWords.Of(page, value))
        {
            string words = run.Span.In(page.Text);
            int had = entries.Sum(e => e.Leaves.Count);
            switch (value.Target)
            {
                case "service.code":
                    Codes(context, page, value, run, words, weight, entries);
                    break;
                case "service.ndc":
                    foreach (var reading in CodeReadings.DrugCodes(words).Take(1)) entries[0].Add(Leaf(page, value, run, "ndc", reading, weight));
                    break;
                case "service.modifiers":
                    foreach (var reading in CodeReadings.Modifiers(words)) entries[0].Add(Leaf(page, value, run, "modifiers", reading, weight));
                    break;
                case "service.quantity":
                    Quantity(page, value, run, words, weight, entries[0]);
                    break;
                case "service.start" or "service.end" or "service.dates":
                    Dates(context, page, value, run, words, weight, entries[0]);
                    break;
            }

            if (entries.Sum(e => e.Leaves.Count) == had) Unread(page, value, run, weight, entries[0]);
        }

        Text(page, value, weight, entries[0]);
        return entries;
    }

    /// <summary>What a marked box says of route, frequency, unit, duration or dose; null for an empty box or another question.</summary>
    internal static ListEntry? Option(RequestPage page, LabelledValue value)
    {
        string? leaf = value.Target switch { "service.route" => "route", "service.frequency" => "frequency", "service.duration" => "duration", "service.dose" => "dose", "service.unit" => "unit", "" => OptionLeaf(value.Label), _ => null };
        if (leaf is null || value.Box != WordMarks.CheckBoxMarked) return null;
        string words = value.ValueSpan.In(page.Text);
        string option = TextForm.OneLine(words).TrimStart('[', 'x', 'X', ']', '(', ')', '☒', '☑', '✓', '✔', '■', ' ').TrimEnd('[', ']', '(', ')', '☒', '☑', '✓', '✔', '■', ' ');
        option = option.TrimStart('+', '=', '-', '.', ',', ':', ' ');
        if (option.Length < 2 || option.Length > 60 || Typed(leaf, option) is null) return null;
        var entry = new ListEntry();
        entry.Add(new(page, leaf, option, 0.88 * page.AskingWeight, value.Rule.Length > 0 ? value.Rule : "marked-option", [value.ValueSpan]));
        return entry;
    }

    /// <summary>What a question asks for whose options have boxes; null where it is about something else.</summary>
    internal static string? OptionLeaf(string question) =>
        Often.Value.IsMatch(question) ? "frequency" : Length.Value.IsMatch(question) ? "duration" : null;

    private static readonly Lazy<Regex> Often = Pattern.Of(@"^\W*(?:how often|frequency|dosing (?:frequency|interval))\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Length = Pattern.Of(@"^\W*(?:(?:length|duration) of (?:therapy|treatment|need|use)|(?:therapy|treatment) (?:length|duration)|for how long)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>A cell of a row or a labelled place that holds something which is no value of its kind: shown, not given.</summary>
    private static void Unread(RequestPage page, LabelledValue value, ValueRun run, double weight, ListEntry entry)
    {
        string? leaf = value.Target switch { "service.code" => "code", "service.quantity" => "quantity", "service.start" or "service.dates" => "startDate", "service.end" => "endDate", "service.modifiers" => "modifiers", _ => null };
        if (leaf is null || !page.Page.HasPicture || UnreadPlaces.Seen(page, run) is not { } seen) return;
        entry.Add(new(page, leaf, seen.Value, weight, value.Rule, [EvidenceOf.WithLabel(page.Document, value.LabelSpan, run.Span)]) { Doubt = seen.Doubt, IsUnread = true });
    }

    private static void Text(RequestPage page, LabelledValue value, double weight, ListEntry entry)
    {
        string? leaf = value.Target switch
        {
            "service.description" => "description",
            "service.dose" => "dose",
            "service.route" => "route",
            "service.frequency" => "frequency",
            "service.duration" => "duration",
            "service.daysSupply" => "daysSupply",
            "service.refills" => "refills",
            "service.unit" => "unit",
            "service.doseFrequency" => "dose",
            _ => null,
        };
        if (value.IsBlank) return;
        if (value.Target == "service.laterality")
        {
            Side(page, value.ValueSpan, weight, entry);
            return;
        }

        if (leaf is null) return;
        TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans];
        string text = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));
        if (TextForm.SaysNothing(text) || text.Length > 300) return;
        if (leaf == "description")
        {
            Description(page, value, text, spans, weight, entry);
            return;
        }

        if (value.Target == "service.doseFrequency")
        {
            DoseAndFrequency(page, value, weight, entry);
            return;
        }

        // A place for a strength may hold the drug with it: 'Drug and strength: Mavyret 100-40 mg tablet'.
        if (leaf == "dose" && DrugNamed(page, value))
        {
            Description(page, value, text, spans, weight, entry);
            return;
        }

        // A place for a number, a rhythm or a span of time holds one, or what stands there is none.
        if (Typed(leaf, text) is not { } typed) return;
        if (leaf is "daysSupply" or "refills" && Compound(page, value, text, weight, entry)) return;
        if (typed.Length < text.Length && spans.Length == 1 && value.ValueSpan.In(page.Text).IndexOf(typed, StringComparison.Ordinal) is >= 0 and var at)
        {
            var place = new TextSpan(value.ValueSpan.Start + at, value.ValueSpan.Start + at + typed.Length);
            entry.Add(new(page, leaf, typed, weight, value.Rule, [EvidenceOf.WithLabel(page.Document, value.LabelSpan, place)]));
            return;
        }

        // 'Dose: 4.2 mg Route subcutaneous' says more than how much.
        if (leaf == "dose" && spans.Length == 1 && Directions.Read(value.ValueSpan.In(page.Text)) is { Dose: { Start: <= 2 } } more && (more.Route is not null || more.Frequency is not null) && !Stepped.Value.IsMatch(text))
        {
            DoseAndFrequency(page, value, weight, entry);
            return;
        }

        // 'Dose, route: 750 mg IV', 'Directions: inject 1 mg under the skin once weekly' say more than how, or how often.
        if (leaf == "route" && spans.Length == 1 && Directions.Read(value.ValueSpan.In(page.Text)) is { Dose: not null, Route: not null })
        {
            DoseAndFrequency(page, value, weight, entry);
            return;
        }

        if (leaf == "frequency" && spans.Length == 1 && Directions.Read(value.ValueSpan.In(page.Text)) is { Frequency: not null } said && (said.Dose is not null || said.Route is not null))
        {
            DoseAndFrequency(page, value, weight, entry);
            return;
        }

        // '12' in the place of 'Length of need (months)'.
        if (leaf == "duration" && text.All(char.IsAsciiDigit))
        {
            if (Period().Match(value.Label) is not { Success: true } period) return;
            entry.Add(new(page, leaf, text + " " + period.Value.ToLowerInvariant(), weight, value.Rule, [spans[0], new(value.LabelSpan.Start + period.Index, value.LabelSpan.Start + period.Index + period.Length)]));
            return;
        }

        bool labelled = spans.Length == 1 && leaf is not "unit";
        entry.Add(new(page, leaf, text, weight, value.Rule, labelled ? [EvidenceOf.WithLabel(page.Document, value.LabelSpan, spans[0])] : spans));
    }

    private static void Description(RequestPage page, LabelledValue value, string text, TextSpan[] spans, double weight, ListEntry entry)
    {
        if (Instructions.Are(text) || text.Contains('?', StringComparison.Ordinal)) return;
        string words = value.ValueSpan.In(page.Text);
        // A code may stand in the description's box, before or behind it.
        var code = CodeReadings.Services(words).Where(c => c.Code.Repaired == false).Select(c => ((Reading, string)?)(c.Code, c.System)).FirstOrDefault();
        if (code is { } found && value.Place != LabelPlace.Column)
        {
            string rest = TextForm.OneLine(Announced().Replace(words[..found.Item1.Start], string.Empty) + " " + words[found.Item1.End..].TrimStart(' ', '-', '–', ':', ',', ')', '.')).Trim(' ', '-', '–', ':', '(', ')', ',');
            entry.Add(new(page, "code", found.Item1.Value, weight * 0.95, value.Rule, [found.Item1.At(value.ValueSpan)]));
            entry.Add(System(page, value, found.Item1, value.ValueSpan, weight, found.Item2));
            if (rest.Length > 2) entry.Add(new(page, "description", rest, weight, value.Rule, spans));
        }
        else
        {
            entry.Add(new(page, "description", text, weight, value.Rule, spans.Length == 1 ? [EvidenceOf.WithLabel(page.Document, value.LabelSpan, spans[0])] : spans));
        }

        Side(page, value.ValueSpan, weight * 0.9, entry, wordsOnly: true);
        if (Strength().Match(words) is { Success: true } strength) entry.Add(new(page, "dose", TextForm.OneLine(strength.Value), weight * 0.7, "dose-in-description", [new(value.ValueSpan.Start + strength.Index, value.ValueSpan.Start + strength.Index + strength.Length)]));
    }

    private static void DoseAndFrequency(RequestPage page, LabelledValue value, double weight, ListEntry entry)
    {
        string words = value.ValueSpan.In(page.Text);
        var directions = Directions.Read(words);
        if (directions.Dose is { } dose) entry.Add(Leaf(page, value, new(value.ValueSpan, Doubt.None), "dose", dose, weight));
        if (directions.Route is { } route) entry.Add(Leaf(page, value, new(value.ValueSpan, Doubt.None), "route", route, weight * 0.9));
        if (directions.Frequency is { } frequency) entry.Add(Leaf(page, value, new(value.ValueSpan, Doubt.None), "frequency", frequency, weight));
    }

    private static void Codes(RequestContext context, RequestPage page, LabelledValue value, ValueRun run, string words, double weight, List<ListEntry> entries)
    {
        int count = 0;
        foreach (var (code, system, modifiers) in CodeReadings.Services(words))
        {
            var entry = count < entries.Count ? entries[count] : null;
            if (entry is null) entries.Add(entry = new());
            entry.Add(Leaf(page, value, run, "code", code, weight));
            entry.Add(System(page, value, code, run.Span, weight, system) with { Doubt = run.Doubt });
            foreach (var modifier in modifiers) entry.Add(Leaf(page, value, run, "modifiers", modifier, weight));
            count++;
        }

        if (count == 0)
        {
            foreach (var ndc in CodeReadings.DrugCodes(words).Take(1)) entries[0].Add(Leaf(page, value, run, "ndc", ndc, weight));
            return;
        }

        if (count == 1 && value.Place == LabelPlace.Inline) Before(page, value, weight, entries[0]);
        if (count != 1 || value.Place == LabelPlace.Column && words.Length < 12) return;
        // What follows a single code is its description or quantity: '73721 MRI knee', '97110 x 12 visits'.
        string rest = words[entries[0].Leaves.Where(l => l.Leaf is "code" or "modifiers").Max(l => l.Spans[0].End - run.Span.Start)..];
        var after = rest.TrimStart(' ', '-', '–', ':', ',', '(', ')');
        int offset = run.Span.Start + words.Length - after.Length;
        if (Times().Match(after) is { Success: true } times && QuantityReadings.Read(after[times.Length..]) is { } quantity)
        {
            int start = offset + times.Length;
            entries[0].Add(new(page, "quantity", quantity.Number.Value, weight * 0.9, "quantity-after-code", [new(start + quantity.Number.Start, start + quantity.Number.End)]));
            if (quantity.Unit is { } unit) entries[0].Add(new(page, "unit", unit.Value, weight * 0.9, "quantity-after-code", [new(start + unit.Start, start + unit.End)]));
        }
        else if (after.Count(char.IsLetter) >= 3 && after.Length < 160)
        {
            if (Leader.Value.Match(after) is { Success: true } leader) after = after[..leader.Index];
            // ', qty 1, DOS 05/18/2026': how much and when are no part of what it is. The line may go on behind what was taken for the value.
            if (MuchAndWhen.Value.Match(after) is { Success: true } much)
            {
                int at = offset + much.Index, end = page.Page.Lines.FirstOrDefault(l => l.Span.Contains(new TextSpan(at, at + 1)))?.Span.End ?? at;
                string tail = page.Text[at..Math.Max(at, end)];
                if (Counted.Value.Match(tail).Groups["n"] is { Success: true } n) entries[0].Add(new(page, "quantity", n.Value, weight * 0.9, "quantity-after-code", [new(at + n.Index, at + n.Index + n.Length)]));
                if (Dated.Value.Match(tail) is { Success: true } dated && DateReadings.Dates(tail[dated.Index..], context.Dates) is [var first, ..])
                {
                    entries[0].Add(new(page, "startDate", first.Value, weight * 0.88, "date-after-code", [new(at + dated.Index + first.Start, at + dated.Index + first.End)]) { Doubt = first.Doubt });
                }

                after = after[..much.Index];
            }

            string description = TextForm.OneLine(after).TrimEnd(')', '.');
            if (description.Count(char.IsLetter) >= 3) entries[0].Add(new(page, "description", description, weight * 0.85, "description-after-code", [new(offset, offset + after.Length)]));
        }
    }

    private static readonly Lazy<Regex> MuchAndWhen = Pattern.Of(@"[\s,;(\-\u2013]+(?:qty|quantity|units?\s*[:#]?\s*[0-9]|dos\b|dates? of service|service dates?|[0-9]{1,2}/[0-9]{1,2}/)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Counted = Pattern.Of(@"\b(?:qty|quantity|units?)\W{0,3}(?<n>[0-9]{1,5})(?![0-9/.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Dated = Pattern.Of(@"\b(?:dos|dates? of service|service dates?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>The words that lead to a code in one box: 'PROCEDURE 2: Transesophageal echo, CPT 93312'.</summary>
    private static void Before(RequestPage page, LabelledValue value, double weight, ListEntry entry)
    {
        foreach (var line in page.Page.Lines)
        {
            if (line.Span.Start > value.LabelSpan.Start) return;
            foreach (var cell in line.Cells)
            {
                if (!cell.Span.Contains(value.LabelSpan) || value.LabelSpan.Start - cell.Span.Start is < 6 or > 160) continue;
                string words = page.Text[cell.Span.Start..value.LabelSpan.Start];
                int skip = LeadIn().Match(words).Length;
                string name = words[skip..].TrimEnd(' ', ',', ';', '(', '-', '\u2013', ':');
                if (name.Count(char.IsLetter) < 4 || name.Contains(':', StringComparison.Ordinal) || Instructions.Are(name)) return;
                entry.Add(new(page, "description", TextForm.OneLine(name), weight * 0.9, "description-before-code", [new(cell.Span.Start + skip, cell.Span.Start + skip + name.Length)]));
                return;
            }
        }
    }

    // '300 per dose' is no total.
    private static readonly Lazy<Regex> EachPattern = Pattern.Of(@"\b(?:per|/|each|a|every)\s*(?:dose|visit|injection|infusion|treatment|session|application|administration|kg|m2)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex PerEach() => EachPattern.Value;

    /// <summary>Whether words tell an amount of each time rather than the whole.</summary>
    internal static bool IsEach(string words) => PerEach().IsMatch(words);

    private static readonly Lazy<Regex> StayPattern = Pattern.Of(@"\b(?:days? (?:requested|of stay)|(?:number|no\.?|#) of (?:inpatient )?days|inpatient days|length of stay|los)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex DaysOfStay() => StayPattern.Value;

    private static readonly Lazy<Regex> LeadInPattern = Pattern.Of(@"^\W*(?:(?:procedure|service|order|line|item|request|study|test|exam)s?\s*#?\s*[0-9]{0,2}\s*[:.)]\s*|[0-9]{1,2}[.)]\s+)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex LeadIn() => LeadInPattern.Value;

    private static readonly Lazy<Regex> PeriodPattern = Pattern.Of(@"\b(?:months?|weeks?|days?|years?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Period() => PeriodPattern.Value;

    private static EntryLeaf System(RequestPage page, LabelledValue value, Reading code, TextSpan words, double weight, string system) =>
        new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [code.At(words)]) { Mapped = true };

    /// <summary>Amount, unit, duration and frequency that a place for an amount holds, or what stands there unread.</summary>
    internal static List<EntryLeaf> Amount(RequestPage page, LabelledValue value, double weight)
    {
        var entry = new ListEntry();
        foreach (var run in ValueWords.Of(page, value))
        {
            int had = entry.Leaves.Count;
            Quantity(page, value, run, run.Span.In(page.Text), weight, entry);
            if (entry.Leaves.Count == had) Unread(page, value, run, weight, entry);
        }

        return entry.Leaves;
    }

    private static void Quantity(RequestPage page, LabelledValue value, ValueRun run, string words, double weight, ListEntry entry)
    {
        if (QuantityReadings.Read(words) is not { } quantity || PerEach().IsMatch(words) || PerEach().IsMatch(value.Label)) return;
        // Days of a stay are no number of an operation.
        if (DaysOfStay().IsMatch(value.Label) && quantity.Unit is null && page.With("service.code", "service.description").Any(v => !v.IsBlank && CodeReadings.Services(v.ValueSpan.In(page.Text)).Any(c => c.System == "CPT"))) return;
        entry.Add(Leaf(page, value, run, "quantity", quantity.Number, weight));
        // A unit is given where it is written with the number; a label's plural says no more than that it counts.
        if (quantity.Unit is { } unit) entry.Add(new(page, "unit", unit.Value, weight, value.Rule, [unit.At(run.Span)]));
        if (quantity.Duration is { } duration) entry.Add(new(page, "duration", duration.Value, weight * 0.9, value.Rule, [duration.At(run.Span)]));
        if (quantity.Supply is { } supply) entry.Add(new(page, "daysSupply", supply.Value, weight * 0.9, value.Rule, [supply.At(run.Span)]));
        if (quantity.Frequency is { } frequency) entry.Add(new(page, "frequency", frequency.Value, weight * 0.85, value.Rule, [frequency.At(run.Span)]));
    }

    private static void Dates(RequestContext context, RequestPage page, LabelledValue value, ValueRun run, string words, double weight, ListEntry entry)
    {
        var dates = DateReadings.Dates(words, context.Dates);
        for (int i = 0; i < dates.Count && i < 2; i++)
        {
            bool end = value.Target == "service.end" || i == 1;
            if (i == 1 && value.Target == "service.end") break;
            entry.Add(Leaf(page, value, run, end ? "endDate" : "startDate", dates[i], weight));
        }
    }

    internal static void Side(RequestPage page, TextSpan words, double weight, ListEntry entry, bool wordsOnly = false)
    {
        string text = words.In(page.Text);
        if (ChoiceRules.Map("request.services[].laterality", text) is not { } match) return;
        // A lone 'L' or 'R' speaks where a label asks for the side, not in a description.
        if (wordsOnly && (match.Span.Length <= 2 || Chamber.Value.IsMatch(text[match.Span.End..]))) return;
        entry.Add(new(page, "laterality", match.Rule.Value, weight, match.Rule.Id, [new(words.Start + match.Span.Start, words.Start + match.Span.End)]) { Mapped = true });
    }

    private static readonly Lazy<Regex> Leader = Pattern.Of(@"\s*\.{4,}", RegexOptions.CultureInvariant);

    // 'Left ventricular lead': a part of the heart has no side.
    private static readonly Lazy<Regex> Chamber = Pattern.Of(@"^\s+(?:ventric|atri|heart|main|bundle|coronary|cardiac|anterior descending|circumflex)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static EntryLeaf Leaf(RequestPage page, LabelledValue value, ValueRun run, string leaf, Reading reading, double weight)
    {
        var span = reading.At(run.Span);
        return new(page, leaf, reading.Value, weight, value.Rule, [EvidenceOf.WithLabel(page.Document, value.LabelSpan, span)]) { Repaired = reading.Repaired, Doubt = reading.Doubt == Doubt.None ? run.Doubt : reading.Doubt };
    }

    [GeneratedRegex(@"^\s*(?:x|×|qty:?|quantity:?|units?:?)\s*(?=[0-9])|^(?=[0-9]{1,3}\s+(?:visits?|units?|sessions?)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Times();

    [GeneratedRegex(@"\(?\b(?:cpt|hcpcs|code|procedure code|j-?code)s?\b\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Announced();

    [GeneratedRegex(@"[0-9][0-9,.]{0,7}\s*(?:mg|mcg|g|units?|iu|ml|meq|%)(?:\s*/\s*[0-9.]{0,5}\s*(?:ml|kg|m2|dose|hr))?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Strength();
}
