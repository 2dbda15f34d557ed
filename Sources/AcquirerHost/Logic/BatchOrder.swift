import Settlement

extension HostBatch {
    /// The number that follows.
    var next: UInt32 { (BatchNumber(number)?.next ?? .first).value }
}

extension HostRequest {
    /// The number before the batch that the request is for; 1 comes after 999999.
    var formerBatch: UInt32 { batch == 1 ? 999_999 : batch - 1 }
}
