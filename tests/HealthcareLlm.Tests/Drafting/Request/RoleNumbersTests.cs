using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Request;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Tests.Drafting.Request;

public sealed class RoleNumbersTests
{
    private static IEnumerable<string> Of(List<RoleMention> mentions, RoleKind kind, string value, string? code = null) => new RoleNumbers(mentions).Of(mentions.Find(m => m.Kind == kind && m.Value == value)!, code);

    [Fact]
    public void ATotalIsTheProductOfWhatStandsAroundIt()
    {
        // 2 × 6 = 12: the total is the product and the two are its factors; 11 is neither.
        var mentions = RoleTests.MentionsOf("2 visits a week for 6 weeks, 12 visits in all, room 11");
        Assert.Contains("prod=0", Of(mentions, RoleKind.Amount, "12"));
        Assert.Contains("fact=0", Of(mentions, RoleKind.Amount, "6"));
        Assert.DoesNotContain(Of(mentions, RoleKind.Amount, "11"), static f => f.StartsWith("prod", StringComparison.Ordinal) || f.StartsWith("fact", StringComparison.Ordinal));
    }

    [Fact]
    public void AnAmountMayBeTheDaysWeeksOrMonthsOfTheTimeBesideIt()
    {
        // March 11 to April 21 are 41 nights and 42 days, 6 weeks; two a week make 12.
        var mentions = RoleTests.MentionsOf("From 03/11/2026 through 04/21/2026: 42 days, 6 weeks, 2 each week, 12 visits, 13 pages");
        Assert.Contains("=days", Of(mentions, RoleKind.Amount, "42"));
        Assert.Contains("=weeks", Of(mentions, RoleKind.Amount, "6"));
        Assert.Contains("=rate*weeks", Of(mentions, RoleKind.Amount, "12"));
        Assert.DoesNotContain(Of(mentions, RoleKind.Amount, "13"), static f => f[0] == '=');
    }

    [Fact]
    public void TheSumOfAColumnIsNoServicesAmount()
    {
        var mentions = RoleTests.MentionsOf("97110    12\n97140    6\nTotal    18\nOther    19");
        Assert.Contains("colsum", Of(mentions, RoleKind.Amount, "18"));
        Assert.DoesNotContain("colsum", Of(mentions, RoleKind.Amount, "19"));
        Assert.DoesNotContain("colsum", Of(mentions, RoleKind.Amount, "6"));
    }

    [Fact]
    public void DaysThatAreAsFarApartAsIsAskedForAreItsBeginningAndItsEnd()
    {
        // 84 days are 12 weeks; the birth date is nobody's pair.
        var mentions = RoleTests.MentionsOf("Born 02/03/1960\nLives alone\nWalks\nWorks\nDates 03/02/2026 to 05/25/2026, 12 weeks of therapy");
        Assert.Superset(new HashSet<string> { "durpair+", "pair+", "gap+quarter" }, Of(mentions, RoleKind.Date, "2026-03-02").ToHashSet());
        Assert.Superset(new HashSet<string> { "durpair-", "pair-", "later=0" }, Of(mentions, RoleKind.Date, "2026-05-25").ToHashSet());
        Assert.DoesNotContain(Of(mentions, RoleKind.Date, "1960-02-03"), static f => f.Contains("pair", StringComparison.Ordinal));
        Assert.DoesNotContain("durpair+", Of(RoleTests.MentionsOf("Dates 03/02/2026 to 05/25/2026, 10 weeks of therapy"), RoleKind.Date, "2026-03-02"));
    }

    [Theory]
    [InlineData(null, "none")]
    [InlineData("J0585", "drug")]
    [InlineData("E0601", "E")]
    [InlineData("00597040510", "ndc")]
    [InlineData("27447", "surgery")]
    [InlineData("72148", "imaging")]
    [InlineData("77386", "radiation")]
    [InlineData("81162", "laboratory")]
    [InlineData("97110", "therapy")]
    [InlineData("97153", "mental")]
    [InlineData("0421T", "emerging")]
    public void ACodeTellsWhatKindOfServiceItStandsFor(string? code, string expected)
    {
        Assert.Equal(expected, ServiceClass.Of(code));
        Assert.Contains("C=" + expected, Of(RoleTests.MentionsOf("Units 3"), RoleKind.Amount, "3", code));
    }

    [Fact]
    public void RowsOfCodesAndTelephoneNumbersDoNotSwallowAmountsAndDays()
    {
        var mentions = RoleTests.MentionsOf("15  CPT  GO  48 units\n97110  GP  12  2  06-15-2026  07-31-2026");
        Assert.Contains(mentions, static m => m is { Kind: RoleKind.Amount, Value: "48" });
        Assert.Contains(mentions, static m => m is { Kind: RoleKind.Amount, Value: "12" });
        Assert.Contains(mentions, static m => m is { Kind: RoleKind.Date, Value: "2026-06-15" });
        Assert.DoesNotContain(mentions, static m => m.Kind == RoleKind.Phone);
    }

