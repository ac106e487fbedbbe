using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HealthcareLlm.Adapters;

/// <summary>A program or library outside of .NET that reading needs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">What it says of its version; null where it was not found.</param>
/// <param name="Remedy">How to install it.</param>
public sealed record NativePart(string Name, string? Version, string Remedy);

/// <summary>Finds the native parts on this machine.</summary>
public static class NativeParts
{
    /// <summary>Every part, in a fixed order.</summary>
    public static IEnumerable<NativePart> Find()
    {
        yield return new("pdftoppm", FirstLine("pdftoppm", "-v"), "apt-get install poppler-utils");
        yield return new("tesseract", FirstLine("tesseract", "--version"), "apt-get install tesseract-ocr");
        yield return new("tesseract language eng", HasEnglish() ? "installed" : null, "apt-get install tesseract-ocr-eng");
        yield return new("libtesseract.so.5", Loads("libtesseract.so.5"), "apt-get install libtesseract5");
        yield return new("liblept.so.5", Loads("liblept.so.5"), "apt-get install liblept5");
    }

    private static bool HasEnglish() => FirstLine("tesseract", "--list-langs", all: true)?.Split('\n').Any(l => l.Trim() == "eng") == true;

    private static string? Loads(string library)
    {
        if (!NativeLibrary.TryLoad(library, out nint handle)) return null;
        NativeLibrary.Free(handle);
        return "loads";
    }

    private static string? FirstLine(string program, string argument, bool all = false)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true });
            if (process is null) return null;
            var error = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd() + error.GetAwaiter().GetResult();
            process.WaitForExit();
            return all ? text : text.Split('\n')[0].Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
