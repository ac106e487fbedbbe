namespace HealthcareLlm.Cli;

/// <summary>Exit states of every command.</summary>
public static class ExitStatus
{
    /// <summary>Done, also with refusals, missing fields and damaged pages, each named.</summary>
    public const int Done = 0;

    /// <summary>Some file could not be read at all; it is named, the rest is done and written.</summary>
    public const int FileNotRead = 1;

    /// <summary>Wrong arguments or configuration.</summary>
    public const int WrongUse = 2;

    /// <summary>A gate of an evaluation failed.</summary>
    public const int GateFailed = 3;

    /// <summary>Our own fault.</summary>
    public const int OurFault = 70;

    /// <summary>A file cannot be written, though its path is sound (the disk is full, a device failed); what was finished before stays. The number is that of sysexits.h, as our own fault's is.</summary>
    public const int NotWritten = 74;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Cancelled = 130;
}
