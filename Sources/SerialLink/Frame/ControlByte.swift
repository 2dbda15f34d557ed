/// Control characters of the serial link. Source: ISO/IEC 646 (ASCII) transmission controls, used as in ANSI X3.28.
enum ControlByte {
    /// Start of text: a frame begins.
    static let stx: UInt8 = 0x02
    /// End of text: the payload is complete; the check byte follows.
    static let etx: UInt8 = 0x03
    /// The frame was taken.
    static let ack: UInt8 = 0x06
    /// The frame was damaged: send it again.
    static let nak: UInt8 = 0x15
}
