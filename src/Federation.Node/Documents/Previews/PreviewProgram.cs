using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Federation.Node.Documents.Previews;

/// <summary>
/// Makes previews in processes of their own: pictures in one of ours, pages of PDF in <c>pdftoppm</c> (Debian's poppler-utils). What comes back is
/// looked at before it is believed.
/// </summary>
internal static partial class PreviewProgram
{
    /// <summary>The verb that draws, listed nowhere.</summary>
    public const string Verb = "render-preview";

    /// <summary>Bytes read of what <c>pdfinfo</c> says: the number of pages comes after a title of any length.</summary>
    private const int LongestFacts = 64 * 1024;

    /// <summary>A small picture of a content.</summary>
    /// <param name="page">1 is the first.</param>
    /// <returns>Null: none can be made of it.</returns>
    /// <exception cref="System.ComponentModel.Win32Exception">A program is missing on this machine.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<byte[]?> Draw(PreviewKind kind, Stream content, int page, PreviewSize size, CancellationToken cancel)
    {
        var longest = Number(size == PreviewSize.Small ? PreviewLimits.Small : PreviewLimits.Large);
        var program = kind == PreviewKind.Pages
            ? new LimitedProgram("pdftoppm", ["-f", Number(page), "-l", Number(page), "-scale-to", longest, "-jpeg", "-jpegopt", "quality=82,optimize=y", "-"], PreviewLimits.PageMemory, PreviewLimits.Seconds)
            : LimitedProgram.Itself([Verb, longest], PreviewLimits.Heap, PreviewLimits.PictureMemory, PreviewLimits.Seconds);
        var bytes = await program.Run(content, (output, stop) => Limited(output, PreviewLimits.MaxPreviewBytes, stop), cancel);
        return bytes is { Length: <= PreviewLimits.MaxPreviewBytes } && Preview.TypeOf(bytes) is not null ? bytes : null;
    }

    /// <summary>How many pages a content has that may be shown.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is missing on this machine.</exception>
    public static async Task<int> Pages(PreviewKind kind, Stream content, CancellationToken cancel)
    {
        if (kind != PreviewKind.Pages)
        {
            return 1;
        }

        var program = new LimitedProgram("pdfinfo", ["-"], PreviewLimits.PageMemory, PreviewLimits.Seconds);
        var facts = await program.Run(content, (output, stop) => Limited(output, LongestFacts, stop), cancel);
        return facts is not null && CountOfPages().Match(Encoding.Latin1.GetString(facts)) is { Success: true } found
            ? (int)Math.Min(long.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), PreviewLimits.MaxPages)
            : 1;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // One byte more than there may be, to see whether there is; whoever goes on writing is ended.
    private static async Task<byte[]> Limited(Stream output, int most, CancellationToken cancel)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (kept.Length <= most && await output.ReadAsync(buffer, cancel) is > 0 and var length)
        {
            kept.Write(buffer, 0, length);
        }

        output.Close();
        return kept.ToArray();
    }

    [GeneratedRegex(@"^Pages:\s+([0-9]{1,9})\s*$", RegexOptions.Multiline)]
    private static partial Regex CountOfPages();
}
