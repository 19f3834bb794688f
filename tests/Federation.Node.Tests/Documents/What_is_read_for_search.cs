using System.Text;
using Federation.Node.Documents.Search;

namespace Federation.Node.Tests.Documents;

public sealed class What_is_read_for_search
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "a.odt", WrittenFiles.Odt("La réunion du 3 mai", "Salaires & primes") },
        { "a.docx", WrittenFiles.Docx("La réunion du 3 mai", "Salaires & primes") },
        { "a.xlsx", WrittenFiles.Xlsx("La réunion du 3 mai", "Salaires & primes") },
        { "a.PPTX", WrittenFiles.Pptx("La réunion du 3 mai", "Salaires & primes") },
        { "a.pdf", WrittenFiles.Pdf("La réunion du 3 mai", "Salaires & primes") },
        { "a.md", Encoding.UTF8.GetBytes("La réunion du 3 mai\n\nSalaires & primes") },
        { "a.txt", Encoding.Latin1.GetBytes("La réunion du 3 mai\r\nSalaires & primes") },
        { "a.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("La réunion du 3 mai\tSalaires & primes")] },
    };

    [Theory, MemberData(nameof(Kinds))]
    public async Task Is_what_people_wrote(string name, byte[] bytes)
    {
        var (text, outcome) = await Read(name, bytes);
        Assert.Equal(ReadingOutcome.Whole, outcome);
        Assert.Equal("La réunion du 3 mai Salaires & primes", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "no zip.docx", "PK but no zip"u8.ToArray() },
        { "empty.odt", [] },
        { "unpacks to 200 MiB.odt", WrittenFiles.Bomb("content.xml", 200) },
        { "nothing written in it.docx", WrittenFiles.Zip(("word/styles.xml", "<a/>")) },
        { "a billion laughs.odt", WrittenFiles.Zip(("content.xml", "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><a>&b;</a>")) },
        { "somebody elses file.docx", WrittenFiles.Zip(("word/document.xml", "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><a>&a;</a>")) },
        { "ten thousand deep.docx", WrittenFiles.Zip(("word/document.xml", string.Concat(Enumerable.Repeat("<a>", 10_000)))) },
        { "cut off.xlsx", WrittenFiles.Zip(("xl/sharedStrings.xml", "<sst><si><t>cut")) },
        { "half a zip.docx", WrittenFiles.Docx("some words")[..100] },
        { "a list of a hundred thousand parts.odt", ManyParts(100_000) },
        { "no pdf.pdf", "%PDF-1.7 but no more"u8.ToArray() },
        { "a page that is its own parent.pdf", Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF") },
        { "half a pdf.pdf", WrittenFiles.Pdf("some words")[..300] },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task Is_nothing_of_what_is_made_to_do_harm(string name, byte[] bytes)
    {
        var (text, outcome) = await Read(name, bytes);
        Assert.Equal("", text);
        Assert.Equal(ReadingOutcome.Unreadable, outcome);
    }

    [Fact]
    public async Task Is_the_beginning_of_what_is_longer_than_a_thousand_pages()
    {
        var (text, outcome) = await Read("long.txt", Encoding.ASCII.GetBytes(new string('x', SearchLimits.MaxText + 1)));
        Assert.Equal((SearchLimits.MaxText, ReadingOutcome.Beginning), (text.Length, outcome));
        (text, outcome) = await Read("long.odt", WrittenFiles.Odt(new string('x', SearchLimits.MaxText + 1)));
        Assert.Equal((SearchLimits.MaxText, ReadingOutcome.Beginning), (text.Length, outcome));
    }

    [Fact]
    public async Task Is_nothing_of_pictures_and_of_what_is_too_large()
    {
        Assert.Equal(ReadingOutcome.NotRead, (await Read("a.png", "text in it"u8.ToArray())).Outcome);
        Assert.Equal(ReadingOutcome.NotRead, (await Read("no ending", "text in it"u8.ToArray())).Outcome);
        Assert.Equal(ReadingOutcome.TooLarge, (await Read("a.txt", new byte[SearchLimits.MaxBytes + 1])).Outcome);
    }

    private static async Task<Reading> Read(string name, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        return await DocumentText.Read(name, content, Cancel);
    }

    private static byte[] ManyParts(int count) => WrittenFiles.Zip([.. Enumerable.Range(0, count).Select(i => ($"part {i}", ""))]);
}
