namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Tells what a table is about by its columns, the heading over it and its first rows.</summary>
internal static class TableTopics
{
    /// <summary>The topic; <see cref="FormTopic.None"/> for a grid of labels that belong to no list.</summary>
    internal static FormTopic Of(FormPage page, int heading, List<FormColumn> columns)
    {
        int Count(Func<string, bool> test) => columns.Count(c => test(c.Match.Target));
        int service = Count(t => t is "service.code" or "service.description" or "service.modifiers" or "service.ndc" or "service.laterality");
        int diagnosis = Count(t => t is "diagnosis.code" or "diagnosis");
        int treatment = Count(t => t is "treatment.list" or "treatment.outcome" or "treatment.dates");
        int lab = Count(t => t is "lab.name" or "lab.value" or "lab.unit" or "lab.range" or "lab.date");
        int items = Count(t => t.StartsWith("item.", StringComparison.Ordinal));
        if (service + diagnosis + treatment + lab + items < 2) return FormTopic.None;
        var above = page.Topics.At(heading, columns[0].Left);
        bool named = above is FormTopic.Service or FormTopic.Diagnosis or FormTopic.Treatment or FormTopic.CurrentMedication or FormTopic.Lab or FormTopic.Allergy;
        bool coded = Count(t => t is "service.code" or "item.code" or "diagnosis.code") > 0;
        if (above == FormTopic.Treatment && !coded && service == 0) return FormTopic.Treatment;
        if (Count(t => t is "lab.value") > 0 && !coded && Count(t => t is "item.drug") > 0) return FormTopic.Treatment;
        if (Count(t => t is "lab.value") > 0 && !coded && (above == FormTopic.Lab || Count(t => t is "service.description" or "lab.range") > 0)) return FormTopic.Lab;
        if (Count(t => t is "lab.value") > 0 && (Count(t => t is "lab.name" or "item.description") > 0 || lab >= 2 && treatment == 0)) return FormTopic.Lab;
        bool outcome = Count(t => t is "treatment.outcome" or "treatment.dates") > 0;
        if (outcome && service == 0 && (treatment + items) >= 2) return FormTopic.Treatment;
        if (treatment > 0 && service == 0 && diagnosis == 0) return FormTopic.Treatment;
        if (service > 0) return FormTopic.Service;
        if (diagnosis > 0 && items <= 2 && Count(t => t is "item.quantity" or "item.drug") == 0) return FormTopic.Diagnosis;
        if (named && above != FormTopic.Allergy) return above;
        if (lab >= 2) return FormTopic.Lab;
        if (Count(t => t is "item.drug") > 0) return Count(t => t is "item.quantity" or "item.refills" or "item.daysSupply") > 0 ? FormTopic.Service : FormTopic.CurrentMedication;
        return diagnosis > 0 ? FormTopic.Diagnosis : FormTopic.Service;
    }
}
