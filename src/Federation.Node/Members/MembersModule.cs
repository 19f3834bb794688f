using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Members.Erasures;
using Federation.Node.Members.Exports;
using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Federation.Node.Members;

/// <summary>The room's table of contents.</summary>
internal static class MembersModule
{
    public static IServiceCollection AddMembers(this IServiceCollection services)
    {
        services.AddSingleton(SignInTables.Script);
        services.AddSingleton(DeviceSignIns.Script);
        services.AddMasterWrapped(SignInNames.Wrapped);
        services.AddSingleton<SignInNames>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<ISecrets, Secrets>();
        services.AddSingleton<AppPasswords>();
        services.AddSingleton<IStartStep>(provider => provider.GetRequiredService<AppPasswords>());
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<MemberDesk>();
        services.AddSingleton<Roster>();
        services.AddSingleton<DeviceSignIns>();
        services.AddSingleton<IExportPart, AccountExport>();
        services.AddSingleton<IEvidence, MemberEvidence>();
        services.AddSingleton<MemberErasures>();
        services.AddSingleton<IDestroyedAgain>(provider => provider.GetRequiredService<MemberErasures>());
        services.AddHostedService(provider => provider.GetRequiredService<MemberErasures>());
        services.AddSingleton<IMembers>(provider => provider.GetRequiredService<MemberDesk>());
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, AppPasswordHandler>(AppPasswordScheme.Name, null)
            .AddPolicyScheme(AppPasswordScheme.OrSession, null, either => either.ForwardDefaultSelector = http =>
                http.Request.Headers.Authorization.Count > 0 ? AppPasswordScheme.Name : SessionHandler.SchemeName);
        services.AddAuthorization(authorization =>
        {
            foreach (var role in Roles.All)
            {
                authorization.AddPolicy(role, policy => policy.RequireAuthenticatedUser().RequireRole(role));
            }

            foreach (var scheme in (string[])[AppPasswordScheme.Name, AppPasswordScheme.OrSession])
            {
                authorization.AddPolicy(scheme, new AuthorizationPolicyBuilder(scheme).RequireAuthenticatedUser().Build());
            }
        });
        services.AddSingleton(new NavItem(new("My account", "Mon compte", "Mi cuenta"), "/account", 90));
        services.AddSingleton(new NavItem(new("Members", "Membres", "Miembros"), "/members", 80, Roles.Administrator));
        return services;
    }

    public static void UseMembers(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapMembers(this WebApplication app)
    {
        app.MapMemberEndpoints();
        app.MapDeviceEndpoints();
    }

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<MemberAdded>(MemberAdded.StoredName);
            options.Events.MapEventType<MemberJoined>(MemberJoined.StoredName);
            options.Events.MapEventType<MemberDisabled>(MemberDisabled.StoredName);
            options.Events.MapEventType<RoleProposed>(RoleProposed.StoredName);
            options.Events.MapEventType<RoleApproved>(RoleApproved.StoredName);
            options.Events.MapEventType<ErasureAsked>(ErasureAsked.StoredName);
            options.Events.MapEventType<ErasureApproved>(ErasureApproved.StoredName);
            options.Events.MapEventType<ErasureCalledOff>(ErasureCalledOff.StoredName);
            options.Events.MapEventType<MemberErased>(MemberErased.StoredName);
            options.Projections.Snapshot<Member>(SnapshotLifecycle.Inline);
        }
    }
}
