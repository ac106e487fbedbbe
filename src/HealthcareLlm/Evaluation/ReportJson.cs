using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Evaluation;

/// <summary>Writes a report as JSON: stable in order, the same bytes for the same scores.</summary>
internal static class ReportJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int FlushedAt = 1 << 16;

    internal static byte[] Write(EvaluationReport report, RunComparison? comparison = null, ImmutableArray<GateOutcome> gates = default)
    {
        using var stream = new MemoryStream();
        WriteTo(stream, report, comparison, gates);
        return stream.ToArray();
    }

    /// <summary>Writes case by case: the report of a great run is never in memory as a whole.</summary>
    internal static void WriteTo(Stream stream, EvaluationReport report, RunComparison? comparison, ImmutableArray<GateOutcome> gates)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", GoldenSets.GoldenSchema.Report);
            List(json, "evalsets", report.Evalsets, set =>
            {
                json.WriteString("id", set.Id);
                json.WriteNumber("version", set.Version);
                json.WriteString("task", set.Task);
            });
            if (report.Part is { } part) json.WriteString("part", part);
            List(json, "measures", report.Measures, measure => WriteMeasure(json, measure));
            List(json, "fields", report.Fields, field =>
            {
                json.WriteString("field", field.Field);
                json.WriteString("group", field.Group);
                json.WriteBoolean("critical", field.Critical);
                json.WriteNumber("given", field.Given);
                foreach (var count in field.Counts) json.WriteNumber(Names.Of(count.Key), count.Value);
            });
            List(json, "rates", report.Rates.Where(r => r.Of > 0), rate => WriteRate(json, rate));
            Confidence.ConfidenceJson.Write(json, report.Confidence);
            Subgroups.SubgroupTables.Write(json, report.Subgroups);
            if (comparison is not null) WriteComparison(json, comparison);
            if (!gates.IsDefaultOrEmpty) List(json, "gates", gates, gate => WriteGate(json, gate));
            List(json, "cases", report.Cases, score =>
            {
                WriteCase(json, score);
                if (json.BytesPending > FlushedAt) json.Flush();
            });
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static void WriteMeasure(Utf8JsonWriter json, Measure measure)
    {
        json.WriteString("measure", measure.Id);
        json.WriteString("group", measure.Group);
        json.WriteNumber("count", measure.Count);
        json.WriteNumber("of", measure.Of);
        if (measure.Value is not { } value)
        {
            json.WriteBoolean("notScored", true);
            return;
        }

        json.WriteNumber("value", Math.Round(value, 4));
        json.WriteNumber("lower95", Math.Round(measure.Lower95, 4));
        json.WriteNumber("upper95", Math.Round(measure.Upper95, 4));
    }

    private static void WriteComparison(Utf8JsonWriter json, RunComparison comparison)
    {
        if (!comparison.Remarks.IsEmpty)
        {
            json.WriteStartArray("comparisonRemarks");
            foreach (string remark in comparison.Remarks) json.WriteStringValue(remark);
            json.WriteEndArray();
        }

        List(json, "paired", comparison.Tests, test => WriteTest(json, test));
    }

    private static void WriteTest(Utf8JsonWriter json, Runs.PairedTest test)
    {
        json.WriteString("what", test.What);
        json.WriteNumber("cases", test.Cases);
        json.WriteNumber("pairs", test.Pairs);
        json.WriteNumber("onlyBefore", test.OnlyBefore);
        json.WriteNumber("onlyAfter", test.OnlyAfter);
        if (test.Repeats != (1, 1))
        {
            json.WriteNumber("runsBefore", test.Repeats.Before);
            json.WriteNumber("runsAfter", test.Repeats.After);
            json.WriteNumber("unsteadyBefore", test.Unsteady.Before);
            json.WriteNumber("unsteadyAfter", test.Unsteady.After);
            json.WriteNumber("tiesLeftOut", test.Ties);
        }

        Confidence.ConfidenceJson.OptionalP(json, "mcNemarP", test.PValue);
        if (test.Pairs == 0) return;
        json.WriteNumber("before", Math.Round(test.Before, 4));
        json.WriteNumber("after", Math.Round(test.After, 4));
        if (test.Difference is not { } difference) return;
        json.WriteNumber("differenceLower95", Math.Round(difference.Lower, 4));
        json.WriteNumber("differenceUpper95", Math.Round(difference.Upper, 4));
    }

    private static void WriteGate(Utf8JsonWriter json, GateOutcome gate)
    {
        json.WriteString("measure", gate.Gate.Measure);
        json.WriteString("group", gate.Gate.Group);
        if (gate.Gate.AtLeast is { } least) json.WriteNumber("atLeast", least);
        if (gate.Gate.AtMost is { } most) json.WriteNumber("atMost", most);
        if (gate.Gate.MinimumN > 0) json.WriteNumber("minimumN", gate.Gate.MinimumN);
        if (gate.Value is { } value) json.WriteNumber("value", Math.Round(value, 6));
        json.WriteNumber("n", gate.N);
        json.WriteBoolean("kept", gate.Kept);
        if (gate.Gate.Task is { } task) json.WriteString("task", task);
        if (gate.Skipped) json.WriteBoolean("skipped", true);
        if (gate.Remark.Length > 0) json.WriteString("remark", gate.Remark);
    }

    private static void WriteText(Utf8JsonWriter json, Prose.TextMetrics text)
    {
        json.WriteStartObject("text");
        json.WriteNumber("words", text.Words);
        if (text.SourceWords is { } words) json.WriteNumber("sourceWords", words);
        json.WriteNumber("repeatedTrigrams", text.Repeated.Count);
        json.WriteNumber("trigrams", text.Repeated.Of);
        json.WriteNumber("supported", text.Supported.Count);
        json.WriteNumber("statements", text.Supported.Of);
        if (text.Rouge is { } rouge)
        {
            foreach (var (name, overlap) in new[] { ("rouge1", rouge.One), ("rouge2", rouge.Two), ("rougeL", rouge.L), ("rougeLsum", rouge.Lsum) })
            {
                json.WriteStartObject(name);
                json.WriteNumber("precision", Math.Round(overlap.Precision, 6));
                json.WriteNumber("recall", Math.Round(overlap.Recall, 6));
                json.WriteNumber("f", Math.Round(overlap.F, 6));
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private static void WriteRate(Utf8JsonWriter json, FieldRate rate)
    {
        json.WriteString("field", rate.Field);
        json.WriteString("rate", Names.Of(rate.Kind));
        json.WriteNumber("count", rate.Count);
        json.WriteNumber("of", rate.Of);
        json.WriteNumber("wilsonLower95", Math.Round(rate.Wilson.Lower, 4));
        json.WriteNumber("wilsonUpper95", Math.Round(rate.Wilson.Upper, 4));
        json.WriteNumber("documentsRight", rate.DocumentsRight);
        json.WriteNumber("documents", rate.Documents);
        json.WriteNumber("documentsWilsonLower95", Math.Round(rate.DocumentWilson.Lower, 4));
        json.WriteNumber("documentsWilsonUpper95", Math.Round(rate.DocumentWilson.Upper, 4));
        if (rate.Bootstrap is not { } interval) return;
        json.WriteNumber("bootstrapLower95", Math.Round(interval.Lower, 4));
        json.WriteNumber("bootstrapUpper95", Math.Round(interval.Upper, 4));
    }

    private static void WriteCase(Utf8JsonWriter json, CaseScore score)
    {
        json.WriteString("id", score.Id);
        json.WriteString("evalset", score.Evalset);
        json.WriteString("part", score.Part);
        if (score.NotScored is { } why) json.WriteString("notScored", why);
        json.WriteStartObject("tags");
        foreach (var tag in score.Tags) json.WriteString(tag.Key, tag.Value);
        json.WriteEndObject();
        List(json, "leaves", score.Leaves.Where(l => l.Outcome != LeafOutcome.RightlyMissing), leaf =>
        {
            json.WriteString("path", leaf.Path);
            json.WriteString("outcome", Names.Of(leaf.Outcome));
            json.WriteString("class", Names.Of(leaf.Class));
            if (leaf.Gold is { } gold) json.WriteString("gold", gold);
            if (leaf.Given is { } given) json.WriteString("given", given);
            if (leaf.Score is { } ranked) json.WriteNumber("score", ranked);
            if (leaf.Confidence is { } confidence) json.WriteNumber("confidence", confidence);
            if (leaf.Anls is { } anls) json.WriteNumber("anls", Math.Round(anls, 4));
            if (leaf.RightAmongCandidates) json.WriteBoolean("rightAmongCandidates", true);
        });
        List(json, "lists", score.Lists, list =>
        {
            json.WriteString("list", list.Field);
            json.WriteNumber("expected", list.Gold);
            json.WriteNumber("given", list.Given);
            json.WriteNumber("matched", list.Matched);
            json.WriteNumber("whole", list.Whole);
        });
        List(json, "traps", score.Traps, trap =>
        {
            json.WriteString("id", trap.Id);
            json.WriteString("kind", trap.Kind);
            if (trap.Where is { } where) json.WriteString("sprungAt", where);
        });
        List(json, "facts", score.Summary?.Facts ?? [], fact =>
        {
            json.WriteString("id", fact.Id);
            json.WriteString("section", fact.Section);
            json.WriteBoolean("must", fact.Must);
            json.WriteString("state", Names.Of(fact.State));
            if (fact.ChangeIsRight is { } right) json.WriteBoolean("changeIsRight", right);
        });
        if (score.Summary?.Text is { } text) WriteText(json, text);
        List(json, "faults", CaseFaults.Of(score), fault =>
        {
            json.WriteString("where", fault.Where);
            json.WriteString("fault", fault.Fault);
            if (fault.Gold.Length > 0) json.WriteString("gold", fault.Gold);
            if (fault.Given.Length > 0) json.WriteString("given", fault.Given);
        });
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
