using System.Text;

namespace Federation.Browser.Tests;

/// <summary>Files that run a script of their own wherever a browser shows them as what they are, or takes them for.</summary>
internal static class HostileFiles
{
    /// <summary>What each script asks for when it runs, with the file's number behind it.</summary>
    public const string Trace = "/it-ran/";

    private const string PngHead = "\u0089PNG\r\n\u001a\n";

    /// <summary>Name and bytes; in Latin-1, so that magic numbers stay what they are.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> All => [.. Texts.Select((file, number) => (file.Name, Encoding.Latin1.GetBytes(file.Text.Replace("RUN", Run(number), StringComparison.Ordinal))))];

    private static (string Name, string Text)[] Texts =>
    [
        ("page.html", Page("<script>RUN</script>")),
        ("page.htm", Page("<img src=x onerror=\"RUN\">")),
        ("page.xhtml", "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><script>RUN</script></body></html>"),
        ("page.xht", "<html xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"RUN\"><body onload=\"RUN\"/></html>"),
        ("page.shtml", Page("<svg onload=\"RUN\">")),
        ("page.xml", "<?xml version=\"1.0\"?><x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">RUN</x:script>"),
        ("styled.xml", "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"turn.xsl\"?><a/>"),
        ("turn.xsl", "<xsl:stylesheet version=\"1.0\" xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"><xsl:template match=\"/\"><html><script>RUN</script></html></xsl:template></xsl:stylesheet>"),
        ("drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>RUN</script></svg>"),
        ("loaded.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"RUN\"/>"),
        ("foreign.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"RUN\"><img src=\"x\" onerror=\"RUN\"/></body></foreignObject></svg>"),
        ("moving.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><animate onbegin=\"RUN\" attributeName=\"x\" dur=\"1s\"/></svg>"),
        ("drawing.svgz", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"RUN\"/>"),
        ("program.js", "RUN"), ("module.mjs", "RUN"), ("data.json", "RUN"), ("data.jsonp", "RUN"), ("worker.js", "RUN;self.addEventListener('fetch', () => {})"),
        ("style.css", "@import 'javascript:RUN'; body { background: url(javascript:RUN) } </style><script>RUN</script>"),
        ("form.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(RUN)>>>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n" + Page("<script>RUN</script>")),
        ("letter.mht", "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + Page("<script>RUN</script>")),
        ("letter.mhtml", "From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<script>RUN</script>\r\n--b--"),
        ("letter.eml", "Content-Type: text/html\r\n\r\n<script>RUN</script>"),
        ("notes.txt", Page("<script>RUN</script>")), ("table.csv", Page("<script>RUN</script>")), ("notes.md", "<script>RUN</script>\n[a](javascript:RUN)"),
        ("no ending", Page("<script>RUN</script>")), ("unknown.zzz", Page("<script>RUN</script>")), ("page.html.txt", Page("<script>RUN</script>")), ("page.html ", Page("<script>RUN</script>")),
        ("picture.gif", "GIF89a/*" + Page("<script>RUN</script>") + "*/=1;RUN"), ("picture.png", PngHead + Page("<script>RUN</script>")),
        ("picture.jpg", "\u00ff\u00d8\u00ff\u00fe" + Page("<script>RUN</script>")), ("picture.bmp", "BM" + Page("<script>RUN</script>")), ("picture.ico", Page("<script>RUN</script>")),
        ("seven.html", "<html><head><meta charset=\"utf-7\"></head>+ADw-script+AD4-RUN+ADw-/script+AD4-</html>"),
        ("marked.txt", "\u00ef\u00bb\u00bf" + Page("<script>RUN</script>")),
        ("\"; filename=page.html; x=\".txt", Page("<script>RUN</script>")), ("page.html;.txt", Page("<script>RUN</script>")),
        ("frame.html", Page("<iframe srcdoc=\"<script>RUN</script>\"></iframe><iframe src=\"javascript:RUN\"></iframe><object data=\"data:text/html,<script>RUN</script>\"></object>")),
        ("moved.html", Page("<meta http-equiv=refresh content=\"0;url=data:text/html,<script>RUN</script>\"><base href=javascript:RUN><a href=javascript:RUN autofocus onfocus=RUN>a</a>")),
        ("app.webmanifest", Page("<script>RUN</script>")),
    ];

    private static string Page(string body) => $"<!doctype html><html><head><title>a</title></head><body>{body}</body></html>";

    // Works in a window, a worker and a frame, and in XML (no ampersand); asks by every way there is.
    private static string Run(int number) => $"try{{fetch('{Trace}{number}')}}catch(e){{}}try{{new Image().src='{Trace}{number}'}}catch(e){{}}";
}
