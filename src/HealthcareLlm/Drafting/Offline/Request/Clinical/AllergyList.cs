using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Mentions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Clinical;

/// <summary>Proposes what the patient does not tolerate by way of allergy, or that any is denied.</summary>
internal static class AllergyList
{
    private const int LongestLine = 1000, LongestName = 24;

    internal static void Draft(RequestContext context, ImmutableArray<ClinicalPage> pages)
    {
        var book = new Book(context);
        foreach (var page in pages)
        {
            foreach (var mention in page.Mentions)
            {
                if (IsNamed(page, mention)) book.Substance(page, mention.NameSpan, 0.8);
                else OfMention(page, mention, book);
            }

            foreach (var value in page.Page.Values.Where(v => v.Target == "allergy" && !v.IsBlank)) OfValue(page, value, book);
            foreach (var block in page.Blocks.Where(b => b.Kind == "allergies")) OfBlock(page, block, book);
            foreach (var answer in AllergyPlaces.Of(page)) Items(page, answer, book);
        }

        book.Close();
    }

    private static void OfMention(ClinicalPage page, Mention mention, Book book)
    {
        if (mention.Type != MentionType.Allergy || !mention.Assertion.IsPatientFact || page.IsCopied(mention.Span)) return;
        if (mention.Concept == "none" || mention.Part("substance")?.Value == "none")
        {
            book.None(page, mention.Span);
            return;
        }

        if (page.KindAt(mention.NameSpan.Start) == "allergies" && (!IsItem(page, mention.NameSpan) || book.IsDenied(page, mention.NameSpan))) return;
        string kind = page.KindAt(mention.NameSpan.Start);
        if (kind is "treatment" or "family" or "stopped" or "labs" or "plan") return;
        var sentence = page.SentenceAt(mention.NameSpan.Start);
        // Under another title, or none, a sentence must speak of allergy itself: a section of allergies may have run on.
        if (kind == "medications" && !sentence.In(page.Text).Contains("allerg", StringComparison.OrdinalIgnoreCase)) return;
        if (kind != "allergies" && !Speaks().IsMatch(sentence.In(page.Text)) && !Reaction().IsMatch(page.Text[mention.NameSpan.End..Math.Max(mention.NameSpan.End, sentence.End)])) return;
        string before = page.Text[Math.Min(sentence.Start, mention.NameSpan.Start)..mention.NameSpan.Start];
        // 'Allergic rhinitis, quiet on cetirizine', 'Pre-med for dye allergy: prednisone': a drug that treats.
        if (Tolerated().IsMatch(before) || s_disease.Value.IsMatch(before) || s_premedication.Value.IsMatch(before) || IsOther(page, mention.NameSpan)) return;
        // 'iodine contrast - hives': the words up to the reaction name it.
        int start = Compound().Match(page.Text[Math.Max(page.Page.Page.Span.Start, mention.NameSpan.Start - 20)..mention.NameSpan.Start]) is { Success: true } compound ? mention.NameSpan.Start - compound.Length : mention.NameSpan.Start;
        int end = mention.NameSpan.End + More().Match(page.Text, mention.NameSpan.End, Math.Min(40, page.Text.Length - mention.NameSpan.End)).Length;
        book.Substance(page, new(start, end), 0.85);
    }

    /// <summary>Whether a drug that was read as a substance is none: it stands under a title of drugs or treatments, or the words behind it tell that it was given, and nothing in its sentence speaks of allergy.</summary>
    internal static bool IsDrug(ClinicalPage page, Mention mention)
    {
        if (mention is not { Type: MentionType.Allergy, Rule: "allergy-lexicon" } || Speaks().IsMatch(page.SentenceAt(mention.NameSpan.Start).In(page.Text))) return false;
        string kind = page.KindAt(mention.NameSpan.Start);
        return kind is "treatment" or "medications" || (kind == "allergies" && Given().IsMatch(page.Text[mention.NameSpan.End..Math.Min(page.Page.Page.Span.End, mention.NameSpan.End + 80)]));
    }

    /// <summary>Whether the words behind a substance deny that it is an allergy, or tell that it is a drug that was taken, planned or offered.</summary>
    private static bool IsOther(ClinicalPage page, TextSpan name)
    {
        string after = page.Text[name.End..Math.Min(page.Page.Page.Span.End, name.End + 80)];
        if (after.IndexOf(';', StringComparison.Ordinal) is >= 0 and var stop) after = after[..stop];
        return s_denied.Value.IsMatch(after) || Given().IsMatch(after) || ClinicalCues.IsNeverHad(page, name);
    }

