using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace Federation.Storage.Keys;

/// <summary>
/// The ids of all keys that were ever destroyed, in a file outside the database: a backup of the database brings keys back, this list says which of
/// them must go again. Only ever added to, one line each: <c>2026-11-29T09:30:00Z 0199…-… 1a2b3c4d</c>, time, id, and the first eight hexadecimal
/// digits of the SHA-256 of both. A line says nothing about a person. Lists of one node may be put behind each other; a line twice does no harm.
/// Not for several writers at once.
/// </summary>
public sealed class DestroyedKeyList
{
    /// <summary>Bytes of a line, its end included.</summary>
    public const int LineSize = TimeSize + 1 + IdSize + 1 + SumSize + 1;

    private const int TimeSize = 20, IdSize = 36, SumSize = 8;
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private readonly string path;
    private readonly IDisk disk;

    /// <param name="path">The file; made with the first line.</param>
    public DestroyedKeyList(string path)
        : this(path, PosixDisk.Instance)
    {
    }

    internal DestroyedKeyList(string path, IDisk disk) => (this.path, this.disk) = (Path.GetFullPath(path), disk);

    /// <summary>All of it. What a crash cut off at the end was never promised and is passed over.</summary>
    /// <exception cref="BrokenKeyListException">A line was changed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlySet<SubjectId> Read()
    {
        var all = new HashSet<SubjectId>();
        if (!File.Exists(path))
        {
            return all;
        }

        var bytes = File.ReadAllBytes(path).AsSpan();
        for (var line = 0; (line + 1) * LineSize <= bytes.Length; line++)
        {
            var text = Encoding.Latin1.GetString(bytes.Slice(line * LineSize, LineSize));
            var said = text[..(TimeSize + 1 + IdSize)];
            all.Add(text == $"{said} {Sum(said)}\n" && Guid.TryParseExact(text.AsSpan(TimeSize + 1, IdSize), "D", out var id)
                ? new SubjectId(id)
                : throw new BrokenKeyListException(path, line + 1));
        }

        return all;
    }

    /// <summary>Adds keys; durable when it returns.</summary>
    /// <exception cref="IOException">The disk refused; what was added is overwritten by the next call.</exception>
    public void Add(IReadOnlyCollection<(SubjectId Id, DateTimeOffset At)> keys)
    {
        var lines = Encoding.Latin1.GetBytes(string.Concat(keys.Select(key => Line(key.Id, key.At))));
        var isNew = !File.Exists(path);
        using var file = isNew ? disk.Create(path) : disk.Reopen(path);
        var length = RandomAccess.GetLength(file);
        Append(file, lines, length - length % LineSize); // over what a crash left of a line
        if (isNew)
        {
            disk.SyncFolder(Path.GetDirectoryName(path)!); // a full path to a file has a folder
        }
    }

    private void Append(SafeFileHandle file, byte[] lines, long at)
    {
        disk.Write(file, path, lines, at);
        disk.SyncFile(file, path);
    }

    private static string Line(SubjectId id, DateTimeOffset at)
    {
        var text = $"{at.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture)} {id}";
        return $"{text} {Sum(text)}\n";
    }

    private static string Sum(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(text)))[..SumSize];
}
