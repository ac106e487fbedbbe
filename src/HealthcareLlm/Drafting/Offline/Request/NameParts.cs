using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Puts names together that a form asks for in parts: last, first, middle.</summary>
internal static class NameParts
{
    // Parts of one name stand within this many characters of each other.
    private const int Reach = 320;

    internal static void Draft(RequestContext context, RequestPage page)
    {
        foreach (var last in page.With("lastName"))
        {
            if (last.IsBlank) continue;
            var first = Nearest(page, last, "firstName");
            if (first is null) continue;
            var middle = Nearest(page, last, "middleName");
            string? path = last.Topic switch
            {
                FormTopic.Patient or FormTopic.None => "patient.name",
                FormTopic.Subscriber => "coverage.subscriberName",
                FormTopic.Requesting => "requestingProvider.name",
                FormTopic.Servicing => "servicingProvider.name",
                _ => null,
            };
            if (path is null) continue;
            string middleText = middle is { } m && m.ValueSpan.Length <= 16 ? m.ValueSpan.In(page.Text).Trim(' ', '.') + " " : string.Empty;
            string whole = $"{first.ValueSpan.In(page.Text).Trim()} {middleText}{last.ValueSpan.In(page.Text).Trim(' ', ',')}";
            if (NameReadings.Person(whole) is not { } reading) continue;
            TextSpan[] spans = middleText.Length > 1 ? [first.ValueSpan, middle!.ValueSpan, last.ValueSpan] : [first.ValueSpan, last.ValueSpan];
            context.AddSpans(path, page, reading.Value, 0.92 * page.Weight, last.Rule, false, Doubt.None, spans);
        }
    }

    private static LabelledValue? Nearest(RequestPage page, LabelledValue last, string target) =>
        page.With(target).Where(v => !v.IsBlank && (v.Topic == last.Topic || !v.OwnTopic) && Math.Abs(v.LabelSpan.Start - last.LabelSpan.Start) < Reach)
            .MinBy(v => Math.Abs(v.LabelSpan.Start - last.LabelSpan.Start));
}
