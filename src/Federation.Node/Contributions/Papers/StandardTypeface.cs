using System.Globalization;
using System.Text;
using Federation.Node.Shell;
using PdfSharp;
using PdfSharp.Pdf;
using UglyToad.PdfPig.Fonts.AdobeFontMetrics;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using WinAnsiEncoding = UglyToad.PdfPig.Fonts.Encodings.WinAnsiEncoding;

namespace Federation.Node.Contributions.Papers;

/// <summary>
/// Helvetica, which every PDF reader brings along (ISO 32000-1 9.6.2.2), so that a server needs no font: the letters of western Europe
/// (WinAnsiEncoding, annex D), and no other.
/// </summary>
internal sealed class StandardTypeface : ITypeface
{
    private const double PerEm = 1000;

    // What figures are written with, beside letters: the narrow space between thousands and the minus sign have no place in the encoding, their doubles have.
    private static readonly (char Sign, char Double)[] Doubles = [('\u202F', '\u00A0'), ('\u2212', '\u2013')];

    private static readonly Encoding WinAnsi = CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!; // the framework has it

    private static readonly AdobeFontMetrics Regular = Standard14.GetAdobeFontMetrics(Standard14Font.Helvetica);

    private static readonly AdobeFontMetrics Bold = Standard14.GetAdobeFontMetrics(Standard14Font.HelveticaBold);

    public IEnumerable<Rune> Lacks(string text) => Normal(text).EnumerateRunes().Where(rune => !Has(rune)).Distinct();

    public double Width(string text, double size, bool isBold) => Bytes(text).Sum(code => WidthOf(code, isBold ? Bold : Regular)) * size / PerEm;

    public void Draw(PdfDocument document, IReadOnlyList<PaperPage> pages)
    {
        var resources = Resources(document);
        foreach (var drawn in pages)
        {
            var page = document.AddPage();
            page.Size = PageSize.A4;
            page.Elements["/Resources"] = resources.Reference;
            page.Contents.AppendContent().CreateStream(Encoding.ASCII.GetBytes(Operators(drawn)));
        }
    }

    private static PdfDictionary Resources(PdfDocument document)
    {
        var fonts = new PdfDictionary(document);
        fonts.Elements["/Regular"] = Font(document, "/Helvetica").Reference;
        fonts.Elements["/Bold"] = Font(document, "/Helvetica-Bold").Reference;
        var resources = new PdfDictionary(document);
        resources.Elements["/Font"] = fonts;
        document.Internals.AddObject(resources);
        return resources;
    }

    private static PdfDictionary Font(PdfDocument document, string name)
    {
        var font = new PdfDictionary(document);
        font.Elements.SetName("/Type", "/Font");
        font.Elements.SetName("/Subtype", "/Type1");
        font.Elements.SetName("/BaseFont", name);
        font.Elements.SetName("/Encoding", "/WinAnsiEncoding");
        document.Internals.AddObject(font);
        return font;
    }

    private static string Operators(PaperPage page)
    {
        var operators = new StringBuilder("0.5 w\n");
        foreach (var rule in page.Rules)
        {
            operators.Append(CultureInfo.InvariantCulture, $"{rule.Left:0.##} {PaperPage.Height - rule.Y:0.##} m {rule.Right:0.##} {PaperPage.Height - rule.Y:0.##} l S\n");
        }

        foreach (var text in page.Texts)
        {
            operators.Append(CultureInfo.InvariantCulture,
                $"BT /{(text.IsBold ? "Bold" : "Regular")} {text.Size:0.##} Tf {text.X:0.##} {PaperPage.Height - text.Y:0.##} Td <{Convert.ToHexString(Bytes(text.Text))}> Tj ET\n");
        }

        return operators.ToString();
    }

    private static bool Has(Rune rune)
    {
        try
        {
            return !Rune.IsControl(rune) && WinAnsi.GetByteCount(rune.ToString()) == 1;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static double WidthOf(byte code, AdobeFontMetrics metrics) =>
        metrics.CharacterMetrics.TryGetValue(WinAnsiEncoding.Instance.GetName(code), out var letter) ? letter.Width.X : 0;

    private static byte[] Bytes(string text) => WinAnsi.GetBytes(Normal(text));

    // Composed, as the encoding has its letters: the same text by Unicode's own measure.
    private static string Normal(string text) => Doubles.Aggregate(Composed.Of(text), (so, pair) => so.Replace(pair.Sign, pair.Double));
}
