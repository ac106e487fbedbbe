namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>
/// Tells whom or what each label of a grid is about: itself, the box whose number it shares ('18' for '18A'), the last box before it in its section that names a party,
/// or the bar above it in its column.
/// </summary>
internal sealed class BoxTopics(BoxPage page)
{
    // Boxes over which a party that a label named holds for labels that name none.
    private const int Reach = 10;

    private readonly List<(double Left, double Right, double Y, FormTopic Topic)> _headings = [];

    private FormPage Form => page.Page;

    internal void Resolve()
    {
        FindHeadings();
        foreach (var box in page.Boxes) Place(box);
        var before = new List<FormBox>();
        foreach (var box in page.Boxes.Where(static b => b.HasLabel))
        {
            box.Topic = TopicOf(box, before);
            // Behind the name of who asks or delivers, 'Practice' or 'Clinic' names where that person works.
            if (box.Match is { PartyOnly: true, Target: "name" } && before.Exists(b => b.SectionIndex == box.SectionIndex && b.Topic == box.Topic && b.Match is { Target: "name" or "lastName" } && b.Box.Y <= box.Box.Y + page.Unit)) box.Match = box.Match with { Target = "ignore" };
            before.Add(box);
        }
    }

    /// <summary>Bars of grids, known or not, and the page's other headings, each with the columns that it governs.</summary>
    private void FindHeadings()
    {
        var inBoxes = page.Boxes.SelectMany(static b => b.Parts).Select(static p => p.Line).ToHashSet();
        foreach (var box in page.Boxes.Where(static b => b.Kind == BoxKind.Bar))
        {
            _headings.Add((box.Box.X, box.Box.Right, box.Box.CenterY, box.Section));
        }

        foreach (var (line, columns) in Form.Topics.Headings.Where(h => !inBoxes.Contains(h.Line)))
        {
            double y = Form.Lines[line].Line.Box.CenterY;
            for (int c = 0; c < columns.Count; c++)
            {
                _headings.Add((c == 0 ? double.MinValue : columns[c].Left, c + 1 < columns.Count ? columns[c + 1].Left : double.MaxValue, y, columns[c].Topic));
            }
        }
    }

    private void Place(FormBox box)
    {
        if (box.Kind == BoxKind.Bar) return;
        double nearest = double.MinValue;
        for (int i = 0; i < _headings.Count; i++)
        {
            var (left, right, y, topic) = _headings[i];
            if (y > box.Box.Y + (page.Unit * 0.3) || y <= nearest || box.Box.CenterX < left || box.Box.CenterX > right) continue;
            nearest = y;
            box.Section = topic;
            box.SectionIndex = i;
        }
    }

    private static FormTopic TopicOf(FormBox box, List<FormBox> before)
    {
        // What a section about other insurance or another person holds is of no use, whoever a label names.
        if (box.Section == FormTopic.Other)
        {
            box.Match = box.Match with { Target = "ignore" };
            return FormTopic.Other;
        }

        if (box.Match.Topic != FormTopic.None) return box.Match.Topic;
        if (box.Number > 0 && before.FindLast(b => b.Number == box.Number && (NamesParty(b) || b.Match.Topic is FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy)) is { } same) return same.Topic;
        // '19C' is about what '19' asks, known or not.
        if (box.Number > 0 && before.Exists(b => b.Number == box.Number)) return box.Section;
        if (!BelongsToParty(box.Match.Target)) return box.Section;
        int steps = 0;
        for (int i = before.Count - 1; i >= 0 && steps < Reach; i--, steps++)
        {
            var other = before[i];
            if (other.SectionIndex != box.SectionIndex) continue;
            // A guardian among the patient's own boxes has the next ones, no more.
            if (NamesParty(other) && !(other.Topic == FormTopic.Other && box.Section == FormTopic.Patient && steps > 1)) return other.Topic;
        }

        return box.Section;
    }

    /// <summary>Whether what a label asks for is a party's, so that a party named before tells whose.</summary>
    private static bool BelongsToParty(string? target) => TopicResolver.IsOfParty(target) || target is "firstName" or "lastName" or "middleName" or "city" or "state" or "zip" or "cityStateZip" or "sex" or "memberId" or "phoneFax" or "signature" or "groupNumber";

    internal static bool NamesParty(FormBox box) =>
        (box.Match.Target is "name" or "lastName" or "firstName" && box.Topic is FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Contact or FormTopic.Other or FormTopic.Patient or FormTopic.Subscriber)
        || box.Match is { Target: "subscriber.name", Topic: FormTopic.None };
}
