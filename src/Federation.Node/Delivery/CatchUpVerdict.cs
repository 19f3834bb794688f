namespace Federation.Node.Delivery;

/// <summary>What comes out when a followed catalogue is compared with what is held of it.</summary>
public enum CatchUpVerdict
{
    /// <summary>Both have the same objects in the same versions.</summary>
    Same,

    /// <summary>Something had been lost; it was read from the publisher's outbox, and both are the same now.</summary>
    CaughtUp,

    /// <summary>They differ, and reading the outbox did not mend it: the publisher lost something, or says something else to others.</summary>
    Differs,

    /// <summary>The publisher could not be asked, or its answer was not to be believed.</summary>
    NotCompared,
}
