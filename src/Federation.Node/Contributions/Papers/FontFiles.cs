using PdfSharp.Fonts;

namespace Federation.Node.Contributions.Papers;

/// <summary>Leads the writer of PDF to files of fonts: a family is named by its two files, so that it holds nothing and needs no table.</summary>
internal sealed class FontFiles : IFontResolver
{
    static FontFiles() => GlobalFontSettings.FontResolver = new FontFiles();

    private FontFiles()
    {
    }

    /// <summary>The name of the family of two files.</summary>
    public static string FamilyOf(string regular, string bold) => $"{regular}|{bold}";

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
        familyName.Split('|') is [var regular, var bold] ? new FontResolverInfo(isBold ? bold : regular) : null;

    public byte[]? GetFont(string faceName) => File.ReadAllBytes(faceName);
}
