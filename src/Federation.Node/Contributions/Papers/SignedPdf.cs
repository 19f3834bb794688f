using System.Security.Cryptography.X509Certificates;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Signatures;

namespace Federation.Node.Contributions.Papers;

/// <summary>Makes a PDF of pages: with a file attached, and signed over every byte.</summary>
internal static class SignedPdf
{
    private const string Program = "Federation";

    /// <summary>PDF 1.7, which is ISO 32000-1.</summary>
    private const int Version = 17;

    /// <summary>The bytes of the file.</summary>
    /// <param name="title">Its title, author and language, as readers show and speak them.</param>
    /// <param name="pages">What stands on it.</param>
    /// <param name="type">The letters.</param>
    /// <param name="attachment">A file that it carries.</param>
    /// <param name="certificate">Who signs, with the key.</param>
    /// <param name="at">When.</param>
    public static async Task<byte[]> Make(
        PdfTitle title, IReadOnlyList<PaperPage> pages, ITypeface type, (string Name, byte[] Bytes) attachment, X509Certificate2 certificate, DateTimeOffset at)
    {
        using var document = new PdfDocument { Language = title.Language, Version = Version };
        document.Options.CompressContentStreams = true;
        document.ViewerPreferences.DisplayDocTitle = true;
        document.Info.Title = title.Title;
        document.Info.Author = title.Author;
        document.Info.Creator = Program;
        document.Info.CreationDate = at.UtcDateTime;
        document.Info.ModificationDate = at.UtcDateTime;
        type.Draw(document, pages);
        document.AddEmbeddedFile(attachment.Name, new MemoryStream(attachment.Bytes));
        DigitalSignatureHandler.ForDocument(document, new PdfSigner(certificate, at), new DigitalSignatureOptions { Reason = title.Title, AppName = Program });
        using var bytes = new MemoryStream();
        await document.SaveAsync(bytes);
        return bytes.ToArray();
    }
}

/// <summary>What a PDF says of itself.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Language">Like <c>fr</c>.</param>
internal sealed record PdfTitle(string Title, string Author, string Language);
