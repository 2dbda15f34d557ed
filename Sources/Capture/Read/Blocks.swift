/// Types of pcapng blocks. Source: draft-ietf-opsawg-pcapng, section 4.
enum BlockType {
    /// The same in both byte orders.
    static let section: UInt32 = 0x0A0D_0D0A
    static let interface: UInt32 = 1
    static let obsoletePacket: UInt32 = 2
    static let simplePacket: UInt32 = 3
    static let enhancedPacket: UInt32 = 6
    /// Marks the byte order of a section.
    static let byteOrderMark: UInt32 = 0x1A2B_3C4D
}

/// pcapng: blocks with their length at both ends.
extension CaptureReader {
    /// Reads blocks up to and with the next one that is a packet.
    mutating func nextBlockPacket() throws(CaptureError) -> CapturePacket? {
        while offset < view.count {
            let start = offset
            let bytes = bytes
            let type = try bytes.u32(start)
            if type == BlockType.section {
                try readSectionHeader()
                continue
            }
            let body = try nextBody(bytes)
            switch type {
            case BlockType.interface: try readInterface(body)
            case BlockType.enhancedPacket: return try enhancedPacket(body)
            case BlockType.simplePacket: return try simplePacket(body)
            case BlockType.obsoletePacket: return try obsoletePacket(body)
            default: break
            }
        }
        return nil
    }

    /// Checks the lengths of the block at `offset`, goes behind it, and returns what is between its lengths.
    private mutating func nextBody(_ bytes: ByteView) throws(CaptureError) -> Range<Int> {
        let start = offset
        let length = try bytes.u32(start + 4)
        guard length >= 12, length.isMultiple(of: 4) else {
            throw CaptureError(.blockLength(length), offset: start + 4)
        }
        try bytes.check(start, Int(length), before: Int.max)
        let end = start + Int(length)
        let last = try bytes.u32(end - 4)
        guard last == length else {
            throw CaptureError(.blockLengthsDiffer(first: length, last: last), offset: end - 4)
        }
        offset = end
        return start + 8..<end - 4
    }

    /// Begins a section: byte order, version; its length is not needed, as its blocks are walked anyway.
    mutating func readSectionHeader() throws(CaptureError) {
        let start = offset
        let mark = try ByteView(bytes: view).u32(start + 8)
        switch mark {
        case BlockType.byteOrderMark: isBigEndian = true
        case BlockType.byteOrderMark.byteSwapped: isBigEndian = false
        default: throw CaptureError(.byteOrder(mark), offset: start + 8)
        }
        let bytes = bytes
        let body = try nextBody(bytes)
        let major = try bytes.u16(body.lowerBound + 4, before: body.upperBound)
        let minor = try bytes.u16(body.lowerBound + 6, before: body.upperBound)
        guard major == 1 else {
            throw CaptureError(.version(major: major, minor: minor), offset: body.lowerBound + 4)
        }
        try bytes.check(body.lowerBound, 16, before: body.upperBound)
        sectionCount += 1
        sectionStart = interfaces.count
    }

    private mutating func readInterface(_ body: Range<Int>) throws(CaptureError) {
        let bytes = bytes
        let end = body.upperBound
        var interface = CaptureInterface(
            section: sectionCount, linkType: LinkType(try bytes.u16(body.lowerBound, before: end)),
            snapLength: try bytes.u32(body.lowerBound + 4, before: end))
        var options = BlockOptions(bytes, body.lowerBound + 8..<end)
        while let option = try options.next() {
            switch (option.code, option.value.count) {
            case (2, _): interface.name = text(option.value)
            case (3, _): interface.description = text(option.value)
            case (8, 8...): interface.speed = try bytes.u64(option.value.lowerBound)
            case (9, 1...): interface.resolution = TimestampResolution(code: try bytes.u8(option.value.lowerBound))
            case (14, 8...):
                interface.timestampOffset = Int64(bitPattern: try bytes.u64(option.value.lowerBound))
            default: break
            }
        }
        interfaces.append(interface)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: view[range], as: UTF8.self) }

    private func interface(_ number: UInt32, at offset: Int) throws(CaptureError) -> Int {
        guard Int(number) < interfaces.count - sectionStart else {
            throw CaptureError(.unknownInterface(number), offset: offset)
        }
        return sectionStart + Int(number)
    }

    private mutating func enhancedPacket(_ body: Range<Int>) throws(CaptureError) -> CapturePacket {
        let start = body.lowerBound
        try bytes.check(start, 20, before: body.upperBound)
        return try timedPacket(body, interface: try interface(try bytes.u32(start), at: start))
    }

    private mutating func obsoletePacket(_ body: Range<Int>) throws(CaptureError) -> CapturePacket {
        let start = body.lowerBound
        try bytes.check(start, 20, before: body.upperBound)
        return try timedPacket(body, interface: try interface(UInt32(try bytes.u16(start)), at: start))
    }

    /// What both kinds have in common after the interface: time, lengths, frame, options.
    private mutating func timedPacket(_ body: Range<Int>, interface: Int) throws(CaptureError) -> CapturePacket {
        let start = body.lowerBound
        let bytes = bytes
        let units = UInt64(try bytes.u32(start + 4)) << 32 | UInt64(try bytes.u32(start + 8))
        let captured = try bytes.u32(start + 12)
        guard Int(captured) <= body.upperBound - start - 20 else {
            throw CaptureError(.capturedLength(captured), offset: start + 12)
        }
        let frame = start + 20..<start + 20 + Int(captured)
        var flags: UInt32 = 0
        var comment: Range<Int>?
        let optionStart = min(body.upperBound, frame.upperBound + (4 - frame.count % 4) % 4)
        var options = BlockOptions(bytes, optionStart..<body.upperBound)
        while let option = try options.next() {
            switch (option.code, option.value.count) {
            case (1, _) where comment == nil: comment = option.value
            case (2, 4...): flags = try bytes.u32(option.value.lowerBound)
            default: break
            }
        }
        return packet(
            interface: interface, timestamp: interfaces[interface].nanoseconds(units), frame: frame,
            originalLength: try bytes.u32(start + 16), flags: flags, comment: comment)
    }

    private mutating func simplePacket(_ body: Range<Int>) throws(CaptureError) -> CapturePacket {
        let original = try bytes.u32(body.lowerBound, before: body.upperBound)
        let index = try interface(0, at: body.lowerBound)
        // Only the snap length tells padding from packet when the packet was cut.
        let snap = interfaces[index].snapLength
        let captured = snap == 0 ? original : min(snap, original)
        guard Int(captured) <= body.count - 4 else {
            throw CaptureError(.capturedLength(captured), offset: body.lowerBound)
        }
        let start = body.lowerBound + 4
        return packet(
            interface: index, timestamp: nil, frame: start..<start + Int(captured), originalLength: original)
    }
}
