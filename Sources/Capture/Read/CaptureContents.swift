/// A whole capture at once: what could be read, and what stopped the reading.
///
/// A packet takes less than 100 bytes beside the input: much less than the input for real captures, and six times as much for
/// a file of empty packets. A caller with less room takes packets one by one from ``CaptureReader``.
public struct CaptureContents: Equatable, Sendable {
    /// Interfaces of all sections, in order.
    public private(set) var interfaces: [CaptureInterface] = []
    /// Packets before the problem, in order.
    public private(set) var packets: [CapturePacket] = []
    /// What stopped the reading, or nil when the file was read to its end.
    public private(set) var problem: CaptureError?

    /// Reads what can be read.
    public init(_ bytes: [UInt8]) {
        do throws(CaptureError) {
            var reader = try CaptureReader(bytes)
            defer { interfaces = reader.interfaces }
            while let packet = try reader.next() { packets.append(packet) }
        } catch {
            problem = error
        }
    }
}
