/// The header of a key block: what the key is, and what may be done with it. It is clear text, and the block's MAC covers
/// it. Source: ANSI X9.143-2021, 6.3.
public struct TR31Header: Equatable, Sendable {
    /// How the block is protected.
    public var version: TR31Version
    /// What the key is for.
    public var keyUsage: TR31KeyUsage
    /// Algorithm that the key is for.
    public var algorithm: TR31Algorithm
    /// What may be done with the key.
    public var modeOfUse: TR31ModeOfUse
    /// Version of the key.
    public var keyVersion: TR31KeyVersion
    /// Whether the key may leave again.
    public var exportability: TR31Exportability
    /// Where the block may stand.
    public var context: TR31Context
    /// Optional blocks in their order, without padding.
    public var optionalBlocks: [TR31OptionalBlock]

    /// A header for a key that is to be wrapped.
    public init(
        version: TR31Version, keyUsage: TR31KeyUsage, algorithm: TR31Algorithm, modeOfUse: TR31ModeOfUse,
        keyVersion: TR31KeyVersion = .unused, exportability: TR31Exportability = .notExportable,
        context: TR31Context = .any, optionalBlocks: [TR31OptionalBlock] = []
    ) {
        self.version = version
        self.keyUsage = keyUsage
        self.algorithm = algorithm
        self.modeOfUse = modeOfUse
        self.keyVersion = keyVersion
        self.exportability = exportability
        self.context = context
        self.optionalBlocks = optionalBlocks
    }

    /// A header as it stands in a block, with the lengths that go with it.
    public struct Parsed: Equatable, Sendable {
        /// The fields.
        public let header: TR31Header
        /// Characters of the whole block.
        public let blockLength: Int
        /// Characters of the header, optional blocks and padding included.
        public let headerLength: Int
    }

    /// Characters of the part that every header has.
    static let fixedLength = 16

    /// The header's characters for a block whose enciphered key and MAC have so many bytes.
    func encoded(protectedCount: Int) throws(TR31Error) -> [UInt8] {
        var blocks = optionalBlocks.flatMap(\.encoded)
        let padding = TR31OptionalBlock.padding(after: blocks.count, blockCount: version.blockCount)
        blocks += padding
        let count = optionalBlocks.count + (padding.isEmpty ? 0 : 1)
        guard count <= 99 else { throw TR31Error(.tooManyOptionalBlocks(count), at: 12) }
        let length = TR31Header.fixedLength + blocks.count + 2 * protectedCount
        guard length <= 9999 else { throw TR31Error(.tooLong(length), at: 1) }
        var header = [version.rawValue] + decimal(length, digits: 4) + Array(keyUsage.code.utf8)
        header += [algorithm.rawValue, modeOfUse.rawValue] + Array(keyVersion.code.utf8)
        header += [exportability.rawValue] + decimal(count, digits: 2) + [context.rawValue, 0x30]
        return header + blocks
    }

    private func decimal(_ value: Int, digits: Int) -> [UInt8] {
        let text = Array(String(value).utf8)
        return [UInt8](repeating: 0x30, count: max(0, digits - text.count)) + text
    }
}
