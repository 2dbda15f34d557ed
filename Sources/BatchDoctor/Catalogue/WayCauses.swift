import Settlement

/// Causes on the way to the host: parameters, line, keys, numbers.
extension CauseFacts {
    static let hostNotReached =
        CauseFacts(
            number: 10, place: .configuration, title: Bilingual("The host is not reached", "连不上主机"),
            meaning: Bilingual(
                "Nothing comes back at all: wrong address, TPDU or NII, no line, or no host.",
                "完全没有应答: 地址、TPDU 或 NII 错误, 线路不通, 或主机未运行。"),
            remedy: .repairLine,
            nextStep: Bilingual(
                "Check address, TPDU, NII and cable; then press the echo test.",
                "检查地址、TPDU、NII 和线缆, 然后做回响测试。"),
            never: Bilingual(
                "Do not clear the batch: nothing is wrong with it.",
                "不要清除批次: 批次本身没有问题。"))
    static let lineUnstable =
        CauseFacts(
            number: 22, place: .line, title: Bilingual("The line drops again and again", "线路反复中断"),
            meaning: Bilingual(
                "Many attempts, few answers.",
                "多次尝试, 很少应答。"),
            remedy: .repairLine,
            nextStep: Bilingual(
                "Change cable, SIM or network; then settle again: it goes on where it stopped.",
                "更换线缆、SIM 卡或网络, 再次结算: 从中断处继续。"),
            never: Bilingual(
                "Do not press settle in quick succession, and do not clear the batch.",
                "不要连续反复按结算, 不要清除批次。"))
    static let keysApart =
        CauseFacts(
            number: 19, place: .configuration, title: Bilingual("Keys are out of step", "密钥不一致"),
            meaning: Bilingual(
                "Terminal and host compute different MACs (code A0).",
                "终端与主机的 MAC 不一致 (应答 A0)。"),
            remedy: .signOn,
            nextStep: Bilingual(
                "Sign on: new keys come with it. Then go on where it stopped.",
                "签到以更新密钥, 然后从中断处继续。"),
            never: Bilingual(
                "Do not load other keys before the batch is settled.",
                "批次结清前不要灌装其他密钥。"))
    static let signOnRequired =
        CauseFacts(
            number: 29, place: .operator, title: Bilingual("Nobody is signed on", "未签到"),
            meaning: Bilingual(
                "The host wants a sign-on before anything else, or somebody signed off with records "
                    + "in the batch.",
                "主机要求先签到, 或批次未结清就签退。"),
            remedy: .signOn,
            nextStep: Bilingual(
                "Sign on.",
                "签到。"),
            never: Bilingual(
                "Do not clear the batch.",
                "不要清除批次。"))
    static let identityChanged =
        CauseFacts(
            number: 16, place: .configuration,
            title: Bilingual("The terminal number was changed in mid-batch", "批次中途更换终端号"),
            meaning: Bilingual(
                "The records were made under another terminal or merchant number than the one that "
                    + "is set now.",
                "记录是以另一终端号或商户号产生的。"),
            remedy: .restoreIdentity,
            nextStep: Bilingual(
                "Put the old number back, settle, and only then change it.",
                "恢复原终端号, 结算后再更改。"),
            never: Bilingual(
                "Do not settle under the new number.",
                "不要用新终端号结算。"))
    static let twoTerminalsOneNumber =
        CauseFacts(
            number: 25, place: .configuration, title: Bilingual("Two terminals use one number", "两台终端共用一个终端号"),
            meaning: Bilingual(
                "The host holds bookings in this batch that this terminal never made.",
                "主机在该批次中有并非本终端产生的交易。"),
            remedy: .separateTerminals,
            nextStep: Bilingual(
                "Find the other terminal and stop it; settle this one; ask the acquirer for a new number.",
                "找到另一台终端并停用; 结清本机; 向收单机构申请新终端号。"),
            never: Bilingual(
                "Do not let both of them settle.",
                "不要让两台终端都结算。"))
}
