using HealthcareLlm.ClinicalText;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>What the labels of the shared table of sections mean: the bench judges by it and the trainer learns by it, which compiles this file too.</summary>
internal static class SectionLabels
{
    /// <summary>The categories that a label stands for; labels that no category stands for are left out.</summary>
    internal static readonly IReadOnlyDictionary<string, SectionCategory[]> Of = new Dictionary<string, SectionCategory[]>(StringComparer.Ordinal)
    {
        ["GENHX"] = [SectionCategory.Hpi],
        ["FAM/SOCHX"] = [SectionCategory.FamilyHistory, SectionCategory.SocialHistory],
        ["PASTMEDICALHX"] = [SectionCategory.PastHistory],
        ["CC"] = [SectionCategory.ChiefComplaint],
        ["PASTSURGICAL"] = [SectionCategory.SurgicalHistory],
        ["ALLERGY"] = [SectionCategory.Allergies],
        ["MEDICATIONS"] = [SectionCategory.Medications],
        ["ROS"] = [SectionCategory.ReviewOfSystems],
        ["ASSESSMENT"] = [SectionCategory.Assessment],
        ["EXAM"] = [SectionCategory.Exam],
        ["DIAGNOSIS"] = [SectionCategory.Diagnoses],
        ["DISPOSITION"] = [SectionCategory.Disposition],
        ["PLAN"] = [SectionCategory.Plan],
        ["IMMUNIZATIONS"] = [SectionCategory.Immunizations],
        ["EDCOURSE"] = [SectionCategory.EdCourse],
        ["IMAGING"] = [SectionCategory.Imaging],
        ["GYNHX"] = [SectionCategory.ObstetricHistory],
        ["PROCEDURES"] = [SectionCategory.Procedure],
        ["LABS"] = [SectionCategory.Labs],
    };
}
