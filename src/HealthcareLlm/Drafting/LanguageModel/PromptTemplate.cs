using System.Text;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>
/// Puts values in the places of a template (<c>{{name}}</c>) in one pass: a value is copied character by character, never encoded, and never searched for places itself, so that clinical
/// text ('BP &lt;140 &amp; A&amp;P', '5 µg', a literal <c>{{key}}</c>) reaches the model as it stands in the document.
/// </summary>
public static class PromptTemplate
{
    /// <summary>The template with its values.</summary>
    /// <exception cref="InvalidOperationException">The template names a value that is not given: a fault of ours.</exception>
    public static string Render(string template, IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder(template.Length);
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf("{{", at, StringComparison.Ordinal);
            int close = open < 0 ? -1 : template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0) break;
            text.Append(template, at, open - at);
            text.Append(values.TryGetValue(template[(open + 2)..close], out string? value) ? value : throw new InvalidOperationException("the template names an unknown value"));
            at = close + 2;
        }

        return text.Append(template, at, template.Length - at).ToString();
    }
}
