namespace HealthcareLlm.Adapters.Imaging;

/// <summary>Reads the text header of PBM, PGM and PPM (Netpbm).</summary>
internal static class PnmHeader
{
    internal static PictureHeader? Read(ReadOnlySpan<byte> bytes)
    {
        int at = 2;
        int width = Number(bytes, ref at), height = Number(bytes, ref at);
        return width <= 0 || height <= 0 ? null : new(PictureFormat.Pnm, width, height, 0, 0, 1, 1);
    }

    private static int Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && (bytes[at] <= ' ' || bytes[at] == '#'))
        {
            if (bytes[at] == '#')
            {
                while (at < bytes.Length && bytes[at] != '\n') at++;
            }
            else
            {
                at++;
            }
        }

        long value = -1;
        while (at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9' && value < int.MaxValue)
        {
            value = (Math.Max(0, value) * 10) + (bytes[at++] - '0');
        }

        return (int)Math.Min(value, int.MaxValue);
    }
}
