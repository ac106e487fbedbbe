namespace HealthcareLlm.ClinicalText.Sections;

/// <summary>What a line is, before titles are looked for.</summary>
internal enum LineKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Repeated on other pages at the same place: a running header or footer.</summary>
    Furniture,

    /// <summary>Labels and values that say who and when.</summary>
    Header,

    /// <summary>Who signed, dictated or transcribed.</summary>
    Signature,
}
