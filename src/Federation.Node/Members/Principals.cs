using System.Security.Claims;

namespace Federation.Node.Members;

/// <summary>Reads a signed-in member from the request's principal.</summary>
public static class Principals
{
    /// <summary>The member.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks RequireAuthorization.</exception>
    public static Guid MemberId(this ClaimsPrincipal user) =>
        Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : throw new InvalidOperationException("Nobody is signed in; the endpoint must require authorization.");

    /// <summary>A principal of one member.</summary>
    internal static ClaimsPrincipal Of(Guid memberId, IEnumerable<string> roles, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.NameIdentifier, memberId.ToString()), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], scheme));
}
