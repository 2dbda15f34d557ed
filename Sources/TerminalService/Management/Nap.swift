import Foundation

/// A moment in which a thread does nothing.
enum Nap {
    static func take(_ time: Duration) {
        let parts = time.components
        Thread.sleep(forTimeInterval: Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    }
}
