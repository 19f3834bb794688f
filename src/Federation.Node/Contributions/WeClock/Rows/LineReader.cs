using System.Text;
using System.Text.Unicode;
using Federation.Node.Contributions.WeClock.Upload;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>
/// Lines of a UTF-8 file with their numbers. Ends of line are LF or CRLF; a byte order mark before the first line is dropped. An export
/// has no field that spans lines, so a line is a row: that is what lets every refusal name the line the member sees in an editor.
/// </summary>
internal sealed class LineReader(ByteSource source, WeClockLimits limits)
{
    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly byte[] line = new byte[limits.MaxLineBytes];
    private int position;
    private int filled;

    /// <summary>Number of the line last read, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Why reading stopped; null when it has not, or stopped at the end.</summary>
    public ImportRefusal? Refusal { get; private set; }

    /// <summary>The next line without its end, or null at the end or at a refusal.</summary>
    public string? Next()
    {
        Number++;
        var length = 0;
        while (true)
        {
            if (position == filled && !Fill())
            {
                return Refusal is null && length > 0 ? Decoded(length) : null;
            }

            var rest = buffer.AsSpan(position, filled - position);
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            if (length + part.Length > line.Length)
            {
                Refusal = ImportRefusal.AtLine(Number, ImportFault.LineTooLong, ("limit", limits.MaxLineBytes));
                return null;
            }

            part.CopyTo(line.AsSpan(length));
            length += part.Length;
            position += end < 0 ? part.Length : part.Length + 1;
            if (end >= 0)
            {
                return Decoded(length);
            }
        }
    }

    private bool Fill()
    {
        position = 0;
        filled = source.Read(buffer);
        Refusal = source.Refusal;
        return filled > 0;
    }

    private string? Decoded(int length)
    {
        var bytes = line.AsSpan(0, length);
        if (bytes.EndsWith("\r"u8))
        {
            bytes = bytes[..^1];
        }

        if (Number == 1 && bytes.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        Refusal = ImportRefusal.AtLine(Number, ImportFault.NotUtf8);
        return null;
    }
}
