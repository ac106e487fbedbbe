using System.Text.RegularExpressions;
using HealthcareLlm.ClinicalText;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Cli.Bench.Language;

/// <summary>
/// Titles of sections in whole notes. What a title is is told by its form alone, not by our lexicon: words in capitals before a colon at the start of a line (the reports have a comma in
/// place of a line end), or alone on their line, that stand so in at least five notes. Parts of an examination open no section and do not count.
/// </summary>
/// <param name="texts">Where the notes are.</param>
/// <param name="faults">Takes titles that were not found in the half that may be read; null for nobody.</param>
internal sealed partial class TitleMeasures(BenchTexts texts, Action<string>? faults)
{
    private const int LeastNotes = 5;

    private static readonly HashSet<string> s_parts = new(
        "GENERAL APPEARANCE CONSTITUTIONAL HEENT HEAD EYES EARS EAR NOSE MOUTH THROAT ENT NECK CHEST LUNGS LUNG THORAX PULMONARY RESPIRATORY CARDIOVASCULAR CARDIAC CV HEART ABDOMEN ABDOMINAL GASTROINTESTINAL GI GENITOURINARY GU GENITALIA RECTAL RECTUM PELVIC PELVIS BACK SPINE EXTREMITIES EXTREMITY MUSCULOSKELETAL SKIN INTEGUMENTARY INTEGUMENT NEUROLOGIC NEUROLOGICAL NEUROLOGICALLY NEURO CNS PSYCHIATRIC PSYCH PSYCHOLOGICAL LYMPHATIC LYMPHATICS LYMPH NODES HEMATOLOGIC HEMATOLOGY HEMATOLOGICAL ENDOCRINE ALLERGIC IMMUNOLOGIC BREASTS BREAST MOTOR SENSORY SENSATION REFLEXES GAIT COORDINATION CRANIAL NERVES MENTAL STATUS VASCULAR PERIPHERAL PULSES ORAL CAVITY OROPHARYNX UPPER LOWER LEFT RIGHT KNEE SHOULDER HIP MUSCLE STRENGTH TONE STATION VITALS BP PULSE TEMPERATURE WEIGHT HEIGHT RESPIRATIONS AND OF THE CEREBELLAR EXTERNAL DERMATOLOGIC UTERUS CERVIX VAGINA ADNEXA BLADDER URETHRA PROSTATE SCROTUM TESTES PERINEUM ANUS STOMACH ESOPHAGUS DUODENUM COLON LIVER SPLEEN KIDNEYS PANCREAS GALLBLADDER THYROID BOWEL BONES LMCA LAD RCA BLOOD PRESSURE RATE SPEECH MOOD AFFECT THOUGHT PROCESS CONTENT INSIGHT JUDGMENT MEMORY COGNITION ORIENTATION BEHAVIOR ATTITUDE".Split(' '),
        StringComparer.Ordinal);

    internal IEnumerable<LanguageRow> Rows()
    {
        var notes = texts.Reports().Concat(texts.Visits()).ToList();
        if (notes.Count == 0)
        {
            yield return LanguageRow.Absent("section titles found in whole notes", "notes");
            yield return LanguageRow.Absent("titles after 1–2 OCR errors", "notes");
            yield break;
        }

        var titles = notes.ConvertAll(n => TitlesOf(n.Text));
        var usual = titles.SelectMany((list, i) => list.Select(t => (Key: Key(t.In(notes[i].Text)), i)).Distinct()).GroupBy(static x => x.Key, StringComparer.Ordinal).Where(static g => g.Count() >= LeastNotes).Select(static g => g.Key).ToHashSet(StringComparer.Ordinal);
        int all = 0, found = 0, held = 0, heldFound = 0, damaged = 0, read = 0, heldDamaged = 0, heldRead = 0;
        for (int i = 0; i < notes.Count; i++)
        {
            var (id, text) = notes[i];
            var gold = titles[i].FindAll(t => usual.Contains(Key(t.In(text))));
            if (gold.Count == 0) continue;
            bool heldOut = BenchTexts.Part(id, 2) == 1;
            var categories = gold.ConvertAll(new Opened(text).At);
            var (other, moved) = OcrDamage.Of(text, gold, id);
            var reread = new Opened(other);
            for (int t = 0; t < gold.Count; t++)
            {
                all++;
                held += heldOut ? 1 : 0;
                if (categories[t] is not { } category)
                {
                    if (!heldOut) faults?.Invoke("title not found: " + gold[t].In(text));
                    continue;
                }

                found++;
                heldFound += heldOut ? 1 : 0;
                damaged++;
                heldDamaged += heldOut ? 1 : 0;
                bool same = reread.At(moved[t]) == category;
                read += same ? 1 : 0;
                heldRead += same && heldOut ? 1 : 0;
                if (!same && !heldOut) faults?.Invoke($"title lost by OCR errors: {gold[t].In(text)} as {moved[t].In(other)}");
            }
        }

        yield return LanguageRow.AtLeast("section titles found in whole notes", (double)found / all, all, 0.97);
        yield return LanguageRow.Told("  notes held out from tuning", (double)heldFound / held, held);
        yield return LanguageRow.AtLeast("titles after 1–2 OCR errors, in their category", (double)read / damaged, damaged, 0.93);
        yield return LanguageRow.Told("  notes held out from tuning", (double)heldRead / heldDamaged, heldDamaged);
    }

    private static string Key(string title) => Spaces().Replace(title, " ");

    private static List<TextSpan> TitlesOf(string text)
    {
        var found = new List<TextSpan>();
        foreach (Match match in Title().Matches(text))
        {
            var words = match.Groups[1];
            if (words.Value.Count(char.IsLetter) >= 2 && !words.Value.Split([' ', '/', ',', '-', '&'], StringSplitOptions.RemoveEmptyEntries).All(s_parts.Contains)) found.Add(new(words.Index, words.Index + words.Length));
        }

        return found;
    }

    [GeneratedRegex(@"(?:^|\n|,\s{0,2})([A-Z][A-Z/&' ()-]{1,58}[A-Z)])(?=:|[ \t]{0,3}\r?\n)", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Title();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Spaces();

    /// <summary>The sections that titles open.</summary>
    private sealed class Opened(string text)
    {
        private readonly List<Section> _sections = [.. BenchTexts.Structure(text).Sections.Where(static s => !s.TitleSpan.IsEmpty)];

        /// <summary>The category of the section whose title stands there; null where none opens.</summary>
        internal SectionCategory? At(TextSpan title) => _sections.Find(s => s.TitleSpan.Start < title.End && title.Start < s.TitleSpan.End)?.Category;
    }
}
