using System.Text.RegularExpressions;

namespace HealthcareLlm.Documents;

/// <summary>
/// Regular expressions that are made when they are first asked for and give up after ten seconds, so that one note cannot stop a ward: a whole megabyte of hostile text is read in less. They are interpreted:
/// source generation of some hundred of them made 18 MB of code, most of the time of a build and of a cold start.
/// </summary>
internal static class Pattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    internal static Lazy<Regex> Of(string pattern, RegexOptions options = RegexOptions.None) => new(() => new Regex(pattern, options, Limit));
}
