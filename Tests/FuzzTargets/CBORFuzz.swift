import SMP

extension FuzzTarget {
    /// CBOR of management messages: what is read is written in one form, and that form is read as the same.
    static let cbor = FuzzTarget(name: "cbor") { bytes in
        do throws(CBORError) {
            let value = try CBORValue(decoding: bytes)
            let written = value.encoded
            // An array of unknown length may take a byte less than one whose length does not fit into its first byte.
            guard written.count <= 2 * bytes.count else { return "the shortest form is much longer than what was read" }
            do throws(CBORError) {
                return try CBORValue(decoding: written) == value ? nil : "another value comes back"
            } catch { return "what was written cannot be read: \(error)" }
        } catch {
            return (0...bytes.count).contains(error.offset) ? nil : "the error lies outside: \(error)"
        }
    }
}
