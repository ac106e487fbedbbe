using System.Text.Json;
using System.Text.Json.Nodes;
using HealthcareLlm.SampleRenderer.Formats;
using HealthcareLlm.SampleRenderer.Specs;

namespace HealthcareLlm.SampleRenderer.Gold;

/// <summary>Renders and checks a folder of specs: <c>specs/*.spec</c> → <c>cases/ID/case.json</c> and <c>cases/ID/documents</c>.</summary>
internal static class EvalSet
{
    /// <summary>Writes everything, or with <paramref name="check"/> compares it with what is there; the number of faults.</summary>
    public static int Run(string folder, bool check, string only)
    {
        var faults = new List<string>();
        var (ids, rows, kinds) = (new List<string>(), new List<(CaseSpec Spec, int Pages)>(), new SortedDictionary<string, int>(StringComparer.Ordinal));
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "specs"), "*.spec").Order(StringComparer.Ordinal))
        {
            var spec = SpecReader.Read(file);
            ids.Add(spec.Id);
            if (only.Length > 0 && !spec.Id.Contains(only, StringComparison.Ordinal))
                continue;
            if (Path.GetFileNameWithoutExtension(file) != spec.Id)
                faults.Add($"{file}: holds case '{spec.Id}'");
            var documents = spec.Documents.Select(d => DocumentRenderer.Render(d, spec.Tags["grade"], spec.Id)).ToList();
            var gold = new GoldWriter(spec, documents);
            var json = gold.Write();
            faults.AddRange(gold.Faults.Select(f => $"{spec.Id}: {f}"));
            faults.AddRange(NotDrawn(documents).Select(f => $"{spec.Id}: {f}"));
            var home = Path.Combine(folder, "cases", spec.Id);
            Keep(Path.Combine(home, "case.json"), System.Text.Encoding.UTF8.GetBytes(json), check, faults);
            foreach (var document in documents)
                Keep(Path.Combine(home, "documents", document.File), document.Bytes, check, faults);
            rows.Add((spec, documents.Sum(d => d.Pages)));
            Count(json, kinds, refused);
        }
        if (ids.Distinct().Count() != ids.Count)
            faults.Add("two cases have one id");
        var set = new JsonObject { ["id"] = Path.GetFileName(Path.GetFullPath(folder)), ["version"] = 1, ["task"] = "prior-auth-request", ["cases"] = new JsonArray([.. ids.Select(i => (JsonNode)i)]) };
        Keep(Path.Combine(folder, "evalset.json"), System.Text.Encoding.UTF8.GetBytes(set.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n"), check, faults);
        Report(rows, kinds, refused);
        foreach (var fault in faults)
            Console.Error.WriteLine($"fault: {fault}");
        return faults.Count;
    }

    /// <summary>Writes the documents alone of <c>specs/*.spec</c> to <c>FOLDER/ID</c>, for the samples that the program shows.</summary>
    public static int Samples(string folder)
    {
        var faults = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "specs"), "*.spec").Order(StringComparer.Ordinal))
        {
            var spec = SpecReader.Read(file);
            var documents = spec.Documents.Select(d => DocumentRenderer.Render(d, spec.Tags["grade"], spec.Id)).ToList();
            var gold = new GoldWriter(spec, documents);
            gold.Write();
            faults.AddRange(gold.Faults.Select(f => $"{spec.Id}: {f}"));
            foreach (var document in documents)
                Keep(Path.Combine(folder, spec.Id, document.File), document.Bytes, false, faults);
        }
        foreach (var fault in faults)
            Console.Error.WriteLine($"fault: {fault}");
        return faults.Count;
    }

    /// <summary>Writes every scanned page of the cases that match as PNG, with the boxes of its gold drawn in.</summary>
    public static int Preview(string folder, string only, string to)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "specs"), $"*{only}*.spec").Order(StringComparer.Ordinal))
        {
            var spec = SpecReader.Read(file);
            foreach (var document in spec.Documents.Select(d => DocumentRenderer.Render(d, spec.Tags["grade"], spec.Id)))
            {
                for (var i = 0; i < document.Pictures.Count; i++)
                {
                    var picture = document.Pictures[i];
                    foreach (var box in document.Places.Where(p => p.Page == i + 1 && p.Box is not null).Select(p => p.Box!))
                        Outline(picture, box);
                    File.WriteAllBytes(Path.Combine(to, $"{spec.Id}-{Path.GetFileNameWithoutExtension(document.File)}-{i + 1}.png"), ImageFiles.Png(picture));
                }
            }
        }
        return 0;
    }

    private static void Outline(Picture picture, int[] box)
    {
        for (var x = box[0]; x <= box[0] + box[2]; x++)
        {
            Dot(picture, x, box[1]);
            Dot(picture, x, box[1] + box[3]);
        }
        for (var y = box[1]; y <= box[1] + box[3]; y++)
        {
            Dot(picture, box[0], y);
            Dot(picture, box[0] + box[2], y);
        }
    }

    private static void Dot(Picture picture, int x, int y)
    {
        if (x >= 0 && y >= 0 && x < picture.Width && y < picture.Height)
            picture.Pixels[(y * picture.Width) + x] = 140;
    }

    /// <summary>Gold whose text is not among the words drawn on its page, or whose box holds no ink or leaves the page.</summary>
    private static IEnumerable<string> NotDrawn(List<RenderedDocument> documents)
    {
        foreach (var document in documents)
        {
            var words = document.Words.Select(Squeezed).ToList();
            foreach (var place in document.Places.Where(p => p.Tag.TrapKind is null))
            {
                var where = $"{place.Tag.Path}: '{place.Tag.Drawn}' on {document.File} page {place.Page}";
                if (place.Tag.Path != "requestingProvider.signature" && !words[place.Page - 1].Contains(Squeezed(place.Tag.Drawn), StringComparison.Ordinal))
                    yield return $"{where} is not drawn";
                if (document.Pictures.Count > 0 && !HasInk(document.Pictures[place.Page - 1], place.Box!))
                    yield return $"{where} has no ink in its box";
            }
        }
    }

    private static string Squeezed(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private static bool HasInk(Picture picture, int[] box)
    {
        if (box[0] < 0 || box[1] < 0 || box[0] + box[2] > picture.Width || box[1] + box[3] > picture.Height)
            return false;
        for (var y = box[1]; y < box[1] + box[3]; y++)
        {
            if (picture.Pixels.AsSpan((y * picture.Width) + box[0], box[2]).ContainsAnyInRange((byte)0, (byte)120))
                return true;
        }
        return false;
    }

    private static void Keep(string path, byte[] bytes, bool check, List<string> faults)
    {
        var there = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (there.AsSpan().SequenceEqual(bytes))
            return;
        if (check)
        {
            faults.Add($"{path} is not what the spec renders");
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static void Count(string json, SortedDictionary<string, int> kinds, SortedDictionary<string, int> refused)
    {
        var root = JsonNode.Parse(json)!;
        foreach (var trap in root["traps"]!.AsArray())
        {
            var kind = trap!["kind"]!.GetValue<string>();
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }
        Refused(root["record"]!, refused);
    }

    private static void Refused(JsonNode node, SortedDictionary<string, int> refused)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                Refused(item!, refused);
        }
        else if (node is JsonObject leaf)
        {
            if (leaf["status"] is { } status)
            {
                var why = leaf["why"]?.GetValue<string>() ?? status.GetValue<string>();
                refused[why] = refused.GetValueOrDefault(why) + 1;
            }
            foreach (var (_, child) in leaf)
            {
                if (child is JsonObject or JsonArray)
                    Refused(child, refused);
            }
        }
    }

    private static void Report(List<(CaseSpec Spec, int Pages)> rows, SortedDictionary<string, int> kinds, SortedDictionary<string, int> refused)
    {
        Console.WriteLine("| case | grade | lay-out | specialty | part | made | pages |\n|---|---|---|---|---|---|---|");
        foreach (var (spec, pages) in rows)
            Console.WriteLine($"| {spec.Id} | {spec.Tags["grade"]} | {spec.Tags["layout"]} | {spec.Tags["specialty"]} | {spec.Part} | {spec.Tags["made"]} | {pages} |");
        var grades = rows.GroupBy(r => r.Spec.Tags["grade"]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Count()} packets, {g.Sum(r => r.Pages)} pages");
        Console.WriteLine($"\n{rows.Count} packets; {string.Join("; ", grades)}; {rows.Select(r => r.Spec.Tags["layout"]).Distinct().Count()} lay-outs");
        Console.WriteLine($"traps {kinds.Values.Sum()}: {string.Join(", ", kinds.Select(k => $"{k.Key} {k.Value}"))}");
        Console.WriteLine($"held back {refused.Values.Sum()}: {string.Join(", ", refused.Select(k => $"{k.Key} {k.Value}"))}");
    }
}
