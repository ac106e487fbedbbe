using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Evaluation.GoldenSets;

namespace HealthcareLlm.Tests.Evaluation.GoldenSets;

/// <summary>A checker that cannot find fault is worthless: a set that keeps every promise is broken in one place after another, and each is named with file and line.</summary>
public sealed class GoldenSetCheckerTests : IDisposable
{
    private readonly SmallSet _set = new();

    public void Dispose() => _set.Dispose();

    [Fact]
    public async Task A_set_that_keeps_its_promises_has_no_error_and_what_was_checked_is_counted()
    {
        var report = await _set.CheckAsync();
        Assert.Empty(report.Faults.Where(f => f.Weight == FaultWeight.Error));
        Assert.Equal((2, 2, 1), (report.Counts["cases"], report.Counts["documents"], report.Counts["quotes"]));
        Assert.Equal(SetRules.Size, Assert.Single(report.Faults).Rule);
    }

    [Theory]
    // What is changed, to what, the rule, and a text on the line that must be named.
    [InlineData("part", "\"training\"", SetRules.Format, "training")]
    [InlineData("date", "\"2026-02-30\"", SetRules.Values, "2026-02-30")]
    [InlineData("id", "\"three\"", SetRules.Names, "three")]
    [InlineData("task", "\"discharge-summary\"", SetRules.Names, "discharge-summary")]
    [InlineData("colour", "\"red\"", SetRules.Format, "colour")]
    [InlineData("tags.sex", "\"F\"", SetRules.Format, "\"F\"")]
    [InlineData("record.patient.shoeSize", "{ \"value\": \"44\" }", SetRules.Format, "shoeSize")]
    [InlineData("record.patient.birthDate.value", "\"03/04/1961\"", SetRules.Values, "03/04/1961")]
    [InlineData("record.patient.memberId.value", "\"XQZ-123456\"", SetRules.Values, "XQZ-123456")]
    [InlineData("record.patient.sex", "{ \"value\": \"F\" }", SetRules.Values, "\"F\"")]
    [InlineData("record.requestingProvider", "{ \"npi\": { \"value\": \"1234567890\" } }", SetRules.Values, "1234567890")]
    [InlineData("record.patient.name", "{ \"status\": \"refused\", \"value\": \"x\" }", SetRules.Values, "\"name\"")]
    [InlineData("record.patient.name", "{ \"status\": \"conflicting\", \"sides\": [\"Ann Lee\", \"ANN LEE\"] }", SetRules.Values, "\"sides\"")]
    [InlineData("record.patient.name", "{ \"anyOf\": [\"x\"] }", SetRules.Values, "\"name\"")]
    [InlineData("record.diagnoses[0].code.at[0].quote", "\"Diagnosis: M17.13\"", SetRules.Quotes, "Diagnosis: M17.13")]
    [InlineData("record.diagnoses[0].code.at[0].file", "\"other.txt\"", SetRules.Documents, "other.txt")]
    [InlineData("record.diagnoses[0].code.at[0].page", "2", SetRules.Documents, "\"page\": 2")]
    [InlineData("record.diagnoses[0].description", "{ \"pattern\": \"knee|\" }", SetRules.Patterns, "knee|")]
    [InlineData("record.diagnoses[0].description", "{ \"pattern\": \"(knee\" }", SetRules.Patterns, "(knee")]
    [InlineData("record.diagnoses[0].description", "{ \"pattern\": \"a|e|i\" }", SetRules.Patterns, "a|e|i")]
    // In plain text a date or a name that stands nowhere is a slip.
    [InlineData("record.patient.name.value", "\"Maria Garcia\"", SetRules.Quotes, "\"name\"")]
    [InlineData("record.diagnoses[0].code.pattern", "\"M17\"", SetRules.Values, "\"M17\"")]
    [InlineData("missing", "[\"patient.memberId\"]", SetRules.Values, "\"patient.memberId\"")]
    [InlineData("missing", "[\"patient.sex\"]", SetRules.Paths, "\"patient.sex\"")]
    [InlineData("traps[0].path", "\"diagnoses[].codes\"", SetRules.Paths, "diagnoses[].codes")]
    [InlineData("setAside", "[ { \"file\": \"note.txt\", \"page\": 9, \"reason\": \"other-patient\" } ]", SetRules.Documents, "\"page\": 9")]
    [InlineData("documents[0].pages", "3", SetRules.Documents, "\"pages\": 3")]
    [InlineData("documents[0].file", "\"gone.txt\"", SetRules.Documents, "\"documents\"")]
    [InlineData("documents[0].sha256", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", SetRules.Documents, "sha256")]
    public async Task A_broken_promise_is_named_with_its_line(string path, string value, string rule, string text)
    {
        int line = _set.Break(g => Set(g, path, JsonNode.Parse(value)), text);
        var found = (await _set.CheckAsync()).Faults.Where(f => f.File == _set.File1 && f.Rule == rule && f.Line == line);
        Assert.NotEmpty(found);
    }

    [Fact]
    public async Task An_id_that_does_not_stand_in_its_plain_text_is_an_error()
    {
        // The place is an entry of the list 'at': the line after it.
        int line = 1 + _set.Break(g => g["record"]!["patient"]!["memberId"]!["value"] = "XQZ123465", "\"at\"");
        Assert.Contains((await _set.CheckAsync()).Faults, f => f is { Rule: SetRules.Quotes, Weight: FaultWeight.Error } && f.Line == line && f.Message.Contains("does not stand", StringComparison.Ordinal) && !f.Message.Contains("XQZ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_json_or_has_a_member_twice_is_named_with_its_line()
    {
        await File.WriteAllTextAsync(_set.File1, "{\n \"id\": \"one\",\n \"part\": ,\n}");
        Assert.Contains((await _set.CheckAsync()).Faults, f => f.File == _set.File1 && f is { Line: 3, Rule: SetRules.Format });
        await File.WriteAllTextAsync(_set.File1, "{\n \"id\": \"one\",\n \"part\": \"test\",\n \"part\": \"development\"\n}");
        Assert.Contains((await _set.CheckAsync()).Faults, f => f.File == _set.File1 && f is { Line: 4, Path: "part" });
    }

    [Fact]
    public async Task Another_version_is_refused_with_the_way_to_migrate()
    {
        int line = _set.Break(g => g["schema"] = "golden-case/v7", "golden-case/v7");
        var fault = Assert.Single((await _set.CheckAsync()).Faults, f => f.File == _set.File1);
        Assert.Equal(line, fault.Line);
        Assert.Contains(SchemaVersions.HowToMigrate, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_person_in_two_parts_is_a_leak_and_in_one_part_a_warning()
    {
        _set.AddCase("three", SmallSet.Case("three", "calibration"), "Quite another text.\nJane A Doe, 03/04/1961\nMember ID: XQZ123456\nDiagnosis: M17.12\n");
        var leak = (await _set.CheckAsync()).Faults.Where(f => f.Rule == SetRules.Leaks).ToList();
        Assert.Equal(["record.patient.memberId", "record.patient.name"], leak.Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.All(leak, f => Assert.Equal(FaultWeight.Error, f.Weight));
        _set.AddCase("three", SmallSet.Case("three", "development"), "Quite another text.\nJane A Doe, 03/04/1961\nMember ID: XQZ123456\nDiagnosis: M17.12\n");
        var twice = await _set.CheckAsync();
        Assert.Equal(0, twice.Errors);
        Assert.Equal(2, twice.Faults.Count(f => f.Rule == SetRules.Twice));
    }

    [Theory]
    [InlineData("Jane Doe", true)]
    [InlineData("DOE, JANE A.", true)]
    [InlineData("Jan\u00e9 A Doe-Smith", true)]
    [InlineData("Joan A Doe", false)]
    public async Task A_person_written_otherwise_and_born_on_the_same_day_is_a_leak(string name, bool isFound)
    {
        var golden = SmallSet.Case("three", "calibration");
        golden["record"]!["patient"]!["memberId"]!["value"] = "ZZZ999";
        golden["record"]!["patient"]!["name"]!["value"] = name;
        _set.AddCase("three", golden, "Quite another text.\nMember ID: ZZZ999\nDiagnosis: M17.12\n");
        Assert.Equal(isFound, (await _set.CheckAsync()).Faults.Any(f => f is { Rule: SetRules.Leaks, Weight: FaultWeight.Error, Path: "record.patient.name" }));
        golden["record"]!["patient"]!["birthDate"]!["value"] = "1961-04-03";
        _set.AddCase("three", golden, "Quite another text.\nMember ID: ZZZ999\nDiagnosis: M17.12\n");
        Assert.DoesNotContain((await _set.CheckAsync()).Faults, f => f.Rule == SetRules.Leaks);
    }

    [Fact]
    public async Task A_short_text_with_a_few_other_entries_is_a_leak_and_one_of_another_wording_is_none()
    {
        const string Short = "Progress note of the third day. Patient {0} was seen at bedside, awake and comfortable. Cough is better, no fever since {1}. Lungs clear on both sides. Weight {2} kg, down a little. Plan: go on with the antibiotic by mouth until {3}, walk with physical therapy twice a day, and home when the oxygen is off.";
        string Filled(params object[] entries) => string.Format(System.Globalization.CultureInfo.InvariantCulture, Short, entries);
        async Task<bool> IsFound(string second)
        {
            Anonymous("three", "test", Filled("Ida Berg", "Monday", 71, "01/05/2026"));
            Anonymous("four", "development", second);
            return (await _set.CheckAsync()).Faults.Any(f => f is { Rule: SetRules.Leaks, Weight: FaultWeight.Error } && f.Message.Contains("of its words", StringComparison.Ordinal));
        }

        // 57 words, so 53 runs of five: with four other entries the two share fewer than four fifths of the runs.
        Assert.True(await IsFound(Filled("Rolf Stein", "Tuesday", 82, "03/09/2025")));
        Assert.False(await IsFound("Consult of the second day. Mr Stein sits in a chair. He still has a fever and coughs at night. Crackles at the left base. Weight 82 kg. Plan: change the antibiotic to the vein, a film of the chest tomorrow, and physical therapy once he is stronger. Oxygen stays on until then, and the family was told so today."));
        // A phrase that many notes have is too short to tell.
        Anonymous("three", "test", "No acute distress. Vital signs stable. Will follow up.");
        Anonymous("four", "development", "No acute distress. Vital signs stable. Will follow up tomorrow.");
        Assert.DoesNotContain((await _set.CheckAsync()).Faults, f => f is { Rule: SetRules.Leaks, Weight: FaultWeight.Error });
    }

    [Theory]
    [InlineData("Patient: DOE, JANE     MRN: 5540018     DOB: 12/19/1950", "Name: Ann Lee   Medical record number 5540018\n", "medical record number")]
    [InlineData("Patient: DOE, JANE B     MRN: 5540018     DOB: 12/19/1950", "Patient name: Jane Doe. Date of birth: December 19, 1950.", "name and birth date")]
    [InlineData("Name: Jane Doe\nDate of Birth: 1950-12-19\n", "Pt: Doe, Jane   DOB 19-Dec-1950   HD 2", "name and birth date")]
    [InlineData("Patient: DOE, JANE     MRN: 5540018     DOB: 12/19/1950", "Patient: Doe, Jane   MRN 5540019   DOB 12/18/1950", null)]
    [InlineData("Patient: DOE, JANE     MRN: 5540018     DOB: 12/19/1950", "Patient: Lee, Ann   MRN 5540019   DOB 12/19/1950", null)]
    [InlineData("LOWE, Tobias   HG-7718204   66M   DOB 30AUG1959", "Patient: Tobias Lowe   DOB 8/30/59", "name and birth date")]
    [InlineData("MRN: unknown\nPatient: DOE, JANE", "MRN: unknown\nPatient: DOE, JANE", null)]
    [InlineData("Provider Name: Jane Doe\nPatient: Ann Lee  DOB: 12/19/1950", "Provider Name: Jane Doe\nPatient: Rolf Stein  DOB: 12/19/1950", null)]
    public async Task The_same_person_in_two_encounters_of_different_parts_is_a_leak(string first, string second, string? how)
    {
        Encounter("three", "test", first + "\nProgress note of the third day, with a cough that is better.");
        Encounter("four", "development", second + "\nQuite another kind of writing about an ankle.");
        var report = await _set.CheckAsync();
        var leaks = report.Faults.Where(f => f is { Rule: SetRules.Leaks, Weight: FaultWeight.Error }).ToList();
        Assert.Equal(how is not null, leaks.Count > 0);
        Assert.All(leaks, f => Assert.Contains(how!, f.Message, StringComparison.Ordinal));
        Assert.All(leaks, f => Assert.True(f.Path == "documents[0]" && f.Line > 1 && !f.Message.Contains("5540018", StringComparison.Ordinal) && !f.Message.Contains("Jane", StringComparison.OrdinalIgnoreCase)));
        bool isStated = !first.StartsWith("MRN: unknown", StringComparison.Ordinal);
        Assert.Equal(isStated ? 4 : 2, report.Counts["people compared with each other"]);
        Assert.Equal(isStated ? 0 : 2, report.NotChecked.Where(n => n.Key.StartsWith("encounters whose", StringComparison.Ordinal)).Sum(n => n.Value));
    }

    [Fact]
    public async Task A_stranger_whose_page_must_be_set_aside_is_not_the_person_of_the_encounter()
    {
        Encounter("three", "test", "Patient: Doe, Jane  MRN 5540018\nProgress note of the third day, with a cough that is better.");
        Encounter("four", "development", "Patient: Doe, Jane  MRN 5540018\nQuite another kind of writing about an ankle.", g => g["setAside"] = new JsonArray(new JsonObject { ["file"] = "note.txt", ["page"] = 1, ["reason"] = "other-patient" }));
        Assert.DoesNotContain((await _set.CheckAsync()).Faults, f => f.Rule == SetRules.Leaks);
    }

    [Theory]
    [InlineData("diagnoses[].code", "M17.12", true)]
    [InlineData("diagnoses[].code", "m17.12", true)]
    [InlineData("diagnoses[].code", "M17.11", false)]
    [InlineData("patient.name", "JANE A DOE", true)]
    [InlineData("patient.memberId", "M17.12", false)]
    public async Task A_trap_that_a_right_result_would_spring_is_an_error(string path, string value, bool isFound)
    {
        int line = _set.Break(g => (g["traps"]![0]!["path"], g["traps"]![0]!["value"]) = (path, value), $"\"value\": \"{value}\"");
        var faults = (await _set.CheckAsync()).Faults.Where(f => f is { Path: "traps[0].value", Rule: SetRules.Values, Weight: FaultWeight.Error }).ToList();
        Assert.Equal(isFound, faults.Count == 1);
        Assert.All(faults, f => Assert.True(f.Line >= line));
        // A value that must be refused is not in a right result.
        _set.Break(g => g["record"]!["diagnoses"]![0]!["code"] = new JsonObject { ["status"] = "refused", ["value"] = "M17.12", ["why"] = "unreadable" }, "x");
        if (path == "diagnoses[].code") Assert.DoesNotContain((await _set.CheckAsync()).Faults, f => f.Path == "traps[0].value");
    }

    [Theory]
    [InlineData("record.requestingProvider", "{ \"npi\": { \"value\": \"1003000126\" } }", "record.requestingProvider.npi")]
    [InlineData("record.patient.name", "{ \"value\": \"Jane B Doe\" }", "record.patient.name")]
    [InlineData("record.patient.birthDate", "{ \"value\": \"1961-03-05\" }", "record.patient.birthDate")]
    [InlineData("record.patient.name", "{ \"status\": \"conflicting\", \"sides\": [\"Jane A Doe\", \"Ann Lee\"] }", "record.patient.name")]
    [InlineData("record.patient.name", "{ \"value\": \"Janet Doe\", \"anyOf\": [\"Jane A Doe\"] }", null)]
    [InlineData("record.patient.sex", "{ \"value\": \"female\" }", null)]
    [InlineData("record.patient.name", "{ \"value\": \"DOE, JANE A\" }", null)]
    [InlineData("record.patient.name", "{ \"status\": \"refused\", \"value\": \"Ann Lee\", \"why\": \"unreadable\" }", null)]
    [InlineData("record.diagnoses[0].description", "{ \"value\": \"unilateral primary osteoarthritis, left knee\" }", null)]
    [InlineData("record.diagnoses[0].description", "{ \"value\": \"fracture of the right ankle\" }", "record.diagnoses[0].description")]
    public async Task A_value_without_a_place_that_stands_in_no_document_is_looked_at(string path, string value, string? at)
    {
        _set.Break(g => Set(g, path, JsonNode.Parse(value)), "x");
        var report = await _set.CheckAsync();
        var found = report.Faults.Where(f => f.File == _set.File1 && f.Message.Contains("stands in no document", StringComparison.Ordinal)).ToList();
        Assert.Equal(at is null ? [] : new[] { at }, found.Select(f => f.Path));
        // Words may have been told by a rule; a name, a date, a code are a slip.
        Assert.All(found, f => Assert.Equal((path.EndsWith("description", StringComparison.Ordinal) ? FaultWeight.Warning : FaultWeight.Error, SetRules.Quotes), (f.Weight, f.Rule)));
        Assert.True(report.Counts["values without a place, looked for in every document"] > 0);
        // Where a document is no text, nothing can be told, and that is said.
        var unread = await _set.CheckAsync((_, _) => Task.FromResult<DocumentFacts?>(new([new(null, null, null, [])], null)));
        Assert.DoesNotContain(unread.Faults, f => f.Message.Contains("stands in no document", StringComparison.Ordinal));
        Assert.Contains(unread.NotChecked, n => n.Key.StartsWith("values without a place", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_document_that_cannot_be_opened_is_an_error()
    {
        var fault = Assert.Single((await _set.CheckAsync((path, stop) => path.Contains("two", StringComparison.Ordinal) ? Task.FromResult<DocumentFacts?>(null) : SmallSet.Look(path, stop))).Faults, f => f.Rule == SetRules.Documents);
        Assert.Equal(("documents[0]", FaultWeight.Error), (fault.Path, fault.Weight));
        Assert.Contains("cannot be opened", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u65e5\u672c \u00fc")]
    [InlineData("../../pa/cases/x")]
    [InlineData("../cases/two")]
    public async Task A_name_that_can_be_no_folder_is_a_broken_case_and_the_others_are_read(string id)
    {
        _set.List("one", id, "two");
        var set = EvalsetReader.Read(_set.Folder);
        Assert.Equal(["one", "two"], set.Cases.Select(c => c.Id));
        var broken = Assert.Single(set.Broken);
        Assert.Equal(id, broken.Id);
        Assert.Contains("can be no case's folder", broken.Fault, StringComparison.Ordinal);
        var report = await _set.CheckAsync();
        Assert.Equal(2, report.Counts["cases"]);
        Assert.Contains(report.Faults, f => f is { Rule: SetRules.Names, Weight: FaultWeight.Error } && f.Message.Contains("can be no case's folder", StringComparison.Ordinal));
        // What is kept of it never lies outside of the run.
        Assert.StartsWith(Path.Combine(_set.Root, "run", EvaluationRun.ResultsFolder) + Path.DirectorySeparatorChar, Path.GetFullPath(EvaluationRun.ResultFile(Path.Combine(_set.Root, "run"), id)), StringComparison.Ordinal);
        Assert.NotEqual(EvaluationRun.ResultFile(_set.Root, "two"), Path.GetFullPath(EvaluationRun.ResultFile(_set.Root, id)));
    }

    [Fact]
    public async Task Ids_and_files_that_only_the_case_of_letters_parts_are_named()
    {
        _set.AddCase("ONE", SmallSet.Case("ONE", "development"), "Quite another text.\nJane A Doe, 03/04/1961\nMember ID: XQZ123456\nDiagnosis: M17.12\n");
        Assert.Contains((await _set.CheckAsync()).Faults, f => f is { Rule: SetRules.Names, Weight: FaultWeight.Error } && f.Message.Contains("in the case of letters alone", StringComparison.Ordinal) && f.Message.Contains("ONE", StringComparison.Ordinal));
        int line = _set.Break(g => g["documents"]!.AsArray().Add(new JsonObject { ["file"] = "NOTE.txt", ["pages"] = 1 }), "NOTE.txt");
        Assert.Contains((await _set.CheckAsync()).Faults, f => f.File == _set.File1 && f.Rule == SetRules.Names && f.Line == line - 1 && f.Message.Contains("'NOTE.txt' differs from 'note.txt'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_value_that_does_not_stand_in_its_own_quote_is_named()
    {
        Assert.Equal(1, (await _set.CheckAsync()).Counts["values in their quotes"]);
        async Task<SetFault?> With(string path, string value, params string[] quotes)
        {
            _set.Break(
                g => Set(g, path, new JsonObject { ["value"] = value, ["at"] = new JsonArray([.. quotes.Select(q => new JsonObject { ["file"] = "note.txt", ["quote"] = q })]) }),
                "x");
            return (await _set.CheckAsync()).Faults.SingleOrDefault(f => f.Rule == SetRules.Quotes && f.Message.Contains("does not stand in this quote", StringComparison.Ordinal));
        }

        Assert.Null(await With("record.patient.name", "Jane A Doe", "Patient Name: Jane A Doe"));
        var fault = await With("record.patient.name", "Jane B Doe", "Patient Name: Jane A Doe");
        Assert.Equal(("record.patient.name.at[0]", FaultWeight.Error), (fault!.Path, fault.Weight));
        Assert.DoesNotContain("Jane", fault.Message, StringComparison.Ordinal);
        Assert.Null(await With("record.patient.name", "Jane A Doe", "Patient Name: Jane A", "Doe"));
        Assert.Null(await With("record.patient.name", "Jane A Doe", "Patient Name: Jane A Doe", "Doe"));
        Assert.NotNull(await With("record.patient.name", "Jane A Doe", "Patient Name: Jane A Doe", "chest pain"));
        Assert.Null(await With("record.patient.name", "Jane A Doe", "Patient Name: Jane A Doe"));
        Assert.Null(await With("record.patient.birthDate", "1961-03-04", "Date of Birth: 03/04/1961"));
        Assert.NotNull(await With("record.patient.birthDate", "1961-03-05", "Date of Birth: 03/04/1961"));
        Assert.Null(await With("record.patient.birthDate", "1961-03-04", "Date of Birth: 03/04/1961"));
        // Choices are mapped by a rule; what must be refused was never written.
        Assert.Null(await With("record.patient.sex", "female", "She denies"));
    }

    [Fact]
    public async Task A_value_in_a_quote_by_offsets_is_held_to_what_stands_there()
    {
        int start = SmallSet.Note.IndexOf("M17.12", StringComparison.Ordinal);
        _set.Break(g => g["record"]!["diagnoses"]![0]!["code"]!["at"]![0] = new JsonObject { ["file"] = "note.txt", ["start"] = start, ["end"] = start + 5, ["quoteSha256"] = Hash("M17.1") }, "x");
        Assert.Contains((await _set.CheckAsync()).Faults, f => f is { Rule: SetRules.Quotes, Path: "record.diagnoses[0].code.at[0]", Weight: FaultWeight.Error });
    }

    [Fact]
    public async Task The_same_file_and_nearly_the_same_text_in_two_parts_are_leaks()
    {
        string text = string.Join(' ', Enumerable.Range(1, 120).Select(i => "word" + i.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        Anonymous("three", "test", text);
        Anonymous("four", "development", text + " and one sentence more at its end");
        // 120 words are 116 runs of five; the longer text holds all of them: 100 % of the shorter.
        Assert.Contains((await _set.CheckAsync()).Faults, f => f.Rule == SetRules.Leaks && f.Message.Contains("100 %", StringComparison.Ordinal));
        Anonymous("four", "development", text);
        Assert.Contains((await _set.CheckAsync()).Faults, f => f.Rule == SetRules.Leaks && f.Message.Contains("same file", StringComparison.Ordinal));
        // Every fourth word another: no run of five words is shared.
        Anonymous("four", "development", string.Join(' ', text.Split(' ').Select((w, i) => i % 4 == 0 ? "other" + w : w)));
        Assert.DoesNotContain((await _set.CheckAsync()).Faults, f => f is { Rule: SetRules.Leaks, Weight: FaultWeight.Error });
    }

    [Fact]
    public async Task Nearly_the_same_picture_in_two_parts_is_a_leak()
    {
        byte[] print = [.. Enumerable.Range(0, PicturePrint.Columns * PicturePrint.Rows).Select(i => (byte)(i * 7919 % 251))];
        byte[] near = [.. print.Select((b, i) => i % 50 == 0 ? (byte)128 : b)], far = [.. print.Reverse()];
        async Task<SetReport> With(byte[] second) => await _set.CheckAsync((path, _) => Task.FromResult<DocumentFacts?>(
            new([new(null, null, null, [.. path.Contains("two", StringComparison.Ordinal) ? second : print])], null)));
        Assert.Contains((await With(near)).Faults, f => f.Rule == SetRules.Leaks && f.Message.Contains("looks on page 1", StringComparison.Ordinal));
        Assert.DoesNotContain((await With(far)).Faults, f => f.Message.Contains("looks on", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Listings_and_cards_are_checked()
    {
        _set.List("one", "one");
        await File.WriteAllTextAsync(Path.Combine(_set.Folder, "README.md"), "# card\nSource: to be filled in\n");
        var report = await _set.CheckAsync();
        Assert.Contains(report.Faults, f => f.Rule == SetRules.Twice && f.Message.Contains("one is listed twice", StringComparison.Ordinal));
        Assert.Contains(report.Faults, f => f.Rule == SetRules.Names && f.Message.Contains("cases/two", StringComparison.Ordinal));
        Assert.Equal(5, report.Faults.Count(f => f.Rule == SetRules.Card));
        _set.List();
        Assert.Contains((await _set.CheckAsync()).Faults, f => f.Rule == SetRules.Size && f.Message.Contains("no cases", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_quote_outside_of_the_repository_is_held_by_offsets_and_hash()
    {
        string outside = Path.Combine(_set.Root, "elsewhere");
        Directory.CreateDirectory(outside);
        File.Move(Path.Combine(_set.Folder, "cases", "one", "documents", "note.txt"), Path.Combine(outside, "note.txt"));
        int start = SmallSet.Note.IndexOf("M17.12", StringComparison.Ordinal);
        void Point(int from, string quote) => _set.Break(
            g =>
            {
                g["documents"]![0] = new JsonObject { ["file"] = "note.txt", ["pages"] = 1, ["outside"] = true, ["sha256"] = Hash(SmallSet.Note) };
                g["record"]!["diagnoses"]![0]!["code"]!["at"]![0] = new JsonObject { ["file"] = "note.txt", ["start"] = from, ["end"] = from + 6, ["quoteSha256"] = Hash(quote) };
            },
            "x");
        Point(start, "M17.12");
        var whole = await _set.CheckAsync(outside: outside);
        Assert.Equal(0, whole.Errors);
        Assert.Equal(1, whole.Counts["quotes"]);
        Point(start + 1, "M17.12");
        Assert.Contains((await _set.CheckAsync(outside: outside)).Faults, f => f.Rule == SetRules.Quotes && f.Weight == FaultWeight.Error);
        Assert.NotEmpty((await _set.CheckAsync()).NotChecked);
        await File.WriteAllTextAsync(Path.Combine(outside, "note.txt"), SmallSet.Note + "changed");
        Assert.Contains((await _set.CheckAsync(outside: outside)).Faults, f => f.Message.Contains("its hash is another", StringComparison.Ordinal));
        Assert.Equal("one", Assert.Single(EvalsetReader.Read(_set.Folder).Broken).Id);
        Assert.Empty(EvalsetReader.Read(_set.Folder, outside).Broken);
    }

    [Fact]
    public void Every_path_of_the_contract_stands_in_the_schema_of_golden_cases()
    {
        foreach (var field in HealthcareLlm.Drafting.RecordFields.All)
        {
            JsonNode leaf = new JsonObject { ["value"] = "x" };
            string[] steps = field.Path.Split('.');
            for (int i = steps.Length - 1; i >= 0; i--)
            {
                bool isList = steps[i].EndsWith("[]", StringComparison.Ordinal);
                leaf = new JsonObject { [isList ? steps[i][..^2] : steps[i]] = isList ? new JsonArray(leaf) : leaf };
            }

            var golden = SmallSet.Case("one", "test");
            golden["record"] = leaf;
            Assert.Empty(GoldenSchema.Faults(GoldenSchema.Case, golden.ToJsonString()));
        }
    }

    private void Encounter(string id, string part, string text, Action<JsonObject>? change = null)
    {
        var golden = SmallSet.Case(id, part);
        golden["task"] = "discharge-summary";
        foreach (string member in (string[])["record", "traps", "missing"]) golden.Remove(member);
        foreach (string list in (string[])["facts", "conflicts", "assertions", "missing", "setAside", "traps"]) golden[list] = new JsonArray();
        change?.Invoke(golden);
        _set.AddCase(id, golden, text);
    }

    private void Anonymous(string id, string part, string text)
    {
        var golden = SmallSet.Case(id, part);
        golden["record"] = new JsonObject();
        _set.AddCase(id, golden, text);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Set(JsonNode at, string path, JsonNode? value)
    {
        string[] steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal).Split('.');
        foreach (string step in steps[..^1]) at = int.TryParse(step, out int i) ? at[i]! : at[step]!;
        if (int.TryParse(steps[^1], out int last)) at[last] = value;
        else at[steps[^1]] = value;
    }
}
