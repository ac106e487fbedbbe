using System.Collections.Frozen;
using HealthcareLlm.Drafting.Offline.Request.Tables;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Tells what a title is about by the meaning of its words together: something tried × something that treats, something taken × not stopped or asked for.</summary>
internal static class TitleSense
{
    private const int MostWords = 7;

    private static readonly FrozenSet<string> Tried = Set("tried", "failed", "trialed", "trialled", "attempted", "failures");
    private static readonly FrozenSet<string> Before = Set("prior", "before", "previous", "previously", "past", "earlier", "former", "conservative", "nonoperative", "nonsurgical", "operative", "surgical", "history", "historical", "trial", "trials", "failure", "already", "date", "far", "alternative", "alternatives", "step");
    private static readonly FrozenSet<string> Treats = Set("treatment", "treatments", "therapy", "therapies", "tx", "rx", "medication", "medications", "medicine", "medicines", "meds", "drug", "drugs", "agent", "agents", "care", "management", "help", "intervention", "interventions", "measures", "regimen", "regimens", "preventives", "remedies", "rehabilitation");
    private static readonly FrozenSet<string> Came = Set("response", "responses", "result", "results", "outcome", "outcomes", "reaction", "lines", "courses", "attempts");
    private static readonly FrozenSet<string> Asked = Set("requested", "request", "requests", "asked", "ordered", "order", "planned", "needed", "proposed", "recommended", "authorization", "approval", "coverage", "insurance", "information", "prescribed", "name", "plan", "new", "start", "payer", "pharmacy", "administration", "necessity");
    private static readonly FrozenSet<string> Stopped = Set("stopped", "discontinued", "inactive", "ended", "expired", "held", "dcd", "pended", "unsigned", "proposed");
    private static readonly FrozenSet<string> Taken = Set("medications", "medicines", "meds", "drugs", "prescriptions");
    private static readonly FrozenSet<string> Laboratory = Set("lab", "labs", "laboratory", "bloods", "chemistry", "hematology", "serology", "serologies", "measurements", "results", "bloodwork");
    private static readonly FrozenSet<string> Seen = Set("found", "findings", "finding", "evidence", "scores", "scales", "status", "stands", "stand", "severity", "objective", "obj", "exam", "examination", "function", "functional", "functioning", "observations", "measures", "testing", "impairment", "impairments", "deficits");
    private static readonly FrozenSet<string> NotSeen = Set("insurance", "marital", "eligibility", "request", "requested", "code", "employment", "smoking", "vaccination", "immunization", "authorization", "claim", "review", "policy", "supporting", "attached", "approval", "member", "patient", "status?");
    private static readonly FrozenSet<string> Family = Set("family", "relatives", "mother", "father", "sister", "brother", "parents", "siblings", "fh", "fhx");
    private static readonly FrozenSet<string> Story = Set("history", "hpi", "subjective", "interval", "background", "course", "progress", "story", "summary", "symptoms", "symptom", "complaint");

    /// <summary>Words of titles whose letters recognition may have mistaken.</summary>
    private static readonly string[] s_mended = ["medications", "medication", "medicines", "allergies", "treatment", "treatments", "impression", "assessment", "laboratory", "findings", "history", "imaging", "examination"];

