namespace HealthcareLlm.Drafting.Offline.Summary.Course;

/// <summary>How many words of prose a summary may have (contract: at most the larger of 150 words and 20 % of the source, never above 600), shared out.</summary>
internal sealed class ProseBudget
{
    private const int Least = 150, Most = 600, SharePercent = 20;

    // Counting differs a little from program to program ('40mg', '1.'): stay below the bound.
    private const int MarginPercent = 96;

    private int _left;

    internal ProseBudget(int sourceWords)
    {
        Total = Math.Clamp(Math.Max(Least, sourceWords * SharePercent / 100), Least, Most) * MarginPercent / 100;
        _left = Total;
    }

    /// <summary>All words of prose.</summary>
    internal int Total { get; }

    /// <summary>Words that are left.</summary>
    internal int Left => _left;

    /// <summary>A share of the whole, in words, never more than is left.</summary>
    internal int Share(int percent) => Math.Min(_left, Total * percent / 100);

    /// <summary>Takes words away.</summary>
    internal void Spend(int words) => _left -= words;
}
