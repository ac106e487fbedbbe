using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Recognition is not possible at all: the library or its language file is absent, or its memory ran out. Holds no text of a document.</summary>
public sealed class OcrException : Exception
{
    /// <summary>An exception without a message.</summary>
    public OcrException()
    {
    }

    /// <summary>An exception with a message for the person who runs the program.</summary>
    public OcrException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message for the person who runs the program, and its cause.</summary>
    public OcrException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The code under which a reader reports it.</summary>
    public IssueCode Code { get; init; } = IssueCode.OcrFailed;

    /// <summary>The issue that a reader reports for it.</summary>
    public Issue ToIssue(int? page = null) => new(Code, IssueSeverity.Error, Message, Page: page);
}
