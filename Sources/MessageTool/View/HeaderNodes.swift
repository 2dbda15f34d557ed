import ISO8583

/// Nodes of what stands before a message.
struct HeaderNodes {
    let reading: FrameReading
    let hidden: HiddenBytes

    /// Length, TPDU and UnionPay-style header, those that are there.
    func all() -> [TreeNode] { [length(), tpdu(), unionPay()].compactMap { $0 } }

    private func length() -> TreeNode? {
        let size = reading.framing.length.byteCount
        guard let announced = reading.framing.length.announced(reading.bytes) else { return nil }
        let left = reading.bytes.count - size
        var node = node(.length, "length", reading.framing.length.name, String(announced), 0..<size)
        if announced != left {
            node.notes = [FieldName("\(left) byte(s) follow", "其后有\(left)字节")]
        }
        return node
    }

    private func tpdu() -> TreeNode? {
        guard let range = reading.framing.tpdu, range.upperBound <= reading.bytes.count else { return nil }
        var node = node(.tpdu, "tpdu", FieldName("TPDU", "TPDU"), hidden.hex(range), range)
        let start = range.lowerBound
        node.children = [
            part("tpdu.id", FieldName("protocol", "协议标识"), start..<start + 1),
            part("tpdu.destination", FieldName("destination (NII)", "目的地址(NII)"), start + 1..<start + 3),
            part("tpdu.origin", FieldName("origin", "源地址"), start + 3..<start + 5),
        ]
        if reading.bytes[start] != 0x60 {
            node.notes = [FieldName("60 is usual for transactions", "交易通常为60")]
        }
        return node
    }

    /// Source: published descriptions of the UnionPay terminal header: application class n2, software version n2, terminal
    /// status n1, processing request n1, reserved n6.
    private func unionPay() -> TreeNode? {
        guard let range = reading.framing.unionPayHeader, range.upperBound <= reading.bytes.count else { return nil }
        let bytes = Array(reading.bytes[range])
        var node = node(.header, "header", FieldName("UnionPay header", "银联报文头"), hidden.hex(range), range)
        let start = range.lowerBound
        var status = part("header.status", FieldName("terminal status", "终端状态"), start + 2..<start + 3)
        if !status.isHidden {
            status.value = String(bytes[2] >> 4, radix: 16, uppercase: true)
            status.meaning = HeaderNodes.status[bytes[2] >> 4]
        }
        var request = part("header.request", FieldName("processing request", "处理要求"), start + 2..<start + 3)
        if !request.isHidden {
            request.value = String(bytes[2] & 15, radix: 16, uppercase: true)
            request.meaning = HeaderNodes.requests[bytes[2] & 15]
        }
        var application = part("header.class", FieldName("application class", "应用类别"), start..<start + 1)
        if !application.isHidden { application.meaning = HeaderNodes.classes[bytes[0]] }
        node.children = [
            application, part("header.version", FieldName("software version", "软件总版本号"), start + 1..<start + 2),
            status, request, part("header.reserved", FieldName("reserved", "保留使用"), start + 3..<start + 6),
        ]
        return node
    }

    private static let classes: [UInt8: FieldName] = [
        0x60: FieldName("magnetic stripe payment", "磁条卡金融支付类应用"), 0x61: FieldName("chip card payment", "IC卡金融支付类应用"),
    ]
    private static let status: [UInt8: FieldName] = [
        0: FieldName("normal", "正常交易状态"), 1: FieldName("test", "测试交易状态"),
    ]
    private static let requests: [UInt8: FieldName] = [
        0: FieldName("nothing asked for", "无处理要求"), 1: FieldName("load terminal parameters", "下传终端磁条卡参数"),
        2: FieldName("upload terminal status", "上传终端磁条卡状态信息"), 3: FieldName("sign in again", "重新签到"),
        4: FieldName("update public keys", "更新公钥信息"), 5: FieldName("load chip card parameters", "下载终端IC卡参数"),
        6: FieldName("load parameters from the TMS", "TMS参数下载"),
    ]

    private func node(
        _ kind: TreeNode.Kind, _ id: String, _ name: FieldName, _ value: String, _ range: Range<Int>
    ) -> TreeNode {
        let isHidden = hidden.isHidden(bytes: range)
        return TreeNode(
            kind: kind, id: id, name: name, value: isHidden ? FieldNodes.hiddenText(range.count) : value, meaning: nil,
            range: range, hex: hidden.hex(range), isHidden: isHidden)
    }

    private func part(_ id: String, _ name: FieldName, _ range: Range<Int>) -> TreeNode {
        node(.part, id, name, hidden.hex(range), range)
    }
}
