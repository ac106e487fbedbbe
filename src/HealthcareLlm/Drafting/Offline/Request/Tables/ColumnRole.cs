using System.Collections.Frozen;

namespace HealthcareLlm.Drafting.Offline.Request.Tables;

/// <summary>What a column of a table asks for.</summary>
internal enum ColumnRole
{
    /// <summary>Not known.</summary>
    None,

    /// <summary>Known, and nothing of a request: charges, pointers, place of service.</summary>
    Ignored,

    /// <summary>Number of the line.</summary>
    Line,

    /// <summary>Code of a service.</summary>
    Code,

    /// <summary>National drug code.</summary>
    Ndc,

    /// <summary>Code of a diagnosis.</summary>
    DiagnosisCode,

    /// <summary>A diagnosis in words.</summary>
    Diagnosis,

    /// <summary>Modifiers.</summary>
    Modifiers,

    /// <summary>What the row is about, in words.</summary>
    Description,

    /// <summary>First day.</summary>
    Start,

    /// <summary>Last day.</summary>
    End,

    /// <summary>One day, or first and last.</summary>
    Dates,

    /// <summary>How many.</summary>
    Quantity,

    /// <summary>What is counted.</summary>
    Unit,

    /// <summary>Side of the body.</summary>
    Side,

    /// <summary>Strength or dose.</summary>
    Dose,

    /// <summary>Route.</summary>
    Route,

    /// <summary>How often.</summary>
    Frequency,

    /// <summary>Directions: dose, route and frequency together.</summary>
    Directions,

    /// <summary>How long.</summary>
    Duration,

    /// <summary>For how many days a fill lasts.</summary>
    DaysSupply,

    /// <summary>Refills.</summary>
    Refills,

    /// <summary>How it went, or why it ended.</summary>
    Outcome,

    /// <summary>Result of a test.</summary>
    Result,

    /// <summary>Normal range of a result.</summary>
    Range,

    /// <summary>A box that is ticked where the row applies.</summary>
    Mark,

    /// <summary>Remarks.</summary>
    Note,
}

/// <summary>Tells what a heading asks for by the meaning of its words together, whatever their order: 'Dates of service | From', 'Days' | supply', 'G. QTY'.</summary>
internal static class ColumnRoles
{
    private static readonly (ColumnRole Role, string[] Words)[] Single =
    [
        (ColumnRole.Ignored, ["charge", "charges", "cost", "costs", "price", "fee", "fees", "billed", "allowed", "msrp", "paid", "pointer", "pointers", "ptr", "pos", "place", "site", "taxonomy", "npi", "phone", "fax", "specialty", "role", "rank", "rent", "rental", "purchase", "revenue", "implant", "authorized", "approved", "noted", "source"]),
        (ColumnRole.Ndc, ["ndc"]),
        (ColumnRole.Refills, ["refill", "refills", "fills"]),
        (ColumnRole.Range, ["reference", "range", "normal", "limits", "flag", "usual", "ref"]),
        (ColumnRole.Outcome, ["outcome", "outcomes", "response", "responded", "happened", "effect", "effects", "worked", "helped", "tolerated", "went", "benefit", "relief"]),
        (ColumnRole.Side, ["side", "laterality"]),
        (ColumnRole.Route, ["route"]),
        (ColumnRole.Note, ["note", "notes", "comment", "comments", "remark", "remarks", "detail", "details"]),
    ];

    private static readonly FrozenSet<string> Things = Set("description", "descriptor", "desc", "wording", "words", "service", "services", "procedure", "procedures", "item", "items", "equipment", "test", "tests", "study", "studies", "exam", "drug", "drugs", "medication", "medications", "medicine", "medicines", "product", "therapy", "therapies", "treatment", "treatments", "care", "agent", "agents", "surgery", "supplies", "analyte", "component", "name", "modality", "intervention", "done", "operation", "accommodation", "device", "appliance", "tried", "regimen", "regimens", "measure", "measurement", "parameter", "vaccine", "article", "articles");

    private static readonly FrozenSet<string> Fillers = Set("of", "the", "a", "an", "and", "or", "for", "in", "per", "is", "was", "it", "what", "will", "be", "had", "when", "why", "if", "any", "mm", "dd", "yy", "yyyy", "each", "ea", "total", "requested", "asked", "ordered", "order", "needed", "wanted", "daily", "highest", "max", "most", "expected", "estimated", "est", "taken", "used", "use", "given", "form", "size", "wording", "catalog", "supplier", "add", "on", "main", "best", "lowest", "all", "tier", "level");

