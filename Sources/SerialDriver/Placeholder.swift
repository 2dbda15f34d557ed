enum PlaceholderSerialDriver {}
