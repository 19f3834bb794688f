using System.Text;

namespace Federation.Node.Documents.WebDav;

/// <summary>
/// Turns the target of a request into an address of the documents and a path of names, from the bytes as they came: what a server in front or below has decoded,
/// joined or tidied is not looked at, so a name means the same however it was written.
/// </summary>
internal static class DavPath
{
    /// <summary>Where the documents are served.</summary>
    public const string Root = "/dav";

    /// <summary>Where sync programs look for them.</summary>
    public const string SyncRoot = "/remote.php/webdav";

    /// <summary>Where they look for those of one member, whose name follows.</summary>
    public const string FilesRoot = "/remote.php/dav/files";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The address that a target begins with, as it is written there and without a slash at the end; null when it is none of the documents.</summary>
    public static string? RootOf(string target)
    {
        var path = target.Split('?', 2)[0];
        if (path.StartsWith(FilesRoot + "/", StringComparison.Ordinal))
        {
            var end = path.IndexOf('/', FilesRoot.Length + 1);
            return end < 0 ? path : path[..end];
        }

        return Array.Find([Root, SyncRoot], root => path == root || path.StartsWith(root + "/", StringComparison.Ordinal));
    }

    /// <summary>Whose documents an address names; null: of who asks; empty when the name cannot be read.</summary>
    public static string? OwnerIn(string root) =>
        root.StartsWith(FilesRoot + "/", StringComparison.Ordinal) ? Decode(root[(FilesRoot.Length + 1)..]) ?? "" : null;

    /// <summary>Reads a path like <c>/dav/a/b%20c</c>; a slash at the end means nothing, and several are one: no name is empty, and programs join paths carelessly.</summary>
    public static (IReadOnlyList<string> Path, DocumentRefusal? Refusal) Read(string target)
    {
        var path = target.Split('?', 2)[0];
        if (RootOf(path) is not { } root)
        {
            return ([], new DocumentRefusal.BadName());
        }

        return path == root || path == root + "/" ? ([], null) : Names(path[root.Length..].Split('/')[1..]);
    }

    /// <summary>The path-absolute form of a path below an address, for an <c>href</c>.</summary>
    public static string Write(string root, IEnumerable<string> path, bool isFolder)
    {
        var text = root + string.Concat(path.Select(name => "/" + Uri.EscapeDataString(name)));
        return isFolder ? text + "/" : text;
    }

    /// <summary>The path of a target in absolute form (RFC 9112 §3.2.2), else the target.</summary>
    public static string WithoutAuthority(string target)
    {
        var scheme = target.IndexOf("://", StringComparison.Ordinal);
        if (target.StartsWith('/') || scheme < 0)
        {
            return target;
        }

        var slash = target.IndexOf('/', scheme + 3);
        return slash < 0 ? "/" : target[slash..];
    }

    private static (IReadOnlyList<string> Path, DocumentRefusal? Refusal) Names(string[] parts)
    {
        var names = new List<string>();
        foreach (var part in parts.Where(part => part != ""))
        {
            if (Decode(part) is not { } name)
            {
                return ([], new DocumentRefusal.BadName());
            }

            name = DocumentRules.Compose(name);
            if (DocumentRules.RefuseName(name) is { } refusal)
            {
                return ([], refusal);
            }

            names.Add(name);
        }

        return (names, null);
    }

    // Once and strictly: a stray %, a fragment, an overlong or broken UTF-8 sequence is no name.
    private static string? Decode(string part)
    {
        var bytes = new byte[part.Length];
        var length = 0;
        for (var at = 0; at < part.Length; at++)
        {
            if (part[at] == '%')
            {
                if (at + 2 >= part.Length || !char.IsAsciiHexDigit(part[at + 1]) || !char.IsAsciiHexDigit(part[at + 2]))
                {
                    return null;
                }

                bytes[length++] = Convert.ToByte(part.Substring(at + 1, 2), 16);
                at += 2;
            }
            else if (part[at] is > ' ' and <= '~' and not '#')
            {
                bytes[length++] = (byte)part[at];
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
