using UglyToad.PdfPig;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;

namespace Federation.Node.Documents.Search;

/// <summary>Text of a PDF, page by page. Only inside the process that <see cref="PdfProgram"/> starts for it.</summary>
internal static class PdfText
{
    /// <summary>Writes the text as it is read.</summary>
    /// <exception cref="Exception">Whatever the library throws at what is no PDF.</exception>
    public static void Write(byte[] bytes, TextWriter output)
    {
        using var pdf = PdfDocument.Open(bytes);
        var left = SearchLimits.MaxText;
        for (var page = 1; page <= Math.Min(pdf.NumberOfPages, SearchLimits.MaxPages) && left > 0; page++)
        {
            var text = ContentOrderTextExtractor.GetText(pdf.GetPage(page));
            output.WriteLine(text.AsSpan(0, Math.Min(text.Length, left)));
            left -= text.Length;
        }
    }
}
