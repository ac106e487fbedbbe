using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads lists of services with a box and a printed code each: the ticked ones are asked for, with the number that stands beside them.</summary>
internal static class ServiceOptions
{
    private const int LeastOptions = 2;
    private const double MostGap = 3;

    private sealed record Option(FormLine Line, WordMarks Box, (Reading Code, string System, Reading[] Modifiers) Code, TextSpan Cell, int CellIndex);

    /// <summary>The ticked services, and the places of all options.</summary>
    internal static (List<ListEntry> Entries, List<TextSpan> Places) OfPage(RequestPage page)
    {
        var entries = new List<ListEntry>();
        var places = new List<TextSpan>();
        var lines = FormTokenizer.Tokenize(page.Document.Source, page.Page);
        var group = new List<Option>();
        FormLine? last = null;
        foreach (var line in lines)
        {
            if (OptionOf(page, line) is not { } option) continue;
            if (last is not null && (line.Line.Box.Y - last.Line.Box.Bottom > line.Height * MostGap || line.Line.Box.Y < last.Line.Box.Y)) Close(page, group, entries, places);
            group.Add(option);
            last = line;
        }

        Close(page, group, entries, places);
        return (entries, places);
    }

    private static void Close(RequestPage page, List<Option> group, List<ListEntry> entries, List<TextSpan> places)
    {
        // Options are several, with codes that differ; a single box with a code may be anything.
        if (group.Count >= LeastOptions && group.Exists(o => o.Box.HasFlag(WordMarks.CheckBoxMarked)) && group.Exists(o => o.Box.HasFlag(WordMarks.CheckBoxEmpty)))
        {
            places.AddRange(group.Select(o => o.Line.Line.Span));
            entries.AddRange(group.Where(o => o.Box.HasFlag(WordMarks.CheckBoxMarked)).Select(o => EntryOf(page, o)));
        }

        group.Clear();
    }

    private static Option? OptionOf(RequestPage page, FormLine line)
    {
        for (int c = 0; c < Math.Min(2, line.CellCount); c++)
        {
            var cell = line.CellSpan(c);
            string words = cell.In(page.Text);
            if (words.Length > 120) continue;
            foreach (var code in CodeReadings.Services(words).Take(1))
            {
                string scrap = words[..code.Code.Start];
                if (scrap.Trim().Length == 0 && c > 0) scrap = line.CellSpan(0).In(page.Text);
                var box = line.Tokens[0].Kind == FormTokenKind.CheckBox ? line.Page.Words[line.Tokens[0].Word].Marks : BoxMarks.Of(scrap);
                bool behindBox = code.Code.Start <= 6 || (line.Tokens[0].Kind == FormTokenKind.CheckBox && c == 0 && code.Code.Start <= 8);
                if (box is { } marks && behindBox && (marks & (WordMarks.CheckBoxMarked | WordMarks.CheckBoxEmpty | WordMarks.CheckBoxUnclear)) != 0) return new(line, marks, code, cell, c);
            }
        }

        return null;
    }

    private static ListEntry EntryOf(RequestPage page, Option option)
    {
        double weight = 0.9 * page.AskingWeight;
        var entry = new ListEntry();
        var (code, system, modifiers) = option.Code;
        var place = code.At(option.Cell);
        entry.Add(new(page, "code", code.Value, weight, "marked-option", [place]) { Repaired = code.Repaired });
        entry.Add(new(page, "codeSystem", system, weight, system == "CPT" ? "system-cpt" : "system-hcpcs", [place]) { Mapped = true });
        foreach (var modifier in modifiers) entry.Add(new(page, "modifiers", modifier.Value, weight, "marked-option", [modifier.At(option.Cell)]));
        var rest = new TextSpan(modifiers.Length > 0 ? modifiers[^1].At(option.Cell).End : place.End, option.Line.Line.Span.End);
        string words = rest.In(page.Text);
        int lead = words.Length - words.TrimStart(' ', '-', '\u2013', ':', '.', ')', '=').Length;
        var amount = Amount().Match(words);
        int end = amount.Success ? amount.Index : Next().Match(words) is { Success: true } next ? next.Index : words.Length;
        string name = end > lead ? words[lead..end].TrimEnd(' ', ',', '-', '\u2013', ':', '_', '.') : string.Empty;
        if (name.Count(char.IsLetter) >= 3 && name.Length <= 120) entry.Add(new(page, "description", TextForm.OneLine(name), weight * 0.95, "marked-option", [new(rest.Start + lead, rest.Start + lead + name.Length)]));
        if (amount.Success && QuantityReadings.Read(words[amount.Groups["q"].Index..]) is { } quantity)
        {
            var at = new TextSpan(rest.Start + amount.Groups["q"].Index, rest.End);
            entry.Add(new(page, "quantity", quantity.Number.Value, weight, "marked-option", [quantity.Number.At(at)]) { Repaired = quantity.Number.Repaired });
            if (quantity.Unit is { } unit) entry.Add(new(page, "unit", unit.Value, weight, "marked-option", [unit.At(at)]));
        }

        return entry;
    }

    // A number beside the option with what it counts, or behind 'units' or 'qty'.
    private static readonly Lazy<Regex> AmountPattern = Pattern.Of(@"(?:\s{2,}|\s(?:x|\u00d7)\s?|\b(?:qty|quantity|units?|number|how many|months?|visits?|sessions?|days?)\b\W{0,3})(?<q>[0-9]{1,4}(?:\s*(?:each|ea|units?|months?|visits?|sessions?|pairs?|boxes|box|days?|items?|doses?|studies|study|sets?|tests?)\b)?)(?=\s*(?:$|\s{2}))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Amount() => AmountPattern.Value;

    private static readonly Lazy<Regex> NextPattern = Pattern.Of(@"\s{2,}|\[[xX ?]\]", RegexOptions.CultureInvariant);

    private static Regex Next() => NextPattern.Value;
}
