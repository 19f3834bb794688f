using Federation.Gateway;

return await GatewayCommand.Run(args);
