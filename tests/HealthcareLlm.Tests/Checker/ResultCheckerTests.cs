using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;

namespace HealthcareLlm.Tests.Checker;

/// <summary>A result that is right in every point passes; broken in any one, it is caught, and at its place.</summary>
public class ResultCheckerTests
{
    private const string Text = "Member ID: XQZ123456 DOB 03/04/61\nNo evidence of pneumonia. Torsemide 40 mg PO daily. Pain in left knee.\fPage of another patient: metformin 500 mg.\fFather had colon cancer. Pneumonia versus atelectasis. Metformin held until Cr < 1.3. Stop lisinopril 10 mg.";

    private static readonly string Id = Convert.ToHexStringLower(SHA256.HashData("x"u8));

    private static JsonObject Citation(string quote)
    {
        int start = Text.IndexOf(quote, StringComparison.Ordinal);
        return new JsonObject
        {
            ["documentId"] = Id,
            ["page"] = 1 + Text[..start].Count(c => c == '\f'),
            ["start"] = start,
            ["end"] = start + quote.Length,
            ["quote"] = quote,
            ["boxes"] = new JsonArray(new JsonArray(10, 10, 50, 12)),
            ["alignment"] = "exact",
        };
    }

    private static JsonObject Extracted(string value, string quote) =>
        new() { ["status"] = "extracted", ["value"] = value, ["score"] = 0.9, ["confidence"] = null, ["citations"] = new JsonArray(Citation(quote)) };

    private static JsonObject Statement(string text, string quote) =>
        new() { ["text"] = text, ["status"] = "supported", ["score"] = 0.9, ["confidence"] = null, ["citations"] = new JsonArray(Citation(quote)) };

