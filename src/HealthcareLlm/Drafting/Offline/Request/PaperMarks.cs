using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>What a page says of itself or of an earlier paper: void, corrected, an old copy, a replacement of this number or that date.</summary>
/// <param name="Void">Whether a stamp or heading of its own line voids the page.</param>
/// <param name="PerhapsVoid">Whether a badly read stamp may void it.</param>
/// <param name="Corrected">Whether it calls itself corrected, amended or sent again.</param>
/// <param name="Old">Whether it calls itself the first sending or an old copy.</param>
/// <param name="References">What it takes the place of.</param>
/// <param name="VoidPages">Pages of the same document that it calls void.</param>
internal sealed record PaperMarks(bool Void, bool PerhapsVoid, bool Corrected, bool Old, ImmutableArray<PaperReference> References, ImmutableArray<int> VoidPages)
{
    private const int HeadLength = 900;
    private const int LongestStamp = 90;

    private static readonly string[] s_vocabulary =
        ["corrected", "correction", "amended", "amendment", "revised", "revision", "replaces", "replacement", "replaced", "supersedes", "superseded", "resubmission", "resubmitted", "cancelled", "withdrawn", "obsolete", "discard", "disregard", "earlier", "previous", "original", "submission", "request", "authorization"];

    private static readonly string[] s_stamps = ["VOIDED", "CANCELLED", "CANCELED", "SUPERSEDED", "SUPERCEDED", "WITHDRAWN", "OBSOLETE", "DISREGARD", "DONOTUSE", "DONOTPROCESS"];

    internal static PaperMarks Of(AnnotatedDocument document, Page page)
    {
        string text = page.Span.In(document.Text);
        if (text.Length > 20_000) text = text[..20_000];
        string read = Mended(Unmarked.Value.Replace(text, " "));
        string head = read.Length > HeadLength ? read[..HeadLength] : read;
        var (isVoid, perhaps) = Stamps(document, page);
        var references = Replaced.Value.Matches(read).Where(m => !IsNotice(read, m)).Select(PaperReference.Of).OfType<PaperReference>().ToImmutableArray();
        return new(isVoid, perhaps, CorrectedLine.Value.IsMatch(head) || CorrectedPaper.Value.Matches(head).Any(m => IsSaid(head, m)), OldCopy.Value.IsMatch(head), references, [.. VoidPage.Value.Matches(read).SelectMany(Pages)]);
    }

    private static (bool Void, bool Perhaps) Stamps(AnnotatedDocument document, Page page)
    {
        bool perhaps = false;
        double height = MedianHeight(page);
        foreach (var line in page.Lines)
        {
            foreach (var cell in line.Cells)
            {
                if (cell.Span.Length > LongestStamp || Enumerable.Range(cell.FirstWord, cell.WordCount).Any(w => w < page.Words.Length && page.Words[w].IsCheckBox)) continue;
                string words = cell.Span.In(document.Text);
                if (GoesOn(document.Text, cell.Span.Start)) continue;
                // A stamp stands alone or large; 'withdrawn' in a row of a table is one row's state.
                bool alone = line.Cells.Length == 1 || !line.Cells.Any(c => c.Span != cell.Span && c.Span.In(document.Text).Any(char.IsAsciiDigit));
                if (!alone && cell.Box.Height < height * 1.5) continue;
                if (Stamp.Value.IsMatch(words) && !NoStamp.Value.IsMatch(words)) return (true, true);
                perhaps |= words.Length <= 24 && LooksLikeStamp(words);
            }
        }

        // A large stamp may run into a line of print.
        if (height > 0 && page.HasPicture && page.Words.Any(w => w.LayoutBox.Height > height * 1.7 && Letters(w.Text) is "VOID" or "VOIDED" or "CANCELLED" or "CANCELED" or "SUPERSEDED" or "WITHDRAWN")) return (true, true);
        return (false, perhaps);
    }

    /// <summary>Whether a line goes on with the sentence above it ('… for 3 syringes, was / withdrawn by us before a decision'): it begins small, and that one ends in a word or comma.</summary>
    private static bool GoesOn(string text, int start)
    {
        if (!char.IsLower(text[start])) return false;
        int before = start - 1;
        while (before >= 0 && char.IsWhiteSpace(text[before])) before--;
        return before >= 0 && (char.IsLetterOrDigit(text[before]) || text[before] is ',' or ';' or '-');
    }

