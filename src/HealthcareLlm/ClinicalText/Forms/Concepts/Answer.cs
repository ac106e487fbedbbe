using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.ClinicalText.Forms.Concepts;

/// <summary>One answer, whose parts are dealt out: each concept that was asked for takes the first part of its form, and what the answer's own words announce is taken too.</summary>
internal sealed class Answer(FormPage page, Asked asked, FormTopic party, double typed)
{
    private readonly TextSpan _span = asked.AnswerSpan(page);
    private readonly List<LabelledValue> _values = [];
    private readonly HashSet<AnswerPart> _used = [];

    private string Text => _span.IsEmpty ? string.Empty : _span.In(page.Text);

    private static bool IsService(string target) => target.StartsWith("item.", StringComparison.Ordinal) || target.StartsWith("service.", StringComparison.Ordinal);

    private static bool IsChoice(string target) => target is "sex" or "urgency" or "type" or "setting" or "lineOfBusiness" or "relationship" or "service.laterality";

    private static bool IsList(string target) => target is "treatment.list" or "medication.list" or "allergy" or "finding" or "lab" or "family" or "plan" or "diagnosis" or "diagnosis.code";

    /// <summary>The values; words score <paramref name="worded"/>.</summary>
    internal List<LabelledValue> Deal(double worded)
    {
        var concepts = asked.Reading.Concepts;
        if (_span.IsEmpty || concepts.IsEmpty)
        {
            Add(string.Empty, FormTopic.None, _span, worded);
            return _values;
        }

        var parts = AnswerParts.Of(Text);
        var announced = parts.ToDictionary(p => p, p => Announced(p, parts));
        foreach (var concept in concepts)
        {
            if (KindOf(concept.Target) is { } kind) Part(concept, kind, parts, announced);
        }

        // What was asked for alone is what stands there, though its form was not read: in boxes, by hand.
        if (_values.Count == 0 && concepts.Length == 1 && KindOf(concepts[0].Target) is not null && Text.Length <= 60) Add(concepts[0].Target, Topic(concepts[0]), _span, typed * 0.95);

        foreach (var part in parts.Where(p => !_used.Contains(p))) Unasked(part, announced[part]);
        bool service = false;
        foreach (var asks in concepts)
        {
            // 'What is treated, with code?': the code tells what it is of.
            var concept = asks.Target is "item.code" or "item.description" && !asked.Reading.Asks(t => t.StartsWith("service.", StringComparison.Ordinal)) && DiagnosisCode.Value.IsMatch(Text) ? asks with { Target = "diagnosis" } : asks;
            if (concept.Target == "urgencyReason") Reason(worded);
            else if (IsChoice(concept.Target)) Add(concept.Target, concept.Topic, _span, worded);
            else if (IsList(concept.Target)) List(concept, worded);
            else if (IsService(concept.Target)) service = true;
            else if (concept.Target is "name" or "subscriber.name" or "payer" or "specialty" or "address" or "groupNumber" or "reference") Words(concept, parts, announced, worded);
            else if (concept.Target is "weight" or "height" or "heightWeight" or "ignore") Add(concept.Target, concept.Topic, _span, typed);
        }

        if (service && !(asked.Reading.IsYesNo && AnswerParts.IsNoAnswer(Text))) Add("service.asked", FormTopic.Service, _span, worded);
        if (_values.Count == 0) Add(string.Empty, FormTopic.None, _span, worded);
        return _values;
    }

    private static AnswerKind? KindOf(string target) => target switch
    {
        "birthDate" or "requestDate" or "signDate" => AnswerKind.Date,
        "npi" => AnswerKind.Npi,
        "phone" or "fax" => AnswerKind.Phone,
        "taxId" => AnswerKind.TaxId,
        "memberId" or "groupNumber" or "reference" => AnswerKind.Id,
        _ => null,
    };

    /// <summary>Gives a concept the first part of its form that nothing else announces.</summary>
    private void Part(Concept concept, AnswerKind kind, List<AnswerPart> parts, Dictionary<AnswerPart, Concept?> announced)
    {
        foreach (var part in parts.OrderBy(p => announced[p]?.Target == concept.Target ? 0 : 1))
        {
            bool fits = part.Kind == kind || (kind == AnswerKind.Id && part.Kind is AnswerKind.Npi or AnswerKind.Phone or AnswerKind.TaxId && parts.Count == 1) || (kind == AnswerKind.TaxId && part.Kind == AnswerKind.Id);
            if (!fits || _used.Contains(part) || (announced[part] is { } other && other.Target != concept.Target && ConceptReader.IsOfParty(other.Target))) continue;
            _used.Add(part);
            Add(concept.Target, Topic(concept), At(part.Start, part.End), typed);
            return;
        }
    }

