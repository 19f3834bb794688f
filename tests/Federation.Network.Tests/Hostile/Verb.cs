namespace Federation.Network.Tests.Hostile;

/// <summary>What our node is doing when the other side misbehaves.</summary>
public enum Verb
{
    /// <summary>Somebody proposes it as a peer: its actor is asked for.</summary>
    Connect,

    /// <summary>An activity is posted to its inbox.</summary>
    Deliver,

    /// <summary>A file of a release it announced is fetched.</summary>
    Fetch,
}
