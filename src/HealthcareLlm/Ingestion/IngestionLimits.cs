namespace HealthcareLlm.Ingestion;

/// <summary>What one input may cost. Beyond a limit there is an issue, never silence.</summary>
public sealed record IngestionLimits
{
    /// <summary>Pages a document; 1 or more. Later pages are not read. Default 500.</summary>
    public int MaximumPages { get; init; } = 500;

    /// <summary>Bytes a file. Default 100 MB (10⁸).</summary>
    public long MaximumBytes { get; init; } = 100_000_000;

    /// <summary>Pixels a page, in millions. Default 50.</summary>
    public double MaximumMegapixels { get; init; } = 50;

    /// <summary>Pixels of a page's longer side. Default 20,000.</summary>
    public int MaximumSide { get; init; } = 20_000;

    /// <summary>Time a page may take to render and read. Default 60 seconds.</summary>
    public TimeSpan PageTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Resolution at which pages are rendered for recognition, dots an inch, 100 to 400. Default 200, the resolution of a fine fax.</summary>
    public int RenderingDpi { get; init; } = 200;

    /// <summary>Memory of the rendering process, megabytes. Default 1,024.</summary>
    public int RenderingMemoryMegabytes { get; init; } = 1024;

    /// <summary>Pages read at once; 0 means one a core.</summary>
    public int Parallelism { get; init; }
}
