import ISO8583

/// Makes a message from a draft: amounts in major units, `now`, `auto`, hexadecimal digits and parts become contents.
public struct MessageBuilder: Sendable {
    /// A message with what stands before it on a line.
    public struct Built: Equatable, Sendable {
        /// The message.
        public var message: Message
        /// Its bytes, without headers.
        public var body: [UInt8]
        /// Everything: length, TPDU, header, message.
        public var bytes: [UInt8]
        /// What the builder put in by itself, one line each.
        public var additions: [String]
    }

    let dialect: Dialect
    let moment: LocalMoment
    let trace: Int

    /// A builder.
    ///
    /// - Parameters:
    ///   - dialect: Dialect of the messages.
    ///   - moment: What `now` means.
    ///   - trace: Trace number for `auto`, and for messages that need one and have none.
    public init(_ dialect: Dialect, at moment: LocalMoment, trace: Int = 1) {
        self.dialect = dialect
        self.moment = moment
        self.trace = trace
    }

    /// Makes a message.
    ///
    /// - Throws: `MessageToolError` with file and line of what is wrong; never with the content of a field.
    public func build(_ draft: MessageDraft) throws -> Built {
        guard let text = draft.mti else {
            throw MessageToolError(
                "\(draft.origin): the message type is missing", next: "write mti: \"0200\", or give --mti 0200")
        }
        guard let bytes = Hexadecimal.bytes(text), bytes.count == 2,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw MessageToolError("\(draft.origin): \"\(text)\" is no message type", why: "it has four digits") }
        var message = Message(MTI(UInt16(bytes[0]) << 8 | UInt16(bytes[1])))
        // Amounts need the currency, which may stand behind them.
        let currency = try draftCurrency(draft)
        for field in draft.fields {
            let reader = ValueReader(
                dialect: dialect, mti: message.mti, moment: moment, trace: trace, currency: currency)
            message[bytes: field.number] = try reader.content(field)
        }
        var additions: [String] = []
        if !message.has(11), dialect.rule(for: message)?.mandatory.contains(11) == true,
            let digits = dialect.format(of: 11)?.length.most
        {
            message[text: 11] = padded(trace, digits)
            additions.append("field 11 (trace number) = \(padded(trace, digits))")
        }
        do {
            let body = try dialect.encode(message)
            return Built(message: message, body: body, bytes: try framed(body, draft), additions: additions)
        } catch let error as ISO8583Error {
            let origin = draft.fields.last { $0.number == error.field }?.origin ?? draft.origin
            throw MessageToolError("\(origin): the message cannot be written", why: error.description)
        }
    }

    private func draftCurrency(_ draft: MessageDraft) throws -> Currency? {
        if let text = draft.text(of: 49), let code = UInt16(text) { return Currency(numeric: code) }
        // Terminals of this kind are for one currency.
        return dialect.responseTable == .unionPay ? .cny : nil
    }

    private func framed(_ body: [UInt8], _ draft: MessageDraft) throws -> [UInt8] {
        var bytes: [UInt8] = []
        if let text = draft.tpdu {
            guard let tpdu = Hexadecimal.bytes(text), tpdu.count == TPDU.byteCount else {
                throw MessageToolError(
                    "\(draft.origin): the TPDU is wrong", why: "it is five bytes, ten hexadecimal digits: 6000030000")
            }
            bytes += tpdu
        }
        if let text = draft.unionPayHeader {
            guard let header = Hexadecimal.bytes(text), header.count == UnionPayHeader.byteCount else {
                throw MessageToolError(
                    "\(draft.origin): the UnionPay-style header is wrong", why: "it is twelve digits: 603100310100")
            }
            bytes += header
        }
        bytes += body
        guard draft.hasLength else { return bytes }
        guard bytes.count <= 0xFFFF else {
            throw MessageToolError("\(draft.origin): too long for a length of two bytes")
        }
        return [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }
}
