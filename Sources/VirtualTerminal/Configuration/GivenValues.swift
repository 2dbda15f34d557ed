extension KeyedDecodingContainer {
    /// Takes a value that is given, and leaves the usual one where none is.
    func take<Value: Decodable>(_ key: Key, _ value: inout Value) throws {
        if let given = try decodeIfPresent(Value.self, forKey: key) { value = given }
    }
}