    /// <summary>A part that nobody asked for, and that its own words or its form announce.</summary>
    private void Unasked(AnswerPart part, Concept? announced)
    {
        var span = At(part.Start, part.End);
        if (announced is not null && KindOf(announced.Target) == part.Kind)
        {
            _used.Add(part);
            Add(announced.Target, announced.Topic != FormTopic.None ? announced.Topic : party, span, typed);
        }
        else if (part.Kind == AnswerKind.Sex && (party == FormTopic.Patient || announced is { Target: "sex" })) Add("sex", FormTopic.Patient, span, typed);
        else if (part.Kind == AnswerKind.Npi && party is FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy) Add("npi", party, span, typed * 0.9);
        else if (part.Kind == AnswerKind.Phone && party is FormTopic.Requesting or FormTopic.Patient) Add("phone", party, span, typed * 0.85);
        else return;
        _used.Add(part);
    }

    /// <summary>What the words between the part before and a part say of it: 'born on 06/27/1995', 'fax 555-010-2000'.</summary>
    private Concept? Announced(AnswerPart part, List<AnswerPart> parts)
    {
        int from = Text.LastIndexOfAny([',', ';', '\n', '.', '(', ')'], Math.Max(0, part.Start - 1), Math.Max(0, Math.Min(part.Start, 40))) + 1;
        from = Math.Max(from, parts.Where(p => p.End <= part.Start).Select(p => p.End).DefaultIfEmpty(0).Max());
        if (from >= part.Start) return null;
        var tokens = TokensIn(At(from, part.Start));
        if (tokens.Length is 0 or > 8) return null;
        var reading = ConceptReader.Read(tokens, 0, tokens.Length, page.Reading.Read);
        if (reading.Concepts.Length > 0) return reading.Concepts[^1];
        return LabelLexicon.MatchLabel(tokens, 0, tokens.Length, page.Reading.Read) is { PartyOnly: false } match && match.End >= tokens.Length - 1 ? new(match.Target, match.Topic, match.Rule) : null;
    }

    private FormToken[] TokensIn(TextSpan span) => [.. asked.Answer.SelectMany(a => page.Lines[a.Line].Tokens[a.From..a.To]).Where(t => span.Contains(t.Span))];

    private void List(Concept concept, double worded)
    {
        string text = Text;
        // A question's own words are no fact: yes alone says nothing, and no denies.
        // 'Any allergy? No' denies all of them, 'Is she allergic to latex? No' one.
        bool general = concept.Target is "allergy" && (asked.Reading.Unknown == 0 || text.Contains("allerg", StringComparison.OrdinalIgnoreCase));
        bool denies = !general && AnswerParts.IsNoAnswer(text) && (asked.Reading.IsYesNo || concept.Target is not ("finding" or "lab"));
        var lines = AnswerReader.Lines(page, asked);
        if (denies || lines.IsEmpty)
        {
            Add(string.Empty, FormTopic.None, _span, worded);
            return;
        }

        if (concept.Target is "diagnosis" or "diagnosis.code")
        {
            if (_values.Exists(v => v.Target == "diagnosis")) return;
            foreach (Match item in Item.Value.Matches(text))
            {
                if (!RuledOut.Value.IsMatch(item.Value) && Trimmed(item.Index, item.Index + item.Length) is { IsEmpty: false } span) Add("diagnosis", FormTopic.Diagnosis, span, typed);
            }

            return;
        }

        Add(concept.Target, FormTopic.None, lines[0], worded);
        _values[^1] = _values[^1] with { MoreSpans = lines[1..] };
    }

    /// <summary>Why it is urgent: the sentences behind the one that says so.</summary>
    private void Reason(double worded)
    {
        if (AnswerParts.IsNoAnswer(Text) || Standard.Value.IsMatch(Text)) return;
        var first = Sentence.Value.Match(Text);
        bool chosen = first.Success && first.Length < 40 && first.Length < Text.Length;
        if (Trimmed(chosen ? first.Length : 0, Text.Length) is { IsEmpty: false } reason && reason.Length > 12) Add("urgencyReason", FormTopic.None, reason, worded);
    }