    private static readonly FrozenSet<string> Others = Set("from", "start", "begin", "begins", "beginning", "started", "begun", "began", "starts", "since", "to", "through", "thru", "end", "ends", "ended", "stop", "until", "till", "stopped", "stopping", "last", "first", "date", "dates", "day", "days", "dos", "cpt", "hcpcs", "hcpc", "code", "codes", "proc", "icd", "icd10", "cm", "dx", "diag", "diagnosis", "diagnoses", "mod", "mods", "modifier", "modifiers", "qty", "quantity", "unit", "units", "uom", "measure", "number", "count", "amount", "visits", "visit", "sessions", "session", "hours", "months", "month", "week", "weeks", "how", "many", "often", "long", "frequency", "freq", "schedule", "interval", "times", "directions", "sig", "instructions", "dose", "dosage", "strength", "length", "duration", "supply", "kind", "type", "line", "ln", "no", "delivery", "deliver", "planned", "scheduled", "result", "results", "value", "values", "drawn", "collected", "reason", "drug", "status", "yes", "tick", "mark", "check", "select", "fill", "covers", "lasts");

    private static readonly FrozenDictionary<string, ColumnRole> ByWord = Single.SelectMany(s => s.Words.Select(w => (w, s.Role))).ToFrozenDictionary(p => p.w, p => p.Role, StringComparer.Ordinal);

    /// <summary>Whether a word is one of those that headings of tables are made of.</summary>
    internal static bool IsHeadingWord(string word) => ByWord.ContainsKey(word) || Things.Contains(word) || Others.Contains(word) || Fillers.Contains(word);

    /// <summary>The role of a heading.</summary>
    internal static ColumnRole Of(string heading)
    {
        var words = HeadingWords.Of(heading);
        bool Any(params string[] sought) => Array.Exists(sought, words.Contains);
        if (words.Count == 0) return heading.Contains('#', StringComparison.Ordinal) ? ColumnRole.Line : ColumnRole.None;
        if (heading.Contains('$', StringComparison.Ordinal)) return ColumnRole.Ignored;
        bool named = Any("description", "descriptor", "desc", "name", "words") && !Any("code", "codes");
        if (Any("cpt", "hcpcs", "hcpc")) return named ? ColumnRole.Description : ColumnRole.Code;
        if (heading.Contains('#', StringComparison.Ordinal) && words.TrueForAll(w => w is "item" or "line" or "ln" or "row" or "no" or "service" or "order")) return ColumnRole.Line;
        if (Any("icd", "icd10") || (Any("code", "codes") && Any("dx", "diag", "diagnosis", "diagnoses"))) return ColumnRole.DiagnosisCode;
        if (Any("refill", "refills")) return ColumnRole.Refills;
        // 'Fill covers', 'Days per fill'.
        if (Any("fill") && Any("covers", "lasts", "days")) return ColumnRole.DaysSupply;
        if (Any("dose", "dosage") && Any("route")) return ColumnRole.Directions;
        // 'What was used', 'What was tried'.
        if (words[0] == "what" && words.Count <= 4 && Any("used", "tried", "given", "done", "taken")) return ColumnRole.Description;
        bool thing = words.Exists(Things.Contains);
        if (Any("charge", "charges", "cost", "price", "fee", "pointer", "pointers", "ptr", "billed")) return ColumnRole.Ignored;
        if (Any("dx", "diag", "diagnosis", "diagnoses")) return ColumnRole.Diagnosis;
        // 'Visits in last span', 'Units already used': amounts and days that are not asked for.
        if (!thing && IsOfThePast(words)) return ColumnRole.Ignored;
        if (Any("reason", "why") || (Any("result", "results") && Any("treatment", "therapy", "care"))) return ColumnRole.Outcome;
        foreach (string word in words)
        {
            if (ByWord.TryGetValue(word, out var role) && !(role == ColumnRole.Ignored && thing)) return role;
        }

        if (Any("code", "codes") || (Any("proc") && words.Count <= 2)) return ColumnRole.Code;
        if (Any("mod", "mods", "modifier", "modifiers")) return ColumnRole.Modifiers;
        if (Any("supply") && Any("day", "days")) return ColumnRole.DaysSupply;
        if (Any("result", "results", "value", "values")) return ColumnRole.Result;
        if (Any("directions", "sig", "instructions") || (Any("how") && Any("used", "taken", "use", "given"))) return ColumnRole.Directions;
        if (Any("frequency", "freq", "often", "schedule", "interval") || (Any("per") && Any("week", "day", "month") && !Any("qty", "quantity", "units", "amount", "number", "tablets"))) return ColumnRole.Frequency;
        if (Any("length", "duration") || (Any("how") && Any("long"))) return ColumnRole.Duration;
        if (Any("uom") || (Any("measure") && words.Count > 1) || (Any("unit", "units", "quantity", "qty") && Any("kind", "type"))) return ColumnRole.Unit;
        bool number = Any("qty", "quantity", "count", "amount") || (Any("how") && Any("many"));
        if (number && !Any("drug", "medication")) return ColumnRole.Quantity;
        // 'Hours/week' is a rate.
        if (Any("hours", "visits", "sessions", "times", "days") && Any("week", "day", "month") && !number) return ColumnRole.Frequency;
        if (Any("unit", "units", "visits", "sessions", "hours", "treatments", "injections", "infusions", "doses") && !Any("date", "dates")) return ColumnRole.Quantity;
        if (Any("drawn", "collected")) return ColumnRole.Dates;
        if (Any("delivery", "deliver", "planned", "scheduled") && !Any("qty", "quantity")) return ColumnRole.Start;
        bool starts = Any("from", "start", "begin", "begins", "beginning", "started", "begun", "began", "starts", "since", "first"), ends = Any("to", "through", "thru", "end", "ends", "ended", "stop", "until", "till", "stopped", "last");
        // 'Service from', 'Therapy start' name the time and not the thing.
        if (thing && (starts || ends) && words.TrueForAll(w => w is "service" or "services" or "treatment" or "therapy" or "care" or "of" or "procedure" or "from" or "start" or "starts" or "begin" or "begins" or "to" or "through" or "thru" or "end" or "ends" or "until" or "till")) thing = false;
        if (starts && ends) return ColumnRole.Dates;
        if (starts && !thing) return ColumnRole.Start;
        if (ends && !thing) return ColumnRole.End;
        if (Any("date", "dates", "dos", "when") && !Any("birth", "signed", "birthdate", "onset")) return starts ? ColumnRole.Start : ends ? ColumnRole.End : ColumnRole.Dates;
        if (Any("number") && words.TrueForAll(w => w is "number" or "of" or "total" or "requested")) return ColumnRole.Quantity;
        if (Any("dose", "dosage", "strength") && !Any("drug", "drugs", "medication", "medicine", "agent", "name", "product", "treatment")) return ColumnRole.Dose;
        if (thing) return ColumnRole.Description;
        if (Any("yes", "tick", "mark", "check", "select", "x")) return ColumnRole.Mark;
        if (Any("total")) return ColumnRole.Ignored;
        if (Any("line", "ln", "no")) return ColumnRole.Line;
        if (Any("had", "yes", "order", "ordered")) return ColumnRole.Mark;
        return ColumnRole.None;
    }

