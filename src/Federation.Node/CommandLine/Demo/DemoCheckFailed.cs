namespace Federation.Node.CommandLine.Demo;

/// <summary>Something the demo checks does not hold.</summary>
/// <param name="check">What should hold.</param>
/// <param name="facts">What was found instead.</param>
internal sealed class DemoCheckFailed(string check, string facts) : Exception($"{check}: {facts}")
{
    public string Check { get; } = check;

    public string Facts { get; } = facts;
}
