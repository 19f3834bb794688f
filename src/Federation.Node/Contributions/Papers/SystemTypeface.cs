using System.Text;
using Federation.Node.Shell;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;

namespace Federation.Node.Contributions.Papers;

/// <summary>
/// A TrueType font of the machine, for names beyond western Europe. What is used of it goes into the document. Scripts whose letters join,
/// change order or run to the left are not written: it would take a program that shapes them.
/// </summary>
internal sealed class SystemTypeface : ITypeface
{
    private static readonly XGraphics Ruler = XGraphics.CreateMeasureContext(new XSize(PaperPage.Width, PaperPage.Height), XGraphicsUnit.Point, XPageDirection.Downwards);

    private readonly string family;
    private readonly TrueTypeFont letters;

    private SystemTypeface(string family, TrueTypeFont letters) => (this.family, this.letters) = (family, letters);

    /// <summary>The font of a file and of the one with its bold letters; null when they cannot be read.</summary>
    public static SystemTypeface? Find(string regular, string bold)
    {
        try
        {
            var letters = File.Exists(regular) && File.Exists(bold) ? TrueTypeFontParser.Parse(new TrueTypeDataBytes(File.ReadAllBytes(regular))) : null;
            return letters?.WindowsUnicodeCMap is null ? null : new SystemTypeface(FontFiles.FamilyOf(regular, bold), letters);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public IEnumerable<Rune> Lacks(string text) => Normal(text).EnumerateRunes()
        .Where(rune => !StandsAlone(rune) || letters.WindowsUnicodeCMap.CharacterCodeToGlyphIndex(rune.Value) == 0).Distinct();

    public double Width(string text, double size, bool isBold)
    {
        lock (Ruler)
        {
            return Ruler.MeasureString(Normal(text), Font(size, isBold)).Width;
        }
    }

    public void Draw(PdfDocument document, IReadOnlyList<PaperPage> pages)
    {
        foreach (var drawn in pages)
        {
            var sheet = document.AddPage();
            sheet.Size = PageSize.A4;
            using var page = XGraphics.FromPdfPage(sheet);
            foreach (var rule in drawn.Rules)
            {
                page.DrawLine(new XPen(XColors.Black, 0.5), rule.Left, rule.Y, rule.Right, rule.Y);
            }

            foreach (var text in drawn.Texts)
            {
                page.DrawString(Normal(text.Text), Font(text.Size, text.IsBold), XBrushes.Black, text.X, text.Y);
            }
        }
    }

    private XFont Font(double size, bool isBold) => new(family, size, isBold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    // Latin, Greek, Cyrillic, Armenian; Georgian; their additions and punctuation (blocks of Unicode).
    private static bool StandsAlone(Rune rune) => rune.Value is >= ' ' and < 0x590 or >= 0x10A0 and < 0x1100 or >= 0x1E00 and < 0x2300;

    private static string Normal(string text) => Composed.Of(text);
}
