enum PlaceholderISO8583 {}
