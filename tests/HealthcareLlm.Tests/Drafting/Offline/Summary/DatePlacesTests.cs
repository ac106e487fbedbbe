using System.Reflection;
using System.Text.RegularExpressions;
using CsCheck;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.Offline.Summary.Notes;

namespace HealthcareLlm.Tests.Drafting.Offline.Summary;

/// <summary>Dates are tried where one may begin; none is lost that its pattern finds anywhere.</summary>
public class DatePlacesTests
{
    private static readonly string[] s_pieces = ["Jan", "january", "JAN", "Sept.", "September", "May", "mar", "5", "12", "31", "2026", "99", "/", "-", ".", " ", " ", " ", "\n", "x", "th", ",", "1/2", "1/2/26", "2026-01-02", "05JAN26", " mg", "\u0663", "\u2019", "é"];

    private static readonly Gen<string> s_text = Gen.Int[0, s_pieces.Length - 1].Select(static i => s_pieces[i]).Array[0, 16].Select(static p => string.Concat(p));

    [Fact]
    public void No_date_is_lost()
    {
        string pattern = ((Lazy<Regex>)typeof(DateReader).GetField("DatesPattern", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!).Value.ToString();
        Assert.StartsWith(@"\G", pattern, StringComparison.Ordinal);
        var anywhere = new Regex(pattern[2..], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        int seen = 0;
        s_text.Sample(
            text =>
            {
                var expected = anywhere.Matches(text).Where(IsDate).Select(static m => new TextSpan(m.Index, m.Index + m.Length)).ToList();
                Interlocked.Add(ref seen, expected.Count);
                var whole = new TextSpan(0, text.Length);
                return expected.SequenceEqual(DateReader.Find(text, whole).Select(static d => d.Span)) && DateReader.First(text, whole)?.Span == (expected.Count > 0 ? expected[0] : null);
            },
            iter: 20_000);
        Assert.True(seen > 5_000);
    }

    private static bool IsDate(Match match)
    {
        int month = match.Groups["name"].Success ? 1 : Number("im", "m"), day = match.Groups["name"].Success ? Number("d1", "d2") : Number("id", "d");
        return month is >= 1 and <= 12 && day is >= 1 and <= 31;

        int Number(string first, string second) => DigitRun.Number((match.Groups[first].Success ? match.Groups[first] : match.Groups[second]).ValueSpan);
    }
}
