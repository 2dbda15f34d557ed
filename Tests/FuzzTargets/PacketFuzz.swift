import SMP

extension FuzzTarget {
    /// Packets, and the typed requests in them: what is read is written in bytes that are read as the same.
    static let packet = FuzzTarget(name: "packet") { bytes in
        let packet: Packet
        do throws(PacketError) { packet = try Packet(decoding: bytes) } catch {
            return error.description.isEmpty ? "an error that says nothing" : nil
        }
        do throws(PacketError) {
            let again = try Packet(decoding: try packet.encoded())
            guard again.map == packet.map, again.header.sequence == packet.header.sequence else {
                return "another packet comes back"
            }
        } catch { return "what was written cannot be read: \(error)" }
        return problem(packet, UploadRequest.self) ?? problem(packet, SetImageStateRequest.self)
            ?? problem(packet, EraseImageRequest.self) ?? problem(packet, ResetRequest.self)
            ?? problem(packet, WriteSettingRequest.self) ?? problem(packet, FileHashRequest.self)
            ?? problem(packet, DownloadRequest.self) ?? problem(packet, StartSelfTestRequest.self)
            ?? problem(packet, LoadKeyRequest.self) ?? problem(packet, EventLogRequest.self)
    }

    private static func problem<Request: MessageRequest>(_ packet: Packet, _ type: Request.Type) -> String? {
        do throws(BodyError) {
            let request = try Request(packet.map)
            do throws(BodyError) {
                return try Request(request.map) == request ? nil : "another request comes back"
            } catch { return "what was written cannot be read: \(error)" }
        } catch { return error.key.isEmpty ? "an error that names nothing" : nil }
    }
}
