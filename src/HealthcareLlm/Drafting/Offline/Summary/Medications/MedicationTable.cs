using System.Text.RegularExpressions;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Chart;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>What a column of a table of drugs holds.</summary>
internal enum MedicationColumn
{
    /// <summary>Nothing that is used.</summary>
    Other,

    /// <summary>The drug.</summary>
    Name,

    /// <summary>Dose and how it was taken before.</summary>
    Before,

    /// <summary>What is to be done.</summary>
    Action,

    /// <summary>Dose, and perhaps route and frequency.</summary>
    Dose,

    /// <summary>Route.</summary>
    Route,

    /// <summary>Frequency.</summary>
    Frequency,

    /// <summary>Begin, end or length.</summary>
    Duration,

    /// <summary>Why, or what for.</summary>
    Reason,
}

/// <summary>A table of drugs with a row of headings: cells belong to the heading above them, by their place on the page.</summary>
internal sealed class MedicationTable
{
    private const double Tolerance = 14;

    private readonly List<(double X, MedicationColumn Column)> _columns;

    private MedicationTable(List<(double, MedicationColumn)> columns) => _columns = columns;

    /// <summary>Whether the table tells what was taken before and what is to be taken.</summary>
    internal bool Reconciles => _columns.Exists(c => c.Column == MedicationColumn.Before) && _columns.Exists(c => c.Column is MedicationColumn.Action or MedicationColumn.Dose);

    /// <summary>The table whose headings stand in a line; null where they are none.</summary>
    internal static MedicationTable? Of(string text, Line line)
    {
        if (line.Cells.Length < 3 || MedicationGrammar.Dose().IsMatch(line.Span.In(text))) return null;
        var columns = line.Cells.Select(c => (c.Box.X, Role(c.Span.In(text)))).ToList();
        // 'Home medication | Home dose | …': of two names the second is how it was taken.
        int names = columns.Count(c => c.Item2 == MedicationColumn.Name);
        int known = columns.Count(c => c.Item2 is not (MedicationColumn.Other or MedicationColumn.Name));
        return names == 1 && known >= 2 ? new(columns) : null;
    }

    /// <summary>The drugs of a row: as it is to be taken, and as it was taken where a column tells.</summary>
    internal IEnumerable<MedicationItem> Read(Note note, MedicationList list, Line line)
    {
        var cells = new Dictionary<MedicationColumn, TextSpan>();
        foreach (var cell in line.Cells)
        {
            var column = ColumnAt(cell.Box.X);
            cells[column] = cells.TryGetValue(column, out var before) ? before.Union(cell.Span) : cell.Span;
        }

        if (!cells.TryGetValue(MedicationColumn.Name, out var name) || MedicationItemParser.Parse(note, MedicationList.Home, name) is not { } named) yield break;
        string text = note.Text;
        if (cells.TryGetValue(MedicationColumn.Before, out var old))
        {
            yield return WithDose(named with { List = MedicationList.Home, Row = name.Union(old), Change = MedicationChange.Unsaid, ChangeSpan = default, Reason = default }, old);
            if (list == MedicationList.Home) yield break;
        }

        var item = named with { List = list, Row = line.Span, Reason = default, Change = MedicationChange.Unsaid, ChangeSpan = default };
        if (cells.TryGetValue(MedicationColumn.Action, out var actionCell) && MedicationActions.Find(actionCell.In(text)) is { } action)
        {
            item = item with { Change = action.Change, ChangeSpan = new(actionCell.Start + action.Span.Start, actionCell.Start + action.Span.End) };
        }

        TextSpan[] taken = [.. new[] { MedicationColumn.Dose, MedicationColumn.Route, MedicationColumn.Frequency }.Where(cells.ContainsKey).Select(c => cells[c])];
        if (taken.Length == 0 && old.Length > 0 && item.Change is not (MedicationChange.New or MedicationChange.Changed)) taken = [old];
        foreach (var cell in taken) item = WithDose(item, cell);
        if (cells.TryGetValue(MedicationColumn.Frequency, out var often) && item.Frequency.IsEmpty) item = item with { Frequency = often };
        if (cells.TryGetValue(MedicationColumn.Duration, out var duration)) item = item with { Duration = duration };
        if (cells.TryGetValue(MedicationColumn.Reason, out var reason)) item = item with { Reason = reason };
        yield return item with { Composed = Compose(text, item, name, taken, duration, reason) };
    }

