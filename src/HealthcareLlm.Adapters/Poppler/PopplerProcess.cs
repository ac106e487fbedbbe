using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using HealthcareLlm.Ingestion;

namespace HealthcareLlm.Adapters.Poppler;

/// <summary>One of poppler's programs failed. The message never holds what the program printed: that may be a document's text.</summary>
internal sealed class PopplerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A run of one of poppler's programs in a process of its own, with a limit on memory and on processor time (<c>ulimit</c> of the shell that becomes the program).
/// What it prints to standard error is read away and dropped. Disposing ends it.
/// </summary>
internal sealed class PopplerProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task _errors;
    private readonly Channel<int> _finished = Channel.CreateUnbounded<int>();

    private PopplerProcess(Process process)
    {
        _process = process;
        _errors = Drain(process.StandardError);
    }

    /// <summary>Numbers of the pages that it says are written, in order; completed at its end.</summary>
    internal ChannelReader<int> FinishedPages => _finished.Reader;

    internal Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>Starts a program of poppler.</summary>
    /// <param name="program">Name, such as <c>pdftoppm</c>.</param>
    /// <param name="arguments">Arguments, never through a shell's eyes.</param>
    /// <param name="limits">Memory and time.</param>
    /// <param name="pages">Number of pages that it will work on: processor time is that many times the page's limit.</param>
    /// <exception cref="PopplerException">It could not be started.</exception>
    internal static PopplerProcess Start(string program, IEnumerable<string> arguments, IngestionLimits limits, int pages)
    {
        long kilobytes = limits.RenderingMemoryMegabytes * 1024L;
        long seconds = Math.Max(1, (long)Math.Ceiling(limits.PageTime.TotalSeconds)) * Math.Max(1, pages);
        string script = string.Create(CultureInfo.InvariantCulture, $"ulimit -v {kilobytes}; ulimit -t {seconds}; ulimit -c 0; exec \"$@\"");
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (string argument in (IEnumerable<string>)["-c", script, "sh", program, .. arguments]) start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start) ?? throw new PopplerException(program + " could not be started");
            process.StandardInput.Close();
            return new(process);
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new PopplerException(program + " could not be started", e);
        }
    }

    /// <summary>Waits for the end and gives the exit status.</summary>
    internal async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        await _errors.ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended between the question and the answer.
        }

        _process.Dispose();
    }

    // Every line is read away; of what it says, only the numbers of finished pages are kept ('7 20 ' of -progress).
    private async Task Drain(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { } line)
            {
                string[] parts = line.Length > 60 ? [] : line.Split(' ');
                if (parts.Length >= 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int page)
                    && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                {
                    _finished.Writer.TryWrite(page);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process was ended.
        }
        finally
        {
            _finished.Writer.TryComplete();
        }
    }
}
