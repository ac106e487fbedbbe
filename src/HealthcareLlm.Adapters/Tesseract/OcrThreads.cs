namespace HealthcareLlm.Adapters.Tesseract;

/// <summary>Tesseract's own threads, which make a page up to five times slower than pages read in parallel (STACK.md, 4).</summary>
public static class OcrThreads
{
    /// <summary>Holds them back for this process: to be called before anything else, since OpenMP reads its limit when it is loaded.</summary>
    public static void HoldBack() => TesseractLibrary.HoldThreads();
}
