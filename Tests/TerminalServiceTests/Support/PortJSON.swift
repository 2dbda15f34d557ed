import Foundation
import Testing

/// JSON as `ports list` and `ports watch` write it.
enum PortJSON {
    struct Known: Decodable, Equatable {
        var id: String
        var kind: String
        var line: String
    }

    struct Port: Decodable, Equatable {
        var node: String
        var byID: String?
        var byPath: String?
        var links: [String]
        var bus: String?
        var driver: String?
        var vendorID: String?
        var productID: String?
        var vendor: String?
        var product: String?
        var serialNumber: String?
        var interface: String?
        var interfaceName: String?
        var portNumber: Int?
        var usbPort: String?
        var physicalPath: String
        var sysfsPath: String
        var mayOpen: Bool
        var hint: String?
        var identity: String
        var known: Known?
    }

    struct List: Decodable {
        var schema: Int
        var hasUdevDatabase: Bool
        var ports: [Port]

        subscript(_ node: String) -> Port? { ports.first { $0.node == node } }
    }

    struct Event: Decodable {
        var schema: Int
        var action: String
        var source: String
        var time: String
        var port: Port

        /// What is compared: action and node.
        var short: String { "\(action) \(port.node)" }
    }

    static func list(_ text: String) throws -> List { try JSONDecoder().decode(List.self, from: Data(text.utf8)) }

    static func events(_ lines: [String]) throws -> [Event] {
        try lines.map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
    }
}
