using System.Buffers.Binary;

namespace Federation.Node.Documents.Search;

/// <summary>Looks at the end of a zip (APPNOTE 4.3.16) before its list of parts is read into memory: a few bytes a part, and a file of ours may have a million.</summary>
internal static class ZipList
{
    private const int EndLength = 22, LongestComment = ushort.MaxValue;

    private const uint Signature = 0x06054b50;

    /// <exception cref="InvalidDataException">It is no zip, or its list is too long.</exception>
    public static void Check(Stream content)
    {
        var tail = new byte[(int)Math.Min(content.Length, EndLength + LongestComment)];
        content.Position = content.Length - tail.Length;
        content.ReadExactly(tail);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) == Signature)
            {
                var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16)); // of the list; all ones in a zip of more than 4 GiB
                var length = content.Length - tail.Length + at - start;
                content.Position = 0;
                if (length is < 0 or > SearchLimits.MaxZipList)
                {
                    throw new InvalidDataException("Its list of parts is longer than any program writes it.");
                }

                return;
            }
        }

        throw new InvalidDataException("It is no zip.");
    }
}