    // Name, how it is taken, how long, what for: the cells of the row in an order that can be read.
    private static string Compose(string text, MedicationItem item, TextSpan name, TextSpan[] taken, TextSpan duration, TextSpan reason)
    {
        string words = Wording.Fold(name.In(text) + " " + string.Join(' ', taken.OrderBy(t => t.Start).Where(t => !name.Contains(t)).Select(t => t.In(text))));
        if (!duration.IsEmpty) words += ", " + Wording.Fold(duration.In(text));
        if (!reason.IsEmpty) words += (item.Change == MedicationChange.Unsaid ? "; " : ": ") + Wording.Fold(reason.In(text));
        return words;
    }

    private static MedicationItem WithDose(MedicationItem item, TextSpan cell)
    {
        string text = cell.In(item.Note.Text);
        var dose = MedicationGrammar.Dose().Match(text);
        var route = MedicationGrammar.Route().Match(text);
        var frequency = MedicationGrammar.Frequency().Match(text);
        return item with
        {
            Dose = dose.Success ? At(cell, dose) : item.Dose,
            Route = route.Success ? At(cell, route) : item.Route,
            Frequency = frequency.Success ? At(cell, frequency) : item.Frequency,
        };
    }

    private static TextSpan At(TextSpan cell, Match match) => new(cell.Start + match.Index, cell.Start + match.Index + match.Length);

    private MedicationColumn ColumnAt(double x)
    {
        var best = MedicationColumn.Other;
        foreach (var (left, column) in _columns)
        {
            if (left <= x + Tolerance) best = column;
        }

        return best;
    }

    private static MedicationColumn Role(string heading)
    {
        string words = heading.Trim().ToLowerInvariant();
        bool before = BeforeWords().IsMatch(words);
        if (ActionWords().IsMatch(words) && !DoseWords().IsMatch(words)) return MedicationColumn.Action;
        if (before && (DoseWords().IsMatch(words) || FrequencyWords().IsMatch(words))) return MedicationColumn.Before;
        if (NameWords().IsMatch(words)) return MedicationColumn.Name;
        if (DoseWords().IsMatch(words)) return MedicationColumn.Dose;
        if (words.StartsWith("route", StringComparison.Ordinal)) return MedicationColumn.Route;
        if (FrequencyWords().IsMatch(words)) return MedicationColumn.Frequency;
        if (ReasonWords().IsMatch(words)) return MedicationColumn.Reason;
        if (DurationWords().IsMatch(words)) return MedicationColumn.Duration;
        return before ? MedicationColumn.Before : MedicationColumn.Other;
    }

    private static SievedPattern NameWords() => NameWordsPattern.Value;

    private static readonly Lazy<SievedPattern> NameWordsPattern = Pattern.Sieved(@"\b(?:medications?|medicines?|drugs?|meds?|name|generic|product)\b(?!.*\b(?:instructions|status)\b)", RegexOptions.CultureInvariant);

    private static SievedPattern BeforeWords() => BeforeWordsPattern.Value;

    private static readonly Lazy<SievedPattern> BeforeWordsPattern = Pattern.Sieved(@"\b(?:home|pta|before|prior|previous|old|pre-?admission|on admission|at admission|was taking)\b", RegexOptions.CultureInvariant);

    private static SievedPattern ActionWords() => ActionWordsPattern.Value;

    private static readonly Lazy<SievedPattern> ActionWordsPattern = Pattern.Sieved(@"\b(?:action|status|disposition|decision|changes?|continue\??|plan|reconciliation|(?:at|on) (?:discharge|transfer|d/c)|what to do)\b", RegexOptions.CultureInvariant);

    private static SievedPattern DoseWords() => DoseWordsPattern.Value;

    private static readonly Lazy<SievedPattern> DoseWordsPattern = Pattern.Sieved(@"\b(?:dose|dosage|strength|amount|sig|directions|regimen|how (?:to|you) take|instructions|how much)\b", RegexOptions.CultureInvariant);

    private static SievedPattern FrequencyWords() => FrequencyWordsPattern.Value;

    private static readonly Lazy<SievedPattern> FrequencyWordsPattern = Pattern.Sieved(@"\b(?:freq\w*|schedule|sched|when|how often|times?|timing)\b", RegexOptions.CultureInvariant);

    private static SievedPattern ReasonWords() => ReasonWordsPattern.Value;

    private static readonly Lazy<SievedPattern> ReasonWordsPattern = Pattern.Sieved(@"\b(?:reason|comments?|indication|for|why|purpose|notes?|rationale|remarks?|what for)\b", RegexOptions.CultureInvariant);

    private static SievedPattern DurationWords() => DurationWordsPattern.Value;

    private static readonly Lazy<SievedPattern> DurationWordsPattern = Pattern.Sieved(@"\b(?:duration|until|stop|end|start|length|days|through|how long)\b", RegexOptions.CultureInvariant);
}
