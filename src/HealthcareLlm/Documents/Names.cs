using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace HealthcareLlm.Documents;

/// <summary>Names of enumeration members as they are written in files: kebab case.</summary>
public static class Names
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary>The kebab-case name: <c>PageNotRead</c> is <c>page-not-read</c>.</summary>
    public static string Of(Enum member) => Known.GetOrAdd(member, static m => Kebab(m.ToString()));

    /// <summary>The camel-case name: <c>FamilyHistory</c> is <c>familyHistory</c>.</summary>
    public static string Camel(Enum member)
    {
        string name = member.ToString();
        return char.ToLowerInvariant(name[0]).ToString(CultureInfo.InvariantCulture) + name[1..];
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 6);
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
