using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Reads lists that stand under a heading, an item a line: allergies, current medications, treatments, diagnoses.</summary>
internal static class HeadingLists
{
    private const int MaximumLines = 30;

    internal static List<LabelledValue> Read(FormPage page)
    {
        var values = new List<LabelledValue>();
        for (int i = 0; i < page.Lines.Count; i++)
        {
            if (!page.Topics.IsHeading(i) || page.Lines[i].CellCount > 1 || TargetOf(page.Topics.At(i, page.Lines[i].Tokens[0].Left)) is not { } target) continue;
            var heading = page.Lines[i];
            var label = heading.SpanOf(0, heading.Tokens.Length);
            int count = 0;
            bool numbered = false;
            double textLeft = 0;
            for (int below = i + 1; below < page.Lines.Count && below <= i + MaximumLines; below++)
            {
                if (count > 0 && page.Lines[below].Line.Block != page.Lines[below - 1].Line.Block && target != "diagnosis") break;
                if (page.Topics.IsHeading(below) || page.TableLines.Contains(below) || !IsNear(page, below)) break;
                if (page.Hits[below].Count > 0 && page.Hits[below][0].First <= 1 && page.Hits[below][0].Match.Target is not ("" or null or "ignore")) break;
                if (page.Lines[below].Tokens.Any(t => t.Kind == FormTokenKind.CheckBox)) break;
                if (count > 0 && numbered && !IsNumbered(page.Lines[below]))
                {
                    // An item of a numbered list goes on below its words; what begins further left is no item.
                    if (page.Lines[below].Tokens[0].Left < textLeft - page.LineHeight || count == 0) break;
                    if (Item(page.Lines[below]) is { IsEmpty: false } more) values[^1] = values[^1] with { MoreSpans = values[^1].MoreSpans.Add(more) };
                    continue;
                }

                if (Item(page.Lines[below]) is { IsEmpty: false } item)
                {
                    if (count == 0)
                    {
                        numbered = IsNumbered(page.Lines[below]);
                        textLeft = page.Lines[below].Tokens.First(t => t.Span.Start >= item.Start).Left;
                    }

                    count++;
                    values.Add(new(label.In(page.Text), label, item, LabelPlace.Below, 0.85) { Target = target, Topic = page.Topics.At(i, heading.Tokens[0].Left), OwnTopic = true, Rule = "heading-list" });
                }
            }
        }

        return values;
    }

    private static string? TargetOf(FormTopic topic) => topic switch
    {
        FormTopic.Allergy => "allergy",
        FormTopic.CurrentMedication => "medication.list",
        FormTopic.Treatment => "treatment.list",
        FormTopic.Diagnosis => "diagnosis",
        _ => null,
    };

    /// <summary>The line without its numbering or bullet, which may fill a cell alone.</summary>
    private static TextSpan Item(FormLine line)
    {
        int start = 0;
        while (start < line.Tokens.Length && (line.Tokens[start].Kind == FormTokenKind.Mark || (start == 0 && line.Tokens[start].Key.Length <= 2 && line.Tokens[start].Key.All(char.IsAsciiDigit)))) start++;
        return ValueFinder.Trimmed(line, start, line.Tokens.Length);
    }

    private static bool IsNumbered(FormLine line) => line.Tokens.Length > 1 && line.Tokens[0].Key.Length <= 2 && line.Tokens[0].Key.All(char.IsAsciiDigit) && line.Tokens[1].Kind == FormTokenKind.Mark;

    private static bool IsNear(FormPage page, int index)
    {
        double gap = page.Lines[index].Line.Box.Y - page.Lines[index - 1].Line.Box.Bottom;
        return gap >= -page.LineHeight && gap < page.LineHeight * 2.2;
    }
}
