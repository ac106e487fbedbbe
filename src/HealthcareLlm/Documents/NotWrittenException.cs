namespace HealthcareLlm.Documents;

/// <summary>A file that could not be written though its path is sound: the disk is full, a quota is used up, a device failed. No fault of the program, and none of a document.</summary>
public sealed class NotWrittenException : IOException
{
    /// <summary><see cref="Code"/> where there is no room left.</summary>
    public const string DiskFull = "disk-full";

    /// <summary><see cref="Code"/> of every other reason.</summary>
    public const string NotWritten = "file-not-written";

    // What systems say of a device without room or beyond a quota: ENOSPC and EDQUOT (Linux, macOS), ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private const int NoSpace = 28, QuotaOfLinux = 122, QuotaOfMac = 69, DiskFullOfWindows = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>With what could not be written and why.</summary>
    /// <param name="path">The file or folder, as it was named.</param>
    /// <param name="cause">What the system said; its own text is not told.</param>
    public NotWrittenException(string path, Exception cause)
        : base($"{path} cannot be written: {(IsDiskFull(cause) ? "no room is left on the disk" : cause.GetType().Name)} ({(IsDiskFull(cause) ? DiskFull : NotWritten)})", cause) => Code = IsDiskFull(cause) ? DiskFull : NotWritten;

    /// <summary>Without a reason.</summary>
    public NotWrittenException() => Code = NotWritten;

    /// <summary>With a message alone.</summary>
    /// <param name="message">What is wrong.</param>
    public NotWrittenException(string message)
        : base(message) => Code = NotWritten;

    /// <summary>Why: <see cref="DiskFull"/> or <see cref="NotWritten"/>.</summary>
    public string Code { get; }

    /// <summary>Whether a system said that no room is left.</summary>
    /// <param name="cause">What it threw.</param>
    public static bool IsDiskFull(Exception cause) => cause is NotWrittenException { Code: DiskFull } || (cause is IOException && cause.HResult is NoSpace or QuotaOfLinux or QuotaOfMac or DiskFullOfWindows or HandleDiskFull);
}
