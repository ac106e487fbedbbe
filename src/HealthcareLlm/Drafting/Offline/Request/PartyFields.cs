using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText.Forms;
using HealthcareLlm.ClinicalText.Identity;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>Proposes who is who: patient, coverage, requesting and servicing provider, from labels.</summary>
internal static class PartyFields
{
    // Weight of what stands in the place of a specialty and is none: shown where nothing better is found.
    private const double NoField = 0.4;

    private static readonly Lazy<Regex> BehindName = Pattern.Of(@"(?<=\p{L}\s*)(?:\(|\s[-–·]\s|,\s).*$", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Programme = Pattern.OfWords(@"\b(?:medicare|medicaid|marketplace|exchange)\b");

    private static readonly Lazy<Regex> BothLabel = Pattern.OfWords(@"^\W*\p{L}[\p{L}. ]*(?:/|&|,|\band\b)\W*(?:fax|facsimile)");

    private static readonly Lazy<Regex> OfOrganization = Pattern.OfWords(@"\b(?:clinic|practice|group|institution|dept|department|organi[sz]ation|billing)\b");

    private static readonly Lazy<Regex> PlanName = Pattern.OfWords(@"\bhealth plan\b|^\W*(?:diagnos[ie]s|icd|cpt|hcpcs|codes?)\b");

    private static readonly Lazy<Regex> OfficeLabel = Pattern.Of(@"\b(?:practice|office|clinic|facility|group)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> Place = Pattern.Of(@"\b\p{Lu}[\p{L}'’&.\-]+(?:\s(?:\p{Lu}[\p{L}'’&.\-]*|of|and|&|the)){1,6}(?<!\s(?:of|and|the))", RegexOptions.CultureInvariant);

    internal static void Draft(RequestContext context)
    {
        foreach (var page in context.Pages)
        {
            foreach (var value in page.Values)
            {
                if (value.Target.Length > 0 && value.Topic != FormTopic.PayerUse && value.Place != LabelPlace.CheckBox && !value.IsBlank) Add(context, page, value);
            }

            NameParts.Draft(context, page);
            AddressFields.Draft(context, page);
        }
    }

