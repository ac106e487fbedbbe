using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HealthcareLlm.Drafting;

namespace HealthcareLlm.Evaluation;

/// <summary>How strictly two values of a leaf are compared.</summary>
public enum Strictness
{
    /// <summary>Equal in normal form.</summary>
    Exact,

    /// <summary>The same words in the same order.</summary>
    SameWords,

    /// <summary>One holds the other as whole words, with every number of both equal: names of drugs and tests, doses' frequency and duration.</summary>
    Contained,

    /// <summary>Free text: as <see cref="Contained"/>, or most words nearly the same; numbers, sides, negations and opposites still decide.</summary>
    FreeText,
}

/// <summary>Whether a value is right. Codes, identifiers, dates, numbers and choices are never right by likeness.</summary>
public static partial class Comparator
{
    /// <summary>
    /// Share of a free text's letters whose words must be found, each exactly or nearly, 0 to 1. It takes the place of ANLS's 0.5 over characters
    /// (Biten et al. 2019), under which 'psoriatic arthritis' would pass for 'rheumatoid arthritis'.
    /// </summary>
    public const double FreeTextShare = 0.7;

    // No other leaf tells of which side a treatment was, nor how often or how long it was had.
    private const string TreatmentField = "clinical.priorTreatments[].treatment";

    // A value that says the right thing among a thousand others says nothing.
    private const int ShortText = 60, LongText = 600;

