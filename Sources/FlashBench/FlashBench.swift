import Bootloader
import Foundation
import SMP
import SerialDriver
import TerminalService
import VirtualTerminal

/// Measures how fast an image goes over a service port; `scripts/bench flash` runs it.
///
/// ```
/// FlashBench image FILE BYTES VERSION      makes an image for virtual terminals
/// FlashBench upload PORT BAUD FILE         uploads it with our client; prints bytes, seconds, and what the line could carry
/// FlashBench ceiling                       image bytes for each byte of the line, at best
/// ```
@main
enum FlashBench {
    static func main() {
        do { try run(Array(CommandLine.arguments.dropFirst())) } catch {
            FileHandle.standardError.write(Data("error: \(error)\n".utf8))
            exit(1)
        }
    }

    private struct Usage: Error, CustomStringConvertible {
        let description = "image FILE BYTES VERSION, upload PORT BAUD FILE, or ceiling"
    }

    private static func run(_ arguments: [String]) throws {
        switch arguments.first {
        case "image" where arguments.count == 4:
            guard let count = Int(arguments[2]), let minor = UInt8(arguments[3]) else { throw Usage() }
            let image = try FactoryImage.make(
                board: "virtual-pos", version: ImageVersion(1, minor, 0), byteCount: count)
            try Data(image).write(to: URL(fileURLWithPath: arguments[1]))
        case "upload" where arguments.count == 4:
            guard let baud = Int(arguments[2]) else { throw Usage() }
            try upload(arguments[1], baud, try ImageFile(path: arguments[3]))
        case "ceiling" where arguments.count == 1: print(ceiling)
        default: throw Usage()
        }
    }

    /// The part of the line that is left for an image by base64, lines, header, CBOR and checksum, with the packets that our
    /// terminals take.
    private static var ceiling: Double {
        let packet = 4092
        let request = UploadRequest(offset: 500_000, data: []).packet(sequence: 0, wantsDetail: false)
        let data = packet - PacketHeader.byteCount - request.map.encoded.count - 2
        return Double(data) / Double(ConsoleFraming.byteCount(packet: packet))
    }

    private static func upload(_ port: String, _ baud: Int, _ file: ImageFile) throws {
        let client = try ManagementClient(
            opening: port, ManagementOptions(settings: LineSettings(baud: baud), patience: .seconds(5)))
        let begun = ContinuousClock.now
        try client.upload(file)
        let seconds = (ContinuousClock.now - begun) / .seconds(1)
        print("{\"bytes\": \(file.bytes.count), \"seconds\": \(seconds)}")
    }
}
