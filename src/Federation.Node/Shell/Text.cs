using System.Globalization;
using System.Text.Json.Nodes;

namespace Federation.Node.Shell;

/// <summary>
/// One message in the three languages of the product. Written where it is used: a sentence that lacks a translation does not
/// compile (docs/decisions/0003).
/// </summary>
/// <param name="En">English.</param>
/// <param name="Fr">French.</param>
/// <param name="Es">Spanish.</param>
public sealed record Text(string En, string Fr, string Es)
{
    /// <summary>The same string in every language: names, codes, figures.</summary>
    public static Text Same(string value) => new(value, value, value);

    /// <summary>The message in a language: <c>en</c>, <c>fr</c> or <c>es</c>; anything else reads English.</summary>
    public string In(string language) => language switch { "fr" => Fr, "es" => Es, _ => En };

    /// <summary>The message by language, as documents carry it.</summary>
    public JsonObject ToJson() => new() { ["en"] = En, ["fr"] = Fr, ["es"] = Es };

    /// <summary>The same as it begins a sentence.</summary>
    public Text Capital() => new(Capital(En), Capital(Fr), Capital(Es));

    /// <summary>The message in the language of the current request.</summary>
    public override string ToString() => In(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
