using System.Collections.Immutable;

namespace HealthcareLlm.Evaluation.Citing;

/// <summary>Judges citations against the documents and the places of the gold.</summary>
internal sealed class CitationJudge
{
    private readonly Dictionary<string, ReadDocument> _documents;
    private readonly ImmutableDictionary<string, string?> _texts;

    internal CitationJudge(ResultView result, DocumentTexts texts)
    {
        _documents = new(StringComparer.Ordinal);
        foreach (var document in result.Documents) _documents.TryAdd(document.File, document);
        _texts = texts.Of(result.Documents);
        Year = Writings.YearOf(result.Statements);
    }

    /// <summary>Key of the documents whose text is known: beside what the result says of them, all that a citation is held to.</summary>
    internal UInt128 Content
    {
        get
        {
            var key = ContentKey.Begin();
            foreach (string file in _texts.Where(static t => t.Value is not null).Select(static t => t.Key).Order(StringComparer.Ordinal)) key.Add(file);
            return key.End();
        }
    }

    /// <summary>The year of a summary's stay, which its dates may leave out; null for a request, and where it is not told or not one.</summary>
    internal int? Year { get; }

    /// <summary>Judges the citations of a value that stands.</summary>
    /// <param name="field">Path without indexes.</param>
    /// <param name="given">The field.</param>
    /// <param name="places">Every place that bears the value; empty where the gold tells none, or the value is not the gold's.</param>
    internal CitationScore Judge(string field, ReadField given, ImmutableArray<GoldPlace> places)
    {
        Counted resolve = default, verbatim = default, onPage = default, inBox = default, tight = default, notChecked = default;
        bool anyRight = false, judged = !places.IsEmpty || given.Citations.IsEmpty;
        foreach (var citation in given.Citations)
        {
            bool resolves = Resolves(citation), isTight = IsTight(citation, given.Value ?? string.Empty);
            bool? isVerbatim = IsVerbatim(citation), page = places.IsEmpty ? null : IsOnPage(citation, places), box = IsInBox(citation, places);
            (resolve, verbatim, onPage, inBox) = (resolve + Counted.One(resolves), verbatim + Counted.One(isVerbatim), onPage + Counted.One(page), inBox + Counted.One(box));
            tight += Counted.One(isTight);
            notChecked += Counted.One(IsNotChecked(citation));
            anyRight |= resolves && isTight && isVerbatim is not false && page is not false;
            judged |= isVerbatim is not null || !resolves;
        }

        Counted found = default;
        foreach (var place in places)
        {
            bool isNamed = false;
            foreach (var citation in given.Citations) isNamed |= Names(citation, place);
            found += Counted.One(isNamed);
        }

        // Cited is what the value can be read from: another line of the right page bears it no more than another page, and a whole page bears everything.
        bool? supports = Support.Of(field, tight.Count == tight.Of ? given : given with { Citations = given.Citations.RemoveAll(c => !IsTight(c, given.Value ?? string.Empty)) }, Year, c => Sentence(c, IsCellEnd));
        return new(resolve, verbatim, onPage, inBox, Counted.One(supports), found) { IsRight = supports is false ? false : judged ? anyRight : null, Tight = tight, NotChecked = notChecked };
    }

    /// <summary>Whether a citation names a listed document, a page of it, and a quote with offsets in order.</summary>
    internal bool Resolves(ReadCitation citation) =>
        citation.File is { } file && _documents.TryGetValue(file, out var document) && citation.Page >= 1 && citation.Page <= Math.Max(1, document.Pages)
        && citation is { Quote.Length: > 0, Start: >= 0 } && citation.End > citation.Start;

    /// <summary>Whether a citation is of a listed document of which no text was kept, or another than the result was made from: nothing is known of its quote.</summary>
    internal bool IsNotChecked(ReadCitation citation) => citation.File is { } file && _documents.ContainsKey(file) && _texts.GetValueOrDefault(file) is null;

    /// <summary>Whether a citation is a place that a person can check at a glance: a line or a few.</summary>
    /// <param name="citation">The citation.</param>
    /// <param name="value">The value, or the statement's text.</param>
    internal bool IsTight(ReadCitation citation, string value) => Glance.Is(citation, value, PageOf(citation));

    /// <summary>The statement with those of its quotes alone that are such places: the others bear nothing.</summary>
    internal ReadStatement Tight(ReadStatement statement) => statement.Citations.All(c => IsTight(c, statement.Text)) ? statement
        : statement with { Quotes = [.. statement.Quotes.Where((_, i) => i >= statement.Citations.Length || IsTight(statement.Citations[i], statement.Text))] };

