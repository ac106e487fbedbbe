using System.Globalization;
using System.Text;
using HealthcareLlm.Adapters.Readers;
using HealthcareLlm.Drafting.Offline;
using HealthcareLlm.Drafting.Offline.Request.Roles;
using HealthcareLlm.Evaluation;
using HealthcareLlm.Export;
using HealthcareLlm.Guards;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.RoleTrainer;

/// <summary>
/// Results of golden packets by models that have not seen them: the scores of packets that a model was learned from are too bright, and a calibration fitted on them would promise what a
/// stranger's packet does not keep. Readers, rules and guards are the program's; only the learned weights are those of the packet's fold.
/// </summary>
internal static class OutsideRun
{
    /// <summary>Writes the result files and texts of these packets.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="files">Files that <c>read</c> made, of every packet that the program's model was learned from.</param>
    /// <param name="folders">Folders of the packets; each must stand in a file.</param>
    internal static async Task WriteAsync(string run, string[] files, string[] folders)
    {
        var byId = folders.ToDictionary(static f => Path.GetFileName(f.TrimEnd('/')), StringComparer.Ordinal);
        var limits = new IngestionLimits();
        var pipeline = new CasePipeline(new(DocumentReaders.All(limits), limits), new OfflineDraftingEngine(), new GuardOptions());
        Directory.CreateDirectory(Path.Combine(run, EvaluationRun.ResultsFolder));
        Directory.CreateDirectory(Path.Combine(run, EvaluationRun.TextsFolder));
        int done = 0;
        foreach (var (packets, model, opinions) in Opinions.ByFold(files))
        {
            RoleModel.Instead(model);
            TwoOpinions.Instead(opinions);
            foreach (string id in packets.Where(byId.ContainsKey).Order(StringComparer.Ordinal))
            {
                string[] paths = [.. Directory.GetFiles(Path.Combine(byId[id], "documents")).Order(StringComparer.Ordinal)];
                var result = (await pipeline.ExtractAsync(InputFiles.Load(paths, limits), null, default).ConfigureAwait(false)).Result;
                await File.WriteAllBytesAsync(EvaluationRun.ResultFile(run, id), ResultFileWriter.Write(result)).ConfigureAwait(false);
                foreach (var document in result.Documents) await File.WriteAllTextAsync(Path.Combine(run, EvaluationRun.TextsFolder, document.Id.Hex + ".txt"), document.Text, new UTF8Encoding(false)).ConfigureAwait(false);
                done++;
            }
        }

        RoleModel.Instead(null);
        TwoOpinions.Instead(null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} of {folders.Length} packets, each by a model that has not seen it"));
        if (done < folders.Length) throw new InvalidDataException("a packet stands in no file: read it first");
    }
}
