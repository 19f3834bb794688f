using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Members;

/// <summary>Connects a sync program through the browser; the addresses and answers are those Nextcloud's programs ask for ("login flow v2").</summary>
internal static class DeviceEndpoints
{
    /// <summary>Characters kept of what a program calls itself: as many as a member may call a device.</summary>
    private const int LongestLabel = 100;

    public static void MapDeviceEndpoints(this IEndpointRouteBuilder routes)
    {
        foreach (var prefix in new[] { "", "/index.php" })
        {
            routes.MapPost(prefix + "/login/v2", Begin);
            routes.MapPost(prefix + "/login/v2/poll", Poll).DisableAntiforgery(); // a program asks, with a secret of its own and no cookie
        }

        routes.MapGet("/login/v2/flow/{page}", Show).RequireAuthorization();
        routes.MapPost("/login/v2/flow/{page}", Agree).RequireAuthorization();
    }

    private static async Task<IResult> Begin(HttpContext http, DeviceSignIns devices, NodeOptions options, CancellationToken cancel)
    {
        var agent = new string([.. http.Request.Headers.UserAgent.ToString().Where(letter => !char.IsControl(letter)).Take(LongestLabel)]).Trim();
        if (await devices.Begin(agent, http.Connection.RemoteIpAddress, cancel) is not var (poll, page))
        {
            http.Response.Headers.RetryAfter = ((int)Attempts.Window.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Answers.Problem(new MemberRefusal.TooManyAttempts());
        }

        return Results.Json(new JsonObject
        {
            ["poll"] = new JsonObject { ["token"] = poll, ["endpoint"] = new Uri(options.Origin, "/login/v2/poll").AbsoluteUri },
            ["login"] = new Uri(options.Origin, "/login/v2/flow/" + page).AbsoluteUri,
        });
    }

    private static async Task<IResult> Poll([FromForm] string? token, DeviceSignIns devices, NodeOptions options, CancellationToken cancel) =>
        await devices.Fetch(token ?? "", cancel) is var (name, password)
            ? Results.Json(new JsonObject { ["server"] = options.Origin.GetLeftPart(UriPartial.Authority), ["loginName"] = name, ["appPassword"] = password })
            : Results.Json(new JsonArray(), statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> Show(string page, DeviceSignIns devices, CancellationToken cancel) =>
        await devices.Find(page, cancel) is { } label ? Answers.Page<DevicePage>(new { Token = page, Label = label }) : Gone();

    private static async Task<IResult> Agree(
        string page, [FromForm] string? label, HttpContext http, DeviceSignIns devices, CancellationToken cancel)
    {
        if (MemberRules.RefuseName(label ?? "") is { } refusal)
        {
            return Answers.Refused(http, refusal, () => Answers.Page<DevicePage>(new { Token = page, Label = label, Refusal = (Refusal)refusal }, refusal.Status));
        }

        return await devices.Agree(page, http.User.MemberId(), label!.Trim(), cancel)
            ? Answers.Page<MessagePage>(new
            {
                Title = new Text("The device is connected", "L'appareil est connecté", "El dispositivo está conectado").ToString(),
                Message = new Text("Go back to the program; it goes on by itself. You can take its access back under My account.",
                    "Retournez au programme ; il continue de lui-même. Vous pouvez retirer son accès sous Mon compte.",
                    "Vuelva al programa; continúa por sí solo. Puede retirar su acceso en Mi cuenta.").ToString(),
            })
            : Gone();
    }

    private static IResult Gone()
    {
        var refusal = new MemberRefusal.DeviceGone();
        return Answers.Page<MessagePage>(new { Title = refusal.Message.ToString(), Message = "" }, refusal.Status);
    }
}
