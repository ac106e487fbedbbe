using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>Deals the parts of answers out to what their questions ask for.</summary>
internal static class AnswerReader
{
    private const double Typed = 0.88;
    private const double Worded = 0.8;
    private const double Inherited = 0.76;

    /// <summary>The answers of a page as labelled values; a question that asks for nothing known is one without target.</summary>
    internal static List<LabelledValue> Read(FormPage page, ref int rows)
    {
        var values = new List<LabelledValue>();
        var before = FormTopic.None;
        var about = FormTopic.None;
        foreach (var question in page.Asked)
        {
            var asked = question;
            // 'Ended' after a policy's number is no end of the service.
            if (about is not (FormTopic.None or FormTopic.Service) && question.Reading.Concepts.Length == 1 && question.Reading.Concepts[0].Rule is "start-alone" or "end-alone" or "day-alone") asked = question with { Reading = question.Reading with { Concepts = [] } };
            if (question.Topic != FormTopic.None) about = question.Topic;
            var party = asked.Reading.Concepts.Where(c => ConceptReader.IsOfParty(c.Target)).Select(c => c.Topic).FirstOrDefault(t => t != FormTopic.None);
            bool inherits = party == FormTopic.None && asked.Reading.Concepts.Any(c => ConceptReader.IsOfParty(c.Target));
            if (inherits) party = before;
            var answer = new Answer(page, asked, party, inherits ? Inherited : Typed);
            if (asked.Answer.Count > 0 && IsTable(page, asked)) Rows(page, asked, values, ref rows);
            else values.AddRange(answer.Deal(Worded));
            if (party != FormTopic.None) before = party;
        }

        return values;
    }

    /// <summary>Whether lines of several cells answer: a table without a heading.</summary>
    private static bool IsTable(FormPage page, Asked asked) => asked.Topic == FormTopic.Service && asked.Answer.Count(a => page.Lines[a.Line].CellCount >= 3 && a.From == 0) * 2 > asked.Answer.Count;

    /// <summary>Rows of a table without a heading: what a cell is tells its form, and the longest words describe.</summary>
    private static void Rows(FormPage page, Asked asked, List<LabelledValue> values, ref int rows)
    {
        foreach (var part in asked.Answer)
        {
            var line = page.Lines[part.Line];
            int row = rows++;
            var cells = Enumerable.Range(0, line.CellCount).Select(c => ValueFinder.Trimmed(line, line.CellStarts[c], line.CellStarts[c + 1])).Where(s => !s.IsEmpty).ToList();
            string Words(TextSpan s) => s.In(page.Text);
            var described = cells.Where(c => Words(c).Count(char.IsLetter) > 5 && ValueShape.Fit("item.start", Words(c)) == 0).OrderByDescending(static c => c.Length).FirstOrDefault();
            bool coded = false, counted = false;
            foreach (var cell in cells)
            {
                string words = Words(cell);
                string? target = cell == described ? "service.description"
                    : ValueShape.Fit("item.start", words) == 2 ? values.Exists(v => v.Row == row && v.Target == "service.start") ? "service.end" : "service.start"
                    : !coded && (words.Length is 5 or 8 || ValueShape.Fit("service.code", words) == 2) && words.AsSpan().ContainsAnyInRange('0', '9') ? "service.code"
                    : !counted ? "service.quantity" : null;
                coded |= target == "service.code";
                counted |= target == "service.quantity";
                if (target is not null) values.Add(new(asked.Question.In(page.Text), asked.Question, cell, LabelPlace.Column, Typed) { Target = target, Topic = FormTopic.Service, Row = row, Rule = AnswerRule });
            }
        }
    }

    /// <summary>Rule of all values that questions give.</summary>
    internal const string AnswerRule = "asked";

    /// <summary>The lines of an answer as spans.</summary>
    internal static ImmutableArray<TextSpan> Lines(FormPage page, Asked asked) => [.. asked.Answer.Select(a => ValueFinder.Trimmed(page.Lines[a.Line], a.From, a.To)).Where(s => !s.IsEmpty)];
}
