using System.Runtime.InteropServices;

namespace HealthcareLlm.Adapters.Imaging;

/// <summary>The functions of leptonica 1.82 that are used. Signatures from its allheaders.h; l_int32 results are 0 for success.</summary>
internal static unsafe partial class Leptonica
{
    private const string Library = "liblept.so.5";

    internal const int FormatJpeg = 2;
    internal const int FormatPng = 3;
    internal const int BringInWhite = 1;
    internal const int RotateAreaMap = 1;

    [LibraryImport(Library)]
    internal static partial int setMsgSeverity(int severity);

    [LibraryImport(Library)]
    internal static partial nint pixReadMem(byte* data, nuint size);

    /// <summary>Goes on where the data are bad (L_JPEG_CONTINUE_WITH_BAD_DATA).</summary>
    internal const int ContinueWithBadData = 2;

    [LibraryImport(Library)]
    internal static partial nint pixReadMemJpeg(byte* data, nuint size, int colormap, int reduction, out int warnings, int hint);

    [LibraryImport(Library)]
    internal static partial nint pixReadMemTiff(byte* data, nuint size, int frame);

    [LibraryImport(Library)]
    internal static partial int pixWriteMem(out nint data, out nuint size, nint pix, int format);

    [LibraryImport(Library)]
    internal static partial int pixWriteMemJpeg(out nint data, out nuint size, nint pix, int quality, int progressive);

    internal const int FormatTiffG4 = 8;
    internal const int FormatTiffLzw = 9;

    [LibraryImport(Library)]
    internal static partial int pixSetResolution(nint pix, int dpiX, int dpiY);

    /// <summary>Writes a page of a TIFF file: mode <c>w</c> begins one, <c>a</c> adds to it.</summary>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int pixWriteTiff(string path, nint pix, int format, string mode);

    [LibraryImport(Library)]
    internal static partial void lept_free(nint pointer);

    [LibraryImport(Library)]
    internal static partial void pixDestroy(ref nint pix);

    [LibraryImport(Library)]
    internal static partial nint pixCreate(int width, int height, int depth);

    [LibraryImport(Library)]
    internal static partial nint pixCopy(nint destination, nint source);

    [LibraryImport(Library)]
    internal static partial int pixGetWidth(nint pix);

    [LibraryImport(Library)]
    internal static partial int pixGetHeight(nint pix);

    [LibraryImport(Library)]
    internal static partial int pixGetDepth(nint pix);

    [LibraryImport(Library)]
    internal static partial int pixGetSpp(nint pix);

    [LibraryImport(Library)]
    internal static partial int pixGetWpl(nint pix);

    [LibraryImport(Library)]
    internal static partial uint* pixGetData(nint pix);

    [LibraryImport(Library)]
    internal static partial nint pixGetColormap(nint pix);

    [LibraryImport(Library)]
    internal static partial nint pixRemoveAlpha(nint pix);

    [LibraryImport(Library)]
    internal static partial nint pixConvertTo8(nint pix, int colormap);

    [LibraryImport(Library)]
    internal static partial nint pixScaleGeneral(nint pix, float scaleX, float scaleY, float sharpening, int sharpeningWidth);

    [LibraryImport(Library)]
    internal static partial nint pixScaleToGray2(nint pix);

    [LibraryImport(Library)]
    internal static partial nint pixScaleToGray(nint pix, float factor);

    [LibraryImport(Library)]
    internal static partial nint pixScaleAreaMap(nint pix, float scaleX, float scaleY);

    [LibraryImport(Library)]
    internal static partial nint pixRotateOrth(nint pix, int quarterTurnsClockwise);

    [LibraryImport(Library)]
    internal static partial nint pixFlipLR(nint destination, nint source);

    [LibraryImport(Library)]
    internal static partial nint pixRotate(nint pix, float angle, int type, int incolor, int width, int height);

    [LibraryImport(Library)]
    internal static partial int pixFindSkewSweepAndSearch(
        nint pix, out float angle, out float confidence, int sweepReduction, int searchReduction, float sweepRange, float sweepDelta, float minimumDelta);

    [LibraryImport(Library)]
    internal static partial nint pixThresholdToBinary(nint pix, int threshold);

    [LibraryImport(Library)]
    internal static partial nint pixBackgroundNormSimple(nint pix, nint mask, nint gray);

    [LibraryImport(Library)]
    internal static partial nint pixMedianFilter(nint pix, int width, int height);

    [LibraryImport(Library)]
    internal static partial nint pixClipRectangle(nint pix, nint box, nint clipped);

    [LibraryImport(Library)]
    internal static partial nint pixAddBorder(nint pix, int pixels, uint value);

    [LibraryImport(Library)]
    internal static partial nint boxCreate(int x, int y, int width, int height);

    [LibraryImport(Library)]
    internal static partial void boxDestroy(ref nint box);
}
