namespace HealthcareLlm.Documents;

/// <summary>How bad an issue is.</summary>
public enum IssueSeverity
{
    /// <summary>Worth knowing; nothing is lost.</summary>
    Information,

    /// <summary>Something may be lost or doubtful: a person should look.</summary>
    Warning,

    /// <summary>Something is lost: a page, a document, a result.</summary>
    Error,
}

/// <summary>Something that went wrong or is worth knowing. Never holds text of a document.</summary>
/// <param name="Code">What happened.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">A sentence for a person, without any text of the document.</param>
/// <param name="DocumentId">The document, where one is concerned.</param>
/// <param name="Page">The page, from 1, where one is concerned.</param>
public sealed record Issue(IssueCode Code, IssueSeverity Severity, string Message, DocumentId? DocumentId = null, int? Page = null);
