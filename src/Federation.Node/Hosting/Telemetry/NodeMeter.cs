using System.Diagnostics.Metrics;

namespace Federation.Node.Hosting.Telemetry;

/// <summary>
/// What the node counts. Read it with <c>dotnet-counters monitor --counters Federation.Node</c>; no measurement names a person.
/// A room keeps its instruments as static fields of the types that use them; docs/operators/reference.md lists all.
/// </summary>
internal static class NodeMeter
{
    /// <summary>The meter of every instrument.</summary>
    public static Meter Instance { get; } = new("Federation.Node");
}
