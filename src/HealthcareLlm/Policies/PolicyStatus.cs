using System.Collections.Immutable;

namespace HealthcareLlm.Policies;

/// <summary>How far a version of a medical policy has come. Only <see cref="Approved"/> is ever used.</summary>
public enum PolicyStatus
{
    /// <summary>In the library, and not (or not by enough people) approved.</summary>
    Draft,

    /// <summary>Approved: its content never changes again.</summary>
    Approved,

    /// <summary>A later approved version took its place from a day on; on days before it, it was the rule and still is.</summary>
    Superseded,

    /// <summary>Withdrawn by a person: not used for any date of service.</summary>
    Retired,
}

/// <summary>One person's approval of exactly one content.</summary>
/// <param name="By">Who, as the organisation names its people.</param>
/// <param name="On">When, in universal time.</param>
/// <param name="ContentHash">What was approved: <see cref="MedicalPolicy.ContentHash"/> at that moment.</param>
public sealed record Approval(string By, DateTimeOffset On, string ContentHash);

/// <summary>A withdrawal.</summary>
/// <param name="By">Who.</param>
/// <param name="On">When, in universal time.</param>
/// <param name="Reason">Why, in that person's words.</param>
public sealed record Retirement(string By, DateTimeOffset On, string Reason);

/// <summary>Names one version of one medical policy.</summary>
/// <param name="PolicyId">Payer and number, <c>payer-in-small-letters/number</c>.</param>
/// <param name="Version">The payer's own name of the version.</param>
public readonly record struct PolicyKey(string PolicyId, string Version)
{
    /// <summary>The id of a payer's policy: letters and digits of the payer's name in small letters with hyphens, a slash, the number in capitals without spaces.</summary>
    public static string IdOf(string payer, string number) => Slug(payer) + "/" + string.Concat(number.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>Letters and digits in small letters, everything between them one hyphen.</summary>
    public static string Slug(string name)
    {
        var words = new List<string>();
        int start = -1;
        for (int i = 0; i <= name.Length; i++)
        {
            bool inside = i < name.Length && char.IsLetterOrDigit(name[i]);
            if (inside && start < 0) start = i;
            if (inside || start < 0) continue;
            words.Add(name[start..i].ToLowerInvariant());
            start = -1;
        }

        return string.Join('-', words);
    }

    /// <summary><c>id@version</c>, as commands take it.</summary>
    public override string ToString() => PolicyId + "@" + Version;
}

/// <summary>What a change of status came to: done, or refused with a reason; there is no half.</summary>
public abstract record StatusChange
{
    private StatusChange()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Policies">The version itself first, then others that changed with it.</param>
    public sealed record Done(ImmutableArray<MedicalPolicy> Policies) : StatusChange;

    /// <summary>It was not done, and nothing changed.</summary>
    /// <param name="Reason">Why, in a sentence.</param>
    public sealed record NotDone(string Reason) : StatusChange;
}
