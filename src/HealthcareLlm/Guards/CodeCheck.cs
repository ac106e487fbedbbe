using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting;
using HealthcareLlm.Terminology;

namespace HealthcareLlm.Guards;

/// <summary>
/// Judges the codes of a request by the edition that holds on the date of service. A code that is not valid stays as it is written and is named in an issue: what the
/// document says is given, and what is wrong with it is said.
/// </summary>
internal static class CodeCheck
{
    /// <summary>The issues, and the editions that codes were judged by; nothing where there is no book.</summary>
    internal static (ImmutableArray<Issue> Issues, ImmutableArray<string> Editions) Of(IReadOnlyDictionary<string, FieldResult> fields, CodeBook? book)
    {
        if (book is null || !book.Editions.Any()) return ([], []);
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var editions = new SortedSet<string>(StringComparer.Ordinal);
        var silent = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (path, field) in fields)
        {
            if (field is not FieldResult.Extracted code || SystemOf(path, code.Value) is not { } system || !book.Has(system)) continue;
            if (DateOfService(fields, path) is not { } day)
            {
                silent.Add("No date of service or of the request is given; codes of " + system.Name() + " were not judged.");
                continue;
            }

            var judged = book.Judge(system, code.Value, day);
            if (judged.Edition is { } edition) editions.Add(edition.Name);
            if (judged.Standing == CodeStanding.NotJudged) silent.Add("No imported edition of " + system.Name() + " holds on the date of service; its codes were not judged.");
            else if (judged.Standing != CodeStanding.Valid) issues.Add(new(IssueCode.CodeNotValid, IssueSeverity.Warning, Sentence(path, judged), code.Citations[0].DocumentId, code.Citations[0].Page));
        }

        issues.AddRange(silent.Select(static s => new Issue(IssueCode.CodeNotJudged, IssueSeverity.Information, s)));
        return (issues.ToImmutable(), [.. editions]);
    }

    private static CodeSystem? SystemOf(string path, string value) => RecordFields.Find(path)?.Kind switch
    {
        FieldKind.DiagnosisCode => CodeSystem.Icd10Cm,
        FieldKind.ServiceCode => CodeSystems.OfService(value),
        _ => null,
    };

    private static string Sentence(string path, CodeJudgement judged) => path + (judged.Standing switch
    {
        CodeStanding.Heading => " is a category of " + judged.Edition!.Name + ", not a complete code, on the date of service.",
        CodeStanding.Unknown => " is not a code of " + judged.Edition!.Name + ", which holds on the date of service.",
        CodeStanding.NotYetValid => " is not yet valid on the date of service (" + judged.Edition!.Name + ").",
        CodeStanding.NoLongerValid => " is no longer valid on the date of service (" + judged.Edition!.Name + ").",
        _ => throw new InvalidOperationException("a code that is valid or was not judged has no sentence"),
    });

    /// <summary>The start of the code's own service; else the earliest start of any; else the date of the request.</summary>
    private static DateOnly? DateOfService(IReadOnlyDictionary<string, FieldResult> fields, string path)
    {
        if (path.StartsWith("request.services[", StringComparison.Ordinal) && DateOf(fields, path[..(path.IndexOf(']', StringComparison.Ordinal) + 1)] + ".startDate") is { } own) return own;
        DateOnly? first = null;
        foreach (string start in fields.Keys.Where(static k => RecordFields.WithoutIndexes(k) == "request.services[].startDate"))
        {
            if (DateOf(fields, start) is { } day && (first is null || day < first)) first = day;
        }

        return first ?? DateOf(fields, "request.date");
    }

    private static DateOnly? DateOf(IReadOnlyDictionary<string, FieldResult> fields, string path) =>
        fields.GetValueOrDefault(path) is FieldResult.Extracted extracted
        && DateOnly.TryParseExact(extracted.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
