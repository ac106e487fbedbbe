using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>A document of a case as it was found.</summary>
/// <param name="Case">Folder of the case.</param>
/// <param name="Part">Its part.</param>
/// <param name="File">Name of the document.</param>
/// <param name="CaseFile">Path of the <c>case.json</c>.</param>
/// <param name="Line">Line at which it lists the document.</param>
/// <param name="Sha256">Hash of the bytes.</param>
/// <param name="Path">Path of the document.</param>
/// <param name="Facts">What was seen of it; null where it could not be looked at.</param>
internal sealed record FoundDocument(string Case, string Part, string File, string CaseFile, int Line, string Sha256, string Path, DocumentFacts? Facts);

/// <summary>Checks what a case says of its documents: they are there with their hash and pages, places lie on them, quotes stand in them.</summary>
/// <param name="look">Looks at a document.</param>
/// <param name="read">Gives a document's text as the program reads it.</param>
/// <param name="outside">Folder of documents that are kept outside of the set; null for none.</param>
/// <param name="tally">Counts what was and what could not be checked.</param>
internal sealed class DocumentCheck(LookAtDocument look, ReadDocumentText read, string? outside, SetTally tally)
{
    internal async Task<List<FoundDocument>> CheckAsync(CaseFile file, string folder, CancellationToken cancellation)
    {
        var found = new List<FoundDocument>();
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (document, at) in file.Root.Array("documents").Select((d, i) => (d, string.Create(CultureInfo.InvariantCulture, $"documents[{i}]"))))
        {
            if (document.Text("file") is not { } name) continue;
            string path = GoldenPaths.Of(folder, name, IsOutside(document), outside);
            if (!File.Exists(path))
            {
                if (IsOutside(document) && outside is null) tally.NotChecked("documents kept outside: give --documents DIR");
                else file.Add(at, SetRules.Documents, $"{name} is not there");
                continue;
            }

            paths[name] = path;
            found.Add(await FoundAsync(file, folder, document, name, path, at, cancellation).ConfigureAwait(false));
        }

