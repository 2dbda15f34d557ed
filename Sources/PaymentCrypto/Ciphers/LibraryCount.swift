extension Int32 {
    /// A number of bytes as OpenSSL takes it.
    ///
    /// - Throws: `CryptoError.tooMuchData` for 2,147,483,648 bytes and more.
    init(libraryCount count: Int) throws(CryptoError) {
        guard let value = Int32(exactly: count) else { throw .tooMuchData(count) }
        self = value
    }
}
