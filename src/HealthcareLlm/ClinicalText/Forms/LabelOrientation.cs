namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Tells pages whose labels are printed under the lines that hold the values.</summary>
internal static class LabelOrientation
{
    // Rows of labels that a page must have to be taken for one with labels below.
    private const int MinimumRows = 2;

    // A line of at most this many characters, none a digit, holds no value.
    private const int DirtLength = 3;

    /// <summary>Whether rows of labels fit better the lines above them than those below.</summary>
    internal static bool LabelsStandBelow(FormPage page)
    {
        int above = 0, below = 0, up = 0, down = 0;
        for (int i = 0; i < page.Lines.Count; i++)
        {
            if (TableHeading.Of(page, i) is not { } columns) continue;
            int over = TableReader.Fit(page, Above(page, i), columns), under = TableReader.Fit(page, i + 1, columns);
            above += over;
            below += under;
            if (over > under) up++;
            else if (under > over) down++;
        }

        return up >= MinimumRows && up > down && above > below;
    }

    /// <summary>The line above that holds something: recognition makes short lines of dirt and of print that runs upwards.</summary>
    internal static int Above(FormPage page, int index)
    {
        int above = index - 1;
        if (above > 0 && above < page.Lines.Count && page.Hits[above].Count == 0 && page.Lines[above] is { CellCount: 1 } line && line.CellSpan(0) is { Length: <= DirtLength } span
            && !span.In(page.Text).AsSpan().ContainsAnyInRange('0', '9') && !page.Topics.IsHeading(above)) above--;
        return above;
    }

    /// <summary>
    /// A party alone in its line is a heading elsewhere; here, under a line that may be a name, it is a label:
    /// 'Marlow Imaging Pavilion' over 'Imaging facility'.
    /// </summary>
    internal static void AddParties(FormPage page)
    {
        for (int i = 1; i < page.Lines.Count; i++)
        {
            var line = page.Lines[i];
            if (page.Hits[i].Count > 0 || line.CellCount != 1 || TableReader.HoldsLabels(page, i - 1)) continue;
            int first = LabelLexicon.SkipNumbering(line.Tokens, 0, line.Tokens.Length, page.Reading.Read);
            if (LabelLexicon.MatchLabel(line.Tokens, first, line.Tokens.Length, page.Reading.Read) is not { PartyOnly: true, Topic: FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Patient } match || match.End < line.Tokens.Length) continue;
            if (ValueShape.Fit("name", page.Lines[i - 1].CellSpan(0).In(page.Text)) > 0) page.Hits[i].Add(new(i, first, match.End, match, false, true));
        }
    }
}
