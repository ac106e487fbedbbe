using System.IO.Compression;
using HealthcareLlm.Terminology;
using HealthcareLlm.Tests.ClinicalText;

namespace HealthcareLlm.Tests.Terminology;

/// <summary>Official files: what is taken from them, and that each kind of broken line is named and spoils the whole.</summary>
public class CodeSetFileTests
{
    private const string Heading = "00001 A00     0 Cholera                                                      Cholera";
    private const string Complete = "00002 A000    1 Cholera due to Vibrio cholerae 01, biovar cholerae           Cholera due to Vibrio cholerae 01, biovar cholerae";
    private const string Concept = "161|ENG||||||||||RXNORM|IN||acetaminophen||N|4096|";

    private static CodeSetReading Read(CodeSystem system, string text) => CodeSetFile.Read(system, new StringReader(text), partial: true);

    [Fact]
    public void An_order_file_gives_codes_and_categories()
    {
        var read = Assert.IsType<CodeSetReading.Complete>(Read(CodeSystem.Icd10Cm, Heading + "\n" + Complete + "\n"));
        Assert.Equal([new("A00", "Cholera", true), new CodeEntry("A000", "Cholera due to Vibrio cholerae 01, biovar cholerae")], read.Entries.ToArray());
    }

    [Theory]
    [InlineData(CodeSystem.Icd10Cm, Heading + "\nrubbish", 2, "not-an-order-line")]
    [InlineData(CodeSystem.Icd10Cm, "00002 A000    2 Cholera", 1, "no-billable-flag")]
    [InlineData(CodeSystem.Icd10Cm, "00002 A0      1 Cholera", 1, "not-a-code")]
    [InlineData(CodeSystem.Icd10Cm, "00002 A000    1               ", 1, "no-label")]
    [InlineData(CodeSystem.Icd10Cm, Complete + "\n" + Complete, 2, "duplicate-code")]
    [InlineData(CodeSystem.Icd10Cm, "", 0, "empty-file")]
    [InlineData(CodeSystem.Hcpcs, "name,text\nJ0135,x", 1, "no-heading")]
    [InlineData(CodeSystem.Hcpcs, "code,long\nJ0135,\"Injection", 2, "open-quote")]
    [InlineData(CodeSystem.Hcpcs, "code,long\nJ0135,a,b", 2, "cells")]
    [InlineData(CodeSystem.Hcpcs, "code,long\n73721,a", 2, "not-a-code")]
    [InlineData(CodeSystem.Hcpcs, "code,long,from\nJ0135,a,1/2/2020", 2, "not-a-date")]
    [InlineData(CodeSystem.Hcpcs, "code,long,from,until\nJ0135,a,20200101,20191231", 2, "date-order")]
    [InlineData(CodeSystem.Hcpcs, "code,long,recid\nJ0135,a,4", 2, "continues-nothing")]
    [InlineData(CodeSystem.Cpt, "code\tlabel\nJ0135\tx", 2, "not-a-code")]
    [InlineData(CodeSystem.RxNorm, Concept + "\n161|ENG|x|", 2, "cells")]
    [InlineData(CodeSystem.RxNorm, "A|ENG||||||||||RXNORM|IN||acetaminophen||N|4096|", 1, "not-a-code")]
    [InlineData(CodeSystem.RxNorm, "161|ENG||||||||||MTHSPL|SU||acetaminophen||N|4096|", 0, "empty-file")]
    public void A_broken_line_is_named_and_nothing_is_taken(CodeSystem system, string text, int line, string code)
    {
        var read = Assert.IsType<CodeSetReading.Faulty>(Read(system, text));
        Assert.Equal([(line, code)], read.Faults.Select(static f => (f.Line, f.Code)));
    }

    [Fact]
    public void A_file_that_was_cut_off_at_a_line_is_too_short_for_an_edition()
    {
        var read = Assert.IsType<CodeSetReading.Faulty>(CodeSetFile.Read(CodeSystem.Icd10Cm, new StringReader(Heading + "\n" + Complete)));
        Assert.Equal("too-few-codes", Assert.Single(read.Faults).Code);
    }

