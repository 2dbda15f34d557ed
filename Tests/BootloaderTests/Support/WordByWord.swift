import FlashStore

/// A memory that programs each word by an operation of its own: so a power cut can be put at every word.
struct WordByWord: NORFlash {
    var memory: MemoryFlash

    var geometry: FlashGeometry { memory.geometry }

    func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] { try memory.read(at: offset, count: count) }

    func isBlank(sector: Int) throws(FlashError) -> Bool { try memory.isBlank(sector: sector) }

    mutating func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        for index in stride(from: 0, to: bytes.count, by: FlashGeometry.wordSize) {
            try memory.program(at: offset + index, [UInt8](bytes[index..<index + FlashGeometry.wordSize]))
        }
    }

    mutating func erase(sector: Int) throws(FlashError) { try memory.erase(sector: sector) }

    mutating func synchronize() throws(FlashError) { try memory.synchronize() }
}
