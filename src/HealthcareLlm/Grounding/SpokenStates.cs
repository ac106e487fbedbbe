namespace HealthcareLlm.Grounding;

/// <summary>
/// Which of several things of a quote was started, stopped, left in, taken out, better or worse: of 'escitalopram continued, trazodone stopped' a sentence may not continue trazodone. Each thing has what its own piece of the
/// sentence says, and where that says nothing, what the next piece says.
/// </summary>
internal static class SpokenStates
{
    private static readonly HashSet<string> s_kinds = ["drug: began or ended", "device: in or out", "way up or down", "better or worse", "culture", "there or not", "severity", "size"];

    private static readonly HashSet<string> s_devices = SpokenWord.Keys("drain vac tube catheter foley line picc port stent suture staple cast splint packing pump dressing vacuum wire pacer");

    /// <summary>Letters of a phrase that says something by itself.</summary>
    private const int Telling = 3;

    /// <summary>The first word that says of a thing what the quotes say of another alone; null where there is none.</summary>
    internal static string? First(List<SpokenWord> said, List<SpokenContrasts.Saying> saidOf, List<SpokenWord> cited, List<SpokenContrasts.Saying> citedOf)
    {
        var mine = Of(said, saidOf);
        if (mine.Count == 0) return null;
        var theirs = Of(cited, citedOf);
        foreach (var (thing, saying) in mine)
        {
            if (saying.Denied || saying.BearsOnly) continue;
            bool any = false, same = false, elsewhere = false;
            foreach (var (other, says) in theirs)
            {
                if (says.Kind != saying.Kind) continue;
                bool shares = says.Shares(saying);
                if (other != thing)
                {
                    elsewhere |= shares;
                    continue;
                }

                same |= shares;
                any |= !says.BearsOnly || cited[says.At].Plain.Length >= Telling;
            }

            if (any && elsewhere && !same) return said[saying.At].Written ?? said[saying.At].Key;
        }

        return null;
    }

    /// <summary>What a text says of its things.</summary>
    private static List<(string Thing, SpokenContrasts.Saying Saying)> Of(List<SpokenWord> words, List<SpokenContrasts.Saying> all)
    {
        var found = new List<(string Thing, SpokenContrasts.Saying Saying)>();
        var sayings = all.FindAll(static s => s_kinds.Contains(s.Kind));
        if (sayings.Count == 0) return found;
        var pieces = new List<(int Start, int End)>();
        for (int start = 0, i = 1; i <= words.Count; i++)
        {
            if (i < words.Count && !words[i].IsDivided && !words[i].Joins && !words[i].Begins && words[i].Key != "and") continue;
            pieces.Add((start, i));
            start = i;
        }

        for (int p = 0; p < pieces.Count; p++)
        {
            var things = Things(words, pieces[p]);
            if (things.Count == 0) continue;
            // What its own piece says; else the next one's, and what pieces without a thing say behind it.
            for (int q = p; q < pieces.Count; q++)
            {
                if (q > p && words[pieces[q].Start].Begins) break;
                bool own = q == p || Things(words, pieces[q]).Count == 0;
                var says = sayings.FindAll(s => s.At >= pieces[q].Start && s.At < pieces[q].End);
                bool had = found.Exists(f => things.Contains(f.Thing));
                if (!own && had) break;
                foreach (string thing in things) found.AddRange(says.Select(s => (thing, s)));
                if (!own) break;
            }
        }

        return found;
    }

    private static HashSet<string> Things(List<SpokenWord> words, (int Start, int End) piece)
    {
        var things = new HashSet<string>(StringComparer.Ordinal);
        for (int i = piece.Start; i < piece.End; i++)
        {
            if (words[i].Concept is { } concept) things.Add(concept);
            else if (s_devices.Contains(words[i].Plain)) things.Add(words[i].Plain);
        }

        return things;
    }
}
