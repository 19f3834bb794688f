namespace Federation.Node.Delivery;

/// <summary>Whom an activity is for.</summary>
public abstract record Audience
{
    private Audience()
    {
    }

    /// <summary>Every peer that follows the catalogue (<c>statistics</c>, <c>templates</c>), those who follow later included; a Delete also reaches those who once did.</summary>
    public sealed record Followers(string Catalogue) : Audience;

    /// <summary>One peer, by its host (<c>host</c> or <c>host:port</c>).</summary>
    public sealed record Peer(string Host) : Audience;
}