    private static void Add(RequestContext context, RequestPage page, LabelledValue value)
    {
        switch (value.Target)
        {
            case "name" or "subscriber.name" or "patient.re":
                AddName(context, page, value);
                break;
            case "birthDate" when value.Topic is not (FormTopic.Subscriber or FormTopic.Other or FormTopic.Contact) && !(value.Topic == FormTopic.None && Kin.IsBorn(page.Text, value.LabelSpan.Start)) && !(ProseParties.IsProse(page) && ProsePatient.IsAnothers(page, value.LabelSpan.Start)):
                foreach (var run in ValueWords.Of(page, value))
                {
                    foreach (var reading in DateReadings.Dates(run.Span.In(page.Text), context.Dates, isBirth: true).Take(1)) Put(context, "patient.birthDate", page, value, run, reading, Identity(page));
                }

                break;
            case "memberId":
                AddMemberId(context, page, value);
                break;
            case "npi":
                AddNpi(context, page, value);
                break;
            case "phone" or "fax" or "phoneFax":
                AddPhone(context, page, value);
                break;
            case "taxId" when value.Topic is not (FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Other) && !(value.OwnTopic && value.Topic is FormTopic.Patient or FormTopic.Subscriber) && !IsBesideAnother(page, value):
                foreach (var run in ValueWords.Of(page, value))
                {
                    if (IdentifierReadings.TaxId(run.Span.In(page.Text)) is { } reading) Put(context, "requestingProvider.taxId", page, value, run, reading, Asking(page) * (value.Topic == FormTopic.Requesting ? 1 : 0.8));
                }

                break;
            case "specialty" when value.Topic is FormTopic.Requesting or FormTopic.None or FormTopic.Signature:
                // What is no field of medicine may be another answer.
                if (SpecialtyFields.In(value.ValueSpan.In(page.Text)) is { } field) Put(context, "requestingProvider.specialty", page, value, new(value.ValueSpan, Doubt.None), field, Asking(page) * (value.Topic == FormTopic.None ? 0.85 : 1));
                else if (!NameReadings.IsOrganization(value.ValueSpan.In(page.Text))) AddText(context, "requestingProvider.specialty", page, value, Asking(page) * (SpecialtyFields.Names(value.ValueSpan.In(page.Text)) ? value.Topic == FormTopic.None ? 0.85 : 1 : NoField));
                break;
            case "groupNumber" when value.Topic is not (FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Other):
                AddGroup(context, page, value);
                break;
            case "payer" when value.Topic is not (FormTopic.Pharmacy or FormTopic.Other) && !(page.Kind == PageKind.Note && value.Label.StartsWith("plan", StringComparison.OrdinalIgnoreCase)):
                if (!IsPayerName(value.ValueSpan.In(page.Text)))
                {
                    // 'Plan: Salt Creek Health Plan, commercial. She is a dependent': the name is its head.
                    if (InsurerNames.AtHeadOf(value.ValueSpan.In(page.Text)) is { IsStrong: true } head && page.Kind != PageKind.Note)
                    {
                        Put(context, "coverage.payer", page, value, new(value.ValueSpan, Doubt.None), head.Name, page.Weight * 0.9);
                        LineOfBusiness(context, page, value.ValueSpan);
                        break;
                    }

                    // 'Plan: Medicare HMO' tells the kind.
                    if (InsurerNames.IsKindOnly(value.ValueSpan.In(page.Text)) && ChoiceRules.Map("coverage.lineOfBusiness", value.ValueSpan.In(page.Text)) is { } kind) context.AddChoice("coverage.lineOfBusiness", page, kind, value.ValueSpan, 0.75 * page.Weight);
                    break;
                }

                AddText(context, "coverage.payer", page, value, page.Weight);
                LineOfBusiness(context, page, value.ValueSpan);
                break;
            case "setting" when value.Topic is not FormTopic.Patient && NameReadings.IsOrganization(value.ValueSpan.In(page.Text)) && !page.Values.Any(v => v.Target == "name" && v.Topic == FormTopic.Servicing && !v.IsBlank):
                // A place that is named is who will deliver.
                if (Place.Value.Match(value.ValueSpan.In(page.Text)) is { Success: true } place) Put(context, "servicingProvider.name", page, value, new(value.ValueSpan, Doubt.None), new(TextForm.OneLine(place.Value), place.Index, place.Index + place.Length), 0.8 * Asking(page));
                break;
            case "coverageState":
                AddState(context, page, value);
                break;
            case "heightWeight" when !(value.OwnTopic && value.Topic is FormTopic.Requesting or FormTopic.Servicing):
                BodyMeasures.AddBoth(context, page, value);
                break;
            case "weight" or "height" when !(value.OwnTopic && value.Topic is FormTopic.Requesting or FormTopic.Servicing):
                BodyMeasures.Add(context, page, value);
                break;
        }
    }

    /// <summary>Who the patient is, is told by a chart as well as by a form: where they disagree, neither is given.</summary>
    private static double Identity(RequestPage page) => page.Kind is PageKind.Note or PageKind.Letter ? Math.Max(page.Weight, 0.96) : page.Weight;

    internal static double Asking(RequestPage page) => page.Kind switch { PageKind.Form => 1, PageKind.Letter => 0.92, PageKind.Other => 0.88, PageKind.FaxCover => 0.62, PageKind.Note => 0.52, _ => 0.3 };

    private static void Put(RequestContext context, string path, RequestPage page, LabelledValue value, ValueRun run, Reading reading, double factor)
    {
        if (run.Doubt != Doubt.None && reading.Doubt == Doubt.None) reading = reading with { Doubt = run.Doubt };
        context.Add(path, page, value, run.Span, reading, value.Score * factor, value.Rule);
    }

