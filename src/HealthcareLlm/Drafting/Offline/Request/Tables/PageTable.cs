using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>A column of a table on a page.</summary>
/// <param name="Heading">All words of its heading, what stands over several columns first.</param>
/// <param name="Span">Its own heading.</param>
/// <param name="Role">What it asks for.</param>
/// <param name="Left">Left edge, layout pixels.</param>
/// <param name="Right">Right edge, layout pixels.</param>
internal sealed record TableColumn(string Heading, TextSpan Span, ColumnRole Role, double Left, double Right);

/// <summary>A row of a table: what stands under each column, in one run of words a line of print.</summary>
/// <param name="Cells">Runs of words under each column; empty where nothing stands there.</param>
/// <param name="Box">Mark of the check box that begins the row; null where none does.</param>
internal sealed record TableRow(ImmutableArray<TextSpan>[] Cells, WordMarks? Box)
{
    internal string Words(string text, int column) => TextForm.OneLine(string.Join(' ', Cells[column].Select(s => s.In(text))));
}

/// <summary>A table of a page: a heading of one line or several, and rows under it.</summary>
/// <param name="Title">What stands over it on a line of its own, such as 'Drugs asked for'.</param>
/// <param name="Columns">Its columns, from left to right.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Extent">From its heading to its last row.</param>
internal sealed record PageTable(string Title, ImmutableArray<TableColumn> Columns, ImmutableArray<TableRow> Rows, TextSpan Extent)
{
    internal bool Has(ColumnRole role) => Columns.Any(c => c.Role == role);

    internal int Count(params ColumnRole[] roles) => Columns.Count(c => roles.Contains(c.Role));

    /// <summary>The column of a role; -1 where there is none.</summary>
    internal int Of(ColumnRole role)
    {
        for (int i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Role == role) return i;
        }

        return -1;
    }
}
