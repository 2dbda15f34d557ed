/// Reading and editing by tag. A path of tags goes through constructed objects; of several objects with one tag the first
/// is taken.
extension TLVList {
    /// The first object with this tag at the top.
    public func object(at tag: TLVTag) -> TLVObject? { objects.first { $0.tag == tag } }

    /// The first object at the end of the path; nil for an empty path.
    public func object(at path: [TLVTag]) -> TLVObject? {
        var list = self
        var found: TLVObject?
        for (index, tag) in path.enumerated() {
            if index > 0 {
                guard let inner = found?.objects else { return nil }
                list = inner
            }
            guard let next = list.object(at: tag) else { return nil }
            found = next
        }
        return found
    }

    /// The value of the first object with this tag at the top.
    public func value(at tag: TLVTag) -> [UInt8]? { object(at: tag)?.value }

    /// The value of the first object at the end of the path.
    public func value(at path: [TLVTag]) -> [UInt8]? { object(at: path)?.value }

    /// Every object with this tag at the top, in order.
    public func all(_ tag: TLVTag) -> [TLVObject] { objects.filter { $0.tag == tag } }

    /// Adds an object at the end, before the padding there.
    public mutating func append(_ object: TLVObject) { objects.append(object) }

    /// Sets the value of the first object with this tag at the top, or adds one at the end.
    public mutating func set(_ value: [UInt8], at tag: TLVTag) {
        if let index = objects.firstIndex(where: { $0.tag == tag }) {
            objects[index].content = .bytes(value)
        } else {
            append(TLVObject(tag, value))
        }
    }

    /// Sets the value at the end of the path; constructed objects that are missing on the way are added.
    ///
    /// - Throws: ``TLVError`` of kind `emptyPath`, `notConstructed` (a step on the way is no constructed tag, or holds bytes),
    ///   or `tooDeep`.
    public mutating func set(_ value: [UInt8], at path: [TLVTag]) throws(TLVError) {
        guard let last = path.last else { throw TLVError(.emptyPath, offset: 0) }
        guard path.count <= TLVRules.mostDepth else {
            throw TLVError(.tooDeep, offset: 0, needed: path.count, available: TLVRules.mostDepth)
        }
        try edit(path.dropLast()) { $0.set(value, at: last) }
    }

    /// Removes every object with this tag at the top, with the padding before it, and says how many there were.
    @discardableResult
    public mutating func remove(at tag: TLVTag) -> Int {
        let before = objects.count
        objects.removeAll { $0.tag == tag }
        return before - objects.count
    }

    /// Removes every object with the last tag of the path where the path leads to, and says how many there were.
    @discardableResult
    public mutating func remove(at path: [TLVTag]) -> Int {
        guard let last = path.last else { return 0 }
        guard path.count > 1 else { return remove(at: last) }
        guard let index = objects.firstIndex(where: { $0.tag == path[0] }), var inner = objects[index].objects
        else { return 0 }
        let removed = inner.remove(at: [TLVTag](path.dropFirst()))
        objects[index].content = .objects(inner)
        return removed
    }

    private mutating func edit(_ path: ArraySlice<TLVTag>, _ change: (inout TLVList) -> Void) throws(TLVError) {
        guard let step = path.first else { return change(&self) }
        guard step.isConstructed else { throw TLVError(.notConstructed, offset: 0) }
        if let index = objects.firstIndex(where: { $0.tag == step }) {
            guard var inner = objects[index].objects else { throw TLVError(.notConstructed, offset: 0) }
            try inner.edit(path.dropFirst(), change)
            objects[index].content = .objects(inner)
        } else {
            var inner = TLVList()
            try inner.edit(path.dropFirst(), change)
            append(TLVObject(step, inner))
        }
    }
}
