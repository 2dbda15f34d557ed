import TestSupport

extension Vector {
    /// Bytes of the message. Inside of an extension of something with `bytes` the function needs its module's name.
    var content: [UInt8] { TestSupport.bytes(hex) }

    /// Contents by field number.
    var values: [Int: String] {
        Dictionary(uniqueKeysWithValues: fields.compactMap { key, value in Int(key).map { ($0, value) } })
    }
}
