namespace Federation.Node.Hosting.Configuration;

/// <summary>
/// Something about the machine or its settings that only the operator can mend. The command line prints the message and the
/// hint on one line each and exits with <see cref="ExitCode"/>; never a stack trace.
/// </summary>
internal sealed class OperatorException(string message, string hint, int exitCode = OperatorException.EnvironmentExitCode)
    : Exception(message)
{
    /// <summary>4: the environment lacks something (see the exit codes of <c>federation --help</c>).</summary>
    public const int EnvironmentExitCode = 4;

    /// <summary>1: a setting cannot be understood, whichever source it came from.</summary>
    public const int SettingsExitCode = 1;

    /// <summary>What to do about it, in one sentence.</summary>
    public string Hint { get; } = hint;

    /// <summary>Exit code of the process.</summary>
    public int ExitCode { get; } = exitCode;
}
