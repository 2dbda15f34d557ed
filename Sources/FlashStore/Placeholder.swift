enum PlaceholderFlashStore {}
