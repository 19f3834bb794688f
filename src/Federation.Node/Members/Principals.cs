using System.Security.Claims;
using Federation.Node.Members.SignIn;

namespace Federation.Node.Members;

/// <summary>Reads a signed-in member from the request's principal.</summary>
public static class Principals
{
    private const string DeviceClaim = "device";
    private const string SignInNameClaim = "sign-in name";

    /// <summary>The member.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint lacks RequireAuthorization.</exception>
    public static Guid MemberId(this ClaimsPrincipal user) =>
        Guid.TryParse(user?.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            ? id
            : throw new InvalidOperationException("Nobody is signed in; the endpoint must require authorization.");

    /// <summary>What the member calls the device or program that signed in by app password; null for a person at a page.</summary>
    public static string? Device(this ClaimsPrincipal user) => user?.FindFirstValue(DeviceClaim);

    /// <summary>Whether a name in an address is the member's: their id, or the sign-in name by which this very request signed in.</summary>
    public static bool IsCalled(this ClaimsPrincipal user, string name) => Guid.TryParse(name, out var id)
        ? id == user.MemberId()
        : user?.FindFirstValue(SignInNameClaim) is { } own && SignInNames.Folded(name) == SignInNames.Folded(own);

    /// <summary>A principal of one member.</summary>
    internal static ClaimsPrincipal Of(Guid memberId, IEnumerable<string> roles, string scheme, string? device = null, string? name = null) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, memberId.ToString()),
            .. roles.Select(role => new Claim(ClaimTypes.Role, role)),
            .. device is null ? [] : new[] { new Claim(DeviceClaim, device) },
            .. name is null ? [] : new[] { new Claim(SignInNameClaim, name) },
        ], scheme));
}
