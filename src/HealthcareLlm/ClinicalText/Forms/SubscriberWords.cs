namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>
/// Learns from a form itself what it calls the subscriber: where one label reads 'Participant (subscriber) name' and others begin with 'Patient',
/// 'Participant date of birth' is the subscriber's.
/// </summary>
internal static class SubscriberWords
{
    /// <summary>Gives the labels of a page that begin with its word for the subscriber their topic.</summary>
    /// <param name="values">Labelled values of a document.</param>
    /// <param name="first">Where those of the page begin.</param>
    internal static void Apply(List<LabelledValue> values, int first)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (int i = first; i < values.Count; i++)
        {
            if (values[i].Target == "subscriber.name" && FirstWord(values[i].Label) is { Length: > 0 } word) words.Add(word);
        }

        if (words.Count == 0) return;
        bool IsPatients(LabelledValue v) => v.Topic == FormTopic.Patient && v.OwnTopic && FirstWord(v.Label) is { Length: > 0 } word && !words.Contains(word);
        // A form with one word for both means the patient.
        if (!values.Skip(first).Any(v => IsPatients(v) && v.Target is "name" or "birthDate" && !v.ValueSpan.IsEmpty)) return;
        for (int i = first; i < values.Count; i++)
        {
            var value = values[i];
            if (value.Topic == FormTopic.Patient && value.Target is "birthDate" or "name" or "address" or "phone" && words.Contains(FirstWord(value.Label))) values[i] = value with { Topic = FormTopic.Subscriber };
        }
    }

    private static string FirstWord(string label)
    {
        int start = 0;
        while (start < label.Length && !char.IsLetter(label[start])) start++;
        int end = start;
        while (end < label.Length && char.IsLetter(label[end])) end++;
        return label[start..end];
    }
}
