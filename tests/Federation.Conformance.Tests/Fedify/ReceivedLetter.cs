using System.Text.Json.Nodes;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>What came to a stock server's inbox, and what each judge thinks of it.</summary>
internal sealed class ReceivedLetter(JsonObject letter)
{
    public string? Type => letter["type"]?.ToString();

    public string? Id => letter["id"]?.ToString();

    public string? Object => letter["object"]?.ToString();

    /// <summary>The activity, as it came.</summary>
    public JsonObject Activity => letter["activity"]!.AsObject(); // the letters asked for hold one

    /// <summary>What the server answered.</summary>
    public int Status => letter["status"]!.GetValue<int>();

    /// <summary>Which of its listeners Fedify called; null when none.</summary>
    public string? Listener => letter["listener"]?.ToString();

    /// <summary>Type of the object as Fedify read it, like <c>Note</c>.</summary>
    public string? Understood => letter["understood"]?["type"]?.ToString();

    /// <summary><c>cavage</c>, <c>rfc9421</c> or <c>none</c>.</summary>
    public string Scheme => letter["http"]!["scheme"]!.ToString();

    public string? KeyId => letter["http"]!["keyId"]?.ToString();

    /// <summary>By judge: <c>true</c>, or why not.</summary>
    public IReadOnlyDictionary<string, string> Signature => Verdicts("http");

    /// <summary>By judge: <c>true</c>, or why not.</summary>
    public IReadOnlyDictionary<string, string> Proof => Verdicts("proof");

    /// <summary>Signed in that scheme, and every judge of the scheme and of proofs agrees; the old generation is no judge of what it cannot read.</summary>
    public void HoldsBefore(IReadOnlyCollection<string> judges)
    {
        Assert.Equal(judges.Order(), Signature.Keys.Order());
        Assert.All(Signature, verdict => Assert.Equal((verdict.Key, "true"), (verdict.Key, verdict.Value)));
        Assert.Equal(Judges.OfProofs.Order(), Proof.Keys.Order());
        Assert.All(Proof, verdict => Assert.Equal((verdict.Key, "true"), (verdict.Key, verdict.Value)));
    }

    public override string ToString() => letter.ToJsonString();

    private Dictionary<string, string> Verdicts(string of) =>
        letter[of]!["verdicts"]!.AsObject().ToDictionary(verdict => verdict.Key, verdict => verdict.Value!.ToString());
}
