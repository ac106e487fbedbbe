using HealthcareLlm.ClinicalText;

namespace HealthcareLlm.Grounding;

/// <summary>
/// Whether the numbers, dates, sides and drugs of a statement are those that its citations give for the same thing. A value may stand in the cited span and belong to another drug, body part or day there: for each
/// one of the statement, the values of its kind in the spans are compared by the words around them (each common word counts by its nearness on both sides). Where another value stands clearly nearer to what the
/// statement speaks of, and the statement does not give that value to something nearer still, it is misplaced.
/// </summary>
internal static class TokenBinding
{
    /// <summary>How many times nearer another value must stand. At 1 every tie of lay-out would count; the hand-written answers (evalsets/model-answers-v1) were the measure.</summary>
    private const double Clearly = 1.35;

    /// <summary>The same for drugs, whose names stand far from what is told of them: the subject of a sentence.</summary>
    private const double DrugClearly = 1.4;

    /// <summary>The same for words that exclude each other.</summary>
    private const double OtherClearly = 1.5;

    /// <summary>Least nearness that says anything: one common word some words away on both sides.</summary>
    private const double Least = 0.004;

    /// <summary>The same where nothing that the statement says stands near its own value: notes label values by single letters ('T 38.2').</summary>
    private const double LeastAlone = 0.03;

    private const int LongestGap = 60, MostTokens = 1500;

    /// <summary>Every value that stands elsewhere, with its place in the statement and the value that stands where it should.</summary>
    internal static IEnumerable<(string Token, int At, string Instead)> Misplaced(AnnotatedDocument said, IReadOnlyList<CitedSpan> spans)
    {
        var own = SpokenToken.Of(said.Text, new(0, said.Text.Length), said.Mentions, 0, 0);
        if (!own.Exists(static t => t.Kind is not null)) yield break;
        var cited = Cited(spans, [.. own.Where(static t => t.Kind == "drug").Select(static t => t.Key)], own.Exists(static t => t.Kind == "frequency"));
        if (cited.Count > MostTokens || !own.Exists(o => o.Kind is not null && cited.Exists(c => c.Kind == o.Kind && !c.Says(o)))) yield break;
        if (DoseOwners.First(said.Text, own, cited) is { } dosed) yield return (said.Text.Substring(dosed.Drug.At, dosed.Drug.Length), dosed.Drug.At, dosed.Instead.Key);
        foreach (var token in own)
        {
            if (token.Kind is null) continue;
            var rivals = cited.Where(c => c.Kind == token.Kind && !c.Says(token)).ToList();
            if (rivals.Count == 0) continue;
            var twins = cited.Where(c => c.Says(token)).ToList();
            if (twins.Count == 0) continue;
            bool excludes = token.Kind[0] == '=' || token.Kind == "frequency";
            if (((excludes ? null : InSlot(token, own, cited, rivals, twins)) ?? (token.Kind[0] == '=' ? null : Spent(token, own, twins, rivals))) is { } instead)
            {
                yield return (said.Text.Substring(token.At, token.Length), token.At, instead.Key);
                continue;
            }

            var (twin, best) = twins.Select(t => (t, Near: Nearness(token, t, own, cited))).MaxBy(static t => t.Near);
            if (IsListed(token, twin, own, cited)) continue;
            double clearly = excludes ? OtherClearly : token.Kind == "drug" ? DrugClearly : Clearly;
            foreach (var rival in rivals)
            {
                // How far things stand from each other can be compared within one document alone.
                if (!twins.Exists(t => t.Text == rival.Text)) continue;
                double near = Nearness(token, rival, own, cited);
                if (near < (best < Least ? LeastAlone : Least) || near <= best * clearly || StandsBy(token, twin, rival, own, cited) || IsGivenElsewhere(token, twin, best, rival, near, own, cited)) continue;
                yield return (said.Text.Substring(token.At, token.Length), token.At, rival.Key);
                break;
            }
        }
    }

    /// <summary>Whether the statement gives the rival's value too: in the order of the notes, or so that the two of them fit better as they are than the other way round.</summary>
    private static bool IsGivenElsewhere(SpokenToken token, SpokenToken twin, double best, SpokenToken rival, double near, List<SpokenToken> own, List<SpokenToken> cited)
    {
        foreach (var other in own)
        {
            if (other == token || !other.Says(rival)) continue;
            if (twin.Text == rival.Text && (other.Way < token.Way) == (rival.Way < twin.Way)) return true;
            double asIs = best + Nearness(other, rival, own, cited), crossed = near + Nearness(other, twin, own, cited);
            if (crossed <= asIs * Clearly) return true;
        }

        return false;
    }

