// What holds bytes of a message describes itself by its form only, also to `dump` and debuggers.

extension TLVObject: CustomStringConvertible, CustomDebugStringConvertible {
    /// Tag and length of the value.
    public var description: String { tag.description + " (" + String(valueCount) + ")" }
    /// The same.
    public var debugDescription: String { description }
}

extension TLVList: CustomStringConvertible, CustomDebugStringConvertible {
    /// Tags and lengths of the objects.
    public var description: String { objects.map { $0.description }.joined(separator: " ") }
    /// The same.
    public var debugDescription: String { description }
}

extension TLVReader: CustomStringConvertible, CustomDebugStringConvertible {
    /// Where it stands.
    public var description: String { "TLV reader at byte " + String(offset) }
    /// The same.
    public var debugDescription: String { description }
}

extension Envelope: CustomStringConvertible, CustomDebugStringConvertible {
    /// TPDU and length of the message.
    public var description: String { tpdu.description + " and " + String(body.count) + " bytes" }
    /// The same.
    public var debugDescription: String { description }
}

extension MessageFraming: CustomStringConvertible, CustomDebugStringConvertible {
    /// The form of the length, and how many bytes wait.
    public var description: String { header.description + "; " + String(waiting) + " bytes wait" }
    /// The same.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension TLVObject: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["object": description]) }
    }
    extension TLVList: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["objects": description]) }
    }
    extension TLVReader: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["reader": description]) }
    }
    extension Envelope: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["envelope": description]) }
    }
    extension MessageFraming: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["framing": description]) }
    }
    extension SubfieldValue: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["part": description]) }
    }
    extension UnreadFields: CustomReflectable {
        /// The description only.
        public var customMirror: Mirror { Mirror(self, children: ["unread": description]) }
    }
#endif
