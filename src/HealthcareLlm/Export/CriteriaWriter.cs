using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Guards;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Deciding;

namespace HealthcareLlm.Export;

/// <summary>Writes <c>criteria</c> of a result file.</summary>
internal static class CriteriaWriter
{
    internal static void Write(Utf8JsonWriter json, CriteriaResult criteria)
    {
        json.WriteStartObject("criteria");
        switch (criteria)
        {
            case CriteriaResult.Determined determined:
                json.WriteString("choice", "chosen");
                WriteDetermined(json, determined);
                break;
            case CriteriaResult.Undetermined { Choice: PolicyChoice.NotFound none } undetermined:
                json.WriteString("choice", "not-found");
                WriteHead(json, undetermined);
                WriteSearched(json, none.Searched);
                break;
            case CriteriaResult.Undetermined { Choice: PolicyChoice.Unsettled unsettled } undetermined:
                json.WriteString("choice", "unsettled");
                WriteHead(json, undetermined);
                json.WriteStartArray("candidates");
                foreach (var candidate in unsettled.Candidates)
                {
                    json.WriteStartObject();
                    WriteName(json, candidate.Policy);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException("unknown kind of criteria");
        }

        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, CriteriaResult criteria)
    {
        json.WriteString("outcome", Names.Of(criteria.Outcome));
        json.WriteString("sentence", criteria.Sentence);
    }

    private static void WriteName(Utf8JsonWriter json, MedicalPolicy policy)
    {
        json.WriteString("policyId", policy.PolicyId);
        json.WriteString("version", policy.Version);
        json.WriteString("title", policy.Title);
        json.WriteString("effectiveFrom", Day(policy.EffectiveFrom));
        if (policy.LastDay is { } last) json.WriteString("effectiveTo", Day(last));
    }

    private static void WriteDetermined(Utf8JsonWriter json, CriteriaResult.Determined determined)
    {
        var determination = determined.Determination;
        WriteHead(json, determined);
        WriteName(json, determination.Policy.Policy);
        json.WriteString("contentHash", determination.Policy.Policy.ContentHash);
        json.WriteString("serviceDate", Day(determination.ServiceDate));
        json.WriteString("kind", determination.IsContinuation ? "continuation" : "initial");
        json.WriteNumber("evaluated", determination.Evaluated);
        json.WriteNumber("total", determination.Total);
        json.WriteStartArray("tree");
        foreach (var node in determination.Nodes) WriteNode(json, node, determined.Evidence);
        json.WriteEndArray();
        json.WriteStartArray("submission");
        foreach (var item in determined.Submission)
        {
            json.WriteStartObject();
            json.WriteString("kind", item.Kind);
            json.WriteString("ref", item.Ref);
            json.WriteString("state", item.State);
            json.WriteString("of", item.Of);
            json.WriteString("request", item.Request);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNode(Utf8JsonWriter json, NodeFinding node, ImmutableDictionary<string, ImmutableArray<Citation>> evidence)
    {
        json.WriteStartObject();
        json.WriteString("id", node.Id);
        json.WriteString("op", node.Op);
        if (node.Parent is { } parent) json.WriteString("parent", parent);
        json.WriteString("state", node.State.ToString());
        if (node.Finding is { } finding)
        {
            json.WriteString("text", finding.Criterion.Text);
            WriteClause(json, finding.Criterion.Clause);
            json.WriteStartArray("evidence");
            foreach (var citation in evidence[node.Id]) FieldWriter.WriteCitation(json, citation);
            json.WriteEndArray();
            json.WriteString("reason", finding.Found.Reason);
            if (finding.State is CriterionState.NotDocumented)
            {
                json.WriteString("request", finding.Criterion.Ask.Text);
                json.WriteString("of", finding.Criterion.Ask.Of);
            }

            if (finding.Override is { } judged)
            {
                json.WriteString("found", finding.Found.State.ToString());
                json.WriteStartObject("override");
                json.WriteString("state", judged.State.ToString());
                json.WriteString("by", judged.By);
                json.WriteString("on", judged.On.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                json.WriteString("reason", judged.Reason);
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private static void WriteClause(Utf8JsonWriter json, ClauseCitation clause)
    {
        json.WriteStartObject("clause");
        json.WriteString("documentId", clause.DocumentId.Hex);
        json.WriteString("clause", clause.Clause);
        json.WriteNumber("page", clause.Page);
        json.WriteNumber("start", clause.Span.Start);
        json.WriteNumber("end", clause.Span.End);
        json.WriteString("quote", clause.Quote);
        FieldWriter.WriteBoxes(json, clause.Boxes);
        json.WriteEndObject();
    }

    private static void WriteSearched(Utf8JsonWriter json, SearchedFor searched)
    {
        json.WriteStartObject("searched");
        if (searched.Payer is { } payer) json.WriteString("payer", payer);
        if (searched.Day is { } day) json.WriteString("date", Day(day));
        if (searched.Line is { } line) json.WriteString("lineOfBusiness", line);
        if (searched.State is { } state) json.WriteString("state", state);
        WriteStrings(json, "codes", searched.Codes);
        WriteStrings(json, "diagnoses", searched.Diagnoses);
        json.WriteNumber("approved", searched.Approved);
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