        Unlisted(file, folder);
        foreach (var document in found) Places(file, document);
        await QuotesAsync(file, found, paths, cancellation).ConfigureAwait(false);
        Placeless(file, found);
        EncounterCheck.Emptiness(file);
        bool all = found.Count == file.Root.Array("documents").Length && found.All(static d => d.Facts is { } facts && (facts.Text is not null || facts.Pages.All(static p => p.Text is not null)));
        EncounterCheck.InDocuments(file, all ? [.. found.Select(static d => d.Facts!.Text ?? string.Join('\n', d.Facts.Pages.Select(static p => p.Text)))] : null, tally);
        EntriesCheck.InDocuments(file, all ? [.. found.Select(static d => d.Facts!.Text ?? string.Join('\n', d.Facts.Pages.Select(static p => p.Text)))] : null, tally);
        return found;
    }

    /// <summary>Whether values that the gold gives no place for stand in any document: one that stands in none is a slip of the annotator, or was worked out by a rule, and a person looks.</summary>
    private void Placeless(CaseFile file, List<FoundDocument> documents)
    {
        if (file.Leaves.Count == 0) return;
        bool isText = documents.Count == file.Root.Array("documents").Length && documents.All(d => d.Facts?.Text is not null);
        string[] texts = [.. documents.Select(d => d.Facts?.Text).OfType<string>()];
        foreach (var (leaf, at, field) in file.Leaves.Where(l => l.Leaf.Array("at").IsEmpty && l.Leaf.Text("status") is not "refused"))
        {
            string? pattern = leaf.Text("pattern");
            // Each side of a conflict stands by itself; the other writings of a value stand for it.
            ImmutableArray<ImmutableArray<string>> sought = leaf.Text("status") is "conflicting"
                ? [.. leaf.Texts("sides").Where(s => QuotedValue.IsWritten(field, s)).Select(s => ImmutableArray.Create(s))]
                : QuotedValue.IsWritten(field, leaf.Text("value")) ? [[.. leaf.Texts("anyOf").Concat(new[] { leaf.Text("value") }.OfType<string>())]] : [];
            foreach (var writings in sought.Where(s => !s.IsEmpty || pattern is not null))
            {
                if (!isText)
                {
                    tally.NotChecked("values without a place, in cases whose documents are not all plain text");
                    continue;
                }

                tally.Checked("values without a place, looked for in every document");
                if (!QuotedValue.StandsInAny(field, writings, pattern, texts)) file.Add(at, SetRules.Quotes, "the value has no place and stands in no document, in no writing that the judge takes for it", Weight(field));
            }
        }
    }

    private async Task<FoundDocument> FoundAsync(CaseFile file, string folder, JsonElement document, string name, string path, string at, CancellationToken cancellation)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false)));
        if (document.Text("sha256") is { } expected && expected != hash) file.Add(at + ".sha256", SetRules.Documents, $"{name} is not the document that was annotated: its hash is another");
        else if (IsOutside(document) && document.Text("sha256") is null) file.Add(at, SetRules.Documents, $"{name} is kept outside and has no sha256: nothing would tell if it were changed");
        var facts = await look(path, cancellation).ConfigureAwait(false);
        if (facts is null) file.Add(at, SetRules.Documents, $"{name} cannot be opened as text, PDF, TIFF, PNG or JPEG");
        else if (document.Whole("pages") is { } pages && facts.Pages.Length != pages && (facts.Text is null || pages != 1)) file.Add(at + ".pages", SetRules.Documents, string.Create(CultureInfo.InvariantCulture, $"{name} has {facts.Pages.Length} pages, not {pages}"));
        tally.Checked("documents");
        return new(folder, file.Root.Text("part") ?? string.Empty, name, file.Path, file.LineOf(at), hash, path, facts);
    }

    private static void Unlisted(CaseFile file, string folder)
    {
        string documents = Path.Combine(folder, "documents");
        if (!Directory.Exists(documents)) return;
        var listed = file.Root.Array("documents").Select(d => d.Text("file")).ToHashSet(StringComparer.Ordinal);
        foreach (string name in Directory.EnumerateFiles(documents).Select(p => Path.GetFileName(p)).Where(n => !listed.Contains(n)).Order(StringComparer.Ordinal))
        {
            file.Add("documents", SetRules.Documents, $"{name} lies in the folder and is not listed");
        }
    }

    private void Places(CaseFile file, FoundDocument document)
    {
        if (document.Facts is not { } facts) return;
        foreach (var (leaf, at, field) in file.Leaves)
        {
            foreach (var (place, i) in leaf.Array("at").Select((p, i) => (p, i)).Where(p => p.p.Text("file") == document.File))
            {
                string where = string.Create(CultureInfo.InvariantCulture, $"{at}.at[{i}]");
                int page = facts.Text is null ? place.Whole("page") ?? 1 : 1;
                if (page > facts.Pages.Length) continue; // said already, at the pages
                var seen = facts.Pages[page - 1];
                Box(file, place, seen, where);
                Value(file, leaf, field, facts.Text ?? seen.Text, facts.Text is not null, where);
            }
        }
    }

    private void Box(CaseFile file, JsonElement place, PageFacts page, string at)
    {
        double[] box = [.. place.Array("box").Where(n => n.ValueKind == JsonValueKind.Number).Select(n => n.GetDouble())];
        if (box.Length != 4) return;
        if (box[2] <= 0 || box[3] <= 0) file.Add(at + ".box", SetRules.Documents, "is empty");
        else if (page is { Width: { } width, Height: { } height })
        {
            tally.Checked("boxes inside their page");
            // Two pixels: the size of a page is rounded.
            if (box[0] + box[2] > width + 2 || box[1] + box[3] > height + 2) file.Add(at + ".box", SetRules.Documents, string.Create(CultureInfo.InvariantCulture, $"reaches beyond its page of {width:0} by {height:0}"));
        }
        else
        {
            tally.NotChecked("boxes on pages whose size in the gold's pixels is not known (scans in PDF)");
        }
    }

    /// <summary>What a value that stands in no plain text weighs: a code, an id, a date, a number or a name is a slip; words may have been told by a rule.</summary>
    private static FaultWeight Weight(RecordField field) => field.Kind == FieldKind.Text && field.Path != "request.reference" ? FaultWeight.Warning : FaultWeight.Error;

    /// <summary>In plain text every value stands in some writing that the judge takes for it; on other pages codes and numbers as they are written.</summary>
    private void Value(CaseFile file, JsonElement leaf, RecordField field, string? text, bool isWritten, string at)
    {
        if (isWritten && text is not null && Weight(field) == FaultWeight.Error)
        {
            if (leaf.Text("status") is "refused" or "conflicting" || leaf.Text("value") is not { } told || !QuotedValue.IsWritten(field, told)) return;
            tally.Checked("values on their page");
            if (!QuotedValue.StandsInAny(field, [told], null, [text])) file.Add(at, SetRules.Quotes, "the value does not stand in this text, in no writing that the judge takes for it");
            return;
        }

        if (field.Kind is not (FieldKind.Identifier or FieldKind.Npi or FieldKind.DiagnosisCode or FieldKind.ServiceCode or FieldKind.Phone) || leaf.Text("value") is not { } value || leaf.Text("status") is "refused") return;
        if (field.Kind == FieldKind.ServiceCode && value.Length == 11) return; // an NDC is padded, and stands on its page in 10 digits
        if (text is null)
        {
            tally.NotChecked("values on pages that only a picture tells");
            return;
        }

        tally.Checked("values on their page");
        string page = Kept(text);
        if (!leaf.Texts("anyOf").Append(value).Any(v => page.Contains(Kept(v), StringComparison.Ordinal))) file.Add(at, SetRules.Quotes, "the value does not stand on this page", FaultWeight.Warning);
    }

    private static string Kept(string text) => new([.. text.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    private async Task QuotesAsync(CaseFile file, List<FoundDocument> documents, Dictionary<string, string> paths, CancellationToken cancellation)
    {
        var quoting = file.Root.Array("assertions").Select((a, i) => (a, string.Create(CultureInfo.InvariantCulture, $"assertions[{i}]"))).Concat(RecordWalk.Places(file.Leaves));
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (entry, at) in quoting.Where(q => q.Item1.Text("quote") is not null || q.Item1.Text("quoteSha256") is not null))
        {
            string name = entry.Text("file") ?? string.Empty;
            if (!paths.TryGetValue(name, out string? path))
            {
                tally.NotChecked("quotes of documents that are not at hand");
                continue;
            }

            if (!texts.TryGetValue(name, out string? text)) texts[name] = text = documents.First(d => d.File == name).Facts?.Text ?? await read(path, cancellation).ConfigureAwait(false);
            if (text is null) tally.NotChecked("quotes of documents without text");
            else Quote(file, entry, text, at);
        }

        var written = documents.Where(d => d.Facts?.Text is not null).Select(d => d.File).ToHashSet(StringComparer.Ordinal);
        foreach (var (leaf, at, field) in file.Leaves) InItsQuotes(file, leaf, at, field, texts, written);
    }

    /// <summary>
    /// Whether a value stands in each quote that is given for it, or in those together that do not have all of it. Of a document that had to be recognized it is a warning: there the quote is as it was read, and may be misread.
    /// </summary>
    private void InItsQuotes(CaseFile file, JsonElement leaf, string at, RecordField field, Dictionary<string, string?> texts, HashSet<string> written)
    {
        // What must be refused may not be readable, and what it truly is was never written there.
        if (leaf.Text("status") is "refused" || !QuotedValue.IsWritten(field, leaf.Text("value"))) return;
        var quotes = leaf.Array("at").Select((p, i) => (File: p.Text("file") ?? string.Empty, Quote: QuoteOf(p, texts), At: string.Create(CultureInfo.InvariantCulture, $"{at}.at[{i}]"))).Where(q => q.Quote is not null).ToList();
        if (quotes.Count == 0) return;
        tally.Checked("values in their quotes");
        string[] writings = [.. leaf.Texts("anyOf").Concat(leaf.Texts("sides")).Concat(new[] { leaf.Text("value") }.OfType<string>())];
        string? pattern = leaf.Text("pattern");
        var without = quotes.Where(q => !QuotedValue.Stands(field, writings, pattern, q.Quote!)).ToList();
        if (without.Count > 1 && QuotedValue.Stands(field, writings, pattern, string.Join('\n', without.Select(q => q.Quote)))) return;
        // A value that runs over lines has a place for each: a piece of it, beside the others.
        if (quotes.Count > 1 && QuotedValue.Stands(field, writings, pattern, string.Join('\n', quotes.Select(q => q.Quote)))) without.RemoveAll(q => writings.Any(w => QuotedValue.IsPiece(w, q.Quote!)));
        foreach (var (name, _, where) in without) file.Add(where, SetRules.Quotes, "the value does not stand in this quote, in no writing that the judge takes for it", written.Contains(name) ? FaultWeight.Error : FaultWeight.Warning);
    }

    /// <summary>The quote of a place, as it is written or as its offsets say; null where there is none.</summary>
    private static string? QuoteOf(JsonElement place, Dictionary<string, string?> texts)
    {
        if (place.Text("quote") is { } quote) return quote;
        return texts.GetValueOrDefault(place.Text("file") ?? string.Empty) is { } text && place.Whole("start") is { } start && place.Whole("end") is { } end && start >= 0 && start < end && end <= text.Length ? text[start..end] : null;
    }

    private void Quote(CaseFile file, JsonElement entry, string text, string at)
    {
        tally.Checked("quotes");
        int? start = entry.Whole("start"), end = entry.Whole("end");
        bool hasSpan = start is not null && end is not null;
        if (hasSpan && (start >= end || end > text.Length))
        {
            file.Add(at, SetRules.Quotes, string.Create(CultureInfo.InvariantCulture, $"[{start}, {end}) is no span of a text of {text.Length} UTF-16 units"));
            return;
        }

        string? span = hasSpan ? text[start!.Value..end!.Value] : null;
        if (entry.Text("quoteSha256") is { } hash)
        {
            if (span is null) file.Add(at, SetRules.Quotes, "a hash of a quote needs start and end");
            else if (Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(span))) != hash) file.Add(at, SetRules.Quotes, "what stands at these offsets has another hash");
        }

        if (entry.Text("quote") is not { } quote) return;
        if (span is not null && span != quote) file.Add(at, SetRules.Quotes, "the quote is not what stands at these offsets");
        int first = text.IndexOf(quote, StringComparison.Ordinal);
        if (first < 0) file.Add(at + ".quote", SetRules.Quotes, "does not stand in the document word for word");
        else if (span is null && text.IndexOf(quote, first + 1, StringComparison.Ordinal) >= 0) file.Add(at + ".quote", SetRules.Quotes, "stands more than once; make it longer or give start and end");
    }

    private static bool IsOutside(JsonElement document) => document.TryGetProperty("outside", out var value) && value.ValueKind == JsonValueKind.True;
}

