extension EMVRows {
    /// Templates, tags of kernel 2, and tags that UnionPay-style acquirers carry in field 55.
    ///
    /// Source: EMV Contactless Book C-2, annex A; UnionPay's terminal specification (DF31 to DF34).
    static func others(_ tag: UInt32) -> EMVRow? {
        switch tag {
        case 0xBF0C:
            EMVRow(
                "File Control Information Issuer Discretionary Data", "文件控制信息发卡行自定义数据",
                .objects, 0...222, .card)
        case 0xBF60: EMVRow("Integrated Data Storage Record Update Template", "集成数据存储记录更新模板", .objects, 0...255, .card)
        case 0xDF31: EMVRow("Issuer Script Results", "发卡行脚本结果", .b, 0...255, .terminal)
        case 0xDF32: EMVRow("Chip Serial Number", "芯片序列号", .b, 0...255, .card)
        case 0xDF33: EMVRow("Session Key Data", "过程密钥数据", .b, 0...255, .card, .hidden)
        case 0xDF34: EMVRow("Terminal Reading Time", "终端读取时间", .b, 0...255, .terminal)
        case 0xDF4B: EMVRow("POS Cardholder Interaction Information", "POS持卡人交互信息", .b, 3...3, .card)
        case 0xDF60: EMVRow("DS Input (Card)", "DS输入(卡片)", .b, 8...8, .terminal, .hidden)
        case 0xDF61: EMVRow("DS Digest H", "DS摘要H", .b, 8...8, .terminal)
        case 0xDF62: EMVRow("DS ODS Info", "DS ODS信息", .b, 1...1, .terminal)
        case 0xDF63: EMVRow("DS ODS Term", "DS ODS条款", .b, 0...160, .terminal, .hidden)
        case 0xDF8104: EMVRow("Balance Read Before Generate AC", "生成密文前读取的余额", .n, 6...6, .card)
        case 0xDF8105: EMVRow("Balance Read After Generate AC", "生成密文后读取的余额", .n, 6...6, .card)
        case 0xDF8106: EMVRow("Data Needed", "所需数据", .b, 0...255, .terminal)
        case 0xDF8107: EMVRow("CDOL1 Related Data", "CDOL1相关数据", .b, 0...255, .terminal)
        case 0xDF8108: EMVRow("DS AC Type", "DS密文类型", .b, 1...1, .terminal)
        case 0xDF810C: EMVRow("Kernel ID", "内核标识", .b, 1...1, .terminal)
        case 0xDF8115: EMVRow("Error Indication", "差错指示", .b, 6...6, .terminal)
        case 0xDF8116: EMVRow("User Interface Request Data", "用户界面请求数据", .b, 22...22, .terminal)
        case 0xDF8117: EMVRow("Card Data Input Capability", "卡数据输入性能", .b, 1...1, .terminal)
        case 0xDF8118: EMVRow("CVM Capability - CVM Required", "CVM性能-需CVM", .b, 1...1, .terminal)
        case 0xDF8119: EMVRow("CVM Capability - No CVM Required", "CVM性能-无需CVM", .b, 1...1, .terminal)
        case 0xDF811A: EMVRow("Default UDOL", "缺省UDOL", .dol, 3...3, .terminal)
        case 0xDF811B: EMVRow("Kernel Configuration", "内核配置", .b, 1...1, .terminal)
        case 0xDF811E: EMVRow("Mag-stripe CVM Capability - CVM Required", "磁条CVM性能-需CVM", .b, 1...1, .terminal)
        case 0xDF811F: EMVRow("Security Capability", "安全性能", .b, 1...1, .terminal)
        case 0xDF8120: EMVRow("Terminal Action Code - Default", "终端行为代码-缺省", .b, 5...5, .terminal)
        case 0xDF8121: EMVRow("Terminal Action Code - Denial", "终端行为代码-拒绝", .b, 5...5, .terminal)
        case 0xDF8122: EMVRow("Terminal Action Code - Online", "终端行为代码-联机", .b, 5...5, .terminal)
        case 0xDF8123: EMVRow("Reader Contactless Floor Limit", "读卡器非接触最低限额", .n, 6...6, .terminal)
        case 0xDF8124:
            EMVRow(
                "Reader Contactless Transaction Limit (No On-device CVM)", "读卡器非接触交易限额(无设备CVM)",
                .n, 6...6, .terminal)
        case 0xDF8125:
            EMVRow(
                "Reader Contactless Transaction Limit (On-device CVM)", "读卡器非接触交易限额(设备CVM)",
                .n, 6...6, .terminal)
        case 0xDF8126: EMVRow("Reader CVM Required Limit", "读卡器CVM限额", .n, 6...6, .terminal)
        case 0xDF8129: EMVRow("Outcome Parameter Set", "结果参数集", .b, 8...8, .terminal)
        case 0xDF812A: EMVRow("DD Card (Track 1)", "卡片自定义数据(磁道1)", .ans, 0...56, .terminal, .hidden)
        case 0xDF812B: EMVRow("DD Card (Track 2)", "卡片自定义数据(磁道2)", .cn, 0...11, .terminal, .hidden)
        case 0xDF812C: EMVRow("Mag-stripe CVM Capability - No CVM Required", "磁条CVM性能-无需CVM", .b, 1...1, .terminal)
        case 0xFF8101: EMVRow("Torn Record", "断裂记录", .objects, 0...255, .terminal)
        case 0xFF8102: EMVRow("Tags To Write Before Generate AC", "生成密文前写入的标签", .objects, 0...255, .terminal)
        case 0xFF8103: EMVRow("Tags To Write After Generate AC", "生成密文后写入的标签", .objects, 0...255, .terminal)
        case 0xFF8104: EMVRow("Data To Send", "待发送数据", .objects, 0...255, .terminal)
        case 0xFF8105: EMVRow("Data Record", "数据记录", .objects, 0...255, .terminal)
        case 0xFF8106: EMVRow("Discretionary Data", "自定义数据", .objects, 0...255, .terminal)
        default: nil
        }
    }
}
