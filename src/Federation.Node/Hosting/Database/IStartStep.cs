namespace Federation.Node.Hosting.Database;

/// <summary>Something to do at every start once the tables are there and before anything is served; one replica at a time.</summary>
internal interface IStartStep
{
    Task Run(CancellationToken cancel);
}