    private static void AddName(RequestContext context, RequestPage page, LabelledValue value)
    {
        if (SignatureLine.Is(page, value, context.Dates)) return;
        foreach (var run in ValueWords.Of(page, value))
        {
            string words = run.Span.In(page.Text);
            var person = NameReadings.Person(words);
            // The lines under a value carry on an address or an organization, hardly ever a person.
            if (run.Span.Start > value.ValueSpan.End && value.Topic is FormTopic.Patient or FormTopic.Requesting or FormTopic.Subscriber) break;
            if (run.Span.Start == value.ValueSpan.Start && (WrappedName(context, page, value) || LongName(context, page, value))) break;
            bool organization = NameReadings.IsOrganization(words) || ProsePatient.IsGreeting(words);
            if ((value.Target == "subscriber.name" || value.Topic == FormTopic.Subscriber) && run.Span.Start == value.ValueSpan.Start && ChoiceRules.Map("coverage.relationship", words) is { } same && words.Length <= 30)
            {
                context.AddChoice("coverage.relationship", page, same, new(run.Span.Start + same.Span.Start, run.Span.Start + same.Span.End), 0.85 * page.Weight);
                break;
            }

            switch (value.Target == "subscriber.name" ? FormTopic.Subscriber : value.Target == "patient.re" ? FormTopic.Patient : value.Topic)
            {
                case FormTopic.Patient when person is { } p && !organization && NameReadings.IsPerson(p.Value):
                    if (value.Target == "patient.re" && (p.Value.Split(' ').Length is < 2 or > 4 || p.Value.Split(' ').Any(w => char.IsLower(w[0]) && w is not ("de" or "van" or "von" or "la" or "del" or "di")))) break;
                    Put(context, "patient.name", page, value, run, p, page.Weight * (value.Target == "patient.re" ? 0.85 : 1.05));
                    break;
                case FormTopic.None when person is { } p && !organization && NameReadings.IsPerson(p.Value) && page.Values.Any(v => v.Target == "birthDate" && v.Topic == FormTopic.None) && p.Value.Contains(' ', StringComparison.Ordinal):
                    // Capitals without a comma leave open which name comes first.
                    Put(context, "patient.name", page, value, run, p, page.Weight * (p.Value.Any(char.IsLower) || words.Contains(',', StringComparison.Ordinal) ? 0.85 : 0.5));
                    break;
                case FormTopic.Subscriber when person is { } p && !organization && NameReadings.IsPerson(p.Value):
                    Put(context, "coverage.subscriberName", page, value, run, p, page.Weight);
                    Relationship(context, page, run, words);
                    break;
                case FormTopic.Requesting when person is { } p:
                    bool office = organization || OfficeLabel.Value.IsMatch(value.Label);
                    // One word is a user's name or a title.
                    Put(context, "requestingProvider.name", page, value, run, p, Asking(page) * (office || !p.Value.Contains(' ', StringComparison.Ordinal) ? 0.4 : 1));
                    if (NameReadings.SpecialtyBehind(words) is { } specialty) Put(context, "requestingProvider.specialty", page, value, run, specialty, 0.86 * Asking(page));
                    break;
                case FormTopic.Signature when person is { } p && !organization && p.Value.Contains(' ', StringComparison.Ordinal):
                    Put(context, "requestingProvider.name", page, value, run, p, Asking(page) * 0.75);
                    break;
                // 'Program: Medicaid' is the payer's, and a plan delivers nothing.
                case FormTopic.Servicing when ProsePeople.IsInsurer(words) && !NameReadings.IsDistinct(words) || PlanName.Value.IsMatch(words):
                    break;
                case FormTopic.Servicing:
                    var named = !organization && person is { } s && s.Value.Contains(' ', StringComparison.Ordinal) ? s : Whole(words);
                    Put(context, "servicingProvider.name", page, value, run, named, Asking(page));
                    break;
                case FormTopic.Pharmacy:
                    if (!page.Values.Any(v => v.Topic == FormTopic.Servicing && v.Target == "name" && !v.IsBlank)) WithMore(context, page, value, Asking(page) * 0.72);
                    break;
                case FormTopic.Payer:
                    Put(context, "coverage.payer", page, value, run, Whole(words), page.Weight);
                    break;
            }
        }
    }