/// <summary>Where a case's documents lie.</summary>
internal static class GoldenPaths
{
    /// <summary>Whether a case may have that id, which is its folder's name: letters, digits, <c>.</c>, <c>-</c> and <c>_</c>, the first a letter or digit.</summary>
    internal static bool IsName(string id) => id.Length > 0 && char.IsAsciiLetterOrDigit(id[0]) && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>What is wrong with an id that is no name.</summary>
    internal static string NoName(string id) => $"'{id}' can be no case's folder: letters, digits, '.', '-' and '_', and a letter or digit first";

    /// <summary>Path of a document: in the case's folder <c>documents</c>, or, where it is kept outside, in <c>DIR/&lt;case&gt;</c> or <c>DIR</c>.</summary>
    internal static string Of(string folder, string file, bool isOutside, string? outside)
    {
        if (!isOutside || outside is null) return Path.Combine(folder, "documents", file);
        string own = Path.Combine(outside, Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), file);
        return File.Exists(own) ? own : Path.Combine(outside, file);
    }
}

/// <summary>Counts of what was and what could not be checked; cases count into it side by side.</summary>
internal sealed class SetTally
{
    private readonly SortedDictionary<string, int> _checked = new(StringComparer.Ordinal), _not = new(StringComparer.Ordinal);
    private readonly Lock _counting = new();

    /// <summary>What was checked; read after the last case.</summary>
    internal IEnumerable<KeyValuePair<string, int>> Done => _checked;

    /// <summary>What could not be; read after the last case.</summary>
    internal IEnumerable<KeyValuePair<string, int>> Left => _not;

    internal void Checked(string what) => Count(_checked, what);

    internal void NotChecked(string what) => Count(_not, what);

    private void Count(SortedDictionary<string, int> counts, string what)
    {
        lock (_counting) counts[what] = counts.GetValueOrDefault(what) + 1;
    }
}
