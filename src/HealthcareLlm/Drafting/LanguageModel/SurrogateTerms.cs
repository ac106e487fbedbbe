using System.Collections.Immutable;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>What identifies somebody in the documents of a case: words of names, and ids, contacts and addresses as they are written.</summary>
/// <param name="NameWords">Words of names of persons and sites, each once, as first written.</param>
/// <param name="Literals">Ids, telephone numbers, e-mail and postal addresses, each once, as first written.</param>
/// <param name="CapitalsOnly">Those name words that are also words of the language and are hidden only where they begin with a capital letter ('Hill', 'May').</param>
internal sealed record SurrogateTerms(ImmutableArray<string> NameWords, ImmutableArray<string> Literals, ImmutableHashSet<string> CapitalsOnly)
{
    private static readonly ImmutableHashSet<string> Names = ["patient.name", "coverage.subscriberName", "requestingProvider.name", "servicingProvider.name"];

    private static readonly ImmutableHashSet<string> Ids =
        ["patient.memberId", "patient.phone", "patient.address", "coverage.groupNumber", "requestingProvider.npi", "requestingProvider.taxId", "requestingProvider.phone", "requestingProvider.fax", "servicingProvider.npi", "request.reference"];

    /// <summary>Words that stand in names of sites and persons and name nobody.</summary>
    private static readonly ImmutableHashSet<string> Common = ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase,
        "the", "and", "of", "for", "dr", "md", "do", "np", "pa", "rn", "pac", "mr", "mrs", "ms", "jr", "sr", "iii", "phd", "facs", "dpm", "dds", "pharmd", "lpn", "msw", "pt", "ot", "crna", "center", "centre", "hospital", "clinic", "medical",
        "health", "healthcare", "care", "imaging", "infusion", "surgery", "surgical", "associates", "group", "partners", "services", "specialists", "radiology", "pharmacy", "institute", "department", "family", "medicine",
        "orthopedics", "orthopaedics", "oncology", "cardiology", "neurology", "rheumatology", "urology", "physical", "therapy", "outpatient", "inpatient", "regional", "general", "university", "memorial", "community", "home", "inc", "llc", "pllc", "patient", "name",
        "to", "by", "at", "on", "in", "from", "or", "none", "unknown", "same", "self", "pending", "hospitalist", "service", "team", "staff", "resident", "attending", "nurse", "not", "see", "above", "below", "via", "per", "with", "was", "is", "has", "no", "yes", "date", "dob", "mrn", "age", "sex", "male", "female", "unit", "room", "bed", "ward", "floor", "day", "night",
        "admission", "discharge", "progress", "note", "report", "consult", "history", "signed", "author", "reviewed", "electronically");

    /// <summary>Nothing.</summary>
    internal static SurrogateTerms None { get; } = new([], [], []);

    internal static SurrogateTerms Of(CaseDocuments documents, IEnumerable<FieldDraft> second)
    {
        var words = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var literals = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var listed = new List<string>();
        foreach (var document in documents.Documents)
        {
            foreach (var mention in document.Mentions)
            {
                if (mention.Type == MentionType.Person) AddName(words, mention.NameSpan.In(document.Text));
                else if (mention.Type == MentionType.Identifier) AddLiteral(literals, mention.NameSpan.In(document.Text));
            }

            foreach (string name in IdentifyingText.Names(document.Text)) AddName(words, name);
            foreach (var name in ListedNames.In(document.Text))
            {
                if (name.CapitalsOnly) listed.Add(name.Word);
                else AddName(words, name.Word);
            }

            listed.AddRange(IdentifyingText.Titled(document.Text));
            foreach (string number in IdentifyingText.Numbers(document.Text)) AddLiteral(literals, number);
        }

        if (documents.Patient.Name is { } patient) AddName(words, patient);
        foreach (var field in second)
        {
            foreach (var candidate in field.Candidates)
            {
                if (Names.Contains(field.Path)) AddName(words, candidate.Value);
                else if (Ids.Contains(field.Path)) AddLiteral(literals, candidate.Value);
            }
        }

        // What a label or a signature calls a name is hidden however it is written.
        var capitalsOnly = listed.SelectMany(static l => l.Split('-', '\'', '\u2019')).Where(l => !words.ContainsKey(l)).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (string word in listed) AddName(words, word);
        return new([.. words.Values], [.. literals.Values.OrderByDescending(static l => l.Length).ThenBy(static l => l, StringComparer.Ordinal)], capitalsOnly);
    }

    private static void AddName(Dictionary<string, string> words, string name)
    {
        foreach (string word in name.Split([' ', ',', '.', '\n', '\t', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries).SelectMany(static w => w.Split(['-', '\'', '’'])))
        {
            if (word.Length >= 2 && word.All(char.IsLetter) && !Common.Contains(word)) words.TryAdd(word, word);
        }
    }

    private static void AddLiteral(Dictionary<string, string> literals, string literal)
    {
        string trimmed = literal.Trim();
        string compact = LookAlikes.Compact(trimmed);
        // What is shorter would stand in doses and dates everywhere.
        if ((compact.Length >= 5 || (compact.Length == 4 && char.IsLetter(compact[0]) && char.IsLetter(compact[1]) && char.IsAsciiDigit(compact[2]) && char.IsAsciiDigit(compact[3]))) && trimmed.Any(char.IsAsciiDigit)) literals.TryAdd(compact, trimmed);
        else if (trimmed.Contains('@', StringComparison.Ordinal)) literals.TryAdd(compact, trimmed);
    }
}
