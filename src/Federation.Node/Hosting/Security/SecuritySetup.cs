using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Federation.Node.Hosting.Security;

/// <summary>The master key, the vault of subjects' keys, and the keys that cookies are protected with.</summary>
internal static class SecuritySetup
{
    public static IServiceCollection AddSecurity(this IServiceCollection services, NodeOptions options)
    {
        services.AddSingleton(_ => LoadMasterKey(options.MasterKeyFile));
        services.AddSingleton(MasterWrapped.Guard);
        services.AddSingleton(WrappedKeyTable.Script);
        services.AddMasterWrapped(WrappedKeyTable.Roots);
        services.AddSingleton(DestroyedKeys.Script);
        services.AddSingleton<DestroyedKeys>();
        services.AddSingleton<IStartStep>(provider => provider.GetRequiredService<DestroyedKeys>());
        services.AddHostedService(provider => provider.GetRequiredService<DestroyedKeys>());
        services.AddSingleton<IWrappedKeyStore, WrappedKeyTable>();
        services.AddSingleton(provider => new KeyVault(provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<IWrappedKeyStore>()));
        services.AddSingleton(provider => new KeyedHashes(provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<IWrappedKeyStore>()));
        services.AddSingleton(DataProtectionKeys.Script);
        services.AddMasterWrapped(DataProtectionKeys.Wrapped);
        services.AddSingleton<DataProtectionKeys>();
        services.AddSingleton(MasterKeyHolders.Script);
        services.AddSingleton<MasterKeyHolders>();
        services.AddHostedService(provider => provider.GetRequiredService<MasterKeyHolders>());
        services.AddSingleton<MasterKeyReplacement>();
        services.AddDataProtection().SetApplicationName("federation");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            keys => keys.XmlRepository = provider.GetRequiredService<DataProtectionKeys>()));
        return services;
    }

    /// <summary>Says that a room's table, whose script is added already, holds values that the master key wraps itself.</summary>
    public static IServiceCollection AddMasterWrapped(this IServiceCollection services, MasterWrapped wrapped) =>
        services.AddSingleton(wrapped).AddSingleton(wrapped.Trigger);

    private static MasterKey LoadMasterKey(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return MasterKey.LoadOrCreate(path);
        }
        catch (MasterKeyException e)
        {
            throw new OperatorException(e.Message, "Without its master key a node cannot read what it keeps: restore the file from its copy.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(e.Message, "Give the node's user the folder, or set another with --master-key-file.");
        }
    }
}
