using System.Globalization;
using HealthcareLlm.Adapters.Evaluation;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Adapters.Tests.Imaging;
using HealthcareLlm.Evaluation.Copies;
using HealthcareLlm.Evaluation.GoldenSets;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Tests.Evaluation;

/// <summary>Copies of every kind are found by their pictures alone, and pages of one print with other entries are not taken for copies.</summary>
public sealed class PageCopyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("copies").FullName;

    public static TheoryData<string, ScanQuality> Kinds => new()
    {
        { "turned by 90", new() { QuarterTurns = 1 } },
        { "turned by 180", new() { QuarterTurns = 2 } },
        { "turned by 270", new() { QuarterTurns = 3 } },
        { "skewed", new() { Skew = 2 } },
        { "faxed, fine", new() { FaxLines = 196, Header = true, Speckle = 0.0003 } },
        { "faxed, standard", new() { FaxLines = 98, Header = true, Speckle = 0.0003 } },
        { "pale, compressed", new() { Dpi = 150, Contrast = 0.5, Jpeg = 25, Blur = 0.8 } },
        { "all at once", new() { FaxLines = 98, QuarterTurns = 3, Skew = 2, Blur = 0.8, Contrast = 0.7, Speckle = 0.0015, Header = true } },
    };

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_copy_is_found(string kind, ScanQuality quality)
    {
        foreach (var (name, page) in Pages(1))
        {
            using (page)
            {
                var original = await InkAsync(name + ".png", page.Png());
                string copy = Path.Combine(_folder, name + ".tif");
                Assert.NotNull(await new DocumentDegrader(new()).DegradeAsync(Path.Combine(_folder, name + ".png"), copy, quality, 5, default));
                var found = PageCopies.Compare(original, await InkAsync(copy));
                Assert.True(found is not null, $"{name}, {kind}");
                // Turned to the right by so much, it lies as the original when turned on to a whole turn.
                Assert.Equal((4 - quality.QuarterTurns) % 4, found.Turned);
                // A ruled table of other numbers looks alike: what was recognized tells (below).
                if (name != "table") Assert.Null(PageCopies.Compare(await OtherAsync(name), await InkAsync(copy)));
            }
        }
    }

    [Fact]
    public async Task A_copy_that_was_made_smaller_and_moved_on_the_glass_is_found()
    {
        using var page = SamplePages.Form("Liberation Sans", 10, 200, 1);
        using var small = Degradation.Scale(page.Bitmap, 1615, 2090);
        using var glass = new TestPage(200);
        glass.Canvas.DrawBitmap(small, 60, 30);
        var found = PageCopies.Compare(await InkAsync("a.png", page.Png()), await InkAsync("b.png", glass.Png()));
        Assert.InRange(found!.Likeness, 0.9, 1);
        Assert.InRange(found.Differing, 0, 0.001);
    }

    [Fact]
    public async Task A_standard_fax_that_is_stored_on_its_side_or_without_a_text_layer_keeps_its_shape()
    {
        using var page = SamplePages.Table("Liberation Sans", 10, 204, 1);
        using var fax = Degradation.Scale(page.Bitmap, 1734, 1078);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "fax.tif"), Degradation.Fax(fax, 204, 98));
        Assert.NotNull(PageCopies.Compare(await InkAsync("a.png", page.Png()), await InkAsync(Path.Combine(_folder, "fax.tif"))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_form_with_another_patients_entries_is_no_copy_however_the_two_were_faxed(bool faxed)
    {
        foreach (double print in (double[])[0.5, 0.9])
        {
            using var one = Consent(print, 1);
            using var two = Consent(print, 2);
            var (first, second) = (await SentAsync("a.png", one, faxed), await SentAsync("b.png", two, faxed));
            Assert.Null(PageCopies.Compare(first, second));
            // The guard can fail: the first one faxed again is a copy.
            Assert.NotNull(PageCopies.Compare(first, await SentAsync("c.png", one, true)));
        }
    }

    [Fact]
    public async Task A_cover_sheet_or_letterhead_with_another_letter_is_no_copy()
    {
        using var one = Letter(1);
        using var two = Letter(2);
        Assert.Null(PageCopies.Compare(await SentAsync("a.png", one, false), await SentAsync("b.png", two, true)));
        Assert.NotNull(PageCopies.Compare(await SentAsync("a.png", one, false), await SentAsync("c.png", one, true)));
    }

    [Fact]
    public async Task Through_the_check_a_leaked_page_is_named_and_the_same_table_with_other_results_is_not()
    {
        using var page = SamplePages.Table("Liberation Serif", 10, 200, 1);
        using var other = SamplePages.Table("Liberation Serif", 10, 200, 2);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "a.png"), page.Png());
        await File.WriteAllBytesAsync(Path.Combine(_folder, "b.png"), other.Png());
        var fax = new ScanQuality { FaxLines = 196, QuarterTurns = 1, Skew = 1, Header = true, Speckle = 0.0003 };
        foreach (string name in (string[])["a", "b"]) await new DocumentDegrader(new()).DegradeAsync(Path.Combine(_folder, name + ".png"), Path.Combine(_folder, name + ".tif"), fax, 5, default);
        Assert.NotNull(PageCopies.Compare(await InkAsync(Path.Combine(_folder, "a.png")), await InkAsync(Path.Combine(_folder, "b.tif"))));
        var leak = Assert.Single((await CheckAsync("a.png", "a.tif")).Faults, f => f.Rule == SetRules.Leaks);
        Assert.Equal(FaultWeight.Error, leak.Weight);
        Assert.StartsWith("document.tif looks on page 1 like page 1 (turned by 90°, ", leak.Message, StringComparison.Ordinal);
        Assert.EndsWith(" alike) of document.png of one: test and development must not share it", leak.Message, StringComparison.Ordinal);
        var apart = await CheckAsync("a.png", "b.tif");
        Assert.DoesNotContain(apart.Faults, f => f.Rule is SetRules.Leaks or SetRules.Twice);
        Assert.Equal(1, apart.Counts["pages of one print with other entries, told apart by what was recognized"]);
    }

    [Fact]
    public async Task A_blank_page_has_no_ink_to_compare()
    {
        using var blank = new TestPage(100);
        blank.Write("Page 3 of 3", 4, 10.5);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "blank.png"), blank.Png());
        Assert.Null((await new DocumentLook(new()).LookAsync(Path.Combine(_folder, "blank.png"), default))!.Pages.Single().Ink);
    }

    /// <summary>Checks a set of two cases in two parts, each with one document.</summary>
    private async Task<SetReport> CheckAsync(string development, string test)
    {
        string set = Directory.CreateDirectory(Path.Combine(_folder, "set" + Path.GetFileNameWithoutExtension(test))).FullName;
        await File.WriteAllTextAsync(Path.Combine(set, "evalset.json"), """{ "schema": "evalset/v1", "id": "set", "version": 1, "task": "prior-auth-request", "cases": ["one", "two"] }""");
        foreach (var (id, part, file) in new[] { ("one", "development", development), ("two", "test", test) })
        {
            string name = "document" + Path.GetExtension(file), documents = Path.Combine(set, "cases", id, "documents");
            Directory.CreateDirectory(documents);
            File.Copy(Path.Combine(_folder, file), Path.Combine(documents, name));
            await File.WriteAllTextAsync(Path.Combine(set, "cases", id, "case.json"), $$"""{ "schema": "golden-case/v1", "id": "{{id}}", "task": "prior-auth-request", "date": "2026-03-04", "part": "{{part}}", "tags": {}, "documents": [{ "file": "{{name}}", "pages": 1 }], "record": {}, "missing": [], "setAside": [], "traps": [] }""");
        }

        return await new GoldenSetChecker(new DocumentLook(new()).LookAsync, TextAsync).CheckAsync([set]);
    }

    private static async Task<string?> TextAsync(string path, CancellationToken cancellation)
    {
        var limits = new IngestionLimits();
        var read = await new DocumentIngestion(DocumentReaders.All(limits), limits).ReadAsync(InputFiles.Load([path], limits).Files, null, cancellation);
        return read.Documents.Single().Document.Text;
    }

    private static IEnumerable<(string Name, TestPage Page)> Pages(int seed)
    {
        yield return ("form", SamplePages.Form("Liberation Sans", 10, 200, seed));
        yield return ("table", SamplePages.Table("Liberation Serif", 10, 200, seed));
        yield return ("prose", SamplePages.Prose("Liberation Mono", 9, 200, seed));
    }

    /// <summary>The same lay-out and print with other entries, or another note.</summary>
    private async Task<PageInk> OtherAsync(string name)
    {
        using var other = Pages(2).Single(p => p.Name == name).Page;
        return await InkAsync("other.png", other.Png());
    }

    /// <summary>A form of which a share of the height is print that every one bears, and a dozen entries.</summary>
    private static TestPage Consent(double print, int seed)
    {
        var page = new TestPage(200);
        var random = new Random(seed);
        page.Write("CONSENT TO RELEASE OF RECORDS", 2, 0.9, 13, bold: true);
        string[] labels = ["Name:", "DOB:", "Member ID:", "Phone:", "Plan:", "NPI:", "Date:", "Code:", "Group:", "Tax ID:", "Claim:", "Signed:"];
        for (int i = 0; i < labels.Length; i++)
        {
            double x = 0.8 + (i % 3 * 2.4), y = 1.3 + (i / 3 * 0.3);
            page.Write(labels[i], x, y);
            page.Write(SamplePages.Value(random), x + 0.85, y);
        }

        using var text = SamplePages.Prose("Liberation Serif", 9, 200, 7);
        double line = 2.7;
        foreach (string words in text.Lines.Skip(1))
        {
            page.Write(words, 0.8, line, 9, "Liberation Serif");
            line += 0.17;
            if (line > 2.7 + (7.6 * print)) break;
        }

        return page;
    }

    private static TestPage Letter(int seed)
    {
        var page = new TestPage(200);
        page.Write("HARBOR ORTHOPAEDIC ASSOCIATES", 1.6, 0.9, 18, bold: true);
        page.Write("14 Quay Street, Suite 200, Port Ellery - Telephone (555) 010-2200 - Fax (555) 010-2201", 1.3, 1.2, 9);
        page.Line(0.8, 1.35, 7.7, 1.35, 2);
        page.Rectangle(0.8, 9.6, 6.9, 0.8, 1);
        page.Write("CONFIDENTIAL: this message is meant for the addressee alone.", 1, 9.9, 9);
        using var text = SamplePages.Prose("Liberation Sans", 11, 200, seed);
        double line = 2;
        foreach (string words in text.Lines.Skip(1).Take(24))
        {
            page.Write(words, 1, line, 11);
            line += 0.22;
        }

        return page;
    }

    private async Task<PageInk> SentAsync(string name, TestPage page, bool faxed)
    {
        var ink = await InkAsync(name, page.Png());
        if (!faxed) return ink;
        string sent = Path.Combine(_folder, name + ".tif");
        await new DocumentDegrader(new()).DegradeAsync(Path.Combine(_folder, name), sent, new() { FaxLines = 196, Skew = 1, Header = true, Speckle = 0.0003 }, 5, default);
        return await InkAsync(sent);
    }

    private async Task<PageInk> InkAsync(string name, byte[] bytes)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder, name), bytes);
        return await InkAsync(Path.Combine(_folder, name));
    }

    private static async Task<PageInk> InkAsync(string path)
    {
        var facts = await new DocumentLook(new()).LookAsync(path, default);
        return facts!.Pages.Single().Ink ?? throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} has no ink"));
    }
}
