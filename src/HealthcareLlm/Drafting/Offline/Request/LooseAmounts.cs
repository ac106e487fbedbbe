using System.Text.RegularExpressions;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>The amount of the only service of a form where its label was not read as one: 'Quantity. 2 pens per 28 days' supply'.</summary>
internal static class LooseAmounts
{
    internal static void Add(RequestContext context, List<ListEntry> services)
    {
        // A stay beside the service counts its days.
        var open = services.FindAll(s => s.Value("unit") is not ("days" or "day"));
        if (open.Count != 1 || open[0].Has("quantity")) return;
        var service = open[0];
        var found = new List<(RequestPage Page, QuantityReading Amount, TextSpan At)>();
        foreach (var page in context.Pages.Where(p => p.Kind == PageKind.Form))
        {
            foreach (var line in page.Page.Lines.Where(l => l.Span.Length < 300 && !page.IsLeftOut(l.Span)))
            {
                string words = line.Span.In(page.Text);
                if (Limit.Value.IsMatch(words)) continue;
                // An answer that begins with an amount and goes on with its days; 'Count 1'.
                var label = Label.Value.Match(words);
                bool told = Answer.Value.IsMatch(words), counted = label.Success && Counted.Value.IsMatch(words[label.Index..]);
                if (!label.Success && !told) continue;
                string rest = label.Success ? words[(label.Index + label.Length)..] : words;
                if (QuantityReadings.Read(rest) is { } amount && (amount.Unit is not null || counted) && !ServiceLeaves.IsEach(rest)) found.Add((page, amount, new(line.Span.End - rest.Length, line.Span.End)));
            }
        }

        if (found.Count != 1) return;
        var (source, read, at) = found[0];
        double weight = 0.85 * source.AskingWeight;
        Put("quantity", read.Number);
        if (read.Unit is { } unit) Put("unit", unit);
        if (read.Supply is { } supply) Put("daysSupply", supply);
        string behind = at.In(source.Text);
        if (DateReadings.Dates(behind, context.Dates) is [{ } first, { } last] && AskedPhrase.IsRange(behind, first, last))
        {
            Put("startDate", first);
            Put("endDate", last);
        }

        void Put(string leaf, Reading reading)
        {
            if (!service.Has(leaf)) service.Leaves.Add(new(source, leaf, reading.Value, weight, "loose-amount", [reading.At(at)]) { Repaired = reading.Repaired, Doubt = reading.Doubt });
        }
    }

    private static readonly Lazy<Regex> Label = Pattern.Of(@"\b(?:quantity|qty|amount|count)(?: (?:requested|wanted|asked for|needed|per fill|each fill))?[\s.:;,'\u2019#_\-]{0,4}(?=[0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Counted = Pattern.Of(@"^(?:quantity|qty|count)\W{0,3}[0-9]{1,3}(?=\s{2}|\s*$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Answer = Pattern.Of(@"^\W*[0-9][0-9,]{0,6}\s+(?:billing )?(?:units|visits|sessions|treatments|injections|infusions|tablets|capsules|vials|pens|syringes)\b[^.;]{0,24},?\s+(?:from\s+)?[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\s+(?:to|through|thru|-)\s", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Lazy<Regex> Limit = Pattern.Of(@"\b(?:max\w*|limits?|sample|example|e\.g|prior|previous|earlier|approved|last)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
