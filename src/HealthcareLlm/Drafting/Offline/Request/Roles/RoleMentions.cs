using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request.Roles;

/// <summary>Finds typed values by grammar on all pages of a packet.</summary>
internal static class RoleMentions
{
    private static readonly Lazy<Regex> NamePattern = Pattern.Of(@"(?<![\p{L}\-'’])\p{Lu}[\p{L}'’\-]+(?:,\s{1,4}|\s{1,2})\p{Lu}(?:[\p{L}'’\-]+|\.)?(?:\s{1,2}\p{Lu}(?:[\p{L}'’\-]+|\.)?){0,2}(?![\p{L}'’\-])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> IdPattern = Pattern.Of(@"(?<![A-Za-z0-9/.$])(?:(?!ID|NO|DOB|NPI|TEL|FAX|REF|MEM|GRP|TIN|EIN|MRN)[A-Z]{1,5}[ \-]{0,2})?[A-Z0-9]*[0-9][A-Z0-9]*(?:[ \-]{1,2}(?!(?:ID|NO)\b)(?:[A-Z0-9]*[0-9][A-Z0-9]*|[A-Z]{1,3}(?=[ \-][0-9]|$|\s{2})))*(?![A-Za-z0-9/])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> IcdPattern = Pattern.Of(@"(?<![A-Za-z0-9.\-])[A-TV-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?(?![A-Za-z0-9])", RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> CodePattern = Pattern.Of(@"(?<![A-Za-z0-9.\-/#$])(?:[A-CEGHJ-MP-TV][0-9]{4}|[0-9]{5}|[0-9]{4}[FTU])(?![A-Za-z0-9/]|[.\-][0-9])", RegexOptions.CultureInvariant);

    internal static List<RoleMention> Of(RequestContext context)
    {
        var found = new List<(RoleKind Kind, string Value, RequestPage Page, int Line, TextSpan Span)>();
        foreach (var page in context.Pages)
        {
            for (int l = 0; l < page.Page.Lines.Length; l++)
            {
                string words = page.Page.Lines[l].Span.In(page.Text);
                int from = page.Page.Lines[l].Span.Start;
                void Add(RoleKind kind, Reading r) => found.Add((kind, r.Value, page, l, new TextSpan(from + r.Start, from + r.End)));
                foreach (Match m in NamePattern.Value.Matches(words))
                {
                    if (NameReadings.Person(m.Value) is { } name && name.Value.Contains(' ', StringComparison.Ordinal)) Add(RoleKind.Name, name with { Start = m.Index + name.Start, End = m.Index + name.End });
                }

                var spent = new List<TextSpan>();
                var dates = new List<TextSpan>();
                foreach (var npi in IdentifierReadings.Npis(words).Where(static r => r.Doubt == Doubt.None))
                {
                    Add(RoleKind.Npi, npi);
                    spent.Add(new(npi.Start, npi.End));
                }

                foreach (var phone in IdentifierReadings.Phones(words).Where(p => !spent.Exists(s => s.Overlaps(new(p.Start, p.End)))).ToList())
                {
                    Add(RoleKind.Phone, phone);
                    spent.Add(new(phone.Start, phone.End));
                }

                foreach (var date in DateReadings.Dates(words, context.Dates).Where(p => !spent.Exists(s => s.Overlaps(new(p.Start, p.End)))).ToList())
                {
                    Add(RoleKind.Date, date);
                    dates.Add(new(date.Start, date.End));
                    spent.Add(new(date.Start, date.End));
                }

                foreach (Match m in IcdPattern.Value.Matches(words))
                {
                    if (!m.Value.Contains('.', StringComparison.Ordinal) && m.Length > 3) continue;
                    Add(RoleKind.Diagnosis, new(m.Value, m.Index, m.Index + m.Length));
                    spent.Add(new(m.Index, m.Index + m.Length));
                }

                foreach (Match m in CodePattern.Value.Matches(words))
                {
                    if (spent.Exists(s => s.Overlaps(new(m.Index, m.Index + m.Length)))) continue;
                    Add(RoleKind.Procedure, new(m.Value, m.Index, m.Index + m.Length));
                }

                foreach (Match m in IdPattern.Value.Matches(words))
                {
                    string value = LookAlikeRepair.Compact(m.Value);
                    if (value.Length is < 5 or > 22 || value.Count(char.IsAsciiDigit) < 3 || dates.Exists(s => s.Overlaps(new(m.Index, m.Index + m.Length)))) continue;
                    Add(RoleKind.Id, new(value, m.Index, m.Index + m.Length));
                }
            }
        }

        var features = new RoleFeatures(context, found);
        return found.ConvertAll(f => new RoleMention(f.Kind, f.Value, f.Page, f.Span, features.Of(f.Kind, f.Value, f.Page, f.Line, f.Span)));
    }
}
