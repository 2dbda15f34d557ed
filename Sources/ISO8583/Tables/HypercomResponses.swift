/// Private response codes of hosts that speak to Hypercom-style terminals, over the codes of ISO 8583:1987.
///
/// Source: the response tables that acquirers publish for this dialect; they differ in small things between acquirers.
enum HypercomResponses {
    /// The row of a code, or nil for one that the table does not have.
    ///
    /// - Parameter code: The two characters, read as hexadecimal digits.
    static func row(_ code: UInt8) -> ResponseRow? {
        switch code {
        case 0x25: ResponseRow(.decline, "Original not found", "找不到原始交易")
        case 0x76: ResponseRow(.callAcquirer, "Invalid product codes", "产品代码无效")
        case 0x77: ResponseRow(.upload, "Reconcile error", "对账不平")
        case 0x78: ResponseRow(.decline, "Trace number not found", "找不到流水号")
        case 0x79: ResponseRow(.decline, "Batch already open", "批次已打开")
        case 0x80: ResponseRow(.callAcquirer, "Batch number not found", "找不到批次号")
        case 0x85: ResponseRow(.callAcquirer, "Batch not found", "找不到批次")
        case 0x89: ResponseRow(.callAcquirer, "Bad terminal number", "终端号错误")
        case 0x94: ResponseRow(.decline, "Duplicate sequence number", "流水号重复")
        case 0x95: ResponseRow(.upload, "Reconcile error, upload the batch", "对账不平, 请批上送")
        default: nil
        }
    }
}
