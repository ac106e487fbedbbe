using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Pages that are one paper: a form with its further pages, an order, a letter.</summary>
/// <param name="Pages">In order.</param>
/// <param name="Marks">What each of them says of itself.</param>
/// <param name="Dates">How the packet writes dates.</param>
internal sealed record Paper(ImmutableArray<RequestPage> Pages, ImmutableArray<PaperMarks> Marks, PacketDates Dates)
{
    private const int HeadLength = 420;
    private const int SharedQuestions = 2;

    private static readonly Lazy<Regex> Number = Pattern.Of(@"(?<![A-Za-z0-9\-/])[A-Za-z0-9][A-Za-z0-9\-]{3,24}(?![A-Za-z0-9/])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Birth = Pattern.Of(@"\b(?:dob|d\.o\.b|born|birth\w*)\b[^\n]{0,24}?(?=[0-9])[0-9/.\-]{6,10}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private string? _head;
    private ImmutableArray<string> _dates;

    internal PageKind Kind => Pages[0].Kind;

    internal bool IsVoid => Marks[0].Void;

    internal bool IsPerhapsVoid => Marks.Any(m => m.Void || m.PerhapsVoid);

    internal bool IsCorrected => Marks.Any(m => m.Corrected);

    internal bool IsOld => Marks.Any(m => m.Old);

    internal IEnumerable<PaperReference> References => Marks.SelectMany(m => m.References);

    /// <summary>Whether it asks for something: a form, an order or a letter with a service, drug or diagnosis in it.</summary>
    internal bool Asks => Kind is PageKind.Form or PageKind.Letter || (Kind == PageKind.Other && Questions.Any());

    private string Head => _head ??= Pages[0].PageText is var text && text.Length > HeadLength ? text[..HeadLength] : text;

    /// <summary>Dates of the request that it bears, else those in its head; never a birth date. ISO.</summary>
    internal ImmutableArray<string> OwnDates
    {
        get
        {
            if (!_dates.IsDefault) return _dates;
            var labelled = Pages.SelectMany(p => p.Values.Where(v => v.Target is "requestDate" or "signDate" && !v.IsBlank).SelectMany(v => DateReadings.Dates(v.ValueSpan.In(p.Text), Dates))).ToList();
            var dates = labelled.Count > 0 ? labelled : DateReadings.Dates(Birth.Value.Replace(Head, " "), Dates);
            return _dates = [.. dates.Select(d => d.Value).Distinct()];
        }
    }

    internal string? Latest => OwnDates.IsEmpty ? null : OwnDates.Max(StringComparer.Ordinal);

    /// <summary>What it asks about: kinds of answers that tell a request.</summary>
    private IEnumerable<string> Questions => Pages.SelectMany(p => p.Values).Select(v => v.Target)
        .Where(t => t.StartsWith("service.", StringComparison.Ordinal) || t.StartsWith("item.", StringComparison.Ordinal) || t.StartsWith("diagnosis", StringComparison.Ordinal) || t is "urgency" or "setting").Distinct();

    /// <summary>Whether another paper asks the same questions again: a further page of one form asks others.</summary>
    internal bool IsLike(Paper other) => Kind != PageKind.Letter && other.Kind != PageKind.Letter && Questions.Intersect(other.Questions).Count() >= SharedQuestions;

    /// <summary>Whether a reference of another paper names this one by its number or date.</summary>
    internal bool IsNamedBy(PaperReference reference)
    {
        if (Kind == PageKind.Letter && reference.Noun is not ("letter" or "request" or "submission")) return false;
        if (reference.Number.Length > 0 && Number.Value.Matches(Head).Any(m => m.Value.Equals(reference.Number, StringComparison.OrdinalIgnoreCase))) return true;
        return DateReadings.Dates(reference.Date, Dates).Any(d => OwnDates.Contains(d.Value));
    }

    /// <summary>Whether a reference names another number of the same kind, or another date, than the paper bears.</summary>
    internal bool IsAnotherThan(PaperReference reference)
    {
        if (reference.Number.Length > 0)
        {
            var own = Regex.Match(Head, @"\b" + Regex.Escape(reference.Noun) + @"\W{0,3}(?:(?:no|number|id|ref)\b\W{0,3})?(?<n>[A-Za-z]{0,5}-?[0-9][A-Za-z0-9\-]{2,24})(?![/0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
            if (own.Success) return WordReading.Distance(own.Groups["n"].Value.ToUpperInvariant(), reference.Number.ToUpperInvariant(), 1) > 0;
        }

        var dates = DateReadings.Dates(reference.Date, Dates);
        // One misread digit does not make another date.
        return dates.Count > 0 && !OwnDates.IsEmpty && dates.TrueForAll(d => OwnDates.All(o => o.Zip(d.Value).Count(p => p.First != p.Second) > 1));
    }
}
