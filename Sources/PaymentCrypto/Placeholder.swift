enum PlaceholderPaymentCrypto {}
