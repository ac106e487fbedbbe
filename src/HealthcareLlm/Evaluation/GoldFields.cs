using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation;

/// <summary>
/// Every leaf that is judged: those of the record of a request, and those of the rows of a summary, whose paths begin with <c>summary.</c> and which a golden encounter's
/// <c>entries</c> give. A leaf of a summary is compared as the leaf of a request that holds the same type of thing.
/// </summary>
public static partial class GoldFields
{
    /// <summary>Before the path of a summary's leaf.</summary>
    public const string Summary = "summary";

    private const string Free = "clinical.findings[]", Day = "request.date", Person = "requestingProvider.name", Word = "request.type";

    // Path below 'summary', the leaf of a request that is compared alike, and whether a wrong value can harm a person.
    private static readonly ImmutableArray<(string Path, string Like, bool Critical)> Rows =
    [
        ("encounter.admissionDate", Day, true),
        ("encounter.dischargeDate", Day, true),
        ("encounter.attending", Person, false),
        ("encounter.service", Free, false),
        ("encounter.disposition", Free, false),
        ("principalDiagnosis[].description", "diagnoses[].description", true),
        ("principalDiagnosis[].code", "diagnoses[].code", true),
        ("secondaryDiagnoses[].description", "diagnoses[].description", false),
        ("secondaryDiagnoses[].code", "diagnoses[].code", true),
        ("procedures[].name", "request.services[].description", false),
        ("procedures[].date", Day, true),
        ("procedures[].operator", Person, false),
        ("procedures[].laterality", "request.services[].laterality", true),
        ("dischargeMedications[].name", "clinical.currentMedications[].name", true),
        ("dischargeMedications[].dose", "clinical.currentMedications[].dose", true),
        ("dischargeMedications[].route", "clinical.currentMedications[].route", false),
        ("dischargeMedications[].frequency", "clinical.currentMedications[].frequency", true),
        ("dischargeMedications[].duration", "request.services[].duration", false),
        ("dischargeMedications[].change", Word, true),
        ("allergies[].substance", "clinical.allergies[]", true),
        ("allergies[].reaction", Free, false),
        ("pendingResults[].test", Free, false),
        ("pendingResults[].responsible", Free, false),
        ("followUp[].with", Free, false),
        ("followUp[].when", Free, true),
        ("followUp[].for", Free, false),
        ("codeStatus[].status", Word, true),
    ];

    // Results are chosen freely, so that no entry of the gold can be complete: their parts are held to their citations alone, as is why a drug is taken or stopped.
    private static readonly (string Path, string Like)[] Findings =
        [("significantFindings[].name", "clinical.labs[].name"), ("significantFindings[].value", "clinical.labs[].value"), ("significantFindings[].unit", "clinical.labs[].unit"), ("significantFindings[].date", Day), ("dischargeMedications[].reason", Free)];

    private static readonly FrozenDictionary<string, string> Alike = Rows.Select(static r => (r.Path, r.Like)).Concat(Findings).ToFrozenDictionary(static r => Summary + "." + r.Path, static r => r.Like, StringComparer.Ordinal);

    /// <summary>The leaves of a request's record in the order of the contract, then those of a summary's rows.</summary>
    public static ImmutableArray<RecordField> All { get; } = [.. RecordFields.All, .. Rows.Select(static r => new RecordField(Summary + "." + r.Path, KindOf(r.Like), r.Critical, ChoicesOf(r.Path, r.Like)))];

    private static readonly FrozenDictionary<string, RecordField> ByPath = All.ToFrozenDictionary(static f => f.Path, StringComparer.Ordinal);

    /// <summary>The leaf at a path without indexes; null where there is none.</summary>
    public static RecordField? Find(string path) => ByPath.GetValueOrDefault(path);

    /// <summary>The leaf of a request by whose rules a leaf is compared: itself, but for a summary's.</summary>
    internal static string Like(string path) => path.StartsWith("summary.", StringComparison.Ordinal) ? Alike.GetValueOrDefault(path, path) : path;

    /// <summary>Whether a part of a row can be read from its citations; null for one that no citation bears word for word, such as what became of a drug.</summary>
    internal static bool? IsCited(string section, string part, ReadField field, int? year = null) =>
        Alike.GetValueOrDefault(Summary + "." + section + (section == "encounter" ? "." : "[].") + part) is not { } like || like == Word ? null
            : Citing.Support.Of(like, field, year) is not false and var supports ? supports
            : part switch
            {
                "frequency" => Often(field),
                "dose" => Quotes(field) is var quotes && Amount().Matches(quotes).Any(a => Quantity.Same(a.Value, field.Value!) == true),
                _ => false,
            };

    private static bool Often(ReadField field)
    {
        if (CitedWords.IsOtherRate(field.Value!, Quotes(field))) return false;
        var among = CitedWords.Often(Quotes(field));
        return NormalForm.Words(Directions.Frequency(field.Value!)).All(among.Contains) || CitedWords.Often(field.Value!).IsSubsetOf(among);
    }

    private static string Quotes(ReadField field) => string.Join('\n', field.Citations.Select(static c => c.Quote));

    [GeneratedRegex(@"\d[\d.,]*\s*(?:mg|mcg|\u00b5g|g|units?|ml|meq)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Amount();

    private static ImmutableArray<string> ChoicesOf(string path, string like) => path switch
    {
        "dischargeMedications[].change" => ["new", "changed", "continued", "held", "stopped"],
        "codeStatus[].status" => ["full", "dnr", "dni", "dnr-dni", "limited", "comfort"],
        _ => RecordFields.Find(like)?.Choices ?? [],
    };

    private static FieldKind KindOf(string like) => RecordFields.Find(like) is { } field ? field.Kind : throw new InvalidOperationException("no leaf " + like);
}
