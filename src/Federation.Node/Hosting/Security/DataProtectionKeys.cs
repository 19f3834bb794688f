using System.Text;
using System.Xml.Linq;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// ASP.NET Core's data protection keys (cookies, form tokens) in the database, wrapped under the master key: replicas of a node
/// read each other's cookies, and a copy of the database alone forges none.
/// </summary>
internal sealed class DataProtectionKeys(NpgsqlDataSource source, MasterKey master) : IXmlRepository
{
    private const string Context = "data protection key";

    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Hosting", """
        create table if not exists node.data_protection_key (name text primary key, wrapped bytea not null);
        """);

    /// <summary>What the master key wraps of it.</summary>
    public static MasterWrapped Wrapped { get; } = new("node.data_protection_key", $"'{Context}'");

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = source.CreateCommand("select wrapped from node.data_protection_key order by name");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
        {
            elements.Add(XElement.Parse(Encoding.UTF8.GetString(master.Unwrap(Context, reader.GetFieldValue<byte[]>(0)))));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = source.CreateCommand("insert into node.data_protection_key (name, wrapped) values ($1, $2)");
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = master.Wrap(Context, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting))) });
        command.ExecuteNonQuery();
    }
}
