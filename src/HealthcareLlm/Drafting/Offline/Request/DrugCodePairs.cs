using HealthcareLlm.Documents;

namespace HealthcareLlm.Drafting.Offline.Request;

/// <summary>
/// Brings an NDC to the HCPCS code that stands beside it: 'HCPCS J0593, NDC 47783-644-01' is one drug with two codes and no two services. A code on the NDC's line
/// that was not read as any service's is the service's code.
/// </summary>
internal static class DrugCodePairs
{
    // Farthest apart, in characters, that the two stand on one line.
    private const int Reach = 30;

    internal static void Join(List<ListEntry> services)
    {
        foreach (var entry in services.FindAll(static s => !s.Has("code") && s.HasRead("ndc")))
        {
            var ndc = entry.Leaves.Find(static l => l is { Leaf: "ndc", IsUnread: false })!;
            if (Beside(ndc) is not { } found) continue;
            if (services.Find(s => s != entry && s.Value("code") == found.Code.Value) is { } same)
            {
                if (same.Has("ndc") && same.Value("ndc") != ndc.Value) continue;
                same.Absorb(entry);
                services.Remove(entry);
                continue;
            }

            entry.Add(new(ndc.Page, "code", found.Code.Value, ndc.Score, ndc.Rule, [found.Span]) { Repaired = found.Code.Repaired, Doubt = found.Code.Doubt });
            entry.Add(new(ndc.Page, "codeSystem", "HCPCS", ndc.Score, "system-hcpcs", [found.Span]) { Mapped = true });
        }
    }

    /// <summary>The only HCPCS code of a drug on the NDC's line, close to it; null where none or several stand there.</summary>
    private static (Reading Code, TextSpan Span)? Beside(EntryLeaf ndc)
    {
        string text = ndc.Page.Text;
        var at = ndc.Spans[^1];
        int start = Math.Max(text.LastIndexOf('\n', at.Start) + 1, at.Start - Reach), end = text.IndexOf('\n', at.End);
        end = Math.Min(end < 0 ? text.Length : end, at.End + Reach);
        (Reading Code, TextSpan Span)? found = null;
        foreach (var (from, to) in (ReadOnlySpan<(int, int)>)[(start, at.Start), (at.End, end)])
        {
            if (from >= to) continue;
            foreach (var (code, _, _) in CodeReadings.Services(text[from..to]))
            {
                // Codes of drugs begin with one of these; CPT codes beside an NDC are procedures.
                if (code.Value[0] is not ('J' or 'Q' or 'C' or 'S') || Instructions.Name(text, from + code.Start, from + code.End)) continue;
                if (found is { } other && other.Code.Value != code.Value) return null;
                found = (code, new(from + code.Start, from + code.End));
            }
        }

        return found;
    }
}