    private static bool LooksLikeStamp(string words)
    {
        string letters = Letters(words);
        return letters == "VOID" || Array.Exists(s_stamps, s => WordReading.Distance(letters, s, s.Length / 4) <= s.Length / 4);
    }

    private static string Letters(string words) => new([.. words.Select(c => char.ToUpperInvariant(LookAlikeRepair.ToLetter(c))).Where(char.IsAsciiLetter)]);

    private static double MedianHeight(Page page)
    {
        double[] heights = [.. page.Words.Where(w => w.Text.Length > 1).Select(w => (double)w.LayoutBox.Height).Order()];
        return heights.Length < 8 ? 0 : heights[heights.Length / 2];
    }

    /// <summary>Words of this matter that recognition damaged by a letter are read as what they are.</summary>
    private static string Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        int at = 0;
        foreach (Match match in Wordlike.Value.Matches(text))
        {
            string folded = match.Value.ToLowerInvariant().Replace('0', 'o').Replace('1', 'i').Replace('5', 's');
            string? word = Array.Find(s_vocabulary, v => v != folded && v[0] == folded[0] && WordReading.Distance(folded, v, 1) <= 1 && folded + "s" != v && v + "s" != folded && v + "d" != folded);
            mended.Append(text, at, match.Index - at).Append(Array.IndexOf(s_vocabulary, folded) >= 0 ? folded : word ?? match.Value);
            at = match.Index + match.Length;
        }

        return mended.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>'Corrected request: no' and 'Is this a corrected request? [x] No' do not say that it is one.</summary>
    private static bool IsSaid(string text, Match match)
    {
        string after = text[(match.Index + match.Length)..Math.Min(text.Length, match.Index + match.Length + 40)];
        return !Asked.Value.IsMatch(after) || Affirmed.Value.IsMatch(after);
    }

    // 'If you are not the intended recipient, destroy the original message' is on every fax cover.
    private static bool IsNotice(string text, Match match)
    {
        int from = Math.Max(0, match.Index - 160);
        string before = text[from..match.Index];
        string around = before[(before.LastIndexOf('.') + 1)..] + text[match.Index..Math.Min(text.Length, match.Index + match.Length + 60)];
        return Notice.Value.IsMatch(around);
    }

