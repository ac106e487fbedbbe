using System.Collections.Immutable;
using System.Globalization;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Policies.Retrieval;

/// <summary>A word or name of a question with the other words for it.</summary>
/// <param name="Alternatives">As asked first; small letters.</param>
/// <param name="Weight">How much it says beside other words: above 1 for names of drugs, diseases, procedures, devices and tests, below 1 for words of every day.</param>
/// <param name="IsWhole">Whether it is a name of several words that are terms as well: where no passage has the name, its words are what is missing.</param>
public sealed record QueryTerm(ImmutableArray<string> Alternatives, double Weight = 1, bool IsWhole = false)
{
    /// <summary>How many alternatives are the same thing under another name; those behind are words of the same idea, which say less.</summary>
    public int Same { get; init; } = Alternatives.Length;

    /// <summary>Whether it names a disease, drug, test, procedure, device, code or matter of a plan: what a question is about, so that its absence says much.</summary>
    public bool IsSubject { get; init; }

    /// <summary>Whether it names a matter of a plan's own affairs, such as copayments.</summary>
    public bool IsMatter { get; init; }

    /// <summary>Whether it is a kind of answer (<c>#time</c>) and no word.</summary>
    public bool IsKind => Alternatives[0][0] == '#';

    /// <summary>The name of several words that this word is of, as asked; null where there is none. Where a passage has the name, it has the word.</summary>
    public string? Within { get; init; }

    /// <summary>The term as asked alone, without its other words.</summary>
    internal QueryTerm Bare => new([Asked], Weight, IsWhole) { Within = Within, IsSubject = IsSubject, IsMatter = IsMatter };

    /// <summary>As asked.</summary>
    public string Asked => Alternatives[0];

    /// <summary>The stems of each alternative.</summary>
    internal ImmutableArray<string[]> Stems { get; } = [.. Alternatives.Select(static a => a[0] == '#' ? [a] : PolicyWords.Stems(a).ToArray())];
}

/// <summary>Takes the words of a question that say something and adds abbreviations, synonyms, brand and generic names of drugs.</summary>
public static class QueryTerms
{
    private const int MostTerms = 40, MostAlternatives = 24;

    /// <summary>Weight of a name of the clinical lexicons, of such a name of several words beside its words, and least weight of a phrase that has other words for it.</summary>
    private const double OfName = 1.3, OfWhole = 0.6, OfPhrase = 0.2;

    /// <summary>Weight of a number, which is more often the patient's than the policy's, and of the kind of answer that is asked for.</summary>
    private const double OfNumber = 0.15, OfKind = 1.2;

    private static readonly Lazy<Dictionary<string, ImmutableArray<string>>> Rules = new(() =>
        RuleFiles.Read("policy-expansions.tsv", 3).ToDictionary(static r => r[0], static r => (ImmutableArray<string>)[.. r[1].Split('|')], StringComparer.Ordinal));

    private static readonly Lazy<Dictionary<string, double>> Plain = new(() =>
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string[] row in RuleFiles.Read("policy-plain-words.tsv", 3))
        {
            foreach (string word in row[0].Split('|')) weights.TryAdd(Stemmer.Of(word), double.Parse(row[1], CultureInfo.InvariantCulture));
        }

