import FlashStore

/// The bootloader's memory: words that are only appended, in one sector of the region at a time.
///
/// When a sector is full, the next one is erased, gets the state as it is, and counts from the moment when its first word
/// (`bank` with a higher generation) is programmed. The old one stays until its turn comes, so at every moment one counts.
struct BootLog<Flash: NORFlash> {
    private(set) var flash: Flash
    private(set) var state = BootState()
    private var sector = 0
    private var generation: UInt32 = 0
    /// Where the next word goes, in the sector.
    private var next = 0

    /// Opens the log; a region in which no sector counts becomes an empty log.
    init(opening flash: Flash) throws(FlashError) {
        self.flash = flash
        var newest: (sector: Int, generation: UInt32)?
        for sector in 0..<flash.geometry.sectorCount {
            let first = try flash.read(at: sector * flash.geometry.sectorSize, count: FlashGeometry.wordSize)
            guard let word = StateWord(word(first, 0)), word.kind == .bank,
                word.value < StateWord.largestValue
            else { continue }
            if word.value >= newest?.generation ?? 0 { newest = (sector, word.value) }
        }
        guard let newest else {
            // The first sector is the one after the last.
            sector = flash.geometry.sectorCount - 1
            try begin(adding: [])
            return
        }
        (sector, generation) = newest
        try replay()
    }

    /// Remembers words, for good when it returns.
    mutating func append(_ words: [StateWord]) throws(FlashError) {
        guard next + words.count * FlashGeometry.wordSize <= usedSize else { return try begin(adding: words) }
        do throws(FlashError) {
            for word in words {
                try flash.program(at: sector * flash.geometry.sectorSize + next, littleEndian(word.bits))
                next += FlashGeometry.wordSize
            }
        } catch {
            // What should be blank has rotted: the rest of this sector is not used.
            if case .needsErase = error { return try begin(adding: words) }
            throw error
        }
        try flash.synchronize()
        take(words)
    }

    /// Bytes of a sector that are used: a start must not read a sector of 256 KiB word by word.
    private var usedSize: Int { min(flash.geometry.sectorSize, 16_384) }

    private mutating func take(_ words: [StateWord]) {
        var upper: UInt32?
        for word in words {
            state.take(word, upper: upper)
            upper = word.kind == .upperHalf ? word.value : nil
        }
    }

    /// Goes on in the next sector, with the state and these words.
    private mutating func begin(adding words: [StateWord]) throws(FlashError) {
        let size = flash.geometry.sectorSize
        let fresh = (sector + 1) % flash.geometry.sectorCount
        var bytes: [UInt8] = []
        for word in state.words + words { bytes += littleEndian(word.bits) }
        try flash.erase(sector: fresh)
        try flash.program(at: fresh * size + FlashGeometry.wordSize, bytes)
        try flash.synchronize()
        try flash.program(at: fresh * size, littleEndian(StateWord(.bank, generation + 1).bits))
        try flash.synchronize()
        sector = fresh
        generation += 1
        next = FlashGeometry.wordSize + bytes.count
        take(words)
    }

    /// Reads the words of the sector. Torn ones are passed over; the next word goes behind the last that is not blank.
    private mutating func replay() throws(FlashError) {
        next = FlashGeometry.wordSize
        var upper: UInt32?
        let content = try flash.read(at: sector * flash.geometry.sectorSize, count: usedSize)
        for offset in stride(from: FlashGeometry.wordSize, to: usedSize, by: FlashGeometry.wordSize) {
            let bits = word(content, offset)
            if bits != StateWord.blank { next = offset + FlashGeometry.wordSize }
            guard let word = StateWord(bits) else {
                upper = nil
                continue
            }
            state.take(word, upper: upper)
            upper = word.kind == .upperHalf ? word.value : nil
        }
    }
}
