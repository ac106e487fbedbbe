namespace HealthcareLlm.Terminology;

/// <summary>A system of codes that a site can import.</summary>
public enum CodeSystem
{
    /// <summary>Diagnoses: ICD-10-CM, the yearly order file of NCHS and CMS.</summary>
    Icd10Cm,

    /// <summary>Services, supplies and drugs: HCPCS Level II of CMS.</summary>
    Hcpcs,

    /// <summary>Services: CPT, from the list that the site is licensed for.</summary>
    Cpt,

    /// <summary>Drugs: concepts of RxNorm (RXNCONSO.RRF of NLM).</summary>
    RxNorm,
}

/// <summary>How systems are written, and which system a code is of.</summary>
public static class CodeSystems
{
    /// <summary>Name in results and on the command line: ICD-10-CM, HCPCS, CPT, RxNorm.</summary>
    public static string Name(this CodeSystem system) => system switch
    {
        CodeSystem.Icd10Cm => "ICD-10-CM",
        CodeSystem.Hcpcs => "HCPCS",
        CodeSystem.Cpt => "CPT",
        CodeSystem.RxNorm => "RxNorm",
        _ => throw new ArgumentOutOfRangeException(nameof(system)),
    };

    /// <summary>The system of a name in any case; null where there is none of that name.</summary>
    public static CodeSystem? Parse(string name)
    {
        foreach (var system in Enum.GetValues<CodeSystem>())
        {
            if (string.Equals(system.Name(), name, StringComparison.OrdinalIgnoreCase)) return system;
        }

        return null;
    }

    /// <summary>
    /// The system of a service code by its form: five digits, or four and a letter, are CPT; a letter and four digits HCPCS. Null for others, and for D codes: they are
    /// the dentists' own (CDT) and stand in no file of CMS.
    /// </summary>
    public static CodeSystem? OfService(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != 5) return null;
        if (char.IsAsciiDigit(code[0])) return CodeSystem.Cpt;
        return code[0] == 'D' ? null : CodeSystem.Hcpcs;
    }

    /// <summary>Whether a code, in upper case and without dot, has the form of its system.</summary>
    public static bool IsWellFormed(CodeSystem system, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return system switch
        {
            CodeSystem.Icd10Cm => code.Length is >= 3 and <= 7 && char.IsAsciiLetterUpper(code[0]) && char.IsAsciiDigit(code[1]) && code.All(char.IsAsciiLetterOrDigit),
            CodeSystem.Hcpcs => code.Length == 5 && char.IsAsciiLetterUpper(code[0]) && code[1..].All(char.IsAsciiDigit),
            CodeSystem.Cpt => code.Length == 5 && code[..4].All(char.IsAsciiDigit) && (char.IsAsciiDigit(code[4]) || code[4] is 'F' or 'T' or 'U' or 'M' or 'A'),
            CodeSystem.RxNorm => code.Length is >= 1 and <= 8 && code.All(char.IsAsciiDigit),
            _ => throw new ArgumentOutOfRangeException(nameof(system)),
        };
    }

    /// <summary>What codes are compared by: upper case, without the dot.</summary>
    public static string Key(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Trim().Replace(".", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
    }
}
