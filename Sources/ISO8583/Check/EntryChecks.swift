extension MessageChecker {
    /// The entry mode against the fields that are there, for requests that carry a card's data for the first time.
    ///
    /// Source: ISO 8583:1987, field 22: how the account number came in (01 keyed, 02 and 90 stripe, 05 and 95 chip, 07
    /// contactless chip, 80 stripe in place of chip, 91 contactless stripe), then whether a PIN can be entered.
    func entryFindings(_ message: Message) -> [CheckFinding] {
        guard let mode = message[bytes: 22], mode.count == 3, fits(22, message), message.mti.function == 0,
            message.mti.messageClass == 1 || message.mti.messageClass == 2, firstTime(message)
        else { return [] }
        var findings: [CheckFinding] = []
        switch (mode[0], mode[1]) {
        case (0x30, 0x35), (0x39, 0x35), (0x30, 0x37):
            if !message.has(55) {
                findings.append(
                    finding(
                        .error, .entryMode, 22, "says that a chip was read, but field 55 is missing", "为芯片读取, 但缺少域55"))
            }
        case (0x30, 0x32), (0x38, 0x30), (0x39, 0x30), (0x39, 0x31):
            if !message.has(35), !message.has(36), !message.has(45), !message.has(2) {
                findings.append(
                    finding(
                        .error, .entryMode, 22, "says that a stripe was read, but no track is there", "为磁条读取, 但没有磁道数据"))
            }
        case (0x30, 0x31):
            if message.has(35) {
                findings.append(
                    finding(
                        .warning, .entryMode, 22, "says that the number was keyed, but a track is there",
                        "为手工输入, 但有磁道数据"))
            }
        default: break
        }
        if message.has(52), mode[2] == 0x32 {
            findings.append(
                finding(
                    .error, .entryMode, 22, offset: 2, "says that no PIN was entered, but field 52 is there",
                    "为无密码, 但有域52"))
        }
        if dialect.responseTable == .unionPay, !message.has(52), mode[2] == 0x31 {
            findings.append(
                finding(
                    .warning, .entryMode, 22, offset: 2, "says that a PIN was entered, but field 52 is missing",
                    "为有密码, 但缺少域52"))
        }
        return findings
    }

    /// A void or refund may repeat the entry mode of its original without the card's data.
    private func firstTime(_ message: Message) -> Bool {
        guard let code = message[bytes: 3], code.count == 6 else { return false }
        switch (code[0], code[1]) {
        case (0x30, 0x32), (0x32, _): return false
        default: return true
        }
    }

    /// Field 24 of a terminal's message names the host, and so does the transport address.
    ///
    /// Source: captured Hypercom-style frames: the destination holds the same three digits as field 24, packed.
    func niiFindings(_ message: Message, _ tpdu: TPDU?) -> [CheckFinding] {
        guard let tpdu, dialect.header == .tpdu, let nii = message[bytes: 24], nii.count == 3, fits(24, message) else {
            return []
        }
        let address = message.mti.isRequest ? tpdu.destination : tpdu.origin
        var packed: UInt16 = 0
        for digit in nii { packed = packed << 4 | UInt16(digit & 0x0F) }
        guard packed != address & 0x0FFF else { return [] }
        return [finding(.warning, .nii, 24, "is another host than that of the TPDU", "与TPDU的地址不一致")]
    }
}
