using System.CommandLine;
using System.Text;
using Federation.Node.Documents.Search;

namespace Federation.Node.CommandLine;

/// <summary><c>federation read-pdf</c>: the node's own, for one document in a process of its own; it is not for people and not listed.</summary>
internal static class ReadPdfCommand
{
    public static Command Create()
    {
        var command = new Command(PdfProgram.Verb, "Prints the text of the PDF that comes on standard input.") { Hidden = true };
        command.SetAction(async (_, cancel) =>
        {
            using var bytes = new MemoryStream();
            await Console.OpenStandardInput().CopyToAsync(bytes, cancel);
            await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
            try
            {
                PdfText.Write(bytes.ToArray(), output);
                return ExitCodes.Done;
            }
            catch (Exception)
            {
                return ExitCodes.CheckFailed; // no PDF, an encrypted one, or one made to do harm; what it holds is told to nobody
            }
        });
        return command;
    }
}