    /// <summary>A title with the word that one letter was misread of: 'Mepications'; null where none is.</summary>
    internal static string? Mended(string title)
    {
        string[] words = title.Split(' ');
        if (words.Length > 4) return null;
        bool any = false;
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i].ToLowerInvariant();
            if (word.Length < 7 || Array.IndexOf(s_mended, word) >= 0) continue;
            if (Array.Find(s_mended, m => m.Length == word.Length && m.Zip(word).Count(p => p.First != p.Second) == 1) is not { } meant) continue;
            (words[i], any) = (char.IsUpper(words[i][0]) ? char.ToUpperInvariant(meant[0]) + meant[1..] : meant, true);
        }

        return any ? string.Join(' ', words) : null;
    }

    /// <summary>The kind of a title of one word that runs in to its text behind a full stop.</summary>
    internal static string? KindOfRunIn(string title) => title.ToUpperInvariant() switch
    {
        "MEDICATION" or "MEDICINE" or "DRUGS" => "medications",
        "TREATMENT" or "TREATMENTS" or "THERAPY" or "THERAPIES" or "TRIED" => "treatment",
        "ALLERGY" => "allergies",
        "DATA" or "LAB" => "labs",
        _ => null,
    };

    internal static string? KindOf(string title)
    {
        var words = HeadingWords.Of(title);
        if (words.Count is 0 or > MostWords * 2) return null;
        bool Has(FrozenSet<string> set) => words.Exists(set.Contains);
        bool tried = Has(Tried) && !words.Contains("not") && !words.Contains("if");
        if (tried && (words.Count <= MostWords || title.Contains('?', StringComparison.Ordinal)) && !words.Exists(w => w is "form" or "sample" or "samples")) return "treatment";
        // 'Drugs that were tried for this condition, and what came of them'
        if (tried && words.Count <= MostWords * 2 && Has(Treats) && !Has(Asked) && (Has(Came) || words.Exists(w => w is "came" or "happened" or "went" or "condition"))) return "treatment";
        // 'Drugs used before or along with this one for the same condition'
        if (words.Count >= 3 && words.Count <= MostWords * 2 && (Taken.Contains(words[0]) || Treats.Contains(words[0])) && words.Take(3).Any(w => w is "used" or "taken" or "given" or "had") && words.Take(5).Any(w => w is "before" or "previously" or "earlier" or "already") && !Has(Asked)) return "treatment";
        bool asksNow = words.Exists(w => w is "take" or "takes" or "taking" or "taken" or "now" or "current" or "currently") && (Has(Taken) || words.Exists(w => w is "medicine" or "drug" or "medication"));
        if (asksNow && words.Count <= MostWords * 2 && !Has(Asked) && !words.Exists(w => w is "before" or "previously" or "earlier" or "past" or "ago" or "already" or "since")) return "medications";
        if (words.Count <= MostWords && words[0] == "what" && words.Exists(w => w is "done" or "tried" or "given" or "helped" or "used") && !words.Exists(w => w is "asked" or "requested" or "not" or "never")) return "treatment";
        // 'Treated so far', 'Treatment up to now'.
        if (words.Count <= 5 && words[0] is "treated" or "treatment" or "treatments" or "managed" && words.Exists(w => w is "far" or "until" or "date" or "already" or "before")) return "treatment";
        // 'Check all conservative measures completed in the past 6 months'.
        if (words[0] is "check" or "list" or "mark" or "indicate" or "select" or "tick" or "describe" or "specify" && Has(Before) && Has(Treats) && !Has(Asked)) return "treatment";
        if (words.Count > MostWords || title.Contains('?', StringComparison.Ordinal)) return null;
        // What is given once before an infusion or scan is not taken.
        if ((words.Contains("pre") && Has(Treats)) || words.Exists(w => w.StartsWith("premed", StringComparison.Ordinal))) return "other";
        // The head of a letter is no title.
        if (Has(Places)) return null;
        if (words.Exists(w => w.StartsWith("allerg", StringComparison.Ordinal)) && words.Contains("and") && Has(Taken)) return "medications";
        if (words.Exists(w => w.StartsWith("allerg", StringComparison.Ordinal) || w is "intolerances" or "intolerance")) return words.TrueForAll(w => Allergic.Contains(w) || Allergic.Contains(w + "s")) ? "allergies" : null;
        if ((Has(Before) || Has(Came)) && Has(Treats) && !Has(Asked)) return "treatment";
        // 'Previous lines', 'Earlier attempts', 'Lines of therapy'.
        if (Has(Before) && words.Exists(w => w is "lines" or "courses" or "attempts" or "trials" or "steps") && !Has(Asked)) return "treatment";
        if (Has(Stopped) && (Has(Treats) || words.Count == 1)) return "stopped";
        if (Has(Family)) return words.TrueForAll(w => Family.Contains(w) || w is "history" or "hx" or "medical" or "and" or "of") ? "family" : null;
        if ((Has(Taken) && !Has(Asked)) || (words.Count <= 3 && words[0] is "taking" or "takes")) return words.Count <= 5 ? "medications" : null;
        if (Has(Seen) && !Has(Asked) && !Has(Treats) && !Has(NotSeen) && words.Count <= 6) return "exam";
        if (Has(Laboratory) && !Has(Asked) && words.Count <= 4 && !words.Exists(w => w is "director" or "form" or "use" or "clinic" or "number")) return "labs";
        if (Has(Story) && words.Count <= 3 && !Has(Asked)) return "history";
        return null;
    }

    private static readonly FrozenSet<string> Allergic = Set("allergy", "allergies", "allergic", "allergens", "drug", "drugs", "medication", "medications", "medicines", "food", "foods", "known", "other", "and", "reactions", "intolerances", "list", "sensitivities", "environmental", "to", "current", "adverse", "patient", "any", "or", "on", "file", "listed", "noted", "recorded");
    private static readonly FrozenSet<string> Places = Set("associates", "center", "centre", "clinic", "clinics", "hospital", "group", "institute", "practice", "physicians", "specialists", "department", "llc", "inc", "pc", "services", "health", "university", "street", "suite", "telephone", "phone", "fax", "pllc", "laboratories");

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