    private static readonly Lazy<Regex> s_denied = ClinicalCues.Of("denied-behind"), s_premedication = ClinicalCues.Of("premedication"), s_disease = ClinicalCues.Of("quiet-on");

    /// <summary>
    /// Whether a drug is named as what the patient is allergic to: an item under a title of allergies that its own section did not know ('Allergies. Sulfasalazine — rash. Penicillin — hives.'),
    /// without a dose, or an item behind 'allergic to'.
    /// </summary>
    private static bool IsNamed(ClinicalPage page, Mention mention)
    {
        if (mention.Type != MentionType.Medication || !mention.Assertion.IsPatientFact || page.IsCopied(mention.Span) || mention.Part("dose") is not null || mention.Part("strength") is not null || mention.Part("frequency") is not null || IsOther(page, mention.NameSpan)) return false;
        var line = page.LineAt(mention.NameSpan.Start);
        if (AllergicTo().IsMatch(page.Text[line.Start..Math.Max(line.Start, mention.NameSpan.Start)])) return true;
        if (page.BlockAt(mention.NameSpan.Start) is not { Kind: "allergies" } block) return false;
        int start = Math.Max(page.SentenceAt(mention.NameSpan.Start).Start, block.Body.Start);
        return start <= mention.NameSpan.Start && ItemsBefore().IsMatch(page.Text[start..mention.NameSpan.Start]);
    }

    /// <summary>
    /// Whether a substance under a title of allergies is an item: it stands in the first sentence, or begins its sentence or line, or follows one that does.
    /// 'Brother uses lithium', after the list, is none.
    /// </summary>
    private static bool IsItem(ClinicalPage page, TextSpan name)
    {
        if (page.BlockAt(name.Start) is not { } block) return true;
        var sentence = page.SentenceAt(name.Start);
        int start = Math.Max(sentence.Start, block.Body.Start);
        string before = page.Text[start..Math.Max(start, name.Start)];
        return start <= block.Body.Start + 2 ? !Subject().IsMatch(before) : !Subject().IsMatch(before) && !Verb().IsMatch(before);
    }

    private static void OfValue(ClinicalPage page, LabelledValue value, Book book)
    {
        // 'Pre-med for contrast allergy: prednisone'
        if (s_premedication.Value.IsMatch(value.LabelSpan.In(page.Text) + ":") || s_premedication.Value.IsMatch(page.Text[page.LineAt(value.LabelSpan.Start).Start..Math.Max(page.LineAt(value.LabelSpan.Start).Start, value.LabelSpan.End)] + ":")) return;
        // 'Latex allergy? No' denies latex alone.
        bool oneAsked = !value.LabelSpan.IsEmpty && AllergyFinder.Known().IsMatch(page.Text[Math.Max(page.LineAt(value.LabelSpan.Start).Start, value.LabelSpan.Start - LongestName)..value.LabelSpan.End]);
        foreach (var span in (TextSpan[])[value.ValueSpan, .. value.MoreSpans])
        {
            string words = span.In(page.Text);
            if (oneAsked && NoneAlone().IsMatch(words)) return;
            if (value.Place == LabelPlace.CheckBox)
            {
                if (value.Box is { } box && box.HasFlag(WordMarks.CheckBoxMarked) && NoneAlone().IsMatch(words)) book.None(page, EvidenceOf.WithLabel(page.Page.Document, value.LabelSpan, span));
                continue;
            }

            if (NoneAlone().IsMatch(words))
            {
                book.None(page, EvidenceOf.WithLabel(page.Page.Document, value.LabelSpan, span));
                return;
            }

            if (IsNear(page, value.LabelSpan, span) && page.BlockAt(span.Start)?.Kind is "allergies" or "text") Items(page, span, book);
        }
    }

