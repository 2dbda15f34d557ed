enum PlaceholderTerminalService {}
