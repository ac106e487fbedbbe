using System.Collections.Immutable;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.LanguageModel;

namespace HealthcareLlm.Drafting;

/// <summary>What a language model was asked for one result and what it cost: stands in the result's manifest.</summary>
public sealed record ModelUse
{
    /// <summary>Name of the model or deployment as configured.</summary>
    public required string Model { get; init; }

    /// <summary>Name that the server gave itself; null where it gave none or never answered.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Host and port to which text was sent; <c>none</c> where an answer came from a recording or a cache, or nothing was sent.</summary>
    public required string Host { get; init; }

    /// <summary>Whether the host is another machine: then text left this one.</summary>
    public bool IsRemote { get; init; }

    /// <summary>Calls made, repair turns among them.</summary>
    public int Calls { get; init; }

    /// <summary>Repair turns: answers that broke a rule and were asked for again.</summary>
    public int Repairs { get; init; }

    /// <summary>Tokens sent, as the server counted them; as counted here before the call where it told none.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens answered, as the server counted them.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Characters of documents that were sent.</summary>
    public long CharactersSent { get; init; }

    /// <summary>Names, ids, contacts and addresses that surrogates stood for in what was sent; null where surrogates were off.</summary>
    public int? Surrogates { get; init; }

    /// <summary>Whether dates were moved in what was sent.</summary>
    public bool DatesShifted { get; init; }

    /// <summary>Answers to each part that were compared; null where one alone was asked for.</summary>
    public int? Samples { get; init; }

    /// <summary>How the form of the answer was asked for in the end; null where nothing was asked.</summary>
    public AnswerForm? AnswerForm { get; init; }

    /// <summary>Why the offline engine drafted the result after all, in kebab case; null where the model's answer was used.</summary>
    public string? Fallback { get; init; }
}

/// <summary>Who made a draft, where that is not simply the engine that was asked.</summary>
/// <param name="Engine"><c>offline</c> or <c>language-model</c>: one drafts a whole result, never both.</param>
/// <param name="Version">Its version.</param>
/// <param name="Prompts">Prompts used, as <c>task/version sha256:…</c>; empty where none was.</param>
/// <param name="Use">What the model was asked; null where none is configured.</param>
/// <param name="Issues">What went wrong on the way.</param>
public sealed record DraftOrigin(string Engine, string Version, ImmutableArray<string> Prompts, ModelUse? Use, ImmutableArray<Issue> Issues);
