import FlashStore

/// A memory in which a power cut can be put at every word: each word of a program counts as an operation, and each erase.
struct WordByWord: NORFlash {
    /// The memory.
    var memory: MemoryFlash
    /// Words and erases so far.
    private(set) var operationCount = 0
    /// Which of them were erases.
    private(set) var erases: [(operation: Int, sector: Int)] = []
    private var cut: (operation: Int, point: MemoryFlash.CutPoint)?

    init(_ memory: MemoryFlash) { self.memory = memory }

    /// Lets the power fail at the operation that is counted as `operation` (the next one is `operationCount` + 1).
    mutating func cutPower(at operation: Int, _ point: MemoryFlash.CutPoint) { cut = (operation, point) }

    /// Power is back.
    mutating func restorePower() {
        memory.restorePower()
        cut = nil
    }

    var geometry: FlashGeometry { memory.geometry }

    func read(at offset: Int, count: Int) throws(FlashError) -> [UInt8] { try memory.read(at: offset, count: count) }

    func isBlank(sector: Int) throws(FlashError) -> Bool { try memory.isBlank(sector: sector) }

    mutating func program(at offset: Int, _ bytes: [UInt8]) throws(FlashError) {
        let words = bytes.count / FlashGeometry.wordSize
        guard let cut, cut.operation > operationCount, cut.operation <= operationCount + words else {
            operationCount += words
            return try memory.program(at: offset, bytes)
        }
        // Everything before the word at once, then that word, at which the power fails.
        let before = (cut.operation - operationCount - 1) * FlashGeometry.wordSize
        operationCount = cut.operation
        try memory.program(at: offset, [UInt8](bytes[..<before]))
        memory.cutPower(at: memory.operationCount + 1, cut.point)
        try memory.program(at: offset + before, [UInt8](bytes[before..<before + FlashGeometry.wordSize]))
    }

    mutating func erase(sector: Int) throws(FlashError) {
        operationCount += 1
        erases.append((operationCount, sector))
        if let cut, cut.operation == operationCount { memory.cutPower(at: memory.operationCount + 1, cut.point) }
        try memory.erase(sector: sector)
    }

    mutating func synchronize() throws(FlashError) { try memory.synchronize() }
}
