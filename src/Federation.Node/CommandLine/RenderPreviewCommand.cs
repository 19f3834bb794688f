using System.CommandLine;
using Federation.Node.Documents.Previews;

namespace Federation.Node.CommandLine;

/// <summary><c>federation render-preview</c>: the node's own, for one picture in a process of its own; it is not for people and not listed.</summary>
internal static class RenderPreviewCommand
{
    public static Command Create()
    {
        var longest = new Argument<int>("pixels") { Description = "Pixels of the longer side." };
        var command = new Command(PreviewProgram.Verb, "Prints a small picture of the one that comes on standard input.") { Hidden = true, Arguments = { longest } };
        command.SetAction(async (parsed, cancel) =>
        {
            byte[]? picture;
            try
            {
                picture = PictureFile.Draw(Console.OpenStandardInput(), parsed.GetValue(longest));
            }
            catch (Exception)
            {
                picture = null; // made to do harm; what it holds is told to nobody
            }

            if (picture is null)
            {
                return ExitCodes.CheckFailed;
            }

            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(picture, cancel);
            return ExitCodes.Done;
        });
        return command;
    }
}
