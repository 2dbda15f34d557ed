/// A letter or a digit, ASCII.
func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
}

/// A printable ASCII character, space included.
func isPrintable(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) }
