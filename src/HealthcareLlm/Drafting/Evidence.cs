using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting;

/// <summary>What an engine says supports a value or a statement. Untrusted: Grounding resolves and verifies it.</summary>
/// <param name="DocumentId">The document it is said to stand in.</param>
/// <param name="Quote">The words, verbatim.</param>
/// <param name="Location">Where the engine found them; null where it cannot say (a language model gives quotes, never coordinates).</param>
public sealed record Evidence(DocumentId DocumentId, string Quote, TextSpan? Location);
