namespace Federation.Node.Hosting.Database;

/// <summary>The PostgreSQL this process uses.</summary>
/// <param name="ConnectionString">Npgsql connection string.</param>
/// <param name="Managed">The private server this process looks after; null when somebody else does.</param>
internal sealed record DatabaseConnection(string ConnectionString, ManagedPostgres? Managed = null);
