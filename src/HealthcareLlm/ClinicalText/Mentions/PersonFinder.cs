using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>Finds persons by title, by credentials and by label. Parts: <c>name</c> in normal form, <c>role</c> (patient, provider, relative).</summary>
internal sealed class PersonFinder : IMentionFinder
{
    /// <inheritdoc />
    public IEnumerable<Mention> Find(SectionedText text)
    {
        string content = text.Text;
        foreach (Match match in Labelled().Matches(content))
        {
            string label = match.Groups["l"].Value;
            string role = PatientLabel().IsMatch(label) ? "patient" : RelativeLabel().IsMatch(label) ? "relative" : "provider";
            if (Make(match.Groups["n"], role, "person-label") is { } mention) yield return mention;
        }

        foreach (Match match in Titled().Matches(content))
        {
            string title = match.Groups["t"].Value;
            bool provider = title.StartsWith('D') || title.StartsWith('P') || match.Groups["c"].Success;
            if (Make(match.Groups["n"], provider ? "provider" : "patient", "person-title") is { } mention) yield return mention;
        }

        foreach (Match match in WithCredentials().Matches(content))
        {
            if (Make(match.Groups["n"], "provider", "person-credentials") is { } mention) yield return mention;
        }
    }

    private static Mention? Make(Group group, string role, string rule)
    {
        string written = group.Value.TrimEnd(' ', ',', ';', '-');
        if (PersonNames.Parse(written) is not { } name) return null;
        var span = new TextSpan(group.Index, group.Index + written.Length);
        return Mentions.Find.Mention(MentionType.Person, span, span, rule, new MentionPart("name", name.Normal, span), new MentionPart("role", role, default));
    }

    private const string Word = @"(?:(?:[Dd]e(?: [Ll]a| [Ll]os)?|[Vv]an(?: [Dd]e[rn]?)?|[Vv]on|[Dd]el|[Dd]i|[Dd]a|[Ss]t\.|[Ll]a|[Ll]e) )?[A-Z][A-Za-z'\u2019\-]{1,20}";
    private const string Initial = @"(?:[A-Z]\.? )";
    private const string Suffix = @"(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?";
    private const string Credential = @"(?:M\.?D\.?|D\.?O\.?|Ph\.?D\.?|DDS|DMD|DPM|NP(?:-C)?|FNP(?:-C|-BC)?|APRN|ARNP|CRNP|DNP|PA(?:-C)?|RN|BSN|MSN|PharmD|RPh|DPT|PT|OTR(?:/L)?|LCSW|MSW|CRNA|CNM|FAC[A-Z]{1,3}|MBBS)";

    private static readonly Lazy<SievedPattern> LabelledPattern = Pattern.Sieved(@"\b(?<l>(?:Patient|Pt|Member|Subscriber|Insured|Provider|Physician|Prescriber|Surgeon|Attending|Requesting (?:Provider|Physician)|Ordering (?:Provider|Physician)|Referring (?:Provider|Physician)|Rendering Provider|Signed by|Electronically signed by|Dictated by|Author|PCP|Spouse|Husband|Wife|Mother|Father|Daughter|Son|Emergency contact|RE)(?:['\u2019]s)?(?: [Nn]ame| [Ff]ull [Nn]ame)?(?: \([A-Za-z, ]{2,24}\))?) ?: {0,4}(?<n>(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][A-Za-z'\u2019\-]{1,20}(?: [A-Z][A-Za-z'\u2019\-]{1,20})?, ?[A-Z][A-Za-z'\-]{0,20}(?: [A-Z]\b\.?| [A-Z][A-Za-z\-]{1,20}\b)?" + Suffix + @"|(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][A-Za-z'\u2019\-]{0,20}\.? " + Initial + "?(?:" + Word + " ){0,2}" + Word + Suffix + ")", RegexOptions.CultureInvariant);

    private static SievedPattern Labelled() => LabelledPattern.Value;

    private static readonly Lazy<SievedPattern> TitledPattern = Pattern.Sieved(@"\b(?<n>(?<t>Dr|Mr|Mrs|Ms|Miss|Doctor|Professor|Prof)\.? (?:" + Word + " )?" + Initial + "{0,2}(?:" + Word + " )?" + Word + Suffix + @"(?<c>,? " + Credential + @"\b)?)", RegexOptions.CultureInvariant);

    private static SievedPattern Titled() => TitledPattern.Value;

    private static readonly Lazy<SievedPattern> WithCredentialsPattern = Pattern.Sieved(@"\b(?<n>[A-Z][A-Za-z'\u2019\-]{0,20}\.? " + Initial + "{0,2}(?:" + Word + " )?" + Word + Suffix + @",? " + Credential + @"(?![A-Za-z])(?:, ?" + Credential + @"(?![A-Za-z])){0,4})", RegexOptions.CultureInvariant);

    private static SievedPattern WithCredentials() => WithCredentialsPattern.Value;

    private static readonly Lazy<SievedPattern> PatientLabelPattern = Pattern.Sieved("^(?:Patient|Pt|RE|Member)", RegexOptions.CultureInvariant);

    private static SievedPattern PatientLabel() => PatientLabelPattern.Value;

    private static readonly Lazy<SievedPattern> RelativeLabelPattern = Pattern.Sieved("^(?:Spouse|Husband|Wife|Mother|Father|Daughter|Son|Emergency|Subscriber|Insured)", RegexOptions.CultureInvariant);

    private static SievedPattern RelativeLabel() => RelativeLabelPattern.Value;
}