    private static void OfBlock(ClinicalPage page, ClinicalBlock block, Book book)
    {
        var lines = page.Page.Page.Lines.Where(l => l.Span.End > block.Body.Start && l.Span.Start < block.Body.End).Take(block.IsInline ? 1 : 8);
        int taken = 0;
        foreach (var line in lines)
        {
            var span = new TextSpan(Math.Max(line.Span.Start, block.Body.Start), Math.Min(line.Span.End, block.Body.End));
            if (span.IsEmpty || span.Length > LongestLine) continue;
            string words = span.In(page.Text);
            if (Box().Match(words) is { Success: true } box)
            {
                if (box.Groups["none"].Success) book.None(page, new(span.Start + box.Groups["none"].Index, span.Start + box.Groups["none"].Index + box.Groups["none"].Length));
                return;
            }

            // 'lamotrigine, sulfa. Sister takes …': the list ends with its sentence.
            string list = SentenceEnd().Match(words) is { Success: true } stop ? words[..stop.Index] : words;
            if (list.Length > 80 || Verb().IsMatch(list) || Subject().IsMatch(list)) return;
            // An unknown word alone on a line below the first may be the next title.
            if (!block.IsInline && taken++ > 0 && line.Cells.Length == 1 && !Reaction().IsMatch(words)) continue;
            Items(page, span, book);
            // 'Amoxicillin (hives). Tree nuts (lip swelling).'
            foreach (Match further in Further().Matches(words)) Items(page, new(span.Start + further.Index, span.Start + further.Index + further.Length), book);
            if (list.Length < words.TrimEnd('.', ' ').Length) return;
        }
    }

    private static bool IsNear(ClinicalPage page, TextSpan label, TextSpan value) =>
        label.IsEmpty || value.Start - label.End < 160 && page.Text.AsSpan(Math.Min(label.End, value.Start), Math.Max(0, value.Start - label.End)).Count('\n') <= 4;

    private static void Items(ClinicalPage page, TextSpan span, Book book)
    {
        string words = span.In(page.Text);
        if (SentenceEnd().Match(words) is { Success: true } stop) words = words[..stop.Index];
        if (NoneAlone().IsMatch(words))
        {
            book.None(page, new(span.Start, span.Start + words.Length));
            return;
        }

        foreach (var (item, at) in ListItems.Split(words))
        {
            var match = SubstanceName().Match(item);
            if (!match.Success || Tolerated().IsMatch(item) || Subject().IsMatch(item) || Verb().IsMatch(item) || item.Contains("allerg", StringComparison.OrdinalIgnoreCase)) continue;
            var group = match.Groups["s"];
            string substance = group.Value.Trim();
            if (substance.Length is < 3 or > 40 || substance.Split(' ').Length > 4 || TextForm.SaysNothing(substance) || NotSubstance().IsMatch(substance) || IsOther(page, new(span.Start + at + group.Index, span.Start + at + group.Index + substance.Length)) || (ClinicalBlocks.KindOf(substance) is not null && !AllergyFinder.Known().IsMatch(substance))) continue;
            int start = span.Start + at + group.Index;
            book.Substance(page, new(start, start + substance.Length), 0.72);
        }
    }

    /// <summary>What was proposed so far.</summary>
    private sealed class Book(RequestContext context)
    {
        private readonly List<(string Key, RequestPage Page, TextSpan Span)> _seen = [];

        // What is denied beside what is named is shown, not given: 'NKDA' on one page and 'penicillin' on another.
        private const double Contradicted = 0.4;

        private readonly List<(ClinicalPage Page, TextSpan Span)> _denials = [];

        private (ClinicalPage Page, TextSpan Span)? _none;

        internal void None(ClinicalPage page, TextSpan span)
        {
            _denials.Add((page, span));
            _none ??= (page, span);
        }

        /// <summary>Whether a place stands behind the words that deny any allergy under the same title: 'Allergies: none known. Stimulation drugs (follitropin) …'.</summary>
        internal bool IsDenied(ClinicalPage page, TextSpan place) =>
            page.BlockAt(place.Start) is { } block && _denials.Exists(d => d.Page == page && d.Span.End <= place.Start && d.Span.Start >= block.Title.Start && d.Span.Start < block.Body.End && d.Span.End >= block.Body.Start);

        internal void Close()
        {
            if (_none is not { } none) return;
            bool named = _seen.Count > 0;
            string path = Next("NONE", none.Page, none.Span);
            context.Book.Add(path, new Candidate("none", named ? Contradicted : 0.9 * none.Page.Page.Weight, EvidenceOf.Spans(none.Page.Page.Document, none.Span), "allergies-none") { Mapped = true, Doubt = EvidenceOf.DoubtOf(none.Page.Page.Document, none.Span) });
        }

