using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Reads names of persons into <c>First [Middle] Last [Suffix]</c>.</summary>
internal static partial class NameReadings
{
    private const int TimeLimit = 10_000;
    private const int MaximumWords = 6;

    private static readonly Lazy<Regex> Credentialed = Pattern.Of(@"(?<=\p{L}[\p{L}.'’\-]+)(?:,?\s+(?:M\.?D|D\.?O|MD|DO|NP|PA-?C?|FNP(?:-?B?C)?|DPM|ARNP|APRN|CRNP|DNP|Ph\.?D|Psy\.?D|AuD|DPT|DC|OD|LCSW|MPH|MBBS|MBA|MS|MSc|BCPS|F[A-Z]{3,4})\b\.?)+(?:\s*[,(\-–·][\s>]*(?<s>\p{Lu}[\p{L}&/'’]+(?:[\s>]+(?:and|of|&|\p{Lu}[\p{L}&/'’]+)){0,4}))?", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> NoSpecialty = Pattern.Of(@"[0-9]|\b(?:clinic|hospital(?! medicine)|cent(?:er|re)|associates|group|suite|street|fax|phone|tel|npi|enclos\w*|cc|page|dictated|signed|electronically|department|institute|llc|inc|partners|office|direct|director|member|patient|dear|re|license|health)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> PersonalCommon = Pattern.OfWords(@"^(?:pain|sports|internal|family|general|emergency|physical|occupational|speech|radiation|diagnoses|diagnosis|requested|requesting|ordering|equipment|specialty|outpatient|inpatient|name|place|service|procedures?|treatment|durable|home|other|principal|primary|information|details|dispens\w+|deliver\w*)$");

    // A name holds no verb: 'Pharmacy that will dispense' is a heading.
    private static readonly Lazy<Regex> Clause = Pattern.OfWords(@"\b(?:that|will|who|which|where|whom|is|are|be|should)\b");

    /// <summary>The person's name in words that a label announces; null where they hold none.</summary>
    internal static Reading? Person(string words)
    {
        int start = Leading().Match(words).Length;
        var match = Name().Match(words, start);
        if (!match.Success || match.Index > start + 3) return null;
        string raw = WithoutNextCell(match.Value).TrimEnd(',', ' ', '.', '-');
        string[] parts = raw.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return null;
        var kept = new List<string>();
        string suffix = string.Empty;
        for (int i = 0; i < parts.Length; i++)
        {
            var tokens = WithoutTitles(parts[i], ref suffix);
            // Behind 'Jane Roe, MD' stands a specialty, and behind 'Jane Roe,' what she is: no given name.
            if (kept.Count == 1 && kept[0].Contains(' ', StringComparison.Ordinal) && (tokens.Length == 0 || char.IsLower(tokens[0]))) break;
            if (tokens.Length == 0) continue;
            kept.Add(tokens);
            if (kept.Count < 2) continue;
            // 'Roe, John M., Jr.': what makes him another man than his father may stand behind a comma of its own.
            if (i + 1 < parts.Length && Suffix().IsMatch(parts[i + 1].Split(' ')[0].Trim('.'))) suffix = parts[i + 1].Split(' ')[0].Trim('.');
            break;
        }

        if (kept.Count == 0) return null;
        string value = kept.Count == 2 ? kept[1] + " " + kept[0] : kept[0];
        if (suffix.Length > 0) value += " " + suffix;
        int count = value.Split(' ').Length;
        if (count is < 1 or > MaximumWords || value.Count(char.IsLetter) < 2 || NoName().IsMatch(value)) return null;
        return new(value, match.Index, match.Index + raw.Length);
    }

    /// <summary>'Roe, Ida Mae  Financial': behind a name that is whole, family name and given name, a wide gap begins what stands beside it; an initial, a suffix or a credential still belongs to it.</summary>
    private static string WithoutNextCell(string name)
    {
        int gap = name.IndexOf("  ", StringComparison.Ordinal), comma = name.IndexOf(',', StringComparison.Ordinal);
        if (gap < 0 || comma < 0 || comma > gap || name[(comma + 1)..gap].Trim().Length < 2) return name;
        string next = name[gap..].TrimStart().Split(' ', ',')[0].Trim('.');
        return next.Length == 1 || Suffix().IsMatch(next) || Credential().IsMatch(next) ? name : name[..gap];
    }

    /// <summary>Whether a name is one of a person: given name and family name, none of them a word of forms, offices or relatives.</summary>
    internal static bool IsPerson(string name) => name.Contains(' ', StringComparison.Ordinal) && ClinicalText.Mentions.PersonNames.Parse(name) is { Given.Length: > 0 };

    /// <summary>Whether words name an organization and no person.</summary>
    internal static bool IsOrganization(string words)
    {
        // 'Jane Roe, MD, Neurology' is a person: what stands behind a credential is no part of the name.
        var credential = Credentialed.Value.Match(words);
        return Organization().IsMatch(credential.Success ? words[..credential.Index] : words);
    }

    /// <summary>Whether an organization's name has a word of its own: 'Orthopedic Surgery' and 'Facility' have none.</summary>
    internal static bool IsDistinct(string words) => !Clause.Value.IsMatch(words) && words.Split(' ') is { Length: > 1 } parts && Array.Exists(parts, w => w.Length > 1 && char.IsUpper(w[0]) && !Organization().IsMatch(w) && !NoName().IsMatch(w) && !PersonalCommon.Value.IsMatch(w));

    /// <summary>The specialty behind a person's credential: 'Jane Roe, MD, Neurology', 'Jane Roe, MD (Hematology)'; null where none stands there.</summary>
    internal static Reading? SpecialtyBehind(string words)
    {
        var group = Credentialed.Value.Match(words).Groups["s"];
        return group.Success && !IsNoSpecialty(group.Value) && (SpecialtyWords.IsPlain(group.Value.Trim()) || (SpecialtyWords.Names(group.Value) && !group.Value.Trim().Contains(' ', StringComparison.Ordinal))) ? new(TextForm.OneLine(group.Value.Replace('>', ' ')), group.Index, group.Index + group.Value.TrimEnd().Length) : null;
    }

    /// <summary>Whether words beside or under a signer's name are a practice, an address or a remark rather than a specialty.</summary>
    internal static bool IsNoSpecialty(string words) => NoSpecialty.Value.IsMatch(words);

    private static string WithoutTitles(string part, ref string suffix)
    {
        var kept = new List<string>();
        foreach (string token in part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string bare = token.Trim('.', ',', ';', ':', '(', ')', '"');
            if (bare.Length == 0 || Title().IsMatch(bare)) continue;
            // 'Do' and 'Ma' are names, 'DO' and 'MA' are not.
            bool upper = bare.Length > 3 || !bare.Any(char.IsLower) || bare is "PhD" or "AuD" or "md" or "do";
            if (upper && Credential().IsMatch(bare) && (kept.Count > 0 || bare.Length > 1)) continue;
            if (Suffix().IsMatch(bare))
            {
                suffix = bare;
                continue;
            }

            kept.Add(bare.Length == 1 ? bare : bare.TrimEnd('.'));
        }

        return string.Join(' ', kept);
    }

    [GeneratedRegex(@"^[\W_]*(?:(?:(?:electronically|digitally)\s+|e[\s\-]?)signed(?:\s+by)?[\W_]*|/e?s/[\W_]*)?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Leading();

    [GeneratedRegex(@"[\p{L}][\p{L}\p{M}'’.\-]*(?:,? {1,2}[\p{L}][\p{L}\p{M}'’.\-]*|,[\p{L}][\p{L}\p{M}'’.\-]*){0,8}", RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(mr|mrs|ms|miss|mx|dr|prof|doctor|professor|sir|rev|hon|patient|member|re)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Title();

    [GeneratedRegex(@"^(M\.?D|D\.?O|MD|DO|PA|PA-?C|NP|NP-?C|FNP|FNP-?(C|BC)|ARNP|APRN|APN|CRNP|DNP|CNP|CNM|CRNA|CNS|RN|BSN|MSN|LPN|RPH|PHARM\.?D|PH\.?D|PSY\.?D|DPM|DDS|DMD|DC|OD|DPT|PT|MPT|OT|OTR|OTR-?L|SLP|CCC-?SLP|LCSW|LMFT|LPC|MPH|MS|MBA|MBBS|MBCHB|AUD|FACS|FACP|FACC|FACOG|FAAP|FAAOS|FACR|FAAD|FACG|FACE|FCCP|FASN|FAAFP|FAAO|FRCS|FRCP|FACEP|FAAPMR|FHRS|FSCAI|FAAEM|FACRO|F\.A\.C\.[A-Z]|FAAN|AGNP(-C)?|AGACNP|PMHNP(-BC)?|ACNP|WHNP|CPNP|BCPS|RD|LD|ATC|MSPT|SCS|OCS|ESQ)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Credential();

    [GeneratedRegex(@"^(jr|sr|ii|iii|iv)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\b(n/?a|none|unknown|same|self|see|attached|name|date|signature|phone|address|request|authorization|insurance|plan|provider|physician|information|department|fax|number|member|id|yes|no|dob|npi|form|section|please|page|the|for|and|of|to|is|with|signed|electronically|digitally|surgeon|assistant|prescriber|practitioner|clinician|requesting|ordering|facility|supplier|we|our|your|this|answer|needed)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex NoName();

    [GeneratedRegex(@"\b(hospital|clinic|cent(er|re)|associates|group|llc|inc|pllc|p\.?c\.?|medical|medicine|health|healthcare|surgery|surgical|imaging|radiology|pharmacy|infusion|therapy|rehab(ilitation)?|orthop(a?edics|edic)|rheumatology|gastroenterology|oncology|neurology|dermatology|cardiology|partners|practice|institute|university|laborator(?:y|ies)|labs?|supply|equipment|services|care|network|physicians|specialists|agency|home|facility|system|corp(oration)?|company|plan|insurance|diagnostics?|department|genomics|genetics|pavilion|suites?|outfitters|mobility|prosthetics|orthotics|hospice|dialysis|supplies|pathology|recovery)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeLimit)]
    private static partial Regex Organization();
}
