namespace HealthcareLlm.ClinicalText.Forms.Boxes;

/// <summary>
/// Tells the tables among the boxes: a band of labels alone over bands with the same columns. Rows that are headed by whom they are about are read here;
/// lists of services and clinical matter are left to the readers of tables.
/// </summary>
internal static class BoxColumns
{
    // Share of a heading's boxes that have a box of the same sides below.
    private const double SameShare = 0.7;

    /// <summary>The boxes of all tables.</summary>
    internal static HashSet<FormBox> Read(BoxPage page, List<LabelledValue> values)
    {
        var tables = new HashSet<FormBox>(ReferenceEqualityComparer.Instance);
        foreach (var sequence in page.Sequences)
        {
            for (int b = 0; b + 1 < sequence.Count; b++)
            {
                if (!IsHeading(page, sequence[b], sequence[b + 1])) continue;
                var rows = new List<List<FormBox>>();
                for (int r = b + 1; r < sequence.Count && sequence[r].Count == sequence[b + 1].Count && IsRow(sequence[r]); r++) rows.Add(sequence[r]);
                tables.UnionWith(sequence[b]);
                foreach (var row in rows) tables.UnionWith(row);
                OfParties(page, sequence[b], rows, values);
                b += rows.Count;
            }
        }

        return tables;
    }

    private static bool IsHeading(BoxPage page, List<FormBox> band, List<FormBox> below)
    {
        var filled = band.FindAll(static x => x.Kind is not BoxKind.Empty);
        if (band.Count < 2 || filled.Count < 2 || filled.Count < band.Count - 1) return false;
        // All of them could be headings, and most are known ones; labels with words between are labels and values.
        int labels = filled.Count(static x => x.Kind == BoxKind.Label);
        if (labels < 2 || labels * 2 < filled.Count) return false;
        if (filled.Exists(x => x.Kind is BoxKind.Labelled or BoxKind.Inline or BoxKind.Bar || (x.Kind == BoxKind.Words && HasDigits(page, x)))) return false;
        if (band.Count % 2 == 0 && labels < filled.Count && band.Where((x, i) => i % 2 == 1).All(static x => x.Kind != BoxKind.Label)) return false;
        if (below.Exists(static x => x.Kind == BoxKind.Bar) || below.Count(static x => x.Kind is BoxKind.Label or BoxKind.Labelled) * 2 > below.Count) return false;
        int same = band.Count(x => below.Exists(o => IsUnder(page, o, x)));
        return same >= band.Count * SameShare || below.Count > band.Count;
    }

    private static bool IsUnder(BoxPage page, FormBox box, FormBox heading) => Math.Abs(box.Box.X - heading.Box.X) <= page.Unit * 0.5 && Math.Abs(box.Box.Right - heading.Box.Right) <= page.Unit * 0.5;

    private static bool IsRow(List<FormBox> band) => !band.Exists(static x => x.Kind == BoxKind.Bar) && band.Count(static x => x.Kind == BoxKind.Labelled) * 2 <= band.Count;

    private static bool HasDigits(BoxPage page, FormBox box) => box.Parts.Exists(p => page.Page.Lines[p.Line].Tokens[p.First..p.End].Any(static t => t.Key.AsSpan().ContainsAnyInRange('0', '9')));

    /// <summary>Rows whose first box names a party: 'Ordering | Ann Roe, MD | 1003000126'.</summary>
    private static void OfParties(BoxPage page, List<FormBox> heading, List<List<FormBox>> rows, List<LabelledValue> values)
    {
        var parties = rows.ConvertAll(r => PartyOf(page, r[0]));
        if (parties.Count(static p => p is not null) is var named && (named < 1 || named * 2 < rows.Count || heading.Count(static h => TopicResolver.IsOfParty(h.Match.Target)) < 2)) return;
        foreach (var box in heading) page.Take(box);
        for (int r = 0; r < rows.Count; r++)
        {
            foreach (var box in rows[r])
            {
                page.Take(box);
                if (box == rows[r][0] || box.Parts.Count == 0 || heading.Find(h => IsUnder(page, box, h)) is not { IsKnown: true } column) continue;
                var topic = parties[r] ?? FormTopic.Other;
                var spans = box.Parts.ConvertAll(p => ValueFinder.Trimmed(page.Page.Lines[p.Line], p.First, p.End)).FindAll(static s => !s.IsEmpty);
                if (spans.Count == 0) continue;
                var part = column.Parts[0];
                var label = page.Page.Lines[part.Line].SpanOf(column.LabelFirst, part.End);
                values.Add(new(label.In(page.Page.Text), label, spans[0], LabelPlace.Column, 0.93)
                {
                    Target = TopicResolver.Target(column.Match.Target, topic),
                    Topic = topic,
                    OwnTopic = true,
                    MoreSpans = [.. spans.Skip(1)],
                    Rule = column.Match.Rule ?? string.Empty,
                });
            }
        }
    }

    private static FormTopic? PartyOf(BoxPage page, FormBox box)
    {
        if (box.Parts.Count != 1) return null;
        var part = box.Parts[0];
        var tokens = page.Page.Lines[part.Line].Tokens;
        return LabelLexicon.MatchLabel(tokens, part.First, part.End, page.Page.Reading.Read) is { PartyOnly: true } match && match.End >= part.End ? match.Topic
            : LabelLexicon.MatchParty(tokens, part.First, part.End, page.Page.Reading.Read);
    }
}
