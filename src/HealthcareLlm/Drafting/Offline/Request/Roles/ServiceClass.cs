using System.Globalization;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>
/// What kind of service a code stands for, by the sections of CPT and the letters of HCPCS Level II: an image or a genetic test is asked for once, a drug in
/// units, a therapy in visits.
/// </summary>
internal static class ServiceClass
{
    // Where sections and groups of CPT Category I begin.
    private static readonly (int From, string Class)[] Sections =
    [
        (0, "anesthesia"), (2000, "surgery"), (70000, "imaging"), (77200, "radiation"), (77800, "imaging"), (80000, "laboratory"), (90000, "medicine"),
        (90785, "mental"), (90900, "medicine"), (92500, "therapy"), (92701, "medicine"), (96100, "mental"), (96200, "medicine"), (96360, "infusion"),
        (96550, "medicine"), (97000, "therapy"), (97151, "mental"), (97159, "therapy"), (97900, "medicine"), (99000, "visit"),
    ];

    /// <summary>The class of a code; <c>none</c> where there is no code, <c>ndc</c> for a drug's own code, a letter for most of HCPCS.</summary>
    internal static string Of(string? code)
    {
        if (string.IsNullOrEmpty(code)) return "none";
        if (code.Length > 5) return "ndc";
        if (char.IsAsciiLetter(code[0])) return char.ToUpperInvariant(code[0]) is 'J' or 'Q' ? "drug" : code[..1].ToUpperInvariant();
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return "emerging";
        return Array.FindLast(Sections, s => s.From <= number).Class;
    }
}
