import ISO8583

/// Whether the contents of a message are what such fields hold.
enum Plausibility {
    /// True for types of the standard: version 0 to 2, class 1 to 8, function 0 to 5, origin 0 to 5.
    static func isKnown(_ mti: MTI) -> Bool {
        (0...2).contains(mti.version)
            && ((1...8).contains(mti.messageClass) || mti == MTI(0x0920) || mti == MTI(0x0930))
            && (0...5).contains(mti.function) && (0...5).contains(mti.origin)
    }

    /// What the type says for or against a dialect.
    static func type(_ mti: MTI, _ dialect: Dialect) -> [Guess.Reason] {
        guard isKnown(mti) else { return [reason(-20, "type \(mti) is not known", "报文类型\(mti)未知")] }
        var reasons = [reason(10, "type \(mti) is known", "报文类型\(mti)已知")]
        if let version = version(dialect), version != mti.version {
            reasons.append(
                reason(
                    -15, "type \(mti) is of another version of the standard than the dialect", "报文类型\(mti)与方言的标准版本不符"))
        }
        return reasons
    }

    /// The version digit of the standard that a dialect follows: the response code is an2 in 1987, n3 in 1993, n4 in 2003.
    private static func version(_ dialect: Dialect) -> Int? {
        guard case .fixed(let count)? = dialect.format(of: 39)?.length else { return nil }
        switch count {
        case 2: return 0
        case 3: return 1
        case 4: return 2
        default: return nil
        }
    }

    /// What the contents say for or against a reading.
    static func contents(_ message: Message, _ dialect: Dialect) -> [Guess.Reason] {
        dates(message) + codes(message) + card(message) + names(message) + habits(message, dialect)
    }

    private static func dates(_ message: Message) -> [Guess.Reason] {
        let bad = [7, 12, 13, 14, 15, 16, 17, 73].filter { field in
            message[text: field].map { !DateDigits.isPlausible(field, $0) } ?? false
        }
        let good = [7, 12, 13, 14, 15, 17].filter { message.has($0) && !bad.contains($0) }
        var reasons: [Guess.Reason] = []
        if !good.isEmpty { reasons.append(reason(min(good.count * 2, 6), "dates and times are such", "日期时间合理")) }
        if !bad.isEmpty {
            let list = bad.map { String($0) }.joined(separator: ", ")
            reasons.append(reason(-6, "no date or time in field \(list)", "\(list)域不是日期时间"))
        }
        return reasons
    }

    private static func codes(_ message: Message) -> [Guess.Reason] {
        var reasons: [Guess.Reason] = []
        if let code = message[text: 49], code.utf8.count == 3 {
            let isKnown = UInt16(code).flatMap { Currency(numeric: $0) } != nil
            reasons.append(
                isKnown ? reason(4, "currency is known", "货币代码已知") : reason(-4, "currency is not known", "货币代码未知"))
        }
        let isResponse = message.mti.function == 1 || message.mti.function == 3
        if isResponse {
            reasons.append(
                message.has(39)
                    ? reason(4, "a response with a response code", "应答含应答码")
                    : reason(-3, "a response without a response code", "应答无应答码"))
        } else if message.has(39), message.mti.messageClass != 3 {
            reasons.append(reason(-3, "a request with a response code", "请求含应答码"))
        }
        if message.has(11) { reasons.append(reason(3, "there is a trace number", "有跟踪号")) }
        return reasons
    }

    private static func card(_ message: Message) -> [Guess.Reason] {
        guard let text = message[text: 2] else { return [] }
        guard let pan = PAN(text) else { return [reason(-4, "field 2 is no account number", "2域不是账号")] }
        var reasons = [
            pan.passesLuhn
                ? reason(5, "account number has a right check digit", "账号校验位正确")
                : reason(-1, "account number has a wrong check digit", "账号校验位错误")
        ]
        if let track = message[text: 35].flatMap({ Track2($0) }), track.pan == pan {
            reasons.append(reason(2, "track 2 has the same account number", "二磁道账号相同"))
        }
        return reasons
    }

    private static func names(_ message: Message) -> [Guess.Reason] {
        var reasons: [Guess.Reason] = []
        for field in [37, 38, 41, 42] {
            guard let content = message[bytes: field] else { continue }
            let isPlain = content.allSatisfy { (0x20..<0x7F).contains($0) }
            if !isPlain {
                reasons.append(reason(-5, "field \(field) is no plain text", "\(field)域不是文本"))
            }
        }
        return reasons
    }

    /// What terminals of a kind send and others do not.
    private static func habits(_ message: Message, _ dialect: Dialect) -> [Guess.Reason] {
        var reasons: [Guess.Reason] = []
        let hasMAC = message.has(64) || message.has(128)
        if hasMAC, dialect.carriesMAC(message.mti) {
            reasons.append(reason(2, "ends with a MAC, as this type does", "以MAC结尾, 与类型相符"))
        } else if hasMAC, dialect.macTypes.isEmpty {
            reasons.append(reason(-2, "field 64 or 128 present, but the dialect names no MAC", "有64或128域, 但方言无MAC"))
        }
        switch dialect.responseTable {
        case .unionPay:
            if let text = message[text: 60] {
                reasons.append(
                    ReservedField60(text) != nil
                        ? reason(4, "field 60 is type, batch and network code", "60域为类型码、批次号、网络码")
                        : reason(-4, "field 60 is not type, batch and network code", "60域不是类型码、批次号、网络码"))
            } else {
                reasons.append(reason(-1, "there is no field 60", "无60域"))
            }
        case .hypercom:
            if !message.has(7), !message.has(49), message.has(24) || message.has(3) {
                reasons.append(
                    reason(2, "fields as Hypercom-style terminals send them (3, 24; no 7, 49)", "域与Hypercom类终端相符"))
            }
        default:
            if message.has(7) || message.has(49) {
                reasons.append(reason(1, "fields as hosts of the standard send them (7, 49)", "域与标准主机相符(7, 49)"))
            }
        }
        return reasons
    }

    private static func reason(_ points: Int, _ english: String, _ chinese: String) -> Guess.Reason {
        Guess.Reason(points: points, words: FieldName(english, chinese))
    }
}
