using System.Security.Claims;

namespace Federation.Node.Members;

/// <summary>Reads a signed-in member from the request's principal.</summary>
public static class Principals
{
    private const string DeviceClaim = "device";

    /// <summary>The member.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks RequireAuthorization.</exception>
    public static Guid MemberId(this ClaimsPrincipal user) =>
        Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : throw new InvalidOperationException("Nobody is signed in; the endpoint must require authorization.");

    /// <summary>What the member calls the device or program that signed in by app password; null for a person at a page.</summary>
    public static string? Device(this ClaimsPrincipal user) => user?.FindFirstValue(DeviceClaim);

    /// <summary>A principal of one member.</summary>
    internal static ClaimsPrincipal Of(Guid memberId, IEnumerable<string> roles, string scheme, string? device = null) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, memberId.ToString()),
            .. roles.Select(role => new Claim(ClaimTypes.Role, role)),
            .. device is null ? [] : new[] { new Claim(DeviceClaim, device) },
        ], scheme));
}
