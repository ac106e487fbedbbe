namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Tells whom or what an unqualified label is about, and resolves what it asks for in that light.</summary>
internal static class TopicResolver
{
    // A party that a label above names governs unqualified labels for this many lines.
    private const int Reach = 6;
    private const int OthersReach = 2;

    /// <summary>The label's own topic, else that of the nearest party named before it on its line or above it, or of the heading over it, whichever is nearer.</summary>
    internal static FormTopic Of(FormPage page, int index, double left, LabelMatch match)
    {
        if (match.Topic != FormTopic.None) return match.Topic;
        var heading = page.Topics.At(index, left);
        int headingLine = page.Topics.HeadingAtOrAbove(index);
        if (ColumnParty(page, index, left, headingLine) is { } column) return column;
        for (int i = index; i >= Math.Max(0, index - Reach) && i >= headingLine; i--)
        {
            LabelHit? nearest = null;
            foreach (var hit in page.Hits[i])
            {
                double hitLeft = page.Lines[i].Tokens[hit.First].Left;
                // Beside it in its line, a number's label that says whose it is governs: 'Therapist NPI | Tel. | Fax'.
                if (!(NamesParty(hit) || (i == index && SaysWhose(hit))) || (i == index && hitLeft >= left)) continue;
                // Above: the party's column is the one that begins at or before the label.
                if (hitLeft <= left + (page.LineHeight * 1.5)) nearest = hit;
            }

            if (nearest is null) continue;
            // A guardian or a person to call among the patient's own labels has what stands beside and right below, no more.
            if (nearest.Match.Topic is FormTopic.Other && heading == FormTopic.Patient && index - i > OthersReach) continue;
            if (i < index && InAnotherColumn(page, i, left, nearest)) continue;
            return nearest.Match.Topic;
        }

        return heading;
    }

    /// <summary>The party that heads a column of a form: alone in its cell, without colon and value, right above labels of the same left edge.</summary>
    private static FormTopic? ColumnParty(FormPage page, int index, double left, int headingLine)
    {
        for (int i = index - 1; i >= Math.Max(headingLine, index - Reach); i--)
        {
            var aligned = page.Hits[i].Find(h => Math.Abs(page.Lines[i].Tokens[h.First].Left - left) <= page.LineHeight);
            if (aligned is null) return null;
            bool heads = aligned is { HasColon: false, IsWholeCell: true, Match.PartyOnly: true } && page.Lines[i].Tokens[aligned.First].Cell == page.Lines[i].CellCount - 1 && page.Lines[i].CellCount > 1 && !page.LabelsBelow;
            if (heads && page.Hits[i].Exists(h => h != aligned && (h.HasColon || page.Lines[i].CellCount > 2))) return aligned.Match.Topic;
            if (NamesParty(aligned)) return null;
        }

        return null;
    }

    /// <summary>What a label asks for, given its topic: 'code' under services is the service's.</summary>
    internal static string Target(string target, FormTopic topic, bool inTable = false)
    {
        if (target == "service.description" && topic is FormTopic.Treatment or FormTopic.CurrentMedication) target = "item.drug";
        if (target is "treatment.dates" && topic == FormTopic.Service) return "service.dates";
        if (target is "treatment.outcome" or "treatment.list" && topic is FormTopic.Lab or FormTopic.Service) return target is "treatment.outcome" && topic == FormTopic.Lab ? "lab.value" : target == "treatment.list" ? "service.description" : "ignore";
        if (inTable && target is "medication.list") return topic switch { FormTopic.Treatment => "treatment.name", FormTopic.CurrentMedication => "medication.name", _ => "service.description" };
        if (inTable && topic == FormTopic.Treatment && target is "lab.value") return "treatment.outcome";
        if (inTable && topic == FormTopic.Lab && target is "service.description") return "lab.name";
        if (!inTable && target is "signDate" or "name" or "lab.date") return target;
        if (target is "signDate" or "lab.date" && topic is FormTopic.Treatment) return "treatment.dates";
        if (target is "signDate" && topic is FormTopic.Lab) return "lab.date";
        if (target is "signDate" && topic is FormTopic.Service) return "service.dates";
        if (target is "name" && topic is FormTopic.Treatment or FormTopic.CurrentMedication or FormTopic.Lab) target = "item.drug";
        if (!target.StartsWith("item.", StringComparison.Ordinal)) return target;
        string leaf = target[5..];
        return topic switch
        {
            FormTopic.Treatment => leaf switch { "drug" or "description" => "treatment.name", "start" or "end" => "treatment." + leaf, "dates" or "duration" => "treatment.dates", _ => "ignore" },
            FormTopic.CurrentMedication => leaf switch { "drug" or "description" => "medication.name", "doseFrequency" => "medication.doseFrequency", _ => "medication." + leaf },
            FormTopic.Diagnosis => leaf switch { "code" => "diagnosis.code", "description" => "diagnosis", _ => "ignore" },
            FormTopic.Lab => leaf switch { "drug" or "description" => "lab.name", "dates" or "start" => "lab.date", "unit" or "quantity" => "lab.unit", _ => "ignore" },
            FormTopic.Allergy => leaf switch { "drug" or "description" => "allergy", _ => "ignore" },
            _ => leaf == "drug" ? "service.description" : "service." + leaf,
        };
    }

    /// <summary>Whether every party may have what a label asks for.</summary>
    internal static bool IsOfParty(string? target) => target is "name" or "npi" or "phone" or "fax" or "address" or "taxId" or "specialty" or "birthDate";

    private static bool NamesParty(LabelHit hit) =>
        hit.Match.Target is "name" or "lastName" or "firstName" && hit.Match.Topic is FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy or FormTopic.Contact or FormTopic.Other or FormTopic.Patient
        || hit.Match.Target is "subscriber.name" && hit.Match.Topic is FormTopic.None;

    // 'Office phone' may stand beside the fax of another column's party; 'Therapist NPI' opens the line of one.
    private static bool SaysWhose(LabelHit hit) => hit.Match is { Target: "npi", Topic: FormTopic.Requesting or FormTopic.Servicing or FormTopic.Pharmacy };

    private static bool InAnotherColumn(FormPage page, int line, double left, LabelHit party)
    {
        // Another party's label in the same line, at or before the place, would govern; it was looked for. A label far to the left of a lone column does not.
        double partyLeft = page.Lines[line].Tokens[party.First].Left;
        bool lined = Math.Abs(partyLeft - left) <= page.LineHeight * 2;
        return !lined && page.Hits[line].Exists(h => Math.Abs(page.Lines[line].Tokens[h.First].Left - left) <= page.LineHeight && h != party && h.Match.Topic != FormTopic.None && h.Match.Topic != party.Match.Topic);
    }
}
