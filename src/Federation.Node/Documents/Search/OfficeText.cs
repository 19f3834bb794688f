using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Federation.Node.Documents.Search;

/// <summary>
/// Text of OpenDocument (ISO/IEC 26300) and Office Open XML (ISO/IEC 29500): the parts of a zip that hold what a person wrote, read as a stream
/// of XML without document types. How much is unpacked is counted, whatever the zip says of itself.
/// </summary>
internal static partial class OfficeText
{
    public static async Task<Reading> Read(Stream content, CancellationToken cancel)
    {
        ZipList.Check(content);
        await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancel);
        var parts = zip.Entries.Where(part => Written().IsMatch(part.FullName)).OrderBy(part => part.FullName.Length).ThenBy(part => part.FullName, StringComparer.Ordinal).ToList();
        if (parts.Count == 0)
        {
            return Reading.Of(ReadingOutcome.Unreadable);
        }

        var (gathered, left) = (new GatheredText(), SearchLimits.MaxUnpacked);
        foreach (var part in parts.TakeWhile(_ => !gathered.IsFull))
        {
            await using var packed = await part.OpenAsync(cancel);
            await using var counted = new CountedStream(packed, left);
            await Gather(counted, gathered, cancel);
            left -= counted.Count;
            gathered.Break('\n');
        }

        return gathered.Done();
    }

    private static async Task Gather(Stream part, GatheredText gathered, CancellationToken cancel)
    {
        using var xml = XmlReader.Create(part, new XmlReaderSettings
        {
            Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CloseInput = false,
        });
        var buffer = new char[4096];
        for (var isRead = await xml.ReadAsync(); isRead && !gathered.IsFull; isRead = await xml.ReadAsync())
        {
            cancel.ThrowIfCancellationRequested();
            if (xml.Depth > SearchLimits.MaxXmlDepth)
            {
                throw new InvalidDataException("Its elements nest deeper than any program writes them.");
            }

            switch (xml.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    while (!gathered.IsFull && await xml.ReadValueChunkAsync(buffer, 0, buffer.Length) is > 0 and var length) // piece by piece: one node may be all of it
                    {
                        gathered.Add(buffer.AsSpan(0, length));
                    }

                    break;
                case XmlNodeType.Element when xml.LocalName is "tab" or "br" or "s" or "line-break":
                    gathered.Break(' ');
                    break;
                case XmlNodeType.EndElement when xml.LocalName is "p" or "h" or "tr" or "si":
                    gathered.Break('\n');
                    break;
                case XmlNodeType.EndElement when xml.LocalName is "table-cell" or "tc" or "is":
                    gathered.Break('\t');
                    break;
            }
        }
    }

    // What people wrote: no styles, settings or lists of fonts; of a sheet its shared strings, for its cells hold numbers and places in that list.
    [GeneratedRegex(@"^(content\.xml|word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml|xl/(sharedStrings|comments\d*)\.xml|ppt/(slides/slide\d+|notesSlides/notesSlide\d+)\.xml)$")]
    private static partial Regex Written();
}
