using System.Collections.Immutable;
using System.Globalization;

namespace HealthcareLlm.Drafting.LanguageModel;

/// <summary>A value that the model gave for a leaf.</summary>
/// <param name="Path">Path with indexes.</param>
/// <param name="Value">Normal form of its kind, as far as it can be brought into it.</param>
/// <param name="Evidence">The quote; where it was not found, without a place.</param>
/// <param name="Probability">Least probability of its tokens, 0 to 1; null where the server gives none.</param>
internal sealed record AnsweredField(string Path, string Value, Evidence Evidence, double? Probability)
{
    /// <summary>Share (0 to 1) of several answers that give it; null where one alone was asked for.</summary>
    internal double? Agreement { get; init; }
}

/// <summary>Reads the answer of the extraction.</summary>
internal static class RequestAnswer
{
    internal const string List = "fields";

    private const int MostFields = 600;

    internal static AnswerReading<AnsweredField> Read(string answer, SourceIndex sources, Func<string, double?> probability)
    {
        var (items, fault) = AnswerJson.Read(answer, List);
        if (items is not { } array) return new([], [fault!.Value]);
        var fields = ImmutableArray.CreateBuilder<AnsweredField>();
        var faults = ImmutableArray.CreateBuilder<AnswerFault>();
        int i = 0;
        foreach (var item in array.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"fields[{i++}]");
            if (i > MostFields) return new(fields.ToImmutable(), faults.ToImmutable().Add(AnswerFault.Shape(place, "There are too many items")));
            if (AnswerJson.Texts(item, "path", "value", "source", "quote") is not [var path, var value, var source, var quote])
            {
                faults.Add(AnswerFault.Shape(place, "An item has the text members path, value, source and quote, and no other") with { IsWhole = false });
                continue;
            }

            if (RecordFields.Find(path) is not { } field || !HasRealIndexes(path))
            {
                faults.Add(AnswerFault.Unknown(place + ".path", "field"));
                continue;
            }

            if (string.IsNullOrWhiteSpace(value) || value.Length > 500)
            {
                faults.Add(AnswerFault.Empty(place + ".value"));
                continue;
            }

            var (evidence, broken) = sources.Find(source, quote, place + ".quote");
            if (broken is { } rule) faults.Add(rule);
            if (evidence is not null) fields.Add(new(path, NormalForm.Of(field.Kind, sources.Restore(value)), evidence, probability(value)));
        }

        return new(fields.ToImmutable(), faults.ToImmutable());
    }

    /// <summary>Every index is a number below 100, and every list has one.</summary>
    private static bool HasRealIndexes(string path)
    {
        for (int open = path.IndexOf('[', StringComparison.Ordinal); open >= 0; open = path.IndexOf('[', open + 1))
        {
            int close = path.IndexOf(']', open);
            if (close < 0 || close - open is < 2 or > 3 || !path[(open + 1)..close].All(char.IsAsciiDigit)) return false;
        }

        return true;
    }
}

/// <summary>What an answer gives and which rules it breaks.</summary>
/// <param name="Items">Items that can be drafted.</param>
/// <param name="Faults">Rules broken.</param>
internal sealed record AnswerReading<T>(ImmutableArray<T> Items, ImmutableArray<AnswerFault> Faults)
{
    /// <summary>Whether nothing of it can be used.</summary>
    internal bool IsUnusable => Faults.Any(f => f.IsWhole);
}

/// <summary>Brings what a model writes into the normal form of a leaf's kind, where that takes only punctuation away; everything else is left for the guards to refuse.</summary>
internal static class NormalForm
{
    internal static string Of(FieldKind kind, string value)
    {
        string trimmed = value.Trim(), form = Form(kind, trimmed);
        // What has nothing of its kind in it is shown as it was given.
        return form.Length == 0 ? trimmed : form;
    }

    private static string Form(FieldKind kind, string trimmed)
    {
        return kind switch
        {
            FieldKind.Identifier => Only(trimmed, char.IsLetterOrDigit),
            FieldKind.Compact => string.Concat(trimmed.Where(c => !char.IsWhiteSpace(c))),
            FieldKind.Phone => Phone(Only(trimmed, char.IsAsciiDigit)),
            FieldKind.Npi or FieldKind.TaxId => Only(trimmed, char.IsAsciiDigit),
            FieldKind.DiagnosisCode or FieldKind.ServiceCode or FieldKind.Modifier or FieldKind.State => trimmed.ToUpperInvariant(),
            FieldKind.DrugCode => Only(trimmed, char.IsAsciiDigit),
            _ => trimmed,
        };
    }

    private static string Phone(string digits) => digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits;

    private static string Only(string value, Func<char, bool> keep) => string.Concat(value.Where(keep));
}
