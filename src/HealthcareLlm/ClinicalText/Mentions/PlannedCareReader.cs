using System.Buffers;
using HealthcareLlm.Documents;
using Token = HealthcareLlm.ClinicalText.Mentions.FollowUpLexicon.Token;

namespace HealthcareLlm.ClinicalText.Mentions;

/// <summary>
/// Reads tests, imaging, procedures and visits that are planned and have neither a day nor a name with them: 'we will check an A1c', 'needs colonoscopy', 'CBC will be rechecked', 'PCP to recheck creatinine'.
/// Words by <c>rules/follow-up.tsv</c>; what is denied or over is left out, warnings ('return for fever') are no follow-up.
/// </summary>
internal static class PlannedCareReader
{
    /// <summary>The rule of its mentions.</summary>
    internal const string Rule = "planned-care";

    private const int Far = 9, Near = 5, Back = 14, Longest = 200;

    /// <summary>Without one of these no sentence outside of a plan says what is to come.</summary>
    private static readonly SearchValues<string> s_signs = SearchValues.Create(
        ["will ", "'ll ", "shall ", "should ", "must ", "may ", "could ", "need", "requir", "recommend", "suggest", "advis", "plan", "going to", " be ", "due for", "scheduled", "booked", "consider", "propose", "request", " to ", "refer", "getting", "having", "undergoing", "warrants", "deserves"], StringComparison.OrdinalIgnoreCase);

    /// <summary>One planned act.</summary>
    /// <param name="Span">The whole instruction.</param>
    /// <param name="Name">From the word that plans to the object, or from the object to what is done with it.</param>
    /// <param name="Object">The test, procedure or visit; empty where the act is all that is told ('should follow up').</param>
    internal readonly record struct Planned(TextSpan Span, TextSpan Name, TextSpan Object);

    /// <summary>All planned acts in order, at most one a clause and place.</summary>
    internal static IEnumerable<Planned> Find(SectionedText text)
    {
        string content = text.Text;
        foreach (var sentence in text.Sentences)
        {
            var category = text.Sections[sentence.Section].Category;
            if (category is SectionCategory.FamilyHistory or SectionCategory.Header or SectionCategory.Signature or SectionCategory.Allergies) continue;
            bool isPlan = category is SectionCategory.Plan or SectionCategory.AssessmentAndPlan or SectionCategory.Assessment or SectionCategory.FollowUp or SectionCategory.Instructions or SectionCategory.Disposition;
            if (!isPlan && !content.AsSpan(sentence.Span.Start, sentence.Span.Length).ContainsAny(s_signs)) continue;
            var tokens = FollowUpLexicon.Read(content, sentence.Span);
            int from = 0;
            // '3.  Check TSH'.
            while (from < tokens.Count && IsNumber(content, tokens[from])) from++;
            while (from < tokens.Count)
            {
                int to = ClauseEnd(content, tokens, from);
                var clause = new Clause(content, tokens, from, to, isPlan, category == SectionCategory.FollowUp, new(tokens[from].Span.Start, to < tokens.Count ? tokens[to].Span.Start : sentence.Span.End));
                foreach (var planned in clause.Find()) yield return planned;
                from = to;
            }
        }
    }

    /// <summary>A clause ends at a semicolon or colon, before 'but', and where a comma or 'and' brings a new subject.</summary>
    private static int ClauseEnd(string text, List<Token> tokens, int from)
    {
        for (int i = from + 1; i < tokens.Count; i++)
        {
            if (tokens[i].Stop || Says(text, tokens[i], "but") || Says(text, tokens[i], "however")) return i;
            bool joins = Says(text, tokens[i], "and") || Says(text, tokens[i], "then");
            if ((tokens[i].Comma || joins) && IsSubject(text, tokens, joins ? i + 1 : i)) return i;
        }

        return tokens.Count;
    }

    private static bool IsSubject(string text, List<Token> tokens, int at)
    {
        if (at >= tokens.Count) return false;
        return Text(text, tokens[at]).ToLowerInvariant() is "i" or "we" or "he" or "she" or "they" or "it" or "this" or "if" || (Says(text, tokens[at], "the") && at + 1 < tokens.Count && Says(text, tokens[at + 1], "patient"));
    }

