using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>The pages of a packet, what they say about their way of writing dates, and the candidates found so far.</summary>
internal sealed record RequestContext(ImmutableArray<RequestPage> Pages, PacketDates Dates, ImmutableArray<SupersededPage> Superseded)
{
    // A second, different value of a leaf that does no harm, on the same page: the first is the one that is meant.
    private const double LaterOnPage = 0.75;
    private const double RepairedShare = 0.92;

    internal CandidateBook Book { get; } = new();

    /// <summary>Whom the documents are about.</summary>
    internal ClinicalText.PatientAssessment Patient { get; private init; } = ClinicalText.PatientAssessment.None;

    internal static RequestContext Of(CaseDocuments documents)
    {
        var pages = PageKinds.Sort(documents);
        var sorted = Request.Superseded.Sort(pages, PacketDates.Of(pages.Select(p => p.PageText)));
        return new([.. sorted.Used.Select(PartyPlaces.Refine)], PacketDates.Of(sorted.Used.Select(p => p.PageText)), sorted.Superseded) { Patient = documents.Patient };
    }

    /// <summary>Adds a reading of words that a label announces.</summary>
    internal void Add(string path, RequestPage page, LabelledValue label, TextSpan words, Reading reading, double score, string rule)
    {
        var span = reading.At(words);
        // '¢7 kg': a digit that recognition left a stray mark before may lack another.
        if (reading.Doubt == Doubt.None && span.Start > 0 && span.Start < page.Text.Length && char.IsAsciiDigit(page.Text[span.Start]) && page.Text[span.Start - 1] is '¢' or '€' or '£' or '§' or '¥' or '°' or '?') reading = reading with { Doubt = Doubt.Unreadable };
        AddRead(path, page, new(reading.Value, 0, 0, reading.Repaired, reading.Doubt), score, rule, [span], [EvidenceOf.WithLabel(page.Document, label.LabelSpan, span)]);
    }

    /// <summary>Adds a value with the places that bear it.</summary>
    internal void AddSpans(string path, RequestPage page, string value, double score, string rule, bool repaired, Doubt doubt, params ReadOnlySpan<TextSpan> spans)
    {
        AddRead(path, page, new(value, 0, 0, repaired, doubt), score, rule, spans, spans);
    }

    /// <summary>Adds a value with the places that bear it; what they show beside the value, a label, casts no doubt on it. What was mended is no doubt where the words beside it bear it out.</summary>
    internal void AddRead(string path, RequestPage page, Reading reading, double score, string rule, ReadOnlySpan<TextSpan> read, ReadOnlySpan<TextSpan> shown, bool borneOut = false)
    {
        var (value, repaired, doubt) = (reading.Value, reading.Repaired, reading.Doubt);
        if (path == "servicingProvider.name") value = PlaceBefore.Value.Replace(value, string.Empty);
        if (path is "coverage.payer" or "servicingProvider.name") value = NextLabel.Value.Replace(value, string.Empty);
        // 'Northstar Prime (Medicare': what a bracket began was lost.
        if (path == "coverage.payer" && value.LastIndexOf('(') is > 3 and var open && value.IndexOf(')', open) < 0) value = value[..open].TrimEnd(' ', ',', '-');
        if (value.Length == 0) return;
        var evidence = EvidenceOf.Spans(page.Document, shown.ToArray());
        if (doubt == Doubt.None)
        {
            foreach (var span in read)
            {
                if (!span.IsEmpty && doubt == Doubt.None) doubt = Legibility.DoubtOf(page, path, span, repaired && !borneOut);
            }
        }

        if (doubt == Doubt.None && !IsOfItsKind(path, value)) doubt = Doubt.NotOfItsKind;
        bool critical = RecordFields.Find(path)?.Critical ?? false;
        bool later = !critical && Book.Of(path).Any(c => c.Value != value && c.Evidence.Any(e => e.DocumentId == page.Document.Source.Id && e.Location is { } l && page.Page.Span.Contains(l)));
        double rank = Math.Clamp(score * (repaired ? RepairedShare : 1) * (later ? LaterOnPage : 1), 0, 1);
        Book.Add(path, new Candidate(value, rank, evidence, rule) { Repaired = repaired, Doubt = doubt });
    }

    /// <summary>Whether words have what every value of their kind has: a specialty a word for a field of medicine, an address a number and a street, an organization's name a word of its own and an end.</summary>
    private static bool IsOfItsKind(string path, string value) =>
        path == "patient.address" ? StreetPattern.Value.IsMatch(value) : path == "servicingProvider.name" ? Roles.OtherMentions.IsWholeName(value) : !path.EndsWith(".specialty", StringComparison.Ordinal) || SpecialtyFields.Names(value);

    private static readonly Lazy<Regex> NextLabel = NameEdges.Of("next-label"), PlaceBefore = NameEdges.Of("place-before");

    private static readonly Lazy<Regex> StreetPattern = Pattern.Of(@"[0-9][A-Za-z0-9\-/]*[.,]?\s+\p{L}|\bbox\s+[0-9]|\bgeneral delivery\b|\p{L}\s+[0-9]+\b(?![\-.][0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Adds a choice that words were mapped to.</summary>
    internal void AddChoice(string path, RequestPage page, ChoiceMatch match, TextSpan evidence, double score, Doubt doubt = Doubt.None)
    {
        if (doubt == Doubt.None) doubt = Legibility.DoubtOf(page, path, evidence, repaired: false);
        Book.Add(path, new Candidate(match.Rule.Value, Math.Clamp(score, 0, 1), EvidenceOf.Spans(page.Document, evidence), match.Rule.Id) { Mapped = true, Doubt = doubt });
    }
}
