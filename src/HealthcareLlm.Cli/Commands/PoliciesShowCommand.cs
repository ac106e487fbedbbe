using System.CommandLine;
using HealthcareLlm.Cli.Output;
using HealthcareLlm.Documents;
using HealthcareLlm.Policies.Criteria;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>policies show POLICY</c>: a version, its criteria with their clauses, and what happened to it.</summary>
internal static class PoliciesShowCommand
{
    internal static Command Create()
    {
        var key = PolicyArguments.Key();
        var store = PolicyArguments.Store();
        var export = new Option<string?>("--export") { Description = "Also write document and sheet, exactly as they were added, into this folder.", HelpName = "DIR" };
        var command = new Command("show", "Show a version: for whom and when it rules, who approved it, its criteria with their clauses, and everything that happened to it.") { key, store, export };
        command.SetAction(result =>
        {
            using var library = PolicyArguments.Open(result.GetValue(store)!);
            var stored = library.Find(PolicyArguments.Find(library, result.GetValue(key)!).Key)!;
            var policy = stored.Policy;
            var say = Console.Out;
            say.WriteLine($"{policy.Key}: {policy.Title}");
            say.WriteLine($"  payer       {string.Join(", also ", policy.PayerAlsoCalled.Prepend(policy.Payer))}");
            say.WriteLine($"  rules       {PolicyArguments.Text(policy.EffectiveFrom)} to {PolicyArguments.Text(policy.LastDay)}");
            say.WriteLine($"  status      {Names.Of(policy.Status)}");
            say.WriteLine($"  for         lines {Any(policy.Scope.LinesOfBusiness)}; states {Any(policy.Scope.States)}; diagnoses {Any(policy.Scope.Diagnoses)}");
            say.WriteLine($"  covers      {string.Join(", ", policy.Scope.Codes.Select(static c => c.ToString()).Concat(policy.Scope.Drugs))}");
            say.WriteLine($"  document    {stored.Document.Name} ({stored.Reading}), {stored.Passages.Length} passages, sha256 {policy.SourceId.Hex}");
            say.WriteLine($"  content     {policy.ContentHash}");
            Tree(say, "Criteria of a first request", stored.Sheet.Criteria.Initial);
            if (stored.Sheet.Criteria.Continuation is { } continuation) Tree(say, "Criteria of a continuation", continuation);
            say.WriteLine("What happened");
            foreach (var happened in library.Events(policy.PolicyId).Where(e => e.Key == policy.Key)) say.WriteLine($"  {happened.At}  {happened.What,-10} by {happened.Who}{(happened.Remark.Length > 0 ? ": " + happened.Remark : string.Empty)}");
            if (result.GetValue(export) is { } folder)
            {
                foreach (var file in new[] { stored.Document, stored.SheetFile }) AtomicFile.Write(Path.Combine(folder, file.Name), file.Bytes);
            }

            return ExitStatus.Done;
        });
        return command;
    }

    private static string Any(System.Collections.Immutable.ImmutableArray<string> list) => list.IsEmpty ? "any" : string.Join(", ", list);

    private static void Tree(TextWriter say, string title, CriteriaTree tree)
    {
        say.WriteLine(title);
        Node(say, tree, 1);
    }

    private static void Node(TextWriter say, CriteriaTree tree, int depth)
    {
        string indent = new(' ', depth * 2);
        var (line, children) = tree switch
        {
            CriteriaTree.Leaf leaf => ($"{leaf.Id}: {leaf.Criterion.Text} [clause {leaf.Criterion.Clause.Clause}, page {leaf.Criterion.Clause.Page}]{(leaf.Criterion.Test is null ? " (for a person)" : string.Empty)}", []),
            CriteriaTree.All all => ($"{all.Id}: all of", all.Children),
            CriteriaTree.Any any => ($"{any.Id}: one of", any.Children),
            CriteriaTree.AtLeast some => ($"{some.Id}: at least {some.Count} of", some.Children),
            CriteriaTree.Sequence steps => ($"{steps.Id}: in this order of time", steps.Children),
            CriteriaTree.Unless unless => ($"{unless.Id}: the first, unless the second", [unless.Base, unless.Exception]),
            _ => throw new InvalidOperationException("unknown kind of tree"),
        };
        say.WriteLine(indent + line);
        foreach (var child in children) Node(say, child, depth + 1);
    }
}
