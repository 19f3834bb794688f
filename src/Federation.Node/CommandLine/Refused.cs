namespace Federation.Node.CommandLine;

/// <summary>A rule refused a command: one line, a hint and exit code 2.</summary>
internal static class Refused
{
    /// <summary>Prints the refusal and gives the exit code.</summary>
    /// <param name="refusal">Why not.</param>
    /// <param name="hint">What to do, if the reason does not say it.</param>
    public static int Because(Shell.Refusal refusal, string? hint = null) => new Mishap(
        $"{refusal.Message.In("en")} [{refusal.Code}]", hint ?? "Nothing was changed; the code in brackets is listed in docs/operators/reference.md.", ExitCodes.Refused).Print();
}
