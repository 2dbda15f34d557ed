/// Settings by which the host knows a terminal, and in which it talks to it.
///
/// With another one of them an open batch would be settled under another name, or not be understood: they change only while
/// no money is open.
public enum GuardedSettings {
    /// Their names.
    public static let names = ["terminal-id", "merchant-id", "dialect", "nii"]

    /// Whether a setting is one of them.
    public static func holds(_ name: String) -> Bool {
        for guarded in names where guarded.utf8.elementsEqual(name.utf8) { return true }
        return false
    }
}