    private static bool Says(string text, Token token, string word) => text.AsSpan(token.Span.Start, token.Span.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsNumber(string text, Token token) => token.Span.Length < 3 && char.IsAsciiDigit(text[token.Span.Start]) && char.IsAsciiDigit(text[token.Span.End - 1]);

    private static string Text(string text, Token token) => token.Span.In(text);

    private sealed class Clause(string text, List<Token> tokens, int from, int to, bool isPlan, bool isList, TextSpan range)
    {
        private const PlanWord Thing = PlanWord.Test | PlanWord.Visit | PlanWord.Noun;

        private readonly int _denied = First(tokens, from, to, PlanWord.Deny);
        private readonly bool _hasPast = First(tokens, from, to, PlanWord.Past) < to;

        internal IEnumerable<Planned> Find()
        {
            bool armed = false;
            for (int i = from; i < to; i++)
            {
                var token = tokens[i];
                // 'Call if you need': a warning.
                if (i > from && tokens[from].Is(PlanWord.Warn) && Text(text, token).ToLowerInvariant() is "if" or "for" or "with" or "should") yield break;
                if (Says(text, token, "be") && Passive(i) is { } passive)
                {
                    yield return passive;
                    yield break;
                }

                bool opens = (token.Is(PlanWord.Modal) && !IsDone(i)) || (Says(text, token, "to") && IsArmed(i)) || (i == from && isPlan && token.Is(PlanWord.Act | PlanWord.Measure | PlanWord.Again) && !Text(text, token).EndsWith("ing", StringComparison.OrdinalIgnoreCase) && !_hasPast);
                if (i == from && isPlan && opens && !token.Is(PlanWord.Modal) && Act(i, i) is { } order)
                {
                    yield return order;
                    yield break;
                }

                if (Direct(i) is { } direct)
                {
                    yield return direct;
                    yield break;
                }

                armed |= opens;
                if (!armed) continue;
                int act = opens ? NextAct(i) : Joins(i) ? i : -1;
                if (act < 0 || Act(i, act) is not { } planned) continue;
                yield return planned;
                yield break;
            }

            if (ListItem() is { } item) yield return item;
        }

        // 'Should have been', 'may have had'.
        private bool IsDone(int modal) => modal + 2 < to && Says(text, tokens[modal + 1], "have") && tokens[modal + 2].Is(PlanWord.Past | PlanWord.Done | PlanWord.Person);

        private bool IsArmed(int at) => at > from && (tokens[at - 1].Is(PlanWord.Arm) || (at > from + 1 && Says(text, tokens[at - 2], "dr")) || (at == from + 1 && char.IsUpper(text[tokens[from].Span.Start]) && isPlan)) && !(at > from + 1 && tokens[at - 2].Is(PlanWord.Past) && !tokens[at - 1].Is(PlanWord.Need) && tokens[at - 1].Is(PlanWord.Advice | PlanWord.Due));

        // 'Start lisinopril and check a BMP'.
        private bool Joins(int at) => at > from && tokens[at].Is(PlanWord.Act | PlanWord.Measure) && (tokens[at].Comma || Says(text, tokens[at - 1], "and") || Says(text, tokens[at - 1], "then"));

        private int NextAct(int at)
        {
            for (int i = at + 1; i < Math.Min(to, at + 1 + Near); i++)
            {
                if (tokens[i].Is(PlanWord.Act | PlanWord.Measure | PlanWord.Again | PlanWord.Come | PlanWord.Meet)) return i;
                if (!tokens[i].Is(PlanWord.Skip)) return -1;
            }

            return -1;
        }

        private Planned? Act(int trigger, int act)
        {
            if (IsDenied(act)) return null;
            if (tokens[act].Is(PlanWord.Again)) return Returns(trigger, act);
            if (tokens[act].Is(PlanWord.Come)) return Bare(tokens[trigger].Span.Start, tokens[act].Span);
            if (Says(text, tokens[act], "follow") && FollowedBy(act, "up")) return Bare(tokens[trigger].Span.Start, new(tokens[act].Span.Start, tokens[act + 1].Span.End));
            if (Object(act + 1, tokens[act].Is(PlanWord.Measure)) is { } thing) return Make(tokens[trigger].Span.Start, thing);
            if (tokens[act].Is(PlanWord.Meet) && Meets(act)) return Bare(tokens[trigger].Span.Start, tokens[act].Span);
            if (IsSet(act)) return Bare(tokens[trigger].Span.Start, tokens[act].Span);
            if (IsService(act)) return Bare(tokens[trigger].Span.Start, new(tokens[act].Span.Start, tokens[Math.Min(to - 1, act + 2)].Span.End));
            return IsForPatient(act) is { } last ? Bare(tokens[trigger].Span.Start, new(tokens[act].Span.Start, tokens[last].Span.End)) : null;
        }

        // 'Will return for a trial of'; 'return for fever' is a warning.
        private Planned? Returns(int trigger, int act)
        {
            int next = act + 1;
            if (next < to && Says(text, tokens[next], "back")) next++;
            // 'Return to the hospital for a skull x-ray'.
            if (next + 1 < to && Says(text, tokens[next], "to") && IsOffice(next + 1) is { } office) return First(tokens, office, Math.Min(to, office + 3), PlanWord.Risk | PlanWord.Break) < Math.Min(to, office + 3) ? null : Bare(tokens[trigger].Span.Start, new(tokens[act].Span.Start, tokens[office].Span.End));
            if (next < to && Says(text, tokens[next], "to")) return Object(next + 1, false) is { } thing && First(tokens, next, Math.Min(to, next + Far), PlanWord.Risk) is var risk && (risk == Math.Min(to, next + Far) || tokens[risk].Span.Start >= thing.Start) ? Make(tokens[trigger].Span.Start, thing) : null;
            if (next + 1 >= to || !Says(text, tokens[next], "for")) return null;
            for (int i = next + 1; i < Math.Min(to, next + 4); i++)
            {
                if (tokens[i].Is(PlanWord.Risk | PlanWord.Break)) return null;
            }

            return Make(tokens[trigger].Span.Start, new(tokens[next + 1].Span.Start, tokens[Math.Min(to - 1, next + 3)].Span.End));
        }

        // 'To the clinic', 'to our office'.
        private int? IsOffice(int at)
        {
            for (int i = at; i < Math.Min(to, at + 4); i++)
            {
                if (Text(text, tokens[i]).ToLowerInvariant() is "clinic" or "office") return i;
            }

            return null;
        }

        // 'See her back', 'meet with the dietitian'; whom a physician sees in the hospital is no visit to come.
        private bool Meets(int act)
        {
            for (int i = act + 1; i < Math.Min(to, act + 4); i++)
            {
                if (i > act + 1 && Text(text, tokens[i]).ToLowerInvariant() is "back" or "again") return true;
            }

            return FollowUpFinder.NamesOther(text[tokens[act].Span.End..Math.Min(range.End, tokens[act].Span.End + 60)]);
        }

        // 'We will schedule this', 'try to set this up'.
        private bool IsSet(int act) => act + 1 < to && Text(text, tokens[act]).ToLowerInvariant() is "schedule" or "arrange" or "set" && Text(text, tokens[act + 1]).ToLowerInvariant() is "this" or "that" or "it"
            && (!Says(text, tokens[act], "set") || (act + 2 < to && Says(text, tokens[act + 2], "up")));

        // 'Refer to nephrology', 'we will consult Cardiology'.
        private bool IsService(int act)
        {
            string word = Text(text, tokens[act]).ToLowerInvariant();
            return word is "refer" or "consult" or "consulting" or "referring" && act + 1 < to && FollowUpFinder.Names(text[tokens[act].Span.End..Math.Min(range.End, tokens[act].Span.End + 60)]);
        }

        // 'Have her evaluated for transplant', 'have Dr. Y see her'.
        private int? IsForPatient(int act)
        {
            string word = Text(text, tokens[act]).ToLowerInvariant();
            if (word is not ("have" or "get" or "having")) return null;
            for (int i = act + 1; i < Math.Min(to, act + Near); i++)
            {
                if (tokens[i].Is(PlanWord.Person) || (i > act + 1 && Text(text, tokens[i]).ToLowerInvariant() is "see" or "evaluate" or "follow")) return i;
                if (i > act + 1 && tokens[i].Is(PlanWord.Again) && Returns(act, i) is not null) return i;
                if (tokens[i].Is(PlanWord.Break)) return null;
            }

            return null;
        }

        /// <summary>'Needs colonoscopy', 'recommend a repeat CT', 'scheduled for an angiogram', 'is getting blood work before the next visit'.</summary>
        private Planned? Direct(int at)
        {
            var token = tokens[at];
            if (IsDenied(at) || !token.Is(PlanWord.Need | PlanWord.Advice | PlanWord.Due | PlanWord.Act)) return null;
            if (token.Is(PlanWord.Need) && !FollowedBy(at, "to") && !FollowedBy(at, "for") && Object(at + 1, false) is { } needed) return Make(token.Span.Start, needed);
            if (token.Is(PlanWord.Advice) && IsAdvice(at) && Object(at + 1, false) is { } proposed) return Make(token.Span.Start, proposed);
            if (token.Is(PlanWord.Due) && !WasBefore(at) && Booked(at) is { } booked) return Make(token.Span.Start, booked);
            if (token.Is(PlanWord.Act) && at > from && Text(text, tokens[at - 1]).ToLowerInvariant() is "is" or "are" or "be" && Text(text, token).EndsWith("ing", StringComparison.OrdinalIgnoreCase)
                && Object(at + 1, false) is { } thing && HasTime(thing.End)) return Make(token.Span.Start, thing);
            return null;
        }

        // What a finding suggests, and what was advised, is no proposal of the writer.
        private bool IsAdvice(int at)
        {
            string word = Text(text, tokens[at]).ToLowerInvariant();
            if (FollowedBy(at, "to") || word == "going" || WasBefore(at) || (at + 1 < to && tokens[at + 1].Is(PlanWord.Past))) return false;
            bool own = at > from && Text(text, tokens[at - 1]).ToLowerInvariant() is "i" or "we" or "would" or "will" or "strongly" or "also" or "to";
            return word switch
            {
                "suggest" or "suggests" or "advises" or "recommends" or "requests" or "plans" => own || isPlan,
                "recommended" or "advised" or "planned" => isPlan,
                "plan" or "planning" => FollowedBy(at, "for") || FollowedBy(at, "on") || (isPlan && at == from),
                "request" => own,
                _ => true,
            };
        }

        private TextSpan? Booked(int at)
        {
            string word = Text(text, tokens[at]).ToLowerInvariant();
            if (word == "referred") return FollowedBy(at, "to") && isPlan && FollowUpFinder.Names(text[tokens[at].Span.End..Math.Min(range.End, tokens[at].Span.End + 60)]) ? new(tokens[at].Span.Start, tokens[Math.Min(to - 1, at + 2)].Span.End) : null;
            if (!(FollowedBy(at, "for") || (word != "due" && FollowedBy(at, "to")))) return null;
            return Object(at + 2, false, PlanWord.Procedure);
        }

        private bool WasBefore(int at)
        {
            for (int i = Math.Max(from, at - 2); i < at; i++)
            {
                if (tokens[i].Is(PlanWord.Past) || Says(text, tokens[i], "previously")) return true;
            }

            return false;
        }

        private bool FollowedBy(int at, string word) => at + 1 < to && Says(text, tokens[at + 1], word);

        /// <summary>'CBC will be rechecked', 'this should be followed up', 'he will be evaluated for transplant'.</summary>
        private Planned? Passive(int be)
        {
            for (int i = be + 1; i < Math.Min(to, be + 4); i++)
            {
                var token = tokens[i];
                if (token.Is(PlanWord.Done) && !IsDenied(i) && !WasTo(be) && Subject(be, i) is { } subject) return subject;
                if (Says(text, token, "seen") && i + 1 < to && !IsDenied(i) && be > from && tokens[be - 1].Is(PlanWord.Modal) && !IsOpen(be) && Text(text, tokens[i + 1]).ToLowerInvariant() is "again" or "back") return Bare(tokens[be - 1].Span.Start, token.Span);
                if (token.Is(PlanWord.Person) && be > from && (tokens[be - 1].Is(PlanWord.Modal | PlanWord.Skip) || tokens[be - 1].Is(PlanWord.Need)) && !IsDenied(i) && !WasTo(be) && HasModal(be)) return Bare(tokens[Math.Max(from, be - 1)].Span.Start, token.Span);
                if (token.Is(PlanWord.Done) || !token.Is(PlanWord.Skip) && !Text(text, token).EndsWith("ly", StringComparison.Ordinal)) return null;
            }

            return null;
        }

        private bool HasModal(int be)
        {
            for (int i = Math.Max(from, be - 3); i < be; i++)
            {
                if (tokens[i].Is(PlanWord.Modal | PlanWord.Need) || (Says(text, tokens[i], "to") && IsArmed(i))) return true;
            }

            return false;
        }

        // 'CBC that was to be repeated', 'had to be done'.
        private bool WasTo(int be) => be > from + 1 && Says(text, tokens[be - 1], "to") && tokens[be - 2].Is(PlanWord.Past);

        private Planned? Subject(int be, int done)
        {
            for (int i = be - 1; i >= Math.Max(from, be - Back); i--)
            {
                // 'More than one injection may be required' plans none.
                if (tokens[i].Is(Thing) || (tokens[i].Is(PlanWord.Procedure) && !IsOpen(be))) return Make(tokens[Math.Max(from, i - 2)].Span.Start, tokens[i].Span, tokens[done].Span.End);
            }

            bool up = FollowedBy(done, "up");
            if (up && be > from) return Bare(tokens[Math.Max(from, be - 2)].Span.Start, tokens[done].Span);
            int start = Math.Max(from, be - Back);
            foreach (var (span, test) in be > from ? TestLexicon.Find(text, new(tokens[start].Span.Start, tokens[be - 1].Span.End)) : [])
            {
                if (test.Type == MentionType.Lab) return Make(span.Start, span, tokens[done].Span.End);
            }

            return null;
        }

        private bool IsOpen(int be) => be > from && Text(text, tokens[be - 1]).ToLowerInvariant() is "may" or "could";

        /// <summary>In a plan: 'wound check', 'colonoscopy in 5 years', 'CBC at next visit'; in a list of follow-up also without a time.</summary>
        private Planned? ListItem()
        {
            if (!isPlan || _hasPast) return null;
            for (int i = from; i < Math.Min(to, from + (isList ? Near : 3)); i++)
            {
                if (tokens[i].Is(PlanWord.Deny | PlanWord.Break | PlanWord.Modal)) return null;
                if (!tokens[i].Is(Thing | PlanWord.Procedure) || (tokens[i].Is(PlanWord.Visit) && !isList)) continue;
                if (IsDeniedAfter(i)) return null;
                if (!HasTime(tokens[i].Span.End) && !(tokens[i].Is(PlanWord.Noun) && to - i <= 2 && isPlan) && !(isList && tokens[i].Is(PlanWord.Test))) return null;
                return Make(tokens[from].Span.Start, tokens[i].Span);
            }

            return null;
        }

        private bool IsDeniedAfter(int at) => First(tokens, at + 1, to, PlanWord.Deny) < to;

        private bool HasTime(int at) => FollowUpFinder.HasTimeToCome(text[at..Math.Max(at, Math.Min(range.End, at + Longest))]);

        private bool IsDenied(int until) => _denied <= until;

        private static int First(List<Token> tokens, int from, int to, PlanWord kind)
        {
            for (int i = from; i < to; i++)
            {
                if (tokens[i].Is(kind)) return i;
            }

            return to;
        }

        /// <summary>The test or visit behind an act; names of laboratory values alone only where a value is taken.</summary>
        private TextSpan? Object(int start, bool measures, PlanWord also = PlanWord.None)
        {
            int last = Math.Min(to, start + Far);
            for (int i = start; i < last; i++)
            {
                if (tokens[i].Is(PlanWord.Break | PlanWord.Deny | PlanWord.Past))
                {
                    last = i;
                    break;
                }

                // 'Obtain the records and review them' has no review for an object.
                if (tokens[i].Is(Thing | also) && !(tokens[i].Is(PlanWord.Act | PlanWord.Measure) && i > start && Text(text, tokens[i - 1]).ToLowerInvariant() is "and" or "to")) return tokens[i].Span;
            }

            if (!measures || last <= start) return null;
            foreach (var (span, test) in TestLexicon.Find(text, new(tokens[start].Span.Start, tokens[last - 1].Span.End)))
            {
                if (test.Type == MentionType.Lab && !IsTaken(start, span.End)) return span;
            }

            return null;
        }

        // 'A potassium rich diet'.
        private bool IsTaken(int start, int end)
        {
            for (int i = start; i < Math.Min(to, start + Far + 1); i++)
            {
                if (tokens[i].Span.Start > end) return tokens[i].Is(PlanWord.Food);
            }

            return false;
        }

        private Planned Bare(int start, TextSpan act) => Make(start, act) with { Object = default };

        private Planned Make(int start, TextSpan thing, int? until = null)
        {
            int end = Math.Max(Math.Max(thing.End, until ?? 0), Math.Min(range.End, start + Longest));
            var whole = Mentions.Find.Trim(text, new(Math.Min(start, thing.Start), end));
            return new(whole, new TextSpan(Math.Min(start, thing.Start), thing.End).Union(thing), thing);
        }
    }
}
