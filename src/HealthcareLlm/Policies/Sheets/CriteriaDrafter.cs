using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>
/// Proposes the sheet of a policy from its numbering and wording, by rules, for a person to mend. What it writes bears <c>proposed: true</c>, and such a sheet cannot be approved; what the document does not say
/// stands there as a gap (<c>TODO</c>) and is refused when the sheet is read.
/// </summary>
public static class CriteriaDrafter
{
    private static readonly Lazy<Regex> Initial = Pattern.OfWords(@"\b(criteria|indications|medical necessity|medically necessary|requirements|when .{0,40} covered)\b");
    private static readonly Lazy<Regex> Continued = Pattern.OfWords(@"\b(continu\w*|renew\w*|reauthori\w*|extension)\b");
    private static readonly Lazy<Regex> Beside = Pattern.OfWords(@"\b(not covered|exclusions?|background|purpose|definitions?|references?|codes?|documents? to send|documentation|history|limitations?)\b");
    private static readonly Lazy<Regex> OneOf = Pattern.OfWords(@"\b(one|any|either)( or more)? of (the|these)\b|\bat least one\b|\beither\b");
    private static readonly Lazy<Regex> SomeOf = Pattern.OfWords(@"\bat least (?<n>two|three|four|2|3|4) of\b");
    private static readonly Lazy<Regex> Adult = Pattern.OfWords(@"\b(?<n>\d{1,3}) years( of age)? (or|and) older\b|\bat least (?<n2>\d{1,3}) years\b");
    private static readonly Lazy<Regex> Tried = Pattern.OfWords(@"\b(?<n>\d{1,3}|two|three|four|six|eight|nine|ten|twelve)[ -](?<unit>day|week|month)s?\b(?:'| of)? (?<what>[A-Za-z][^.;:]{2,80})");

