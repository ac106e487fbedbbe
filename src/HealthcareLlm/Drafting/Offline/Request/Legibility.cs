using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>The doubt that the picture casts on a value: on its own words, not on its label's, and on poor print only where nothing else bears the value out.</summary>
internal static class Legibility
{
    /// <summary>
    /// Word confidence, 0 to 1, from which a value whose form is closed (a code's grammar, a check digit, a date of the calendar, ten digits) is taken though the
    /// reader was unsure. Recognition rates strings of letters and digits low for want of a dictionary: of the codes, numbers and dates of our scanned pages that
    /// it rated between 0.3 and 0.6 and that keep their form unmended, all were right; what was wrong there broke the form.
    /// </summary>
    private const double OfClosedForm = 0.3;

    /// <summary>Word confidence, 0 to 1, from which a word of a leaf that does no harm is taken.</summary>
    private const double OfHarmless = 0.4;

    internal static Doubt DoubtOf(RequestPage page, string path, TextSpan span, bool repaired)
    {
        var field = RecordFields.Find(path);
        double least = repaired || field is null ? 1 : IsClosed(field) ? OfClosedForm : field.Critical ? 1 : OfHarmless;
        var marks = WordMarks.None;
        foreach (var word in EvidenceOf.WordsIn(page.Document, span))
        {
            bool doubtful = word.Marks.HasFlag(WordMarks.Doubtful) && word.Confidence < least && !IsLabel(page, word.Span);
            marks |= doubtful ? word.Marks : word.Marks & ~WordMarks.Doubtful;
        }

        return EvidenceOf.DoubtOf(marks);
    }

    private static bool IsClosed(RecordField field) =>
        field.Kind is FieldKind.Npi or FieldKind.DiagnosisCode or FieldKind.ServiceCode or FieldKind.DrugCode or FieldKind.Date or FieldKind.PartialDate or FieldKind.Phone or FieldKind.Choice;

    private static bool IsLabel(RequestPage page, TextSpan word)
    {
        foreach (var value in page.Values)
        {
            if (value.LabelSpan.Contains(word)) return true;
        }

        return false;
    }
}
