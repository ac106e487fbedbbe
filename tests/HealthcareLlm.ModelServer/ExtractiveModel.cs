using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace HealthcareLlm.ModelServer;

/// <summary>
/// Stands for a careful model where nobody gives better answers: fields by a few plain labels, statements by section titles, every one with the line it stands in. It knows nothing of the
/// program under test.
/// </summary>
public static partial class ExtractiveModel
{
    private static readonly (string Path, Regex Pattern)[] Labels =
    [
        ("patient.name", Label(@"(?:patient|member)(?: name)?", @"[A-Z][\w'-]+(?:, | )[A-Z][\w.'-]*(?: [A-Z][\w.'-]*)?")),
        ("patient.birthDate", Label(@"(?:date of birth|dob|birth date)", @"\d{1,2}/\d{1,2}/\d{4}")),
        ("patient.memberId", Label(@"(?:member|subscriber)(?: id| number| no\.?)", @"[A-Z]{0,4}[\d-]{5,14}")),
        ("requestingProvider.npi", Label(@"NPI", @"\d{10}")),
        ("diagnoses[0].code", Label(@"(?:icd(?:-10)?(?: code)?|diagnosis(?: code)?|dx)", @"[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?")),
        ("request.services[0].code", Label(@"(?:cpt|hcpcs|procedure code|code)(?: code)?", @"(?:\d{5}|[A-Z]\d{4})")),
    ];

    private static readonly (string Section, Regex Title)[] Titles =
    [
        ("reasonForAdmission", Title("chief complaint|history of present(?:ing)? illness|hpi|reason for admission|presenting")),
        ("allergies", Title("allerg")),
        ("dischargeMedications", Title("discharge med|medications? (?:at|on) discharge")),
        ("pendingResults", Title("pending")),
        ("followUp", Title("follow")),
        ("patientInstructions", Title("instruction")),
        ("codeStatus", Title("code status")),
        ("conditionAtDischarge", Title("condition")),
        ("hospitalCourse", Title("assessment|plan|a/p|hospital course|course")),
        ("secondaryDiagnoses", Title("past medical history|pmh|diagnos")),
    ];

    /// <summary>The answer, as JSON.</summary>
    public static string Answer(ChatCall call) => call.Sources.Count == 0 ? "{\"ok\":true}" : call.IsExtraction ? Fields(call) : Statements(call);

    private static string Fields(ChatCall call)
    {
        var items = new JsonArray();
        foreach (var (path, pattern) in Labels)
        {
            foreach (var source in call.Sources)
            {
                if (pattern.Match(source.Text) is not { Success: true } match) continue;
                string value = match.Groups["value"].Value;
                if (path.EndsWith("Date", StringComparison.Ordinal)) value = Iso(value);
                items.Add(new JsonObject { ["path"] = path, ["value"] = value, ["source"] = source.Name, ["quote"] = match.Value });
                break;
            }
        }

        return new JsonObject { ["fields"] = items }.ToJsonString();
    }

    private static string Statements(ChatCall call)
    {
        var items = new JsonArray();
        foreach (var source in call.Sources)
        {
            string? section = null;
            foreach (string line in source.Text.Split('\n').Select(static l => l.Trim()))
            {
                string body = line;
                foreach (var (name, title) in Titles)
                {
                    if (title.Match(line) is not { Success: true } match) continue;
                    section = name;
                    body = line[match.Length..].Trim();
                    break;
                }

                if (line.Length == 0) section = null;
                if (section is null || body.Length < 3 || body.Length > 280 || items.Count > 150) continue;
                string text = Bullet().Replace(body, string.Empty);
                items.Add(new JsonObject { ["section"] = section, ["text"] = text, ["quotes"] = new JsonArray(new JsonObject { ["source"] = source.Name, ["quote"] = body }), ["parts"] = new JsonArray() });
            }
        }

        return new JsonObject { ["statements"] = items }.ToJsonString();
    }

    private static string Iso(string written)
    {
        string[] parts = written.Split('/');
        return $"{parts[2]}-{parts[0].PadLeft(2, '0')}-{parts[1].PadLeft(2, '0')}";
    }

    private static Regex Label(string label, string value) => new($@"\b{label}\b\s*[:#.]?\s*(?<value>{value})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    private static Regex Title(string words) => new($@"^(?:[A-Z ]{{0,20}})?(?:{words})[\w ]{{0,20}}:?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));

    [GeneratedRegex(@"^(?:[-*•]|\d+[.)])\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullet();
}
