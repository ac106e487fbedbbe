using System.Runtime.InteropServices;

namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>The functions of Tesseract 5 that are used. Signatures from its capi.h.</summary>
internal static unsafe partial class TesseractLibrary
{
    private const string Library = "libtesseract.so.5";

    internal const int LstmOnly = 1;
    internal const int LevelWord = 3;
    internal const int LevelSymbol = 4;

    // Tesseract's own threads make a page up to five times slower (STACK.md, 4). OpenMP reads the variable when it is loaded, which already asking for
    // Tesseract's version does; .NET's own environment is not seen by native code.
    internal static void HoldThreads() => _ = setenv("OMP_THREAD_LIMIT", "1", 1);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int setenv(string name, string value, int overwrite);

    [LibraryImport(Library)]
    internal static partial nint TessVersion();

    [LibraryImport(Library)]
    internal static partial nint TessBaseAPICreate();

    [LibraryImport(Library)]
    internal static partial void TessBaseAPIDelete(nint api);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TessBaseAPIInit2(nint api, string? folder, string language, int engineMode);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int TessBaseAPISetVariable(nint api, string name, string value);

    [LibraryImport(Library)]
    internal static partial void TessBaseAPISetPageSegMode(nint api, int mode);

    [LibraryImport(Library)]
    internal static partial void TessBaseAPISetImage2(nint api, nint pix);

    [LibraryImport(Library)]
    internal static partial void TessBaseAPISetSourceResolution(nint api, int dpi);

    [LibraryImport(Library)]
    internal static partial int TessBaseAPIRecognize(nint api, nint monitor);

    [LibraryImport(Library)]
    internal static partial nint TessBaseAPIGetIterator(nint api);

    [LibraryImport(Library)]
    internal static partial void TessBaseAPIClear(nint api);

    [LibraryImport(Library)]
    internal static partial void TessBaseAPIEnd(nint api);

    [LibraryImport(Library)]
    internal static partial nint TessResultIteratorGetPageIterator(nint iterator);

    [LibraryImport(Library)]
    internal static partial void TessResultIteratorDelete(nint iterator);

    [LibraryImport(Library)]
    internal static partial int TessResultIteratorNext(nint iterator, int level);

    [LibraryImport(Library)]
    internal static partial nint TessResultIteratorGetUTF8Text(nint iterator, int level);

    [LibraryImport(Library)]
    internal static partial float TessResultIteratorConfidence(nint iterator, int level);

    [LibraryImport(Library)]
    internal static partial int TessPageIteratorBoundingBox(nint iterator, int level, out int left, out int top, out int right, out int bottom);

    [LibraryImport(Library)]
    internal static partial void TessPageIteratorOrientation(nint iterator, out int orientation, out int writing, out int lineOrder, out float deskew);

    [LibraryImport(Library)]
    internal static partial void TessDeleteText(nint text);

    [LibraryImport(Library)]
    internal static partial nint TessMonitorCreate();

    [LibraryImport(Library)]
    internal static partial void TessMonitorDelete(nint monitor);

    [LibraryImport(Library)]
    internal static partial void TessMonitorSetCancelFunc(nint monitor, delegate* unmanaged[Cdecl]<void*, int, byte> callback);

    [LibraryImport(Library)]
    internal static partial void TessMonitorSetCancelThis(nint monitor, void* cancelThis);
}