    /// <summary>Gives a concept the words that are left beside the parts: a name, a payer, an address.</summary>
    private void Words(Concept concept, List<AnswerPart> parts, Dictionary<AnswerPart, Concept?> announced, double worded)
    {
        if (_values.Exists(v => v.Target == concept.Target && v.Topic == Topic(concept))) return;
        if (concept.Target == "address")
        {
            Add("address", Topic(concept), _span, worded);
            return;
        }

        var segments = Segments(parts.Where(p => p.Kind != AnswerKind.Id || concept.Target is not ("payer" or "groupNumber" or "reference"))).Where(s => !_values.Exists(v => v.ValueSpan.Overlaps(s))).ToList();
        if (segments.Count == 0) return;
        var named = segments.FirstOrDefault(s => Proper.Value.Count(s.In(page.Text)) >= 2);
        // 'Roe, MD - Pulmonology': what a dash or bracket joins to a person's name is read with it.
        int next = segments.IndexOf(named) + 1;
        bool joined = concept.Target == "name" && Topic(concept) == FormTopic.Requesting && !named.IsEmpty && next < segments.Count && !asked.Reading.Asks(t => t == "specialty")
            && segments[next].Start - named.End <= 4 && page.Text[named.End..segments[next].Start].Trim() is "-" or "–" or "(";
        if (joined) named = named.Union(segments[next]);
        Add(concept.Target, Topic(concept), concept.Target is "name" or "subscriber.name" && !named.IsEmpty ? named : segments[0], worded);
    }

    /// <summary>The runs of words between the parts, cut at semicolons, colons, dashes and full stops, without what announces a part.</summary>
    private IEnumerable<TextSpan> Segments(IEnumerable<AnswerPart> parts)
    {
        string text = Text;
        int from = 0;
        foreach (var part in parts.Append(new(AnswerKind.Id, text.Length, text.Length)))
        {
            if (part.Start > from)
            {
                string run = text[from..part.Start];
                int at = 0;
                foreach (Match cut in Cut.Value.Matches(run))
                {
                    if (Trimmed(from + at, from + cut.Index) is { IsEmpty: false } piece) yield return piece;
                    at = cut.Index + cut.Length;
                }

                string rest = run[at..];
                int lead = part.Start < text.Length && Lead.Value.Match(rest) is { Success: true } announces ? announces.Index : rest.Length;
                if (Trimmed(from + at, from + at + lead) is { IsEmpty: false } last) yield return last;
            }

            from = Math.Max(from, part.End);
        }
    }

    private TextSpan Trimmed(int from, int to)
    {
        string text = Text;
        while (from < to && !char.IsLetterOrDigit(text[from])) from++;
        while (to > from && (char.IsWhiteSpace(text[to - 1]) || text[to - 1] is ',' or ';' or '-' or '(' or ':' or '–')) to--;
        return to > from ? At(from, to) : default;
    }

    private FormTopic Topic(Concept concept) => concept.Topic != FormTopic.None || !ConceptReader.IsOfParty(concept.Target) ? concept.Topic : party;

    private TextSpan At(int from, int to) => new(_span.Start + from, _span.Start + to);

    private void Add(string target, FormTopic topic, TextSpan span, double score) => _values.Add(new(asked.Question.In(page.Text), asked.Question, span, LabelPlace.Below, score)
    {
        Target = target,
        Topic = topic,
        OwnTopic = topic != FormTopic.None,
        Rule = AnswerReader.AnswerRule,
    });

    // Diagnoses of an answer: sentences, and lines that begin with a code, number or capital.
    private static readonly Lazy<Regex> Item = Pattern.Of(@"(?:[^.;\n]|\.(?=\S)|\n(?=\s*[a-z(]))+", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> RuledOut = Pattern.Of(@"\b(?:ruled out|excluded|considered|suspected|not (?:present|found|confirmed|proven)|no evidence|unlikely|questioned|denie[sd]|thought of|possible|probable)\b|^\W*(?:no|not|none|never)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Standard = Pattern.Of(@"^\W*(?:standard|routine|regular|usual|ordinary|normal)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Sentence = Pattern.Of(@"^[^.;:]+[.;:,]\s+", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Cut = Pattern.Of(@"[;:\n]|\s[-–—]\s|(?<!\b[A-Z]|\b(?:Dr|Mr|Mrs|Ms|St|Jr|Sr|Inc|Ltd|Co))\.\s+(?=[A-Z(])|\s{3,}|[()]", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> DiagnosisCode = Pattern.Of(@"(?<![A-Za-z0-9])[A-TV-Z1][0-9][0-9AB]\.[0-9A-Z]{1,4}(?![A-Za-z0-9])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Proper = Pattern.Of(@"\b[A-Z][\p{L}'’\-]+", RegexOptions.CultureInvariant);

    // The last words before a part, from a comma or the first small letter on.
    private static readonly Lazy<Regex> Lead = Pattern.Of(@"(?:,\s*)?\b(?:born|dob|phone|tel|telephone|ph|fax|fx|npi|id|no|number|and|on|with|at|cell|call|member|tin|tax)\b[^,;]{0,24}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
