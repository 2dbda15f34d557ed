enum PlaceholderTerminalFirmware {}
