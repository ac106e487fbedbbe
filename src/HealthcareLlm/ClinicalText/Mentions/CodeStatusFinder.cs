using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds the resuscitation status. Part <c>status</c>: full code, DNR, DNI, DNR/DNI, comfort care, as written.</summary>
internal sealed class CodeStatusFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        foreach (Match match in Status().Matches(text.Text))
        {
            var group = match.Groups["v"];
            var span = new TextSpan(group.Index, group.Index + group.Length);
            yield return Mentions.Find.Mention(MentionType.CodeStatus, new(match.Index, match.Index + match.Length), span, "code-status", Mentions.Find.Part("status", text.Text, span)) with { Concept = Concept(group.Value) };
        }
    }

    private static string Concept(string written)
    {
        bool dnr = written.Contains("DNR", StringComparison.OrdinalIgnoreCase) || written.Contains("resuscitate", StringComparison.OrdinalIgnoreCase) || written.Contains("no code", StringComparison.OrdinalIgnoreCase) || written.Contains("AND", StringComparison.Ordinal);
        bool dni = written.Contains("DNI", StringComparison.OrdinalIgnoreCase) || written.Contains("intubate", StringComparison.OrdinalIgnoreCase);
        if (dnr) return dni ? "dnr/dni" : "dnr";
        if (dni) return "dni";
        return written.Contains("comfort", StringComparison.OrdinalIgnoreCase) || written.Contains("CMO", StringComparison.Ordinal) ? "comfort care" : "full code";
    }

    private static readonly Lazy<SievedPattern> StatusPattern = Pattern.Sieved(@"(?:\bcode status\b ?(?:is|was|:|-|of)? ?(?:changed (?:from [A-Za-z/ ]{2,20} )?to |now |discussed[:,]? |confirmed(?: as)?:? )?)?(?<v>\bfull[ \-]code\b|\bDNR ?(?:/|and|&|,|-) ?DNI\b|\bDNR(?:-?CC(?:-?A)?)?\b|\bDNI\b|\bdo[ \-]not[ \-]resuscitate(?: ?(?:/|and|,|, and)? ?do[ \-]not[ \-]intubate)?\b|\bdo[ \-]not[ \-]intubate\b|\bno[ \-]code\b(?= ?status|[.,;\n])|\bcomfort (?:care|measures)(?: only)?\b|\bCMO\b|(?<=code status:? )full\b)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static SievedPattern Status() => StatusPattern.Value;
}
