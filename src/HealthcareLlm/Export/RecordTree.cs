using HealthcareLlm.Drafting;

namespace HealthcareLlm.Export;

/// <summary>The nesting of <c>record</c>, derived from the paths of <see cref="RecordFields"/>.</summary>
internal abstract record RecordNode
{
    private RecordNode()
    {
    }

    internal static ObjectNode Root { get; } = Build();

    internal sealed record ObjectNode(List<KeyValuePair<string, RecordNode>> Children) : RecordNode;

    internal sealed record ListNode(RecordNode Item) : RecordNode;

    internal sealed record LeafNode : RecordNode;

    private static ObjectNode Build()
    {
        var root = new ObjectNode([]);
        foreach (var field in RecordFields.All) Insert(root, field.Path.Split('.'), 0);
        return root;
    }

    private static void Insert(ObjectNode parent, string[] steps, int at)
    {
        bool isList = steps[at].EndsWith("[]", StringComparison.Ordinal);
        string name = isList ? steps[at][..^2] : steps[at];
        int existing = parent.Children.FindIndex(c => c.Key == name);
        if (at == steps.Length - 1)
        {
            RecordNode leaf = new LeafNode();
            parent.Children.Add(new(name, isList ? new ListNode(leaf) : leaf));
            return;
        }

        if (existing < 0)
        {
            var made = new ObjectNode([]);
            existing = parent.Children.Count;
            parent.Children.Add(new(name, isList ? new ListNode(made) : made));
        }

        var child = parent.Children[existing].Value;
        Insert((ObjectNode)(child is ListNode list ? list.Item : child), steps, at + 1);
    }
}
