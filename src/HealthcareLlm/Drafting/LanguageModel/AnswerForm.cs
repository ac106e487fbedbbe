namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>How the form of an answer is asked for, from the strictest to the weakest. Whatever is asked for, the answer is read by the same rules. Written in results in kebab case.</summary>
public enum AnswerForm
{
    /// <summary>By JSON schema, strictly where the server can (<c>response_format: json_schema</c>).</summary>
    JsonSchema,

    /// <summary>As some JSON object (<c>response_format: json_object</c>); the prompt's words say which.</summary>
    JsonObject,

    /// <summary>By the words of the prompt and the repair turns alone.</summary>
    Words,
}

/// <summary>The form that a server takes, learned once for all documents: one that it refuses is followed by the next weaker one, and what it then answers to is asked for from there on.</summary>
/// <param name="first">The form asked for first.</param>
internal sealed class AnswerForms(AnswerForm first)
{
    private int _taken = (int)first;

    /// <summary>The form to ask for.</summary>
    internal AnswerForm Present => (AnswerForm)Volatile.Read(ref _taken);

    /// <summary>The next weaker form; null where there is none.</summary>
    internal static AnswerForm? Weaker(AnswerForm refused) => refused == AnswerForm.Words ? null : refused + 1;

    /// <summary>An answer came to this form. Where none ever does the first one stays: then it was not the form that was refused.</summary>
    internal void Took(AnswerForm form) => Volatile.Write(ref _taken, (int)form);
}
