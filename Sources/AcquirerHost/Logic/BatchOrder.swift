import Settlement

extension HostBatch {
    /// The number that follows.
    var next: UInt32 { (BatchNumber(number)?.next ?? .first).value }

    /// The number before another one; 1 comes after 999999.
    static func number(before number: UInt32) -> UInt32 { number == 1 ? 999_999 : number - 1 }
}

extension HostRequest {
    /// The number before the batch that the request is for.
    var formerBatch: UInt32 { HostBatch.number(before: batch) }
}
