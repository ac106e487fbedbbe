using System.Collections.Immutable;
using System.Runtime.InteropServices;
using HealthcareLlm.Documents;
using HealthcareLlm.Drafting.LanguageModel;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;
using Microsoft.Extensions.AI;

namespace HealthcareLlm.Adapters.Policies;

/// <summary>
/// Vectors of the passages of policies, kept in the library's file with the name of the model that made them. A vector is made when a question first needs it, and of no passage but those that passed the filters of
/// that question; another model, or one of the same name whose vectors are of another length, has them made anew.
/// </summary>
/// <param name="generator">Makes vectors.</param>
/// <param name="model">The name of its model.</param>
public sealed class PolicyVectors(IEmbeddingGenerator<string, Embedding<float>> generator, string model)
{
    private const int Batch = 64, MostCharacters = 6000;

    // Deeper ranks add less than a hundredth to any passage.
    private const int Depth = 100;

    private const string Table = "CREATE TABLE IF NOT EXISTS vector (policy INTEGER NOT NULL REFERENCES policy ON DELETE CASCADE, number INTEGER NOT NULL, model TEXT NOT NULL, numbers BLOB NOT NULL, PRIMARY KEY (policy, number)) WITHOUT ROWID";

    /// <summary>What a result says of the ranking.</summary>
    internal string Name => "words and vectors of " + model;

    /// <summary>The question's vector, once every passage has one; or why there is none.</summary>
    internal (float[]? Question, string? Why) Prepare(SqlitePolicyStore store, IReadOnlyList<(long Policy, ImmutableArray<PolicyPassage> Passages)> versions, string question)
    {
        try
        {
            Rows.Run(store.Connection, Table);
            float[] asked = Embed([question])[0];
            // Vectors of another length are of another model, whatever it is called.
            Rows.Run(store.Connection, "DELETE FROM vector WHERE model <> $model OR length(numbers) <> $bytes", ("$model", model), ("$bytes", asked.Length * sizeof(float)));
            foreach (var batch in versions.SelectMany(v => Lacking(store, v.Policy, v.Passages)).Chunk(Batch))
            {
                var made = Embed([.. batch.Select(static b => TextOf(b.Passage))]);
                if (made[0].Length != asked.Length) return (null, Words(ModelFailure.AnswerNotReadable));
                using var change = store.Connection.BeginTransaction();
                for (int i = 0; i < batch.Length; i++)
                {
                    Rows.Run(
                        store.Connection,
                        // A draft may have been taken out meanwhile.
                        "INSERT OR REPLACE INTO vector (policy, number, model, numbers) SELECT $policy, $number, $model, $numbers WHERE EXISTS (SELECT 1 FROM passage WHERE policy = $policy AND number = $number)",
                        ("$policy", batch[i].Policy), ("$number", batch[i].Passage.Number), ("$model", model), ("$numbers", MemoryMarshal.AsBytes(made[i].AsSpan()).ToArray()));
                }

                change.Commit();
            }

            return (asked, null);
        }
        catch (ModelFailureException e)
        {
            return (null, Words(e.Failure));
        }
    }

    /// <summary>The passages nearest to a question, by the cosine of their vectors; those without one are in no place.</summary>
    internal ImmutableArray<RankedPassage> Rank(SqlitePolicyStore store, IReadOnlyList<(long Policy, ImmutableArray<PolicyPassage> Passages)> versions, float[] question)
    {
        var near = new List<RankedPassage>();
        for (int v = 0; v < versions.Count; v++)
        {
            var places = versions[v].Passages.Select(static (p, i) => (p.Number, i)).ToDictionary(static p => p.Number, static p => p.i);
            foreach (var (number, vector) in Rows.Read(
                store.Connection, "SELECT number, numbers FROM vector WHERE policy = $policy AND model = $model AND length(numbers) = $bytes",
                static r => (r.GetInt32(0), MemoryMarshal.Cast<byte, float>(r.GetFieldValue<byte[]>(1)).ToArray()), ("$policy", versions[v].Policy), ("$model", model), ("$bytes", question.Length * sizeof(float))))
            {
                if (places.TryGetValue(number, out int place)) near.Add(new(v, place, Cosine(question, vector)));
            }
        }

        return [.. near.OrderByDescending(static n => n.Score).ThenBy(static n => n.Version).ThenBy(static n => n.Passage).Take(Depth)];
    }

    private IEnumerable<(long Policy, PolicyPassage Passage)> Lacking(SqlitePolicyStore store, long policy, ImmutableArray<PolicyPassage> passages)
    {
        var having = Rows.Read(store.Connection, "SELECT number FROM vector WHERE policy = $policy AND model = $model", static r => r.GetInt32(0), ("$policy", policy), ("$model", model)).ToHashSet();
        return passages.Where(p => !having.Contains(p.Number)).Select(p => (policy, p));
    }

    private float[][] Embed(ImmutableArray<string> texts) => [.. generator.GenerateAsync(texts).GetAwaiter().GetResult().Select(static e => e.Vector.ToArray())];

    /// <summary>A passage under its titles, to a length that embedding models take.</summary>
    private static string TextOf(PolicyPassage passage)
    {
        string text = passage.Section.Length > 0 ? passage.Section + "\n" + passage.Text : passage.Text;
        if (text.Length <= MostCharacters) return text;
        return text[..(char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)];
    }

    private string Words(ModelFailure failure) => $"words (no vectors of {model}: {Names.Of(failure)})";

    private static double Cosine(float[] a, float[] b)
    {
        double product = 0, first = 0, second = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += (double)a[i] * b[i];
            first += (double)a[i] * a[i];
            second += (double)b[i] * b[i];
        }

        return product / Math.Sqrt(first * second);
    }
}
