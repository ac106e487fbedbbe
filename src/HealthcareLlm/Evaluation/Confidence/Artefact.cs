using System.Text.Json;

namespace HealthcareLlm.Evaluation.Confidence;

/// <summary>Opens the files that confidence rests on, calibrations and thresholds, and says what is wrong with one that is none.</summary>
internal static class Artefact
{
    /// <summary>The file's bytes.</summary>
    /// <param name="file">Path.</param>
    /// <param name="what">What it should be, for a person: 'a calibration'.</param>
    /// <exception cref="InvalidDataException">It is not there or cannot be opened; the message names it.</exception>
    internal static byte[] Bytes(string file, string what)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string why = e is FileNotFoundException or DirectoryNotFoundException ? "the file is not there" : Directory.Exists(file) ? "it is a folder" : "it cannot be opened";
            throw new InvalidDataException($"'{file}' cannot be read as {what}: {why}", e);
        }
    }

    /// <summary>What is read of its JSON.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="schema">The schema that it must name.</param>
    /// <param name="what">What it should be, for a person.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="InvalidDataException">It is no JSON, of another schema, or not shaped as the schema says; the message names it.</exception>
    internal static T Read<T>(byte[] bytes, string file, string schema, string what, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes);
            if (json.RootElement.Text("schema") is var found && found != schema) throw new InvalidDataException($"'{file}' is no {schema}" + (found is null ? ": it names no schema" : ": it is " + found));
            return read(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{file}' cannot be read as {what}: it is no JSON", e);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            // A text where a number is due, or a number that can be none.
            throw new InvalidDataException($"'{file}' cannot be read as {what}: it is not shaped as {schema} says", e);
        }
    }
}
