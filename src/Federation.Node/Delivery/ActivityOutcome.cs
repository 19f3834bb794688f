namespace Federation.Node.Delivery;

/// <summary>What became of a received activity.</summary>
public abstract record ActivityOutcome
{
    /// <summary>It is by a catalogue that this node does not follow. It may come again once the catalogue is followed.</summary>
    public static readonly Refused NotFollowed = new("This node does not follow that catalogue.");

    private ActivityOutcome()
    {
    }

    /// <summary>Its effect is in the session. Also the answer for an activity that changes nothing because it was true already.</summary>
    public sealed record Applied : ActivityOutcome;

    /// <summary>Nothing changed; the sender is told why, in one English sentence, and may send it again.</summary>
    public sealed record Refused(string Reason) : ActivityOutcome;
}