    /// <summary>'Roe, Jane' with 'M' or 'Delgado' alone in the line below, in a narrow place: a name that goes on.</summary>
    private static bool LongName(RequestContext context, RequestPage page, LabelledValue value)
    {
        if (value.Target != "name" || value.MoreSpans.IsEmpty || value.Topic is not (FormTopic.Patient or FormTopic.Subscriber) || ProseParties.IsProse(page)) return false;
        var more = value.MoreSpans[0];
        string first = value.ValueSpan.In(page.Text), second = more.In(page.Text);
        if (second.Contains(' ', StringComparison.Ordinal) || first.Split(' ').Length > 3 || !ClinicalText.Mentions.PersonNames.MayGoOn(first, second)) return false;
        if (NameReadings.Person(first.TrimEnd(',') + " " + second) is not { } name || !NameReadings.IsPerson(name.Value)) return false;
        context.AddSpans(value.Topic == FormTopic.Patient ? "patient.name" : "coverage.subscriberName", page, name.Value, value.Score * page.Weight * 1.05, value.Rule, false, Doubt.None, value.ValueSpan, more);
        return true;
    }

    /// <summary>'ROE,' with 'JANE A' in the line below: a name that goes on after its comma.</summary>
    private static bool WrappedName(RequestContext context, RequestPage page, LabelledValue value)
    {
        string? path = value.Topic switch { FormTopic.Patient => "patient.name", FormTopic.Requesting => "requestingProvider.name", _ => null };
        if (path is null || value.MoreSpans.IsEmpty || value.ValueSpan.End >= page.Text.Length || page.Text[value.ValueSpan.End] != ',' || value.ValueSpan.In(page.Text).Contains(' ', StringComparison.Ordinal)) return false;
        TextSpan[] spans = [value.ValueSpan, value.MoreSpans[0]];
        if (NameReadings.Person(spans[0].In(page.Text) + ", " + spans[1].In(page.Text)) is not { } name) return false;
        context.AddSpans(path, page, name.Value, value.Score * page.Weight, value.Rule, false, Doubt.None, [value.ValueSpan.Union(value.MoreSpans[0])]);
        return true;
    }

