enum PlaceholderAcquirerHost {}
