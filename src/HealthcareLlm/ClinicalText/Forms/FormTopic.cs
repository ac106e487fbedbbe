namespace HealthcareLlm.ClinicalText.Forms;

/// <summary>Whom or what a part of a form is about: told by a label itself, by the heading above it, or by its column.</summary>
public enum FormTopic
{
    /// <summary>Not told.</summary>
    None,

    /// <summary>The patient or member.</summary>
    Patient,

    /// <summary>The subscriber, insured or cardholder.</summary>
    Subscriber,

    /// <summary>Who asks: requesting, ordering, prescribing or referring provider.</summary>
    Requesting,

    /// <summary>Who will deliver: servicing, rendering or performing provider or facility.</summary>
    Servicing,

    /// <summary>The payer, plan or insurance.</summary>
    Payer,

    /// <summary>The pharmacy that dispenses.</summary>
    Pharmacy,

    /// <summary>A person of the office to call, or who filled in the form.</summary>
    Contact,

    /// <summary>Somebody else: primary care, billing, emergency contact, witness.</summary>
    Other,

    /// <summary>The requested service or drug.</summary>
    Service,

    /// <summary>Diagnoses.</summary>
    Diagnosis,

    /// <summary>Treatments tried before.</summary>
    Treatment,

    /// <summary>What the patient takes now.</summary>
    CurrentMedication,

    /// <summary>Laboratory results.</summary>
    Lab,

    /// <summary>Allergies.</summary>
    Allergy,

    /// <summary>Other clinical matter.</summary>
    Clinical,

    /// <summary>Signature block.</summary>
    Signature,

    /// <summary>Cover of a fax: sender, recipient, date.</summary>
    Fax,

    /// <summary>For the payer's own use: nothing that the sender states.</summary>
    PayerUse,
}
