using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>The state of the plan where no label of the lexicon tells it: right behind the payer's name, in a line about the programme, or under 'State' among the coverage's own labels.</summary>
internal static class CoverageState
{
    private const string Path = "coverage.state";
    private const double Score = 0.6;

    // A 'State' of an address has its town or postal code this near; that of a plan the plan's labels, characters.
    private const int AddressReach = 160;
    private const int CoverageReach = 260;

    private const string Codes = "(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])";

    private static readonly Lazy<Regex> Behind = Pattern.Of($@"\G(?: Plan)?(?:\s?\((?<s>{Codes})\)|,\s(?<s>{Codes})(?=\s*(?:$|\n)))", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Named = Pattern.Of($@"\b(?:[Ss]tate|STATE)(?:\s(?:of|is))?\s?[:=]?\s?(?<s>{Codes})\b|\b(?:Medicaid|MEDICAID|CHIP)\b[\p{{L}} ]{{0,20}},\s(?<s>{Codes})\b", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Programme = Pattern.OfWords(@"\b(?:medicaid|chip|line of business|plan|programme?)\b");

    internal static void Draft(RequestContext context)
    {
        if (context.Book.Has(Path)) return;
        foreach (var page in context.Pages.Where(p => p.Kind is not (PageKind.PayerNotice or PageKind.Note)))
        {
            foreach (var evidence in context.Book.Of("coverage.payer").SelectMany(c => c.Evidence).Where(e => e.DocumentId == page.Document.Source.Id && e.Location is { } l && page.Page.Span.Contains(l)))
            {
                if (Behind.Value.Match(page.Text, evidence.Location!.Value.End) is { Success: true } behind) Add(context, page, behind.Groups["s"]);
            }

            foreach (var line in page.Page.Lines)
            {
                string words = line.Span.In(page.Text);
                if (words.Length <= 120 && Programme.Value.IsMatch(words) && Named.Value.Match(words) is { Success: true } named) Add(context, page, named.Groups["s"], line.Span.Start);
            }

            foreach (var value in page.With("state").Where(v => !v.IsBlank && v.ValueSpan.Length == 2))
            {
                bool Near(int reach, params string[] targets) => page.Values.Any(v => targets.Contains(v.Target) && Math.Abs(v.LabelSpan.Start - value.LabelSpan.Start) <= reach);
                if (!Near(AddressReach, "city", "zip", "cityStateZip", "address") && Near(CoverageReach, "payer", "lineOfBusiness", "groupNumber", "memberId")) context.AddSpans(Path, page, value.ValueSpan.In(page.Text), Score * page.Weight, value.Rule, false, Doubt.None, value.ValueSpan);
            }
        }
    }

    private static void Add(RequestContext context, RequestPage page, Group code, int offset = 0) =>
        context.AddSpans(Path, page, code.Value, Score * page.Weight, "state-of-plan", false, Doubt.None, new TextSpan(offset + code.Index, offset + code.Index + code.Length));
}
