namespace Federation.Browser.Tests;

/// <summary>How a walk is taken: in which language, and with or without JavaScript.</summary>
public sealed record Way(string Language, bool WithScript)
{
    /// <summary>Every way.</summary>
    public static TheoryData<string, bool> All => new(
        from language in new[] { "en", "fr", "es" } from withScript in new[] { true, false } select (language, withScript));

    /// <summary>For names of people and files.</summary>
    public override string ToString() => $"{Language}-{(WithScript ? "script" : "plain")}";
}
