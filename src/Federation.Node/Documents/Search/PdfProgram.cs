using System.Text;

namespace Federation.Node.Documents.Search;

/// <summary>
/// Reads PDF in a process of its own, with little memory and little time: a PDF is a program, and a library that follows it cannot be told to
/// stop. What it does to that process, the node does not feel.
/// </summary>
internal static class PdfProgram
{
    /// <summary>The verb that reads, listed nowhere.</summary>
    public const string Verb = "read-pdf";

    public static async Task<Reading> Read(Stream content, CancellationToken cancel)
    {
        var program = LimitedProgram.Itself([Verb], SearchLimits.PdfMemory, 0, (int)SearchLimits.Longest.TotalSeconds);
        var gathered = await program.Run(content, Gather, cancel);
        return gathered?.Done() ?? Reading.Of(ReadingOutcome.Unreadable);
    }

    private static async Task<GatheredText> Gather(Stream output, CancellationToken cancel)
    {
        using var reader = new StreamReader(output, Encoding.UTF8);
        var (gathered, buffer) = (new GatheredText(), new char[16 * 1024]);
        while (await reader.ReadAsync(buffer, cancel) is > 0 and var length)
        {
            gathered.Add(buffer.AsSpan(0, length));
        }

        return gathered;
    }
}