    private static JsonObject Summary()
    {
        static JsonObject Page(int number) => new() { ["number"] = number, ["width"] = 1700, ["height"] = 2200, ["dpiX"] = 200, ["dpiY"] = 200, ["read"] = "ocr" };
        return new JsonObject
        {
            ["schema"] = "discharge-summary/v1",
            ["outcome"] = "done",
            ["outcomeReason"] = "",
            ["summary"] = new JsonObject
            {
                ["secondaryDiagnoses"] = new JsonArray(),
                ["hospitalCourse"] = new JsonArray(Statement("There was no evidence of pneumonia.", "No evidence of pneumonia."), Statement("Pain in left knee.", "Pain in left knee.")),
                ["dischargeMedications"] = new JsonArray(WithPart(Statement("Torsemide 40 mg PO daily", "Torsemide 40 mg PO daily."), "dose", Extracted("40 mg", "40 mg PO"))),
            },
            ["missing"] = new JsonArray(),
            ["omissions"] = new JsonArray(),
            ["setAside"] = new JsonArray(new JsonObject { ["documentId"] = Id, ["page"] = 2, ["reason"] = "other-patient", ["citations"] = new JsonArray(Citation("another patient")) }),
            ["issues"] = new JsonArray(),
            ["documents"] = new JsonArray(new JsonObject
            {
                ["documentId"] = Id,
                ["fileName"] = "note.pdf",
                ["kind"] = "pdf",
                ["textSha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text))),
                ["pages"] = new JsonArray(Page(1), Page(2), Page(3)),
            }),
            ["manifest"] = new JsonObject(),
        };
    }

    private static JsonObject Request()
    {
        var result = Summary();
        result["schema"] = "prior-auth-request/v1";
        result.Remove("summary");
        result["record"] = new JsonObject
        {
            ["patient"] = new JsonObject
            {
                ["memberId"] = Extracted("XQZ123456", "XQZ123456"),
                ["birthDate"] = Extracted("1961-03-04", "03/04/61"),
                ["phone"] = new JsonObject { ["status"] = "missing" },
                ["name"] = new JsonObject { ["status"] = "refused", ["candidates"] = new JsonArray(), ["reason"] = "handwritten" },
            },
        };
        return result;
    }

    private static JsonObject WithPart(JsonObject statement, string name, JsonObject part)
    {
        statement["parts"] = new JsonObject { [name] = part };
        return statement;
    }

    private static GoldenCase Gold() => new()
    {
        Id = "x",
        Task = "discharge-summary",
        Part = "development",
        Folder = "",
        Tags = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
        Documents = [],
        Missing = [],
        SetAside = [],
        Traps = [],
        Facts = [],
        Conflicts = [],
        Assertions =
        [
            new("note.pdf", "No evidence of pneumonia.", "pneumonia", "negated", "recent", "patient"),
            new("note.pdf", "Father had colon cancer.", "colon cancer", "affirmed", "historical", "other"),
            new("note.pdf", "Pneumonia versus atelectasis.", "Pneumonia", "possible", "recent", "patient"),
        ],
    };

    private static IReadOnlyList<CheckFailure> Check(JsonObject result) =>
        ResultChecker.Check("case", Encoding.UTF8.GetBytes(result.ToJsonString()), id => id == Id ? Text : null, Gold());

    private static void Breaks(JsonObject result, string path, string reason)
    {
        var failures = Check(result);
        Assert.Contains(failures, f => f.Path.StartsWith(path, StringComparison.Ordinal) && f.Reason.Contains(reason, StringComparison.Ordinal));
    }

    private static void BreaksField(Action<JsonObject> change, string reason)
    {
        var result = Request();
        change(result["record"]!["patient"]!.AsObject());
        Breaks(result, "record.patient", reason);
    }

    private static void BreaksStatement(string section, JsonObject statement, string reason)
    {
        var result = Summary();
        result["summary"]![section]!.AsArray().Add(statement);
        Breaks(result, "summary." + section, reason);
    }

    [Fact]
    public void What_is_right_passes()
    {
        Assert.Empty(Check(Summary()));
        Assert.Empty(Check(Request()));
    }

    [Fact]
    public void Form_is_checked()
    {
        Breaks(With(r => r["schema"] = "discharge-summary/v9"), "schema", "unknown");
        Breaks(With(r => r["outcome"] = null), ".outcome", "null");
        Breaks(With(r => r.Remove("missing")), "missing", "absent");
        Breaks(With(r => r["documents"]![0]!["textSha256"] = "00"), "documents[0].textSha256", "is not the text's");
        Breaks(With(r => r["documents"]![0]!["pages"]!.AsArray().RemoveAt(2)), "documents[0]", "3 in the text");
    }

    [Fact]
    public void Citations_are_checked()
    {
        static JsonNode First(JsonObject r) => r["summary"]!["hospitalCourse"]![0]!["citations"]![0]!;
        Breaks(With(r => First(r)["start"] = 3), "summary.hospitalCourse[0].citations[0]", "not the text at its offsets");
        Breaks(With(r => First(r)["end"] = 9999), "summary.hospitalCourse[0].citations[0]", "outside of the text");
        Breaks(With(r => First(r)["page"] = 3), "summary.hospitalCourse[0].citations[0]", "stands on page 1");
        Breaks(With(r => First(r)["quote"] = "Evidence of pneumonia."), "summary.hospitalCourse[0].citations[0]", "not the text");
        Breaks(With(r => First(r)["documentId"] = new string('0', 64)), "summary.hospitalCourse[0].citations[0]", "does not name");
        Breaks(With(r => First(r)["boxes"]![0]![0] = 1690), "summary.hospitalCourse[0].citations[0]", "outside of its page");
        Breaks(With(r => First(r)["boxes"] = new JsonArray()), "summary.hospitalCourse[0].citations[0]", "no box");
        BreaksStatement("hospitalCourse", Statement("metformin 500 mg", "metformin 500 mg"), "set aside");
    }

    [Fact]
    public void Fields_are_checked()
    {
        BreaksField(p => p["memberId"]!["value"] = "XQZ123465", "does not stand in its quotes");
        BreaksField(p => p["birthDate"]!["value"] = "1961-04-05", "does not stand in its quotes");
        BreaksField(p => p["birthDate"]!["value"] = "1962-03-04", "does not stand in its quotes");
        BreaksField(p => p["memberId"]!["citations"] = new JsonArray(), "without a citation");
        BreaksField(p => p["memberId"]!["citations"]![0]!["alignment"] = "fuzzy", "fuzzy");
        BreaksField(p => p["memberId"]!.AsObject().Remove("confidence"), "confidence");
        BreaksField(p => p["phone"]!["reason"] = "why", "missing, and more");
        BreaksField(p => p["name"]!["value"] = "Jane Doe", "refused with a value");
        BreaksField(p => p["name"] = new JsonObject { ["status"] = "conflicting", ["candidates"] = new JsonArray() }, "fewer than two sides");
        BreaksField(p => p["name"] = new JsonObject { ["status"] = "maybe" }, "unknown status");
    }

    [Fact]
    public void Statements_are_checked()
    {
        BreaksStatement("dischargeMedications", Statement("Torsemide 20 mg PO daily", "Torsemide 40 mg PO daily."), "number 20");
        BreaksStatement("dischargeMedications", Statement("Torsemide 40 mcg PO daily", "Torsemide 40 mg PO daily."), "unit mcg");
        BreaksStatement("dischargeMedications", Statement("Furosemide 40 mg PO daily", "Torsemide 40 mg PO daily."), "furosemide");
        BreaksStatement("hospitalCourse", Statement("Pain in right knee.", "Pain in left knee."), "side right");
        BreaksStatement("hospitalCourse", Statement("No pain in left knee.", "Pain in left knee."), "negation");
        BreaksStatement("hospitalCourse", Statement("evidence of pneumonia", "evidence of pneumonia"), "begins after a negation");
        BreaksStatement("secondaryDiagnoses", Statement("Cr < 1.3", "Cr < 1.3"), "begins after a condition");
        BreaksStatement("dischargeMedications", Statement("lisinopril 10 mg", "lisinopril 10 mg"), "begins after a stop");
        BreaksStatement("hospitalCourse", Statement("Treated with meropenem.", "Pain in left knee."), "meropenem");
        BreaksStatement("dischargeMedications", WithPart(Statement("Torsemide", "Torsemide 40 mg PO daily."), "dose", Extracted("80 mg", "40 mg PO")), "number 80");
    }

    [Fact]
    public void Assertions_are_held_against_the_gold()
    {
        BreaksStatement("secondaryDiagnoses", Statement("evidence of pneumonia", "No evidence of pneumonia."), "which note.pdf denies");
        BreaksStatement("secondaryDiagnoses", Statement("colon cancer", "Father had colon cancer."), "another person's");
        BreaksStatement("secondaryDiagnoses", Statement("Pneumonia", "Pneumonia versus atelectasis."), "only holds possible");
    }

    private static JsonObject With(Action<JsonObject> change)
    {
        var result = Summary();
        change(result);
        return result;
    }
}
