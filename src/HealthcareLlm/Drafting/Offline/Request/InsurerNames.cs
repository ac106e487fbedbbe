using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Names of insurers and benefit plans by their own words: a proper name that ends in what such bodies are called, and in nothing that names a practice.</summary>
internal static class InsurerNames
{
    private const int LongestName = 60;
    private const string Word = @"\p{Lu}[\p{L}'’&\-]*";

    // What insurers and programmes are called; 'Orchid Bay Health' is one where nothing behind it says otherwise.
    private const string Kinds = @"(?:Health ?Care Plans?|Health Plans?|Health Insurance|Health Partners|Health Alliance|Health Options|Health Cooperative|Health Exchange(?: Plans?)?|Behavioral Health|Family Health|Family Care|Family Silver|Mutual(?: Health| Assurance| Insurance)?|Assurance|Insurance(?: Company)?|Cooperative|Marketplace|Exchange(?: Plans?)?|Medical Assistance(?: Program| Plan)?|Medicaid(?: Plan| Rx)?|Medicare(?: Advantage| Select| Plus| Rx)?|Advantage(?: Plus| Plan)?|Managed Care|Community Plan|Benefit (?:Trust|Fund|Plan|Services)|(?:Employees?|Teachers|Union|Workers|Carpenters|Retirees?) (?:Benefit )?(?:Trust|Fund|Plan)|Injury Fund|State Fund|Benefit Trust|Trust|HMO|PPO|EPO|Rx|Blue(?: Cross)?(?: Blue)?(?: Shield)?|Preferred|Choice|Complete|Care|Health|Plan)";

    private static readonly Lazy<Regex> Prefix = Pattern.Of($@"^\W*(?<p>(?:(?:{Word}|of|and|&|the) ){{1,5}}?{Kinds}(?: {Kinds}| Bronze| Silver| Gold)*)(?![\p{{L}}'’])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Lazy<Regex> Strong = Pattern.OfWords(@"\b(?:health (?:care )?plans?|health insurance|health exchange|mutual|assurance|insurance|cooperative|marketplace|exchange|medical assistance|medicaid|medicare|advantage|managed care|community plan|(?:benefit|employees?|teachers|union|workers|injury|state) (?:benefit )?(?:trust|fund|plan)|benefit (?:services|trust)|hmo|ppo|epo|rx|blue)\b");

    private static readonly Lazy<Regex> NoInsurer = Pattern.OfWords(@"\b(?:clinics?|hospitals?|cent(?:er|re)s?|associates|pediatrics|genetics|spine|recovery|imaging|radiology|laborator(?:y|ies)|surg\w+|orthop\w+|oncology|neurology|cardiology|dermatology|group|physicians|pharmac(?:y|ies)|therapy|rehab\w*|md|do|np|llc|pllc|inc|p\.?c|dear|attn|durable|equipment|infusion|medication|drugs?|procedure|inpatient|outpatient|home|institute|school|university|system|nursing|agency|suppl\w+|plan of|care of|certification|certificate|requests?|forms?|worksheet|review|approval|authori[sz]ation|questionnaire|sheet|application|enrol\w+|treatment|letter|note|report|order|dr|doctor)\b");

    private static readonly Lazy<Regex> NoFirst = Pattern.OfWords(@"^\W*(?:the|a|an|request|form|prior|medical|health|plan|member|patient|your|our|this|that|fax|send|return|primary|secondary|other|former|previous|managed|original|traditional|state|employer|individual|commercial|home|behavioral|in|to|for|of|name|insurance|payer|continuation|durable|children's health|public|private|has|is|if|no|any|date|type|kind|lin?e)\b");

    // Capitals that go on behind a name, or a title in small letters at the head of a sheet.
    private static readonly Lazy<Regex> GoesOn = Pattern.Of($@"\G(?: (?:{Word}|of|and|&|for))+", RegexOptions.CultureInvariant);

    /// <summary>The name at the head of words, and whether its own words are those of an insurer and of nothing else; null where none stands there.</summary>
    internal static (Reading Name, bool IsStrong)? AtHeadOf(string words)
    {
        if (words.Length is < 5 or > 160) return null;
        var match = Prefix.Value.Match(words);
        if (!match.Success) return null;
        var group = match.Groups["p"];
        string name = group.Value;
        if (name.Length > LongestName || !char.IsUpper(name[0]) || NoFirst.Value.IsMatch(name) || name.Split(' ').Any(w => char.IsLower(w[0]) && w is not ("of" or "and" or "the"))) return null;
        // 'Willamette Health Center': what follows in the same breath tells whose name it is.
        if (NoInsurer.Value.IsMatch(name) || NoInsurer.Value.IsMatch(GoesOn.Value.Match(words, group.Index + group.Length).Value)) return null;
        return (new(TextForm.OneLine(name), group.Index, group.Index + group.Length), Strong.Value.IsMatch(name));
    }

    /// <summary>Whether words say what kind of coverage it is and name nobody: 'Medicare HMO', 'commercial PPO'.</summary>
    internal static bool IsKindOnly(string words) => KindOnly.Value.IsMatch(words);

    private static readonly Lazy<Regex> KindOnly = Pattern.OfWords(@"^\W*(?:(?:individual|family|managed|traditional|original|commercial|employer|group|exchange|marketplace|medicare|medicaid|advantage|plan|hmo|ppo|epo|pos|hdhp|part|[a-d]|chip|adv|on|off|and|or|sponsored|self|funded|fully|insured|aca|silver|bronze|gold|state|product|coverage|policy)\b[\s/,()\-–.]*)+$");
}
