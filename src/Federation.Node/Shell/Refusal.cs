namespace Federation.Node.Shell;

/// <summary>
/// What a person can get wrong, with the facts needed to mend it. Each room has one closed family of these; they become problem
/// details (RFC 9457) or a page's error summary in <see cref="Answers"/>, nowhere else.
/// </summary>
/// <param name="Code">Stable machine name, like <c>consents.notice-changed</c>; the tail of the problem's <c>type</c>.</param>
/// <param name="Status">HTTP status, 4xx (or 507 when something is full).</param>
/// <param name="Message">What is wrong, for the person who can mend it.</param>
/// <param name="Field">Name of the form field to go to, if one is to blame.</param>
public abstract record Refusal(string Code, int Status, Text Message, string? Field = null)
{
    /// <summary>How long to wait before trying again (<c>Retry-After</c>); null: trying again is not known to help.</summary>
    public virtual TimeSpan? Pause => null;
}
