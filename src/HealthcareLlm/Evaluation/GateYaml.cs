using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace HealthcareLlm.Evaluation;

/// <summary>Reads gates from YAML: the same keys as in JSON, with comments.</summary>
internal static class GateYaml
{
    /// <summary>The gates' keys and values, in the order of the file.</summary>
    /// <exception cref="InvalidDataException">It is no YAML, or not a list <c>gates</c> of maps.</exception>
    internal static List<Dictionary<string, string>> Read(string file)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(File.ReadAllText(file));
            stream.Load(reader);
            if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root) throw new InvalidDataException(file + ": one map with 'gates' is expected");
            var unknown = root.Children.Keys.Select(k => ((YamlScalarNode)k).Value).FirstOrDefault(k => k != "gates");
            if (unknown is not null) throw new InvalidDataException(file + ": unknown key " + unknown);
            if (!root.Children.TryGetValue(new YamlScalarNode("gates"), out var gates) || gates is not YamlSequenceNode list) throw new InvalidDataException(file + ": no list of gates");
            return [.. list.Children.Select(g => One(g, file))];
        }
        catch (YamlException e)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}:{e.Start.Line}: no YAML"), e);
        }
        catch (IOException e)
        {
            throw new InvalidDataException(file + " cannot be read as gates", e);
        }
    }

    private static Dictionary<string, string> One(YamlNode gate, string file)
    {
        if (gate is not YamlMappingNode map || map.Children.Any(c => c.Key is not YamlScalarNode || c.Value is not YamlScalarNode))
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{file}:{gate.Start.Line}: a gate is a map of words and numbers"));
        }

        return map.Children.ToDictionary(c => ((YamlScalarNode)c.Key).Value ?? string.Empty, c => ((YamlScalarNode)c.Value).Value ?? string.Empty, StringComparer.Ordinal);
    }
}
