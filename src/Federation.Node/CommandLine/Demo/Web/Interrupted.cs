namespace Federation.Node.CommandLine.Demo.Web;

/// <summary>A request came to nothing because what should answer it is down or going down: a person would try again.</summary>
internal sealed class Interrupted(string message, Exception? inner = null) : Exception(message, inner);
