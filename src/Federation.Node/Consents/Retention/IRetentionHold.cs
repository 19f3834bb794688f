namespace Federation.Node.Consents.Retention;

/// <summary>A room that still needs what members contributed to a campaign when its date has come, for something that was begun before.</summary>
public interface IRetentionHold
{
    /// <summary>True while the contributions of a campaign must not be destroyed yet.</summary>
    Task<bool> Needs(Guid campaignId, CancellationToken cancel);

    /// <summary>True while any of them needs a campaign's.</summary>
    static async Task<bool> AnyNeeds(IEnumerable<IRetentionHold> holds, Guid campaignId, CancellationToken cancel)
    {
        foreach (var hold in holds)
        {
            if (await hold.Needs(campaignId, cancel))
            {
                return true;
            }
        }

        return false;
    }
}