    /// <summary>Whether the word that the statement says right beside a value stands beside it in the spans too, and no nearer to the rival: '1.0 at baseline'.</summary>
    private static bool StandsBy(SpokenToken token, SpokenToken twin, SpokenToken rival, List<SpokenToken> own, List<SpokenToken> cited)
    {
        (double Way, double ToTwin, double ToRival)? nearest = null;
        foreach (var word in own)
        {
            double way = Math.Abs(word.Way - token.Way);
            if ((word.Kind is not null and not ("drug" or "date") && word.Kind[0] != '=') || word.Kind == token.Kind || way > Beside || (nearest is { } known && way >= known.Way)) continue;
            double toTwin = double.MaxValue, toRival = double.MaxValue;
            foreach (var other in cited)
            {
                if (other.Text != twin.Text || other.Kind != word.Kind || !(word.Kind is null ? other.Key == word.Key : other.Says(word))) continue;
                toTwin = Math.Min(toTwin, twin.DistanceTo(other));
                toRival = Math.Min(toRival, rival.DistanceTo(other));
            }

            if (toTwin < double.MaxValue) nearest = (way, toTwin, toRival);
        }

        return nearest is { } found && found.ToTwin <= Beside && found.ToTwin < found.ToRival;
    }

    private const double Beside = 3;

    /// <summary>Whether a drug is told beside another one with which it is listed in the spans.</summary>
    private static bool IsListed(SpokenToken token, SpokenToken twin, List<SpokenToken> own, List<SpokenToken> cited) => token.Kind == "drug"
        && own.Exists(o => o.Kind == "drug" && !o.Says(token) && Math.Abs(o.Way - token.Way) <= Beside && cited.Exists(c => c.Text == twin.Text && c.Says(o) && c.DistanceTo(twin) <= Beside));

    /// <summary>The value of the kind that stands between the very words between which the statement has another one; null where there is none, or the statement's own stands so too.</summary>
    private static SpokenToken? InSlot(SpokenToken token, List<SpokenToken> own, List<SpokenToken> cited, List<SpokenToken> rivals, List<SpokenToken> twins)
    {
        var (before, after) = Neighbours(token, own);
        if (before is null || after is null || twins.Exists(Fits)) return null;
        return rivals.Find(Fits);

        bool Fits(SpokenToken other)
        {
            var (left, right) = Neighbours(other, cited);
            return left is not null && right is not null && Same(left, before) && Same(right, after);
        }
    }

    private static bool Same(SpokenToken a, SpokenToken b) => a.Kind == b.Kind && (a.Kind is null ? a.Key == b.Key : a.Says(b));

    private static (SpokenToken? Before, SpokenToken? After) Neighbours(SpokenToken token, List<SpokenToken> all)
    {
        int i = all.IndexOf(token);
        return (i > 0 && all[i - 1].Text == token.Text ? all[i - 1] : null, i + 1 < all.Count && all[i + 1].Text == token.Text ? all[i + 1] : null);
    }

    /// <summary>A value that the statement leaves out where it gives another one of the kind more often than the spans do: 'Na 133 (02/07), then 138 (02/07)' of two days.</summary>
    private static SpokenToken? Spent(SpokenToken token, List<SpokenToken> own, List<SpokenToken> twins, List<SpokenToken> rivals)
    {
        var said = own.FindAll(o => o.Says(token));
        if (said.Count <= twins.Count || said[0] == token) return null;
        return rivals.Find(r => !own.Exists(o => o.Says(r)));
    }

    private static List<SpokenToken> Cited(IReadOnlyList<CitedSpan> spans, HashSet<string> drugs, bool often)
    {
        var tokens = new List<SpokenToken>();
        int number = 0;
        foreach (var document in spans.GroupBy(static s => s.Document))
        {
            number++;
            double way = 0;
            int end = 0;
            foreach (var span in document.OrderBy(static s => s.Span.Start))
            {
                // Quotes of one document are as far from each other as they stand in it; a quote of no document is one by itself.
                way += document.Key is null ? 10_000 : Math.Min(LongestGap, 3 + (Math.Max(0, span.Span.Start - end) / 6.0));
                var pieces = SpokenToken.Of(document.Key?.Text ?? span.Quote, document.Key is null ? new(0, span.Quote.Length) : span.Span, span.Mentions, way, number, drugs, often);
                tokens.AddRange(pieces);
                way = pieces.Count > 0 ? pieces[^1].Way : way;
                end = span.Span.End;
            }
        }

        return tokens;
    }

    /// <summary>How much the words around two places have in common: over the words of the statement, the nearness on both sides multiplied.</summary>
    private static double Nearness(SpokenToken said, SpokenToken cited, List<SpokenToken> own, List<SpokenToken> all)
    {
        double sum = 0;
        foreach (var word in own)
        {
            // Values of one kind tell nothing of each other: they stand side by side in every list.
            if (word == said || (word.Kind is not null && word.Kind == said.Kind)) continue;
            double closest = double.MaxValue;
            foreach (var other in all)
            {
                if (other == cited || other.Text != cited.Text || other.Kind != word.Kind || !(word.Kind is null ? other.Key == word.Key : other.Says(word))) continue;
                closest = Math.Min(closest, cited.DistanceTo(other));
            }

            if (closest < double.MaxValue) sum += 1 / (1 + Math.Abs(word.Way - said.Way)) / (1 + closest);
        }

        return sum;
    }
}