    private ReadPage? PageOf(ReadCitation citation) =>
        citation.File is { } file && _documents.TryGetValue(file, out var document) && citation.Page >= 1 && citation.Page <= document.Sizes.Length ? document.Sizes[citation.Page - 1] : null;

    /// <summary>Whether the quote is the text at its offsets; null where the text was not kept.</summary>
    internal bool? IsVerbatim(ReadCitation citation)
    {
        if (citation.File is not { } file || !_texts.TryGetValue(file, out string? text) || text is null) return null;
        return citation is { Start: { } start, End: { } end } && start >= 0 && end <= text.Length && start < end && text.AsSpan(start, end - start).SequenceEqual(citation.Quote);
    }

    private const int LongestClause = 300;

    /// <summary>The quote with what its document has before and behind it up to the ends of its sentences; the quote alone where no text is kept.</summary>
    internal string Sentence(ReadCitation citation) => Sentence(citation, IsEnd);

    private string Sentence(ReadCitation citation, Func<string, int, bool> isEnd)
    {
        if (IsVerbatim(citation) != true) return citation.Quote;
        string text = _texts[citation.File!]!;
        int from = citation.Start!.Value, to = citation.End!.Value;
        while (from > 0 && citation.Start.Value - from < LongestClause && !isEnd(text, from - 1)) from--;
        while (to < text.Length && to - citation.End.Value < LongestClause && !isEnd(text, to)) to++;
        return text[from..to];
    }

    private static bool IsEnd(string text, int at) => text[at] is '\n' or ';' or '!' or '?' || (text[at] == '.' && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])));

    // What stands beside it in a row of a form is another's: '[x] no  QTc: 428 ms'.
    private static bool IsCellEnd(string text, int at) => IsEnd(text, at) || text[at] == '|' || (text[at] == ' ' && ((at > 0 && text[at - 1] == ' ') || (at + 1 < text.Length && text[at + 1] == ' ')));

    /// <summary>Whether a citation shares characters with that quote of the file; by the words themselves where no text is kept.</summary>
    internal bool Shares(ReadCitation citation, string file, string quote)
    {
        if (citation.File != file) return false;
        if (IsVerbatim(citation) == true && _texts[file]!.IndexOf(quote, StringComparison.Ordinal) is >= 0 and var at) return citation.Start < at + quote.Length && citation.End > at;
        return quote.Contains(citation.Quote, StringComparison.Ordinal) || citation.Quote.Contains(quote, StringComparison.Ordinal);
    }

    private static bool IsOnPage(ReadCitation citation, ImmutableArray<GoldPlace> places)
    {
        foreach (var place in places)
        {
            if (place.Page == citation.Page && place.File == citation.File) return true;
        }

        return false;
    }

    /// <summary>Whether a citation lies in a gold box; null where the gold tells no boxes, or neither has one on that page.</summary>
    private bool? IsInBox(ReadCitation citation, ImmutableArray<GoldPlace> places)
    {
        bool anyBox = false, isOnPage = false, anyHere = false, overlaps = false;
        foreach (var place in places)
        {
            bool isBox = place.Box.Length == 4, isHere = place.Page == citation.Page && place.File == citation.File;
            anyBox |= isBox;
            isOnPage |= isHere;
            anyHere |= isBox && isHere;
            overlaps |= isBox && isHere && Overlaps(citation, place.Box, PageOf(citation));
        }

        if (!anyBox) return null;
        if (!isOnPage) return false;
        return !anyHere || citation.Boxes.IsEmpty ? null : overlaps;
    }

    private bool Names(ReadCitation citation, GoldPlace place) =>
        place.File == citation.File && place.Page == citation.Page && (place.Box.Length != 4 || citation.Boxes.IsEmpty || Overlaps(citation, place.Box, PageOf(citation)));

    // Our own citations of right values cover at most 14 times the gold's box (a line for one digit); half of a page shares all of a small box too.
    private const double MostOfBox = 16;

    /// <summary>Whether the lines of the citation and the box share at least half of the smaller of the two areas, and the lines are few or not far greater than the box.</summary>
    internal static bool Overlaps(ReadCitation citation, ImmutableArray<double> box, ReadPage? page = null)
    {
        double cited = 0, shared = 0;
        foreach (var b in citation.Boxes)
        {
            cited += b.Width * b.Height;
            shared += Length(b.X, b.Width, box[0], box[2]) * Length(b.Y, b.Height, box[1], box[3]);
        }

        return shared > 0 && shared >= 0.5 * Math.Min(cited, box[2] * box[3]) && (cited <= MostOfBox * box[2] * box[3] || Glance.IsSmall(citation, page) is true);
    }

    private static double Length(double a, double aLength, double b, double bLength) => Math.Max(0, Math.Min(a + aLength, b + bLength) - Math.Max(a, b));
}
