namespace Federation.Node.Consents;

/// <summary>Where a consent stands. Only <see cref="Given"/> permits processing.</summary>
public enum ConsentState
{
    /// <summary>Agreed.</summary>
    Given,

    /// <summary>Said no.</summary>
    Refused,

    /// <summary>Agreed once, taken back.</summary>
    Withdrawn,

    /// <summary>Agreed once; what was given was destroyed on its date.</summary>
    Expired,
}

/// <summary>One step in a consent's life.</summary>
public sealed record ConsentStep(ConsentState State, DateTimeOffset At);

/// <summary>A consent as it is now.</summary>
public sealed record Consent(
    Guid Id, Guid CampaignId, Guid MemberId, int Generation, ConsentState State, string Language, string NoticeSha256,
    IReadOnlyList<ConsentStep> Steps)
{
    /// <summary>Began with yes.</summary>
    public static Consent Create(ConsentGiven given) => new(
        given.ConsentId, given.CampaignId, given.MemberId, given.Generation, ConsentState.Given, given.Language, given.NoticeSha256,
        [new ConsentStep(ConsentState.Given, given.At)]);

    /// <summary>Began with no.</summary>
    public static Consent Create(ConsentRefused refused) => new(
        refused.ConsentId, refused.CampaignId, refused.MemberId, refused.Generation, ConsentState.Refused, refused.Language, refused.NoticeSha256,
        [new ConsentStep(ConsentState.Refused, refused.At)]);

    /// <summary>A no became a yes.</summary>
    public Consent Apply(ConsentGiven given) => this with
    {
        State = ConsentState.Given, Language = given.Language, NoticeSha256 = given.NoticeSha256,
        Steps = [.. Steps, new ConsentStep(ConsentState.Given, given.At)],
    };

    /// <summary>Said no again, to another notice.</summary>
    public Consent Apply(ConsentRefused refused) => this with
    {
        State = ConsentState.Refused, Language = refused.Language, NoticeSha256 = refused.NoticeSha256,
        Steps = [.. Steps, new ConsentStep(ConsentState.Refused, refused.At)],
    };

    /// <summary>Taken back.</summary>
    public Consent Apply(ConsentWithdrawn withdrawn) => this with
    {
        State = ConsentState.Withdrawn, Steps = [.. Steps, new ConsentStep(ConsentState.Withdrawn, withdrawn.At)],
    };

    /// <summary>Its date came.</summary>
    public Consent Apply(ConsentExpired expired) => this with
    {
        State = ConsentState.Expired, Steps = [.. Steps, new ConsentStep(ConsentState.Expired, expired.At)],
    };
}
