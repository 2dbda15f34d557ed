import ISO8583

/// A payload of a frame, with an account number that must not be seen.
enum SaleMessage {
    private static let account = "6222021001116245702"

    static func payload() throws -> [UInt8] {
        var message = Message(.financialRequest)
        message[text: 2] = account
        message[text: 3] = "000000"
        message[text: 4] = "000000001250"
        message[text: 11] = "000007"
        message[text: 41] = "10000001"
        message[text: 60] = "22000001000"
        let body = try Dialect.unionPay.encode(message)
        return Envelope(
            tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 0), header: .terminalRequest, body: body
        ).bytes
    }

    /// True when neither the account number nor a part of it is there that a mask would hide.
    static func isMasked(_ text: String) -> Bool { !text.contains(account) && !text.contains("2001116") }
}
