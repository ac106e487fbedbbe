using System.Collections.Immutable;
using HealthcareLlm.ClinicalText.Forms.Boxes;
using HealthcareLlm.ClinicalText.Forms.Concepts;

namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Pairs labels with their values: beside, above and below, in tables and check boxes.</summary>
internal static class FormReader
{
    /// <summary>Labels and values in order of their labels; values of a blank place are empty. Linear in the length of the text.</summary>
    internal static ImmutableArray<LabelledValue> Read(SectionedText text)
    {
        var values = new List<LabelledValue>();
        int rows = 0, question = 0;
        foreach (var source in text.Source.Pages)
        {
            int first = values.Count;
            var page = FormPage.Of(text.Source, source);
            LabelFinder.Find(page);
            var (boxed, taken) = BoxReader.Read(page);
            values.AddRange(boxed);
            if (taken.Count > 0 || QuestionFinder.IsLikely(page, question))
            {
                page = FormPage.Of(text.Source, source, taken);
                LabelFinder.FindLabels(page);
                question = QuestionFinder.Claim(page, question);
                LabelFinder.FindHeadings(page);
            }

            page.LabelsBelow = LabelOrientation.LabelsStandBelow(page);
            if (page.LabelsBelow) LabelOrientation.AddParties(page);
            RightLabels.Find(page);
            values.AddRange(TableReader.Read(page, ref rows));
            values.AddRange(HeadingLists.Read(page));
            values.AddRange(ValueFinder.Read(page));
            values.AddRange(CheckBoxReader.Read(page));
            values.AddRange(AnswerReader.Read(page, ref rows));
            SubscriberWords.Apply(values, first);
        }

        return [.. values.OrderBy(v => v.LabelSpan.IsEmpty ? v.ValueSpan : v.LabelSpan).ThenBy(v => v.ValueSpan)];
    }
}
