using System.Text;

namespace Federation.Node.Documents.WebDav;

/// <summary>
/// Turns the target of a request into a path of names, from the bytes as they came: what a server in front or below has decoded,
/// joined or tidied is not looked at, so a name means the same however it was written.
/// </summary>
internal static class DavPath
{
    /// <summary>Where the documents are served.</summary>
    public const string Root = "/dav";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a path like <c>/dav/a/b%20c</c>; one slash at the end means nothing.</summary>
    public static (IReadOnlyList<string> Path, DocumentRefusal? Refusal) Read(string target)
    {
        var path = target.Split('?', 2)[0];
        if (path != Root && !path.StartsWith(Root + "/", StringComparison.Ordinal))
        {
            return ([], new DocumentRefusal.BadName());
        }

        var parts = path[Root.Length..].Split('/')[1..];
        if (path == Root || parts is [""])
        {
            return ([], null);
        }

        var names = new List<string>();
        foreach (var part in parts[^1] == "" ? parts[..^1] : parts)
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

    /// <summary>The path-absolute form of a path, for an <c>href</c>.</summary>
    public static string Write(IEnumerable<string> path, bool isFolder)
    {
        var text = Root + string.Concat(path.Select(name => "/" + Uri.EscapeDataString(name)));
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
