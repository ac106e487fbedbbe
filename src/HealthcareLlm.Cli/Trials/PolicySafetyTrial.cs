using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Policies;
using HealthcareLlm.Ingestion;
using HealthcareLlm.Policies;
using HealthcareLlm.Policies.Retrieval;

namespace HealthcareLlm.Cli.Trials;

/// <summary>What a trial found.</summary>
/// <param name="Cases">Questions asked.</param>
/// <param name="Passages">Passages that came back.</param>
/// <param name="Violations">Passages and policies that came back and must not have.</param>
/// <param name="Lost">Policies that rule on a day and were not among those in force.</param>
/// <param name="Changes">Additions, approvals and withdrawals in between.</param>
/// <param name="MostPassages">Passages of the largest library.</param>
internal sealed record SafetyFigures(int Cases, long Passages, long Violations, long Lost, int Changes, int MostPassages);

/// <summary>
/// Random libraries (up to 300 passages), random questions, days, payers, lines and states, with approvals and withdrawals in between: nothing that is unapproved, retired, superseded or out of date may come back. What
/// may is known from a record of its own, kept without any code of the library.
/// </summary>
internal static class PolicySafetyTrial
{
    private const int MostVersions = 60, CasesALibrary = 2000;

    private static readonly string[] Payers = ["Alder Health", "Birch Mutual", "Cedar Plan"];
    private static readonly string[] Lines = ["Medicare", "Medicaid", "commercial"];
    private static readonly string[] States = ["OH", "TX"];
    private static readonly string[] Words = ["therapy", "imaging", "weeks", "knee", "oxygen", "adalimumab", "failed", "specialist", "laboratory", "dose", "spine", "genetic", "device", "surgery", "renewal", "exercise"];

    /// <summary>A version as this trial remembers it.</summary>
    private sealed class Known
    {
        internal required PolicyKey Key { get; init; }

        internal required string Payer { get; init; }

        internal required DateOnly From { get; init; }

        internal required DateOnly? To { get; init; }

        internal required string? Line { get; init; }

        internal required string? State { get; init; }

        internal int Signatures { get; set; }

        internal bool Approved { get; set; }

        internal bool Retired { get; set; }

        /// <summary>First day of each later version that was approved while this one stood.</summary>
        internal DateOnly? Replaced { get; set; }

        internal bool Rules(DateOnly day) => Approved && !Retired && day.DayNumber >= From.DayNumber && (To is null || day.DayNumber <= To.Value.DayNumber) && (Replaced is null || day.DayNumber < Replaced.Value.DayNumber);
    }

    internal static SafetyFigures Run(int cases, int seed, string folder, CancellationToken cancellation)
    {
        var random = new Random(seed);
        long passages = 0, violations = 0, lost = 0;
        int changes = 0, most = 0, done = 0;
        for (int library = 0; done < cases; library++)
        {
            string file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"trial-{library}.db"));
            using var store = SqlitePolicyStore.Open(file, create: true, TimeProvider.System);
            var index = new SqlitePolicyIndex(store, new() { MinimumCoverage = 0 });
            var known = new List<Known>();
            int people = random.Next(1, 3), held = 0;
            for (int i = 0; i < CasesALibrary && done < cases; i++, done++)
            {
                cancellation.ThrowIfCancellationRequested();
                if (i % 8 == 0) changes += Change(random, store, known, people, ref held);
                most = Math.Max(most, held);
                var day = DayOf(random);
                var query = new PolicyQuery(string.Join(' ', random.GetItems(Words, random.Next(1, 6))), day)
                {
                    Payer = Maybe(random, Payers),
                    LineOfBusiness = Maybe(random, Lines),
                    State = Maybe(random, States),
                    Count = random.Next(1, 20),
                };
                foreach (var hit in index.Search(query).Hits)
                {
                    passages++;
                    if (!known.Exists(k => k.Key == hit.Policy.Key && k.Rules(day) && Passes(k, query))) violations++;
                }

                PolicyKey[] force = [.. index.InForce(day).Select(static p => p.Policy.Key)], right = [.. known.Where(k => k.Rules(day)).Select(static k => k.Key)];
                violations += force.Except(right).Count();
                lost += right.Except(force).Count();
            }

