using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;

namespace Federation.Node.Contributions.Papers;

/// <summary>
/// The signature of a PDF, checked (ISO 32000-1 12.8.1). Only one that covers the whole file but itself counts: what was added afterwards could
/// show other pages. Who the certificate belongs to is for the caller to know.
/// </summary>
/// <param name="Fingerprint">Of the certificate that signed: see <see cref="DocumentKey.Fingerprint"/>; null when the file has no good signature.</param>
/// <param name="Fault">Why not, in English; null when it is good.</param>
internal sealed partial record PdfSignature(string? Fingerprint, string? Fault)
{
    /// <summary>How a PDF begins.</summary>
    public static ReadOnlySpan<byte> Magic => "%PDF-"u8;

    /// <summary>Checks a file.</summary>
    public static PdfSignature Check(byte[] file)
    {
        var text = Encoding.Latin1.GetString(file);
        foreach (Match range in ByteRange().Matches(text))
        {
            if (Hole(text, range) is var (from, to))
            {
                return Verify([.. file[..from], .. file[to..]], Convert.FromHexString(text[(from + 1)..(to - 1)]));
            }
        }

        return new PdfSignature(null, "The PDF has no signature over the whole of it.");
    }

    /// <summary>A file that is attached to a PDF; null when it has none of that name, or is no whole PDF.</summary>
    public static byte[]? Attached(byte[] file, string name)
    {
        try
        {
            using var document = PdfDocument.Open(file);
            return document.Advanced.TryGetEmbeddedFiles(out var attached) ? attached.SingleOrDefault(each => each.Name == name)?.Memory.ToArray() : null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null; // the reader has no one way to say that a file is broken
        }
    }

    // Where the signature's own digits lie, when the range is all the rest.
    private static (int From, int To)? Hole(string text, Match range)
    {
        int Number(int at) => int.TryParse(range.Groups[at].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var (start, from, to, rest) = (Number(1), Number(2), Number(3), Number(4));
        return start == 0 && from >= 0 && to > from + 2 && to <= text.Length && rest == text.Length - to && Digits().IsMatch(text[from..to]) ? (from, to) : null;
    }

    private static PdfSignature Verify(byte[] content, byte[] signature)
    {
        try
        {
            var signed = new SignedCms(new ContentInfo(content), detached: true);
            signed.Decode(signature);
            if (signed.SignerInfos.Count != 1 || signed.SignerInfos[0].Certificate is not { } certificate)
            {
                return new PdfSignature(null, "The PDF's signature is not of one signer with their certificate.");
            }

            signed.CheckSignature(verifySignatureOnly: true);
            return new PdfSignature(DocumentKey.Fingerprint(certificate), null);
        }
        catch (CryptographicException)
        {
            return new PdfSignature(null, "The PDF's signature does not fit its bytes: it was changed after it was signed.");
        }
    }

    [GeneratedRegex(@"/ByteRange\s*\[\s*([0-9]{1,10})\s+([0-9]{1,10})\s+([0-9]{1,10})\s+([0-9]{1,10})\s*\]")]
    private static partial Regex ByteRange();

    [GeneratedRegex(@"^<(?:[0-9A-Fa-f]{2})+>\z")]
    private static partial Regex Digits();
}
