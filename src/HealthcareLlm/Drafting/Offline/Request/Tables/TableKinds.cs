using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>What the rows of a table are.</summary>
internal enum TableKind
{
    /// <summary>None of these.</summary>
    None,

    /// <summary>Services or drugs asked for.</summary>
    Services,

    /// <summary>Diagnoses.</summary>
    Diagnoses,

    /// <summary>What was tried.</summary>
    Treatments,

    /// <summary>What is taken now.</summary>
    Medications,

    /// <summary>Results of tests.</summary>
    Labs,
}

/// <summary>Tells what a table is about by its columns together, and by the words over it.</summary>
internal static class TableKinds
{
    internal static TableKind Of(PageTable table)
    {
        bool thing = table.Has(ColumnRole.Description) || table.Has(ColumnRole.Code) || table.Has(ColumnRole.Ndc);
        bool past = Past().IsMatch(table.Title), asks = Asks().IsMatch(table.Title) && !past;
        bool coded = table.Has(ColumnRole.Code) || table.Has(ColumnRole.Ndc);
        // 'What was tried | How long | Result': the heading of the things themselves says that they were had.
        if (!coded && table.Columns.Any(c => c.Role == ColumnRole.Description && Had().IsMatch(c.Heading))) return TableKind.Treatments;
        if (table.Has(ColumnRole.Result) && !coded && thing && !table.Has(ColumnRole.Dose)) return Tried().IsMatch(table.Title) || table.Has(ColumnRole.Mark) ? TableKind.Treatments : TableKind.Labs;
        if (table.Has(ColumnRole.Outcome)) return thing ? TableKind.Treatments : TableKind.None;
        if (table.Has(ColumnRole.DiagnosisCode) && !coded && !table.Has(ColumnRole.Quantity)) return TableKind.Diagnoses;
        if (!thing) return TableKind.None;
        if (Tried().IsMatch(table.Title) && !coded) return TableKind.Treatments;
        int amounts = table.Count(ColumnRole.Quantity, ColumnRole.Refills, ColumnRole.DaysSupply, ColumnRole.Modifiers, ColumnRole.Side);
        int days = table.Count(ColumnRole.Start, ColumnRole.End, ColumnRole.Dates);
        if (past || Approved(table)) return TableKind.None;
        if (coded && (amounts > 0 || days > 0 || table.Has(ColumnRole.Description) || table.Has(ColumnRole.Directions)) && !table.Has(ColumnRole.Range)) return TableKind.Services;
        if (table.Has(ColumnRole.Description) && (amounts > 0 || (asks && table.Count(ColumnRole.Dose, ColumnRole.Directions, ColumnRole.Frequency, ColumnRole.Dates, ColumnRole.Start) > 0)) && !Taken().IsMatch(table.Title) && !table.Has(ColumnRole.Range)) return TableKind.Services;
        if (table.Has(ColumnRole.Description) && table.Count(ColumnRole.Dose, ColumnRole.Directions, ColumnRole.Frequency, ColumnRole.Route) > 0 && !asks) return TableKind.Medications;
        return TableKind.None;
    }

    private static bool Approved(PageTable table) => table.Columns.Where((c, i) => Granted().IsMatch(c.Heading) && table.Rows.Any(r => !r.Cells[i].IsEmpty)).Any();

    private static readonly Lazy<Regex> PastPattern = Pattern.Of(@"\b(?:prior|previous(?:ly)?|past|earlier|history|approved|paid|denied|used so far|completed|sample|example|for (?:plan|office|payer) use|determination|decision)\b(?! auth)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Past() => PastPattern.Value;

    private static readonly Lazy<Regex> AsksPattern = Pattern.Of(@"\b(?:asked|request(?:ed|s)?|order(?:ed|s)?|needed|wanted|proposed|planned|lines|prescribed|to be (?:done|given))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Asks() => AsksPattern.Value;

    private static readonly Lazy<Regex> TriedPattern = Pattern.Of(@"\b(?:tried|trials?|failed|failures?|conservative|non-?(?:operative|surgical)|(?:prior|previous|past|earlier) (?:\w+ )?(?:treatments?|therap(?:y|ies)|medications?|drugs?|care)|(?:medication|drug|treatment|therapy) history|step therapy)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Tried() => TriedPattern.Value;

    private static readonly Lazy<Regex> HadPattern = Pattern.Of(@"\b(?:tried|failed|attempted)\b|\bwhat was (?:used|done|given)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Had() => HadPattern.Value;

    private static readonly Lazy<Regex> TakenPattern = Pattern.Of(@"\b(?:current|active|home|taken|taking|reconciled|concurrent|other)\b.*\b(?:medic\w+|meds|drugs?|list)\b|^\W*(?:medications?|meds|medicines)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Taken() => TakenPattern.Value;

    private static readonly Lazy<Regex> GrantedPattern = Pattern.Of(@"\b(?:approved|authorized|paid|denied|decision|determination|reviewer)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Granted() => GrantedPattern.Value;
}
