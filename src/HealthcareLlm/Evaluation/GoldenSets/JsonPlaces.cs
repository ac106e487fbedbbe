using System.Globalization;
using System.Text.Json;

namespace HealthcareLlm.Evaluation.GoldenSets;

/// <summary>The lines at which the members and entries of a JSON file stand.</summary>
internal sealed class JsonPlaces
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal) { [string.Empty] = 1 };

    private JsonPlaces()
    {
    }

    /// <summary>Members that stand twice in one object, with their lines: the later one would hide the earlier.</summary>
    internal List<(string Path, int Line)> Repeated { get; } = [];

    /// <summary>Reads the places of a file.</summary>
    /// <exception cref="JsonException">It is no JSON; the exception bears the line.</exception>
    internal static JsonPlaces Read(ReadOnlySpan<byte> bytes)
    {
        var places = new JsonPlaces();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 64 });
        // For each open object or array: its path, and the index of the next entry (-1 for an object).
        var open = new Stack<(string Path, int Next)>();
        string at = string.Empty;
        int line = 1, counted = 0;
        while (reader.Read())
        {
            int start = (int)reader.TokenStartIndex;
            line += bytes[counted..start].Count((byte)'\n');
            counted = start;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    at = open.Peek().Path is { Length: > 0 } above ? above + "." + reader.GetString() : reader.GetString()!;
                    if (!places._lines.TryAdd(at, line)) places.Repeated.Add((at, line));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    at = places.Entry(open, at, line);
                    if (reader.TokenType is JsonTokenType.StartObject) open.Push((at, -1));
                    if (reader.TokenType is JsonTokenType.StartArray) open.Push((at, 0));
                    break;
            }
        }

        return places;
    }

    /// <summary>The line of a path, from 1; where nothing stands there, that of the nearest path above.</summary>
    internal int LineOf(string path)
    {
        for (string at = path; ; at = Above(at))
        {
            if (_lines.TryGetValue(at, out int line)) return line;
        }
    }

    private static string Above(string path) => path[..Math.Max(0, Math.Max(path.LastIndexOf('.'), path.LastIndexOf('[')))];

    private string Entry(Stack<(string Path, int Next)> open, string at, int line)
    {
        if (!open.TryPeek(out var above) || above.Next < 0) return at;
        open.Pop();
        open.Push((above.Path, above.Next + 1));
        string path = string.Create(CultureInfo.InvariantCulture, $"{above.Path}[{above.Next}]");
        _lines.TryAdd(path, line);
        return path;
    }
}
