namespace Federation.Node.Delivery.Outbox;

/// <summary>Double knock: sign in one way, and in the other when the stranger does not seem to understand it.</summary>
internal static class KnockRules
{
    /// <summary>Which way first: what worked with this origin before, else the older one.</summary>
    public static RequestScheme First(RequestScheme? remembered) => remembered ?? RequestScheme.CavageRsa;

    /// <summary>The other way.</summary>
    public static RequestScheme Other(RequestScheme scheme) => scheme == RequestScheme.CavageRsa ? RequestScheme.Rsa : RequestScheme.CavageRsa;

    /// <summary>
    /// True when the answer may be about the signature. Some servers break (5xx) on fields they do not know: then too, but only as long as
    /// nothing ever worked there, or every outage would double our requests.
    /// </summary>
    public static bool MayBeTheSignature(int status, bool isRemembered) => status is 400 or 401 or 403 || (status >= 500 && !isRemembered);

    /// <summary>True when the memory of what worked is to be written: something new, or not confirmed for a day.</summary>
    public static bool ShouldRemember((RequestScheme Scheme, DateTimeOffset At)? remembered, RequestScheme worked, DateTimeOffset now) =>
        remembered is not { } known || known.Scheme != worked || now - known.At > DeliveryLimits.ConfirmSchemeAfter;
}
