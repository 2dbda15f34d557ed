enum PlaceholderSettlement {}
