using System.Globalization;
using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.ClinicalText.Forms.Concepts;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Finds typed values by grammar on all pages of a packet.</summary>
internal static class RoleMentions
{
    private static readonly Lazy<Regex> NamePattern = Pattern.Of(@"(?<![\p{L}\p{M}\-'’])\p{Lu}[\p{L}\p{M}'’\-]+(?:,\s{1,4}|\s{1,2})\p{Lu}(?:[\p{L}\p{M}'’\-]+|\.)?(?:\s{1,2}\p{Lu}(?:[\p{L}\p{M}'’\-]+|\.)?){0,2}(?![\p{L}\p{M}'’\-0-9§°~^*&])", RegexOptions.CultureInvariant);
    // An identifier: words in capitals with dashes ('HH-REQ-0093-26'), letters before digits ('KL 330 71846-02'), groups with digits, and letters at the end.
    private static readonly Lazy<Regex> IdPattern = Pattern.Of(@"(?<![A-Za-z0-9/.$])(?:[A-Z]{1,8}-){0,3}(?:(?!ID|NO|DOB|NPI|TEL|FAX|REF|MEM|GRP|TIN|EIN|MRN)[A-Z]{1,5}[ \-_]{0,2})?(?:(?!ID|NO)[A-Z][ \-])?[A-Z0-9]*[0-9][A-Z0-9]*(?:[ \-_]{1,2}(?!(?:ID|NO)\b)(?:[A-Z0-9]*[0-9][A-Z0-9]*|[A-Z]{1,3}(?=[ \-][0-9]|$|\s{2})|(?<=-)[A-Z]{1,2}(?![A-Za-z0-9])))*(?![A-Za-z0-9/])", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> WideGap = Pattern.Of(@"\s{2,}", RegexOptions.CultureInvariant);

    private static readonly Lazy<Regex> AmountPattern = Pattern.Of(@"(?<![\w.,/$\-])(?:[0-9]{1,3}(?:,[0-9]{3})|[0-9]{1,5})(?:\.[0-9]{1,2})?(?![\w/:]|[.,\-][0-9])|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty|thirty)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // Pages at the head of a packet on which amounts are looked for.
    private const int LongestRequest = 30;

    /// <summary>All values of a packet.</summary>
    /// <param name="context">The packet.</param>
    /// <param name="kept">The only features that are kept; null for all.</param>
    internal static List<RoleMention> Of(RequestContext context, HashSet<string>? kept)
    {
        var found = new List<(RoleKind Kind, string Value, RequestPage Page, int Line, TextSpan Span)>();
        foreach (var page in context.Pages)
        {
            foreach (var (value, line, span) in Therapies(page)) found.Add((RoleKind.Therapy, value, page, line, span));
            for (int l = 0; l < page.Page.Lines.Length; l++)
            {
                string words = page.Page.Lines[l].Span.In(page.Text);
                int from = page.Page.Lines[l].Span.Start;
                void Add(RoleKind kind, Reading r) => found.Add((kind, r.Value, page, l, new TextSpan(from + r.Start, from + r.End)));
                foreach (var name in NamesIn(words, page.Page.Lines[l].Cells.Select(c => (c.Span.Start - from, c.Span.End - from)))) Add(RoleKind.Name, name);

                foreach (var name in OtherMentions.Organizations(words, page.Page.Lines[l].Cells.Select(c => (c.Span.Start - from, c.Span.End - from))))
                {
                    if (!CoverageFields.IsPast(CoverageFields.Clause(words, name.Start))) Add(RoleKind.Organization, name);
                }

                foreach (var choice in ChoiceMentions.In(words)) Add(RoleKind.Choice, choice);

                var spent = new List<TextSpan>();
                var dates = new List<TextSpan>();
                foreach (var npi in IdentifierReadings.Npis(words).Where(static r => r.Doubt == Doubt.None))
                {
                    Add(RoleKind.Npi, npi);
                    spent.Add(new(npi.Start, npi.End));
                }

                // Days first: an amount and a day of digits and dashes look like a telephone number.
                foreach (var date in DateReadings.Dates(words, context.Dates).Where(p => !spent.Exists(s => s.Overlaps(new(p.Start, p.End)))).ToList())
                {
                    Add(RoleKind.Date, date);
                    dates.Add(new(date.Start, date.End));
                    spent.Add(new(date.Start, date.End));
                }

                foreach (var phone in IdentifierReadings.Phones(words).Where(p => !spent.Exists(s => s.Overlaps(new(p.Start, p.End)))).ToList())
                {
                    Add(RoleKind.Phone, phone);
                    spent.Add(new(phone.Start, phone.End));
                }

                foreach (var code in CodeReadings.Diagnoses(words, announced: true))
                {
                    // Without a dot, three characters and no more, or a letter that begins no other kind of code's digits.
                    if (!words[code.Start..code.End].Contains('.', StringComparison.Ordinal) && (code.Repaired || !char.IsAsciiLetterUpper(words[code.Start]) || spent.Exists(s => s.Overlaps(new(code.Start, code.End))))) continue;
                    Add(RoleKind.Diagnosis, code);
                    if (words[code.Start..code.End].Contains('.', StringComparison.Ordinal)) spent.Add(new(code.Start, code.End));
                }

                foreach (var code in CodeReadings.DrugCodes(words).Concat(CodeReadings.Services(words).Select(static c => c.Code)))
                {
                    if (code.Doubt != Doubt.None || spent.Exists(s => s.Overlaps(new(code.Start, code.End)))) continue;
                    Add(RoleKind.Procedure, code);
                    if (code.Value.Length == 11) spent.Add(new(code.Start, code.End));
                }

                foreach (var id in IdsIn(words, page.Page.Lines[l].Cells.Select(c => (c.Span.Start - from, c.Span.End - from))))
                {
                    if (dates.Exists(s => s.Overlaps(new(id.Start, id.End)))) continue;
                    Add(RoleKind.Id, id);
                    // What runs over spaces may be a row of codes and amounts as well.
                    if (!words[id.Start..id.End].Contains(' ', StringComparison.Ordinal)) spent.Add(new(id.Start, id.End));
                }

                // Far into a long packet stand charts, whose numbers are no amounts of a request.
                if (page.Order >= LongestRequest) continue;
                foreach (var often in OtherMentions.Frequencies(words)) Add(RoleKind.Frequency, often);
                foreach (var time in OtherMentions.Durations(words)) Add(RoleKind.Duration, time);
                foreach (Match m in AmountPattern.Value.Matches(words))
                {
                    if (spent.Exists(s => s.Overlaps(new(m.Index, m.Index + m.Length)))) continue;
                    string value = NumberWords.TryRead(m.Value, out int number) ? number.ToString(CultureInfo.InvariantCulture) : decimal.Parse(m.Value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture);
                    Add(RoleKind.Amount, new(value, m.Index, m.Index + m.Length));
                }
            }
        }

        var features = new RoleFeatures(context, found, kept);
        return found.ConvertAll(f => new RoleMention(f.Kind, f.Value, f.Page, f.Line, f.Span, features.Of(f.Kind, f.Value, f.Page, f.Line, f.Span)));
    }

    /// <summary>Names in the cells of a line, without words of forms before and behind them.</summary>
    private static List<Reading> NamesIn(string words, IEnumerable<(int From, int To)> cells)
    {
        var found = new List<Reading>();
        foreach (var (from, to) in cells)
        {
            string cell = words[from..to];
            for (int at = 0; at < cell.Length;)
            {
                var m = NamePattern.Value.Match(cell, at);
                if (!m.Success) break;
                // 'Member Theo J Vandermeer': a word of forms begins no name; the name may begin behind it.
                int space = m.Value.IndexOf(' ', StringComparison.Ordinal);
                string first = (space < 0 ? m.Value : m.Value[..space]).TrimEnd(',');
                if (space > 0 && IsOfForms(first))
                {
                    at = m.Index + space + 1;
                    continue;
                }

                string text = m.Value;
                while (text.LastIndexOf(' ') is > 0 and var last && IsOfForms(text[(last + 1)..].TrimEnd('.', ',')) && !IsInitial(text, last)) text = text[..last].TrimEnd(' ', ',');
                if (NameReadings.Person(text) is { } name && name.Value.Contains(' ', StringComparison.Ordinal)) found.Add(name with { Start = from + m.Index + name.Start, End = from + m.Index + name.End });
                at = m.Index + m.Length;
            }
        }

        return found;
    }

    /// <summary>'Roe, Jane M': behind a given name that follows its comma a letter is an initial, and no sex.</summary>
    private static bool IsInitial(string name, int space) => name[(space + 1)..].TrimEnd('.', ',').Length == 1 && name.IndexOf(',', StringComparison.Ordinal) is > 0 and var comma && comma < space - 2;

    private static bool IsOfForms(string word) => ConceptLexicon.ClassesOf(word.ToLowerInvariant()).Count > 0;

    /// <summary>Identifiers in the cells of a line, whole and each of their parts that may be one, and those that run over cells.</summary>
    private static List<Reading> IdsIn(string words, IEnumerable<(int From, int To)> cells)
    {
        var found = new List<Reading>();
        void Add(int start, int end)
        {
            string value = LookAlikeRepair.Compact(words.AsSpan()[start..end]);
            int digits = value.Count(char.IsAsciiDigit), letters = value.Length - digits;
            // One word of few digits is a group's number where letters stand in it: 'RSM88K'.
            bool speaks = (value.Length >= 5 && digits >= 3) || (value.Length >= 4 && letters >= 2 && digits >= 1 && !words[start..end].Contains(' ', StringComparison.Ordinal));
            if (speaks && value.Length <= 22 && !found.Exists(f => f.Start == start && f.End == end)) found.Add(new(value, start, end));
        }

        foreach (var (from, to) in cells.Append((0, words.Length)))
        {
            foreach (Match m in IdPattern.Value.Matches(words[from..to]))
            {
                // Over a wide gap an id may go on, and the next column may begin: both readings stand, and what surrounds them decides.
                int[] edges = [0, .. WideGap.Value.Matches(m.Value).SelectMany(static g => new[] { g.Index, g.Index + g.Length }), m.Length];
                for (int first = 0; first < edges.Length; first += 2)
                {
                    for (int last = first + 1; last < edges.Length; last += 2) Add(from + m.Index + edges[first], from + m.Index + edges[last]);
                }

                int at = from + m.Index;
                foreach (string part in m.Value.Split(' '))
                {
                    if (part.Length >= 6 && part.Length < m.Length) Add(at, at + part.Length);
                    at += part.Length + 1;
                }
            }
        }

        return found;
    }

    /// <summary>Drugs and procedures of a page that are the patient's.</summary>
    private static IEnumerable<(string Value, int Line, TextSpan Span)> Therapies(RequestPage page)
    {
        int line = 0;
        var lines = page.Page.Lines;
        foreach (var mention in page.Document.Mentions.Where(m => m.Type is MentionType.Medication or MentionType.Procedure && page.Page.Span.Contains(m.NameSpan) && m.Assertion.Experiencer == Experiencer.Patient).OrderBy(static m => m.NameSpan.Start))
        {
            while (line < lines.Length && lines[line].Span.End <= mention.NameSpan.Start) line++;
            if (line == lines.Length || !lines[line].Span.Contains(mention.NameSpan)) continue;
            yield return ((mention.Concept ?? mention.NameSpan.In(page.Text)).ToLowerInvariant(), line, mention.NameSpan);
        }
    }
}
