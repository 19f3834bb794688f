using System.Text;
using PdfSharp.Pdf;

namespace Federation.Node.Contributions.Papers;

/// <summary>Letters to print with, a regular and a bold kind.</summary>
internal interface ITypeface
{
    /// <summary>Letters of a text that it lacks; they are refused, never left out or put in another's place.</summary>
    IEnumerable<Rune> Lacks(string text);

    /// <summary>How wide a text is, in points.</summary>
    double Width(string text, double size, bool isBold);

    /// <summary>Draws pages, each as one of the document's.</summary>
    void Draw(PdfDocument document, IReadOnlyList<PaperPage> pages);
}
