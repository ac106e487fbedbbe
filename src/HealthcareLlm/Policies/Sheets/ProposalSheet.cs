using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace HealthcareLlm.Policies.Sheets;

/// <summary>
/// Writes the sheet of a proposal that was checked clause by clause. It bears <c>proposed: true</c>, so that nobody can approve it as it is; what was withheld stands there with its reason and as a gap (<c>TODO</c>),
/// and so does every clause that rules take for a criterion and of which the model said nothing.
/// </summary>
public static class ProposalSheet
{
    private static readonly string[] Numbers = ["atLeast", "atMost", "above", "below", "withinDays", "minimumDays", "count"];

    /// <summary>The sheet's text, YAML.</summary>
    /// <param name="documentName">Name of the document's file, for a remark.</param>
    /// <param name="passages">The document's passages.</param>
    /// <param name="nodes">The proposal, judged.</param>
    /// <param name="origin">Model and prompt, for a remark.</param>
    public static string Write(string documentName, ImmutableArray<PolicyPassage> passages, ImmutableArray<JudgedNode> nodes, string origin)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Proposed by a language model ({Line(origin)}) from {Line(documentName)}, each criterion checked against its clause.\n# Read it against the document, fill every TODO, mend tree and tests,\n");
        text.Append("# then take the line 'proposed: true' away: as long as it stands here nobody can approve this sheet.\nproposed: true\nschema: medical-policy/v1\n");
        text.Append(CultureInfo.InvariantCulture, $"payer: TODO\nnumber: TODO\ntitle: {CriteriaDrafter.Quoted(CriteriaDrafter.Title(passages))}\nversion: \"TODO\"\neffectiveFrom: TODO\ncodes: [TODO]\ncriteria:\n");
        Tree(text, "initial", nodes, Unsaid(passages, nodes));
        if (nodes.Any(static n => n.Node.Tree == "continuation")) Tree(text, "continuation", nodes, []);
        return text.ToString();
    }

    /// <summary>Clauses that rules take for criteria and that the proposal does not name.</summary>
    internal static ImmutableArray<PolicyPassage> Unsaid(ImmutableArray<PolicyPassage> passages, ImmutableArray<JudgedNode> nodes)
    {
        var named = nodes.Select(static n => Folded(n.Node.Clause)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. CriteriaDrafter.Leaves(passages).Where(p => !named.Contains(Folded(p.Clause)))];
    }

    private static void Tree(StringBuilder text, string tree, ImmutableArray<JudgedNode> nodes, ImmutableArray<PolicyPassage> unsaid)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {tree}:\n    id: {tree}\n    all:\n");
        var own = nodes.Where(n => n.Node.Tree == tree).ToList();
        // What is in a group that is withheld, or in none that there is, stands at the top, where all must hold: a person moves it.
        var groups = own.Where(static n => n.Node.IsGroup && n.Fault is null).Select(static n => n.Node.Id).ToHashSet(StringComparer.Ordinal);
        var written = new HashSet<JudgedNode>();
        foreach (var node in own.Where(n => !groups.Contains(n.Node.Parent))) Node(text, node, own, groups, 6, written);
        // A ring of groups hangs on nothing.
        foreach (var node in own.Where(n => !written.Contains(n))) Withheld(text, node, "it hangs in a ring of groups", 6);
        foreach (var passage in unsaid) Gap(text, passage.Clause, "the model proposes nothing for this clause", passage.Text, 6);
        if (own.Count + unsaid.Length == 0) Gap(text, "TODO", "nothing was proposed", string.Empty, 6);
    }

    private static void Node(StringBuilder text, JudgedNode judged, List<JudgedNode> own, HashSet<string> groups, int indent, HashSet<JudgedNode> written)
    {
        if (!written.Add(judged)) return;
        var node = judged.Node;
        string pad = new(' ', indent);
        if (judged.Fault is { } fault)
        {
            Withheld(text, judged, fault, indent);
            return;
        }

        if (!node.IsGroup)
        {
            text.Append(CultureInfo.InvariantCulture, $"{pad}- id: {Id(node.Id)}\n{pad}  criterion: {CriteriaDrafter.Quoted(Line(node.Text))}\n{pad}  clause: {CriteriaDrafter.Quoted(Line(node.Clause))}\n{pad}  quote: {CriteriaDrafter.Quoted(Line(node.Quote))}\n");
            if (judged.TestFault is { } why) text.Append(CultureInfo.InvariantCulture, $"{pad}  # WITHHELD, its test: {Line(why)}\n");
            else if (!node.Test.IsEmpty) text.Append(CultureInfo.InvariantCulture, $"{pad}  test: {Test(node.Test)}\n");
            text.Append(CultureInfo.InvariantCulture, $"{pad}  ask: {{of: prescriber, text: TODO}}\n");
            return;
        }

        var children = own.Where(n => n.Node.Parent == node.Id && !written.Contains(n)).ToList();
        text.Append(CultureInfo.InvariantCulture, $"{pad}- id: {Id(node.Id)}\n{pad}  # clause {Line(node.Clause)}: {Line(node.Quote)}\n");
        int depth = indent + 4;
        if (node.Kind == "at-least")
        {
            text.Append(CultureInfo.InvariantCulture, $"{pad}  atLeast:\n{pad}    count: {node.Test.First(static t => t.Key == "count").Value}\n{pad}    of:\n");
            depth += 2;
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"{pad}  {node.Kind}:\n");
        }

        foreach (var child in children) Node(text, child, own, groups, depth, written);
        if (children.Count == 0) Gap(text, node.Clause, "the model proposes nothing in this group", node.Quote, depth);
    }

    private static void Withheld(StringBuilder text, JudgedNode judged, string fault, int indent)
    {
        text.Append(' ', indent).Append(CultureInfo.InvariantCulture, $"# WITHHELD: {Line(fault)}; the model's words: {Line(judged.Node.Text)}\n");
        Gap(text, judged.Node.Clause, "withheld", judged.Node.Quote, indent);
    }

    private static void Gap(StringBuilder text, string clause, string why, string words, int indent)
    {
        string pad = new(' ', indent);
        text.Append(CultureInfo.InvariantCulture, $"{pad}# {why}, clause {Line(clause)}: {Line(words)}\n{pad}- id: TODO\n{pad}  criterion: TODO\n{pad}  clause: {CriteriaDrafter.Quoted(Line(clause))}\n{pad}  ask: {{of: prescriber, text: TODO}}\n");
    }

    private static string Test(ImmutableArray<KeyValuePair<string, string>> test) =>
        $"{{{test[0].Key.Split('.')[0]}: {{{string.Join(", ", test.GroupBy(static t => t.Key.Split('.')[1], StringComparer.Ordinal).Select(static g => $"{g.Key}: {Value(g.Key, [.. g.Select(static t => t.Value)])}"))}}}}}";

    private static string Value(string name, ImmutableArray<string> values) =>
        Numbers.Contains(name) ? values[0] : name == "unit" ? CriteriaDrafter.Quoted(values[0]) : $"[{string.Join(", ", values.Select(static v => CriteriaDrafter.Quoted(Line(v))))}]";

    private static string Id(string id) => PolicyKey.Slug(id) is { Length: > 0 } slug ? slug : "TODO";

    /// <summary>Words on one line, so that none of them leaves its remark or its quotes.</summary>
    private static string Line(string words) => string.Join(' ', string.Concat(words.Select(static c => char.IsControl(c) || c is '\u0085' or '\u2028' or '\u2029' ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Folded(string clause) => string.Concat(clause.Where(static c => !char.IsWhiteSpace(c)));
}