    /// <summary>The sheet's text, YAML.</summary>
    /// <param name="documentName">Name of the document's file, for a remark.</param>
    /// <param name="passages">The document's passages.</param>
    public static string Draft(string documentName, ImmutableArray<PolicyPassage> passages)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Proposed by rules from the numbering and wording of {documentName}. Read it against the document, fill every TODO, mend tree and tests,\n");
        text.Append("# then take the line 'proposed: true' away: as long as it stands here nobody can approve this sheet.\nproposed: true\nschema: medical-policy/v1\n");
        text.Append(CultureInfo.InvariantCulture, $"payer: TODO\nnumber: TODO\ntitle: {Quoted(Title(passages))}\nversion: \"TODO\"\neffectiveFrom: TODO\ncodes: [TODO]\ncriteria:\n");
        var (initial, continued) = Items(passages);
        Tree(text, "initial", initial);
        if (continued.Count > 0) Tree(text, "continuation", continued);
        return text.ToString();
    }

    /// <summary>The document's title, as its first heading gives it.</summary>
    internal static string Title(ImmutableArray<PolicyPassage> passages) => passages.Select(static p => p.Section.Split(" › ")[0]).FirstOrDefault(static s => s.Length > 0) ?? "TODO";

    /// <summary>The clauses that may be criteria, without those that only introduce others: numbered, and under a title of criteria, however deep.</summary>
    internal static IEnumerable<PolicyPassage> Leaves(ImmutableArray<PolicyPassage> passages)
    {
        var (initial, continued) = Items(passages);
        var items = passages.Where(static p => p.Clause.Length > 0 && !p.Text.StartsWith('|') && IsUnderCriteria(p)).Concat(initial).Concat(continued).DistinctBy(static p => p.Number).OrderBy(static p => p.Number).ToList();
        return Numbered(items).Where(i => !items.Exists(o => o.Clause != i.Clause && IsUnder(o.Clause, i.Clause)));
    }

    private static bool IsUnderCriteria(PolicyPassage passage)
    {
        string[] titles = [.. passage.Section.Split(" › ").Skip(1)];
        return Array.Exists(titles, static t => Initial.Value.IsMatch(t) || Continued.Value.IsMatch(t)) && !Array.Exists(titles, static t => Beside.Value.IsMatch(t));
    }

    private static (List<PolicyPassage> Initial, List<PolicyPassage> Continued) Items(ImmutableArray<PolicyPassage> passages)
    {
        var items = passages.Where(static p => p.Clause.Length > 0 && !p.Text.StartsWith('|')).ToList();
        var initial = items.Where(static p => Of(p) is Kind.Initial).ToList();
        return (initial.Count > 0 ? initial : items, items.Where(static p => Of(p) is Kind.Continuation).ToList());
    }

    private enum Kind
    {
        Other,
        Initial,
        Continuation,
    }

    private static Kind Of(PolicyPassage passage)
    {
        string title = passage.Section.Split(" › ")[^1];
        if (Continued.Value.IsMatch(title)) return Kind.Continuation;
        return Initial.Value.IsMatch(title) && !Beside.Value.IsMatch(title) ? Kind.Initial : Kind.Other;
    }

    private static void Tree(StringBuilder text, string name, List<PolicyPassage> items)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {name}:\n    id: {name}\n    all:\n");
        // Only numbered items are criteria; a paragraph under the title introduces them.
        var numbered = Numbered(items);
        foreach (var top in numbered.Where(i => !numbered.Exists(o => o.Clause != i.Clause && IsUnder(i.Clause, o.Clause)))) Node(text, top, numbered, 6);
    }

    private static List<PolicyPassage> Numbered(List<PolicyPassage> items) =>
        [.. items.Where(i => items.Exists(o => o.Clause != i.Clause && IsUnder(i.Clause, Parent(o.Clause))) || i.Clause.Any(static c => c is '.' or '(')).GroupBy(static i => i.Clause, StringComparer.Ordinal).Select(static g => g.First())];

    private static void Node(StringBuilder text, PolicyPassage item, List<PolicyPassage> items, int indent)
    {
        string pad = new(' ', indent);
        var children = items.Where(i => i.Clause != item.Clause && IsUnder(i.Clause, item.Clause) && !items.Exists(o => o.Clause != i.Clause && o.Clause != item.Clause && IsUnder(i.Clause, o.Clause) && IsUnder(o.Clause, item.Clause))).ToList();
        string words = string.Join(' ', item.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text.Append(CultureInfo.InvariantCulture, $"{pad}- id: {Id(item.Clause)}\n");
        if (children.Count == 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{pad}  criterion: {Quoted(words)}\n{pad}  clause: {Quoted(item.Clause)}\n");
            if (Test(words) is { } test) text.Append(CultureInfo.InvariantCulture, $"{pad}  test: {test}\n");
            text.Append(CultureInfo.InvariantCulture, $"{pad}  ask: {{of: prescriber, text: TODO}}\n");
            return;
        }

        // What the sentence says about its list, said again by the tree: a person must see that it fits.
        text.Append(CultureInfo.InvariantCulture, $"{pad}  # {words}\n");
        var some = SomeOf.Value.Match(words);
        int depth = indent + 4;
        if (some.Success)
        {
            string n = some.Groups["n"].Value;
            int count = int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) ? digits : NumberWords.TryRead(n, out int word) ? word : 1;
            text.Append(CultureInfo.InvariantCulture, $"{pad}  atLeast:\n{pad}    count: {count}\n{pad}    of:\n");
            depth += 2;
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{pad}  {(OneOf.Value.IsMatch(words) ? "any" : "all")}:\n");
        }

        foreach (var child in children) Node(text, child, items, depth);
    }

    private static string? Test(string words)
    {
        var adult = Adult.Value.Match(words);
        if (adult.Success) return $"{{age: {{atLeast: {(adult.Groups["n"].Success ? adult.Groups["n"].Value : adult.Groups["n2"].Value)}}}}}";
        var tried = Tried.Value.Match(words);
        if (!tried.Success) return null;
        string n = tried.Groups["n"].Value;
        int count = int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out int digits) ? digits : NumberWords.TryRead(n, out int word) ? word : 0;
        int days = count * (tried.Groups["unit"].Value.ToLowerInvariant()[0] switch { 'd' => 1, 'w' => 7, _ => 30 });
        if (TherapyClasses.FirstNamed(tried.Groups["what"].Value) is not { } what) return null;
        return string.Create(CultureInfo.InvariantCulture, $"{{therapy: {{anyOf: [\"{what}\"], outcomes: [failed, inadequate, intolerant, contraindicated], minimumDays: {days}}}}}");
    }

    private static bool IsUnder(string clause, string above) => above.Length > 0 && clause.Length > above.Length && clause.StartsWith(above, StringComparison.Ordinal) && clause[above.Length] is '.' or '(' or ' ';

    private static string Parent(string clause) => clause.LastIndexOfAny(['.', '(', ' ']) is > 0 and var at ? clause[..at] : clause;

    private static string Id(string clause) => "c-" + PolicyKey.Slug(clause);

    internal static string Quoted(string words) => "\"" + words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