    private static IEnumerable<int> Pages(Match match)
    {
        int first = int.Parse(match.Groups["a"].Value, System.Globalization.CultureInfo.InvariantCulture);
        int last = match.Groups["b"].Success ? int.Parse(match.Groups["b"].Value, System.Globalization.CultureInfo.InvariantCulture) : first;
        return last < first || last - first > 20 ? [] : Enumerable.Range(first, last - first + 1);
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private const string Papers = @"(?:order|request|requisition|form|referral|authori[sz]ation|submission|fax|sending|version|sheet|worksheet|copy|packet|application|transmission|prescription|precertification|questionnaire|letter)";

    private static readonly Lazy<Regex> Wordlike = Pattern.Of("[A-Za-z][A-Za-z0-9]{5,14}", RegexOptions.CultureInvariant);

    // An option that is not marked says nothing.
    private static readonly Lazy<Regex> Unmarked = Pattern.Of(@"\[ ?\](?:[^\[\n ]| (?! ))*", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Stamp = Pattern.Of(
        @"^\W*(?:(?:this )?(?:form|request|page|document|order|version|referral|fax)\s+(?:is\s+|has been\s+|was\s+)?)?(?:v\s?[o0]\s?[il1]\s?d(?:ed)?|super[sc]eded|cancell?ed|withdrawn|rescinded|obsolete|outdated|replaced|entered in error|sent in error|no longer valid|not valid)\b(?:\W*(?:by|on|see|per|do not|with|and|as of|of|[0-9]{1,2}/)(?!\w).*|\W*(?:[0-9]{1,2}/|use|replaced|corrected|superseded).*)?\W*$"
        + @"|^\W*(?:old|prior|previous|earlier|outdated)\s+(?:form|request|version|submission|copy)\b\W*(?:do not (?:process|use)|see .*|replaced.*|for reference only|superseded.*|void.*|cancell?ed.*)?\W*$"
        + @"|^\W*(?:do not (?:process|use)|disregard|discard|ignore)(?: (?:this|of) (?:form|page|request|order|fax|copy))?(?:\W*(?:void|superseded|see|replaced|cancell?ed).*)?\W*$", Options);

    private static readonly Lazy<Regex> NoStamp = Pattern.Of(@"\b(?:not|if|unless|replaces|any|or|after|without)\b\s+(?:void|superseded|cancel)|:\s*$|\?\s*$|\b(?:void|valid|used?)\b[^.]{0,12}\b(?:if|after|unless|without|for)\b", Options);

    private static readonly Lazy<Regex> CorrectedLine = Pattern.Of(@"^\W*(?:corrected|amended|correction|amendment|resubmission|resubmitted|re-?sen[dt]|corrected copy)\b(?:\W*$|\s*[-–—:*.,(])|^\W*(?:revised|revision|updated|replacement)\W*$|^\W*(?:second|2nd|third|3rd) (?:send|sending|submission|transmission|version)\b|^\W*version\s*[2-9]\b", Options | RegexOptions.Multiline);

    private static readonly Lazy<Regex> CorrectedPaper = Pattern.Of(@"\b(?:correct(?:ed|ion (?:to|of))|amended|amendment (?:to|of)|revised|revision (?:to|of)|updated|replacement|re-?submi(?:ssion of|tted)|re-?sent|new version of)\s+(?:(?:the|our|this|a|prior|pre|prior-?|service|drug|medical|treatment|surgical|clinical)[\s-]+){0,3}" + Papers + @"\b(?!\s*(?:[0-9]{1,2}/|rev))", Options);

    private static readonly Lazy<Regex> OldCopy = Pattern.Of(@"^\W*(?:first|1st|original|earlier|previous|old|superseded)\s+(?:send|sending|submission|version|transmission|fax|copy|form)\b[\W0-9]*$", Options | RegexOptions.Multiline);

    private static readonly Lazy<Regex> Asked = Pattern.Of(@"^\s*[?:]", Options);

    private static readonly Lazy<Regex> Affirmed = Pattern.Of(@"^\s*[?:]\W*(?:\[x\]\s*)?(?:yes|y|x)\b|^\s*:\s*[A-Z]?[0-9]", Options);

    private static readonly Lazy<Regex> Notice = Pattern.Of(@"\b(?:in error|recipient|intended|confidential|unauthori[sz]ed|if you|unless|privileged)\b", Options);

    private static readonly Lazy<Regex> Replaced = Pattern.Of(
        @"\b(?:replac(?:es?|ing|ement (?:for|of))|supersed(?:es?|ing)|correct(?:s|ing|ion (?:to|of))|amend(?:s|ing|ment (?:to|of))|in place of|instead of|takes? the place of|void(?:s|ing)?|cancel(?:s|ling)?|withdraws?|discard|disregard|destroy|ignore|do not (?:use|process))\s+(?<det>(?:(?:all|any|the|our|my|that|your|earlier|previous(?:ly)?|prior(?!\s+auth)|first|original|old|older|former|last|faxed|sent|submitted|prior authori[sz]ation)\s+){0,4})(?<noun>"
        + Papers + @"|one|reference|ref|case|tracking)s?\b(?<rest>[^\n;]{0,60})", Options);

    private static readonly Lazy<Regex> VoidPage = Pattern.Of(@"\bpages?\s+(?<a>[0-9]{1,2})(?:\s*(?:-|–|to|and|&)\s*(?<b>[0-9]{1,2}))?\s+(?:is|are|was|were|has been|have been)\s+(?:void|superseded|cancell?ed|withdrawn|replaced|obsolete|the (?:old|earlier|previous|superseded))\b|\b(?:disregard|discard|ignore|void|do not (?:use|process))\s+pages?\s+(?<a>[0-9]{1,2})(?:\s*(?:-|–|to|and|&)\s*(?<b>[0-9]{1,2}))?\b", Options);
}
