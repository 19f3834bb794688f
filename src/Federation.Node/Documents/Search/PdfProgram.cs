using System.Diagnostics;
using System.Globalization;
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
        using var process = new Process { StartInfo = Command() };
        process.Start();
        process.BeginErrorReadLine(); // heard by nobody, but not left to fill up
        try
        {
            var sent = Send(content, process, cancel);
            var gathered = new GatheredText();
            var buffer = new char[16 * 1024];
            while (await process.StandardOutput.ReadAsync(buffer, cancel) is > 0 and var length)
            {
                gathered.Add(buffer.AsSpan(0, length));
            }

            await sent;
            await process.WaitForExitAsync(cancel);
            return process.ExitCode == 0 ? gathered.Done() : Reading.Of(ReadingOutcome.Unreadable);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // It may end before it heard all: then its exit code tells why.
    private static async Task Send(Stream content, Process process, CancellationToken cancel)
    {
        try
        {
            await content.CopyToAsync(process.StandardInput.BaseStream, cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    // The program itself, or, where it runs inside another (a test), the runtime with its assembly.
    private static ProcessStartInfo Command()
    {
        var assembly = typeof(PdfProgram).Assembly.Location;
        var isItself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Path.GetFileNameWithoutExtension(assembly) || assembly.Length == 0;
        return new ProcessStartInfo(isItself ? Environment.ProcessPath! : "dotnet", isItself ? [Verb] : [assembly, Verb]) // a process has a path
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment =
            {
                ["DOTNET_GCHeapHardLimit"] = SearchLimits.PdfMemory.ToString("x", CultureInfo.InvariantCulture),
                ["DOTNET_gcServer"] = "0",
                ["DOTNET_DbgEnableMiniDump"] = "0", // a dump would hold the document
                ["DOTNET_TieredPGO"] = "0",
            },
        };
    }
}
