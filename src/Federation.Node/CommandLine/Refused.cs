namespace Federation.Node.CommandLine;

/// <summary>A rule refused a command: one line and exit code 2.</summary>
internal static class Refused
{
    /// <summary>Prints the refusal and gives the exit code.</summary>
    public static int Because(Shell.Refusal refusal)
    {
        Console.Error.WriteLine($"federation: {refusal.Message.In("en")}");
        Console.Error.WriteLine($"hint: {refusal.Code}");
        return ExitCodes.Refused;
    }
}
