namespace Federation.Browser.Tests;

/// <summary>How a walk is taken: in which language, and with or without JavaScript.</summary>
public sealed record Way(string Language, bool WithScript)
{
    /// <summary>Each language once, with script and without; every way when <c>FEDERATION_LONG=1</c> asks for it.</summary>
    public static TheoryData<string, bool> All => Environment.GetEnvironmentVariable("FEDERATION_LONG") == "1"
        ? new(from language in new[] { "en", "fr", "es" } from withScript in new[] { true, false } select (language, withScript))
        : new(("en", true), ("fr", false), ("es", true));

    /// <summary>For names of people and files.</summary>
    public override string ToString() => $"{Language}-{(WithScript ? "script" : "plain")}";
}
