namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>Why a language model gave no usable answer. Written in results in kebab case.</summary>
public enum ModelFailure
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The answer took longer than the limit.</summary>
    TimedOut,

    /// <summary>The server asked to wait longer than the limit, or again and again (429).</summary>
    RateLimited,

    /// <summary>The server failed (5xx).</summary>
    ServerError,

    /// <summary>The key was not accepted (401, 403).</summary>
    NotAuthorized,

    /// <summary>The server knows no model of this name (404).</summary>
    UnknownModel,

    /// <summary>The server did not accept the request (other 4xx).</summary>
    Rejected,

    /// <summary>A call holds more than the model can take in: <c>MaximumInputTokens</c> is too high for it.</summary>
    TooLong,

    /// <summary>Calls failed before; for a while none is made.</summary>
    CircuitOpen,

    /// <summary>The provider's filter withheld the answer.</summary>
    ContentFiltered,

    /// <summary>The model declined to answer.</summary>
    Refused,

    /// <summary>The answer has more bytes than the limit, or speaks no known protocol.</summary>
    AnswerNotReadable,

    /// <summary>After its repair turns the answer still keeps to no form.</summary>
    AnswerNotUsable,

    /// <summary>The answer lacks most of what the second opinion finds.</summary>
    AnswerIncomplete,

    /// <summary>The call would exceed a budget; it was not made.</summary>
    OverBudget,

    /// <summary>The host is not among those allowed, or remote models are off; nothing was sent.</summary>
    HostNotAllowed,

    /// <summary>A replay was asked for and the recording has no such exchange; nothing was sent.</summary>
    NotRecorded,
}

/// <summary>A call to a language model failed. Adapters throw it from their client, whatever their vendor's own exceptions are; it holds no text of a document.</summary>
public sealed class ModelFailureException : Exception
{
    /// <summary>With the reason alone.</summary>
    public ModelFailureException(ModelFailure failure)
        : this(failure, null)
    {
    }

    /// <summary>With the reason and what was caught.</summary>
    public ModelFailureException(ModelFailure failure, Exception? inner)
        : base("the language model gave no usable answer: " + failure, inner) => Failure = failure;

    /// <summary>Unreachable.</summary>
    public ModelFailureException()
        : this(ModelFailure.Unreachable)
    {
    }

    /// <summary>Unreachable; the message is not kept.</summary>
    public ModelFailureException(string message)
        : this(ModelFailure.Unreachable, new InvalidOperationException(message))
    {
    }

    /// <summary>Unreachable; the message is not kept.</summary>
    public ModelFailureException(string message, Exception inner)
        : this(ModelFailure.Unreachable, inner) => _ = message;

    /// <summary>Why.</summary>
    public ModelFailure Failure { get; }
}
