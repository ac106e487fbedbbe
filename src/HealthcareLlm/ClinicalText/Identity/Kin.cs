using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Identity;

/// <summary>Tells a relative's or policyholder's birth date in running text from the patient's: 'his mother, Janelle Abara (born 03/22/1990)'.</summary>
internal static class Kin
{
    private const int Reach = 80;

    private const string Words = @"(?:mother|father|mom|dad|mum|parents?|guardian|wife|husband|spouse|partner|brother|sister|twin|sibling|son|daughter|grand(?:mother|father|parent)|aunt|uncle|cousin|subscriber|policy\s?holder|card\s?holder|insured|guarantor|caregiver|donor)";

    private const string Name = @"(?:\p{Lu}[\p{L}.'’\-]*[\s,]*){0,4}";

    // 'mother, Janelle Abara (' and 'Corinne Thackeray (wife), ', to the very place where the birth is told.
    private static readonly Lazy<Regex> Told = Pattern.Of(@"\b(?i:" + Words + @")(?:['’]s)?\)?[\s,:;–-]*(?:(?:is|was|named|called|Mr|Mrs|Ms)\b\.?\s*)?" + Name + @"(?:\([^)\n]{0,20}\))?[\s,(;–-]*(?:(?:who\s+)?(?:is|was)\s+)?$", RegexOptions.CultureInvariant);

    // 'Corinne Thackeray (wife)', 'Janelle Abara, his mother'
    private static readonly Lazy<Regex> Follows = Pattern.Of(@"\G[\s,(]{1,3}(?:(?:his|her|the|their|patient's|member's)\s+)?(?i:" + Words + @")\b", RegexOptions.CultureInvariant);

    /// <summary>Whether a name in running text is a relative's: 'his mother, Janelle Abara', 'Corinne Thackeray (wife)'.</summary>
    internal static bool IsNamed(string text, int start, int end) => IsBorn(text, start) || Follows.Value.IsMatch(text, end);

    /// <summary>Whether the birth that the words at an offset tell is a relative's.</summary>
    internal static bool IsBorn(string text, int at) => Told.Value.IsMatch(text[Math.Max(0, at - Reach)..at]);
}
