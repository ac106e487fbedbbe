using System.Globalization;
using System.Text;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Assertions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>Negation and time: on the public kit of NegEx and on the repository's own notes.</summary>
/// <param name="texts">Where they are.</param>
/// <param name="faults">Takes where the judgement is not what is expected, in the parts that may be read; null for nobody.</param>
internal sealed class AssertionMeasures(BenchTexts texts, Action<string>? faults)
{
    private const string Kit = "negex-kit-dev.tsv", Development = "development", Test = "test";

    internal IEnumerable<LanguageRow> Rows() => [.. OnKit(), .. OnOwn()];

    private IEnumerable<LanguageRow> OnKit()
    {
        if (texts.Shared("negation", Kit) is not { } path)
        {
            foreach (string what in (string[])["negation", "historical", "hypothetical"]) yield return LanguageRow.Absent($"NegEx kit: {what} F1", Kit);
            yield break;
        }

        var all = new Measured();
        var held = new Measured();
        int number = 0;
        foreach (string line in File.ReadLines(path).Skip(1))
        {
            string[] cells = line.Split('\t');
            bool heldOut = ++number % 2 == 1;
            if (cells.Length < 6) continue;
            string name = cells[1].Trim();
            int at = cells[2].IndexOf(name.ToUpperInvariant(), StringComparison.Ordinal);
            if (at < 0) at = cells[2].IndexOf(name, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            var found = AssertionJudge.Judge(BenchTexts.Structure(cells[2]), new TextSpan(at, at + name.Length));
            all.Add(cells[3], cells[4], found);
            if (heldOut) held.Add(cells[3], cells[4], found);
            else if (Measured.IsFault(cells[3], cells[4], found)) Tell("kit " + cells[0], cells[3] + " " + cells[4], found);
        }

        yield return LanguageRow.AtLeast("NegEx kit: negation F1", all.Negated.F1, all.Count, 0.98);
        yield return LanguageRow.Told("  sentences held out from tuning", held.Negated.F1, held.Count);
        yield return LanguageRow.AtLeast("NegEx kit: historical F1", all.Historical.F1, all.Historical.Expected, 0.72);
        yield return LanguageRow.Told("  sentences held out from tuning", held.Historical.F1, held.Historical.Expected);
        yield return LanguageRow.AtLeast("NegEx kit: hypothetical F1", all.Hypothetical.F1, all.Hypothetical.Expected, 0.92);
        yield return LanguageRow.Told("  sentences held out from tuning", held.Hypothetical.F1, held.Hypothetical.Expected);
    }

    private IEnumerable<LanguageRow> OnOwn()
    {
        foreach (string part in (string[])[Test, Development])
        {
            string path = Path.Combine(texts.Evalsets, "language-v1", "historical", part + ".txt");
            string what = $"own notes: historical F1, {part} part";
            if (!File.Exists(path))
            {
                yield return LanguageRow.Absent(what, path);
                continue;
            }

            var tally = new Tally();
            int count = 0;
            foreach (var (id, text, marks) in MarkedNotes.Read(File.ReadAllText(path)))
            {
                var structured = BenchTexts.Structure(text);
                foreach (var (span, mark) in marks)
                {
                    var found = AssertionJudge.Judge(structured, span);
                    bool expected = mark == 'h', historical = found.Temporality == Temporality.Historical;
                    tally.Add(expected, historical);
                    count++;
                    if (expected != historical && part == Development) Tell($"{id} '{span.In(text)}'", mark.ToString(), found);
                }
            }

            yield return LanguageRow.AtLeast(what, tally.F1, count, 0.85);
        }
    }

    private void Tell(string where, string expected, Assertion found) =>
        faults?.Invoke($"{where}: {expected}, found {found.Polarity} {found.Temporality} {found.Experiencer} by {string.Join(", ", found.Rules)}");

    private sealed class Measured
    {
        internal Tally Negated { get; } = new();

        internal Tally Historical { get; } = new();

        internal Tally Hypothetical { get; } = new();

        internal int Count { get; private set; }

        internal void Add(string polarity, string time, Assertion found)
        {
            Count++;
            Negated.Add(polarity == "Negated", found.Polarity == Polarity.Negated);
            Historical.Add(time == "Historical", found.Temporality == Temporality.Historical);
            Hypothetical.Add(time == "Not particular", found.Temporality == Temporality.Hypothetical);
        }

        internal static bool IsFault(string polarity, string time, Assertion found) =>
            (polarity == "Negated") != (found.Polarity == Polarity.Negated) || (time == "Historical") != (found.Temporality == Temporality.Historical) || (time == "Not particular") != (found.Temporality == Temporality.Hypothetical);
    }
}

/// <summary>Notes with marked places: <c>=== id</c>, then text in which <c>{h:…}</c> marks what is asked about.</summary>
internal static class MarkedNotes
{
    internal static IEnumerable<(string Id, string Text, List<(TextSpan Span, char Mark)> Marks)> Read(string file)
    {
        foreach (string note in file.Split("\n=== ").Skip(1))
        {
            int head = note.IndexOf('\n', StringComparison.Ordinal);
            var text = new StringBuilder();
            var marks = new List<(TextSpan, char)>();
            for (int i = head + 1; i < note.Length; i++)
            {
                if (note[i] != '{')
                {
                    text.Append(note[i]);
                    continue;
                }

                int close = note.IndexOf('}', i);
                if (close < 0 || note[i + 2] != ':') throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"note {note[..head]} has a brace that does not close"));
                marks.Add((new(text.Length, text.Length + close - i - 3), note[i + 1]));
                text.Append(note, i + 3, close - i - 3);
                i = close;
            }

            yield return (note[..head].Trim(), text.ToString(), marks);
        }
    }
}
