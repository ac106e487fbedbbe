using System.Collections.Immutable;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Ingestion;

/// <summary>A document with what is needed to ask for its pictures later.</summary>
/// <param name="Document">As it was read; without pages where nothing could be read.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Reader">What read it; null where no reader knows its type.</param>
public sealed record IngestedDocument(SourceDocument Document, SourceFile File, IDocumentReader? Reader);

/// <summary>The documents of one case, in the order given, each once.</summary>
/// <param name="Documents">Documents, also those of which nothing could be read.</param>
/// <param name="Issues">Issues that belong to no single document, such as the same bytes given twice.</param>
public sealed record IngestedCase(ImmutableArray<IngestedDocument> Documents, ImmutableArray<Issue> Issues)
{
    /// <summary>All issues: those of the case first, then each document's.</summary>
    public IEnumerable<Issue> AllIssues => Issues.Concat(Documents.SelectMany(static d => d.Document.Issues));

    /// <summary>The document with this id; null where the case has none.</summary>
    public IngestedDocument? Find(DocumentId id) => Documents.FirstOrDefault(d => d.Document.Id == id);
}

/// <summary>How far reading has come.</summary>
/// <param name="Done">Documents read, from 0.</param>
/// <param name="Total">Documents in all.</param>
public readonly record struct IngestionProgress(int Done, int Total);

/// <summary>A page whose text layer says other than its picture.</summary>
/// <param name="DocumentId">Its document.</param>
/// <param name="Page">Page, from 1.</param>
public readonly record struct ContradictedPage(DocumentId DocumentId, int Page);