        internal void Substance(ClinicalPage page, TextSpan span, double score)
        {
            // A section of allergies that ran on over a table of drugs.
            if (ClinicalTables.HoldsDrug(page, span)) return;
            // 'contrast allergy' names contrast.
            if (AllergyBehind().Match(span.In(page.Text)) is { Success: true, Index: > 2 } behind) span = new(span.Start, span.Start + behind.Index);
            string substance = TextForm.OneLine(span.In(page.Text));
            string key = Sulfa().Replace(substance.ToUpperInvariant(), "SULFA");
            // A sender's letterhead ('Allergy and Immunology'), visits, ids and days of other lists.
            if (NameReadings.IsOrganization(substance) || OfAnotherList().IsMatch(substance)) return;
            if (substance.Length == 0 || key.StartsWith("NKDA", StringComparison.Ordinal) || key.StartsWith("NKA", StringComparison.Ordinal) || _seen.Exists(s => s.Key == key || s.Key.EndsWith(' ' + key, StringComparison.Ordinal) || s.Key + "S" == key || key + "S" == s.Key || (s.Page.Document == page.Page.Document && s.Span.Overlaps(span)))) return;
            string read = Mended(page, substance);
            context.AddSpans(Next(key, page, span), page.Page, read, score * page.Page.Weight, "allergy", read != substance, Doubt.None, span);
        }

        /// <summary>'lodine' of a picture, whose capital recognition took for a small letter, where that names a known substance.</summary>
        private static string Mended(ClinicalPage page, string substance)
        {
            if (!page.Page.Page.HasPicture || substance.Length < 5 || substance[0] != 'l') return substance;
            string mended = string.Concat("I", substance.AsSpan(1));
            return AllergyFinder.Known().Match(mended) is { Success: true, Index: 0 } && AllergyFinder.Known().Match(substance) is not { Success: true, Index: 0 } ? mended : substance;
        }

        private string Next(string key, ClinicalPage page, TextSpan span)
        {
            _seen.Add((key, page.Page, span));
            return string.Create(CultureInfo.InvariantCulture, $"clinical.allergies[{_seen.Count - 1}]");
        }
    }