    private static readonly FrozenSet<string> SameWords = new[]
    {
        "patient.weight", "patient.height", "request.services[].unit", "request.services[].dose", "request.services[].daysSupply", "request.services[].refills",
        "clinical.currentMedications[].dose", "clinical.labs[].value", "clinical.labs[].unit",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Quantities = new[]
    {
        "patient.weight", "patient.height", "request.services[].dose", "request.services[].daysSupply", "clinical.currentMedications[].dose",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Contained = new[]
    {
        "request.services[].route", "request.services[].frequency", "request.services[].duration", "clinical.currentMedications[].name",
        "clinical.currentMedications[].route", "clinical.currentMedications[].frequency", TreatmentField, "clinical.allergies[]",
        "clinical.labs[].name",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Negations = new[]
    {
        "no", "not", "denies", "denied", "without", "never", "none", "negative", "absent", "cannot", "doesn't", "didn't", "isn't", "wasn't",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>How a leaf is compared.</summary>
    /// <param name="path">Path without indexes.</param>
    public static Strictness StrictnessOf(string path)
    {
        path = GoldFields.Like(path);
        var field = RecordFields.Find(path);
        if (field is null || path == "request.reference") return Strictness.Exact;
        if (field.Kind == FieldKind.PersonName) return Strictness.SameWords;
        if (field.Kind != FieldKind.Text) return Strictness.Exact;
        return SameWords.Contains(path) ? Strictness.SameWords : Contained.Contains(path) ? Strictness.Contained : Strictness.FreeText;
    }

    /// <summary>Whether a value is right by any of the gold's writings.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="value">What stands.</param>
    public static bool IsRight(string path, GoldLeaf.Given gold, string value) => IsRightAs(GoldFields.Like(path), gold, value);

    private static bool IsRightAs(string path, GoldLeaf.Given gold, string value) => IsNamed(path, gold, value) && !OtherAmounts.Are(path, gold, value);

    private static bool IsNamed(string path, GoldLeaf.Given gold, string value) =>
        (gold.Value.Length > 0 && Same(path, gold.Value, value))
        || gold.AnyOf.Any(other => Same(path, other, value) && !(path == TreatmentField && LessExact.Is(gold.Value, value)))
        || (gold.Pattern is { } pattern && ByPattern(path, gold, pattern, value));

    private static bool ByPattern(string path, GoldLeaf.Given gold, string pattern, string value) =>
        Matched.Of((path, gold.Value + "\n" + string.Join('\n', gold.AnyOf), pattern, value), k => PatternJudge.Agrees(k.Path, gold, k.Pattern, k.Value) || (Writings.Of(k.Value) is var written && written != k.Value && PatternJudge.Agrees(k.Path, gold with { Value = Writings.Of(gold.Value), AnyOf = [.. gold.AnyOf.Select(static a => Writings.Of(a))] }, k.Pattern, written)));

    private static readonly KnownTexts<(string Path, string Gold, string Pattern, string Value), bool> Matched = new(MostKnown);

    /// <summary>Whether two values of a leaf are the same.</summary>
    /// <param name="path">Path without indexes.</param>
    /// <param name="gold">What is right.</param>
    /// <param name="value">What stands.</param>
    public static bool Same(string path, string gold, string value) => gold == value ? !string.IsNullOrWhiteSpace(value) : Compared.Of((path, gold, value), static k => Compare(k.Path, k.Gold, k.Value));

    private static readonly KnownTexts<(string Path, string Gold, string Value), bool> Compared = new(MostKnown);

    // Entries are paired each with each, and versions of one document are judged against the same gold.
    private const int MostKnown = 250_000;

    private static bool Compare(string path, string gold, string value)
    {
        if (AreOne(path, gold, value)) return true;
        if (StrictnessOf(path) is not (Strictness.Contained or Strictness.FreeText) || path == "patient.address") return false;
        // Two writings of one thing are compared in one.
        var (own, other) = (Writings.Of(gold), Writings.Of(value));
        return (own != gold || other != value) && AreOne(path, own, other);
    }

    private static bool AreOne(string path, string gold, string value)
    {
        var strictness = StrictnessOf(path);
        if (strictness == Strictness.FreeText) (gold, value) = (Spelt(gold), Spelt(value));
        if (path == "patient.address") (gold, value) = (StreetWords.Written(gold), StreetWords.Written(value));
        if (strictness != Strictness.Exact && value.Length > (IsLong(path) ? LongText : ShortText) + (10 * gold.Length)) return false;
        if (strictness != Strictness.Exact && SpelledAlike(gold, value)) return true;
        return AreSame(path, strictness, gold, value) && (strictness == Strictness.Exact || !(Marks.DoubtedOtherwise(gold, value) || Marks.SignedOtherwise(gold, value) || Marks.JoinedOtherwise(gold, value) || Marks.LetteredOtherwise(gold, value) || (IsLong(path) && (PatternJudge.Contradicts(gold, value) || Citing.TurnedWords.Are(gold, value)))));
    }

    private static bool AreSame(string path, Strictness strictness, string gold, string value)
    {
        var kind = path == "request.reference" ? FieldKind.Compact : RecordFields.Find(path)?.Kind ?? FieldKind.Text;
        return strictness switch
        {
            Strictness.Exact => NormalForm.Of(kind, gold) == NormalForm.Of(kind, value) && value.Trim().Length > 0,
            Strictness.SameWords when Quantities.Contains(path) && (Quantity.Same(gold, value) ?? Quantity.Same(WithoutForm(gold), WithoutForm(value))) is { } same => same,
            Strictness.SameWords when path == "clinical.labs[].unit" && Quantity.SameUnit(gold, value) is { } same => same,
            Strictness.SameWords when path == "request.services[].unit" => SameSequence(Singular(gold), Singular(value)),
            Strictness.SameWords => SameSequence(NormalForm.Words(gold), NormalForm.Words(value)),
            Strictness.Contained when path.EndsWith(".frequency", StringComparison.Ordinal) || path.EndsWith(".route", StringComparison.Ordinal) => SameDirection(path, gold, value),
            Strictness.Contained when path.EndsWith(".duration", StringComparison.Ordinal) => IsContained(Statement.Words(gold), Statement.Words(value)) && !IsOther(path, gold, value),
            Strictness.Contained => IsContained(NormalForm.Words(gold), NormalForm.Words(value)) && !Statement.NamesOther(path, gold, value)
                && !IsOther(path, gold, value),
            _ => IsSameText(Statement.Words(gold), Statement.Words(value), IsLong(path)) && !Marks.DeniesOther(gold, value)
                && !OtherNames.Are(path, gold, value) && !Crossed.Are(gold, value)
                && (IsLong(path) || !IsOther(path, gold, value)),
        };
    }

    private static bool SameDirection(string path, string gold, string value)
    {
        bool isRoute = path.EndsWith(".route", StringComparison.Ordinal);
        var (own, other) = isRoute ? (NormalForm.Words(Directions.Route(gold)), NormalForm.Words(Directions.Route(value))) : (NormalForm.Words(Directions.Frequency(gold)), NormalForm.Words(Directions.Frequency(value)));
        return (isRoute ? IsSameRoute(own, other) : IsSameFrequency(own, other)) && !TurningWords.Part(own, other, Told.Direction);
    }

    /// <summary>Whether two texts without numbers are the same letters, parted into words otherwise: pre-eclampsia, O'Brien, United Healthcare.</summary>
    private static bool SpelledAlike(string gold, string value)
    {
        if (gold.AsSpan().ContainsAnyInRange('0', '9') || Math.Abs(gold.Length - value.Length) > 4) return false;
        var (own, other) = (NormalForm.Words(gold), NormalForm.Words(value));
        return (own.Length != other.Length || (gold + value).Contains('\'', StringComparison.Ordinal) || (gold + value).Contains('\u2019', StringComparison.Ordinal)) && !own.IsEmpty && WithoutMarks(own) == WithoutMarks(other);
    }

    /// <summary>The text with 'w/o' and 'w/' spelt out.</summary>
    internal static string Spelt(string text) => text.Contains("w/", StringComparison.OrdinalIgnoreCase) ? With().Replace(Without().Replace(text, "without"), "with ") : text;

    [GeneratedRegex(@"(?<![\w/])w/o\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Without();

    [GeneratedRegex(@"(?<![\w/])w/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex With();

    private static string WithoutMarks(ImmutableArray<string> words) => string.Concat(words).Replace("'", string.Empty, StringComparison.Ordinal).Replace("\u2019", string.Empty, StringComparison.Ordinal);

    /// <summary>Whether the words that one has beyond the other make it another, by every name that it is given.</summary>
    private static bool IsOther(string path, string gold, string value)
    {
        var tells = ToldBy(path);
        // A drug that is asked for is told as one that was tried.
        if (tells == Told.Kind && path == "request.services[].description" && DrugNames.NameDrug(NormalForm.Words(gold))) tells = Told.Treatment;
        if (tells != Told.Treatment && tells != Told.Kind) return TurningWords.Part(Statement.Words(gold), Statement.Words(value), tells);
        if (Statement.LosesUnit(NormalForm.Words(gold), NormalForm.Words(value))) return true;
        return DrugNames.ByEitherName(gold).All(g => DrugNames.ByEitherName(value).All(v => TurningWords.Part(Statement.Words(g), Statement.Words(v), tells)));
    }

    /// <summary>Normalized Levenshtein similarity of two words, 0 to 1.</summary>
    public static double Likeness(string first, string second)
    {
        int longest = Math.Max(first.Length, second.Length);
        return longest == 0 ? 1 : 1 - ((double)Distance(first, second) / longest);
    }

    /// <summary>Their likeness where it is that or more, else 0; lengths too far apart are told at once.</summary>
    internal static double LikenessFrom(double least, string first, string second)
    {
        int longest = Math.Max(first.Length, second.Length);
        if (longest > 0 && 1 - ((double)Math.Abs(first.Length - second.Length) / longest) < least) return 0;
        return Likeness(first, second) is var alike && alike >= least ? alike : 0;
    }

    /// <summary>A dose without the form that it comes in, where its amount stands before that: of '40 mg tablet' 40 mg, of '2 tablets' all.</summary>
    private static string WithoutForm(string dose) => dose.LastIndexOf(' ') is > 0 and var at && DrugNames.IsForm(dose[(at + 1)..].ToLowerInvariant()) && Quantity.Read(dose[..at]) is not null ? dose[..at] : dose;

    /// <summary>The words without the s of a plural: 12 visits and 1 visit are counted in the same unit.</summary>
    private static ImmutableArray<string> Singular(string text) => [.. NormalForm.Words(text).Select(w => w.Length > 3 && w[^1] == 's' ? w[..^1] : w)];

    private static bool SameSequence(ImmutableArray<string> gold, ImmutableArray<string> value) => gold.Length > 0 && gold.AsSpan().SequenceEqual(value.AsSpan());

    /// <summary>As contained, where what one says beyond the other tells of no other times: 'weekly' is not 'thrice weekly', nor 'daily' 'daily as needed'.</summary>
    private static bool IsSameFrequency(ImmutableArray<string> gold, ImmutableArray<string> value) => IsContained(gold, value) && Statement.SameTimes(gold, value);

    /// <summary>As contained, where what one says beyond the other is no second route: 'oral' is not 'oral or rectal'.</summary>
    private static bool IsSameRoute(ImmutableArray<string> gold, ImmutableArray<string> value)
    {
        var (shorter, longer) = gold.Length <= value.Length ? (gold, value) : (value, gold);
        return IsContained(gold, value) && !longer.Any(w => !shorter.Contains(w) && (w == "or" || Directions.IsRoute(w)));
    }

    private static bool IsContained(ImmutableArray<string> gold, ImmutableArray<string> value)
    {
        if (gold.IsEmpty || value.IsEmpty || !Guarded(gold, value)) return false;
        return Holds(gold, value) || (Holds(value, gold) && 2 * Letters(value) >= Letters(gold));
    }

    /// <summary>Whether a field tells in sentences, beside which others may stand, and not in a phrase.</summary>
    internal static bool IsLong(string path) => path is "clinical.findings[]" or "request.urgencyReason";

    private static Told ToldBy(string path) => path switch
    {
        "diagnoses[].description" or "request.services[].description" => Told.Kind,
        TreatmentField => Told.Treatment,
        _ => Told.Anything,
    };

    private static bool IsSameText(ImmutableArray<string> gold, ImmutableArray<string> value, bool isLong)
    {
        if (gold.IsEmpty || value.IsEmpty) return false;
        if (Negated(gold) != Negated(value) || !NumbersIn(gold).All(n => value.Contains(n)) || Opposites.Part(gold, value) || Statement.Differs(gold, value)) return false;
        if (Place(value, gold) is >= 0 and var own) return !isLong || !TurningWords.PartNear(value, gold, own);
        if (!NumbersIn(value).All(n => gold.Contains(n))) return false;
        if (Place(gold, value) is >= 0 and var other && 2 * Letters(value) >= Letters(gold)) return !isLong || !TurningWords.PartNear(gold, value, other);
        return !TurningWords.Replaces(gold, value) && !TurningWords.Part(gold, value, Told.Anything) && Found(gold, value) >= FreeTextShare && Found(value, gold) >= 0.5;
    }

    private static bool Guarded(ImmutableArray<string> gold, ImmutableArray<string> value) =>
        NumbersIn(gold).All(n => value.Contains(n)) && NumbersIn(value).All(n => gold.Contains(n))
        && Negated(gold) == Negated(value) && !Opposites.Part(gold, value) && !Statement.Differs(gold, value);

    /// <summary>Whether a word denies.</summary>
    internal static bool Denies(string word) => Negations.Contains(word);

    private static bool Negated(ImmutableArray<string> words) => words.Any(Negations.Contains);

    private static IEnumerable<string> NumbersIn(ImmutableArray<string> words) => words.Where(NormalForm.IsNumber);

    private static int Letters(ImmutableArray<string> words) => words.Sum(w => w.Length);

    /// <summary>Whether one of two texts holds the other as a run of whole words.</summary>
    internal static bool OneHoldsOther(string first, string second) => (s_held ??= new()).Of((first, second), static k => HoldsEither(NormalForm.Words(k.First), NormalForm.Words(k.Second)));

    [ThreadStatic]
    private static Recently<(string First, string Second), bool>? s_held;

    private static bool HoldsEither(ImmutableArray<string> words, ImmutableArray<string> others) => !words.IsEmpty && !others.IsEmpty && (Holds(words, others) || Holds(others, words));

    /// <summary>Whether the first holds the second as a run of whole words.</summary>
    private static bool Holds(ImmutableArray<string> outer, ImmutableArray<string> inner) => Place(outer, inner) >= 0;

    /// <summary>Where the first holds the second as a run of whole words; -1 where it does not.</summary>
    internal static int Place(ImmutableArray<string> outer, ImmutableArray<string> inner)
    {
        for (int at = 0; at + inner.Length <= outer.Length; at++)
        {
            int same = 0;
            while (same < inner.Length && IsOne(outer[at + same], inner[same])) same++;
            if (same == inner.Length) return at;
        }

        return -1;
    }

    /// <summary>Whether two words are one, but for the s of a plural.</summary>
    internal static bool IsOne(string first, string second) =>
        first == second || (Math.Abs(first.Length - second.Length) == 1 && Math.Min(first.Length, second.Length) >= 3 && (first.Length > second.Length ? first[^1] == 's' && first.AsSpan(0, second.Length).SequenceEqual(second) : second[^1] == 's' && second.AsSpan(0, first.Length).SequenceEqual(first)));

    /// <summary>Share of the first's letters whose words stand in the second, exactly or, for words of five letters and more, at a likeness of 0.8.</summary>
    private static double Found(ImmutableArray<string> sought, ImmutableArray<string> among)
    {
        int found = sought.Where(w => among.Any(a => a == w || (w.Length >= 5 && !NormalForm.IsNumber(w) && LikenessFrom(0.8, w, a) > 0))).Sum(w => w.Length);
        return (double)found / Letters(sought);
    }

    /// <summary>Levenshtein's distance. A first word of up to 64 letters by bit-parallel columns (Myers 1999, in Hyyrö's form of 2003), a longer one cell by cell.</summary>
    internal static int Distance(string first, string second)
    {
        if (first.Length is 0 or > 64) return CellByCell(first, second);
        ulong plus = ~0UL, minus = 0, last = 1UL << (first.Length - 1);
        int distance = first.Length;
        foreach (char letter in second)
        {
            ulong equal = 0;
            for (int i = 0; i < first.Length; i++) equal |= first[i] == letter ? 1UL << i : 0;
            ulong vertical = equal | minus, horizontal = (((equal & plus) + plus) ^ plus) | equal;
            ulong up = minus | ~(horizontal | plus), down = plus & horizontal;
            distance += (up & last) != 0 ? 1 : (down & last) != 0 ? -1 : 0;
            up = (up << 1) | 1;
            down <<= 1;
            plus = down | ~(vertical | up);
            minus = up & vertical;
        }

        return distance;
    }

    internal static int CellByCell(string first, string second)
    {
        Span<int> row = second.Length < 256 ? stackalloc int[second.Length + 1] : new int[second.Length + 1];
        for (int j = 0; j < row.Length; j++) row[j] = j;
        for (int i = 1; i <= first.Length; i++)
        {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j <= second.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, corner + (first[i - 1] == second[j - 1] ? 0 : 1));
                corner = above;
            }
        }

        return row[second.Length];
    }
}
