using System.Collections.Immutable;
using System.Globalization;
using System.Xml;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>A run as JUnit XML, which build servers show: each gate is a test, and each case, which fails where it could not be scored. Without times: the same run gives the same bytes.</summary>
public static class JUnitFile
{
    /// <summary>Writes the file. It names measures, bounds, counts and cases, and no value of a document.</summary>
    /// <param name="file">Path.</param>
    /// <param name="report">The report.</param>
    /// <param name="gates">Gates that were tried.</param>
    public static void Write(string file, EvaluationReport report, ImmutableArray<GateOutcome> gates)
    {
        ImmutableArray<CaseScore> unscored = [.. report.Cases.Where(c => c.NotScored is not null)];
        int failed = gates.Count(g => g.Failed);
        using var xml = XmlWriter.Create(file, new() { Indent = true, NewLineChars = "\n", Encoding = new System.Text.UTF8Encoding(false) });
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "evaluate run");
        Count(xml, gates.Length + report.Cases.Length, failed, unscored.Length);
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "gates");
        Count(xml, gates.Length, failed, 0);
        foreach (var gate in gates) Test(xml, "gates", gate.Gate.Measure + " " + gate.Gate.Group + " " + Gates.Bound(gate.Gate), gate.Failed ? ("failure", Gates.Told(gate)) : gate.Skipped ? ("skipped", Gates.Told(gate)) : null);
        xml.WriteEndElement();
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "cases");
        Count(xml, report.Cases.Length, 0, unscored.Length);
        foreach (var score in report.Cases) Test(xml, "cases." + score.Evalset, score.Id, score.NotScored is { } why ? ("error", "could not be scored: " + why) : null);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Count(XmlWriter xml, int tests, int failures, int errors)
    {
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
    }

    private static void Test(XmlWriter xml, string group, string name, (string Kind, string Message)? fault)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", group);
        xml.WriteAttributeString("name", name);
        if (fault is { } told)
        {
            xml.WriteStartElement(told.Kind);
            xml.WriteAttributeString("message", told.Message);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }
}
