namespace Federation.Node.Contributions;

/// <summary>
/// The checksum of zip entries (APPNOTE 4.4.7: polynomial 0xEDB88320 reflected). .NET reads entries without comparing it, and a flipped
/// digit in a stored entry would become somebody's working time.
/// </summary>
internal struct Crc32
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Step((uint)value))];

    private uint state;

    /// <summary>The checksum of everything appended so far.</summary>
    public readonly uint Value => state;

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = ~state;
        foreach (var value in bytes)
        {
            crc = Table[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        state = ~crc;
    }

    private static uint Step(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        }

        return value;
    }
}