    private static void WithMore(RequestContext context, RequestPage page, LabelledValue value, double factor)
    {
        TextSpan[] spans = [value.ValueSpan, .. value.MoreSpans.Take(1)];
        string words = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));
        if (!TextForm.SaysNothing(words)) context.AddSpans("servicingProvider.name", page, words, value.Score * factor, value.Rule, false, Doubt.None, spans);
    }

    /// <summary>'Polaris Open Access (exchange plan)': the line of business may stand behind the payer's name.</summary>
    internal static void LineOfBusiness(RequestContext context, RequestPage page, TextSpan payer)
    {
        string words = payer.In(page.Text);
        // 'Windrose Medicare Advantage (HMO-POS)' names its programme; what stands in brackets tells how it is run.
        if (Programme.Value.Match(words) is { Success: true } named && ChoiceRules.Map("coverage.lineOfBusiness", named.Value) is { } programme)
        {
            context.AddChoice("coverage.lineOfBusiness", page, programme, new(payer.Start + named.Index, payer.Start + named.Index + named.Length), 0.78 * page.Weight);
            return;
        }

        var part = BehindName.Value.Match(words);
        if (!part.Success || ChoiceRules.Map("coverage.lineOfBusiness", part.Value) is not { } match) return;
        int start = payer.Start + part.Index;
        context.AddChoice("coverage.lineOfBusiness", page, match, new(start + match.Span.Start, start + match.Span.End), 0.78 * page.Weight);
    }

    /// <summary>A payer is named, not told of: 'Plan: start infliximab' is the plan of treatment.</summary>
    private static bool IsPayerName(string words) => words.Length is > 2 and <= 70 && words.Count(char.IsAsciiDigit) <= 4 && words.Count(char.IsLetter) > 2 && !InsurerNames.IsKindOnly(words) && !char.IsLower(words.First(c => !char.IsWhiteSpace(c))) && !words.Contains(". ", StringComparison.Ordinal) && !words.Contains(';', StringComparison.Ordinal);

    internal static Reading Whole(string words) => new(TextForm.OneLine(words), 0, words.Length);

    private static void AddText(RequestContext context, string path, RequestPage page, LabelledValue value, double factor)
    {
        TextSpan[] spans = value.Target is "specialty" ? [value.ValueSpan, .. value.MoreSpans.Where(s => !s.In(page.Text).AsSpan().ContainsAnyInRange('0', '9')).Take(1)] : [value.ValueSpan];
        string words = TextForm.OneLine(string.Join(' ', spans.Select(s => s.In(page.Text))));
        if (TextForm.SaysNothing(words) || words.Length > 90) return;
        if (spans.Length > 1)
        {
            context.AddSpans(path, page, words, value.Score * factor * 1.05, value.Rule, false, Doubt.None, spans);
            return;
        }

        context.AddRead(path, page, Whole(words), value.Score * factor * 1.05, value.Rule, [value.ValueSpan], [EvidenceOf.WithLabel(page.Document, value.LabelSpan, value.ValueSpan)]);
    }

    private static void AddMemberId(RequestContext context, RequestPage page, LabelledValue value)
    {
        double factor = value.Topic switch
        {
            FormTopic.Patient or FormTopic.None or FormTopic.Payer => 1,
            FormTopic.Subscriber => 0.97,
            // What another coverage or person has.
            FormTopic.Other => 0.4,
            FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Contact => value.Rule == "member-id" ? 0.75 : 0.3,
            _ => 0.9,
        };
        if (value.Rule == "member-id-bare") factor *= value.Topic is FormTopic.Patient or FormTopic.Payer ? 0.95 : 0.7;
        if (value.Label.Contains("plan id", StringComparison.OrdinalIgnoreCase) || value.Label.Contains("policy", StringComparison.OrdinalIgnoreCase)) factor *= 0.85;
        if (!value.MoreSpans.IsEmpty && IdentifierReadings.MemberId(value.ValueSpan.In(page.Text).TrimEnd() + "-" + value.MoreSpans[0].In(page.Text)) is { } whole)
        {
            context.AddSpans("patient.memberId", page, whole.Value, value.Score * factor * Identity(page), value.Rule, whole.Repaired, whole.Doubt, value.ValueSpan.Union(value.MoreSpans[0]));
            return;
        }

        foreach (var run in ValueWords.Of(page, value))
        {
            if (IdentifierReadings.MemberId(run.Span.In(page.Text)) is { } reading) Put(context, "patient.memberId", page, value, run, reading, factor * Identity(page));
        }
    }

    private static void AddNpi(RequestContext context, RequestPage page, LabelledValue value)
    {
        var (path, factor) = value.Topic switch
        {
            _ when !value.OwnTopic && ProseParties.OwnerOf(page, value.LabelSpan.Start) is { } owner => owner.Length == 0 ? (string.Empty, 0d) : (owner + ".npi", 0.96),
            // A practice's number is not its clinician's.
            FormTopic.Requesting => ("requestingProvider.npi", OfOrganization.Value.IsMatch(value.Label) ? 0.6 : 1),
            FormTopic.Servicing => ("servicingProvider.npi", 1),
            // A pharmacy that dispenses delivers the drug, where nobody else is named to.
            FormTopic.Pharmacy => ("servicingProvider.npi", page.Values.Any(v => v.Topic == FormTopic.Servicing && v.Target == "npi" && !v.IsBlank) ? 0.3 : 0.76),
            FormTopic.Signature => ("requestingProvider.npi", 0.9),
            FormTopic.None => ("requestingProvider.npi", page.Kind == PageKind.Letter ? 0.9 : 0.8),
            FormTopic.Patient or FormTopic.Subscriber or FormTopic.Service or FormTopic.Clinical or FormTopic.Diagnosis => ("requestingProvider.npi", 0.7),
            _ => (string.Empty, 0d),
        };
        if (path.Length == 0) return;
        foreach (var run in ValueWords.Of(page, value))
        {
            foreach (var reading in IdentifierReadings.Npis(run.Span.In(page.Text)).Take(1)) Put(context, path, page, value, run, reading, factor * Asking(page));
        }
    }

    private static void AddPhone(RequestContext context, RequestPage page, LabelledValue value)
    {
        var readings = ValueWords.Of(page, value).SelectMany(run => IdentifierReadings.Phones(run.Span.In(page.Text)).Select(r => (run, r))).ToList();
        for (int i = 0; i < readings.Count && i < 2; i++)
        {
            // What stands beside a name or under a letter's close is read with it.
            if (!value.OwnTopic && ProseParties.IsProse(page) && ProsePatient.IsHome(page, value.LabelSpan.Start)) break;
            string? owner = value.OwnTopic || IsPrivate(value.Label) ? null : ProseParties.OwnerOf(page, value.LabelSpan.Start);
            if (owner is "" or "servicingProvider" || (owner is not null && page.Kind == PageKind.Letter)) break;
            // 'Office / fax  a / b': two numbers, of which the label names both.
            bool both = value.Target == "phoneFax" || (value.Target == "fax" && readings.Count == 2 && BothLabel.Value.IsMatch(value.Label));
            bool fax = both ? i == 1 : value.Target == "fax";
            if (i == 1 && !both) break;
            var (path, factor) = (value.Topic, fax) switch
            {
                _ when owner is not null => (owner + (fax ? ".fax" : ".phone"), Asking(page) * 0.9),
                (FormTopic.Patient, false) => ("patient.phone", page.Weight),
                (FormTopic.Requesting, _) => (fax ? "requestingProvider.fax" : "requestingProvider.phone", Asking(page)),
                (FormTopic.Signature, _) => (fax ? "requestingProvider.fax" : "requestingProvider.phone", Asking(page) * 0.85),
                // A form that asks for one telephone number means that of the office that sends it.
                (FormTopic.Servicing, _) when !value.OwnTopic && page.Kind == PageKind.Form && !page.Values.Any(v => v.Target == value.Target && v.Topic is FormTopic.Requesting or FormTopic.Contact or FormTopic.Signature && !v.IsBlank) && !IsBesideName(page, value) => (fax ? "requestingProvider.fax" : "requestingProvider.phone", 0.6),
                (FormTopic.Contact, _) => (fax ? "requestingProvider.fax" : "requestingProvider.phone", Asking(page) * 0.6),
                // Nobody calls a practice at home.
                (FormTopic.None, false) when IsPrivate(value.Label) => ("patient.phone", 0.8 * page.Weight),
                // A child is reached at its parent's.
                (FormTopic.Other, false) when IsOfParent(value.Label) => ("patient.phone", 0.8 * page.Weight),
                (FormTopic.None, false) when page.Kind == PageKind.Letter && !HasFaxBeside(page, value) && ProseParties.IsBesidePatient(page, value.LabelSpan.Start) => ("patient.phone", 0.7),
                // A letterhead's numbers are those of the practice.
                (FormTopic.None, _) when page.Kind == PageKind.Letter => (fax ? "requestingProvider.fax" : "requestingProvider.phone", 0.62),
                (FormTopic.None, _) when page.Kind is PageKind.Note => (fax ? "requestingProvider.fax" : "requestingProvider.phone", 0.42),
                (FormTopic.None, false) when page.Kind == PageKind.Form && HasPatientNear(page, value) && !HasFaxBeside(page, value) => ("patient.phone", 0.6),
                _ => (string.Empty, 0d),
            };
            if (path.Length > 0) Put(context, path, page, value, readings[i].run, readings[i].r, factor);
        }
    }

    /// <summary>Whether the name or NPI before a number in its line is of another than who asks.</summary>
    private static bool IsBesideAnother(RequestPage page, LabelledValue value) => !(value.OwnTopic && value.Topic == FormTopic.Requesting) && page.Page.Lines.FirstOrDefault(l => l.Span.Contains(value.LabelSpan)) is { } line
        && page.Values.LastOrDefault(v => v.Target is "name" or "npi" && !v.ValueSpan.IsEmpty && line.Span.Contains(v.ValueSpan) && v.ValueSpan.Start < value.LabelSpan.Start) is { Topic: FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Other };

    private static bool IsBesideName(RequestPage page, LabelledValue value) => page.Page.Lines.FirstOrDefault(l => l.Span.Contains(value.LabelSpan)) is { } line
        && page.Values.Any(v => v.Topic == FormTopic.Servicing && v.Target is "name" or "npi" && line.Span.Contains(v.LabelSpan));

    internal static bool IsPrivate(string label) =>
        IsOfParent(label) || label.Contains("home", StringComparison.OrdinalIgnoreCase) || label.Contains("cell", StringComparison.OrdinalIgnoreCase) || label.Contains("mobile", StringComparison.OrdinalIgnoreCase) || label.Contains("daytime", StringComparison.OrdinalIgnoreCase) || label.Contains("evening", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfParent(string label) => label.StartsWith("parent", StringComparison.OrdinalIgnoreCase) || label.StartsWith("guardian", StringComparison.OrdinalIgnoreCase);

    /// <summary>A fax number right beside a telephone number is an office's, and so is the telephone.</summary>
    private static bool HasFaxBeside(RequestPage page, LabelledValue value) => page.With("fax").Any(v => !v.IsBlank && !v.OwnTopic && Math.Abs(v.LabelSpan.Start - value.LabelSpan.Start) <= 60);

    private static bool HasPatientNear(RequestPage page, LabelledValue value) =>
        page.Values.Any(v => v.Target is "birthDate" or "memberId" && v.Topic == FormTopic.None && Math.Abs(v.LabelSpan.Start - value.LabelSpan.Start) < 250);

    private static void AddGroup(RequestContext context, RequestPage page, LabelledValue value)
    {
        foreach (var run in ValueWords.Of(page, value))
        {
            string words = run.Span.In(page.Text);
            // '0041872, employer plan': what a comma parts from a number is no part of it.
            int comma = words.AsSpan().IndexOfAny(",;(");
            if (comma > 0 && words[..comma].Any(char.IsAsciiDigit)) words = words[..comma].TrimEnd();
            // 'Group 2 power wheelchair', 'Therapy Group - progress summary' are words.
            if (words.Split((char[])[' ', '-'], StringSplitOptions.RemoveEmptyEntries).Any(w => w.Length >= 4 && w.All(char.IsAsciiLetterLower))) continue;
            string compact = string.Concat(words.Where(c => !char.IsWhiteSpace(c)));
            if (compact.Length is 0 or > 30 || TextForm.SaysNothing(words)) continue;
            bool digits = compact.Any(char.IsAsciiDigit);
            Put(context, "coverage.groupNumber", page, value, run, new(compact.TrimEnd('.', ','), 0, words.Length), page.Weight * (digits ? 1 : 0.6));
        }
    }

    /// <summary>'Bohdan Kessler (Self)', 'Ann Roe, her mother': the relationship may stand in brackets or after a comma behind the subscriber's name.</summary>
    private static void Relationship(RequestContext context, RequestPage page, ValueRun run, string words)
    {
        int open = words.IndexOfAny(['(', ',']);
        if (open < 0 || ChoiceRules.Map("coverage.relationship", words[(open + 1)..]) is not { } match) return;
        int start = run.Span.Start + open + 1;
        context.AddChoice("coverage.relationship", page, match, new(start + match.Span.Start, start + match.Span.End), 0.8 * page.Weight);
    }

    private static void AddState(RequestContext context, RequestPage page, LabelledValue value)
    {
        string words = value.ValueSpan.In(page.Text).Trim();
        if (words.Length == 2) context.AddSpans("coverage.state", page, words.ToUpperInvariant(), value.Score * page.Weight, value.Rule, false, Doubt.None, EvidenceOf.WithLabel(page.Document, value.LabelSpan, value.ValueSpan));
    }
}
