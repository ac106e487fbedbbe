namespace HealthcareLlm.Adapters.Policies;

/// <summary>A store of policies that is none, is damaged, or cannot be opened: a matter of configuration, told in plain words.</summary>
public sealed class PolicyStoreException : Exception
{
    /// <summary>With what is wrong.</summary>
    public PolicyStoreException(string message)
        : base(message)
    {
    }

    /// <summary>Without a message.</summary>
    public PolicyStoreException()
    {
    }

    /// <summary>With what is wrong and why.</summary>
    public PolicyStoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
