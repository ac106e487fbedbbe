using HealthcareLlm.ClinicalText.Forms;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Places of the form that hold something of which no value could be read: handwriting, struck words, print too poor. Each becomes a doubted candidate of its
/// leaf, so that the leaf is refused with its place shown, and neither missing nor given from a lesser place.
/// </summary>
internal static class UnreadPlaces
{
    private const int LongestShown = 60;
    private const string NothingRead = "[handwritten]";

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            if (!page.Page.HasPicture) continue;
            foreach (var value in page.Values)
            {
                if (value.IsBlank || value.Row >= 0 || value.Place == LabelPlace.CheckBox || PathOf(value) is not { } path || SignatureLine.Is(page, value, context.Dates)) continue;
                Add(context, page, value, path);
            }
        }
    }

    /// <summary>What the words of a run look like where no value could be read from them; null where they are plain print.</summary>
    internal static (string Value, Doubt Doubt)? Seen(RequestPage page, ValueRun run)
    {
        var doubt = run.Doubt == Doubt.None ? EvidenceOf.DoubtOf(page.Document, run.Span) : run.Doubt;
        if (doubt == Doubt.None) return null;
        string words = TextForm.OneLine(run.Span.In(page.Text));
        if (words.Length > LongestShown) return null;
        if (!words.Any(char.IsLetterOrDigit)) words = doubt == Doubt.Unreadable ? string.Empty : NothingRead;
        // Print that is poor and short of a digit may be anything, a rule's remains among it.
        bool likely = doubt != Doubt.Unreadable || words.Count(char.IsLetterOrDigit) >= 3;
        return words.Length > 0 && likely ? (words, doubt) : null;
    }

    private static void Add(RequestContext context, RequestPage page, LabelledValue value, string path)
    {
        foreach (var run in ValueWords.Of(page, value))
        {
            if (Seen(page, run) is not { } seen || context.Book.Of(path).Any(c => c.Evidence.Any(e => e.DocumentId == page.Document.Source.Id && e.Location is { } l && l.Overlaps(run.Span)))) continue;
            context.AddSpans(path, page, seen.Value, value.Score * PartyFields.Asking(page), value.Rule, false, seen.Doubt, EvidenceOf.WithLabel(page.Document, value.LabelSpan, run.Span));
        }
    }

    private static string? PathOf(LabelledValue value) => (value.Target, value.Topic) switch
    {
        ("birthDate", not (FormTopic.Subscriber or FormTopic.Other or FormTopic.Contact)) => "patient.birthDate",
        ("memberId", FormTopic.Patient or FormTopic.None or FormTopic.Payer or FormTopic.Subscriber) => "patient.memberId",
        ("npi", FormTopic.Requesting or FormTopic.Signature or FormTopic.None) => "requestingProvider.npi",
        ("npi", FormTopic.Servicing) => "servicingProvider.npi",
        ("name", FormTopic.Patient) => "patient.name",
        ("name", FormTopic.Requesting) => "requestingProvider.name",
        ("name", FormTopic.Servicing) => "servicingProvider.name",
        ("phone", FormTopic.Patient) => "patient.phone",
        ("phone", FormTopic.None or FormTopic.Other) when PartyFields.IsPrivate(value.Label) => "patient.phone",
        ("phone", FormTopic.Requesting) => "requestingProvider.phone",
        ("fax", FormTopic.Requesting) => "requestingProvider.fax",
        ("address", FormTopic.Patient or FormTopic.None) => "patient.address",
        ("weight" or "height", not (FormTopic.Requesting or FormTopic.Servicing)) => "patient." + value.Target,
        ("groupNumber", not (FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Other)) => "coverage.groupNumber",
        ("payer", FormTopic.Payer or FormTopic.None) => "coverage.payer",
        ("taxId", FormTopic.Requesting) => "requestingProvider.taxId",
        ("requestDate", _) => "request.date",
        _ => null,
    };
}