            store.Dispose();
            File.Delete(file);
        }

        return new(done, passages, violations, lost, changes, most);
    }

    private static bool Passes(Known known, PolicyQuery query) =>
        (query.Payer is null || known.Payer == query.Payer) && (query.LineOfBusiness is null || known.Line is null || known.Line == query.LineOfBusiness) && (query.State is null || known.State is null || known.State == query.State);

    private static string? Maybe(Random random, string[] of) => random.Next(2) == 0 ? null : of[random.Next(of.Length)];

    private static DateOnly DayOf(Random random) => new DateOnly(2024, 1, 1).AddDays(random.Next(1100));

    private static int Change(Random random, SqlitePolicyStore store, List<Known> known, int people, ref int held)
    {
        switch (known.Count == 0 ? 0 : random.Next(4))
        {
            case 0 when known.Count < MostVersions:
                held += Add(random, store, known);
                return 1;
            case 1 or 2:
                Approve(store, known, known[random.Next(known.Count)], people, "Person " + random.Next(3).ToString(CultureInfo.InvariantCulture));
                return 1;
            case 3 when random.Next(3) == 0:
                var one = known[random.Next(known.Count)];
                one.Retired |= store.Retire(one.Key, "Person", "a trial") is StatusChange.Done;
                return 1;
            default:
                return 0;
        }
    }

    private static int Add(Random random, SqlitePolicyStore store, List<Known> known)
    {
        string payer = Payers[random.Next(Payers.Length)], number = "N" + random.Next(4).ToString(CultureInfo.InvariantCulture);
        var from = DayOf(random);
        DateOnly? to = random.Next(2) == 0 ? null : from.AddDays(random.Next(400));
        string? line = Maybe(random, Lines), state = Maybe(random, States);
        var text = new StringBuilder("# A policy\n\n## 1 Criteria\n\n");
        int items = random.Next(1, 6);
        for (int i = 1; i <= items; i++) text.Append(CultureInfo.InvariantCulture, $"1.{i} The {string.Join(' ', random.GetItems(Words, 6))} is documented.\n\n");
        string version = known.Count.ToString(CultureInfo.InvariantCulture);
        var document = new PolicyFile("p.md", Encoding.UTF8.GetBytes(text.ToString()));
        var sheet = new PolicyFile("s.yaml", Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""
            schema: medical-policy/v1
            payer: {{payer}}
            number: {{number}}
            title: A policy
            version: "{{version}}"
            effectiveFrom: {{from:yyyy-MM-dd}}
            {{(to is { } end ? $"effectiveTo: {end:yyyy-MM-dd}" : string.Empty)}}
            {{(line is null ? string.Empty : $"linesOfBusiness: [{line}]")}}
            {{(state is null ? string.Empty : $"states: [{state}]")}}
            codes: [CPT 72148]
            criteria:
              initial:
                id: a
                criterion: It is so.
                clause: "1.1"
                ask: {of: prescriber, text: Please send it.}
            """)));
        var passages = PassageCutter.Cut(DocumentComposer.ComposeText(new SourceFile(document.Name, document.Bytes), text.ToString(), []));
        var read = PolicyIntake.Sheet(sheet, passages).Sheet ?? throw new InvalidOperationException("a trial's sheet has a fault");
        if (store.Add(document, sheet, read, passages, "text", "Person", false) is not StatusChange.Done done) return 0;
        known.Add(new() { Key = done.Policies[0].Key, Payer = payer, From = from, To = to, Line = line, State = state });
        return passages.Length;
    }

    /// <summary>Approves, and remembers by rules of its own what follows: enough signatures, and no earlier-begun version on the same days.</summary>
    private static void Approve(SqlitePolicyStore store, List<Known> known, Known one, int people, string by)
    {
        if (store.Approve(one.Key, by, people) is not StatusChange.Done) return;
        if (++one.Signatures < people) return;
        one.Approved = true;
        foreach (var other in known.Where(k => k != one && k.Key.PolicyId == one.Key.PolicyId && k is { Approved: true, Retired: false } && k.From < one.From))
        {
            var last = other.Replaced is { } replaced && (other.To is null || replaced <= other.To) ? replaced.AddDays(-1) : other.To;
            if (last is null || last >= one.From) other.Replaced = one.From;
        }
    }
}
