using System.Collections.Frozen;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Reads names of persons in US writings: 'Doe, Jane A', 'Jane A. Doe, MD, FACP', 'Dr. Roe', 'DE LA CRUZ, MARIA'. What is an organisation,
/// a sentence or a label is not a name.
/// </summary>
public static class PersonNames
{
    private const int MostWords = 7;

    private static readonly FrozenSet<string> Titles = Set("mr mrs ms miss mx dr doctor prof professor rev sr. sir madam hon sgt capt lt col maj");
    private static readonly FrozenSet<string> Suffixes = Set("jr sr ii iii iv");

    private static readonly FrozenSet<string> Credentials = Set(
        "md do phd dds dmd dpm od dc np fnp arnp aprn crnp dnp cnp agnp agacnp pmhnp acnp whnp pa pac pa-c fnp-c fnp-bc np-c rn bsn msn lpn lvn cma ma rma pt dpt ot otr otr/l slp ccc-slp rph pharmd facp facs facc faap facog facr faan fccp faafp facep fidsa fasn mba mph ms msc mhs lcsw msw lmsw lpc psyd bs ba rd rdn cde cdces esq mbbs mbchb crna cns cnm bc-adm bcps ccrn cpc lmft atc fache mpas dnp-c aprn-c rn-bc ccs");

    private static readonly FrozenSet<string> Particles = Set("de la del della der den van von vander di da dos das du le los las el al bin ibn ben st ter ten zu y e san santa mac");

    private static readonly FrozenSet<string> NotNames = Set(
        """
        hospital clinic center centre medical health healthcare insurance plan group associates institute university department dept pharmacy physicians
        services service inc llc corp corporation company pllc pc foundation laboratory laboratories lab imaging radiology oncology cardiology
        orthopedics orthopaedics surgery surgical rheumatology neurology care network partners system systems blue cross shield aetna cigna humana
        unitedhealthcare medicare medicaid the and or of for with to in on at by from is was are has had not no yes none n/a na unknown see attached
        date name patient member provider physician signature phone telephone mobile email fax address dob birthdate birthday mrn ssn id npi number street city state zip code diagnosis request
        requesting ordering referring attending primary treating prescriber servicing rendering information first last middle birth sex gender
        male female self spouse child same as above below please print type relationship specialty office contact history present illness chief
        complaint assessment review exam physical medication medications allergies emergency contact room left right she he her his they who
        discharge admission admitted facility drug dose refer therapy treatment insured subscriber policy home fax: page mg tablet daily
        access unit service pre-service desk team intake utilization management registration sheet line review reviewer lane road avenue
        wife husband mother father daughter son parent guardian guarantor beneficiary enrollee recipient member's patient's caller only
        administrator adjuster employer firm leave part fund injury trust mutual heart spine claim claims claimant worker workers benefit benefits board authorization precertification preauthorization department's staff coordinator
        """);

    /// <summary>The name that a text is; null where it is none.</summary>
    public static PersonName? Parse(string text)
    {
        var pieces = text.Replace('\u2019', '\'').Trim().TrimEnd('.', ',', ';', ':').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToList();
        if (pieces.Count == 0) return null;
        string suffix = string.Empty;
        bool titled = false;
        var words = new List<List<string>>();
        foreach (string piece in pieces)
        {
            var kept = Words(piece, ref titled, ref suffix, out bool credentialsOnly);
            if (kept is null) return null;
            if (kept.Count == 0 && !credentialsOnly) continue;
            if (kept.Count > 0) words.Add(kept);
        }

        if (words.Count is 0 or > 2 || words.Sum(static w => w.Count) > MostWords) return null;
        if (words.Exists(static w => w.Exists(IsNoNameWord))) return null;
        return words.Count == 2 ? FromCommaOrder(words[0], words[1], suffix) : FromNaturalOrder(words[0], suffix, titled);
    }

