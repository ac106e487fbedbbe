using System.Runtime.InteropServices;
using HealthcareLlm.Adapters.Imaging;
using HealthcareLlm.Documents;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>A word as Tesseract gives it, in the pixels of the picture that it was given.</summary>
/// <param name="Text">Characters without white space; not empty.</param>
/// <param name="Box">Box around its ink.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Marks">What the picture adds.</param>
internal sealed record RecognizedWord(string Text, BoundingBox Box, double Confidence, WordMarks Marks = WordMarks.None)
{
    /// <summary>Whether it was read as text that runs up or down the page.</summary>
    internal bool IsTurned { get; init; }

    /// <summary>Whether it stands in the cells of a comb, a character each.</summary>
    internal bool IsComb { get; init; }
}

/// <summary>How a picture is divided into lines; the numbers are Tesseract's.</summary>
internal enum Segmentation
{
    Automatic = 3,
    SingleColumn = 4,
    SingleBlock = 6,
    SingleLine = 7,
    SparseText = 11,
}

/// <summary>One instance of Tesseract's recognizer with its language; used by one thread at a time.</summary>
internal sealed class Recognizer : IDisposable
{
    private const double Percent = 100;
    private nint _api;

    private Recognizer(nint api) => _api = api;

    /// <summary>Name and version, such as <c>tesseract 5.3.0</c>.</summary>
    internal static string Version
    {
        get
        {
            TesseractLibrary.HoldThreads();
            return "tesseract " + Marshal.PtrToStringUTF8(TesseractLibrary.TessVersion());
        }
    }

    /// <summary>Makes a recognizer.</summary>
    /// <exception cref="OcrException">The library or the language file is absent.</exception>
    internal static Recognizer Create(string language)
    {
        try
        {
            TesseractLibrary.HoldThreads();
            nint api = TesseractLibrary.TessBaseAPICreate();
            _ = TesseractLibrary.TessBaseAPISetVariable(api, "debug_file", "/dev/null");
            if (TesseractLibrary.TessBaseAPIInit2(api, null, language, TesseractLibrary.LstmOnly) != 0)
            {
                TesseractLibrary.TessBaseAPIDelete(api);
                throw new OcrException($"Tesseract's language file '{language}' was not found: install tesseract-ocr-{language}, or set TESSDATA_PREFIX.");
            }

            return new(api);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new OcrException("The Tesseract library (libtesseract.so.5) was not found: install tesseract-ocr.", e);
        }
    }

    public void Dispose()
    {
        if (_api == 0) return;
        TesseractLibrary.TessBaseAPIEnd(_api);
        TesseractLibrary.TessBaseAPIDelete(_api);
        _api = 0;
    }

    /// <summary>Recognizes a picture. A stopped recognition gives the words found until then; <paramref name="level"/> may ask for single characters instead.</summary>
    internal List<RecognizedWord> Recognize(Pix picture, double dpi, Segmentation segmentation, RecognitionMonitor? monitor, int level = TesseractLibrary.LevelWord)
    {
        TesseractLibrary.TessBaseAPISetPageSegMode(_api, (int)segmentation);
        TesseractLibrary.TessBaseAPISetImage2(_api, picture.Pointer);
        TesseractLibrary.TessBaseAPISetSourceResolution(_api, (int)Math.Clamp(Math.Round(dpi), 70, 2400));
        _ = TesseractLibrary.TessBaseAPIRecognize(_api, monitor?.Handle ?? 0);
        var words = new List<RecognizedWord>();
        nint iterator = TesseractLibrary.TessBaseAPIGetIterator(_api);
        if (iterator != 0)
        {
            ReadWords(iterator, words, level);
            TesseractLibrary.TessResultIteratorDelete(iterator);
        }

        TesseractLibrary.TessBaseAPIClear(_api);
        return words;
    }

    private static void ReadWords(nint iterator, List<RecognizedWord> words, int level)
    {
        nint place = TesseractLibrary.TessResultIteratorGetPageIterator(iterator);
        do
        {
            string text = TextOf(iterator, level);
            if (text.Length == 0) continue;
            if (TesseractLibrary.TessPageIteratorBoundingBox(place, level, out int left, out int top, out int right, out int bottom) == 0) continue;
            double confidence = TesseractLibrary.TessResultIteratorConfidence(iterator, level) / Percent;
            TesseractLibrary.TessPageIteratorOrientation(place, out int orientation, out _, out _, out _);
            words.Add(new(text, new(left, top, right - left, bottom - top), Math.Clamp(confidence, 0, 1)) { IsTurned = orientation != 0 });
        }
        while (TesseractLibrary.TessResultIteratorNext(iterator, level) != 0);
    }

    private static string TextOf(nint iterator, int level)
    {
        nint text = TesseractLibrary.TessResultIteratorGetUTF8Text(iterator, level);
        if (text == 0) return string.Empty;
        string word = Marshal.PtrToStringUTF8(text) ?? string.Empty;
        TesseractLibrary.TessDeleteText(text);
        return string.Concat(word.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
    }
}
