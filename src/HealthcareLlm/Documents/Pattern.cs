using System.Text.RegularExpressions;

namespace HealthcareLlm.Documents;

/// <summary>
/// Regular expressions that are made when they are first asked for and give up after ten seconds, so that one note cannot stop a ward: a whole megabyte of hostile text is read in less. They are interpreted:
/// source generation of some hundred of them made 18 MB of code, most of the time of a build and of a cold start. A process that reads many documents compiles them (<see cref="Compiles"/>).
/// </summary>
public static class Pattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether patterns that are made from now on are compiled: three times as fast, and some 5 ms each to make. To be set once, before the first document, by what reads hundreds of them;
    /// what is found is the same.
    /// </summary>
    public static bool Compiles { get; set; }

    internal static Lazy<Regex> Of(string pattern, RegexOptions options = RegexOptions.None) => new(() => Make(pattern, options));

    /// <summary>As <see cref="Of"/>, for what looks at each sentence or line and finds nothing in most of them.</summary>
    internal static Lazy<SievedPattern> Sieved(string pattern, RegexOptions options = RegexOptions.None) => new(() => new(pattern, options));

    /// <summary>As <see cref="OfWords"/>, for what looks at each sentence or line and finds nothing in most of them.</summary>
    internal static Lazy<SievedPattern> SievedOfWords(string pattern, RegexOptions options = RegexOptions.None) =>
        new(() => new(Wrapped(pattern), options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    /// <summary>The pattern itself, as rule files need it.</summary>
    internal static Regex Make(string pattern, RegexOptions options) => new(pattern, Compiles ? options | RegexOptions.Compiled : options, Limit);

    /// <summary>As <see cref="Of"/>, without regard to case; a space of the pattern, outside of brackets, is any white space of wrapped, indented or quoted text.</summary>
    internal static Lazy<Regex> OfWords(string pattern, RegexOptions options = RegexOptions.None) =>
        new(() => Make(Wrapped(pattern), options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    private static string Wrapped(string pattern)
    {
        var wrapped = new System.Text.StringBuilder(pattern.Length + 64);
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\')
            {
                wrapped.Append(c).Append(pattern[++i]);
                continue;
            }

            inClass = c == '[' || (inClass && c != ']');
            if (c != ' ' || inClass) wrapped.Append(c);
            else wrapped.Append(@"[\s>]+");
        }

        return wrapped.ToString();
    }
}
