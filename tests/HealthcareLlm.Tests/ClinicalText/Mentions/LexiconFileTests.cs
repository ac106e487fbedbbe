using System.IO.Compression;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Tests.ClinicalText.Mentions;

/// <summary>The lexicons as files: how large they are, that no name stands twice, and that every code in them is an official one.</summary>
public class LexiconFileTests
{
    /// <summary>Codes that came after the official file at hand (2021): F32.A is valid from 1 October 2021.</summary>
    private static readonly HashSet<string> s_later = new(StringComparer.Ordinal) { "F32.A" };

    [Theory]
    [InlineData("problems.tsv", 4, 1500)]
    [InlineData("drugs.tsv", 3, 1200)]
    [InlineData("tests.tsv", 5, 300)]
    [InlineData("procedures.tsv", 4, 400)]
    public void Each_has_as_many_rows_as_was_asked_for(string file, int columns, int least) =>
        Assert.True(RuleFiles.Read(file, columns).Count(static r => r[0] != "ignore") >= least);

    [Theory]
    [InlineData("drugs.tsv", 3, 0, 1)]
    [InlineData("tests.tsv", 5, 0, 1)]
    [InlineData("problems.tsv", 4, 1, 2)]
    [InlineData("procedures.tsv", 4, 1, 2)]
    public void No_name_stands_in_two_rows(string file, int columns, int preferred, int others)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        var twice = new List<string>();
        foreach (var row in RuleFiles.Read(file, columns))
        {
            foreach (string name in row[others] == "-" ? [row[preferred]] : row[others].Split('|').Prepend(row[preferred]))
            {
                if (owners.TryGetValue(name, out var owner) && owner != row[preferred]) twice.Add($"{name}: {owner}, {row[preferred]}");
                owners[name] = row[preferred];
            }
        }

        Assert.Empty(twice);
    }

    [OfficialFact]
    public void Every_code_is_a_billable_code_of_the_official_file() =>
        Assert.Empty(NotBillable(RuleFiles.Read("problems.tsv", 4).Select(static r => r[3])));

    [OfficialTheory]
    [InlineData("I10", true)]
    [InlineData("I82.40", false)]
    [InlineData("Q99.99", false)]
    public void A_heading_or_an_unknown_code_is_found(string code, bool billable) => Assert.Equal(billable, NotBillable([code]).Count == 0);

    [Fact]
    public void No_lexicon_but_the_problems_has_codes()
    {
        foreach (string file in new[] { "procedures.tsv", "devices.tsv" }) Assert.All(RuleFiles.Read(file, 4), static r => Assert.Equal("-", r[3]));
        var hcpcs = new Regex(@"\b[A-V][0-9]{4}\b", RegexOptions.CultureInvariant);
        foreach (var (file, columns) in new[] { ("drugs.tsv", 3), ("problems.tsv", 4), ("procedures.tsv", 4), ("devices.tsv", 4), ("tests.tsv", 5) })
        {
            Assert.All(RuleFiles.Read(file, columns), r => Assert.DoesNotMatch(hcpcs, string.Join(' ', r)));
        }
    }

    [Fact]
    public void Every_usual_unit_is_read_as_a_unit()
    {
        var unread = RuleFiles.Read("tests.tsv", 5).Where(static r => r[4] != "-").SelectMany(static r => r[4].Split('|')).Distinct()
            .Where(static u => !(ResultPatterns.Unit().Match(" " + u, 0) is { Success: true } m && m.Length == u.Length + 1)).ToList();
        Assert.Empty(unread);
    }

    [Fact]
    public void Plausible_values_are_a_range()
    {
        Assert.All(RuleFiles.Read("tests.tsv", 5).Where(static r => r[3] != "-"), static r =>
        {
            double[] limits = [.. r[3].Split('-').Select(static n => double.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
            Assert.Equal(2, limits.Length);
            Assert.True(limits[0] < limits[1], r[0]);
        });
    }

    private static List<string> NotBillable(IEnumerable<string> codes)
    {
        var billable = new HashSet<string>(StringComparer.Ordinal);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(OfficialFiles.Icd!), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            if (line[14] == '1') billable.Add(line[6..13].TrimEnd());
        }

        return [.. codes.Where(c => c != "-" && !s_later.Contains(c) && !billable.Contains(c.Replace(".", string.Empty, StringComparison.Ordinal)))];
    }
}
