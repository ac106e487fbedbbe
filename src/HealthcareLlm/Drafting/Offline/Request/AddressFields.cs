using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Puts the patient's address on one line.</summary>
internal static class AddressFields
{
    private const int Reach = 400;

    internal static void Draft(RequestContext context, RequestPage page)
    {
        foreach (var address in page.With("address"))
        {
            if (address.Topic != FormTopic.Patient || address.IsBlank) continue;
            var spans = new List<TextSpan> { address.ValueSpan };
            spans.AddRange(address.MoreSpans);
            foreach (string target in (string[])["cityStateZip", "city", "state", "zip"])
            {
                var part = page.With(target).FirstOrDefault(v => !v.IsBlank && v.Topic == FormTopic.Patient && v.LabelSpan.Start > address.LabelSpan.Start && v.LabelSpan.Start - address.LabelSpan.Start < Reach);
                if (part is not null) spans.Add(part.ValueSpan);
            }

            var texts = spans.ConvertAll(s => TextForm.OneLine(s.In(page.Text)));
            if (!texts[0].Any(char.IsLetterOrDigit)) continue;
            string line = texts[0];
            for (int i = 1; i < texts.Count; i++)
            {
                bool zip = texts[i].Length > 0 && texts[i].All(c => char.IsAsciiDigit(c) || c == '-');
                line += (zip ? " " : ", ") + texts[i];
            }

            context.AddSpans("patient.address", page, line, 0.9 * page.Weight, address.Rule, false, Doubt.None, [.. spans]);
            return;
        }
    }
}
