using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Numbers anywhere in the packet that are the patient's member number but for a digit or two: one of them was miswritten, and which one no label tells.
/// A relative's number, and an old one, are other numbers.
/// </summary>
internal static class MemberTwins
{
    private const string Path = "patient.memberId";

    // A shorter number has chance neighbours; poor print makes neighbours of its own.
    private const int ShortestNumber = 8;
    private const double SurelyRead = 0.8;

    private static readonly Lazy<Regex> Another = Pattern.OfWords(@"\b(?:brother|sister|twin|sibling|mother|father|wife|husband|spouse|son|daughter|old|former(?:ly)?|previous|prior|not|was|instead of|supersed\w+|example|sample|other)\b");

    private static readonly Lazy<Regex> Belongs = Pattern.OfWords(@"^[^.;\n]{0,12}\b(?:brother|sister|twin|sibling|mother|father|wife|husband|spouse|son|daughter|old|former|previous)\b");

    internal static void Draft(RequestContext context)
    {
        if (context.Book.Of(Path).Where(c => c.Doubt == Doubt.None && !c.Repaired).MaxBy(c => c.Score) is not { Value.Length: >= ShortestNumber } best) return;
        var form = FormOf(best.Value);
        foreach (var page in context.Pages.Where(p => p.Kind != PageKind.PayerNotice))
        {
            foreach (Match match in form.Matches(page.PageText))
            {
                string value = string.Concat(match.Value.Where(char.IsLetterOrDigit));
                int differing = value.Zip(best.Value).Count(p => p.First != p.Second);
                var span = new TextSpan(page.Page.Span.Start + match.Index, page.Page.Span.Start + match.Index + match.Length);
                int end = match.Index + match.Length;
                if (Belongs.Value.IsMatch(page.PageText[end..Math.Min(page.PageText.Length, end + 40)])) continue;
                if (differing is 0 or > 2 || Another.Value.IsMatch(page.PageText[Math.Max(0, match.Index - 60)..match.Index])) continue;
                if (LookAlikes.FoldCompact(value) == LookAlikes.FoldCompact(best.Value) || EvidenceOf.WordsIn(page.Document, span).Any(w => w.Source == WordSource.Ocr && w.Confidence < SurelyRead)) continue;
                context.AddSpans(Path, page, value, Math.Max(0.6, best.Score - 0.05), "member-twin", false, Doubt.None, span);
            }
        }
    }

    /// <summary>The letters of a number as they are, any digits in its digits' places, single spaces or hyphens between.</summary>
    private static Regex FormOf(string value)
    {
        var pattern = new StringBuilder(@"\b");
        for (int i = 0; i < value.Length; i++)
        {
            if (i > 0) pattern.Append(@"[ \-]?");
            pattern.Append(char.IsAsciiDigit(value[i]) ? "[0-9]" : Regex.Escape(value[i..(i + 1)]));
        }

        return new(pattern.Append(@"\b").ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(10));
    }
}
