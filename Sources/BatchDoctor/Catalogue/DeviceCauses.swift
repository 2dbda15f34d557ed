import Settlement

/// Causes in the terminal itself.
extension CauseFacts {
    static let clockWrong =
        CauseFacts(
            number: 18, place: .terminalHardware, title: Bilingual("The clock is wrong", "终端时钟错误"),
            meaning: Bilingual(
                "Dates of records, reminders and automatic settlement cannot be trusted.",
                "记录日期、提醒和自动结算都不可信。"),
            remedy: .setClock,
            nextStep: Bilingual(
                "Set the clock, or let the next answer of the host set it.",
                "校准时钟, 或由主机下一次应答校准。"),
            never: Bilingual(
                "Do not judge the order of records by their times: trace numbers tell it.",
                "不要按时间判断记录先后: 以流水号为准。"))
    static let batchFull =
        CauseFacts(
            number: 23, place: .operator, title: Bilingual("The batch is full", "批次已满"),
            meaning: Bilingual(
                "The terminal refuses new sales to keep room for the settlement.",
                "终端为保留结算空间而拒绝新交易。"),
            remedy: .settle,
            nextStep: Bilingual(
                "Settle.",
                "结算。"),
            never: Bilingual(
                "Do not clear the batch.",
                "不要清除批次。"))
    static let journalDamaged =
        CauseFacts(
            number: 24, place: .terminalHardware, title: Bilingual("The memory is damaged", "存储损坏"),
            meaning: Bilingual(
                "Records of the batch cannot be read, or are gone.",
                "批次中有记录无法读取或丢失。"),
            remedy: .keepFlash,
            nextStep: Bilingual(
                "Copy the flash, take the terminal out of use, and let the acquirer rebuild the "
                    + "batch from its log.",
                "复制存储内容, 停用终端, 由收单机构按主机流水重建批次。"),
            never: Bilingual(
                "Do not settle what is left: a total of part of the batch would close all of it. "
                    + "Never settle 0.",
                "不要用剩余记录结算: 那会以部分金额关闭整批。绝不按 0 结算。"))
}
