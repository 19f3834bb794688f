using Federation.Node.Hosting.Configuration;
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
        services.AddSingleton(WrappedKeyTable.Script);
        services.AddSingleton<IWrappedKeyStore, WrappedKeyTable>();
        services.AddSingleton(provider => new KeyVault(provider.GetRequiredService<MasterKey>(), provider.GetRequiredService<IWrappedKeyStore>()));
        services.AddSingleton(DataProtectionKeys.Script);
        services.AddSingleton<DataProtectionKeys>();
        services.AddDataProtection().SetApplicationName("federation");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            keys => keys.XmlRepository = provider.GetRequiredService<DataProtectionKeys>()));
        return services;
    }

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
