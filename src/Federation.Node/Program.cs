using Federation.Node.CommandLine;

return await FederationCommand.Run(args);
