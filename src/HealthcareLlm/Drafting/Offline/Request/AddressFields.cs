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
            // An address that no party is named for, beside the birth date on a form, is the patient's.
            bool unnamed = address.Topic == FormTopic.None && page.Kind == PageKind.Form && !page.With("address").Any(a => a.Topic == FormTopic.Patient)
                && page.Values.Any(v => v.Target is "birthDate" or "memberId" && Math.Abs(v.LabelSpan.Start - address.LabelSpan.Start) < Reach / 2);
            if ((address.Topic != FormTopic.Patient && !unnamed) || address.IsBlank) continue;
            var spans = new List<TextSpan> { address.ValueSpan };
            spans.AddRange(address.MoreSpans);
            foreach (string target in (string[])["cityStateZip", "city", "state", "zip"])
            {
                var part = page.With(target).FirstOrDefault(v => !v.IsBlank && v.Topic == address.Topic && v.LabelSpan.Start > address.LabelSpan.Start && v.LabelSpan.Start - address.LabelSpan.Start < Reach);
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

            context.AddSpans("patient.address", page, line, (unnamed ? 0.7 : 0.9) * page.Weight, address.Rule, false, Doubt.None, [.. spans]);
            return;
        }
    }
}
