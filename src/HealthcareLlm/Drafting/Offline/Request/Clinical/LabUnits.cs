using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Units that results of tests are given in.</summary>
internal static class LabUnits
{
    /// <summary>A unit that says by itself that a number is a result: an amount in a volume of blood, a pressure of a gas, a count. No strength of a drug is written so.</summary>
    internal const string Telling = @"(?:(?:(?:[mnpk\u00b5\u03bcu]|mc)?g|(?:m|\u00b5|\u03bc|u|n|p)?mol|[mk\u00b5\u03bcu]?[IU]?U|mEq|copies|cells)\s?/\s?(?:d|m|\u00b5|\u03bc|u)?[Ll](?:\s?/\s?h(?:r|our)?)?|mm\s?Hg|(?:x\s?)?10\s?[*^]?[0-9]{1,2}\s?/\s?[\u00b5\u03bcu]?L|K/[\u00b5\u03bcu]?[Ll]|[Mm]/[\u00b5\u03bcu]L|mL/min(?:\s?/\s?1\.73\s?m(?:2|\u00b2)?)?|\u00b5?ug/g|mg/g|mOsm/kg|mm/h(?:r)?|fL|BU(?:\s?/\s?mL)?|(?:eos|cells|WBC|RBC)\s?/\s?hpf)";

    /// <summary>Units of measures that a box names, beside those that tell by themselves.</summary>
    internal const string OfBoxes = @"(?:L/min|kPa|%\s?pred(?:icted)?|%\s?of\s+predicted)";

    /// <summary>A number with its comparator.</summary>
    internal const string Number = @"(?:[<>\u2264\u2265]\s?)?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?:[<>\u2264\u2265]\s?)?[0-9]{1,6}(?:\.[0-9]{1,4})?";

    /// <summary>A day as records of tests write it.</summary>
    internal const string Day = @"(?:[0-9]{1,2}[/\-][0-9]{1,2}[/\-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[ \-][A-Z][a-z]{2,8}\.?[ \-,]{1,2}[0-9]{4}|[A-Z][a-z]{2,8}\.? [0-9]{1,2}, [0-9]{4}|(?:0?[1-9]|1[0-2])/[0-9]{4})";

    /// <summary>A day that is no part of a longer number: group <c>d</c>.</summary>
    internal static readonly Lazy<Regex> DayAlone = Pattern.Of(@"(?<![0-9/\-])(?<d>" + Day + @")(?![0-9/])", RegexOptions.CultureInvariant);
}
