using System.Globalization;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Cli.Bench.Language;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Sections;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.RoleTrainer.Sections;

/// <summary>The text of a section and which categories it may be.</summary>
/// <param name="Id">Number of its row in the labelled table, from 0 (its ids are not unique); empty for a section of a report.</param>
/// <param name="Text">Its text.</param>
/// <param name="Label">Its label in the table, or the category of its title.</param>
/// <param name="Categories">Indexes of the categories that the label stands for.</param>
internal sealed record SectionText(string Id, string Text, string Label, int[] Categories)
{
    /// <summary>The rows of the labelled table; labels that no category stands for are left out.</summary>
    internal static IEnumerable<SectionText> OfTable(string path) =>
        Csv.Read(path).Select(static (r, i) => (Row: r, Number: i)).Where(static x => SectionLabels.Of.ContainsKey(x.Row["section_header"])).Select(static x => (r: x.Row, x.Number)).Select(static x => new SectionText(x.Number.ToString(CultureInfo.InvariantCulture), x.r["section_text"], x.r["section_header"], [.. SectionLabels.Of[x.r["section_header"]].Select(static c => Array.IndexOf(SectionLabeller.Categories, c))]));

    /// <summary>The titled sections of whole reports, by the categories of their titles.</summary>
    internal static IEnumerable<SectionText> OfReports(string path)
    {
        foreach (string line in File.ReadLines(path).Where(static l => l.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            string text = json.RootElement.GetProperty("text").GetString() ?? string.Empty;
            var source = DocumentComposer.ComposeText(new SourceFile("note.txt", Encoding.UTF8.GetBytes(text)), text, []);
            foreach (var section in ClinicalTextAnnotator.Structure(source).Sections)
            {
                int category = Array.IndexOf(SectionLabeller.Categories, section.Category);
                if (section.TitleSpan.IsEmpty || category < 0) continue;
                string body = section.Body.In(text).Trim(' ', ',', ':', '\n');
                if (body.Length > 3) yield return new(string.Empty, body, section.Category.ToString(), [category]);
            }
        }
    }
}
