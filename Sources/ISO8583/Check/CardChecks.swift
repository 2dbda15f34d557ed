extension MessageChecker {
    /// Account number, track 2, expiry date.
    func cardFindings(_ message: Message) -> [CheckFinding] {
        var findings: [CheckFinding] = []
        let pan = message[bytes: 2].flatMap { PAN(bytes: $0) }
        if message.has(2), fits(2, message) {
            if let pan {
                if !pan.passesLuhn {
                    findings.append(finding(.warning, .accountNumber, 2, "has a wrong check digit", "校验位错误"))
                }
            } else {
                findings.append(finding(.error, .accountNumber, 2, "does not have 12 to 19 digits", "应为12至19位数字"))
            }
        }
        guard let text = message[text: 35], dialect.format(of: 35)?.content == .track, fits(35, message) else {
            return findings
        }
        guard let track = Track2(text) else {
            findings.append(
                finding(
                    .error, .track, 35, "is no track 2: account number, separator, expiry date, service code",
                    "不是有效的二磁道数据"))
            return findings
        }
        if let pan, pan != track.pan {
            findings.append(finding(.error, .track, 35, "is of another card than field 2", "与域2的卡号不一致"))
        }
        if pan == nil, !track.pan.passesLuhn {
            findings.append(
                finding(.warning, .accountNumber, 35, "has an account number with a wrong check digit", "卡号校验位错误"))
        }
        let place = track.pan.exposed.utf8.count + 1
        if DateShape.yearMonth.firstWrong([UInt8](track.expiry.utf8)) != nil {
            findings.append(
                finding(.warning, .track, 35, offset: place, "has an expiry date that is none", "有效期无效"))
        }
        if let expiry = message[text: 14], expiry != track.expiry {
            findings.append(
                finding(.warning, .track, 35, offset: place, "has another expiry date than field 14", "有效期与域14不一致"))
        }
        return findings
    }
}
