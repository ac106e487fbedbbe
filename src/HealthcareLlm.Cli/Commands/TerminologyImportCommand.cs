using System.Buffers.Binary;
using System.CommandLine;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HealthcareLlm.Terminology;

namespace HealthcareLlm.Cli.Commands;

/// <summary><c>terminology import SYSTEM FILE --from D</c>: an official file, whole or not at all.</summary>
internal static partial class TerminologyImportCommand
{
    internal static Command Create()
    {
        var system = new Argument<string>("SYSTEM") { Description = "ICD-10-CM (order file), HCPCS (table or CMS record file), CPT (the site's licensed list: a table with columns code and label), RxNorm (RXNCONSO.RRF)." };
        var file = new Argument<string>("FILE") { Description = "The file as downloaded; .gz is unpacked." };
        var from = new Option<string?>("--from") { Description = "First date of service that it holds for. For an ICD-10-CM file with its year in its name: 1 October of the year before.", HelpName = "YYYY-MM-DD" };
        var until = new Option<string?>("--until") { Description = "Last one; 30 September of the year in the name of an ICD-10-CM file, else open.", HelpName = "YYYY-MM-DD" };
        var version = new Option<string?>("--version-name") { Description = "Name of the edition. Default: the year in the file's name, else the first day.", HelpName = "NAME" };
        var replace = new Option<bool>("--replace") { Description = "Take the place of an edition of the same name." };
        var partial = new Option<bool>("--partial") { Description = "Take a file that has fewer codes than an edition has: a part that is meant. A code that is not in it then counts as unknown." };
        var folder = TerminologyCommand.Folder();
        var command = new Command("import", "Import an official file. Each line that is not understood is named; then nothing is imported.") { system, file, from, until, version, replace, partial, folder };
        command.SetAction(result =>
        {
            var kind = CodeSystems.Parse(result.GetValue(system)!) ?? throw new ConfigurationException($"There is no code system '{result.GetValue(system)}': ICD-10-CM, HCPCS, CPT or RxNorm.");
            string path = result.GetValue(file)!;
            byte[] bytes = Load(path);
            var store = TerminologyCommand.Store(result.GetValue(folder), Settings.Load());
            var edition = EditionOf(kind, path, bytes, result.GetValue(from), result.GetValue(until), result.GetValue(version));
            var there = store.Editions().FirstOrDefault(e => e.System == kind && e.Version == edition.Version);
            if (there is not null && there == edition with { Count = there.Count })
            {
                Console.Out.WriteLine($"{edition.Name} is already there, from the same file and for the same days; nothing was done.");
                return ExitStatus.Done;
            }

            if (there is not null && !result.GetValue(replace)) throw new ConfigurationException($"{edition.Name} is already there, from another file or for other days; name another edition, or --replace it.");
            return Import(store, edition, path, bytes, result.GetValue(partial));
        });
        return command;
    }

    private static int Import(Adapters.Terminology.TerminologyStore store, CodeSetEdition edition, string path, byte[] bytes, bool partial)
    {
        using var reader = new StreamReader(new MemoryStream(Unpacked(path, bytes)), new UTF8Encoding(false));
        switch (CodeSetFile.Read(edition.System, reader, partial))
        {
            case CodeSetReading.Faulty faulty:
                foreach (var fault in faulty.Faults) Console.Error.WriteLine(fault.Line > 0 ? $"{path}:{fault.Line}: error [{fault.Code}] {fault.Message}" : $"{path}: error [{fault.Code}] {fault.Message}");
                Console.Error.WriteLine(faulty.Faults.Length == CodeSetFile.MostFaults ? $"The first {CodeSetFile.MostFaults} faults; nothing was imported." : "Nothing was imported.");
                return ExitStatus.FileNotRead;
            case CodeSetReading.Complete complete:
                var set = new CodeSet(edition with { Count = complete.Entries.Length }, complete.Entries);
                store.Add(set);
                Console.Out.WriteLine($"{edition.Name}: {set.Entries.Count(static e => !e.IsHeading)} codes and {set.Entries.Count(static e => e.IsHeading)} categories, for dates of service from {TerminologyCommand.Text(edition.ValidFrom)} to {TerminologyCommand.Text(edition.ValidUntil)}.");
                return ExitStatus.Done;
            default:
                throw new InvalidOperationException("a reading is complete or faulty");
        }
    }

    private static CodeSetEdition EditionOf(CodeSystem system, string path, byte[] bytes, string? from, string? until, string? version)
    {
        var year = Year().Match(Path.GetFileName(path));
        int? named = year.Success ? int.Parse(year.Value, System.Globalization.CultureInfo.InvariantCulture) : null;
        DateOnly? first = from is null ? null : TerminologyCommand.DayOf(from), last = until is null ? null : TerminologyCommand.DayOf(until);
        if (system == CodeSystem.Icd10Cm && named is { } fiscal)
        {
            first ??= new(fiscal - 1, 10, 1);
            if (until is null && from is null) last = new(fiscal, 9, 30);
        }

        if (first is null) throw new ConfigurationException("Say with --from YYYY-MM-DD from which date of service on the file holds.");
        if (last < first) throw new ConfigurationException("--until lies before --from.");
        string name = version ?? named?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? TerminologyCommand.Text(first);
        if (!VersionName().IsMatch(name)) throw new ConfigurationException("The name of an edition has letters, digits, dots, hyphens and underscores, at most 40.");
        return new(system, name, first.Value, last, Convert.ToHexStringLower(SHA256.HashData(bytes)), 0);
    }

    private static byte[] Load(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path} cannot be read.", e);
        }
    }

    /// <summary>The bytes, unpacked where they are packed. A packed file that was cut off unpacks without complaint; its last four bytes, which say how long it is, tell.</summary>
    private static byte[] Unpacked(string path, byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..]) return bytes;
        try
        {
            using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            using var whole = new MemoryStream();
            packed.CopyTo(whole);
            if (bytes.Length >= 18 && BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(^4)) == (uint)whole.Length) return whole.ToArray();
        }
        catch (InvalidDataException)
        {
            // Told below, as a file that was cut off is.
        }

        throw new ConfigurationException($"{path} is damaged: it cannot be unpacked to its end. Nothing was imported.");
    }

    [GeneratedRegex("(?<![0-9])20[0-9]{2}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Year();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionName();
}
