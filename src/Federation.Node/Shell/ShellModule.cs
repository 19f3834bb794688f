using System.Globalization;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.WebUtilities;

namespace Federation.Node.Shell;

/// <summary>The frame all rooms share: layout, styles, languages, the answer to what went wrong.</summary>
internal static partial class ShellModule
{
    private const string LanguageCookie = "language";

    public static IServiceCollection AddShell(this IServiceCollection services, NodeOptions options)
    {
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "form");
        services.AddProblemDetails();
        services.AddRequestLocalization(localization =>
        {
            localization.SetDefaultCulture(options.Languages[0]);
            localization.AddSupportedCultures([.. options.Languages]);
            localization.AddSupportedUICultures([.. options.Languages]);
            localization.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new CookieRequestCultureProvider { CookieName = LanguageCookie },
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        return services;
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseRequestLocalization(); // outermost: error pages speak the reader's language too
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = Unexpected,
            SuppressDiagnosticsCallback = context => StreamConflict.Is(context.Exception), // an ordinary answer; nothing an operator could mend
        });
        app.UseStatusCodePages(context => StatusPage(context.HttpContext));
        app.Use(UnreadBody.RefuseTooLarge);
        app.Use(RememberLanguage);
    }

    /// <summary>Refuses a form that is none of ours, once it is known who sends it; an endpoint that read it all the same would throw.</summary>
    public static void UseForms(this WebApplication app) => app.Use((HttpContext http, RequestDelegate next) =>
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(http);
    });

    public static void MapShell(this WebApplication app) => app.MapStyles();

    // ?lang=fr is a link, not a script; the choice is kept in a cookie that holds nothing else.
    private static Task RememberLanguage(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Query.ContainsKey("lang"))
        {
            var value = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(CultureInfo.CurrentUICulture));
            http.Response.Cookies.Append(LanguageCookie, value, new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
                MaxAge = TimeSpan.FromDays(365),
                IsEssential = true,
            });
        }

        return next(http);
    }

    private static async Task Unexpected(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var trouble = Troubles(error).FirstOrDefault();
        http.Response.StatusCode = error switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            not null when StreamConflict.Is(error) => StatusCodes.Status409Conflict,
            _ => StatusOf(trouble),
        };
        if (trouble is not null)
        {
            LogTrouble(http.RequestServices.GetRequiredService<ILogger<Page>>(), trouble.Message, trouble.Hint);
        }
        else if (http.Response.StatusCode == StatusCodes.Status500InternalServerError)
        {
            LogDefect(http.RequestServices.GetRequiredService<ILogger<Page>>(), error);
        }

        if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
        {
            http.Response.Headers.RetryAfter = "5"; // seconds: a killed PostgreSQL is back by then
        }

        await StatusPage(http);
    }

    [LoggerMessage(1101, LogLevel.Error, "A request was not done: {Reason} {Hint}")]
    private static partial void LogTrouble(ILogger logger, string reason, string hint);

    [LoggerMessage(1102, LogLevel.Error, "A request met a defect of the node; report it with what follows.")]
    private static partial void LogDefect(ILogger logger, Exception? error);

    private static int StatusOf(DatabaseTrouble? trouble) => trouble switch
    {
        null => StatusCodes.Status500InternalServerError,
        { IsFull: true } => StatusCodes.Status507InsufficientStorage,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    // Marten and ASP.NET Core wrap what the driver throws.
    private static IEnumerable<DatabaseTrouble> Troubles(Exception? error)
    {
        // A peer that cannot be reached is not the database.
        for (; error is not null and not HttpRequestException; error = error.InnerException)
        {
            if (DatabaseTrouble.Of(error) is { } trouble)
            {
                yield return trouble;
            }
        }
    }

    private static async Task StatusPage(HttpContext http)
    {
        var (title, message) = Explain(http.Response.StatusCode);
        var page = http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
        var result = page
            ? Answers.Page<MessagePage>(new { Title = title.ToString(), Message = message.ToString() }, http.Response.StatusCode)
            : Results.Problem(statusCode: http.Response.StatusCode, title: title.ToString(), detail: message.ToString());
        await result.ExecuteAsync(http);
        if (http.Response.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await UnreadBody.ThrowAway(http);
        }
    }

    private static (Text Title, Text Message) Explain(int status) => status switch
    {
        StatusCodes.Status400BadRequest => (
            new("The request could not be understood", "La demande n'a pas pu être comprise", "No se pudo entender la petición"),
            new("Nothing was changed. Go back, reload the page and try again.",
                "Rien n'a été modifié. Revenez en arrière, rechargez la page et réessayez.",
                "No se ha cambiado nada. Vuelva atrás, recargue la página e inténtelo de nuevo.")),
        StatusCodes.Status403Forbidden => (
            new("This is not open to you", "Cette page ne vous est pas ouverte", "Esta página no está abierta para usted"),
            new("Your account does not have the role this needs. Ask an administrator of your union.",
                "Votre compte n'a pas le rôle nécessaire. Adressez-vous à un administrateur de votre syndicat.",
                "Su cuenta no tiene el rol necesario. Pregunte a un administrador de su sindicato.")),
        StatusCodes.Status404NotFound => (
            new("Nothing is here", "Il n'y a rien ici", "Aquí no hay nada"),
            new("The address may be mistyped, or what was here has been removed.",
                "L'adresse est peut-être mal écrite, ou ce qui était ici a été retiré.",
                "La dirección puede estar mal escrita, o lo que había aquí se ha retirado.")),
        StatusCodes.Status409Conflict => (
            new("Somebody changed this at the same moment", "Quelqu'un a modifié cela au même moment", "Alguien cambió esto en el mismo momento"),
            new("Nothing of yours was changed. Go back, look at what is there now, and try again.",
                "Rien de vous n'a été modifié. Revenez en arrière, regardez ce qui s'y trouve maintenant et réessayez.",
                "No se ha cambiado nada suyo. Vuelva atrás, mire lo que hay ahora e inténtelo de nuevo.")),
        StatusCodes.Status413PayloadTooLarge => (
            new("That is too large", "C'est trop volumineux", "Es demasiado grande"),
            new("Nothing was kept. Send a smaller file.", "Rien n'a été conservé. Envoyez un fichier plus petit.",
                "No se ha guardado nada. Envíe un archivo más pequeño.")),
        StatusCodes.Status429TooManyRequests => (
            new("Too many attempts", "Trop de tentatives", "Demasiados intentos"),
            new("Wait a few minutes, then try again.", "Attendez quelques minutes, puis réessayez.",
                "Espere unos minutos e inténtelo de nuevo.")),
        StatusCodes.Status503ServiceUnavailable => (
            new("The node is not ready", "Le nœud n'est pas prêt", "El nodo no está listo"),
            new("Its database does not answer. Nothing was changed; try again in a few seconds.",
                "Sa base de données ne répond pas. Rien n'a été modifié ; réessayez dans quelques secondes.",
                "Su base de datos no responde. No se ha cambiado nada; inténtelo de nuevo en unos segundos.")),
        StatusCodes.Status507InsufficientStorage => (
            new("The node is full", "Le nœud est plein", "El nodo está lleno"),
            new("There is no room left on its disk, so nothing was kept. Tell your administrator.",
                "Il n'y a plus de place sur son disque ; rien n'a été conservé. Prévenez votre administrateur.",
                "No queda sitio en su disco; no se ha guardado nada. Avise a su administrador.")),
        >= 500 => (
            new("The node could not do this", "Le nœud n'a pas pu le faire", "El nodo no pudo hacerlo"),
            new("What was acknowledged before is safe. Try again; if it happens again, tell your administrator the time.",
                "Ce qui avait été confirmé est en sécurité. Réessayez ; si cela se reproduit, dites l'heure à votre administrateur.",
                "Lo confirmado antes está a salvo. Inténtelo de nuevo; si se repite, diga la hora a su administrador.")),
        _ => (Text.Same(ReasonPhrases.GetReasonPhrase(status)),
            new("Nothing was changed.", "Rien n'a été modifié.", "No se ha cambiado nada.")),
    };
}
