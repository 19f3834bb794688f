namespace Federation.Node.CommandLine.Demo;

/// <summary>Which of WeClock's two layouts an export has.</summary>
internal enum WeClockPlatform
{
    /// <summary>A headerless CSV, newest row first.</summary>
    Ios,

    /// <summary>A zip that holds one CSV, oldest row first.</summary>
    Android,
}
