using System.Collections.Immutable;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Sheets;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>A file of the library, as it was added.</summary>
/// <param name="Name">Name without folder.</param>
/// <param name="Bytes">Content.</param>
public sealed record PolicyFile(string Name, byte[] Bytes);

/// <summary>A version with everything that was added with it.</summary>
/// <param name="Policy">The version.</param>
/// <param name="Sheet">Its sheet, read anew from the stored bytes.</param>
/// <param name="Passages">The passages of its document.</param>
/// <param name="Document">The document's file.</param>
/// <param name="SheetFile">The sheet's file.</param>
/// <param name="Reading">How the document was read: text, text-layer, ocr …</param>
public sealed record StoredPolicy(MedicalPolicy Policy, PolicySheet Sheet, ImmutableArray<PolicyPassage> Passages, PolicyFile Document, PolicyFile SheetFile, string Reading);

/// <summary>Something that happened to a version.</summary>
/// <param name="At">When, universal time, ISO 8601.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">added, approved, superseded, retired, taken-out.</param>
/// <param name="Key">The version.</param>
/// <param name="Remark">More, such as the reason; may be empty.</param>
public sealed record PolicyEvent(string At, string Who, string What, PolicyKey Key, string Remark);
