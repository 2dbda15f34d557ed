enum PlaceholderVirtualTerminal {}
