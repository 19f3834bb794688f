namespace Federation.Node.CommandLine;

/// <summary>What the process's exit code means; stable, scripts rely on it.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The arguments or a setting could not be understood.</summary>
    public const int Usage = 1;

    /// <summary>A rule said no; the reason is on standard error.</summary>
    public const int Refused = 2;

    /// <summary>Something checked does not hold: a broken signature, a changed byte, a failed demo step.</summary>
    public const int CheckFailed = 3;

    /// <summary>The machine lacks something: a package, a free port, a folder, the database.</summary>
    public const int Environment = 4;

    /// <summary>The program met something it was not written for: a defect.</summary>
    public const int Defect = 5;

    /// <summary>Stopped by a signal.</summary>
    public const int Interrupted = 130;

    /// <summary>The table as printed by <c>--help</c>.</summary>
    public const string Help =
        "Exit codes: 0 done, 1 wrong arguments or settings, 2 refused by a rule, 3 a check failed, 4 the machine lacks something, "
        + "5 a defect, 130 interrupted.";
}