    [Theory]
    [InlineData("Our no. HH-REQ-0093-26", "HHREQ009326")]
    [InlineData("Fund number HUF 0093-5521-A, through her", "HUF00935521A")]
    [InlineData("Quote SRT-Q-26118", "SRTQ26118")]
    [InlineData("Group RSM88K", "RSM88K")]
    [InlineData("Card 4071952836", "4071952836")]
    public void IdentifiersHaveWordsAndDashes(string line, string value) =>
        Assert.Contains(RoleTests.MentionsOf(line), m => m.Kind == RoleKind.Id && RoleValue.KeyOf(RoleKind.Id, m.Value) == value);

    [Fact]
    public void WordsAndDaysAreNoIdentifiers() =>
        Assert.DoesNotContain(RoleTests.MentionsOf("Seen in ROOM 4 on 03/02/2026 BY DR ROE"), static m => m.Kind == RoleKind.Id);

    [Theory]
    [InlineData("Insurer Riverside Teachers Health Plan", "Riverside Teachers Health Plan")]
    [InlineData("Bluestem Mutual Health – Choice PPO", "Bluestem Mutual Health")]
    [InlineData("Bluestem Mutual Health – Choice PPO", "Bluestem Mutual Health – Choice PPO")]
    [InlineData("at Harbor Kids Therapy LLC on Monday", "Harbor Kids Therapy LLC")]
    public void NamesOfOrganizationsAreFound(string line, string name) =>
        Assert.Contains(RoleTests.MentionsOf(line), m => m.Kind == RoleKind.Organization && m.Value == name);

    [Fact]
    public void PeopleAndStreetsAreNoOrganizations() =>
        Assert.DoesNotContain(RoleTests.MentionsOf("Jane Roe, 12 Riverside Avenue, Duluth"), static m => m.Kind == RoleKind.Organization);

    [Theory]
    [InlineData("2 visits a week for 6 weeks", nameof(RoleKind.Frequency), "2 visits a week")]
    [InlineData("40 mg every other week", nameof(RoleKind.Frequency), "every other week")]
    [InlineData("PT 2x/week", nameof(RoleKind.Frequency), "2x/week")]
    [InlineData("2 visits a week for 6 weeks", nameof(RoleKind.Duration), "6 weeks")]
    [InlineData("a 12-week course", nameof(RoleKind.Duration), "12-week")]
    public void HowOftenAndHowLongAreFound(string line, string kind, string value) =>
        Assert.Contains(RoleTests.MentionsOf(line), m => m.Kind.ToString() == kind && m.Value == value);

    [Theory]
    [InlineData("12 visits over 6 weeks", "12", "visits")]
    [InlineData("No. of sessions asked: 48", "48", "sessions")]
    [InlineData("Units 15 of 20 left, 48", "48", null)]
    [InlineData("Room 48", "48", null)]
    public void AQuantityIsCountedInTheWordBesideIt(string line, string number, string? unit)
    {
        var mention = RoleTests.MentionsOf(line).Find(m => m.Kind == RoleKind.Amount && m.Value == number)!;
        Assert.Equal(unit, ServiceUnits.Find(mention.Page, mention.Span)?.In(mention.Page.Text));
    }

    [Theory]
    [InlineData("24", "Visits")]
    [InlineData("31", null)]
    public void AQuantityInATableIsCountedInTheHeadOfItsColumn(string number, string? unit)
    {
        var source = DocumentComposer.Compose(new SourceFile("scan.tif", default), "image/tiff", [Scan.Page("Code          Visits        Price\n97110         24            31", 0)], [], ["test"]);
        var document = ClinicalTextAnnotator.Annotate(source);
        var mention = RoleMentions.Of(RequestContext.Of(new([document], PatientAssessor.Assess([document]))), null).Find(m => m.Kind == RoleKind.Amount && m.Value == number)!;
        Assert.Equal(unit, ServiceUnits.Find(mention.Page, mention.Span)?.In(mention.Page.Text));
    }

    [Fact]
    public void WhereAnAmountStandsCountsByTheKindOfService()
    {
        var mentions = RoleTests.MentionsOf("97110    12\nFrom 03/20/2026");
        var codes = mentions.FindAll(static m => m.Kind == RoleKind.Procedure);
        var asked = new HashSet<string> { "97110" };
        Assert.Contains("C=therapy|L=>0", ServiceLinks.Of(RoleKind.Amount, mentions, codes, "97110", asked, 1, [], new(mentions)).Find(static l => l.Mention.Value == "12").Features);
        Assert.Contains(ServiceLinks.Of(RoleKind.Date, mentions, codes, "97110", asked, 1, [], new(mentions))[0].Features, static f => f.StartsWith("rel=", StringComparison.Ordinal) && f.EndsWith("|L=+1", StringComparison.Ordinal));
    }

    [Fact]
    public void EveryRuleOfOrganizationsMatchesItsExampleAndNotItsCounterExample()
    {
        var rows = RuleFiles.Read("organizations.tsv", 6).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var pattern = new Regex(row[2], (row[1] == "i" ? RegexOptions.IgnoreCase : RegexOptions.None) | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            Assert.True(pattern.IsMatch(row[4]), row[0] + " does not match its example");
            Assert.False(pattern.IsMatch(row[5]), row[0] + " matches its counter-example");
        }
    }
}