        return weights;
    });

    private static readonly Lazy<ILookup<string, string>> Brands = new(() => RuleFiles.Read("drugs.tsv", 3)
        .Where(static r => r[1] != "-").SelectMany(static r => r[1].Split('|').Select(b => (Generic: r[0].ToLowerInvariant(), Brand: b.ToLowerInvariant())))
        .ToLookup(static p => p.Generic, static p => p.Brand));

    private static readonly Lazy<Dictionary<string, List<Name>>> Names = new(LoadNames);

    // Words of the lists that are made for questions, as written: what a misspelt word may have been meant for.
    private static readonly Lazy<HashSet<string>> Asked = new(() => [.. ((ReadOnlySpan<string>)["policy-expansions.tsv", "policy-plain-words.tsv", "policy-ideas.tsv", "policy-matters.tsv"]).ToArray()
        .SelectMany(static f => RuleFiles.Read(f, 3)).SelectMany(static r => WordsOf(r[0] + "|" + r[1]))]);

    private static readonly Lazy<HashSet<string>> Known = new(() => [.. Asked.Value
        .Concat(((ReadOnlySpan<string>)["problems.tsv", "procedures.tsv", "devices.tsv"]).ToArray().SelectMany(static f => RuleFiles.Read(f, 4)).SelectMany(static r => WordsOf(r[1] + "|" + r[2])))
        .Concat(RuleFiles.Read("tests.tsv", 5).SelectMany(static r => WordsOf(r[0] + "|" + r[1])))
        .Concat(RuleFiles.Read("drugs.tsv", 3).SelectMany(static r => WordsOf(r[0] + "|" + r[1])))
        .Concat(RuleFiles.Read("section-words.tsv", 2).SelectMany(static r => WordsOf(r[0]))).Select(Stemmer.Of)]);

    private static IEnumerable<string> WordsOf(string text) => PolicyWords.Words(text).Select(w => text[w.Start..w.End].ToLowerInvariant());

    /// <summary>Other words for a term in small letters, 'nonsteroidal anti-inflammatory' for 'nsaid'; empty where none are known.</summary>
    internal static ImmutableArray<string> OtherWords(string term) => Rules.Value.GetValueOrDefault(term, []);

    /// <summary>The terms of a question; empty where it says nothing.</summary>
    public static ImmutableArray<QueryTerm> Of(string question)
    {
        var terms = ImmutableArray.CreateBuilder<QueryTerm>();
        void Add(ImmutableArray<string> same, double weight, bool subject, bool whole = false, string? within = null, Name? name = null)
        {
            if (terms.Any(t => t.Asked == same[0])) return;
            string[] names = [.. same.Distinct(StringComparer.Ordinal).Take(MostAlternatives)];
            terms.Add(new([.. names.Concat(name?.Ideas ?? []).Distinct(StringComparer.Ordinal).Take(MostAlternatives)], weight, whole) { Within = within, Same = names.Length, IsSubject = subject, IsMatter = name is { IsMatter: true } });
        }

        var drugs = DrugLexicon.Find(question, new(0, question.Length)).ToList();
        foreach (var (span, drug) in drugs) Add([span.In(question).ToLowerInvariant(), drug.Generic, .. OtherWords(span.In(question).ToLowerInvariant()), .. Brands.Value[drug.Generic], .. TherapyClasses.ClassesOf(drug.Generic).SelectMany(static c => OtherWords(c).Prepend(c))], OfName, subject: true);
        var words = NameLexicon<string>.Words(question, new(0, question.Length)).ToList();
        string[] stems = [.. words.Select(w => Stemmer.Of(w.In(question).ToLowerInvariant()))];
        string? around = null;
        for (int i = 0, past = 0; i < words.Count; i++)
        {
            if (drugs.Exists(d => d.Span.Overlaps(words[i]))) continue;
            string word = words[i].In(question).ToLowerInvariant();
            double weight = WeightOf(word, stems[i]);
            // Inside of a name of several words each word has its own other words.
            var name = NameAt(i >= past ? stems : stems[..(i + 1)], i);
            if (i >= past) around = null;
            if (name is { Stems.Length: > 1 })
            {
                int last = i + name.Stems.Length - 1;
                double most = Enumerable.Range(i, name.Stems.Length).Max(k => WeightOf(words[k].In(question).ToLowerInvariant(), stems[k]));
                around = question[words[i].Start..words[last].End].ToLowerInvariant();
                Add([around, .. name.Others], name.IsClinical ? OfWhole : Math.Max(OfPhrase, most), name.IsClinical, name.IsClinical, name: name);
                past = last + 1;
                // The words of a phrase are what its other words stand for; those of a name say something by themselves.
                if (!name.IsClinical) i = last;
                if (!name.IsClinical) continue;
                name = NameAt(stems[..(i + 1)], i);
            }

            bool subject = (name is { IsClinical: true } && weight >= 1) || IsCode(word);
            if (weight > 0) Add([word, .. name?.Others ?? []], subject ? OfName : weight, subject, within: around, name: name);
        }

        return [.. terms.Take(MostTerms), .. AnswerKinds.Asked(stems).Select(static k => new QueryTerm([k], OfKind))];
    }

    /// <summary>Whether any list of the program has a word, in small letters, or another form of it: then it is no slip of the pen.</summary>
    internal static bool Knows(string word) => Known.Value.Contains(Stemmer.Of(word));

    /// <summary>Words of the lists for questions with a first letter, as long as a word give or take some letters.</summary>
    internal static IEnumerable<string> WordsLike(char first, int length, int more) => Asked.Value.Where(w => w[0] == first && Math.Abs(w.Length - length) <= more);

    /// <summary>Whether a word is a code of a service (five signs, the last four digits) or of a diagnosis (a letter and two digits at least).</summary>
    private static bool IsCode(string word) => (word.Length == 5 && word[1..].All(char.IsAsciiDigit)) || (word.Length is 3 or 4 && char.IsAsciiLetter(word[0]) && word[1..].All(char.IsAsciiDigit));

    private static double WeightOf(string word, string stem) => AnswerKinds.IsNumber(stem) && !IsCode(word) ? OfNumber : Plain.Value.GetValueOrDefault(stem, word.Length == 1 && !char.IsDigit(word[0]) ? 0 : 1);

    /// <summary>A name with other words for it.</summary>
    private sealed record Name(string[] Stems, ImmutableArray<string> Others, ImmutableArray<string> Ideas, bool IsClinical, bool IsMatter);

    private static Name? NameAt(string[] stems, int at)
    {
        if (!Names.Value.TryGetValue(stems[at], out var names)) return null;
        return names.Find(n => at + n.Stems.Length <= stems.Length && n.Stems.AsSpan().SequenceEqual(stems.AsSpan(at, n.Stems.Length)));
    }

    /// <summary>Names of the expansions and of the clinical lexicons, longest first; the expansions' own before the lexicons'.</summary>
    private static Dictionary<string, List<Name>> LoadNames()
    {
        var names = new Dictionary<string, List<Name>>(StringComparer.Ordinal);
        void Add(string written, IEnumerable<string> others, bool clinical, IEnumerable<string>? ideas = null, bool matter = false)
        {
            string[] stems = [.. PolicyWords.Stems(written)];
            if (stems.Length == 0) return;
            if (!names.TryGetValue(stems[0], out var list)) names[stems[0]] = list = [];
            if (list.Find(n => n.Stems.AsSpan().SequenceEqual(stems)) is { } known)
            {
                list.Remove(known);
                list.Add(known with { Others = [.. known.Others.Concat(others).Distinct(StringComparer.Ordinal)], Ideas = [.. known.Ideas.Concat(ideas ?? []).Distinct(StringComparer.Ordinal)], IsClinical = known.IsClinical || clinical, IsMatter = known.IsMatter || matter });
            }
            else
            {
                list.Add(new(stems, [.. others], [.. ideas ?? []], clinical, matter));
            }
        }

        foreach (var (term, others) in Rules.Value.OrderBy(static r => r.Key, StringComparer.Ordinal)) Add(term, others, clinical: false);
        foreach (string file in (ReadOnlySpan<string>)["problems.tsv", "procedures.tsv", "devices.tsv"])
        {
            foreach (string[] row in RuleFiles.Read(file, 4).Where(static r => r[0] != "ignore")) All(row[1], row[2]);
        }

        foreach (var (group, isClass, members, _) in TherapyClasses.Groups)
        {
            if (isClass) Add(group, members, clinical: true);
            else All(group, string.Join('|', members));
        }

        foreach (string[] row in RuleFiles.Read("tests.tsv", 5)) All(row[0], row[1]);
        foreach (string[] row in RuleFiles.Read("policy-matters.tsv", 3)) All(row[0].Split('|')[0], row[0], matter: true);
        foreach (string[] row in RuleFiles.Read("policy-ideas.tsv", 3))
        {
            string[] words = row[0].Split('|');
            foreach (string word in words) Add(word, [], clinical: false, words.Where(o => o != word));
        }

        foreach (var list in names.Values) list.Sort(static (a, b) => b.Stems.Length.CompareTo(a.Stems.Length));
        return names;

        void All(string preferred, string synonyms, bool matter = false)
        {
            string[] all = [.. (synonyms == "-" ? [preferred] : synonyms.Split('|').Prepend(preferred)).Select(static n => n.ToLowerInvariant())];
            foreach (string one in all.Where(static n => n.Length > 1)) Add(one, all.Where(o => o != one), clinical: true, matter: matter);
        }
    }
}
