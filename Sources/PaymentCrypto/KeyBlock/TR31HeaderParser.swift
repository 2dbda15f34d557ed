extension TR31Header {
    /// Reads the header of a block. Nothing is authenticated: that needs the protection key, and ``TR31KeyBlock``.
    ///
    /// - Parameter block: The whole block, ASCII characters.
    /// - Throws: `TR31Error` with the offset of what is wrong.
    public static func parse(_ block: [UInt8]) throws(TR31Error) -> Parsed {
        guard block.count <= 9999 else { throw TR31Error(.tooLong(block.count), at: 0) }
        guard block.count >= fixedLength else {
            throw TR31Error(.tooShort(needed: fixedLength, found: block.count), at: 0)
        }
        let version: TR31Version = try code(block, 0, .version)
        let stated = try decimal(block, 1..<5, .length)
        guard stated == block.count else { throw TR31Error(.length(stated: stated, found: block.count), at: 1) }
        guard let usage = TR31KeyUsage(String(decoding: block[5..<7], as: UTF8.self)) else {
            throw TR31Error(.malformed(.keyUsage), at: 5)
        }
        guard let keyVersion = TR31KeyVersion(String(decoding: block[9..<11], as: UTF8.self)) else {
            throw TR31Error(.malformed(.keyVersion), at: 9)
        }
        var header = TR31Header(
            version: version, keyUsage: usage, algorithm: try code(block, 7, .algorithm),
            modeOfUse: try code(block, 8, .modeOfUse), keyVersion: keyVersion,
            exportability: try code(block, 11, .exportability), context: try code(block, 14, .context))
        guard block[15] == 0x30 else { throw TR31Error(.malformed(.reserved), at: 15) }
        let count = try decimal(block, 12..<14, .optionalBlockCount)
        let end = try header.readOptionalBlocks(count, of: block)
        return Parsed(header: header, blockLength: stated, headerLength: end)
    }

    /// Reads so many optional blocks; gives the offset behind them.
    private mutating func readOptionalBlocks(_ count: Int, of block: [UInt8]) throws(TR31Error) -> Int {
        var offset = TR31Header.fixedLength
        for index in 0..<count {
            let (dataStart, end) = try TR31Header.extent(of: block, at: offset)
            let id = String(decoding: block[offset..<offset + 2], as: UTF8.self)
            let data = block[dataStart..<end]
            if id == "PB" {
                guard index == count - 1 else { throw TR31Error(.paddingNotLast, at: offset) }
                guard data.allSatisfy(isPrintable) else {
                    throw TR31Error(.malformed(.optionalBlockData), at: dataStart)
                }
            } else {
                guard block[offset..<offset + 2].allSatisfy(isAlphanumeric) else {
                    throw TR31Error(.malformed(.optionalBlockID), at: offset)
                }
                guard let optional = TR31OptionalBlock(id: id, data: String(decoding: data, as: UTF8.self)) else {
                    throw TR31Error(.malformed(.optionalBlockData), at: dataStart)
                }
                optionalBlocks.append(optional)
            }
            offset = end
        }
        let length = offset - TR31Header.fixedLength
        guard length % version.blockCount == 0 else {
            throw TR31Error(.optionalBlocksNotAligned(length), at: TR31Header.fixedLength)
        }
        return offset
    }

    /// Where the data of the optional block at `offset` start and end. Identifier and length stand before them.
    private static func extent(of block: [UInt8], at offset: Int) throws(TR31Error) -> (dataStart: Int, end: Int) {
        var start = offset + 4
        guard block.count >= start else {
            throw TR31Error(.tooShort(needed: 4, found: block.count - offset), at: offset)
        }
        var length = try hexadecimal(block, offset + 2..<start)
        if length == 0 {
            // A long block: the number of length bytes, and the length.
            guard block.count >= start + 2 else {
                throw TR31Error(.tooShort(needed: 2, found: block.count - start), at: start)
            }
            let digits = 2 * (try hexadecimal(block, start..<start + 2))
            start += 2
            guard digits > 0 else { throw TR31Error(.malformed(.optionalBlockLength), at: start - 2) }
            guard block.count - start >= digits else {
                throw TR31Error(.tooShort(needed: digits, found: block.count - start), at: start)
            }
            length = try hexadecimal(block, start..<start + digits)
            start += digits
        }
        guard length >= start - offset, length <= block.count - offset else {
            throw TR31Error(.optionalBlockLength(length), at: offset + 2)
        }
        return (start, offset + length)
    }

    private static func code<Code: RawRepresentable<UInt8>>(
        _ block: [UInt8], _ offset: Int, _ field: TR31Error.Field
    ) throws(TR31Error) -> Code {
        guard let code = Code(rawValue: block[offset]) else { throw TR31Error(.malformed(field), at: offset) }
        return code
    }

    private static func decimal(
        _ block: [UInt8], _ range: Range<Int>, _ field: TR31Error.Field
    ) throws(TR31Error) -> Int {
        var value = 0
        for index in range {
            guard (0x30...0x39).contains(block[index]) else { throw TR31Error(.malformed(field), at: index) }
            value = value * 10 + Int(block[index] & 0x0F)
        }
        return value
    }

    /// Upper-case digits of any number; a value that no block can have stays one that no block can have.
    private static func hexadecimal(_ block: [UInt8], _ range: Range<Int>) throws(TR31Error) -> Int {
        var value = 0
        for index in range {
            guard !(0x61...0x66).contains(block[index]), let digit = Hex.value(block[index]) else {
                throw TR31Error(.malformed(.optionalBlockLength), at: index)
            }
            value = min(value * 16 + Int(digit), 0xFFFF)
        }
        return value
    }
}
