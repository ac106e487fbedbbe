using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HealthcareLlm.Documents;
using HealthcareLlm.Evaluation.Citing;

namespace HealthcareLlm.Evaluation.Runs;

/// <summary>
/// What a run that was stopped has finished, <c>unfinished.jsonl</c>: a first line with the key of the program, then one line for each result with the hash of what it was made of and its
/// own. The same command goes on from there; results of another program, of other documents, or that were changed since, are made anew. A run that comes to its end leaves no such file, so
/// that the next one makes everything anew.
/// </summary>
public sealed class StoppedRun
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "unfinished.jsonl";

    private readonly string _file;
    private readonly string _key;
    private readonly ConcurrentDictionary<string, (string Made, string Result)> _finished = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private int _reused;

    private StoppedRun(string file, string key) => (_file, _key) = (file, key);

    /// <summary>Results that were taken over.</summary>
    public int Reused => _reused;

    /// <summary>Opens what a stopped run left in a folder, or begins.</summary>
    /// <param name="folder">Folder of the run; made where it is absent.</param>
    /// <param name="key">Names everything but the documents that decides a result: build of the program, engine, settings.</param>
    /// <exception cref="NotWrittenException">It cannot be written.</exception>
    public static StoppedRun Open(string folder, string key)
    {
        Directory.CreateDirectory(folder);
        var run = new StoppedRun(Path.Combine(folder, FileName), key);
        if (!run.Read()) run.Write(file => File.WriteAllText(file, JsonSerializer.Serialize(new Dictionary<string, string> { ["key"] = key }) + "\n"));
        return run;
    }

    /// <summary>Removes the file: the run came to its end.</summary>
    public void Finish() => File.Delete(_file);

    /// <summary>The result of a case that the stopped run finished; null where there is none, or where anything that it rests on has changed.</summary>
    /// <param name="golden">The case.</param>
    /// <param name="file">Path of its result file.</param>
    /// <param name="texts">Texts of the run: they must be there too, since quotes are checked against them.</param>
    internal byte[]? Find(GoldenCase golden, string file, DocumentTexts texts)
    {
        if (!_finished.TryGetValue(golden.Id, out var finished) || !File.Exists(file) || finished.Made != HashOf(golden)) return null;
        byte[] result = File.ReadAllBytes(file);
        if (Convert.ToHexStringLower(SHA256.HashData(result)) != finished.Result || !HasTexts(result, texts)) return null;
        Interlocked.Increment(ref _reused);
        return result;
    }

    /// <summary>Notes that a case is finished.</summary>
    internal void Add(GoldenCase golden, byte[] result)
    {
        var line = new Dictionary<string, string> { ["case"] = golden.Id, ["made"] = HashOf(golden), ["result"] = Convert.ToHexStringLower(SHA256.HashData(result)) };
        lock (_writing) Write(file => File.AppendAllText(file, JsonSerializer.Serialize(line) + "\n"));
    }

    private void Write(Action<string> write)
    {
        try
        {
            write(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotWrittenException(_file, e);
        }
    }

    /// <summary>Whether the file is of this program; takes what it says. A line that was cut off when the run was stopped is passed over.</summary>
    private bool Read()
    {
        if (!File.Exists(_file)) return false;
        string[] lines = File.ReadAllLines(_file);
        if (lines.Length == 0 || Parsed(lines[0])?.GetValueOrDefault("key") != _key) return false;
        foreach (var line in lines.Skip(1).Select(Parsed).OfType<Dictionary<string, string>>())
        {
            if (line.TryGetValue("case", out string? id) && line.TryGetValue("made", out string? made) && line.TryGetValue("result", out string? result)) _finished[id] = (made, result);
        }

        // What follows begins on a line of its own.
        Write(static file => File.AppendAllText(file, "\n"));
        return true;
    }

    private static Dictionary<string, string>? Parsed(string line)
    {
        try
        {
            return line.Length == 0 ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>SHA-256 of task, names and bytes of the documents.</summary>
    private static string HashOf(GoldenCase golden)
    {
        var lines = new StringBuilder(golden.Task);
        foreach (string path in golden.Paths) lines.Append('\n').Append(Path.GetFileName(path)).Append('\t').Append(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }

    private static bool HasTexts(byte[] result, DocumentTexts texts)
    {
        try
        {
            var documents = ResultView.Read(result).Documents;
            return documents.All(d => d.TextSha256 is null) || texts.Of(documents).All(t => t.Value is not null);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
