using System.Globalization;
using System.Text;

namespace Federation.Node.Documents.Uploads;

/// <summary>Reads and writes the headers of tus 1.0 (tus.io/protocols/resumable-upload).</summary>
internal static class TusHeaders
{
    public const string Version = "1.0.0";

    public const string Extensions = "creation,creation-with-upload,creation-defer-length,expiration,termination,checksum,concatenation";

    /// <summary>Media type of a body that goes on with an upload.</summary>
    public const string BodyType = "application/offset+octet-stream";

    /// <summary>Checksums understood: the name tus gives each, and the framework's. SHA-1 is the one that tus asks of every server: it finds accidents, not attackers.</summary>
    public static readonly IReadOnlyDictionary<string, string> Checksums = new Dictionary<string, string> { ["sha1"] = "SHA1", ["sha256"] = Checksum.Sha256, ["sha512"] = "SHA512" };

    /// <summary>A whole number in a header; null when there is none.</summary>
    /// <returns>False when it is no whole number.</returns>
    public static bool TryNumber(HttpRequest request, string name, out long? number)
    {
        number = null;
        if (!request.Headers.TryGetValue(name, out var text))
        {
            return true;
        }

        var isNumber = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        number = isNumber ? value : null;
        return isNumber;
    }

    /// <summary>The pairs of <c>Upload-Metadata</c>: a name and, in base64, a value; null when it cannot be read.</summary>
    public static IReadOnlyDictionary<string, string>? Metadata(string text)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var pair in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split(' ', 2);
            if (Bytes(parts.Length == 2 ? parts[1].Trim() : "") is not { } value || !pairs.TryAdd(parts[0], Encoding.UTF8.GetString(value)))
            {
                return null;
            }
        }

        return pairs;
    }

    /// <summary>The checksum of a body; null when none is said.</summary>
    /// <returns>False when it cannot be read or its algorithm is not known.</returns>
    public static bool TryChecksum(HttpRequest request, out Checksum? sum)
    {
        sum = null;
        if (!request.Headers.TryGetValue("Upload-Checksum", out var text))
        {
            return true;
        }

        if (text.ToString().Split(' ', 2) is [var name, var value] && Checksums.TryGetValue(name, out var kind) && Bytes(value) is { } bytes)
        {
            sum = Checksum.Of(kind, bytes);
        }

        return sum is not null;
    }

    /// <summary>The uploads that <c>Upload-Concat: final;…</c> names, by the ids at the ends of their addresses; null when one cannot be read.</summary>
    public static IReadOnlyList<Guid>? Parts(string concat)
    {
        var ids = new List<Guid>();
        foreach (var address in concat["final;".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!Guid.TryParse(address[(address.LastIndexOf('/') + 1)..], out var id))
            {
                return null;
            }

            ids.Add(id);
        }

        return ids;
    }

    /// <summary>How an upload stands.</summary>
    public static void Describe(HttpResponse response, Upload upload)
    {
        response.Headers["Upload-Offset"] = upload.Received.ToString(CultureInfo.InvariantCulture);
        response.Headers["Upload-Expires"] = upload.ExpiresAt.UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
