import ISO8583
import Settlement

/// A request that is on its way, and what its answer decides.
struct Exchange {
    /// What the request is for.
    enum Purpose: Equatable {
        case signOn
        case signOff
        case echo
        case balance
        case transaction(TraceNumber)
        case reversal(TraceNumber)
        case advice(TraceNumber)
        case chip(TraceNumber)
        case totals
        case upload(to: Int)
        case endUpload

        /// True when the same bytes may be sent again: everything but a request that moves money for the first time.
        var isRepeatable: Bool {
            switch self {
            case .transaction, .balance: false
            default: true
            }
        }
    }

    let purpose: Purpose
    let request: Message
    /// The payload of the link frame, kept so that a repetition is the same message.
    let payload: [UInt8]
    var attempt = 1

    /// True when the host's time in the answer is the present one. A host may answer what it has answered before with the
    /// very same message, its old time included; and an answer to the first of several attempts is minutes old.
    var tellsTime: Bool {
        switch purpose {
        case .signOn, .signOff, .echo, .balance, .transaction, .totals: attempt == 1
        case .reversal, .advice, .chip, .upload, .endUpload: false
        }
    }

    /// True when `response` answers this request: type indicator, trace number, terminal, and batch where it is given.
    ///
    /// Source: settlement rule *a response is accepted only if it matches the outstanding request*.
    func isAnswered(by response: Message, style: SettlementStyle) -> Bool {
        guard response.mti == request.mti.response, response[text: 11] == request[text: 11],
            response[text: 41] == request[text: 41]
        else { return false }
        switch style {
        case .unionPay:
            guard purpose != .signOn, let asked = batchDigits(request), let answered = batchDigits(response) else {
                return true
            }
            return asked == answered
        case .hypercom:
            // The code says what was asked: totals and trailing totals share their type.
            guard let asked = request[text: 3], let answered = response[text: 3] else { return true }
            return asked == answered
        }
    }

    private func batchDigits(_ message: Message) -> [UInt8]? {
        guard let field = message[bytes: 60], field.count >= 8 else { return nil }
        return [UInt8](field[2..<8])
    }
}
