namespace HealthcareLlm.Documents;

/// <summary>What an <see cref="Issue"/> is about. Written in results in kebab case: <c>page-not-read</c>.</summary>
public enum IssueCode
{
    /// <summary>The file's type is none that can be read.</summary>
    UnsupportedType,

    /// <summary>The file's name suggests another type than its content.</summary>
    TypeMismatch,

    /// <summary>The file is empty or holds no page.</summary>
    EmptyFile,

    /// <summary>The file could not be opened or its structure is broken.</summary>
    DamagedFile,

    /// <summary>The file is encrypted and no key is known.</summary>
    EncryptedFile,

    /// <summary>The file could not be found or may not be opened.</summary>
    FileNotAccessible,

    /// <summary>More bytes than the limit.</summary>
    FileTooLarge,

    /// <summary>More pages than the limit; the pages within it were read.</summary>
    TooManyPages,

    /// <summary>A page has more pixels, or a longer side, than the limit.</summary>
    PageTooLarge,

    /// <summary>A page took longer than the limit.</summary>
    PageTimeout,

    /// <summary>A page could not be read at all.</summary>
    PageNotRead,

    /// <summary>Only part of a page's ink was understood.</summary>
    PageReadInPart,

    /// <summary>A page bears no ink and no text.</summary>
    BlankPage,

    /// <summary>A page was turned upright before reading.</summary>
    PageTurned,

    /// <summary>The same bytes were given twice; they count once.</summary>
    DuplicateDocument,

    /// <summary>Which character encoding a text file was read in.</summary>
    TextEncoding,

    /// <summary>Some bytes of a text file have no meaning in its encoding.</summary>
    TextUndecodable,

    /// <summary>Words of a text layer that a person does not see (invisible, covered, off the page, without ink) were left out.</summary>
    HiddenText,

    /// <summary>A page's text layer says other than its picture; the picture was read instead.</summary>
    TextLayerContradicted,

    /// <summary>Something was drawn or typed over a page after it was made; what it covers was not used.</summary>
    AddedByHand,

    /// <summary>Words with a stroke through them.</summary>
    StruckOut,

    /// <summary>A region unlike print: handwriting.</summary>
    Handwriting,

    /// <summary>A page of another patient was set aside.</summary>
    OtherPatient,

    /// <summary>Another patient is named about as often as the one whom the case was taken to be about.</summary>
    PatientDoubtful,

    /// <summary>A page of a request that was voided or replaced was not used, or it could not be told whether it was.</summary>
    PageSuperseded,

    /// <summary>Text that reads like an instruction to the program; it was treated as text.</summary>
    EmbeddedInstruction,

    /// <summary>Documents disagree on a fact.</summary>
    Conflict,

    /// <summary>A value's place could not be confirmed at the picture.</summary>
    SpanNotConfirmed,

    /// <summary>No document about a patient was found.</summary>
    NothingToRead,

    /// <summary>The program that renders pages failed.</summary>
    RenderingFailed,

    /// <summary>Optical character recognition failed.</summary>
    OcrFailed,

    /// <summary>A file of the input was skipped by rule (hidden file, link).</summary>
    FileSkipped,

    /// <summary>More than one patient's documents were given and none prevails.</summary>
    SeveralPatients,

    /// <summary>A code is not valid on the date of service, by the code set that was imported for it; the value stands as it is written.</summary>
    CodeNotValid,

    /// <summary>Codes could not be judged: no imported code set holds on the date of service, or there is no such date.</summary>
    CodeNotJudged,

    /// <summary>The language model could not be used; the offline engine drafted the whole result.</summary>
    ModelFallback,

    /// <summary>Part of a language model's answer kept to no rule after its repair turns and was not used.</summary>
    ModelAnswerDiscarded,

    /// <summary>The server that answered names another model than the one configured.</summary>
    ModelNameDiffers,

    /// <summary>Text of documents was sent to another machine.</summary>
    TextLeftMachine,

    /// <summary>A result did not satisfy its own schema: our fault.</summary>
    SchemaViolation,
}
