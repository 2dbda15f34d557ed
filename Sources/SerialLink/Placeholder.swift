enum PlaceholderSerialLink {}
