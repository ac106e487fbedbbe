using System.Collections.Immutable;

namespace HealthcareLlm.Drafting.Offline.Summary.Medications;

/// <summary>The name of a drug, for telling that two entries are the same drug.</summary>
/// <param name="Concept">The lexicon's name, lower case; null where no lexicon knows it.</param>
/// <param name="Words">Words of the name as written, lower case, without forms and strengths.</param>
internal sealed record DrugName(string? Concept, ImmutableArray<string> Words)
{
    // The first word of these does not tell which drug it is.
    private static readonly HashSet<string> Families = ["insulin", "vitamin", "sodium", "potassium", "calcium", "magnesium", "iron", "ferrous", "fish", "baby", "oral", "home", "low"];

    private static readonly HashSet<string> Forms =
    [
        "tablet", "tablets", "tab", "tabs", "capsule", "capsules", "cap", "caps", "er", "xr", "xl", "sr", "dr", "ec", "cr", "la", "odt", "hfa", "inhaler", "solution", "suspension", "syrup", "cream",
        "ointment", "patch", "gel", "drops", "spray", "injection", "pen", "oral", "extended", "release", "delayed", "nebulizer", "neb", "powder", "inh", "elixir", "liquid", "chewable", "inhaled",
    ];

    /// <summary>The name as written, for showing and searching.</summary>
    internal string First => Words.IsEmpty ? string.Empty : Words[0];

    internal static DrugName Of(string written, string? concept)
    {
        var words = written.ToLowerInvariant().Split([' ', '\n', '(', ')', ',', '®', '™', '*', '/'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => char.IsLetter(w[0]) && !Forms.Contains(w)).ToImmutableArray();
        return new(concept, words);
    }

    /// <summary>Whether both are the same drug: one concept, or the same first word, which must tell.</summary>
    internal bool IsSame(DrugName other)
    {
        if (Concept is not null && Concept == other.Concept) return true;
        if (Words.IsEmpty || other.Words.IsEmpty) return false;
        if (Words[0] == other.Words[0])
        {
            if (!Families.Contains(Words[0])) return Words.Length == 1 || other.Words.Length == 1 || SecondAgrees(other);
            return Words.Length > 1 && other.Words.Length > 1 ? Words[1] == other.Words[1] : Words.Length == other.Words.Length;
        }

        // 'glargine' is 'insulin glargine'.
        return (Families.Contains(Words[0]) && Words.Length > 1 && Words[1] == other.Words[0] && Words[1].Length > 3)
            || (Families.Contains(other.Words[0]) && other.Words.Length > 1 && other.Words[1] == Words[0] && Words[0].Length > 3);
    }

    /// <summary>The word that names the drug in a text, lower case; null where no word of its name tells it alone.</summary>
    internal string? Telling => Words.IsEmpty ? null : !Families.Contains(Words[0]) ? Words[0] : Words.Length > 1 ? Words[1] : null;

    // Salts and release forms are written long or short: 'succinate', 'succ'.
    private bool SecondAgrees(DrugName other)
    {
        string a = Words[1], b = other.Words[1];
        return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal) || !char.IsLetter(a[0]) || !(IsSalt(a) && IsSalt(b));
    }

    private static bool IsSalt(string word) => word is "succinate" or "tartrate" or "hydrochloride" or "besylate" or "sodium" or "potassium" or "mononitrate" or "dinitrate" or "sulfate" or "gluconate";
}