    /// <summary>Whether what stands apart behind a name may belong to it: a given name behind a comma, an initial, a credential, a further word of a name that is not yet long.</summary>
    public static bool MayGoOn(string name, string more)
    {
        string[] words = more.Split((char[])[' ', ',', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > 3 || !Array.TrueForAll(words, w => IsNameWord(w.TrimEnd('.')) || IsCredential(w)) || Array.Exists(words, w => IsNoNameWord(w.TrimEnd('.')))) return false;
        return name.TrimEnd().EndsWith(',') || words[0].TrimEnd('.').Length == 1 || IsCredential(words[0]) || Suffixes.Contains(words[0].TrimEnd('.')) || name.Count(c => c == ' ') + words.Length <= 3;
    }

    /// <summary>The normal form of a name; null where the text is none.</summary>
    public static string? Normalize(string text) => Parse(text)?.Normal;

    /// <summary>Whether a word is a credential such as MD or PA-C, with or without dots.</summary>
    public static bool IsCredential(string word) => Credentials.Contains(word.Replace(".", string.Empty, StringComparison.Ordinal).Trim(',', '(', ')'));

    private static List<string>? Words(string piece, ref bool titled, ref string suffix, out bool credentialsOnly)
    {
        credentialsOnly = false;
        var kept = new List<string>();
        string[] raw = piece.Split((char[])[' ', '\t', '\n', '\u00a0'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < raw.Length; i++)
        {
            string bare = raw[i].Trim('(', ')', '"').TrimEnd('.');
            if (bare.Length == 0) continue;
            if (i == 0 && kept.Count == 0 && Titles.Contains(bare) && (raw.Length > 1))
            {
                titled = true;
            }
            else if (Suffixes.Contains(bare) && (kept.Count > 0 || raw.Length == 1))
            {
                suffix = bare;
            }
            else if (IsCredential(bare) && IsWrittenAsCredential(raw[i]) && (kept.Count >= 2 || raw.Length == 1 || kept.Count == 0 || titled || i == raw.Length - 1))
            {
                credentialsOnly = true;
                if (kept.Count > 0) break;
            }
            else
            {
                string word = raw[i].Trim('"').TrimEnd('.');
                if (word.EndsWith("'s", StringComparison.Ordinal)) word = word[..^2];
                if (!IsNameWord(word)) return null;
                kept.Add(word);
            }
        }

        return kept;
    }

    private static bool IsWrittenAsCredential(string word)
    {
        int letters = 0, upper = 0;
        foreach (char c in word)
        {
            if (!char.IsLetter(c)) continue;
            letters++;
            if (char.IsUpper(c)) upper++;
        }

        return letters >= 2 && (upper == letters || (upper >= 2 && letters - upper <= 4));
    }

    private static bool IsNameWord(string word)
    {
        if (word.Length > 24) return false;
        int letters = 0;
        foreach (char c in word)
        {
            if (char.IsLetter(c)) letters++;
            else if (c is not ('-' or '\'' or '.')) return false;
        }

        if (letters == 0) return false;
        return char.IsUpper(word[0]) || Particles.Contains(word);
    }

    private static bool IsNoNameWord(string word) => NotNames.Contains(word);

    private static PersonName? FromCommaOrder(List<string> family, List<string> given, string suffix)
    {
        if (family.Count > 4 || given.Count > 3 || !char.IsLetter(given[0][0]) || family.Sum(static w => w.Length) < 2) return null;
        return new(given[0], string.Join(' ', given.Skip(1)), string.Join(' ', family), suffix);
    }

    private static PersonName? FromNaturalOrder(List<string> words, string suffix, bool titled)
    {
        if (words.Count == 1) return titled && words[0].Length > 1 ? new(string.Empty, string.Empty, words[0], suffix) : null;
        if (words[^1].Length < 2 || (words.Count > 5 && !words.Exists(Particles.Contains))) return null;
        int family = words.Count - 1;
        while (family > 1 && Particles.Contains(words[family - 1]) && words[family - 1].Length > 1) family--;
        return new(words[0], string.Join(' ', words.Skip(1).Take(family - 1)), string.Join(' ', words.Skip(family)), suffix);
    }

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
