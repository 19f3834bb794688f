using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Spaces;

namespace Federation.Node.Documents.WebDav;

/// <summary>
/// How far a program has come with a folder (RFC 6578 §4): a name for a state, which the program keeps and the node does not. In the middle of a
/// long answer it also says where to go on.
/// </summary>
/// <param name="FolderId">The folder it is about.</param>
/// <param name="Mark">What the program has seen is older than this.</param>
internal sealed record SyncToken(Guid FolderId, ChangeMark Mark)
{
    private const string Scheme = "urn:x-federation:sync:";

    /// <summary>What others let the member into, by the names that were shown, each with what it was.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();

    /// <summary>Names among these of which the program has not seen all yet.</summary>
    public IReadOnlySet<string> Fresh { get; init; } = new HashSet<string>();

    /// <summary>Entries up to this one are told; null: it is not in the middle of an answer.</summary>
    public Guid? After { get; init; }

    /// <summary>Where to ask from once the answer is complete: the number of its beginning.</summary>
    public long Next { get; init; }

    /// <summary>What others let the member into, as a token tells it.</summary>
    public static IReadOnlyDictionary<string, string> Describe(IEnumerable<Reach> others) =>
        others.ToDictionary(reach => reach.Name!, reach => (reach.Top.IsFolder ? "d" : "f") + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes($"{reach.Top.Id:n} {reach.Role}")))[..8]); // others' have names

    /// <summary>Whether what was shown under a name was a folder.</summary>
    public bool WasFolder(string name) => Others[name].StartsWith('d');

    /// <summary>Reads a token; null when it is none of ours.</summary>
    public static SyncToken? Read(string text)
    {
        var inside = text.StartsWith(Scheme, StringComparison.Ordinal) && Base64Url.IsValid(text.AsSpan(Scheme.Length))
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text.AsSpan(Scheme.Length))).Split('\n') : [];
        if (inside is not [var folder, var era, var since, var next, var after, .. var others]
            || !Guid.TryParse(folder, out var folderId) || !Guid.TryParse(era, out var eraId) || !Number(since, out var from) || !Number(next, out var then)
            || !Guid.TryParse(after, out var told) && after.Length > 0)
        {
            return null;
        }

        var read = others.Select(each => each.Split('/', 3)).ToList();
        return read.Any(each => each.Length != 3) ? null : new(folderId, new(eraId, from))
        {
            Next = then,
            After = after.Length == 0 ? null : told,
            Others = read.DistinctBy(each => each[2]).ToDictionary(each => each[2], each => each[0]),
            Fresh = read.Where(each => each[1].Length > 0).Select(each => each[2]).ToHashSet(),
        };
    }

    /// <summary>The token as programs keep it.</summary>
    public override string ToString() => Scheme + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('\n', [
        FolderId.ToString("n"), Mark.Era.ToString("n"), Mark.Number.ToString(CultureInfo.InvariantCulture), Next.ToString(CultureInfo.InvariantCulture), After?.ToString("n") ?? "",
        .. Others.Select(each => $"{each.Value}/{(Fresh.Contains(each.Key) ? "+" : "")}/{each.Key}")]))); // no name has a slash

    private static bool Number(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
