import ISO8583

/// Original data elements, and amounts with their currencies.
extension FieldCarry {
    /// Source: ISO 8583:1987, field 90: type 4, trace 6, date and time MMDDhhmmss 10, acquirer 11, forwarder 11. ISO
    /// 8583:1993, field 56: type 4, trace 6, date and time YYMMDDhhmmss 12, acquirer behind a length of two digits.
    mutating func newOriginal() -> Result {
        guard let old = digits(90, 42) else { return .lost("it is not 42 digits", "不是42位数字") }
        let acquirer = String(old.dropFirst(20).prefix(11).drop { $0 == "0" })
        guard old.suffix(11).allSatisfy({ $0 == "0" }) else {
            return .lost("field 56 has no place for a forwarding institution", "域56没有发送机构的位置")
        }
        guard old.hasPrefix("0") else { return .lost("its message type is of another version", "原消息类型版本不符") }
        let date = old.dropFirst(10).prefix(4)
        message[text: 56] =
            "1" + old.dropFirst().prefix(9) + padded(moment.year(nearest: date) % 100, 2) + old.dropFirst(10).prefix(10)
            + padded(acquirer.utf8.count, 2) + acquirer
        return .moved("into field 56; the year is the nearest one", "转为域56, 年份取最近者")
    }

    mutating func oldOriginal() -> Result {
        guard let parts = original56(trace: 6, date: 12), parts.type.hasPrefix("1") else {
            return .lost("it is not of the form of field 56", "不符合域56格式")
        }
        let acquirer = String(repeating: "0", count: 11 - parts.acquirer.utf8.count) + parts.acquirer
        message[text: 90] =
            "0" + parts.type.dropFirst() + parts.trace + parts.date.dropFirst(2) + acquirer
            + String(repeating: "0", count: 11)
        return .moved("into field 90; the year is left out", "转为域90, 不含年份")
    }

    mutating func resizeOriginal(
        trace: Int, toTrace: Int, date: Int, _ newDate: (String) -> String
    ) -> Result {
        guard let parts = original56(trace: trace, date: date) else {
            return .lost("it is not of the form of field 56", "不符合域56格式")
        }
        let number = String(parts.trace.drop { $0 == "0" })
        guard number.utf8.count <= toTrace else { return .lost("its trace number is too long", "原流水号过长") }
        let version = toTrace == 12 ? "2" : "1"
        message[text: 56] =
            version + parts.type.dropFirst() + String(repeating: "0", count: toTrace - number.utf8.count) + number
            + newDate(parts.date) + padded(parts.acquirer.utf8.count, 2) + parts.acquirer
        return .moved("with trace number and date of the other length", "流水号和日期长度转换")
    }

    private func original56(
        trace: Int, date: Int
    ) -> (type: String, trace: String, date: String, acquirer: String)? {
        guard let text = original[text: 56], text.utf8.count >= 4 + trace + date + 2,
            let all = digits(56, text.utf8.count)
        else { return nil }
        let rest = all.dropFirst(4 + trace + date)
        let acquirer = String(rest.dropFirst(2))
        guard let count = Int(rest.prefix(2)), count == acquirer.utf8.count, count <= 11 else { return nil }
        return (
            String(all.prefix(4)), String(all.dropFirst(4).prefix(trace)),
            String(all.dropFirst(4 + trace).prefix(date)), acquirer
        )
    }

    /// Source: ISO 8583:2003, amounts: currency 3, decimals of the minor unit 1, amount 12.
    mutating func joinCurrency(_ field: Int, _ currencyField: Int) -> Result {
        guard let amount = digits(field, 12) else { return .lost("it is not 12 digits", "不是12位数字") }
        guard let code = digits(currencyField, 3), let currency = UInt16(code).flatMap({ Currency(numeric: $0) }) else {
            return .lost(
                "its currency (field \(currencyField)) is missing or not known", "缺少货币代码(域\(currencyField))或未知")
        }
        message[text: field] = code + String(currency.exponent) + amount
        return .moved("with the currency of field \(currencyField)", "与域\(currencyField)货币代码合并")
    }

    mutating func splitCurrency(_ field: Int, _ currencyField: Int) -> Result {
        guard let amount = digits(field, 16) else { return .lost("it is not 16 digits", "不是16位数字") }
        guard let currency = UInt16(amount.prefix(3)).flatMap({ Currency(numeric: $0) }),
            String(currency.exponent) == amount.dropFirst(3).prefix(1)
        else { return .lost("its currency is not known, or has other decimals", "货币代码未知或小数位不符") }
        message[text: field] = String(amount.suffix(12))
        message[text: currencyField] = String(amount.prefix(3))
        return .moved("into fields \(field) and \(currencyField)", "拆分为域\(field)和域\(currencyField)")
    }

    /// Field 54: entries of account type 2, amount type 2, currency 3, sign 1, amount 12; the newest version has the decimals
    /// behind the currency.
    mutating func amounts(_ size: Int, _ change: (Substring) -> String?) -> Result {
        guard var rest = original[text: 54].map({ $0[...] }), rest.utf8.count == rest.count, rest.count % size == 0
        else {
            return .lost("it is not made of entries of \(size) characters", "不是\(size)位一组")
        }
        var text = ""
        while !rest.isEmpty {
            guard let entry = change(rest.prefix(size)) else {
                return .lost("the currency of an amount is not known", "货币代码未知")
            }
            text += entry
            rest = rest.dropFirst(size)
        }
        message[text: 54] = text
        return .moved("amounts with the decimals of their currency", "金额小数位转换")
    }

    static func widened(_ entry: Substring) -> String? {
        guard let currency = UInt16(entry.dropFirst(4).prefix(3)).flatMap({ Currency(numeric: $0) }) else { return nil }
        return entry.prefix(7) + String(currency.exponent) + entry.dropFirst(7)
    }

    static func cut(_ entry: Substring) -> String? {
        guard let currency = UInt16(entry.dropFirst(4).prefix(3)).flatMap({ Currency(numeric: $0) }),
            String(currency.exponent) == entry.dropFirst(7).prefix(1)
        else { return nil }
        return String(entry.prefix(7) + entry.dropFirst(8))
    }
}
