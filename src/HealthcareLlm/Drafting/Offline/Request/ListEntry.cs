using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>One candidate of a leaf of an entry, before its place in the list is known.</summary>
/// <param name="Page">Its page.</param>
/// <param name="Leaf">Name of the leaf, such as <c>code</c>.</param>
/// <param name="Value">Normal form.</param>
/// <param name="Score">Rank, 0 to 1.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Spans">Where it stands.</param>
internal sealed record EntryLeaf(RequestPage Page, string Leaf, string Value, double Score, string Rule, TextSpan[] Spans)
{
    internal bool Repaired { get; init; }

    /// <summary>Whether words beside a mended code settle what was mended, so that it is as sure as its other characters.</summary>
    internal bool IsBorneOut { get; init; }

    internal bool Mapped { get; init; }

    internal Doubt Doubt { get; init; }

    /// <summary>Whether no value of its kind could be read: it is what stands there, for a person to see, and makes no entry of its own.</summary>
    internal bool IsUnread { get; init; }

    /// <summary>The leaf of a part of its words, with the place of that part where it stands in one piece: the first where its end was taken off, else the last. Where it does not, all of it is shown.</summary>
    /// <param name="part">What is left of the value.</param>
    internal EntryLeaf Narrowed(string part)
    {
        if (Spans.Length != 1) return this with { Value = part };
        string quoted = Spans[0].In(Page.Text);
        int at = Value.StartsWith(part, StringComparison.Ordinal) ? quoted.IndexOf(part, StringComparison.Ordinal) : quoted.LastIndexOf(part, StringComparison.Ordinal);
        return this with { Value = part, Spans = at < 0 ? Spans : [new(Spans[0].Start + at, Spans[0].Start + at + part.Length)] };
    }
}

/// <summary>An entry of a list while it is put together: a service, diagnosis, treatment.</summary>
internal sealed class ListEntry
{
    internal List<EntryLeaf> Leaves { get; } = [];

    /// <summary>Place where the entry begins, for the order of the list.</summary>
    internal int Start { get; set; } = int.MaxValue;

    /// <summary>Which of several its label says that it is: 1 primary, 2 secondary, 3 further; 0 where it says nothing.</summary>
    internal int Rung { get; set; }

    internal bool Has(string leaf) => Leaves.Exists(l => l.Leaf == leaf);

    /// <summary>Whether a value of the leaf's kind was read.</summary>
    internal bool HasRead(string leaf) => Leaves.Exists(l => l.Leaf == leaf && !l.IsUnread);

    internal string? Value(string leaf) => Leaves.Find(l => l.Leaf == leaf)?.Value;

    internal void Add(EntryLeaf leaf)
    {
        Leaves.Add(leaf);
        foreach (var span in leaf.Spans)
        {
            if (!span.IsEmpty) Start = Math.Min(Start, span.Start);
        }
    }

    /// <summary>
    /// Whether the entry is struck out: a line that was crossed out is not asked for. A stroke through a row need not be seen on each of its words;
    /// one through what names the entry and through most of its words is meant for the whole, one through a single value is not.
    /// </summary>
    internal bool IsStruck
    {
        get
        {
            var own = Leaves.FindAll(l => !l.Mapped);
            if (own.Count == 0) return false;
            int struck = own.Count(l => l.Spans.All(s => EvidenceOf.DoubtOf(l.Page.Document, s) == Doubt.Struck));
            if (struck == own.Count) return true;
            bool named = own.Exists(l => l.Leaf is "description" or "name" or "treatment" or "code" && l.Spans.All(s => EvidenceOf.DoubtOf(l.Page.Document, s) == Doubt.Struck));
            return named && own.Count > 2 && struck * 2 >= own.Count;
        }
    }

    /// <summary>Writes the entry's leaves under a prefix such as <c>request.services[0].</c>.</summary>
    internal void Write(RequestContext context, string prefix)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var read in Leaves)
        {
            string path = prefix + read.Leaf;
            var leaf = read.Leaf == "description" && !read.IsUnread && !read.Mapped ? WrappedNames.Whole(read) : read;
            if (leaf.Leaf == "modifiers")
            {
                int index = counts.GetValueOrDefault(leaf.Leaf);
                if (Leaves.FindIndex(l => l.Leaf == "modifiers" && l.Value == leaf.Value) < Leaves.IndexOf(read)) continue;
                counts[leaf.Leaf] = index + 1;
                path = prefix + "modifiers[" + index.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]";
            }

            if (leaf.Mapped)
            {
                var doubt = leaf.Doubt == Doubt.None ? Legibility.DoubtOf(leaf.Page, path, leaf.Spans[0], leaf.Repaired) : leaf.Doubt;
                context.Book.Add(path, new Candidate(leaf.Value, leaf.Score, EvidenceOf.Spans(leaf.Page.Document, leaf.Spans), leaf.Rule) { Mapped = true, Doubt = doubt });
            }
            else
            {
                context.AddRead(path, leaf.Page, new(leaf.Value, 0, 0, leaf.Repaired, leaf.Doubt), leaf.Score, leaf.Rule, leaf.Spans, leaf.Spans, leaf.IsBorneOut);
            }
        }
    }

    /// <summary>Takes over another entry's leaves that this one lacks.</summary>
    internal void Absorb(ListEntry other)
    {
        // A code may bear several modifiers.
        bool modified = Has("modifiers");
        foreach (var leaf in other.Leaves)
        {
            if (leaf.Leaf == "modifiers" ? !modified : !Has(leaf.Leaf)) Add(leaf);
        }
    }
}