    private static bool IsOfThePast(List<string> words)
    {
        bool Any(params string[] sought) => Array.Exists(sought, words.Contains);
        return Any("previous", "previously", "prior", "already", "earlier", "former", "expiring", "remaining")
            || (Any("last", "past", "current", "ending") && Any("span", "period", "approval", "authorization", "auth", "request", "plan", "certification", "cert", "year", "quarter"))
            || (Any("used") && Any("units", "visits", "sessions", "hours", "days", "far") && !Any("how"));
    }

    /// <summary>Which day a heading over days asks for.</summary>
    internal static ColumnRole DayOf(string heading)
    {
        var words = HeadingWords.Of(heading);
        bool starts = words.Exists(w => w is "from" or "start" or "starts" or "begin" or "begins" or "beginning" or "first"), ends = words.Exists(w => w is "to" or "through" or "thru" or "end" or "ends" or "until" or "till" or "stop" or "last" or "finish");
        return starts == ends ? ColumnRole.Dates : starts ? ColumnRole.Start : ColumnRole.End;
    }

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>The words of a heading, lower case, without the letter or number that counts the box.</summary>
internal static class HeadingWords
{
    internal static List<string> Of(string heading)
    {
        var words = new List<string>();
        int i = 0;
        while (i < heading.Length)
        {
            if (!char.IsLetterOrDigit(heading[i]))
            {
                i++;
                continue;
            }

            int start = i;
            while (i < heading.Length && (char.IsLetterOrDigit(heading[i]) || (heading[i] is '\'' or '\u2019' && i + 1 < heading.Length && char.IsLetter(heading[i + 1])))) i++;
            string word = heading[start..i].ToLowerInvariant().Replace("'", string.Empty, StringComparison.Ordinal).Replace("\u2019", string.Empty, StringComparison.Ordinal);
            // 'A. FROM', '24D CPT': the first short piece counts boxes.
            bool counts = words.Count == 0 && word.Length <= 3 && i < heading.Length && (word.Any(char.IsAsciiDigit) || word.Length == 1) && heading[i..].Any(char.IsLetter);
            // 'Mod1' and 'Dx 2' are columns of the same kind as 'Mod' and 'Dx'.
            if (!counts) words.Add(word.Length > 2 && char.IsAsciiDigit(word[^1]) && word[..^1].All(char.IsAsciiLetter) ? word[..^1] : word);
        }

        return words;
    }
}