    [Fact]
    public void After_twenty_faults_it_is_not_read_on() =>
        Assert.Equal(CodeSetFile.MostFaults, Assert.IsType<CodeSetReading.Faulty>(Read(CodeSystem.Icd10Cm, string.Concat(Enumerable.Repeat("rubbish\n", 1000)))).Faults.Length);

    [Fact]
    public void A_table_has_its_days_and_goes_on_with_labels()
    {
        var read = Assert.IsType<CodeSetReading.Complete>(Read(CodeSystem.Hcpcs, "\ufeffcode,recid,long,add_dt,term_dt\r\nj0135,3,\"Injection, adalimumab\",20050101,\r\nJ0135,4,20 mg,,\r\nC9000,3,Old,20000101,2009-12-31\r\n"));
        Assert.Equal([new("C9000", "Old", false, new(2000, 1, 1), new(2009, 12, 31)), new CodeEntry("J0135", "Injection, adalimumab 20 mg", false, new(2005, 1, 1))], read.Entries.ToArray());
    }

    [Fact]
    public void A_record_file_of_cms_is_read_by_its_columns()
    {
        static string Record(string code, char kind, string label, string added, string ended) => (code.PadRight(5) + "00100" + kind + label.PadRight(80) + "short").PadRight(268) + added.PadRight(16) + ended.PadRight(8);
        var read = Assert.IsType<CodeSetReading.Complete>(Read(CodeSystem.Hcpcs, string.Join('\n', Record("A0021", '3', "Ambulance service,", "19820101", ""), Record("A0021", '4', "outside state", "", ""), Record("AA", '7', "a modifier", "", ""), Record("C9000", '3', "Old", "20000101", "20091231"))));
        Assert.Equal([new("A0021", "Ambulance service, outside state", false, new(1982, 1, 1)), new CodeEntry("C9000", "Old", false, new(2000, 1, 1), new(2009, 12, 31))], read.Entries.ToArray());
        Assert.IsType<CodeSetReading.Faulty>(Read(CodeSystem.Hcpcs, Record("A0021", '3', "x", "1982/1/1", "")));
    }

    [Fact]
    public void A_licensed_list_and_concepts_of_rxnorm()
    {
        Assert.Equal(["0001F", "73721"], Assert.IsType<CodeSetReading.Complete>(Read(CodeSystem.Cpt, "CPT Code\tDescription\n73721\tours\n0001F\tours\n")).Entries.Select(static e => e.Code));
        var read = Assert.IsType<CodeSetReading.Complete>(Read(CodeSystem.RxNorm, "161|ENG||||||||||RXNORM|SCD||long name||N||\n" + Concept + "\n5640|ENG||||||||||RXNORM|IN||ibuprofen||O||\n7|SPA||||||||||RXNORM|IN||x||N||\n"));
        Assert.Equal([new CodeEntry("161", "acetaminophen")], read.Entries.ToArray());
    }

    [OfficialFact]
    public void The_official_files_are_taken_whole()
    {
        using var icd = new StreamReader(new GZipStream(File.OpenRead(OfficialFiles.Icd!), CompressionMode.Decompress));
        var codes = Assert.IsType<CodeSetReading.Complete>(CodeSetFile.Read(CodeSystem.Icd10Cm, icd)).Entries;
        Assert.Equal((95_358, 72_621), (codes.Length, codes.Count(static c => !c.IsHeading)));
        using var hcpcs = new StreamReader(OfficialFiles.Hcpcs!);
        // 6,711 lines, of which one goes on with the label of the line before it.
        Assert.Equal(6_710, Assert.IsType<CodeSetReading.Complete>(CodeSetFile.Read(CodeSystem.Hcpcs, hcpcs)).Entries.Length);
    }
}