    private static readonly Lazy<Regex> ToleratedPattern = Pattern.Of(@"\b(?:tolerat(?:es|ed|ing)|no reaction to|not allergic to|no allergy to|can (?:take|have|eat))\b[^.;]*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Tolerated() => ToleratedPattern.Value;

    private static readonly Lazy<Regex> MorePattern = Pattern.Of(@"\G(?:\n(?:tape|contrast|dye|drugs|antibiotics|nuts|oil|milk)\b)?(?: (?!rash|hives|anaphyl|nausea|vomit|swell|itch|reaction|caus|and\b|or\b|with\b|to\b|gives|gave|muscle|upset|cough|unknown)[a-z]+){0,2}(?=\s*(?:\(|\s[\-\u2013]|[,;.:\n]|$))", RegexOptions.CultureInvariant);

    private static Regex More() => MorePattern.Value;

    // 'povidone-| iodine'
    private static readonly Lazy<Regex> CompoundPattern = Pattern.Of(@"(?<![A-Za-z\-])[A-Za-z]{3,16}-$", RegexOptions.CultureInvariant);

    private static Regex Compound() => CompoundPattern.Value;

    // 'Prednisone was taken until 2022'
    private static readonly Lazy<Regex> GivenPattern = Pattern.OfWords(@"^[a-z ]{0,12}? (?:was|were|is|are|has been|have been) (?:taken|given|used|started|begun|stopped|continued|changed|prescribed|increased|weaned|tapered)\b");

    private static Regex Given() => GivenPattern.Value;

    private static readonly Lazy<Regex> AllergicToPattern = Pattern.OfWords(@"\ballerg(?:ic|y|ies) to\b[^.:\n]{2,60}[;,]\s*(?:and )?$");

    private static Regex AllergicTo() => AllergicToPattern.Value;

    // What may stand before an item: nothing, or other items with their reactions.
    private static readonly Lazy<Regex> ItemsBeforePattern = Pattern.Of(@"^\W*(?:[A-Z]?[a-z\- ]{3,30}(?:\([^()]{2,40}\))?\s*(?:[,;]|\band\b)\s*){0,5}$", RegexOptions.CultureInvariant);

    private static Regex ItemsBefore() => ItemsBeforePattern.Value;

    private static readonly Lazy<Regex> FurtherPattern = Pattern.Of(@"(?<=\.\s{1,2})[A-Z][a-z]+(?: [a-z]+){0,2}(?:\s*\([a-z][^()]{2,40}\)|\s+[\-\u2013\u2014]\s+[a-z][a-z ,]{2,40})", RegexOptions.CultureInvariant);

    private static Regex Further() => FurtherPattern.Value;

    private static readonly Lazy<Regex> SpeaksPattern = Pattern.OfWords(@"\b(?:allerg\w+|intoleranc\w+|anaphyla\w+|sensitiv\w+)\b");

    private static Regex Speaks() => SpeaksPattern.Value;

    private static readonly Lazy<Regex> AllergyBehindPattern = Pattern.OfWords(@" (?:allerg(?:y|ies)|intolerance|anaphylaxis)$");

    private static Regex AllergyBehind() => AllergyBehindPattern.Value;

    private static readonly Lazy<Regex> SulfaPattern = Pattern.Of(@"^SULF(?:A|ONAMIDES?)(?: (?:DRUGS?|ANTIBIOTICS?|MEDICINES?))?$", RegexOptions.CultureInvariant);

    private static Regex Sulfa() => SulfaPattern.Value;

    private static readonly Lazy<Regex> ReactionPattern = Pattern.Of(@"[(,:]|\s[-\u2013\u2014]\s|\b(?:rash|hives|anaphylaxis|nausea|swelling|itching)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Reaction() => ReactionPattern.Value;

    private static readonly Lazy<Regex> NoneAlonePattern = Pattern.Of(@"^\W*(?:nkd?a|nkma|nkfa|none(?: known| reported)?|nil|no|(?:(?:the )?(?:patient|pt|member|mother|father|parents?|guardian|s?he) )?den(?:ies|y)(?: any)?|no known (?:drug |medication |food |environmental )?(?:or [a-z]+ )?allerg(?:y|ies)|no (?:drug |medication )?allergies)\W*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NoneAlone() => NoneAlonePattern.Value;

    private static readonly Lazy<Regex> BoxPattern = Pattern.Of(@"\[[xX]\]\s*(?<none>none(?: known)?|nkd?a|no known (?:drug )?allergies|no)\b|\[[xX ]\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Box() => BoxPattern.Value;

    private static readonly Lazy<Regex> SubstanceNamePattern = Pattern.Of(@"^(?<s>[A-Za-z][A-Za-z0-9\-'/ ]*?)(?=\s*(?:\(|[-\u2013\u2014:=]\s|\s[-\u2013\u2014]|\bcaus(?:es?|ed|ing)\b|\breaction\b|$|\.|\b(?:rash|hives|anaphylaxis|nausea|swelling|itching|upset)\b))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex SubstanceName() => SubstanceNamePattern.Value;

    private static readonly Lazy<Regex> NotSubstancePattern = Pattern.Of(@"^(?:rash|hives|anaphylaxis|nausea|vomiting|swelling|itching|reaction|severity|substance|allergen|unknown|mild|severe|moderate|gi upset|yes|no|see|and|reviewed|updated|patient|date|type|onset|status|active|page|drug|food|environmental|medication)\b|\s[0-9][0-9.]*$|\b(?:denied|denies)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex NotSubstance() => NotSubstancePattern.Value;

    private static readonly Lazy<Regex> SubjectPattern = Pattern.Of(@"\b(?:mother|father|brother|sister|aunt|uncle|cousin|son|daughter|s?he|they|patient|wife|husband)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Subject() => SubjectPattern.Value;

    private static readonly Lazy<Regex> VerbPattern = Pattern.Of(@"\b(?:uses?|takes?|took|has|had|was|were|is|are|will|smok\w+|denies|started|stopped)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex Verb() => VerbPattern.Value;

    private static readonly Lazy<Regex> SentenceEndPattern = Pattern.Of(@"\.\s+(?=[A-Z])|\.\s*$", RegexOptions.CultureInvariant);

    private static Regex SentenceEnd() => SentenceEndPattern.Value;

    private static readonly Lazy<Regex> OfAnotherListPattern = Pattern.Of(@"^\W*(?:immunology|asthma|dermatology|medical director|director|tests?|labs?|visits?|form|page)\W*$|\b(?:visits?|sessions|auth|director|department|per week|mIU|mg/dL|ng/mL)\b|[0-9]{4}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static Regex OfAnotherList() => OfAnotherListPattern.Value;
}
