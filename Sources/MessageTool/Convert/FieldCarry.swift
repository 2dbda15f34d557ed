import ISO8583

/// Carries the fields of one row of the table from the old message into the new one.
struct FieldCarry {
    /// What became of them.
    enum Result {
        /// They are in the new message; an empty text when that is nothing to speak of.
        case moved(String, String)
        case lost(String, String)
    }

    let original: Message
    var message: Message
    let moment: LocalMoment

    mutating func apply(_ move: VersionMove) -> Result {
        let field = move.fields[0]
        switch move.rule {
        case .joinLocalTime: return joinLocalTime()
        case .splitLocalTime: return splitLocalTime()
        case .joinPointOfService: return joinPointOfService()
        case .splitPointOfService: return splitPointOfService()
        case .actionCode: return actionCode()
        case .responseCode: return responseCode()
        case .newOriginal: return newOriginal()
        case .oldOriginal: return oldOriginal()
        case .function: return function()
        case .network: return network()
        case .widenDate(let size): return widenDate(field, size)
        case .cutDate(let size): return cutDate(field, size)
        case .joinCurrency: return joinCurrency(field, move.fields[1])
        case .splitCurrency(let other): return splitCurrency(field, other)
        case .widenAmounts: return amounts(20) { entry in FieldCarry.widened(entry) }
        case .cutAmounts: return amounts(21) { entry in FieldCarry.cut(entry) }
        case .widenOriginal: return resizeOriginal(trace: 6, toTrace: 12, date: 12) { "20" + $0 }
        case .cutOriginal: return resizeOriginal(trace: 12, toTrace: 6, date: 14) { String($0.dropFirst(2)) }
        case .digits:
            message[bytes: field] = original[bytes: field]
            return .moved("", "")
        case .lost: return .lost("the other version has something else under this number", "新版本中此域含义不同")
        }
    }

    /// Content of a field when it is so many digits.
    func digits(_ field: Int, _ count: Int) -> String? {
        guard let text = original[text: field], text.utf8.count == count,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return text
    }

    // MARK: Dates

    private mutating func joinLocalTime() -> Result {
        guard let time = digits(12, 6) else { return .lost("it is no time hhmmss", "不是hhmmss") }
        guard let date = digits(13, 4) else {
            return .lost("field 12 of the other version holds the date as well, and field 13 is missing", "缺少日期(域13)")
        }
        message[text: 12] = padded(moment.year(nearest: date) % 100, 2) + date + time
        return .moved("with field 13 into field 12; the year is the nearest one", "与域13合并, 年份取最近者")
    }

    private mutating func splitLocalTime() -> Result {
        guard let moment = digits(12, 12) else { return .lost("it is no date and time YYMMDDhhmmss", "不是YYMMDDhhmmss") }
        message[text: 12] = String(moment.suffix(6))
        message[text: 13] = String(moment.dropFirst(2).prefix(4))
        return .moved("into fields 12 and 13; the year is left out", "拆分为域12和域13, 不含年份")
    }

    private mutating func widenDate(_ field: Int, _ size: Int) -> Result {
        guard let date = digits(field, size - 2) else { return .lost("it is no date of the field's length", "日期长度不符") }
        let prefix = size == 6 ? padded(moment.year(nearest: date.prefix(4)) % 100, 2) : "20"
        message[text: field] = prefix + date
        return .moved("a date with more digits of the year; they are assumed", "日期补年份")
    }

    private mutating func cutDate(_ field: Int, _ size: Int) -> Result {
        guard let date = digits(field, size + 2) else { return .lost("it is no date of the field's length", "日期长度不符") }
        message[text: field] = String(date.suffix(size))
        return .moved("a date with fewer digits of the year", "日期去掉年份")
    }

    // MARK: Point of service

    private mutating func joinPointOfService() -> Result {
        guard let mode = digits(22, 3),
            let code = PointOfService.join(entryMode: mode, condition: original[text: 25])
        else { return .lost("the twelve characters have no place for this mode or condition", "无法表示为12位服务点数据码") }
        message[text: 22] = code
        return .moved("with field 25 into the twelve characters of field 22", "与域25合并为12位服务点数据码")
    }

    private mutating func splitPointOfService() -> Result {
        guard let text = original[text: 22], let codes = PointOfService.split(text) else {
            return .lost("the three digits of field 22 cannot say this reading mode", "无法表示为3位输入方式码")
        }
        message[text: 22] = codes.entryMode
        if let condition = codes.condition { message[text: 25] = condition }
        return .moved(
            codes.condition == nil
                ? "into field 22; capabilities and environment are left out"
                : "into fields 22 and 25; capabilities are left out",
            "转为域22和域25, 终端能力略去")
    }

    // MARK: Codes

    private mutating func actionCode() -> Result {
        guard !original.mti.isRequest else { return .lost("a reason in a request has no action code", "请求报文的原因码无法转换") }
        let code = original[text: 39] ?? ""
        guard let new = CodeTables.responses.first(where: { $0.old == code })?.new else {
            return .lost("no action code says the same", "没有对应的动作码")
        }
        message[text: 39] = new == "000" ? CodeTables.success(ofClass: original.mti.messageClass) : new
        return .moved("a response code as an action code", "应答码转为动作码")
    }

    private mutating func responseCode() -> Result {
        let code = original[text: 39] ?? ""
        let isSuccess = code == CodeTables.success(ofClass: original.mti.messageClass)
        guard let old = isSuccess ? "00" : CodeTables.responses.first(where: { $0.new == code })?.old else {
            return .lost("no response code says the same", "没有对应的应答码")
        }
        message[text: 39] = old
        return .moved("an action code as a response code", "动作码转为应答码")
    }

    private mutating func function() -> Result {
        guard let new = CodeTables.network.first(where: { $0.old == original[text: 70] })?.new else {
            return .lost("no function code says the same", "没有对应的功能码")
        }
        message[text: 24] = new
        return .moved("into field 24, the function code", "转为域24功能码")
    }

    private mutating func network() -> Result {
        guard let code = original[text: 24] else { return .lost("it is no text", "不是文本") }
        if let old = CodeTables.network.first(where: { $0.new == code })?.old {
            message[text: 70] = old
            return .moved("into field 70, the network management code", "转为域70网络管理码")
        }
        guard code != CodeTables.function(ofClass: original.mti.messageClass) else {
            return .moved("said by the message type alone", "由消息类型表示")
        }
        return .lost("the older version has no function code", "旧版本没有功能码")
    }
}
